//! Tables as text: a header line, comma separated cells, `#` lines are comments.

use csv::{ReaderBuilder, StringRecord};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What is wrong with a data file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// Line of the file, from one; zero = the file as a whole.
    pub line: u64,
    /// What is wrong, in Vietnamese.
    pub says: String,
}

impl DataError {
    pub(crate) fn new(line: u64, says: impl Into<String>) -> Self {
        Self { line, says: says.into() }
    }
}

impl std::fmt::Display for DataError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => f.write_str(&self.says),
            line => write!(f, "dòng {line}: {}", self.says),
        }
    }
}

impl std::error::Error for DataError {}

/// A cell that says yes or no.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum YesNo {
    Yes,
    No,
}

/// The rows of a table with the line each stands on.
pub(crate) fn rows<T: DeserializeOwned>(text: &str) -> Result<Vec<(u64, T)>, DataError> {
    let mut reader = ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let wrong = |line: u64, error: csv::Error| DataError::new(line, format!("không đọc được: {error}"));
    let headers = reader.headers().map_err(|e| wrong(1, e))?.clone();
    let mut record = StringRecord::new();
    let mut found = Vec::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(found),
            Ok(true) => {
                let line = record.position().map_or(0, csv::Position::line);
                found.push((line, record.deserialize(Some(&headers)).map_err(|e| wrong(line, e))?));
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                return Err(wrong(line, error));
            }
        }
    }
}

/// The parts of a cell that holds several, separated by semicolons.
pub(crate) fn several(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The words of a text, in the form that `form` gives it.
pub(crate) fn words(text: &str, form: fn(&str) -> String) -> Vec<String> {
    form(text).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}
