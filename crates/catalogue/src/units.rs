//! Administrative units over time, from lists of versions and of successions.
//!
//! A list has one row per version of a unit: `code,name,kind,parent_code,valid_from,valid_to`, with
//! half-open periods. Codes and names are reused for other territory at a reform, so the key of a
//! version is its code and first day, never the code alone.

use crate::data::{DataError, rows};
use model::{Date, Decimal, Placement, Succession, Unit, UnitId, UnitKind};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The day on which districts ended and communes were merged (Nghị quyết 202/2025/QH15 and the resolutions of
/// 16/6/2025 for each province).
pub const REFORM: Date = Date::constant(2025, 7, 1);

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
    share: Share,
    legal_basis: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Share {
    Whole,
    Part,
}

/// The units that misspelt names are told by: huyện Than Uyên before and after the reform.
pub fn shipped() -> &'static [Unit] {
    &shipped_both().0
}

/// The successions of these.
pub fn shipped_successions() -> &'static [Succession] {
    &shipped_both().1
}

fn shipped_both() -> &'static (Vec<Unit>, Vec<Succession>) {
    static SHIPPED: OnceLock<(Vec<Unit>, Vec<Succession>)> = OnceLock::new();
    // The shipped files are proven sound by a test, so there is no other case to serve.
    SHIPPED.get_or_init(|| load(&[THAN_UYEN], THAN_UYEN_SUCCESSION, REFORM).unwrap_or_default())
}

/// A country's units over time with who followed whom.
#[derive(Debug, Default)]
pub struct Country {
    /// Every province, district and commune that was there since 1 November 2021.
    pub units: Vec<Unit>,
    /// Who followed whom on 1 July 2025.
    pub successions: Vec<Succession>,
}

/// The country, read when it is first asked for.
pub fn country() -> &'static Country {
    static COUNTRY: OnceLock<Country> = OnceLock::new();
    // The shipped files are proven sound by a test, so there is no other case to serve.
    COUNTRY.get_or_init(|| {
        let (units, successions) = load(&COUNTRY_UNITS, COUNTRY_SUCCESSION, REFORM).unwrap_or_default();
        Country { units, successions }
    })
}

impl Country {
    /// The unit of a name on a day, whatever its letters' case; none when it is not there or several bear it.
    pub fn named(&self, name: &str, day: Date) -> Option<&Unit> {
        let wanted = viet::fold::key(name);
        let mut found =
            units_on(&self.units, day).into_iter().filter(|unit| viet::fold::key(&unit.name) == wanted);
        found.next().filter(|_| found.next().is_none())
    }
}

const COUNTRY_UNITS: [&str; 2] = [
    include_str!("../../../catalogue/units/country-before-2025-07.csv"),
    include_str!("../../../catalogue/units/country-from-2025-07.csv"),
];
const COUNTRY_SUCCESSION: &str = include_str!("../../../catalogue/units/country-succession.csv");

const THAN_UYEN: &str = include_str!("../../../catalogue/units/than-uyen.csv");
const THAN_UYEN_SUCCESSION: &str = include_str!("../../../catalogue/units/than-uyen-succession.csv");

/// The units that exist on a day.
pub fn units_on(units: &[Unit], day: Date) -> Vec<&Unit> {
    units.iter().filter(|unit| unit.parent_on(day).is_some()).collect()
}

/// Reads lists of unit versions (`code,name,kind,parent_code,valid_from,valid_to`) and the successions at the
/// reform `on` (`old_code,new_code,share,legal_basis`).
///
/// Versions that follow one another under the same code, name and kind are one unit with several
/// placements, but no unit outlives the reform: what bears its code afterwards is another territory.
///
/// # Errors
/// Says the line of an unknown kind or share, of versions that overlap, of a parent that does not exist as long
/// as its child, or of a succession between units that are not there.
pub fn load(lists: &[&str], succession: &str, on: Date) -> Result<(Vec<Unit>, Vec<Succession>), DataError> {
    let mut versions: Vec<(u64, Version)> = Vec::new();
    for list in lists {
        versions.extend(rows(list)?);
    }
    versions.sort_by(|(_, a), (_, b)| (&a.code, a.valid_from).cmp(&(&b.code, b.valid_from)));
    let register = Register::new(&versions, on)?;
    let mut units: Vec<Unit> = Vec::new();
    for ((line, version), id) in versions.iter().zip(&register.ids) {
        let placements = register.placements(*line, version)?;
        match units.last_mut().filter(|unit| unit.id == *id) {
            Some(unit) => unit.placements.extend(placements),
            None => units.push(unit(*line, version, id, placements)?),
        }
    }
    let edges = rows(succession)?.into_iter().map(|(line, edge)| register.succession(line, edge, on));
    Ok((units, edges.collect::<Result<_, _>>()?))
}

fn unit(line: u64, version: &Version, id: &UnitId, placements: Vec<Placement>) -> Result<Unit, DataError> {
    let kind = KINDS.iter().find(|(kind, ..)| *kind == version.kind);
    let (_, word, kind) =
        kind.ok_or_else(|| DataError::new(line, format!("không có loại đơn vị “{}”", version.kind)))?;
    Ok(Unit {
        id: id.clone(),
        name: format!("{word} {}", version.name),
        kind: *kind,
        official_code: Some(version.code.clone()),
        placements,
        phone: None,
    })
}

/// Which unit bore which code when.
struct Register<'a> {
    ids: Vec<UnitId>,
    stays: BTreeMap<&'a str, Vec<Stay>>,
}

/// One version: half-open.
struct Stay {
    from: Option<Date>,
    to: Option<Date>,
    id: UnitId,
}

impl Stay {
    fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

impl<'a> Register<'a> {
    fn new(versions: &'a [(u64, Version)], on: Date) -> Result<Self, DataError> {
        let mut ids: Vec<UnitId> = Vec::with_capacity(versions.len());
        let mut stays: BTreeMap<&str, Vec<Stay>> = BTreeMap::new();
        let mut before: Option<&Version> = None;
        for (line, version) in versions {
            let last = before.filter(|last| last.code == version.code);
            let ended_before =
                |last: &Version| last.valid_to.is_some() && last.valid_to <= version.valid_from;
            if last.is_some_and(|last| !ended_before(last)) {
                let says = format!("mã {} có hai giai đoạn chồng lên nhau", version.code);
                return Err(DataError::new(*line, says));
            }
            let same = last.is_some_and(|last| {
                (&last.name, &last.kind, last.valid_to) == (&version.name, &version.kind, version.valid_from)
                    && version.valid_from != Some(on)
            });
            let id = match ids.last().filter(|_| same) {
                Some(id) => id.clone(),
                None => own_id(version),
            };
            let stay = Stay { from: version.valid_from, to: version.valid_to, id: id.clone() };
            stays.entry(&version.code).or_default().push(stay);
            ids.push(id);
            before = Some(version);
        }
        Ok(Self { ids, stays })
    }

    fn stays(&self, code: &str) -> &[Stay] {
        self.stays.get(code).map_or(&[], Vec::as_slice)
    }

    /// Where a version stood: one placement for each unit that bore the parent's code in its time.
    fn placements(&self, line: u64, version: &Version) -> Result<Vec<Placement>, DataError> {
        let (from, to) = (version.valid_from, version.valid_to);
        let Some(parent) = &version.parent_code else {
            return Ok(vec![Placement { parent: None, from, to }]);
        };
        let mut placements: Vec<Placement> = Vec::new();
        let mut begin = from;
        let gap =
            || DataError::new(line, format!("đơn vị cấp trên {parent} không tồn tại suốt thời gian này"));
        loop {
            let above = self.stays(parent).iter().find(|stay| match begin {
                Some(day) => stay.covers(day),
                None => stay.from.is_none(),
            });
            let above = above.ok_or_else(gap)?;
            let end = match (above.to, to) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            match placements.last_mut().filter(|last| last.parent.as_ref() == Some(&above.id)) {
                Some(last) => last.to = end,
                None => placements.push(Placement { parent: Some(above.id.clone()), from: begin, to: end }),
            }
            if end == to {
                return Ok(placements);
            }
            begin = end;
        }
    }

    fn succession(&self, line: u64, edge: Edge, on: Date) -> Result<Succession, DataError> {
        let missing =
            |code: &str| DataError::new(line, format!("không có đơn vị mang mã {code} vào ngày kế thừa"));
        let old = self.stays(&edge.old_code).iter().find(|stay| stay.to == Some(on));
        let new = self.stays(&edge.new_code).iter().find(|stay| stay.covers(on));
        Ok(Succession {
            from: old.ok_or_else(|| missing(&edge.old_code))?.id.clone(),
            to: new.ok_or_else(|| missing(&edge.new_code))?.id.clone(),
            share: matches!(edge.share, Share::Whole).then_some(Decimal::ONE),
            on,
            legal_basis: edge.legal_basis,
        })
    }
}

/// `vn-03595` for what existed before records begin, `vn-03595-20250701` for what began on that day.
fn own_id(version: &Version) -> UnitId {
    let code = &version.code;
    UnitId::from(match version.valid_from {
        Some(day) => format!("vn-{code}-{:04}{:02}{:02}", day.year(), day.month(), day.day()),
        None => format!("vn-{code}"),
    })
}
