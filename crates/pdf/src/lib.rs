//! Typesets the issued document as PDF.
//!
//! The same sheet that becomes Word and HTML is set by typst. Fonts come as bytes; there are no files, packages or clock.

mod fonts;
mod markup;
mod raster;
mod world;

use raster::Dots;
use report::{Document, sheet};
use std::borrow::Cow;
use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::utils::LazyHash;
use typst::{Library, LibraryExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// No usable typeface among the fonts given.
    #[error(
        "Không có phông chữ để dàn trang. Hãy cài Times New Roman, Tinos hoặc Liberation Serif đủ bốn kiểu: thường, đậm, \
         nghiêng, đậm nghiêng (trên Debian, Ubuntu: gói fonts-liberation2) rồi thử lại. Còn thiếu: {missing}."
    )]
    NoFont {
        /// The styles that were not found.
        missing: String,
    },
    /// Letters that no given font can show.
    #[error(
        "Phông chữ {family} không có ký tự: {letters}. Hãy thay các ký tự này trong báo cáo hoặc cài phông có chúng."
    )]
    NoGlyph {
        /// The typeface in use.
        family: String,
        /// The letters, in order of code point.
        letters: String,
    },
    /// The typesetter refused.
    #[error("Không dàn được trang PDF: {0}. Hãy dùng tệp Word và báo cho quản trị.")]
    Typeset(String),
}

/// Sets documents. Fonts are read when the first one is set, and then kept.
pub struct Typesetter {
    files: Vec<Bytes>,
    library: LazyHash<Library>,
    fonts: OnceLock<Result<fonts::Fonts, PdfError>>,
    dots: OnceLock<Dots>,
}

impl Typesetter {
    /// One that sets in the first of Times New Roman, Tinos and Liberation Serif that is complete among whole font files.
    pub fn new(files: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Self {
            files: files.into_iter().map(Bytes::new).collect(),
            library: LazyHash::new(Library::default()),
            fonts: OnceLock::new(),
            dots: OnceLock::new(),
        }
    }

    /// Whether there are fonts at all.
    pub fn has_fonts(&self) -> bool {
        !self.files.is_empty()
    }

    /// Typesets the document in the legal layout. The same document and fonts give the same bytes.
    ///
    /// # Errors
    ///
    /// [`PdfError`] when no typeface fits or the typesetter refuses.
    pub fn pdf(&self, document: &Document) -> Result<Vec<u8>, PdfError> {
        let fonts = self.fonts.get_or_init(|| fonts::Fonts::load(&self.files));
        let fonts = fonts.as_ref().map_err(PdfError::clone)?;
        let sheet = sheet(document);
        fonts.check(&sheet)?;
        let source = markup::source(document, &sheet, fonts.families());
        let world = world::OnePage::new(&self.library, fonts, source, markup::pictures(&sheet));
        let bytes = typeset(&world, standards(document));
        comemo::evict(0);
        bytes
    }

    /// The document with every drawing as PNG too, where that was missing; a drawing that cannot be drawn stays alone.
    pub fn with_dots<'a>(&self, document: &'a Document) -> Cow<'a, Document> {
        match raster::lacks_dots(document) {
            true => Cow::Owned(self.dots.get_or_init(|| Dots::new(&self.files)).added(document)),
            false => Cow::Borrowed(document),
        }
    }
}

/// Everything that a screen reader needs (ISO 14289-1). What has a date may go to the archive too (ISO 19005-2, level A);
/// a draft has none, and nobody keeps it.
fn standards(document: &Document) -> &'static [PdfStandard] {
    match document.letterhead.date {
        Some(_) => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        None => &[PdfStandard::Ua_1],
    }
}

fn typeset(world: &world::OnePage<'_>, standards: &[PdfStandard]) -> Result<Vec<u8>, PdfError> {
    let pages = typst::compile::<PagedDocument>(world).output.map_err(|errors| refusal(&errors))?;
    let standards =
        PdfStandards::new(standards).map_err(|error| PdfError::Typeset(error.message().to_string()))?;
    let options = PdfOptions {
        standards,
        creator: typst::foundations::Smart::Custom(Some("Sổ Liệu".to_owned())),
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&pages, &options).map_err(|errors| refusal(&errors))
}

fn refusal(errors: &[typst::diag::SourceDiagnostic]) -> PdfError {
    PdfError::Typeset(errors.iter().map(|e| e.message.as_str()).collect::<Vec<_>>().join("; "))
}
