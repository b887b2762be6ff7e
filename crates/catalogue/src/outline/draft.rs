//! An outline for one kind of period: the paragraphs that a living report begins with.

use super::{Line, Outline, Owner, Piece, Row};
use model::{FigureId, Inline, Numbering, Passage, PassageCell, PassageId, PassageKind, PeriodKind, Table};

/// What a living report begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// How headings get their numbers.
    pub numbering: Numbering,
    /// Paragraphs in order, without a unit that answers for them; and who should.
    pub passages: Vec<(Passage, Option<Owner>)>,
}

impl Outline {
    /// The outline for a kind of period. `name` begins the names of its paragraphs and figures, which are the same in every
    /// kind of period, so that reports of one outline can be compared.
    pub fn draft(&self, kind: PeriodKind, name: &str) -> Draft {
        let mut figures = 0;
        let mut passages = Vec::new();
        for (number, line) in self.lines.iter().enumerate() {
            let mut maker = Maker { outline: self, kind, name, figures };
            let passage = maker.passage(number + 1, line);
            figures = maker.figures;
            if line.kinds.contains(&kind) {
                passages.push((passage, line.owner.clone()));
            }
        }
        passages.retain(|(passage, _)| passage.table.as_ref().is_none_or(|table| !table.rows.is_empty()));
        Draft { numbering: self.head.numbering, passages }
    }
}

struct Maker<'a> {
    outline: &'a Outline,
    kind: PeriodKind,
    name: &'a str,
    figures: usize,
}

impl Maker<'_> {
    fn id(&self, number: usize) -> PassageId {
        PassageId::from(format!("{}-{number}", self.name))
    }

    fn passage(&mut self, number: usize, line: &Line) -> Passage {
        let inlines = self.inlines(&line.pieces);
        let table = (line.kind == PassageKind::Table).then(|| self.table(&line.rows));
        let chart = line.chart.clone();
        Passage { table, chart, ..Passage::prose(self.id(number), line.kind, inlines, None) }
    }

    fn table(&mut self, rows: &[Row]) -> Table {
        let mut table = Table::default();
        for row in rows {
            let cell = |cell: &super::Cell| PassageCell {
                inlines: self.inlines(&cell.pieces),
                columns: cell.columns,
                right: cell.right,
            };
            let cells = row.cells.iter().map(cell).collect();
            if row.kinds.contains(&self.kind) {
                table.heads += usize::from(row.head);
                table.rows.push(cells);
            }
        }
        table
    }

    fn inlines(&mut self, pieces: &[Piece]) -> Vec<Inline> {
        let mut inlines: Vec<Inline> = Vec::new();
        for piece in pieces {
            let inline = match piece {
                Piece::Text { text, bold, italic } => {
                    Inline::Text { text: text.clone(), bold: *bold, italic: *italic }
                }
                Piece::Figure(spec) => {
                    self.figures += 1;
                    let id = FigureId::from(format!("{}-f{}", self.name, self.figures));
                    Inline::Figure { figure: spec.figure(id, self.kind) }
                }
                Piece::Time(time, letters) => {
                    let mention = time.mention(self.kind, *letters);
                    match mention.pattern.contains('{') {
                        true => Inline::Period { mention },
                        false => Inline::text(mention.pattern),
                    }
                }
                Piece::Mention(mention) => Inline::Period { mention: mention.clone() },
                Piece::Note(name) => match self.note(name) {
                    Some(id) => Inline::Note { id },
                    None => continue,
                },
            };
            add(&mut inlines, inline);
        }
        inlines
    }

    /// The footnote of that name, where this kind of period has it.
    fn note(&self, name: &str) -> Option<PassageId> {
        let is = |line: &Line| line.note.as_deref() == Some(name) && line.kinds.contains(&self.kind);
        self.outline.lines.iter().position(is).map(|at| self.id(at + 1))
    }
}

/// Words in one dress are one stretch.
fn add(inlines: &mut Vec<Inline>, inline: Inline) {
    if let (
        Some(Inline::Text { text: before, bold, italic }),
        Inline::Text { text, bold: next_bold, italic: next_italic },
    ) = (inlines.last_mut(), &inline)
        && (*bold, *italic) == (*next_bold, *next_italic)
    {
        before.push_str(text);
        return;
    }
    inlines.push(inline);
}
