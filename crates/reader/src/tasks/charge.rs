//! Sentences that only say who leads and who helps: `Giao Phòng X chủ trì, phối hợp với Y.` They are no order of their
//! own; they charge the orders of their paragraph.

use super::agency::{self, LEADING};
use super::clause::{Clause, label_length};
use super::phrase;
use viet::letter;

/// Who leads and who helps with the orders of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) owner: Option<String>,
    pub(super) support: Vec<String>,
}

/// Verbs that open a charge.
const OPENINGS: [&str; 3] = ["giao ", "phân công ", "giao cho "];

/// Scalar values that hold the longest name of an agency and its colon.
const MOST_NAME: usize = 160;

/// Takes the charges out of the orders of one paragraph.
pub(super) fn take(text: &str, clauses: Vec<Clause>) -> (Charge, Vec<Clause>) {
    let mut charge = Charge::default();
    let mut orders = Vec::new();
    let mut in_charge = false;
    for clause in clauses {
        let text = clause.text.trim();
        in_charge = is_charge(text) || (in_charge && only_support(text));
        if in_charge {
            charge.owner = charge.owner.or_else(|| agency::owner(text));
            charge.support.extend(agency::support(text));
        } else {
            orders.push(clause);
        }
    }
    let words = || text.chars().skip(label_length(text)).take(MOST_NAME).collect::<String>();
    charge.owner = charge.owner.or_else(|| agency::charged_by_name(&words()));
    (charge, orders)
}

fn is_charge(text: &str) -> bool {
    let lower = letter::lower(text);
    let Some(owner) = agency::owner(text).filter(|_| OPENINGS.iter().any(|o| lower.starts_with(o))) else {
        return false;
    };
    let rest = lower.split_once(&letter::lower(&owner)).map_or("", |(_, rest)| rest.trim_start());
    let lists = |rest: &str| {
        let rest = rest.trim_start_matches([',', ' ']);
        rest.is_empty() || rest.starts_with(['.', ';']) || only_support(rest)
    };
    LEADING.iter().any(|verb| rest.strip_prefix(verb).is_some_and(lists))
}

/// Whether no more is told than who helps, and that it be reported.
fn only_support(text: &str) -> bool {
    let opening = phrase::opening(text);
    if let Some(helpers) = ["phối hợp với ", "cùng phối hợp với ", "phối hợp "]
        .iter()
        .find_map(|with| opening.starts_with(with).then(|| text.get(with.len()..)).flatten())
    {
        return agency::only_names(helpers);
    }
    ["các đơn vị", "báo cáo kết quả"].iter().any(|said| opening.starts_with(said))
}
