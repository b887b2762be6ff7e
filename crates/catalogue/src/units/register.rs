//! Which unit bore which code when.

use crate::data::DataError;
use model::{Date, Placement, UnitId, UnitKind};
use std::collections::{BTreeMap, BTreeSet};

/// One version of a unit, half-open.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) line: u64,
    pub(super) code: String,
    /// With its type word.
    pub(super) name: String,
    pub(super) kind: UnitKind,
    /// The code of the unit above.
    pub(super) parent: Option<String>,
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
}

impl Row {
    fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to)
    }

    /// `vn-03595` for what existed before records begin, `vn-03595-20250701` for what began on that day.
    fn id(&self) -> UnitId {
        let code = &self.code;
        UnitId::from(match self.from {
            Some(day) => format!("vn-{code}-{:04}{:02}{:02}", day.year(), day.month(), day.day()),
            None => format!("vn-{code}"),
        })
    }

    /// The version in pieces that begin on the days within it.
    fn cut(self, days: &BTreeSet<Date>) -> Vec<Self> {
        let mut pieces = Vec::new();
        let mut rest = self;
        for day in days {
            if rest.covers(*day) && rest.from != Some(*day) {
                pieces.push(Self { to: Some(*day), ..rest.clone() });
                rest.from = Some(*day);
            }
        }
        pieces.push(rest);
        pieces
    }

    /// Whether a version that begins when `last` of its code ends goes on as the same unit.
    fn goes_on_from(&self, last: &Self) -> bool {
        // Districts that took in others before 2025 were given a new name; no list says who they took in.
        let district = self.kind == UnitKind::District;
        last.to == self.from && !(district && bare(&last.name) != bare(&self.name))
    }
}

/// A name without its type word, which is one word or two; `thành phố Huế` and `quận Thuận Hóa` differ in either.
fn bare(name: &str) -> &str {
    ["quận ", "huyện ", "thị xã ", "thành phố "]
        .iter()
        .find_map(|word| name.strip_prefix(word))
        .unwrap_or(name)
}

/// Versions by code and time, each with the unit it is one of.
pub(super) struct Register {
    rows: BTreeMap<String, Vec<(Row, UnitId)>>,
}

impl Register {
    /// On the days in `anew` a code names other territory than before: the unit ends, and another begins.
    pub(super) fn new(
        versions: Vec<Row>,
        anew: &BTreeMap<String, BTreeSet<Date>>,
    ) -> Result<Self, DataError> {
        let days = |row: &Row| anew.get(&row.code).cloned().unwrap_or_default();
        let mut versions: Vec<Row> = versions
            .into_iter()
            .flat_map(|row| {
                let days = days(&row);
                row.cut(&days)
            })
            .collect();
        versions.sort_by(|a, b| (&a.code, a.from).cmp(&(&b.code, b.from)));
        let mut rows: BTreeMap<String, Vec<(Row, UnitId)>> = BTreeMap::new();
        for row in versions {
            let known = rows.entry(row.code.clone()).or_default();
            let last = known.last();
            if last.is_some_and(|(last, _)| last.to.is_none() || last.to > row.from) {
                let says = format!("mã {} có hai giai đoạn chồng lên nhau", row.code);
                return Err(DataError::new(row.line, says));
            }
            let other =
                row.from.is_some_and(|from| anew.get(&row.code).is_some_and(|days| days.contains(&from)));
            let id = match last.filter(|(last, _)| !other && row.goes_on_from(last)) {
                Some((_, id)) => id.clone(),
                None => row.id(),
            };
            known.push((row, id));
        }
        Ok(Self { rows })
    }

    /// Every version, by code and time.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&Row, &UnitId)> {
        self.rows.values().flatten().map(|(row, id)| (row, id))
    }

    fn of(&self, code: &str) -> &[(Row, UnitId)] {
        self.rows.get(code).map_or(&[], Vec::as_slice)
    }

    /// The unit of a code that was there until a day.
    pub(super) fn ended_on(&self, code: &str, day: Date) -> Option<&UnitId> {
        self.of(code).iter().find(|(row, _)| row.to == Some(day)).map(|(_, id)| id)
    }

    /// The last unit of a code that began before a day.
    pub(super) fn there_before(&self, code: &str, day: Date) -> Option<&UnitId> {
        self.of(code).iter().rev().find(|(row, _)| row.from.is_none_or(|from| from < day)).map(|(_, id)| id)
    }

    /// The unit of a code that was there on a day.
    pub(super) fn there_on(&self, code: &str, day: Date) -> Option<&UnitId> {
        self.of(code).iter().find(|(row, _)| row.covers(day)).map(|(_, id)| id)
    }

    /// Where a version stood: one placement for each unit that bore the parent's code in its time.
    pub(super) fn placements(&self, row: &Row) -> Result<Vec<Placement>, DataError> {
        let (from, to) = (row.from, row.to);
        let Some(parent) = &row.parent else {
            return Ok(vec![Placement { parent: None, from, to }]);
        };
        let mut placements: Vec<Placement> = Vec::new();
        let mut begin = from;
        let gap =
            || DataError::new(row.line, format!("đơn vị cấp trên {parent} không tồn tại suốt thời gian này"));
        loop {
            let above = self.of(parent).iter().find(|(above, _)| match begin {
                Some(day) => above.covers(day),
                None => above.from.is_none(),
            });
            let (above, id) = above.ok_or_else(gap)?;
            let end = match (above.to, to) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            match placements.last_mut().filter(|last| last.parent.as_ref() == Some(id)) {
                Some(last) => last.to = end,
                None => placements.push(Placement { parent: Some(id.clone()), from: begin, to: end }),
            }
            if end == to {
                return Ok(placements);
            }
            begin = end;
        }
    }
}
