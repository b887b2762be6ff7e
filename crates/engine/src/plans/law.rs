//! The law of a percentage of the plan, as it is read in reports.

use model::Rule;

/// A law that holds a percentage of the year's plan against the figures it was computed from, counted from the beginning of
/// the year as the percentage is; any other formula as it is.
pub(crate) fn to_date(formula: String) -> String {
    rewritten(&formula).unwrap_or(formula)
}

/// The same of a rule: laws that were adopted before percentages counted from the beginning of the year say it too.
pub(crate) fn rule_to_date(rule: &Rule) -> Rule {
    Rule { formula: to_date(rule.formula.clone()), ..rule.clone() }
}

fn rewritten(formula: &str) -> Option<String> {
    let (percent, parts) = formula.split_once(" = 100 * ")?;
    let (part, whole) = parts.split_once(" / ")?;
    let own = percent.contains("@PKH")
        && part == percent.replacen("@PKH", "", 1)
        && whole == percent.replacen("@PKH", "@KH", 1);
    own.then(|| format!("{percent} = 100 * {part}[lũy kế] / {whole}"))
}

#[cfg(test)]
mod tests {
    use super::to_date;

    #[test]
    fn only_the_own_percentage_of_a_plan_counts_from_the_beginning_of_the_year() {
        for (written, said) in [
            ("A@PKH = 100 * A / A@KH", "A@PKH = 100 * A[lũy kế] / A@KH"),
            ("A@PKH#xa = 100 * A#xa / A@KH#xa", "A@PKH#xa = 100 * A#xa[lũy kế] / A@KH#xa"),
            ("A@PKH = 100 * B / A@KH", "A@PKH = 100 * B / A@KH"),
            ("A = 100 * B / C", "A = 100 * B / C"),
            ("A@PKH = 100 * A[lũy kế] / A@KH", "A@PKH = 100 * A[lũy kế] / A@KH"),
        ] {
            assert_eq!(to_date(written.to_owned()), said);
            assert!(formula::parse(said).is_ok(), "{said}");
        }
    }
}
