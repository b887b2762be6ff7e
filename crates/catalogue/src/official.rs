//! Official codes that are known of starter indicators; nobody compared them with the official text yet.

use crate::data::{DataError, rows};
use model::{Code, Date, OfficialCode, OfficialSystem};
use serde::Deserialize;
use std::sync::OnceLock;

#[derive(Deserialize)]
struct Row {
    indicator: String,
    system: OfficialSystem,
    code: String,
    until: Option<Date>,
    source: String,
}

/// The official codes that are known of an indicator by its own code, none of them verified.
pub fn official(indicator: &Code) -> Vec<OfficialCode> {
    static KNOWN: OnceLock<Vec<(Code, OfficialCode)>> = OnceLock::new();
    // The shipped file is proven sound by a test, so there is no other case to serve.
    let known =
        KNOWN.get_or_init(|| read(include_str!("../../../catalogue/official-codes.csv")).unwrap_or_default());
    known.iter().filter(|(code, _)| code == indicator).map(|(_, official)| official.clone()).collect()
}

fn read(text: &str) -> Result<Vec<(Code, OfficialCode)>, DataError> {
    let rows: Vec<(u64, Row)> = rows(text)?;
    let one = |(_, row): (u64, Row)| {
        let official = OfficialCode {
            system: row.system,
            code: row.code,
            from: None,
            until: row.until,
            verified: false,
            source: row.source,
        };
        (Code::from(row.indicator), official)
    };
    Ok(rows.into_iter().map(one).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_sound() {
        let read = read(include_str!("../../../catalogue/official-codes.csv")).unwrap();
        assert!(!read.is_empty());
        for (code, official) in &read {
            assert!(crate::starter().iter().any(|i| i.code == code.as_str()), "{code}");
            assert!(!official.verified && !official.source.is_empty(), "{code}");
        }
    }
}
