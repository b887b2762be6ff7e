//! Zip packages (Word, OpenDocument): parts inflated through a limit, whatever the package says of their size.

use super::Unreadable;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// All parts together may inflate to this; a report of 200 pages needs a tenth.
const MAX_INFLATED_BYTES: usize = 64 * 1024 * 1024;
/// Text of a real report shrinks ten- to fiftyfold.
const MAX_RATIO: usize = 200;
/// Below this no ratio is suspicious.
const RATIO_FREE_BYTES: usize = 1024 * 1024;

/// An open zip file and how much it may still inflate.
pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    file_bytes: usize,
    budget: usize,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
        Ok(Self { zip, file_bytes: bytes.len(), budget: MAX_INFLATED_BYTES })
    }

    /// Whether it has a part of this name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// One part as text, inflated through a limit; sizes stated in the package are not believed.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Unreadable::Protected);
            }
            Err(_) => return Err(Unreadable::Broken),
        };
        let mut content = Vec::new();
        let limit = u64::try_from(self.budget).unwrap_or(u64::MAX);
        file.take(limit.saturating_add(1)).read_to_end(&mut content).map_err(|_| Unreadable::Broken)?;
        let suspicious = content.len() > RATIO_FREE_BYTES && content.len() / MAX_RATIO > self.file_bytes;
        if content.len() > self.budget || suspicious {
            return Err(Unreadable::Bomb);
        }
        self.budget -= content.len();
        super::plain::decode(&content).map(Some).map_err(|_| Unreadable::Broken)
    }
}
