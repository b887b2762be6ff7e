//! The rules that hold anywhere: known from the founding of a place, switched and changed like every other rule. The laws among
//! them speak of [`Rule::EACH`], and are asked for every indicator that they fit.

use crate::book::Book;
use model::{
    CellKey, Collector, Indicator, Measure, Period, PeriodKind, Rule, RuleId, RuleKind, Severity, Stated,
    Timing,
};

/// Id, kind, law, how much it matters, why it holds.
type Row = (&'static str, RuleKind, &'static str, Severity, &'static str);

const TABLE: [Row; 16] = [
    ("khong-am", RuleKind::Bound, "X >= 0", Severity::Error, "Số đếm không có số âm"),
    ("khong-qua-100", RuleKind::Bound, "X <= 100", Severity::Error, "Một phần không quá 100% của tổng"),
    (
        "luy-ke",
        RuleKind::CumulativeNotFalling,
        "X >= X[-1]",
        Severity::Error,
        "Số lũy kế từ đầu năm gồm cả các kỳ trước",
    ),
    ("cac-don-vi", RuleKind::ChildrenEqualParent, "X = Σ(X)", Severity::Error, "Số chung là tổng của các xã"),
    (
        "quy-va-thang",
        RuleKind::QuarterEqualsMonths,
        "X = X[các tháng]",
        Severity::Error,
        "Số trong quý là tổng của các tháng trong quý",
    ),
    (
        "so-ke-hoach",
        RuleKind::PlanAgainstActual,
        "X <= 2 * X@KH",
        Severity::Warning,
        "Thực hiện gấp nhiều lần kế hoạch thường là nhầm số hoặc khác phạm vi",
    ),
    (
        "so-cung-ky",
        RuleKind::Ratio,
        "X@PCK = 100 * (X - X[cùng kỳ]) / X[cùng kỳ]",
        Severity::Warning,
        "Mức tăng, giảm phải khớp với số đã báo cùng kỳ năm trước",
    ),
    ("khac-thuong", RuleKind::HistoryOutlier, "", Severity::Warning, "So với các kỳ trước của chính đơn vị"),
    ("gap-nhieu-lan", RuleKind::Magnitude, "", Severity::Error, "So với các kỳ trước của chính đơn vị"),
    ("chep-ky-truoc", RuleKind::CopiedPeriod, "", Severity::Warning, "So với kỳ trước của chính đơn vị"),
    ("so-da-cong-bo", RuleKind::RestatedPast, "", Severity::Info, "So với số trong báo cáo đã ban hành"),
    ("loi-van", RuleKind::TextAgainstData, "", Severity::Error, "Lời văn và số liệu phải là một"),
    ("so-muc", RuleKind::Enumeration, "", Severity::Warning, "Số nêu và số mục liệt kê phải bằng nhau"),
    ("thieu-don-vi-tinh", RuleKind::ForgottenUnit, "", Severity::Warning, "Số liệu phải có đơn vị tính"),
    ("hai-nguon", RuleKind::TwoSources, "", Severity::Error, "Hai nguồn đã khai phải được đối chiếu"),
    (
        "phan-bo",
        RuleKind::PlanDistribution,
        "",
        Severity::Warning,
        "Chỉ tiêu giao cho các đơn vị cộng lại phải bảo đảm mức chung",
    ),
];

/// The rules that every place starts with.
pub fn rules() -> Vec<Rule> {
    let rule = |(id, kind, formula, severity, source): Row| Rule {
        severity,
        source: source.to_owned(),
        ..Rule::new(RuleId::from(id), kind, formula)
    };
    TABLE.map(rule).into()
}

/// Whether a standing law is asked about a cell.
pub fn fits(rule: &Rule, book: &Book, key: &CellKey, indicator: &Indicator) -> bool {
    let own = |measure, period| {
        let key = CellKey { measure, period, ..key.clone() };
        matches!(book.stated(&key), Some(Stated::Number(_)))
    };
    let period = key.period;
    match rule.kind {
        // An upper bound speaks of shares, a lower one of counts.
        RuleKind::Bound if rule.formula.contains('<') => is_share(indicator),
        RuleKind::Bound => indicator.counted,
        RuleKind::CumulativeNotFalling => {
            indicator.timing == Timing::Cumulative
                && period.shift(-1).year() == period.year()
                && own(Measure::Actual, period.shift(-1))
        }
        RuleKind::ChildrenEqualParent => {
            indicator.collector == Collector::Communes
                && key.unit == book.place_unit()
                && indicator.timing != Timing::Ratio
        }
        RuleKind::QuarterEqualsMonths => {
            indicator.timing == Timing::Flow
                && period.kind() != PeriodKind::Month
                && Period::new(period.year(), PeriodKind::Month, period.months().1)
                    .is_some_and(|month| own(Measure::Actual, month))
        }
        RuleKind::PlanAgainstActual => {
            let plan =
                CellKey { period: crate::spans::plan_year(period), measure: Measure::Plan, ..key.clone() };
            indicator.timing != Timing::Ratio && crate::plans::version_of(book, &plan, period).is_some()
        }
        RuleKind::Ratio => own(Measure::GrowthPct, period) && own(Measure::Actual, period.year_before()),
        _ => false,
    }
}

/// A standing law as it reads for one indicator.
pub fn law(rule: &Rule, indicator: &Indicator) -> Rule {
    let mut formula = String::new();
    let mut before = ' ';
    let mut rest = rule.formula.chars().peekable();
    while let Some(c) = rest.next() {
        let alone = !before.is_alphanumeric() && rest.peek().is_none_or(|next| !next.is_alphanumeric());
        match c == 'X' && alone {
            true => formula.push_str(indicator.code.as_str()),
            false => formula.push(c),
        }
        before = c;
    }
    Rule { formula, ..rule.clone() }
}

/// Whether a percentage is a part of a whole.
fn is_share(indicator: &Indicator) -> bool {
    let name = viet::fold::key(&indicator.name);
    indicator.measure_unit == "%" && ["tỷ lệ", "tỉ lệ"].iter().any(|word| name.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_without_a_law_of_the_place_stands_here() {
        let missing: Vec<_> =
            RuleKind::ALL.into_iter().filter(|kind| !TABLE.iter().any(|row| row.1 == *kind)).collect();
        assert_eq!(missing, [RuleKind::SumOfParts, RuleKind::SameFigure, RuleKind::PartNotAboveWhole]);
    }
}
