//! What a reorganisation does to forms, routes, plans and series, before it applies.

use crate::book::{Book, RoundState};
use crate::collect::transitions::{Standing, standing};
use crate::follow;
use model::{
    AccountName, Act, CellKey, Code, Collector, Cut, Date, Entry, Indicator, JoiningBy, Measure, RegimeId,
    Reorganisation, RoundId, ShareKey, Succession, TaskId, TerritoryAct, Timing, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};

/// What becomes of figures of a unit that ends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// They are added to those of the heir, to the last digit.
    Added,
    /// A ratio is recomputed from its parts; of maxima the greatest is taken.
    Recomputed,
    /// They are divided, by the ways of counting in which parts are known: estimates between certain bounds.
    Divided(BTreeSet<ShareKey>),
    /// Nobody says how large the parts are: bounds alone.
    Bounded,
    /// They are comparable with nothing: no heir, a level of government that ends, or a ratio without parts.
    Incomparable,
}

/// A form of an open round whose unit is no more when the round's figures close.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormAtStake {
    /// Which round.
    pub round: RoundId,
    /// Whose.
    pub unit: UnitId,
    /// Where it stands.
    pub standing: Standing,
}

/// A plan of a unit that ends before the plan does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanAtStake {
    /// Of what, for whom, for which period.
    pub key: CellKey,
    /// What becomes of it.
    pub fate: Fate,
}

/// Series of a unit that ends and share one fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesAtStake {
    /// Whose.
    pub unit: UnitId,
    /// What becomes of them.
    pub fate: Fate,
    /// Of what.
    pub indicators: Vec<Code>,
    /// How many figures were stated.
    pub figures: usize,
}

/// What a reorganisation does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Open forms of units that end.
    pub forms: Vec<FormAtStake>,
    /// Communes that report to the place no longer from that day.
    pub asked_no_more: Vec<UnitId>,
    /// Communes that report to it from then on.
    pub asked_anew: Vec<UnitId>,
    /// Regimes that name units which end.
    pub regimes: Vec<(RegimeId, UnitId)>,
    /// Reporting routes from or to units which end: from whom, to whom.
    pub routes: Vec<(UnitId, UnitId)>,
    /// Indicators that a unit which ends states or answers for.
    pub owned: Vec<(Code, UnitId)>,
    /// Open tasks that a unit which ends leads.
    pub tasks: Vec<TaskId>,
    /// People who work in units that end.
    pub accounts: Vec<AccountName>,
    /// Plans that outlive their unit.
    pub plans: Vec<PlanAtStake>,
    /// Series of units that end.
    pub series: Vec<SeriesAtStake>,
}

/// What a reorganisation would do to the book.
pub fn effect(book: &Book, what: &Reorganisation) -> Effect {
    let ends: BTreeSet<&UnitId> = what.ends.iter().collect();
    let after = applied(book, what);
    let asked = |book: &Book| -> BTreeSet<UnitId> {
        book.communes_on(what.on).into_iter().map(|unit| unit.id.clone()).collect()
    };
    let (before, now) = (asked(book), asked(&after));
    let open =
        book.rounds.values().filter(|round| round.closed.is_none() && what.on <= round.round.window.to);
    let named = |unit: &&UnitId| ends.contains(*unit);
    Effect {
        forms: open.flat_map(|round| forms(book, round, &ends)).collect(),
        asked_no_more: before.difference(&now).cloned().collect(),
        asked_anew: now.difference(&before).cloned().collect(),
        regimes: regimes(book, &ends, what.on),
        routes: routes(book, &ends, what.on),
        owned: owned(book, &ends),
        tasks: tasks(book, &ends),
        accounts: book
            .accounts
            .values()
            .filter(|a| a.active && named(&&a.unit))
            .map(|a| a.name.clone())
            .collect(),
        plans: plans(book, what, &ends),
        series: what.ends.iter().flat_map(|unit| series(book, what, unit)).collect(),
    }
}

/// The book as it would be.
fn applied(book: &Book, what: &Reorganisation) -> Book {
    let change = TerritoryAct::Reorganised { reorganisation: Box::new(what.clone()) };
    let act = Act::Territory { change };
    let mut after = Book {
        place: book.place.clone(),
        units: book.units.clone(),
        routes: book.routes.clone(),
        placed: book.placed.clone(),
        ..Book::default()
    };
    after.apply(&Entry { cut: Cut(book.cut.0 + 1), at: String::new(), by: AccountName::from(""), act });
    after
}

fn forms(book: &Book, round: &RoundState, ends: &BTreeSet<&UnitId>) -> Vec<FormAtStake> {
    let at_stake = round.submissions.iter().filter(|(unit, _)| ends.contains(unit));
    let form = |(unit, submission)| FormAtStake {
        round: round.round.id(),
        unit: UnitId::clone(unit),
        standing: standing(book, round, submission),
    };
    at_stake.map(form).collect()
}

fn regimes(book: &Book, ends: &BTreeSet<&UnitId>, on: Date) -> Vec<(RegimeId, UnitId)> {
    let in_force = book.regimes.values().filter(|regime| regime.valid_to.is_none_or(|to| on < to));
    let named = in_force.flat_map(|regime| {
        let units = regime.units.iter().flatten().filter(|unit| ends.contains(unit));
        units.map(|unit| (regime.id.clone(), unit.clone()))
    });
    named.collect()
}

fn routes(book: &Book, ends: &BTreeSet<&UnitId>, on: Date) -> Vec<(UnitId, UnitId)> {
    let all = book.routes.values().flatten().filter(|route| route.to.is_none_or(|to| on < to));
    let touched = all.filter(|route| ends.contains(&route.unit) || ends.contains(&route.receiver));
    touched.map(|route| (route.unit.clone(), route.receiver.clone())).collect()
}

fn owned(book: &Book, ends: &BTreeSet<&UnitId>) -> Vec<(Code, UnitId)> {
    let owners = book.indicators.iter().flat_map(|indicator| {
        let collector = match &indicator.collector {
            Collector::Unit(unit) => Some(unit),
            Collector::Communes => None,
        };
        let units: BTreeSet<&UnitId> = collector.into_iter().chain([&indicator.owner]).collect();
        units.into_iter().map(|unit| (indicator.code.clone(), unit))
    });
    owners.filter(|(_, unit)| ends.contains(unit)).map(|(code, unit)| (code, unit.clone())).collect()
}

fn tasks(book: &Book, ends: &BTreeSet<&UnitId>) -> Vec<TaskId> {
    let led = book.tasks.values().filter(|task| follow::is_open(task));
    led.filter(|task| task.lead.as_ref().is_some_and(|lead| ends.contains(lead)))
        .map(|task| task.id.clone())
        .collect()
}

/// Targets of units that end whose period goes on after that day, by whatever gave them.
fn plans(book: &Book, what: &Reorganisation, ends: &BTreeSet<&UnitId>) -> Vec<PlanAtStake> {
    let stated = ends.iter().flat_map(|unit| book.figures_of(unit));
    let decisions = book.plans.decisions(book.cut);
    let decided = decisions.iter().flat_map(|decision| book.plans.targets_of(&decision.id, book.cut));
    let decided = decided.filter(|target| ends.contains(&target.unit)).map(|target| CellKey {
        indicator: target.indicator.clone(),
        unit: target.unit.clone(),
        period: target.period,
        measure: Measure::Plan,
    });
    let keys: BTreeSet<CellKey> = stated.filter(|key| key.measure == Measure::Plan).chain(decided).collect();
    let outlives = |key: &CellKey| what.on <= key.period.calendar_window().to;
    let at_stake = keys.into_iter().filter(outlives).filter_map(|key| {
        let fate = fate(what, &key.unit, book.indicator(&key.indicator)?, book);
        Some(PlanAtStake { key, fate })
    });
    at_stake.collect()
}

fn series(book: &Book, what: &Reorganisation, unit: &UnitId) -> Vec<SeriesAtStake> {
    let mut figures: BTreeMap<Code, usize> = BTreeMap::new();
    for key in book.figures_of(unit).into_iter().filter(|key| key.measure != Measure::Plan) {
        *figures.entry(key.indicator).or_default() += 1;
    }
    let mut by_fate: BTreeMap<Fate, SeriesAtStake> = BTreeMap::new();
    for (code, count) in figures {
        let Some(indicator) = book.indicator(&code) else { continue };
        let fate = fate(what, unit, indicator, book);
        let blank =
            || SeriesAtStake { unit: unit.clone(), fate: fate.clone(), indicators: Vec::new(), figures: 0 };
        let together = by_fate.entry(fate.clone()).or_insert_with(blank);
        together.indicators.push(code.clone());
        together.figures += count;
    }
    by_fate.into_values().collect()
}

/// What becomes of an indicator's figures of a unit.
fn fate(what: &Reorganisation, unit: &UnitId, indicator: &Indicator, book: &Book) -> Fate {
    let heirs: Vec<&Succession> = what.successions.iter().filter(|s| s.from == *unit).collect();
    let kind = |id: &UnitId| {
        let begun = what.begins.iter().find(|unit| unit.id == *id);
        begun.or_else(|| book.units.get(id)).map(|unit| unit.kind)
    };
    let level_ends = indicator.joining.level.is_some() && heirs.iter().any(|s| kind(&s.to) != kind(unit));
    if heirs.is_empty() || level_ends {
        return Fate::Incomparable;
    }
    let recomputed = indicator.formula.is_some() || !matches!(indicator.joining.by, JoiningBy::Timing);
    match (indicator.timing, recomputed) {
        (_, true) if indicator.timing == Timing::Ratio || indicator.joining.by != JoiningBy::Timing => {
            Fate::Recomputed
        }
        // The only heir of an only forebear has its ratios as they are.
        (Timing::Ratio, false) if !goes_on_alone(what, &heirs) => Fate::Incomparable,
        _ if heirs.iter().all(|s| s.is_whole()) => Fate::Added,
        _ => {
            let mut keys = heirs.iter().map(|s| s.shares.keys().cloned().collect::<BTreeSet<_>>());
            let first = keys.next().unwrap_or_default();
            let common = keys.fold(first, |known, keys| known.intersection(&keys).cloned().collect());
            if common.is_empty() { Fate::Bounded } else { Fate::Divided(common) }
        }
    }
}

fn goes_on_alone(what: &Reorganisation, heirs: &[&Succession]) -> bool {
    let alone = |to: &UnitId| what.successions.iter().filter(|s| s.to == *to).count() == 1;
    matches!(heirs, [sole] if sole.is_whole() && alone(&sole.to))
}
