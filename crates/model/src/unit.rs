//! Units: administrative areas and agencies, living in time.

use crate::ids::UnitId;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// tỉnh, thành phố trực thuộc trung ương
    Province,
    /// huyện, quận, thị xã, thành phố thuộc tỉnh (until 30/6/2025)
    District,
    /// xã, phường, thị trấn, đặc khu
    Commune,
    /// phòng, ban, ngành: an agency beside the area it serves
    Department,
    /// thôn, bản, tổ dân phố
    Village,
    /// trạm y tế, trạm khuyến nông, đồn
    Station,
    /// trường học
    School,
}

impl UnitKind {
    /// Whether it is an administrative area, and not an agency or a village in one.
    pub fn is_area(self) -> bool {
        matches!(self, Self::Province | Self::District | Self::Commune)
    }
}

/// An administrative area or agency. The id never changes; names, codes and parents are dated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Unit {
    /// Own id.
    pub id: UnitId,
    /// Name of today with its type word: `xã Mường Kim`.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
    /// Official code of today, where one exists (Quyết định 19/2025/QĐ-TTg or earlier lists).
    pub official_code: Option<String>,
    /// Where it stood, when.
    pub placements: Vec<Placement>,
    /// Whom to phone.
    pub phone: Option<String>,
    /// What it was called before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<Former>,
}

/// A name and code that a unit bore until a day; it was the same unit with the same territory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Former {
    /// Name with its type word.
    pub name: String,
    /// Official code.
    pub official_code: Option<String>,
    /// First day on which it bore another.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub until: Date,
}

/// One stay under one parent, half-open `[from, to)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Placement {
    /// The unit above; none at the top.
    pub parent: Option<UnitId>,
    /// First day; none = before records begin.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub from: Option<Date>,
    /// First day no longer there; none = still there.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub to: Option<Date>,
}

impl Placement {
    /// Whether `day` falls in this stay.
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }
}

impl Unit {
    /// A unit that always stood, below nobody.
    pub fn of(id: impl Into<UnitId>, name: impl Into<String>, kind: UnitKind) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            kind,
            official_code: None,
            placements: Vec::new(),
            phone: None,
            former: Vec::new(),
        }
    }

    /// The unit above on `day`; the outer `None` = it did not exist then.
    pub fn parent_on(&self, day: Date) -> Option<Option<&UnitId>> {
        self.placements.iter().find(|p| p.covers(day)).map(|p| p.parent.as_ref())
    }

    /// What it was called on `day`; before it existed, what it was called first.
    pub fn name_on(&self, day: Date) -> &str {
        self.called_on(day).map_or(&self.name, |former| &former.name)
    }

    /// Its official code on `day`.
    pub fn code_on(&self, day: Date) -> Option<&str> {
        self.called_on(day).map_or(&self.official_code, |former| &former.official_code).as_deref()
    }

    fn called_on(&self, day: Date) -> Option<&Former> {
        self.former.iter().find(|former| day < former.until)
    }

    /// The day it began; none = before records begin.
    pub fn began(&self) -> Option<Date> {
        self.placements.first()?.from
    }

    /// The first day it was no more; none = it is there still.
    pub fn ended(&self) -> Option<Date> {
        self.placements.last()?.to
    }
}

/// One predecessor handing over to one successor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Succession {
    /// Who ended.
    pub from: UnitId,
    /// Who followed.
    pub to: UnitId,
    /// Day the successor took over.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub on: Date,
    /// The resolution; empty where none is known.
    pub legal_basis: String,
    /// How large a part was handed over, by what it is counted in. Nothing = a part of unknown size.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = BTreeMap<String, Share>))]
    pub shares: BTreeMap<ShareKey, Share>,
    /// How well it is attested.
    #[serde(default, skip_serializing_if = "Attested::is_by_resolution")]
    pub attested: Attested,
}

impl Succession {
    /// One that takes over all of another.
    pub fn whole(from: UnitId, to: UnitId, on: Date, legal_basis: impl Into<String>) -> Self {
        let shares = [(ShareKey::Whole, Share::declared(Decimal::ONE))].into();
        let attested = Attested::Resolution;
        Self { from, to, on, legal_basis: legal_basis.into(), shares, attested }
    }

    /// One that takes over a part of unknown size.
    pub fn part(from: UnitId, to: UnitId, on: Date, legal_basis: impl Into<String>) -> Self {
        Self { shares: BTreeMap::new(), ..Self::whole(from, to, on, legal_basis) }
    }

    /// How large a part went over, counted in `key`: all of it where the whole did.
    pub fn share(&self, key: &ShareKey) -> Option<Share> {
        self.shares.get(&ShareKey::Whole).or_else(|| self.shares.get(key)).copied()
    }

    /// Whether all of it went over.
    pub fn is_whole(&self) -> bool {
        self.shares.get(&ShareKey::Whole).is_some_and(|share| share.part == Decimal::ONE)
    }
}

/// What parts of an area are counted in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum ShareKey {
    /// In everything.
    Whole,
    /// In people.
    People,
    /// In land.
    Area,
    /// In what somebody declared: households, pupils.
    Other(String),
}

#[cfg(feature = "schema")]
crate::schema_as_text!(ShareKey);

impl From<String> for ShareKey {
    fn from(text: String) -> Self {
        match text.as_str() {
            "whole" => Self::Whole,
            "people" => Self::People,
            "area" => Self::Area,
            _ => Self::Other(text),
        }
    }
}

impl From<ShareKey> for String {
    fn from(key: ShareKey) -> Self {
        match key {
            ShareKey::Whole => "whole".to_owned(),
            ShareKey::People => "people".to_owned(),
            ShareKey::Area => "area".to_owned(),
            ShareKey::Other(text) => text,
        }
    }
}

/// A part of a whole, or its weight beside other parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Share {
    /// 1 = the whole.
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub part: Decimal,
    /// Whether it is an estimate; otherwise the resolution says so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub estimated: bool,
}

impl Share {
    /// As a resolution says.
    pub fn declared(part: Decimal) -> Self {
        Self { part, estimated: false }
    }

    /// As somebody estimates.
    pub fn estimated(part: Decimal) -> Self {
        Self { part, estimated: true }
    }
}

/// How well a succession is attested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Attested {
    /// By the resolution it names.
    #[default]
    Resolution,
    /// By lists of the statistics office that were held against each other.
    Lists,
    /// By the press.
    Press,
    /// By its name alone: somebody took over this name on that day.
    Name,
}

impl Attested {
    fn is_by_resolution(&self) -> bool {
        *self == Self::Resolution
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_unit_is_called_as_it_was_on_the_day() {
        let former = |name: &str, code: &str, until: &str| Former {
            name: name.to_owned(),
            official_code: Some(code.to_owned()),
            until: day(until),
        };
        let unit = Unit {
            id: "a".into(),
            name: "phường A".to_owned(),
            kind: UnitKind::Commune,
            official_code: Some("3".to_owned()),
            placements: vec![Placement { parent: None, from: Some(day("2020-01-01")), to: None }],
            phone: None,
            former: vec![former("xã B", "1", "2022-01-01"), former("xã A", "2", "2026-04-30")],
        };
        let table = [
            ("2019-12-31", "xã B", "1"),
            ("2021-12-31", "xã B", "1"),
            ("2022-01-01", "xã A", "2"),
            ("2026-04-29", "xã A", "2"),
            ("2026-04-30", "phường A", "3"),
        ];
        for (on, name, code) in table {
            assert_eq!((unit.name_on(day(on)), unit.code_on(day(on))), (name, Some(code)), "{on}");
        }
        assert_eq!((unit.began(), unit.ended()), (Some(day("2020-01-01")), None));
    }

    #[test]
    fn shares_are_kept_by_what_they_are_counted_in() {
        let whole = Succession::whole("a".into(), "b".into(), day("2025-07-01"), "1670/NQ-UBTVQH15");
        assert_eq!(whole.share(&ShareKey::People), Some(Share::declared(Decimal::ONE)));
        let mut part = Succession::part("a".into(), "b".into(), day("2025-07-01"), "");
        assert_eq!((part.share(&ShareKey::Area), part.is_whole()), (None, false));
        part.shares.insert(ShareKey::Other("số hộ".to_owned()), Share::estimated(Decimal::new(4, 1)));
        part.attested = Attested::Press;
        let text = serde_json::to_string(&part).unwrap();
        assert!(
            text.ends_with(r#""shares":{"số hộ":{"part":"0.4","estimated":true}},"attested":"press"}"#),
            "{text}"
        );
        assert_eq!(serde_json::from_str::<Succession>(&text).unwrap(), part);
        let former =
            r#"{"id":"a","name":"xã A","kind":"commune","official_code":null,"placements":[],"phone":null}"#;
        assert!(serde_json::from_str::<Unit>(former).unwrap().former.is_empty());
    }
}
