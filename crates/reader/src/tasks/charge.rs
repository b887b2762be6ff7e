//! Sentences that only say who leads and who helps: `Giao Phòng X chủ trì, phối hợp với Y.` They are no order of their
//! own; they charge the orders of their paragraph.

use super::agency::{self, LEADING};
use super::clause::{Clause, label_length};
use super::said::Said;

/// Who leads and who helps with the orders of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Charge {
    pub(super) owner: Option<String>,
    pub(super) support: Vec<String>,
}

/// Verbs that open a charge.
const OPENINGS: [&str; 3] = ["giao ", "phân công ", "giao cho "];

/// Takes the charges out of the orders of one paragraph.
pub(super) fn take<'t>(paragraph: Said<'t>, clauses: Vec<Clause<'t>>) -> (Charge, Vec<Clause<'t>>) {
    let mut charge = Charge::default();
    let mut orders = Vec::new();
    let mut in_charge = false;
    for clause in clauses {
        let said = clause.told();
        in_charge = is_charge(said) || (in_charge && only_support(said));
        if in_charge {
            charge.owner = charge.owner.or_else(|| named(agency::owner(said)));
            charge.support.extend(agency::support(said));
        } else {
            orders.push(clause);
        }
    }
    let words = paragraph.behind(label_length(paragraph.text));
    charge.owner = charge.owner.or_else(|| named(agency::charged_by_name(words)));
    (charge, orders)
}

fn named(agency: Option<Said<'_>>) -> Option<String> {
    agency.map(|name| name.text.to_owned())
}

fn is_charge(said: Said<'_>) -> bool {
    if !OPENINGS.iter().any(|opening| said.lower.starts_with(opening)) {
        return false;
    }
    let owner = agency::owner(said);
    let rest = owner.and_then(|owner| said.lower.split_once(owner.lower)).map_or("", |(_, rest)| rest);
    let lists = |rest: &str| {
        let rest = rest.trim_start_matches([',', ' ']);
        // In small letters no capital keeps a verb inside a name.
        let small = Said { text: said.lower, ..said };
        rest.is_empty() || rest.starts_with(['.', ';']) || only_support(small.last(rest.len()))
    };
    LEADING.iter().any(|verb| rest.trim_start().strip_prefix(verb).is_some_and(lists))
}

/// Whether no more is told than who helps, and that it be reported.
fn only_support(said: Said<'_>) -> bool {
    const WITH: [&str; 3] = ["phối hợp với ", "cùng phối hợp với ", "phối hợp "];
    if let Some(helpers) = WITH.iter().find_map(|with| said.lower.strip_prefix(with)) {
        return agency::only_names(said.last(helpers.len()));
    }
    ["các đơn vị", "báo cáo kết quả"].iter().any(|told| said.lower.starts_with(told))
}
