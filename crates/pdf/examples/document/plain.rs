//! The same words set by typst alone.

use report::{Block, Document, PassageKind, Span};
use std::fmt::Write;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// A world of one source in plain markup.
pub struct Plain {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    source: Source,
}

const HEAD: &str = "#set document(title: \"T\", date: datetime(year: 2024, month: 2, day: 5))
#set page(margin: (y: 20mm, left: 30mm, right: 20mm), numbering: \"1\", number-align: top + center)
#set text(font: \"Liberation Serif\", size: 14pt, lang: \"vi\", hyphenate: false, top-edge: 0.891em, bottom-edge: -0.216em)
#set par(justify: true, first-line-indent: (amount: 12.7mm, all: true), spacing: 8pt, leading: 2pt)
#show heading: set text(size: 14pt)
#set table(stroke: 0.5pt)
";

impl Plain {
    pub fn new(document: &Document, fonts: &[Vec<u8>]) -> Self {
        let fonts: Vec<Font> = fonts.iter().flat_map(|file| Font::iter(Bytes::new(file.clone()))).collect();
        let mut text = HEAD.to_owned();
        blocks(document, &document.body, &mut text);
        for annex in &document.annexes {
            let _ = writeln!(text, "#set page(flipped: {})\n= {}\n", annex.landscape, annex.title);
            blocks(document, &annex.blocks, &mut text);
        }
        Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            source: Source::detached(text),
        }
    }

    /// Typeset with nothing remembered from before.
    pub fn pdf(&self) -> Result<Vec<u8>, String> {
        let pages = typst::compile::<PagedDocument>(self).output.map_err(|e| format!("{e:?}"))?;
        let standards =
            PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1]).map_err(|e| format!("{e:?}"))?;
        let bytes = typst_pdf::pdf(&pages, &PdfOptions { standards, ..PdfOptions::default() })
            .map_err(|e| format!("{e:?}"))?;
        comemo::evict(0);
        Ok(bytes)
    }
}

fn blocks(document: &Document, blocks: &[Block], out: &mut String) {
    let mut deepest = 0;
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                use PassageKind::{Clause, Part, Point, Section, Subclause};
                let level =
                    [Part, Section, Clause, Subclause, Point].iter().position(|kind| *kind == paragraph.kind);
                if let Some(level) = level {
                    deepest = (level + 1).min(deepest + 1);
                    let _ = write!(out, "{} ", "=".repeat(deepest));
                }
                let number =
                    paragraph.number.as_deref().map(|number| format!("{number} ")).unwrap_or_default();
                let _ = writeln!(out, "{}{}\n", literal(&number), words(document, &paragraph.spans));
            }
            Block::Table(table) => {
                let columns = table.rows.first().map_or(1, Vec::len);
                let cells = |rows: &[Vec<report::Cell>]| -> String {
                    rows.iter().flatten().map(|c| format!("[{}], ", words(document, &c.spans))).collect()
                };
                let (heads, rows) = table.rows.split_at(table.header_rows);
                let _ = writeln!(
                    out,
                    "#table(columns: {columns} * (1fr,), table.header({}), {})\n",
                    cells(heads),
                    cells(rows)
                );
            }
            Block::Picture(_) => {}
        }
    }
}

fn words(document: &Document, spans: &[Span]) -> String {
    let word = |span: &Span| match span {
        Span::Note { index } => format!("#footnote[{}]", words(document, &document.notes[*index].spans)),
        other => literal(other.words()),
    };
    spans.iter().map(word).collect()
}

fn literal(text: &str) -> String {
    text.chars().flat_map(|c| if c.is_ascii_punctuation() { vec!['\\', c] } else { vec![c] }).collect()
}

impl World for Plain {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        self.source.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.source.id() { Ok(self.source.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
