//! The demo place: a made-up district, its units and the people who may sign in.

use crate::boundaries::{self, Boundary};
use crate::data::{DataError, YesNo, rows};
use model::{Account, Grant, Place, Placement, Role, Unit, UnitId, UnitKind};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error as ValueError;

/// A demo account with the password that the demo shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// Who.
    pub account: Account,
    /// Known to everyone, for the demo only.
    pub password: String,
}

#[derive(Deserialize)]
struct UnitRow {
    id: String,
    name: String,
    kind: UnitKind,
    parent: Option<String>,
    phone: Option<String>,
}

#[derive(Deserialize)]
struct AccountRow {
    name: String,
    display_name: String,
    /// Separated by semicolons.
    roles: String,
    unit: String,
    /// Who sees defence and security.
    restricted: YesNo,
    password: String,
}

/// The place that keeps the demo ledger.
///
/// # Errors
/// Says what is wrong with the file.
pub fn place() -> Result<Place, DataError> {
    toml::from_str(include_str!("../../../demo/data/place.toml"))
        .map_err(|error| DataError::new(0, format!("place.toml: {}", error.message())))
}

/// The units of the demo: province, district, communes, departments.
///
/// # Errors
/// Says the line that cannot be read.
pub fn units() -> Result<Vec<Unit>, DataError> {
    let unit = |row: UnitRow| Unit {
        id: UnitId::from(row.id),
        name: row.name,
        kind: row.kind,
        official_code: None,
        placements: vec![Placement { parent: row.parent.map(UnitId::from), from: None, to: None }],
        phone: row.phone,
        former: Vec::new(),
    };
    Ok(rows(include_str!("../../../demo/data/units.csv"))?.into_iter().map(|(_, row)| unit(row)).collect())
}

/// The made-up boundary of a commune of the demo.
pub fn boundary(unit: &UnitId) -> Option<Boundary> {
    let mut known = boundaries::lines(include_str!("../../../demo/data/boundaries.txt"));
    known.find(|(id, _)| *id == unit.as_str()).map(|(_, rings)| boundaries::decoded(rings))
}

/// The people of the demo.
///
/// # Errors
/// Says the line that cannot be read.
pub fn accounts() -> Result<Vec<DemoAccount>, DataError> {
    let listed = rows(include_str!("../../../demo/data/accounts.csv"))?;
    listed.into_iter().map(|(line, row)| person(line, row)).collect()
}

fn person(line: u64, row: AccountRow) -> Result<DemoAccount, DataError> {
    let role = |word: &str| Role::deserialize(word.into_deserializer());
    let roles: Result<Vec<Role>, ValueError> = row.roles.split(';').map(role).collect();
    let grant = |role| {
        let of_unit = matches!(role, Role::Entry | Role::UnitApprover);
        let scope = of_unit.then(|| UnitId::from(row.unit.as_str()));
        Grant { scope, restricted: row.restricted == YesNo::Yes, ..Grant::everywhere(role) }
    };
    let grants =
        roles.map_err(|error| DataError::new(line, error.to_string()))?.into_iter().map(grant).collect();
    let account = Account::new(row.name.as_str(), row.unit.as_str(), grants);
    Ok(DemoAccount { account: Account { display_name: row.display_name, ..account }, password: row.password })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_place_hangs_together() {
        let (place, units, accounts) = (place().unwrap(), units().unwrap(), accounts().unwrap());
        let find = |id: &UnitId| units.iter().find(|u| u.id == *id);
        assert_eq!(find(&place.unit).unwrap().kind, UnitKind::District);
        for unit in &units {
            let parent = unit.placements[0].parent.as_ref();
            assert!(parent.is_none_or(|p| find(p).is_some()), "{}", unit.name);
        }
        assert!(accounts.iter().all(|a| find(&a.account.unit).is_some() && a.password.chars().count() >= 8));
        let below = |kind| units.iter().filter(|u| u.kind == kind).count();
        assert_eq!((below(UnitKind::Commune), below(UnitKind::Province)), (12, 1));
        let communes = units.iter().filter(|u| u.kind == UnitKind::Commune);
        assert!(communes.into_iter().all(|u| boundary(&u.id).is_some()));
    }

    /// The departments that sections are given to are there.
    #[test]
    fn every_sector_has_its_department() {
        let units = units().unwrap();
        for sector in crate::sectors() {
            assert!(units.iter().any(|u| u.name == sector.department), "{}", sector.department);
        }
    }

    /// The communes are those of the demo report.
    #[test]
    fn the_report_names_every_commune() {
        let report = include_str!("../../../demo/report/q1-2021.txt");
        for unit in units().unwrap().iter().filter(|u| u.kind == UnitKind::Commune) {
            assert!(report.contains(&unit.name), "{}", unit.name);
        }
    }
}
