//! The document as lines in their roles: the wording of every component, the same for Word, PDF and HTML.

use crate::document::{Annex, Cell, Document, Paragraph, PassageKind, Secrecy, Span, Urgency};
use crate::dress::Role;
use model::Date;

/// Quốc hiệu.
const NATION: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
/// Tiêu ngữ.
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";
/// Ends the body, by custom.
const END: &str = "./.";
/// Stands across every page of a draft.
pub const DRAFT: &str = "DỰ THẢO";

/// A line of one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub role: Role,
    /// Its words; note marks count from zero in the order of the page.
    pub spans: Vec<Span>,
}

/// A whole document as lines. Texts hold no control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Left head: superior and issuer.
    pub issuer: Vec<Line>,
    /// Right head: nation and motto.
    pub nation: Vec<Line>,
    /// Below the issuer: number, then marks of urgency and secrecy.
    pub number: Vec<Line>,
    /// Below the motto: place and date.
    pub date: Vec<Line>,
    /// Kind and subject.
    pub title: Vec<Line>,
    /// Addressees and body, closed by `./.`.
    pub body: Vec<Line>,
    /// Left foot.
    pub recipients: Vec<Line>,
    /// Right foot.
    pub signature: Vec<Line>,
    /// Footnotes in the order of their marks. A note without a mark is not printed; one with two is printed twice.
    pub notes: Vec<Vec<Span>>,
    /// Annexes.
    pub annexes: Vec<AnnexSheet>,
    /// Whether [`DRAFT`] stands across the pages.
    pub draft: bool,
}

/// An annex as lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexSheet {
    /// Number, title, and the document it belongs to.
    pub heading: Vec<Line>,
    /// The table, cells cleaned.
    pub table: Annex,
    /// Relative widths of the columns.
    pub weights: Vec<u32>,
}

/// The document as lines.
pub fn sheet(document: &Document) -> Sheet {
    let head = &document.letterhead;
    let mut notes = Notes { given: &document.notes, printed: Vec::new() };
    let superior = head.superior.as_deref().filter(|s| !s.trim().is_empty()).map(|s| line(Role::Superior, s));
    let marks = [document.secrecy.map(Secrecy::words), document.urgency.map(Urgency::words)];
    let mut body = addressees(&document.addressees);
    body.extend(close(&document.body).iter().map(|p| notes.line(role(p.kind), &p.spans)));
    let basis = basis(document);
    Sheet {
        issuer: superior.into_iter().chain([line(Role::Issuer, &head.issuer)]).collect(),
        nation: vec![line(Role::Nation, NATION), line(Role::Motto, MOTTO)],
        number: [line(Role::Number, &number_line(head.number, &head.notation))]
            .into_iter()
            .chain(marks.into_iter().flatten().map(|words| line(Role::Mark, words)))
            .collect(),
        date: vec![line(Role::PlaceDate, &format!("{}, {}", head.seat, date_words(head.date)))],
        title: vec![line(Role::Kind, &document.kind), line(Role::Subject, &document.subject)],
        body,
        recipients: recipients(document),
        signature: signature(document),
        annexes: document.annexes.iter().map(|a| annex(a, &basis, &mut notes)).collect(),
        notes: notes.printed,
        draft: document.is_draft(),
    }
}

impl Secrecy {
    /// As stamped.
    pub fn words(self) -> &'static str {
        match self {
            Self::Secret => "MẬT",
            Self::TopSecret => "TỐI MẬT",
            Self::Absolute => "TUYỆT MẬT",
        }
    }
}

impl Urgency {
    /// As stamped.
    pub fn words(self) -> &'static str {
        match self {
            Self::Urgent => "KHẨN",
            Self::VeryUrgent => "THƯỢNG KHẨN",
            Self::Immediate => "HỎA TỐC",
        }
    }
}

impl Line {
    /// The words of the line, without note marks.
    pub fn words(&self) -> String {
        self.spans.iter().map(Span::words).collect()
    }
}

/// Rewrites note marks in the order they are met and collects what they point at.
struct Notes<'a> {
    given: &'a [Vec<Span>],
    printed: Vec<Vec<Span>>,
}

impl Notes<'_> {
    fn line(&mut self, role: Role, spans: &[Span]) -> Line {
        Line { role, spans: self.spans(spans) }
    }

    fn spans(&mut self, spans: &[Span]) -> Vec<Span> {
        spans.iter().filter_map(|span| self.span(span)).collect()
    }

    fn span(&mut self, span: &Span) -> Option<Span> {
        let Span::Note { index } = span else { return Some(clean_span(span)) };
        let words = self.given.get(*index)?;
        self.printed.push(words.iter().filter(|s| !matches!(s, Span::Note { .. })).map(clean_span).collect());
        Some(Span::Note { index: self.printed.len() - 1 })
    }
}

fn clean_span(span: &Span) -> Span {
    match span {
        Span::Text { text, bold, italic } => Span::Text { text: clean(text), bold: *bold, italic: *italic },
        Span::Figure { id, text } => Span::Figure { id: id.clone(), text: clean(text) },
        Span::Note { index } => Span::Note { index: *index },
    }
}

/// Without the characters that no page can show and XML forbids; breaks and tabs become spaces.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')))
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect()
}

fn line(role: Role, words: &str) -> Line {
    Line { role, spans: vec![Span::text(clean(words))] }
}

fn role(kind: PassageKind) -> Role {
    match kind {
        PassageKind::Title => Role::Subject,
        PassageKind::Part => Role::Part,
        PassageKind::PartTitle => Role::PartTitle,
        PassageKind::Section => Role::Section,
        PassageKind::Clause => Role::Clause,
        PassageKind::Subclause => Role::Subclause,
        PassageKind::Point => Role::Point,
        PassageKind::Body
        | PassageKind::Note
        | PassageKind::Basis
        | PassageKind::Item
        | PassageKind::Dash
        | PassageKind::Plus
        | PassageKind::Table
        | PassageKind::Annex
        | PassageKind::WideAnnex => Role::Body,
    }
}

/// `Số: 05/BC-UBND`: a number below ten gets a zero in front; a draft leaves room for it.
fn number_line(number: Option<u32>, notation: &str) -> String {
    match number {
        Some(n) => format!("Số: {n:02}/{notation}"),
        None => format!("Số:\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}/{notation}"),
    }
}

/// `ngày 05 tháng 02 năm 2021`: days below ten and the months 1 and 2 get a zero in front.
fn date_words(date: Option<Date>) -> String {
    let Some(date) = date else { return "ngày … tháng … năm …".to_owned() };
    let month = if date.month() < 3 { format!("0{}", date.month()) } else { date.month().to_string() };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

fn addressees(names: &[String]) -> Vec<Line> {
    match names {
        [] => Vec::new(),
        [one] => vec![line(Role::Addressee, &format!("Kính gửi: {}", bare(one)))],
        many => [line(Role::Addressee, "Kính gửi:")]
            .into_iter()
            .chain(listed(many.to_vec()).iter().map(|item| line(Role::AddresseeItem, item)))
            .collect(),
    }
}

/// A list item without its own hyphen and closing mark.
fn bare(item: &str) -> &str {
    item.trim().trim_start_matches(['-', '–']).trim_end_matches([';', '.', ',']).trim()
}

/// `- a;` ... `- z.`
fn listed(items: Vec<String>) -> Vec<String> {
    let last = items.len().saturating_sub(1);
    let mark = |i| if i == last { "." } else { ";" };
    items.iter().enumerate().map(|(i, item)| format!("- {}{}", bare(item), mark(i))).collect()
}

fn recipients(document: &Document) -> Vec<Line> {
    let mut items: Vec<String> = document.recipients.iter().map(|item| bare(item).to_owned()).collect();
    if !document.addressees.is_empty() && items.first().is_some_and(|first| first != "Như trên") {
        items.insert(0, "Như trên".to_owned());
    }
    if let (Some(last), Some(drafter)) = (items.last_mut(), &document.drafter) {
        *last = format!("{last}, {}", bare(drafter));
    }
    if items.is_empty() {
        return Vec::new();
    }
    let items = listed(items);
    [line(Role::RecipientsHead, "Nơi nhận:")]
        .into_iter()
        .chain(items.iter().map(|item| line(Role::Recipient, item)))
        .collect()
}

fn signature(document: &Document) -> Vec<Line> {
    let signer = document.signature.signer.as_deref().unwrap_or_default();
    document
        .signature
        .authority
        .iter()
        .map(|words| line(Role::Authority, words))
        .chain([line(Role::Signer, signer)])
        .collect()
}

/// The body with [`END`] after its last words; a heading at the end is left as it is.
fn close(body: &[Paragraph]) -> Vec<Paragraph> {
    let mut body = body.to_vec();
    let Some(last) = body.last_mut() else { return body };
    let words: String = last.spans.iter().map(Span::words).collect();
    let prose = matches!(last.kind, PassageKind::Body | PassageKind::Point | PassageKind::Note);
    if !prose || words.trim_end().ends_with(END) {
        return body;
    }
    if let Some(Span::Text { text, .. }) = last.spans.last_mut() {
        let kept = text.trim_end().trim_end_matches([';', '.']).len();
        text.truncate(kept);
    }
    last.spans.push(Span::text(END));
    body
}

/// `(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2021)`
fn basis(document: &Document) -> String {
    let head = &document.letterhead;
    let mut letters = document.kind.chars();
    let kind: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters.flat_map(char::to_lowercase))
        .collect();
    let number = head.number.map_or_else(|| "…".to_owned(), |n| format!("{n:02}"));
    format!("(Kèm theo {kind} số {number}/{} {})", head.notation, date_words(head.date))
}

fn annex(annex: &Annex, basis: &str, notes: &mut Notes<'_>) -> AnnexSheet {
    let number = annex.number.as_deref().map_or_else(|| "Phụ lục".to_owned(), |n| format!("Phụ lục {n}"));
    let rows = annex
        .rows
        .iter()
        .map(|row| row.iter().map(|c| Cell { spans: notes.spans(&c.spans), ..c.clone() }).collect())
        .collect();
    let mut table = Annex { rows, ..annex.clone() };
    let weights = weights(&table);
    fill(&mut table, weights.len());
    AnnexSheet {
        heading: vec![
            line(Role::AnnexNumber, &number),
            line(Role::AnnexTitle, &annex.title),
            line(Role::AnnexBasis, basis),
        ],
        weights,
        table,
    }
}

/// Widths of columns by their longest single cell, kept within reason so that words break before columns vanish.
fn weights(annex: &Annex) -> Vec<u32> {
    let columns = annex.rows.iter().map(|row| row.iter().map(Cell::span).sum()).max().unwrap_or(0);
    // Room for the longest short head, STT in bold.
    let mut weights = vec![8; columns];
    for row in &annex.rows {
        let mut at = 0;
        for cell in row {
            let length = cell.spans.iter().map(|s| s.words().chars().count()).sum::<usize>().min(30);
            if let (1, Some(weight)) = (cell.span(), weights.get_mut(at)) {
                *weight = (*weight).max(u32::try_from(length).unwrap_or(30));
            }
            at += cell.span();
        }
    }
    weights
}

/// Gives every row the same number of columns, with empty cells at its end.
fn fill(annex: &mut Annex, columns: usize) {
    for row in &mut annex.rows {
        let missing = columns.saturating_sub(row.iter().map(Cell::span).sum());
        row.extend((0..missing).map(|_| Cell { spans: Vec::new(), columns: 1, right: false }));
    }
}

impl Cell {
    /// Columns it covers: at least one, and no more than a Word table can have.
    pub fn span(&self) -> usize {
        self.columns.clamp(1, 63)
    }
}
