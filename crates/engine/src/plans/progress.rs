//! How far a target has come: what is reached, what is due by now, what is needed from here, and the colour.

use super::version::{Version, version_of};
use crate::book::Book;
use crate::resolve::{DEPTH, RollUp, Status, resolve_within, round};
use model::{
    CellKey, Collector, Date, Decimal, Indicator, Measure, Period, PeriodKind, Reach, SignalRule, Timing,
    UnitId,
};

/// What is reached of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// How much, from the start of the target's period; of stocks and ratios the state.
    pub amount: Decimal,
    /// Units that must still say their part.
    pub missing: Vec<UnitId>,
    /// The cells it rests on.
    pub basis: Vec<CellKey>,
    /// Completeness of the last period of it.
    pub roll_up: Option<RollUp>,
}

/// Why so much is due by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueBy {
    /// The last milestone that has passed.
    Milestone(Period),
    /// No milestone speaks of it: as much as time has elapsed.
    Elapsed,
    /// The period of the target has ended.
    End,
}

/// What is due by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// How much of the target.
    pub amount: Decimal,
    /// Why.
    pub by: DueBy,
}

/// What is needed from here on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Months left, the running one among them.
    pub months: u32,
    /// How much each of them must bring; of what should be little, how much each may.
    pub monthly: Decimal,
    /// How much in all.
    pub rest: Decimal,
}

/// The colour of a target, always shown with its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// The whole target is reached.
    Done,
    /// On its way.
    Green,
    /// Behind.
    Amber,
    /// Far behind, or missed.
    Red,
    /// A state that is asked for at the end only, and is not reached yet.
    Later,
    /// No number yet, or none that can be compared.
    Unknown,
}

/// A target with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The version that was in force at the end of the period looked at.
    pub version: Version,
    /// What is reached; none = nothing is known.
    pub reached: Option<Reached>,
    /// Reached, in percent of the target.
    pub percent: Option<Decimal>,
    /// What is due by now.
    pub due: Option<Due>,
    /// Time elapsed of the target's period, in percent.
    pub elapsed: Decimal,
    /// What is needed from here on; none when it is reached, or nobody knows.
    pub need: Option<Need>,
    /// The colour.
    pub light: Light,
}

/// How a target stood at the end of a period within its own; none = no version was in force then.
pub fn progress(book: &Book, key: &CellKey, at: Period) -> Option<Progress> {
    let indicator = book.indicator(&key.indicator)?;
    let version = version_of(book, key, at)?;
    let target = version.amount.value();
    let ended = key.period.calendar_window().to <= at.calendar_window().to;
    let elapsed = elapsed(key.period, at);
    let due = due(indicator, &version, at, elapsed, ended);
    let reached = reached(book, indicator, &key.unit, key.period, at);
    let amount = reached.as_ref().map(|r| r.amount);
    let rule = book.plans.signal_on(at.calendar_window().to, book.cut);
    let light = amount.map_or(Light::Unknown, |amount| {
        judge(indicator.less_is_better, indicator.timing, target, amount, due, ended, &rule)
    });
    Some(Progress {
        percent: amount.and_then(|amount| percent(amount, target)),
        need: amount.filter(|_| !ended).and_then(|amount| need(indicator, target, amount, key.period, at)),
        version,
        reached,
        due,
        elapsed: round(elapsed, 1),
        light,
    })
}

/// What a unit has reached from the start of a target's period to the end of `at`: flows sum, in whichever kind of period
/// they were all told; of cumulative figures, stocks and ratios the latest counts. None where a part is not known, or a
/// running total of one year is asked for several.
pub fn reached(
    book: &Book,
    indicator: &Indicator,
    unit: &UnitId,
    target: Period,
    at: Period,
) -> Option<Reached> {
    let stated_by = matches!(&indicator.collector, Collector::Unit(stating) if stating == unit);
    let whose = (*unit != book.place_unit() && !stated_by).then_some(unit);
    reached_within(book, indicator, whose, target, at, DEPTH)
}

/// As [`reached`], for `unit` (none = the place), as deep as derived figures may still rest on others.
pub(crate) fn reached_within(
    book: &Book,
    indicator: &Indicator,
    unit: Option<&UnitId>,
    target: Period,
    at: Period,
    depth: u8,
) -> Option<Reached> {
    let one = |period: Period| {
        let found = resolve_within(book, &indicator.code, Measure::Actual, unit, period, depth);
        let number = found.number().filter(|_| found.status < Status::Stale)?;
        let missing = found.roll_up.as_ref().map(|roll_up| roll_up.missing.clone()).unwrap_or_default();
        Some(Reached { amount: number.value(), missing, basis: found.basis, roll_up: found.roll_up })
    };
    let start = target.calendar_window().from;
    match indicator.timing {
        Timing::Stock | Timing::Ratio => one(at),
        Timing::Cumulative => one(at).filter(|_| start.year() == at.year()),
        Timing::Flow => {
            let kinds = [at.kind(), PeriodKind::Quarter, PeriodKind::Month, PeriodKind::HalfYear];
            let mut tried = kinds.into_iter().filter_map(|kind| covering(kind, start, at));
            tried.find_map(|periods| periods.into_iter().map(one).reduce(|sum, part| sum?.plus(part?))?)
        }
    }
}

impl Reached {
    fn plus(mut self, earlier: Self) -> Option<Self> {
        self.amount = self.amount.checked_add(earlier.amount)?;
        self.basis.extend(earlier.basis);
        self.missing.extend(earlier.missing);
        self.missing.sort();
        self.missing.dedup();
        Some(self)
    }
}

/// The periods of one kind that cover the days from `start` to the end of `at` exactly.
fn covering(kind: PeriodKind, start: Date, at: Period) -> Option<Vec<Period>> {
    /// A plan of ten years in weeks.
    const MOST: usize = 530;
    let end = at.calendar_window().to;
    let last = match kind == at.kind() {
        true => at,
        false => (1..=12)
            .filter_map(|n| Period::new(end.year(), kind, n))
            .find(|p| p.calendar_window().to == end)?,
    };
    let mut periods = vec![last];
    while periods.last()?.calendar_window().from > start && periods.len() < MOST {
        // Nine months and ranges of days have none before them that they follow upon.
        let before = periods.last()?.shift(-1);
        if before.calendar_window().to.tomorrow().ok()? != periods.last()?.calendar_window().from {
            return None;
        }
        periods.push(before);
    }
    (periods.last()?.calendar_window().from == start).then_some(periods)
}

/// Percent of a target; none where the target is nothing or less.
fn percent(amount: Decimal, target: Decimal) -> Option<Decimal> {
    let share =
        amount.checked_mul(Decimal::ONE_HUNDRED).filter(|_| target > Decimal::ZERO)?.checked_div(target)?;
    Some(round(share, 1))
}

/// Months of a calendar from the first year on.
fn month(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}

/// Time elapsed of a target's period at the end of another, in percent: by months where both are of months, else by days.
pub fn elapsed(target: Period, at: Period) -> Decimal {
    let (whole, end) = (target.calendar_window(), at.calendar_window().to.min(target.calendar_window().to));
    let (gone, all) = match at.kind().of_months() && end == end.last_of_month() && whole.from.day() == 1 {
        true => (month(end) - month(whole.from) + 1, month(whole.to) - month(whole.from) + 1),
        false => ((end - whole.from).get_days() + 1, (whole.to - whole.from).get_days() + 1),
    };
    let share = Decimal::from(gone.max(0)).checked_mul(Decimal::ONE_HUNDRED);
    share.and_then(|share| share.checked_div(Decimal::from(all.max(1)))).unwrap_or_default()
}

/// What is due at the end of `at`. A state without milestones is due at the end only.
fn due(indicator: &Indicator, version: &Version, at: Period, elapsed: Decimal, ended: bool) -> Option<Due> {
    let target = version.amount.value();
    let share = |percent: Decimal| target.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED);
    if ended {
        return Some(Due { amount: target, by: DueBy::End });
    }
    let end = at.calendar_window().to;
    let passed = version.milestones.iter().filter(|m| m.by.calendar_window().to <= end);
    if let Some(milestone) = passed.max_by_key(|m| m.by.calendar_window().to) {
        let amount = match milestone.reach {
            Reach::Share(percent) => share(percent.value())?,
            Reach::Amount(amount) => amount.value(),
        };
        return Some(Due { amount, by: DueBy::Milestone(milestone.by) });
    }
    if !version.milestones.is_empty() || matches!(indicator.timing, Timing::Stock | Timing::Ratio) {
        return None;
    }
    Some(Due { amount: share(elapsed)?, by: DueBy::Elapsed })
}

/// The colour by the published rule: what is reached in percent of what is due by now. Green from `rule.green`, amber from
/// `rule.amber`, else red. At the end nothing less than the whole is green. For what should be little the rule turns round:
/// what is due is then the most that may be reached, and what lies above the whole target is red at any time.
pub fn judge(
    less_is_better: bool,
    timing: Timing,
    target: Decimal,
    reached: Decimal,
    due: Option<Due>,
    ended: bool,
    rule: &SignalRule,
) -> Light {
    let state = matches!(timing, Timing::Stock | Timing::Ratio);
    let met = if less_is_better { reached <= target } else { reached >= target };
    // What should be little and adds up is known at the end; until then it is within its limit, or beyond it.
    if met && (ended || state || !less_is_better) {
        return Light::Done;
    }
    if less_is_better && !state && !met {
        return Light::Red;
    }
    let Some(due) = due else { return if target > Decimal::ZERO { Light::Later } else { Light::Unknown } };
    let (part, whole) = if less_is_better { (due.amount, reached) } else { (reached, due.amount) };
    if less_is_better && reached <= due.amount {
        return Light::Green;
    }
    // Nothing is due yet.
    if whole <= Decimal::ZERO {
        return if reached >= due.amount { Light::Green } else { Light::Red };
    }
    let Some(score) = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|p| p.checked_div(whole)) else {
        return Light::Unknown;
    };
    match () {
        () if score >= rule.green && !ended => Light::Green,
        () if score >= rule.amber => Light::Amber,
        () => Light::Red,
    }
}

/// What each month must bring from here on, rounded so that it suffices; of what should be little, what each may, rounded so
/// that it does not exceed. None when nothing is left to bring.
fn need(
    indicator: &Indicator,
    target: Decimal,
    reached: Decimal,
    period: Period,
    at: Period,
) -> Option<Need> {
    let rest = target.checked_sub(reached)?;
    let falls = indicator.less_is_better && matches!(indicator.timing, Timing::Stock | Timing::Ratio);
    let rest = if falls { -rest } else { rest };
    if rest <= Decimal::ZERO {
        return None;
    }
    let left = month(period.calendar_window().to) - month(at.calendar_window().to);
    let months = u32::try_from(left).ok()?.max(1);
    let exact = rest.checked_div(Decimal::from(months))?;
    let least = u32::from(!indicator.counted);
    let (way, least) = match indicator.less_is_better && !falls {
        // Four accidents in nine months are not none a month.
        true => (rust_decimal::RoundingStrategy::ToZero, 1),
        false => (rust_decimal::RoundingStrategy::AwayFromZero, least),
    };
    let decimals = indicator.decimals.max(least);
    Some(Need { months, monthly: exact.round_dp_with_strategy(decimals, way), rest })
}
