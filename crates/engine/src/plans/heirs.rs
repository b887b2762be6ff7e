//! Targets of units that ended: who takes them over. Offered, never assigned by itself.

use super::state::cell;
use super::targets::Targets;
use super::version::versions;
use crate::book::Book;
use crate::territory::{Made, declared};
use model::{
    CellKey, Code, Date, Decimal, Indicator, Number, Period, PlanId, ShareKey, Succession, Timing, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a unit would take over of the targets of those that it followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Of which indicator.
    pub indicator: Code,
    /// Who takes over; none = nobody follows, as where a level of government ended.
    pub unit: Option<UnitId>,
    /// The day on which the last of those ended.
    pub on: Date,
    /// How much; none = a person must say.
    pub amount: Option<Number>,
    /// Whether it is the whole of others, or an estimate of parts.
    pub made: Made,
    /// Whose targets, with them; none = that one had no target.
    pub of: Vec<(UnitId, Option<Number>)>,
}

/// The day from which a unit is no more; none while it lives.
pub fn ended(book: &Book, unit: &UnitId) -> Option<Date> {
    book.units.get(unit)?.placements.last()?.to
}

/// What the units that live on the day on which a decision comes into force would take over of targets for a period whose
/// units had ended by then. Amounts add up and are divided by the key that the successions declare; of ratios only the
/// whole of a single one is told.
pub fn offered(book: &Book, plan: &PlanId, of: Period) -> Vec<Offer> {
    let Some(decision) = book.plans.decision(plan, book.cut) else { return Vec::new() };
    let eve = decision.from.yesterday().unwrap_or(decision.from);
    let targets = Targets::new(book, |_| true);
    let own: BTreeSet<CellKey> = book.plans.targets_of(plan, book.cut).into_iter().map(cell).collect();
    let mut gone: BTreeMap<Code, BTreeMap<UnitId, (Date, Number)>> = BTreeMap::new();
    for unit in targets.units(of) {
        let in_time = |on: &Date| *on <= decision.from && *on <= of.calendar_window().to;
        let Some(on) = ended(book, unit).filter(in_time) else { continue };
        for key in targets.of_unit(of, unit).into_iter().filter(|key| !own.contains(key)) {
            // What was in force before this decision ended it.
            let mut others = versions(book, &key, book.cut).into_iter();
            let last = others.rfind(|v| v.from.is_none_or(|from| from <= eve));
            if let Some(version) = last {
                gone.entry(key.indicator).or_default().insert(unit.clone(), (on, version.amount));
            }
        }
    }
    let indicators = gone.into_iter().filter_map(|(code, units)| Some((book.indicator(&code)?, units)));
    indicators.flat_map(|(indicator, units)| taken_over(book, indicator, &units, decision.from)).collect()
}

fn taken_over(
    book: &Book,
    indicator: &Indicator,
    gone: &BTreeMap<UnitId, (Date, Number)>,
    day: Date,
) -> Vec<Offer> {
    let amounts: BTreeMap<UnitId, Option<Decimal>> =
        gone.iter().map(|(unit, (_, amount))| (unit.clone(), Some(amount.value()))).collect();
    // People go where they live, and so does what is counted of them; all else is divided as the land was.
    let key = if indicator.counted { ShareKey::People } else { ShareKey::Area };
    let carried = book.territory().on(&amounts, day, &declared(&key));
    let last = gone.values().map(|(on, _)| *on).max().unwrap_or(day);
    let before = |heir: &UnitId| {
        let forebears = book.successions.iter().filter(|s: &&Succession| s.to == *heir && s.on <= day);
        let named = |s: &Succession| (s.from.clone(), gone.get(&s.from).map(|(_, amount)| *amount));
        let mut of: Vec<_> = forebears.map(named).collect();
        of.sort_by(|a, b| a.0.cmp(&b.0));
        of
    };
    let mut offers: Vec<Offer> = Vec::new();
    for (heir, told) in &carried.told {
        let of = before(heir);
        let decimals =
            of.iter().filter_map(|(_, n)| n.map(Number::decimals)).max().unwrap_or(indicator.decimals);
        let single = of.len() == 1 && told.made == Made::Added;
        let value = told.amount.value.filter(|_| indicator.timing != Timing::Ratio || single);
        let amount = value.map(|value| Number::new(crate::resolve::round(value, decimals)));
        offers.push(Offer {
            indicator: indicator.code.clone(),
            unit: Some(heir.clone()),
            on: last,
            amount,
            made: told.made,
            of,
        });
    }
    for (unit, on) in &carried.ended {
        let amount = gone.get(unit).map(|(_, amount)| *amount);
        offers.push(Offer {
            indicator: indicator.code.clone(),
            unit: None,
            on: *on,
            amount: None,
            made: Made::Counted,
            of: vec![(unit.clone(), amount)],
        });
    }
    offers
}
