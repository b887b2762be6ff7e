//! Đính chính: opened, given up, and what the program writes of it into the new report.

use crate::view::{LivingView, OpenCorrection};
use crate::{App, Trouble};
use engine::Book;
use engine::compile::{Compiled, CompiledPassage};
use engine::issuing::correction::{self, Difference, ProseChange};
use engine::{Issued, LivingState};
use model::{Account, PassageId, PassageKind, Period};
use report::{Annex, Block, Cell, Document, Paragraph, Span, Table};

impl App {
    /// Opens a correction of an issued report.
    ///
    /// # Errors
    /// As [`correction::open`].
    pub async fn open_correction(
        &self,
        who: &Account,
        period: Period,
        input: OpenCorrection,
    ) -> Result<LivingView, Trouble> {
        self.act(&who.name, |book| correction::open(book, who, period, &input.reason).map(Some)).await?;
        self.living(who, period).await
    }

    /// Gives a correction up.
    ///
    /// # Errors
    /// As [`correction::give_up`].
    pub async fn give_up_correction(&self, who: &Account, period: Period) -> Result<LivingView, Trouble> {
        self.act(&who.name, |book| correction::give_up(book, who, period).map(Some)).await?;
        self.living(who, period).await
    }
}

/// Writes into a correction what it supersedes and what it changes; `before` is the document that it supersedes.
pub(crate) fn write(
    book: &Book,
    state: &LivingState,
    period: Period,
    compiled: &Compiled,
    before: &Document,
    document: &mut Document,
) {
    let (Some(correcting), Some(issued)) = (&state.correcting, state.issued()) else { return };
    let mut difference = correction::difference(book, issued, compiled, period);
    difference.prose.extend(correction::computed(compiled).filter_map(|p| tasks(p, before)));
    let rows = rows(book, compiled, &difference);
    document.body.insert(0, said(issued, &correcting.reason, !rows.is_empty()));
    if !rows.is_empty() {
        let heads = ["STT", "Nội dung", "Đã ban hành", "Đính chính thành", "Lý do"].map(Cell::text).into();
        let table = Table {
            header_rows: 1,
            widths: vec![1, 4, 5, 5, 3],
            rows: std::iter::once(heads).chain(rows).collect(),
            ..Table::default()
        };
        document.annexes.push(Annex::table("Nội dung đính chính", table));
    }
}

fn said(issued: &Issued, reason: &str, changed: bool) -> Block {
    let date = issued.date;
    let month = if date.month() < 3 { format!("{:02}", date.month()) } else { date.month().to_string() };
    let words = format!(
        "Báo cáo này đính chính và thay thế Báo cáo số {} ngày {:02} tháng {month} năm {}. Lý do: {}.{}",
        issued.place().printed(),
        date.day(),
        date.year(),
        reason.trim_end_matches('.'),
        if changed {
            " Nội dung thay đổi nêu tại Phụ lục “Nội dung đính chính” kèm theo."
        } else {
            ""
        },
    );
    Paragraph { id: None, kind: PassageKind::Body, number: None, spans: vec![Span::text(words)] }.into()
}

/// A paragraph that the program writes of tasks, where it reads otherwise than it was issued.
fn tasks(passage: &CompiledPassage, before: &Document) -> Option<ProseChange> {
    let issued = before.body.iter().find_map(|block| match block {
        Block::Paragraph(p) if p.id.as_ref() == Some(&passage.id) => Some(p),
        _ => None,
    });
    let was: String = issued.map(|p| p.spans.iter().map(Span::words).collect()).unwrap_or_default();
    let now = passage.words();
    (was != now).then(|| ProseChange { passage: passage.id.clone(), was, now })
}

fn rows(book: &Book, compiled: &Compiled, difference: &Difference) -> Vec<Vec<Cell>> {
    let name = |code| book.indicator(code).map(|i| i.name.clone()).unwrap_or_default();
    let figures = difference
        .figures
        .iter()
        .map(|f| [name(&f.indicator), f.was.clone(), f.now.clone(), f.reason.clone().unwrap_or_default()]);
    let prose = difference.prose.iter().map(|p| {
        let what = match (p.was.is_empty(), p.now.is_empty()) {
            (true, _) => "Bổ sung đoạn",
            (_, true) => "Bỏ đoạn",
            _ => "Sửa lời văn",
        };
        let heading = heading(compiled, &p.passage).map(|h| format!(", {h}")).unwrap_or_default();
        [format!("{what}{heading}"), p.was.clone(), p.now.clone(), String::new()]
    });
    let numbered = (1_u32..).zip(figures.chain(prose));
    numbered
        .map(|(n, cells)| std::iter::once(Cell::right(n.to_string())).chain(cells.map(Cell::text)).collect())
        .collect()
}

/// The heading that a paragraph stands under: `mục 1.2. Nông nghiệp`.
fn heading(compiled: &Compiled, passage: &PassageId) -> Option<String> {
    use PassageKind as K;
    let at = compiled.passages.iter().position(|p| p.id == *passage)?;
    let is = |p: &&CompiledPassage| {
        matches!(p.kind, K::Part | K::Section | K::Clause | K::Subclause | K::Point | K::Annex | K::WideAnnex)
    };
    let above = compiled.passages.get(..at)?.iter().rev().find(is)?;
    let number = above.number.iter().map(|n| format!("{n} ")).collect::<String>();
    Some(format!("mục {number}{}", above.words()))
}
