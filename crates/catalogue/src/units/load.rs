//! Reading the lists of unit versions and of successions.

use super::Country;
use super::register::{Register, Row};
use crate::data::{DataError, rows};
use model::{Attested, Date, Decimal, Former, Share, ShareKey, Succession, Unit, UnitId, UnitKind};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The lists that units are read from.
pub struct Lists<'a> {
    /// One row per version of a unit, half-open: `code,name,kind,parent_code,valid_from,valid_to`.
    pub versions: &'a [&'a str],
    /// Who followed whom at the reform: `old_code,new_code,share,legal_basis,note`.
    pub succession: &'a str,
    /// The day of the reform.
    pub on: Date,
    /// Who followed whom before it, whole: `old_code,new_code,ended_on,attested`.
    pub earlier: &'a str,
    /// Estimated parts of the area at the reform: `old_code,new_code,area`.
    pub areas: &'a str,
    /// Other spellings of names of units before the reform or from it on: `code,reform,alias`.
    pub aliases: &'a str,
}

/// Kinds as the lists write them, the type word of the name, and what they are to us.
const KINDS: [(&str, &str, UnitKind); 10] = [
    ("tinh", "tỉnh", UnitKind::Province),
    ("thanh_pho_tw", "thành phố", UnitKind::Province),
    ("quan", "quận", UnitKind::District),
    ("huyen", "huyện", UnitKind::District),
    ("thi_xa", "thị xã", UnitKind::District),
    ("thanh_pho", "thành phố", UnitKind::District),
    ("phuong", "phường", UnitKind::Commune),
    ("xa", "xã", UnitKind::Commune),
    ("thi_tran", "thị trấn", UnitKind::Commune),
    ("dac_khu", "đặc khu", UnitKind::Commune),
];

#[derive(Deserialize)]
struct Version {
    code: String,
    name: String,
    kind: String,
    parent_code: Option<String>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
}

#[derive(Deserialize)]
struct Edge {
    old_code: String,
    new_code: String,
    share: Part,
    legal_basis: String,
    #[serde(default)]
    note: String,
}

#[derive(PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Part {
    Whole,
    Part,
}

#[derive(Deserialize)]
struct Earlier {
    old_code: String,
    new_code: String,
    ended_on: Date,
    attested: Attested,
}

#[derive(Deserialize)]
struct AreaPart {
    old_code: String,
    new_code: String,
    area: Decimal,
}

#[derive(Deserialize)]
struct Alias {
    code: String,
    reform: Side,
    alias: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Side {
    Before,
    From,
}

/// Words of a resolution by which one successor gets all that is counted so, though not the whole.
const ALL_OF: [(&str, ShareKey); 2] =
    [("toàn bộ dân số", ShareKey::People), ("toàn bộ diện tích", ShareKey::Area)];

/// Reads units and successions.
///
/// A version that takes up where another of its code ends is the same unit, under a new name or kind perhaps, unless it
/// has other territory: at the reform, where others were merged into it, and where a district bears a new name.
///
/// # Errors
/// Says the line of an unknown kind or share, of versions that overlap, of a parent that does not exist as long
/// as its child, or of a succession between units that are not there.
pub fn load(lists: &Lists<'_>) -> Result<Country, DataError> {
    let mut versions: Vec<Row> = Vec::new();
    for list in lists.versions {
        for (line, version) in rows(list)? {
            versions.push(row(line, version)?);
        }
    }
    let edges: Vec<(u64, Edge)> = rows(lists.succession)?;
    let earlier: Vec<(u64, Earlier)> = rows(lists.earlier)?;
    let goes_on = unchanged(&edges);
    let mut anew: BTreeMap<String, BTreeSet<Date>> = BTreeMap::new();
    for (_, edge) in &earlier {
        anew.entry(edge.new_code.clone()).or_default().insert(edge.ended_on);
    }
    for row in versions.iter().filter(|row| row.from == Some(lists.on) && !goes_on.contains(&row.code)) {
        anew.entry(row.code.clone()).or_default().insert(lists.on);
    }
    let register = Register::new(versions, &anew)?;
    let mut successions = reform(lists, &register, &edges, &goes_on)?;
    successions.extend(before(&register, &earlier)?);
    let units = units(&register)?;
    let aliases = aliases(lists, &register, &units)?;
    Ok(Country { units, successions, aliases })
}

/// Spellings that are not the name itself.
fn aliases(
    lists: &Lists<'_>,
    register: &Register,
    units: &[Unit],
) -> Result<BTreeMap<UnitId, Vec<String>>, DataError> {
    let mut found: BTreeMap<UnitId, Vec<String>> = BTreeMap::new();
    for (line, Alias { code, reform, alias }) in rows(lists.aliases)? {
        let unit = match reform {
            Side::From => register.there_on(&code, lists.on),
            Side::Before => register.there_before(&code, lists.on),
        };
        let unit = unit.ok_or_else(|| missing(line, &code))?;
        let names = units.iter().filter(|known| known.id == *unit);
        if names.into_iter().all(|known| known.name.split_once(' ').is_none_or(|(_, name)| name != alias)) {
            found.entry(unit.clone()).or_default().push(alias);
        }
    }
    Ok(found)
}

fn row(line: u64, version: Version) -> Result<Row, DataError> {
    let known = KINDS.iter().find(|(kind, ..)| *kind == version.kind);
    let (_, word, kind) =
        known.ok_or_else(|| DataError::new(line, format!("không có loại đơn vị “{}”", version.kind)))?;
    Ok(Row {
        line,
        name: format!("{word} {}", version.name),
        kind: *kind,
        code: version.code,
        parent: version.parent_code,
        from: version.valid_from,
        to: version.valid_to,
    })
}

/// Codes whose units neither took in others nor gave anything away at the reform.
fn unchanged(edges: &[(u64, Edge)]) -> BTreeSet<String> {
    let mut forebears: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, edge) in edges {
        *forebears.entry(&edge.new_code).or_default() += 1;
    }
    let alone = |edge: &&Edge| {
        edge.share == Part::Whole
            && edge.old_code == edge.new_code
            && forebears.get(edge.new_code.as_str()) == Some(&1)
    };
    edges.iter().map(|(_, edge)| edge).filter(alone).map(|edge| edge.new_code.clone()).collect()
}

fn units(register: &Register) -> Result<Vec<Unit>, DataError> {
    let mut units: Vec<Unit> = Vec::new();
    for (row, id) in register.rows() {
        let placements = register.placements(row)?;
        match (units.last_mut().filter(|unit| unit.id == *id), row.from) {
            (Some(unit), Some(until)) => {
                if unit.name != row.name {
                    let name = std::mem::replace(&mut unit.name, row.name.clone());
                    unit.former.push(Former { name, official_code: unit.official_code.clone(), until });
                }
                for next in placements {
                    match unit.placements.last_mut().filter(|last| last.parent == next.parent) {
                        Some(last) => last.to = next.to,
                        None => unit.placements.push(next),
                    }
                }
            }
            _ => units.push(Unit {
                official_code: Some(row.code.clone()),
                placements,
                ..Unit::of(id.clone(), row.name.clone(), row.kind)
            }),
        }
    }
    Ok(units)
}

fn missing(line: u64, code: &str) -> DataError {
    DataError::new(line, format!("không có đơn vị mang mã {code} vào ngày kế thừa"))
}

/// Who followed whom at the reform; who goes on follows nobody.
fn reform(
    lists: &Lists<'_>,
    register: &Register,
    edges: &[(u64, Edge)],
    goes_on: &BTreeSet<String>,
) -> Result<Vec<Succession>, DataError> {
    let mut siblings: BTreeMap<&str, Vec<&Edge>> = BTreeMap::new();
    for (_, edge) in edges {
        siblings.entry(&edge.old_code).or_default().push(edge);
    }
    let mut areas: BTreeMap<(String, String), (u64, Decimal)> = BTreeMap::new();
    for (line, part) in rows::<AreaPart>(lists.areas)? {
        areas.insert((part.old_code, part.new_code), (line, part.area));
    }
    let mut found = Vec::with_capacity(edges.len());
    for (line, edge) in edges.iter().filter(|(_, edge)| !goes_on.contains(&edge.new_code)) {
        let (old, new) = (&edge.old_code, &edge.new_code);
        let from = register.ended_on(old, lists.on).ok_or_else(|| missing(*line, old))?;
        let to = register.there_on(new, lists.on).ok_or_else(|| missing(*line, new))?;
        let area = areas.remove(&(old.clone(), new.clone())).map(|(_, area)| area);
        let together = siblings.get(old.as_str()).map_or(&[][..], Vec::as_slice);
        found.push(match edge.share {
            Part::Whole => Succession::whole(from.clone(), to.clone(), lists.on, &edge.legal_basis),
            Part::Part => Succession {
                shares: shares(edge, together, area),
                ..Succession::part(from.clone(), to.clone(), lists.on, &edge.legal_basis)
            },
        });
    }
    match areas.into_iter().next() {
        Some(((old, _), (line, _))) => Err(missing(line, &old)),
        None => Ok(found),
    }
}

/// How large a part goes over: what the words of the resolution say of it and of the others, else what is estimated.
fn shares(edge: &Edge, together: &[&Edge], area: Option<Decimal>) -> BTreeMap<ShareKey, Share> {
    let estimated = area.map(|area| (ShareKey::Area, Share::estimated(area)));
    let mut shares: BTreeMap<ShareKey, Share> = estimated.into_iter().collect();
    for (words, key) in ALL_OF {
        if together.iter().filter(|edge| edge.note.contains(words)).count() == 1 {
            let part = if edge.note.contains(words) { Decimal::ONE } else { Decimal::ZERO };
            shares.insert(key, Share::declared(part));
        }
    }
    shares
}

/// Who followed whom before the reform. Who took in others is another unit from then on, and follows itself.
fn before(register: &Register, edges: &[(u64, Earlier)]) -> Result<Vec<Succession>, DataError> {
    let mut found = Vec::with_capacity(edges.len());
    let mut told: BTreeSet<(&str, Date)> = BTreeSet::new();
    for (line, edge) in edges {
        let on = edge.ended_on;
        let from = register.ended_on(&edge.old_code, on).ok_or_else(|| missing(*line, &edge.old_code))?;
        let to = register.there_on(&edge.new_code, on).ok_or_else(|| missing(*line, &edge.new_code))?;
        let itself = register.ended_on(&edge.new_code, on).filter(|_| told.insert((&edge.new_code, on)));
        let follows = |from: &UnitId| Succession {
            attested: edge.attested,
            ..Succession::whole(from.clone(), to.clone(), on, "")
        };
        found.extend(itself.map(follows));
        found.push(follows(from));
    }
    Ok(found)
}
