//! Which unit a place name or a section belongs to, and the units that a first adoption founds.

use crate::book::Book;
use catalogue::Sector;
use model::{Act, Date, Place, Placement, Reading, Unit, UnitId, UnitKind};

/// The commune that a place name means.
pub(crate) fn commune_named<'a>(book: &'a Book, place: Option<&str>) -> Option<&'a Unit> {
    let wanted = bare(place?);
    book.units.values().find(|u| u.kind == UnitKind::Commune && bare(&u.name) == wanted)
}

/// A name without its type word: `xã Mường Kim` and `Mường Kim` are the same place.
fn bare(name: &str) -> String {
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
/// the departments that answer for sectors, and where the report names its place, that and its communes by the official
/// lists.
pub fn founding(book: &Book, reading: &Reading, day: Date) -> Option<Act> {
    let has = |kind| book.units.values().any(|u| u.kind == kind);
    let named = reading.document.place.clone();
    if has(UnitKind::Department) && (has(UnitKind::Commune) || named.is_none()) {
        return None;
    }
    let place = book.place.clone()?;
    let mut units = departments(&place, level(book));
    let Some(name) = named else { return Some(Act::PlaceFounded { place, units }) };
    units.extend(communes(&name, &place, day));
    let top = book.units.get(&place.unit)?;
    units.push(Unit { name: name.clone(), ..top.clone() });
    let place =
        Place { issuer: format!("UBND {}", name.to_uppercase()), seat: bare_district(&name), ..place };
    Some(Act::PlaceFounded { place, units })
}

/// The departments that answer for sectors at a level, below the place.
fn departments(place: &Place, level: UnitKind) -> Vec<Unit> {
    let below = Placement { parent: Some(place.unit.clone()), from: None, to: None };
    let names =
        std::iter::once(office(level)).chain(catalogue::sectors().iter().map(|s| s.department_of(level)));
    let department = |name: &str| Unit {
        id: department_id(name),
        name: name.to_owned(),
        kind: UnitKind::Department,
        official_code: None,
        placements: vec![below.clone()],
        phone: None,
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
    units.extend(communes(name, &place, day));
    units.push(Unit { name: name.to_owned(), kind: level, ..top.clone() });
    let issuer = format!("UBND {}", name.to_uppercase());
    let superior = superior(name, level, day).unwrap_or(place.superior);
    Some(Act::PlaceFounded { place: Place { issuer, superior, seat: bare_district(name), ..place }, units })
}

/// `UBND TỈNH …`: the body above a unit of that name, where the official lists know one alone.
fn superior(name: &str, level: UnitKind, day: Date) -> Option<String> {
    let country = catalogue::units::country();
    let above = country.named(name, day).filter(|unit| unit.kind == level)?.parent_on(day)??;
    let above = country.units.iter().find(|unit| unit.id == *above)?;
    Some(format!("UBND {}", above.name.to_uppercase()))
}

fn bare_district(name: &str) -> String {
    ["huyện ", "tỉnh ", "thành phố ", "thị xã ", "xã ", "phường "]
        .iter()
        .find_map(|t| name.strip_prefix(t))
        .unwrap_or(name)
        .to_owned()
}

/// The communes that stood under the named unit on `day`, hung under the place.
fn communes(name: &str, place: &Place, day: Date) -> Vec<Unit> {
    let country = catalogue::units::country();
    // A report names the day of its period; the lists begin on 1 November 2021, and hold for the years before as well.
    let Some(top) = country.named(name, day) else { return Vec::new() };
    let rehang = |unit: &Unit| {
        let moved = |p: &Placement| match p.parent.as_ref() == Some(&top.id) {
            true => Placement { parent: Some(place.unit.clone()), ..p.clone() },
            false => p.clone(),
        };
        Unit { placements: unit.placements.iter().map(moved).collect(), ..unit.clone() }
    };
    country.units.iter().filter(|u| u.parent_on(day) == Some(Some(&top.id))).map(rehang).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Cut, Document, Entry};

    fn book() -> Book {
        let unit = UnitId::from("don-vi");
        let place = Place {
            unit: unit.clone(),
            issuer: "UBND".to_owned(),
            superior: String::new(),
            seat: String::new(),
            notation: String::new(),
            authority: Vec::new(),
            recipients: Vec::new(),
            addressees: Vec::new(),
        };
        let top = Unit {
            id: unit,
            name: "đơn vị chưa đặt tên".to_owned(),
            kind: UnitKind::District,
            official_code: None,
            placements: Vec::new(),
            phone: None,
        };
        let mut book = Book::default();
        found(&mut book, Act::PlaceFounded { place, units: vec![top] });
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
    #[test]
    fn the_communes_of_any_district_are_founded_with_it_unless_several_bear_its_name() {
        let day = Date::constant(2022, 3, 31);
        let communes = |name: &str| match founding(&book(), &reading(Some(name)), day) {
            Some(Act::PlaceFounded { units, .. }) => {
                units.iter().filter(|unit| unit.kind == UnitKind::Commune).count()
            }
            _ => 0,
        };
        // Counted in the lists of the statistics office.
        for (name, count) in [("huyện Than Uyên", 12), ("huyện Sìn Hồ", 22), ("huyện Châu Thành", 0)]
        {
            assert_eq!(communes(name), count, "{name}");
        }
    }
}
