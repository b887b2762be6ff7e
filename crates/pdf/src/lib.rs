//! Typesets the issued document as PDF.
//!
//! The same sheet that becomes Word and HTML is set by typst. Fonts come as bytes; there are no files, packages or clock.

mod fonts;
mod markup;
mod raster;
mod world;

pub use raster::with_dots;

use report::{Document, sheet};
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

/// Typesets the document in the legal layout. `fonts` are whole font files; the first of Times New Roman, Tinos and
/// Liberation Serif that is complete is used. The same document and fonts give the same bytes.
///
/// # Errors
///
/// [`PdfError`] when no typeface fits or the typesetter refuses.
pub fn render(document: &Document, fonts: &[Vec<u8>]) -> Result<Vec<u8>, PdfError> {
    let sheet = sheet(document);
    let fonts = fonts::Fonts::load(fonts)?;
    fonts.check(&sheet)?;
    let source = markup::source(document, &sheet, fonts.families());
    let world = world::OnePage::new(source, fonts, markup::pictures(&sheet));
    let bytes = typeset(&world, standards(document));
    comemo::evict(0);
    bytes
}

/// Everything that a screen reader needs (ISO 14289-1). What has a date may go to the archive too (ISO 19005-2, level A);
/// a draft has none, and nobody keeps it.
fn standards(document: &Document) -> &'static [PdfStandard] {
    match document.letterhead.date {
        Some(_) => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        None => &[PdfStandard::Ua_1],
    }
}

fn typeset(world: &world::OnePage, standards: &[PdfStandard]) -> Result<Vec<u8>, PdfError> {
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
