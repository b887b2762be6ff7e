//! What happened to an area: where its series may break.

use super::Area;
use super::land::Land;
use model::{Date, Period, UnitId, UnitKind};
use std::collections::{BTreeMap, BTreeSet};

/// A day on which a series may break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The first day of what is new.
    pub on: Date,
    /// What happened.
    pub kind: MarkKind,
}

/// What happened on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Areas were merged or divided.
    Reorganised {
        /// By which resolutions.
        legal_basis: Vec<String>,
        /// Each new unit with those that it came from; `true` = all of it.
        became: Vec<(UnitId, Vec<Forebear>)>,
    },
    /// A level of government ended: these units have no heir, what they did themselves is compared with nothing.
    LevelEnded {
        /// Which level.
        level: UnitKind,
        /// Who ended.
        units: Vec<UnitId>,
    },
}

/// A unit that another came from, and whether all of it went there.
pub type Forebear = (UnitId, bool);

/// The marks of an area between two periods, oldest first.
pub(super) fn of(land: &Land<'_>, area: &Area, first: Period, last: Period) -> Vec<Mark> {
    let (from, to) = (first.legal_window().from, last.calendar_window().to);
    let within = |day: Date| from <= day && day <= to;
    let made_of = land.ever(area);
    let with_those_above = land.with_those_above(made_of.clone());
    let mut days: BTreeMap<Date, BTreeMap<&UnitId, Vec<Forebear>>> = BTreeMap::new();
    let mut bases: BTreeMap<Date, BTreeSet<&str>> = BTreeMap::new();
    let concerns: BTreeSet<&UnitId> = land
        .successions
        .iter()
        .filter(|s| within(s.on) && (made_of.contains(&s.from) || made_of.contains(&s.to)))
        .map(|s| &s.to)
        .collect();
    for s in land.successions.iter().filter(|s| within(s.on) && concerns.contains(&s.to)) {
        let whole = s.is_whole();
        days.entry(s.on).or_default().entry(&s.to).or_default().push((s.from.clone(), whole));
        bases.entry(s.on).or_default().insert(&s.legal_basis);
    }
    let heirs: BTreeSet<&UnitId> = land.successions.iter().map(|s| &s.from).collect();
    let mut ended: BTreeMap<(Date, UnitKind), Vec<UnitId>> = BTreeMap::new();
    for unit in with_those_above.iter().filter(|id| !heirs.contains(*id)).filter_map(|id| land.unit(id)) {
        if let Some(on) = unit.placements.last().and_then(|p| p.to).filter(|on| within(*on)) {
            ended.entry((on, unit.kind)).or_default().push(unit.id.clone());
        }
    }
    let mut marks: Vec<Mark> = days
        .into_iter()
        .map(|(on, became)| Mark {
            on,
            kind: MarkKind::Reorganised {
                legal_basis: bases.get(&on).into_iter().flatten().map(|basis| (*basis).to_owned()).collect(),
                became: became
                    .into_iter()
                    .map(|(heir, mut from)| {
                        from.sort();
                        (heir.clone(), from)
                    })
                    .collect(),
            },
        })
        .collect();
    let levels = ended.into_iter();
    marks.extend(levels.map(|((on, level), units)| Mark { on, kind: MarkKind::LevelEnded { level, units } }));
    marks.sort_by_key(|mark| mark.on);
    marks
}
