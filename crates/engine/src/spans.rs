//! Which periods a figure of a formula covers.

use formula::{Reference, Shift, Span};
use model::{Measure, Period, PeriodKind, Timing};

/// The period under which a year's plan is kept.
pub fn plan_year(period: Period) -> Period {
    Period::new(period.year(), PeriodKind::Year, 1).unwrap_or(period)
}

/// The period that a reference speaks of when it is asked for `period`: of a plan, the one at whose end it was in force.
pub(crate) fn shifted(reference: &Reference, period: Period) -> Period {
    match reference.shift {
        Shift::Back(steps) => period.shift(-i16::try_from(steps).unwrap_or(i16::MAX)),
        Shift::YearBefore => period.year_before(),
    }
}

/// The periods whose figures, summed, a reference means when it is asked for `period`; never empty. Only flows sum over
/// time: of anything else the latest counts, and a plan is always that of the whole year.
pub fn periods(reference: &Reference, timing: Timing, period: Period) -> Vec<Period> {
    let base = shifted(reference, period);
    if reference.measure == Measure::Plan {
        return vec![plan_year(base)];
    }
    let in_year = |kind, numbers: std::ops::RangeInclusive<i8>| {
        numbers.filter_map(|number| Period::new(base.year(), kind, number)).collect()
    };
    match reference.span {
        Span::YearToDate if timing == Timing::Flow && base.kind() != PeriodKind::Days => {
            in_year(base.kind(), 1..=base.number())
        }
        Span::Months if base.kind().of_months() => {
            let (first, last) = base.months();
            in_year(PeriodKind::Month, first..=last)
        }
        _ => vec![base],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_periods_of_a_reference() {
        let flow = Timing::Flow;
        for (written, timing, asked, covered) in [
            ("A", flow, "2021-Q1", "2021-Q1"),
            ("A[-1]", flow, "2021-Q1", "2020-Q4"),
            ("A[cùng kỳ]", flow, "2021-Q3", "2020-Q3"),
            ("A[cùng kỳ]", flow, "2021-M05", "2020-M05"),
            ("A[cùng kỳ]", flow, "2021", "2020"),
            ("A[lũy kế]", flow, "2021-Q3", "2021-Q1 2021-Q2 2021-Q3"),
            ("A[lũy kế][cùng kỳ]", flow, "2021-M02", "2020-M01 2020-M02"),
            ("A[lũy kế][-1]", flow, "2021-Q1", "2020-Q1 2020-Q2 2020-Q3 2020-Q4"),
            ("A[lũy kế]", flow, "2021-9M", "2021-9M"),
            ("A[lũy kế]", Timing::Stock, "2021-Q3", "2021-Q3"),
            ("A[các tháng]", flow, "2021-Q2", "2021-M04 2021-M05 2021-M06"),
            ("A[các tháng]", flow, "2021-W02", "2021-W02"),
            ("A[lũy kế]", flow, "2021-W02", "2021-W01 2021-W02"),
            ("A[lũy kế]", flow, "2021-02-01..2021-02-07", "2021-02-01..2021-02-07"),
            ("A[cùng kỳ]", flow, "2021-02-01..2021-02-07", "2020-02-01..2020-02-07"),
            ("A@KH[-1]", flow, "2021-Q1", "2020"),
            ("A@KH[lũy kế]", flow, "2021-Q3", "2021"),
        ] {
            let expr = formula::parse_expr(written).unwrap();
            let found = periods(expr.references()[0], timing, asked.parse().unwrap());
            let found: Vec<String> = found.iter().map(Period::to_string).collect();
            assert_eq!(found.join(" "), covered, "{written} {asked}");
        }
    }
}
