//! Days off and days worked instead, as published: `catalogue/days-off.csv`.

use crate::data::{DataError, YesNo, rows};
use model::{Date, DayMark};
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Deserialize)]
struct Row {
    day: Date,
    what: What,
    name: String,
    source: String,
    confirm: YesNo,
}

#[derive(PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum What {
    Off,
    Work,
}

/// The days that are not what their weekday says, in order.
pub fn days() -> &'static [DayMark] {
    static DAYS: OnceLock<Vec<DayMark>> = OnceLock::new();
    // The shipped file is proven sound by a test, so there is no other case to serve.
    DAYS.get_or_init(|| read(include_str!("../../../catalogue/days-off.csv")).unwrap_or_default())
}

fn read(text: &str) -> Result<Vec<DayMark>, DataError> {
    let mark = |row: Row| DayMark {
        day: row.day,
        worked: row.what == What::Work,
        name: row.name,
        source: row.source,
        to_confirm: row.confirm == YesNo::Yes,
    };
    Ok(rows(text)?.into_iter().map(|(_, row)| mark(row)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_sound_and_in_order() {
        let days = read(include_str!("../../../catalogue/days-off.csv")).unwrap();
        assert!(days.len() > 40 && days.windows(2).all(|pair| pair[0].day < pair[1].day));
        assert!(days.iter().all(|d| !d.name.is_empty() && !d.source.is_empty()));
        // A day worked instead of another is a Saturday or Sunday; a day off is not.
        let weekend = |d: &DayMark| matches!(d.day.weekday().to_monday_one_offset(), 6 | 7);
        assert!(days.iter().all(|d| weekend(d) == d.worked), "{days:?}");
    }
}
