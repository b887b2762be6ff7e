//! What typst may see: one source, the fonts and pictures given, nothing else.

use crate::fonts::Fonts;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};

/// A world of one source.
pub struct OnePage<'a> {
    library: &'a LazyHash<Library>,
    fonts: &'a Fonts,
    source: Source,
    pictures: Vec<Bytes>,
}

impl<'a> OnePage<'a> {
    /// A world of `source` set in `fonts`; `pictures` are the files `/0`, `/1` and so on.
    pub fn new(
        library: &'a LazyHash<Library>,
        fonts: &'a Fonts,
        source: String,
        pictures: Vec<Bytes>,
    ) -> Self {
        Self { library, fonts, source: Source::detached(source), pictures }
    }
}

impl World for OnePage<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let index = id.get().vpath().get_without_slash().parse::<usize>();
        index.ok().and_then(|index| self.pictures.get(index).cloned()).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
