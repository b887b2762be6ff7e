//! Which unit a place name or a section belongs to, and the units that a first adoption founds.

use crate::book::Book;
use catalogue::Sector;
use catalogue::units::Country;
use model::{Act, Date, Place, Placement, Reading, Unit, UnitId, UnitKind};

/// The commune of the place that a name means, whenever it bore it.
pub(crate) fn commune_named<'a>(book: &'a Book, place: Option<&str>) -> Option<&'a Unit> {
    let wanted = bare(place?);
    let called = |unit: &&Unit| {
        bare(&unit.name) == wanted || unit.former.iter().any(|former| bare(&former.name) == wanted)
    };
    let place = book.place_unit();
    let near = || book.below(&place).filter(|unit| unit.kind == UnitKind::Commune);
    near().find(|unit| bare(&unit.name) == wanted).or_else(|| near().find(called))
}

/// A name without its type word: `xã Mường Kim` and `Mường Kim` are the same place.
pub(crate) fn bare(name: &str) -> String {
    let folded = viet::fold::key(name);
    let types = ["xã ", "phường ", "thị trấn ", "đặc khu "];
    types.iter().find_map(|t| folded.strip_prefix(t)).unwrap_or(&folded).to_owned()
}

/// The department that answers for a sector: one of the book's, else the one that a first adoption will found.
pub(crate) fn owner(book: &Book, sector: Option<&Sector>) -> UnitId {
    let level = level(book);
    let wanted = sector.map_or_else(|| office(level), |s| s.department_of(level));
    let folded = viet::fold::key(wanted);
    let known =
        book.units.values().find(|u| u.kind == UnitKind::Department && viet::fold::key(&u.name) == folded);
    known.map_or_else(|| department_id(wanted), |u| u.id.clone())
}

/// Who compiles, and answers for what no sector claims.
fn office(level: UnitKind) -> &'static str {
    match level {
        UnitKind::Province => "Văn phòng UBND tỉnh",
        _ => "Văn phòng HĐND và UBND",
    }
}

/// The level of the place.
pub(crate) fn level(book: &Book) -> UnitKind {
    book.units.get(&book.place_unit()).map_or(UnitKind::District, |unit| unit.kind)
}

fn department_id(name: &str) -> UnitId {
    let words: Vec<String> =
        viet::fold::fold(name).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    UnitId::from(words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-"))
}

/// What must be founded before a reading can be adopted in a ledger whose place has no communes or departments yet:
/// the departments that answer for sectors, and where the report names its place, that and what the official lists say of
/// its units over time.
pub fn founding(book: &Book, reading: &Reading, day: Date) -> Option<Act> {
    let has = |kind| book.units.values().any(|u| u.kind == kind);
    let named = reading.document.place.clone();
    if has(UnitKind::Department) && (has(UnitKind::Commune) || named.is_none()) {
        return None;
    }
    let place = book.place.clone()?;
    let Some(name) = named else {
        let units = departments(&place, level(book));
        return Some(Act::PlaceFounded { place, units, successions: Vec::new() });
    };
    let top = book.units.get(&place.unit)?;
    let Official { top, near } = official(Unit { name: name.clone(), ..top.clone() }, day);
    let mut units = departments(&place, top.kind);
    units.extend(near.units);
    units.push(top);
    let place =
        Place { issuer: format!("UBND {}", name.to_uppercase()), seat: bare_district(&name), ..place };
    Some(Act::PlaceFounded { place, units, successions: near.successions })
}

/// The departments that answer for sectors at a level, below the place.
fn departments(place: &Place, level: UnitKind) -> Vec<Unit> {
    let below = Placement { parent: Some(place.unit.clone()), from: None, to: None };
    let names =
        std::iter::once(office(level)).chain(catalogue::sectors().iter().map(|s| s.department_of(level)));
    let department = |name: &str| Unit {
        placements: vec![below.clone()],
        ..Unit::of(department_id(name), name, UnitKind::Department)
    };
    let mut units: Vec<Unit> = names.map(department).collect();
    units.sort_by(|a, b| a.id.cmp(&b.id));
    units.dedup_by(|a, b| a.id == b.id);
    units
}

/// Whether a ledger's place is as it was when it was first opened: nobody said who it is.
pub fn is_unfounded(book: &Book) -> bool {
    book.units.len() <= 1 && book.indicators.is_empty()
}

/// What must be founded before a report can begin without one that was adopted: the place under its name and level, its
/// departments, the body above it and its communes by the official lists.
pub fn founding_of(book: &Book, name: &str, level: UnitKind, day: Date) -> Option<Act> {
    let place = book.place.clone()?;
    let top = book.units.get(&place.unit)?;
    let mut units = departments(&place, level);
    let Official { top, near } = official(Unit { name: name.to_owned(), kind: level, ..top.clone() }, day);
    units.extend(near.units);
    units.push(Unit { kind: level, ..top });
    let issuer = format!("UBND {}", name.to_uppercase());
    let superior = superior(name, level, day).unwrap_or(place.superior);
    Some(Act::PlaceFounded {
        place: Place { issuer, superior, seat: bare_district(name), ..place },
        units,
        successions: near.successions,
    })
}

/// `UBND TỈNH …`: the body above a unit of that name, where the official lists know one alone.
fn superior(name: &str, level: UnitKind, day: Date) -> Option<String> {
    let country = catalogue::units::country();
    let above = country.named(name, day).filter(|unit| unit.kind == level)?.parent_on(day)??;
    let above = country.units.iter().find(|unit| unit.id == *above)?;
    Some(format!("UBND {}", above.name_on(day).to_uppercase()))
}

fn bare_district(name: &str) -> String {
    ["huyện ", "tỉnh ", "thành phố ", "thị xã ", "xã ", "phường "]
        .iter()
        .find_map(|t| name.strip_prefix(t))
        .unwrap_or(name)
        .to_owned()
}

/// A place's own unit as the official lists know it, and what they say of the units around it.
struct Official {
    top: Unit,
    near: Country,
}

/// What the official lists say of the unit that bears the name of `top` on `day`: `top` takes its stead.
fn official(top: Unit, day: Date) -> Official {
    let country = catalogue::units::country();
    // A report names the day of its period; the lists begin on 1 November 2021, and hold for the years before as well.
    let Some(known) = country.named(&top.name, day) else {
        return Official { top, near: Country::default() };
    };
    let mut near = country.around(&known.id);
    near.units.retain(|unit| unit.id != known.id);
    let stead = |id: &mut UnitId| {
        if *id == known.id {
            id.clone_from(&top.id);
        }
    };
    let placements = near.units.iter_mut().flat_map(|unit| &mut unit.placements);
    placements.filter_map(|placement| placement.parent.as_mut()).for_each(stead);
    near.successions.iter_mut().flat_map(|s| [&mut s.from, &mut s.to]).for_each(stead);
    Official { top: Unit { id: top.id.clone(), phone: top.phone.clone(), ..known.clone() }, near }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Cut, Document, Entry};
    use std::collections::BTreeMap;

    fn book() -> Book {
        let unit = UnitId::from("don-vi");
        let place = Place { issuer: "UBND".to_owned(), ..Place::of(unit.clone()) };
        let top = Unit::of(unit, "đơn vị chưa đặt tên", UnitKind::District);
        let mut book = Book::default();
        found(&mut book, Act::PlaceFounded { place, units: vec![top], successions: Vec::new() });
        book
    }

    fn found(book: &mut Book, act: Act) {
        book.apply(&Entry { cut: Cut(book.cut.0 + 1), at: String::new(), by: "an".into(), act });
    }

    fn reading(place: Option<&str>) -> Reading {
        let document = Document { place: place.map(str::to_owned), ..Document::default() };
        Reading { document, ..Reading::default() }
    }

    #[test]
    fn departments_are_founded_once_and_the_place_when_a_report_names_it() {
        let mut book = book();
        let day = Date::constant(2021, 3, 31);
        let departments = founding(&book, &reading(None), day).unwrap();
        found(&mut book, departments);
        assert!(book.units.values().any(|unit| unit.name == office(UnitKind::District)));
        assert_eq!(founding(&book, &reading(None), day), None);
        let named = founding(&book, &reading(Some("huyện Suối Bạc")), day).unwrap();
        found(&mut book, named);
        assert_eq!(book.unit_name(&"don-vi".into()), "huyện Suối Bạc");
        assert_eq!(book.place.map(|place| place.issuer).as_deref(), Some("UBND HUYỆN SUỐI BẠC"));
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    /// The book of a place whose first report names it.
    fn founded(name: &str, on: &str) -> Book {
        let mut book = book();
        let act = founding(&book, &reading(Some(name)), day(on)).unwrap();
        found(&mut book, act);
        book
    }

    #[test]
    fn the_communes_of_any_district_are_founded_with_it_unless_several_bear_its_name() {
        // Counted in the lists of the statistics office.
        for (name, count) in [("huyện Than Uyên", 12), ("huyện Sìn Hồ", 22), ("huyện Châu Thành", 0)]
        {
            assert_eq!(founded(name, "2022-03-31").communes_on(day("2022-03-31")).len(), count, "{name}");
        }
    }

    /// Whom each commune went to is founded too, so that old amounts are told for today's communes.
    #[test]
    fn a_district_is_founded_with_what_followed_it() {
        let book = founded("huyện Than Uyên", "2022-03-31");
        let communes = |on: &str| -> BTreeMap<UnitId, _> {
            let there = book.units.values().filter(|unit| unit.parent_on(day(on)).is_some());
            let communes = there.filter(|unit| unit.kind == UnitKind::Commune);
            communes.map(|unit| (unit.id.clone(), Some(1.into()))).collect()
        };
        assert_eq!((communes("2022-03-31").len(), communes("2025-07-01").len()), (12, 4));
        let carried = book.territory().on(&communes("2022-03-31"), day("2026-01-01"), &|_, _| None);
        let mut told: Vec<_> =
            carried.told.iter().map(|(id, told)| (book.unit_name(id), told.amount.value)).collect();
        told.sort();
        let told: Vec<_> = told.iter().map(|(name, n)| format!("{name} {}", n.unwrap())).collect();
        assert_eq!(told, ["xã Khoen On 2", "xã Mường Kim 4", "xã Mường Than 2", "xã Than Uyên 4"]);
        let place = &book.units[&book.place_unit()];
        assert_eq!((place.official_code.as_deref(), place.ended()), (Some("110"), Some(day("2025-07-01"))));
        assert_eq!(book.unit_name(place.placements[0].parent.as_ref().unwrap()), "tỉnh Lai Châu");
    }

    /// A province that went on holds districts and communes of before and communes of after; one that took in others holds
    /// all of theirs as well.
    #[test]
    fn a_province_is_founded_with_both_sides_of_the_reform() {
        for (name, old, districts, new) in [("tỉnh Lai Châu", 106, 8, 38), ("tỉnh Tuyên Quang", 330, 18, 124)]
        {
            let book = founded(name, "2026-03-31");
            let place = book.place_unit();
            assert_eq!(level(&book), UnitKind::Province);
            let there = |on: &str, kind: UnitKind| {
                let on = day(on);
                book.units.values().filter(|unit| unit.kind == kind && unit.parent_on(on).is_some()).count()
            };
            let before = "2025-06-30";
            let counts = (there(before, UnitKind::Commune), there(before, UnitKind::District));
            assert_eq!(
                (counts, book.communes_on(day("2025-07-01")).len()),
                ((old, districts), new),
                "{name}"
            );
            assert_eq!(there("2026-03-31", UnitKind::Commune), new);
            assert!(
                book.successions
                    .iter()
                    .all(|s| book.units.contains_key(&s.from) && book.units.contains_key(&s.to))
            );
            assert!(book.units[&place].parent_on(day("2026-03-31")).is_some());
        }
    }
}
