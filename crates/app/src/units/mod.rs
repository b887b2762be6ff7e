//! Units over time: lists, search, their lives, and what people enter of them.

mod life;
mod reorganise;

use crate::view::{CountryView, LinkedUnit, Page, UnitHit, UnitSort, UnitView, UnitWas};
use crate::{App, Trouble, not_found, page, unit_ref};
use catalogue::units::country;
use engine::access::{Right, may};
use engine::atlas::{Atlas, By, Known};
use engine::territory::{EnterUnit, enter_unit, load_country, remove_unit};
use engine::{Book, atlas};
use model::{Account, Date, Unit, UnitId, UnitKind};

impl App {
    /// The units of the place, in Vietnamese order: itself, whatever stands below it, and those above; those of any time
    /// where `ever`.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn units(&self, _who: &Account, ever: bool) -> Result<Vec<UnitView>, Trouble> {
        let book = self.book().await;
        let day = book.day_of_place(self.0.clock.today());
        let own = book.own_units().into_iter().filter_map(|id| book.units.get(id));
        let there = |unit: &&Unit| ever || unit.placements.is_empty() || unit.parent_on(day).is_some();
        let view = |unit: &Unit| UnitView {
            parent: unit.parent_on(day).flatten().map(|parent| unit_ref(&book, parent)),
            unit: unit.clone(),
        };
        let mut units: Vec<UnitView> = own.filter(there).map(view).collect();
        units.sort_by(|a, b| {
            (a.unit.kind.cmp(&b.unit.kind)).then(viet::collate::compare(&a.unit.name, &b.unit.name))
        });
        Ok(units)
    }

    /// Units by any name they ever bore, an alias or a code, in the ledger and in the country's lists; without words, those
    /// of the place at any time.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn find_units(
        &self,
        _who: &Account,
        search: Option<&str>,
        kind: Option<UnitKind>,
        sort: UnitSort,
        number: Option<usize>,
    ) -> Result<Page<UnitHit>, Trouble> {
        let book = self.book().await;
        let today = self.0.clock.today();
        let atlas = Atlas::of(&book);
        let of_kind = |unit: &Unit| kind.is_none_or(|kind| unit.kind == kind);
        let mut found: Vec<(Known<'_>, By)> = match search.map(str::trim).filter(|text| !text.is_empty()) {
            Some(wanted) => {
                let hits = atlas.find(wanted, today).into_iter();
                hits.filter(|hit| of_kind(hit.known.unit)).map(|hit| (hit.known, hit.by)).collect()
            }
            None => {
                let own = book.own_units().into_iter().filter_map(|id| atlas.get(id));
                let mut own: Vec<Known<'_>> = own.filter(|known| of_kind(known.unit)).collect();
                own.sort_by_cached_key(|Known { unit, .. }| {
                    let gone = unit.ended().is_some_and(|ended| ended <= today);
                    (unit.kind, gone, viet::collate::key(&unit.name), &unit.id)
                });
                own.into_iter().map(|known| (known, By::Name)).collect()
            }
        };
        match sort {
            UnitSort::Fit => {}
            UnitSort::Name => found.sort_by_cached_key(|(known, _)| viet::collate::key(&known.unit.name)),
            UnitSort::Code => found.sort_by_key(|(known, _)| &known.unit.official_code),
            UnitSort::Newest => found.sort_by_key(|(known, _)| std::cmp::Reverse(known.unit.began())),
        }
        let Page { rows, total } = page(found, number);
        let rows = rows.into_iter().map(|(known, by)| hit(&atlas, known, &by, today)).collect();
        Ok(Page { rows, total })
    }

    /// How much of the country the ledger holds.
    ///
    /// # Errors
    /// Faults of the store.
    pub async fn country(&self, who: &Account) -> Result<CountryView, Trouble> {
        let book = self.book().await;
        Ok(country_view(&book, who))
    }

    /// Enters all units of the country that the ledger lacks.
    ///
    /// # Errors
    /// As [`load_country`].
    pub async fn load_country(&self, who: &Account) -> Result<CountryView, Trouble> {
        self.act(&who.name, |book| load_country(book, who, country())).await?;
        self.country(who).await
    }

    /// Enters one unit.
    ///
    /// # Errors
    /// As [`enter_unit`].
    pub async fn enter_unit(&self, who: &Account, wish: EnterUnit) -> Result<LinkedUnit, Trouble> {
        let decide = |book: &Book| enter_unit(book, who, &wish).map(|(_, act)| Some(act));
        self.act(&who.name, decide).await?;
        let book = self.book().await;
        // Names below one unit are told apart.
        let named = |unit: &&Unit| viet::fold::key(&unit.name) == viet::fold::key(wish.name.trim());
        let entered = book.below(&wish.parent).filter(named).find(|unit| unit.began() == wish.from);
        let unit = entered.ok_or_else(|| not_found("đơn vị này"))?;
        let (id, name, code) = (unit.id.clone(), unit.name.clone(), unit.official_code.clone());
        Ok(LinkedUnit { id, name, code, kind: unit.kind, listed: false })
    }

    /// Takes out a unit that was entered by mistake.
    ///
    /// # Errors
    /// As [`remove_unit`].
    pub async fn remove_unit(&self, who: &Account, unit: &UnitId) -> Result<(), Trouble> {
        self.act(&who.name, |book| remove_unit(book, who, unit).map(Some)).await?;
        Ok(())
    }
}

fn country_view(book: &Book, who: &Account) -> CountryView {
    let country = country();
    let ours = atlas::ours(book, country);
    let has = |unit: &&Unit| book.units.contains_key(&unit.id) || ours.contains_key(&unit.id);
    CountryView {
        listed: country.units.len(),
        held: country.units.iter().filter(has).count(),
        may: may(who, Right::KeepUnits),
    }
}

fn hit(atlas: &Atlas<'_>, known: Known<'_>, by: &By, today: Date) -> UnitHit {
    let unit = known.unit;
    let last = unit.ended().and_then(|ended| ended.yesterday().ok());
    let seen =
        last.filter(|last| *last < today).or(unit.began().filter(|began| today < *began)).unwrap_or(today);
    let (was, until) = match by {
        By::Name => (UnitWas::Name, None),
        By::Former(name, until) => (UnitWas::Former(name.clone()), Some(*until)),
        By::Alias(alias) => (UnitWas::Alias(alias.clone()), None),
        By::Code(code) => (UnitWas::Code(code.clone()), None),
    };
    UnitHit {
        unit: linked_on(atlas, &unit.id, seen),
        was,
        until: until.map(|on| on.to_string()),
        from: unit.began().map(|on| on.to_string()),
        to: unit.ended().map(|on| on.to_string()),
        parent: unit.parent_on(seen).flatten().map(|parent| linked_on(atlas, parent, seen)),
        heirs: atlas.heirs(&unit.id).iter().map(|s| linked_on(atlas, &s.to, s.on)).collect(),
        forebears: atlas.forebears(&unit.id).len(),
        phone: unit.phone.clone(),
    }
}

/// A unit under the name of a day.
fn linked_on(atlas: &Atlas<'_>, id: &UnitId, day: Date) -> LinkedUnit {
    let known = atlas.get(id);
    let unit = known.map(|known| known.unit);
    LinkedUnit {
        id: unit.map_or_else(|| id.clone(), |unit| unit.id.clone()),
        name: atlas.name_on(id, day),
        code: unit.and_then(|unit| unit.code_on(day)).map(str::to_owned),
        kind: unit.map_or(UnitKind::Department, |unit| unit.kind),
        listed: known.is_some_and(|known| known.listed),
    }
}
