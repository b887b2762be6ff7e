//! The public extract: an issued report without restricted figures and without what would give them away. What was left
//! out is counted, never listed.

use crate::issue::{FileKind, Output};
use crate::{App, Trouble, see_all};
use engine::issuing::extract::Withheld;
use engine::{Book, Issued};
use model::{Account, PassageId, PassageKind, Period};
use report::{Annex, Block, Document, Note, Paragraph, Span, Table};

impl App {
    /// The public extract of an issued report as a file. Who may see the report at all may have it: it holds nothing
    /// restricted.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`, `part-missing` for a PDF without fonts.
    pub async fn extract(
        &self,
        who: &Account,
        period: Period,
        number: Option<usize>,
        kind: FileKind,
    ) -> Result<Output, Trouble> {
        see_all(who)?;
        let issued = super::found(&*self.book().await, period, number)?.1.clone();
        let frozen = self.frozen(&issued.document).await?;
        let (extract, _) = made(&*self.book().await, &issued, period, &frozen);
        let bytes = self.render(extract, kind).await?;
        let name = format!("ban-trich-{period}-so-{:02}.{}", issued.number, kind.names().0);
        Ok(Output { name, kind, bytes })
    }
}

/// The extract of a document, and how many paragraphs, rows, notes and annexes it leaves out.
pub(super) fn made(book: &Book, issued: &Issued, period: Period, whole: &Document) -> (Document, usize) {
    let withheld = Withheld::of(book, issued, period);
    let mut left = Left { withheld: &withheld, kept_notes: Vec::new(), out: 0 };
    let mut notes = Vec::new();
    for note in &whole.notes {
        let kept = left.stays(note.id.as_ref(), &note.spans);
        left.kept_notes.push(kept.then_some(notes.len()));
        if kept {
            notes.push(note.clone());
        }
    }
    let body = left.blocks(&whole.body);
    let annexes = whole.annexes.iter().filter_map(|a| left.annex(a)).collect();
    let notes = notes.into_iter().map(|n| Note { spans: left.spans(&n.spans), ..n }).collect();
    let out = left.out;
    let mut extract = Document { body, annexes, notes, ..whole.clone() };
    extract.subject = format!("{} (Bản trích công khai)", whole.subject);
    if let Some(facts) = &mut extract.facts {
        facts.figures.retain(|f| !withheld.holds(&f.id) && !withheld.holds_code(&f.indicator));
    }
    extract.body.push(said(issued, out));
    (extract, out)
}

fn said(issued: &Issued, out: usize) -> Block {
    let date = viet::date::format(issued.date);
    let words = format!(
        "Bản này trích từ Báo cáo số {} ngày {date}, không thay thế bản gốc; đã lược {out} nội dung (đoạn, dòng bảng, \
         chú thích, phụ lục) thuộc phạm vi hạn chế.",
        issued.place().printed(),
    );
    let spans = vec![Span::Text { text: words, bold: false, italic: true }];
    Paragraph { id: None, kind: PassageKind::Body, number: None, spans }.into()
}

struct Left<'a> {
    withheld: &'a Withheld,
    /// Where each note stands now; none = it was left out.
    kept_notes: Vec<Option<usize>>,
    out: usize,
}

impl Left<'_> {
    /// Whether something stays; counts it otherwise.
    fn stays(&mut self, id: Option<&PassageId>, spans: &[Span]) -> bool {
        let closed = id.is_some_and(|id| self.withheld.passages.contains(id)) || self.told(spans);
        self.out += usize::from(closed);
        !closed
    }

    fn told(&self, spans: &[Span]) -> bool {
        spans.iter().any(|s| matches!(s, Span::Figure { id, .. } if self.withheld.holds(id)))
    }

    fn blocks(&mut self, blocks: &[Block]) -> Vec<Block> {
        blocks.iter().filter_map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &Block) -> Option<Block> {
        match block {
            Block::Paragraph(p) => self.stays(p.id.as_ref(), &p.spans).then(|| {
                let spans = self.spans(&p.spans);
                Paragraph { spans, ..p.clone() }.into()
            }),
            Block::Table(table) => self.table(table).map(Into::into),
            // What a drawing shows cannot be told from it, but from the passage it was made of.
            Block::Picture(picture) => {
                let told = picture.id.as_ref().is_some_and(|id| self.withheld.shows(id));
                if told {
                    return self.stays(picture.id.as_ref(), &[]).then(|| block.clone());
                }
                self.out += 1;
                None
            }
        }
    }

    fn table(&mut self, table: &Table) -> Option<Table> {
        if !self.stays(table.id.as_ref(), &[]) {
            return None;
        }
        let mut rows = Vec::new();
        for row in &table.rows {
            if row.iter().any(|cell| self.told(&cell.spans)) {
                self.out += 1;
                continue;
            }
            let mut row = row.clone();
            for cell in &mut row {
                cell.spans = self.spans(&cell.spans);
            }
            rows.push(row);
        }
        (rows.len() > table.header_rows).then(|| Table { rows, ..table.clone() })
    }

    /// An annex without what it may not show. One that the program wrote of checks and corrections names figures in
    /// words, so it stays behind as a whole.
    fn annex(&mut self, annex: &Annex) -> Option<Annex> {
        let id = |block: &Block| match block {
            Block::Paragraph(p) => p.id.is_some(),
            Block::Table(t) => t.id.is_some(),
            Block::Picture(p) => p.id.is_some(),
        };
        if !annex.blocks.iter().any(id) {
            self.out += 1;
            return None;
        }
        let blocks = self.blocks(&annex.blocks);
        (!blocks.is_empty()).then(|| Annex { blocks, ..annex.clone() })
    }

    /// The same words with the marks of notes that stay, counted anew.
    fn spans(&self, spans: &[Span]) -> Vec<Span> {
        let kept = |span: &Span| match span {
            Span::Note { index } => {
                self.kept_notes.get(*index).copied().flatten().map(|index| Span::Note { index })
            }
            span => Some(span.clone()),
        };
        spans.iter().filter_map(kept).collect()
    }
}
