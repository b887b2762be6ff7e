//! A unit's life: its names, where it stood, from what it came and into what it went, on a map of then and of now.

use super::{hit, linked_on};
use crate::view::{KinView, LifeView, MapView, NameView, ShareView, StayView};
use crate::{App, Trouble, not_found};
use chart::Land;
use engine::access::{Right, may};
use engine::atlas::{Atlas, By, Known};
use engine::territory::remove_unit;
use model::{Account, Date, Share, ShareKey, Succession, Unit, UnitId, UnitKind};
use std::collections::BTreeSet;

impl App {
    /// A unit's life.
    ///
    /// # Errors
    /// `not-found`.
    pub async fn unit_life(&self, who: &Account, id: &UnitId) -> Result<LifeView, Trouble> {
        let book = self.book().await;
        let today = self.0.clock.today();
        let atlas = Atlas::of(&book);
        let known = atlas.get(id).ok_or_else(|| not_found("đơn vị này"))?;
        let Known { unit, aliases, .. } = known;
        Ok(LifeView {
            head: hit(&atlas, known, &By::Name, today),
            aliases: aliases.to_vec(),
            names: names(unit),
            stays: unit
                .placements
                .iter()
                .map(|stay| StayView {
                    parent: stay
                        .parent
                        .as_ref()
                        .map(|parent| linked_on(&atlas, parent, stay.from.unwrap_or(Date::MIN))),
                    from: stay.from.map(|on| on.to_string()),
                    to: stay.to.map(|on| on.to_string()),
                })
                .collect(),
            forebears: atlas.forebears(&unit.id).iter().map(|s| kin(&atlas, s, &s.from)).collect(),
            heirs: atlas.heirs(&unit.id).iter().map(|s| kin(&atlas, s, &s.to)).collect(),
            maps: maps(&atlas, unit, today),
            below: book.below(&unit.id).filter(|unit| unit.parent_on(today).is_some()).count(),
            removable: may(who, Right::KeepUnits) && remove_unit(&book, who, &unit.id).is_ok(),
        })
    }
}

fn names(unit: &Unit) -> Vec<NameView> {
    let mut from = unit.began();
    let mut names = Vec::new();
    for former in &unit.former {
        names.push(NameView {
            name: former.name.clone(),
            code: former.official_code.clone(),
            from: from.map(|on| on.to_string()),
            to: Some(former.until.to_string()),
        });
        from = Some(former.until);
    }
    names.push(NameView {
        name: unit.name.clone(),
        code: unit.official_code.clone(),
        from: from.map(|on| on.to_string()),
        to: unit.ended().map(|on| on.to_string()),
    });
    names
}

/// A succession seen from one side, with who else came to the heir, or went from the forebear.
fn kin(atlas: &Atlas<'_>, succession: &Succession, other: &UnitId) -> KinView {
    let Succession { from, to, on, .. } = succession;
    let eve = on.yesterday().unwrap_or(*on);
    let beside = match other == to {
        true => atlas
            .forebears(to)
            .iter()
            .filter(|s| s.from != *from)
            .map(|s| linked_on(atlas, &s.from, eve))
            .collect(),
        false => {
            atlas.heirs(from).iter().filter(|s| s.to != *to).map(|s| linked_on(atlas, &s.to, *on)).collect()
        }
    };
    KinView {
        unit: linked_on(atlas, other, if other == to { *on } else { eve }),
        on: on.to_string(),
        legal_basis: succession.legal_basis.clone(),
        attested: succession.attested,
        whole: succession.is_whole(),
        shares: succession.shares.iter().map(share).collect(),
        beside,
    }
}

fn share((key, share): (&ShareKey, &Share)) -> ShareView {
    let percent = (share.part * model::Decimal::ONE_HUNDRED).round_dp(1).normalize();
    ShareView { key: key.clone(), percent: percent.to_string().replace('.', ","), estimated: share.estimated }
}

/// The day before what happened last and the day itself; where nothing happened, today.
fn maps(atlas: &Atlas<'_>, unit: &Unit, today: Date) -> Vec<MapView> {
    let of = |edges: &[&Succession], side: fn(&Succession) -> &UnitId| -> BTreeSet<UnitId> {
        edges.iter().map(|s| atlas.our(side(s)).clone()).collect()
    };
    let heirs = of(&atlas.heirs(&unit.id), |s| &s.to);
    let forebears = of(&atlas.forebears(&unit.id), |s| &s.from);
    let itself: BTreeSet<UnitId> = [unit.id.clone()].into();
    let shown = match (unit.ended().filter(|ended| *ended <= today), unit.began()) {
        (Some(ended), _) => Some((ended, itself, heirs)),
        (None, Some(began)) if !forebears.is_empty() => Some((began, forebears, itself)),
        _ => None,
    };
    let (day, then, now) = match shown {
        Some((day, then, now)) => (day, Some((day.yesterday().unwrap_or(day), then)), now),
        None => (today, None, [unit.id.clone()].into()),
    };
    let seen = |(day, marked): (Date, BTreeSet<UnitId>)| {
        let lands = near(atlas, day, unit.kind, &marked);
        (day, marked, lands)
    };
    let mut all: Vec<(Date, BTreeSet<UnitId>, Vec<Land>)> =
        then.into_iter().chain([(day, now)]).map(seen).collect();
    // Both are shown of the same stretch of land.
    let marked = all.iter().flat_map(|(_, _, lands)| lands).filter(|land| land.marked);
    let shown = Bounds::of(marked).map(Bounds::wider);
    for (_, _, lands) in &mut all {
        let meets = |land: &Land| Bounds::of([land]).zip(shown).is_some_and(|(own, shown)| own.meets(shown));
        lands.retain(meets);
    }
    let map = |(day, marked, lands): (Date, BTreeSet<UnitId>, Vec<Land>)| MapView {
        day: day.to_string(),
        names: marked.iter().map(|id| atlas.name_on(id, day)).collect(),
        svg: lands.iter().any(|land| land.marked).then(|| chart::lands(&lands)),
    };
    all.into_iter().map(map).collect()
}

/// A rectangle of longitudes and latitudes.
#[derive(Clone, Copy)]
struct Bounds {
    west: i32,
    east: i32,
    south: i32,
    north: i32,
}

impl Bounds {
    fn of<'l>(lands: impl IntoIterator<Item = &'l Land>) -> Option<Self> {
        let points: Vec<&(i32, i32)> =
            lands.into_iter().flat_map(|land| land.area.iter().flatten()).collect();
        let (x, y) = (|| points.iter().map(|point| point.0), || points.iter().map(|point| point.1));
        Some(Self { west: x().min()?, east: x().max()?, south: y().min()?, north: y().max()? })
    }

    fn meets(self, other: Self) -> bool {
        let across = self.west <= other.east && other.west <= self.east;
        across && self.south <= other.north && other.south <= self.north
    }

    /// With half as much again to every side.
    fn wider(self) -> Self {
        let Self { west, east, south, north } = self;
        let (wide, tall) = ((east - west) / 2, (north - south) / 2);
        Self { west: west - wide, east: east + wide, south: south - tall, north: north + tall }
    }
}

/// Some units among those of their kind in the same provinces on a day, as far as boundaries are known.
fn near(atlas: &Atlas<'_>, day: Date, kind: UnitKind, marked: &BTreeSet<UnitId>) -> Vec<Land> {
    let provinces: BTreeSet<&UnitId> = marked.iter().filter_map(|id| top(atlas, id, day)).collect();
    let beside = |unit: &Unit| {
        unit.parent_on(day).is_some() && top(atlas, &unit.id, day).is_some_and(|top| provinces.contains(top))
    };
    let kinds: BTreeSet<UnitKind> =
        marked.iter().filter_map(|id| atlas.get(id)).map(|known| known.unit.kind).chain([kind]).collect();
    let everywhere = kinds.contains(&UnitKind::Province);
    let candidates = atlas.units().filter(|known| kinds.contains(&known.unit.kind));
    let there = candidates.filter(|known| match everywhere {
        true => known.unit.parent_on(day).is_some(),
        false => beside(known.unit),
    });
    let land = |known: Known<'_>| {
        let unit = known.unit;
        let area = catalogue::boundary(unit.code_on(day)?, day)?;
        Some(Land { label: unit.name_on(day).to_owned(), area, marked: marked.contains(&unit.id) })
    };
    there.filter_map(land).collect()
}

/// The province that a unit was in on a day.
fn top<'a>(atlas: &Atlas<'a>, id: &UnitId, day: Date) -> Option<&'a UnitId> {
    /// Levels of government and then some; placements that run in a circle end here.
    const LEVELS: usize = 12;
    let mut unit = atlas.get(id)?.unit;
    for _ in 0..LEVELS {
        match unit.parent_on(day).flatten().and_then(|parent| atlas.get(parent)) {
            Some(above) => unit = above.unit,
            None => break,
        }
    }
    Some(&unit.id)
}
