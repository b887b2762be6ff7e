//! The document as lines in their roles: the wording of every component, the same for Word, PDF and HTML.

mod picture;
mod table;

use crate::block::{Annex, Block, Note, Paragraph, Span};
use crate::document::{Document, PassageKind, Secrecy, Urgency};
use crate::dress::{Role, page};
use model::{Date, PassageId};

pub use picture::PictureSheet;
pub use table::{Slot, TableSheet};

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
    /// The passage it was made from.
    pub id: Option<PassageId>,
    /// What it is.
    pub role: Role,
    /// The number in front of its words.
    pub number: Option<String>,
    /// Its words; note marks count from zero in the order of the page.
    pub spans: Vec<Span>,
    /// Of a heading: its level in this document, from one. A level is never left out on the way down.
    pub level: Option<u8>,
}

/// What follows on one another down the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A line.
    Line(Line),
    /// A table.
    Table(TableSheet),
    /// A picture.
    Picture(PictureSheet),
}

/// A whole document as lines. Texts hold no control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Left head: superior and issuer.
    pub issuer: Vec<Line>,
    /// Right head: nation and motto.
    pub nation: Vec<Line>,
    /// Below the issuer: number, V/v of a letter, then marks of secrecy, urgency and circulation.
    pub number: Vec<Line>,
    /// Below the motto: place and date.
    pub date: Vec<Line>,
    /// Kind and subject; nothing on a letter.
    pub title: Vec<Line>,
    /// Addressees, căn cứ and body, closed by `./.`.
    pub body: Vec<Piece>,
    /// Left foot.
    pub recipients: Vec<Line>,
    /// Right foot.
    pub signature: Vec<Line>,
    /// Footnotes in the order of their marks. A note without a mark is not printed; one with two is printed twice.
    pub notes: Vec<Note>,
    /// Foot of the first page.
    pub contact: Vec<Line>,
    /// Top right of the first page.
    pub stamp: Vec<Line>,
    /// Annexes.
    pub annexes: Vec<AnnexSheet>,
    /// Whether [`DRAFT`] stands across the pages.
    pub draft: bool,
    /// Whether only the annexes are printed, the first with the stamp.
    pub attached: bool,
}

/// An annex as lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexSheet {
    /// Number, title, and the document it belongs to.
    pub heading: Vec<Line>,
    /// What it holds.
    pub body: Vec<Piece>,
    /// Whether its pages lie on their side.
    pub landscape: bool,
}

/// The document as lines.
pub fn sheet(document: &Document) -> Sheet {
    match document.attached {
        true => attachment(document),
        false => whole(document),
    }
}

/// Annexes that go along with a document in a file of their own.
fn attachment(document: &Document) -> Sheet {
    let mut notes = Notes { given: &document.notes, printed: Vec::new() };
    Sheet {
        issuer: Vec::new(),
        nation: Vec::new(),
        number: Vec::new(),
        date: Vec::new(),
        title: Vec::new(),
        body: Vec::new(),
        recipients: Vec::new(),
        signature: Vec::new(),
        contact: Vec::new(),
        stamp: stamp(document),
        annexes: annexes(&document.annexes, &basis(document), &mut notes),
        notes: notes.printed,
        draft: document.is_draft(),
        attached: true,
    }
}

fn stamp(document: &Document) -> Vec<Line> {
    document.stamp.iter().map(|words| line(Role::Stamp, words)).collect()
}

fn whole(document: &Document) -> Sheet {
    let head = &document.letterhead;
    let mut notes = Notes { given: &document.notes, printed: Vec::new() };
    let superior = head.superior.as_deref().filter(|s| !s.trim().is_empty()).map(|s| line(Role::Superior, s));
    let mut body: Vec<Piece> = addressees(&document.addressees).into_iter().map(Piece::Line).collect();
    body.extend(ordered(&document.body).iter().map(|block| notes.piece(block, page::TEXT)));
    levels(body.iter_mut().filter_map(Piece::line_mut));
    let basis = basis(document);
    Sheet {
        issuer: superior.into_iter().chain([line(Role::Issuer, &head.issuer)]).collect(),
        nation: vec![line(Role::Nation, NATION), line(Role::Motto, MOTTO)],
        number: below_issuer(document),
        date: vec![line(Role::PlaceDate, &format!("{}, {}", head.seat, date_words(head.date)))],
        title: title(document),
        body,
        recipients: recipients(document),
        signature: signature(document),
        contact: document.contact.iter().map(|words| line(Role::Contact, words)).collect(),
        stamp: stamp(document),
        annexes: annexes(&document.annexes, &basis, &mut notes),
        notes: notes.printed,
        draft: document.is_draft(),
        attached: false,
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

impl Line {
    /// The words of the line with its number, without note marks.
    pub fn words(&self) -> String {
        self.number
            .iter()
            .map(String::as_str)
            .chain([self.gap()])
            .chain(self.spans.iter().map(Span::words))
            .collect()
    }

    /// What stands between the number and the words.
    pub fn gap(&self) -> &'static str {
        if self.number.is_some() && !self.spans.is_empty() { " " } else { "" }
    }
}

impl Piece {
    /// The line, where it is one.
    pub fn line(&self) -> Option<&Line> {
        match self {
            Self::Line(line) => Some(line),
            Self::Table(_) | Self::Picture(_) => None,
        }
    }

    fn line_mut(&mut self) -> Option<&mut Line> {
        match self {
            Self::Line(line) => Some(line),
            Self::Table(_) | Self::Picture(_) => None,
        }
    }

    /// Every line of the piece: itself, or titles around it.
    pub fn lines(&self) -> Vec<&Line> {
        match self {
            Self::Line(line) => vec![line],
            Self::Table(table) => table.title.iter().chain(&table.unit).collect(),
            Self::Picture(picture) => picture.title.iter().collect(),
        }
    }
}

/// Rewrites note marks in the order they are met and collects what they point at.
struct Notes<'a> {
    given: &'a [Note],
    printed: Vec<Note>,
}

impl Notes<'_> {
    fn piece(&mut self, block: &Block, width: u32) -> Piece {
        match block {
            Block::Paragraph(paragraph) => Piece::Line(self.paragraph(paragraph)),
            Block::Table(table) => Piece::Table(TableSheet::new(table, self)),
            // A broken file shows no picture; its words remain.
            Block::Picture(picture) => PictureSheet::new(picture, width)
                .map_or_else(|| Piece::Line(line(Role::PictureTitle, &picture.alt)), Piece::Picture),
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) -> Line {
        let Paragraph { id, kind, number, spans } = paragraph;
        let number = number.as_deref().map(clean).filter(|number| !number.trim().is_empty());
        Line { id: id.clone(), role: role(*kind), number, spans: self.spans(spans), level: None }
    }

    fn spans(&mut self, spans: &[Span]) -> Vec<Span> {
        spans.iter().filter_map(|span| self.span(span)).collect()
    }

    fn span(&mut self, span: &Span) -> Option<Span> {
        let Span::Note { index } = span else { return Some(clean_span(span)) };
        let Note { id, spans } = self.given.get(*index)?;
        let spans = spans.iter().filter(|s| !matches!(s, Span::Note { .. })).map(clean_span).collect();
        self.printed.push(Note { id: id.clone(), spans });
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
    Line { id: None, role, number: None, spans: vec![Span::text(clean(words))], level: None }
}

/// The role of a kind of paragraph.
pub(crate) fn role(kind: PassageKind) -> Role {
    match kind {
        PassageKind::Title => Role::Subject,
        PassageKind::Part => Role::Part,
        PassageKind::PartTitle => Role::PartTitle,
        PassageKind::Section => Role::Section,
        PassageKind::Clause => Role::Clause,
        PassageKind::Subclause => Role::Subclause,
        PassageKind::Point => Role::Point,
        PassageKind::Body | PassageKind::Note => Role::Body,
        PassageKind::Basis => Role::Basis,
        PassageKind::Item => Role::Item,
        PassageKind::Dash => Role::Dash,
        PassageKind::Plus => Role::Plus,
        PassageKind::Table => Role::TableTitle,
        PassageKind::Chart => Role::PictureTitle,
        PassageKind::Annex | PassageKind::WideAnnex => Role::AnnexTitle,
    }
}

/// Number, V/v of a letter, marks.
fn below_issuer(document: &Document) -> Vec<Line> {
    let head = &document.letterhead;
    let number = line(Role::Number, &number_line(head.number, &head.notation));
    let reference =
        document.is_letter().then(|| line(Role::Reference, &format!("V/v {}", document.subject.trim())));
    let marks = [document.secrecy.map(Secrecy::words), document.urgency.map(Urgency::words)];
    let circulation = document.circulation.as_deref().map(|words| line(Role::Circulation, words));
    let marks = marks.into_iter().flatten().map(|words| line(Role::Mark, words));
    [number].into_iter().chain(reference).chain(marks).chain(circulation).collect()
}

fn title(document: &Document) -> Vec<Line> {
    if document.is_letter() {
        return Vec::new();
    }
    vec![line(Role::Kind, &document.kind), line(Role::Subject, &document.subject)]
}

/// `Số: 05/BC-UBND`: a number below ten gets a zero in front; a draft leaves room for it.
fn number_line(number: Option<u32>, notation: &str) -> String {
    match number {
        Some(n) => format!("Số: {n:02}/{notation}"),
        None => format!("Số:\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}/{notation}"),
    }
}

/// `ngày 05 tháng 02 năm 2021`: days below ten and the months 1 and 2 get a zero in front.
pub(crate) fn date_words(date: Option<Date>) -> String {
    let Some(date) = date else { return "ngày … tháng … năm …".to_owned() };
    format!("ngày {:02} tháng {} năm {}", date.day(), month_words(date), date.year())
}

/// `02`, `3`
pub(crate) fn month_words(date: Date) -> String {
    if date.month() < 3 { format!("0{}", date.month()) } else { date.month().to_string() }
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

/// The body as printed: căn cứ first, closed by `;` and `.`, the last words closed by [`END`]. A heading, table or picture
/// at the end is left as it is.
fn ordered(body: &[Block]) -> Vec<Block> {
    let is_basis = |block: &&Block| matches!(block, Block::Paragraph(p) if p.kind == PassageKind::Basis);
    let mut bases: Vec<Block> = body.iter().filter(is_basis).cloned().collect();
    let last = bases.len().saturating_sub(1);
    for (index, block) in bases.iter_mut().enumerate() {
        if let Block::Paragraph(paragraph) = block {
            close(paragraph, if index == last { "." } else { ";" });
        }
    }
    bases.extend(body.iter().filter(|block| !is_basis(block)).cloned());
    use PassageKind::{Body, Dash, Item, Note, Plus, Point};
    match bases.last_mut() {
        Some(Block::Paragraph(p)) if matches!(p.kind, Body | Dash | Item | Note | Plus | Point) => {
            close(p, END)
        }
        _ => {}
    }
    bases
}

/// Lets a paragraph end with `mark`.
fn close(paragraph: &mut Paragraph, mark: &str) {
    let words: String = paragraph.spans.iter().map(Span::words).collect();
    if words.trim_end().ends_with(mark) {
        return;
    }
    if let Some(Span::Text { text, .. }) = paragraph.spans.last_mut() {
        let kept = text.trim_end().trim_end_matches([';', '.', ',']).len();
        text.truncate(kept);
    }
    paragraph.spans.push(Span::text(mark));
}

/// `(Kèm theo Báo cáo số 05/BC-UBND ngày 05 tháng 02 năm 2021)`
fn basis(document: &Document) -> String {
    let head = &document.letterhead;
    let mut letters = if document.is_letter() { "Công văn" } else { document.kind.as_str() }.chars();
    let kind: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters.flat_map(char::to_lowercase))
        .collect();
    let number = head.number.map_or_else(|| "…".to_owned(), |n| format!("{n:02}"));
    format!("(Kèm theo {kind} số {number}/{} {})", head.notation, date_words(head.date))
}

fn annexes(annexes: &[Annex], basis: &str, notes: &mut Notes<'_>) -> Vec<AnnexSheet> {
    annexes.iter().zip(annex_numbers(annexes)).map(|(a, number)| annex(a, number, basis, notes)).collect()
}

/// The numbers of annexes: Roman where there are several, unless one says its own.
pub(crate) fn annex_numbers(annexes: &[Annex]) -> impl Iterator<Item = Option<String>> {
    let several = annexes.len() > 1;
    (1..).zip(annexes).map(move |(order, a)| a.number.clone().or_else(|| several.then(|| roman(order))))
}

fn annex(annex: &Annex, number: Option<String>, basis: &str, notes: &mut Notes<'_>) -> AnnexSheet {
    let number = number.map_or_else(|| "Phụ lục".to_owned(), |n| format!("Phụ lục {n}"));
    let width = if annex.landscape { page::HEIGHT - page::LEFT - page::RIGHT } else { page::TEXT };
    let mut heading = vec![
        line(Role::AnnexNumber, &number),
        Line { id: annex.id.clone(), ..line(Role::AnnexTitle, &annex.title) },
        line(Role::AnnexBasis, basis),
    ];
    let mut body: Vec<Piece> = annex.blocks.iter().map(|block| notes.piece(block, width)).collect();
    levels(heading.iter_mut().chain(body.iter_mut().filter_map(Piece::line_mut)));
    AnnexSheet { heading, body, landscape: annex.landscape }
}

/// Gives headings their levels: one below the nearest heading above that stands higher in the outline.
fn levels<'a>(lines: impl Iterator<Item = &'a mut Line>) {
    let mut above: Vec<u8> = Vec::new();
    for line in lines {
        let Some(outline) = line.role.dress().outline else { continue };
        above.retain(|other| *other < outline);
        above.push(outline);
        line.level = u8::try_from(above.len()).ok();
    }
}

/// `14` as `XIV`.
pub(crate) fn roman(mut number: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            out.push_str(sign);
            number -= value;
        }
    }
    out
}
