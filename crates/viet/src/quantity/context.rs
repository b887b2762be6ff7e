//! What is no figure: dates, years, periods, section and document numbers, names, ordinals.
//! Each rule looks at the words around a number and knows no particular text.

use super::calendar::{clock, date, is_year, period, year};
use super::{Quantity, ends_phrase};
use crate::token::Token;
use crate::{measure_unit, nouns};
use model::Decimal;

/// Why a number is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFigure {
    /// `15/3/2021`, `ngày 8`, `22/2`.
    Date,
    /// `22h`, `09:08`, `24/24h`.
    Time,
    /// `năm 2021`, `2021-2025`.
    Year,
    /// `6 tháng đầu năm`, `tháng 5`, `quý 2`.
    Period,
    /// `1.2.`, `(3)` before a heading.
    Section,
    /// `06/QĐ-UBND`, `Nghị quyết 18`.
    Document,
    /// Phone and id numbers, versions.
    Code,
    /// `Quốc lộ 32`, `5K`, `Covid-19`, `lớp 1`.
    Name,
    /// `lần thứ 7`, `đợt 2`.
    Ordinal,
    /// `[20]`.
    NoteMark,
    /// `5 năm`, `90 ngày`.
    Duration,
    /// `dưới 6 tuổi`.
    Age,
    /// Nothing says what it counts.
    NoUnit,
}

pub(super) type Found = Option<(NotFigure, (usize, usize))>;

/// The neighbourhood of a number token.
pub(super) struct At<'a> {
    pub tokens: &'a [Token<'a>],
    pub at: usize,
}

impl<'a> At<'a> {
    pub fn token(&self, by: isize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at.checked_add_signed(by)?)
    }

    /// Key of the token `by` places away.
    pub fn key(&self, by: isize) -> &'a str {
        self.token(by).map_or("", |t| t.key())
    }

    /// Whether the token `by` places away touches the one after it.
    pub fn touches_next(&self, by: isize) -> bool {
        matches!((self.token(by), self.token(by + 1)), (Some(a), Some(b)) if a.end == b.start)
    }

    pub fn number(&self, by: isize) -> Option<i64> {
        let token = self.token(by)?;
        (token.number() && token.text().len() <= 9).then(|| token.text().parse().ok())?
    }

    /// Whether what begins `by` places away is a unit we know.
    pub fn unit(&self, by: isize) -> bool {
        let Some(from) = self.at.checked_add_signed(by) else { return false };
        unit_at(self.tokens, from)
    }
}

pub(super) fn keys<'t>(tokens: &'t [Token<'_>], from: usize) -> Vec<&'t str> {
    let here = tokens.get(from..).unwrap_or_default();
    here.iter().take(5).take_while(|t| !t.opens).map(|t| t.key()).collect()
}

fn unit_at(tokens: &[Token], from: usize) -> bool {
    let keys = keys(tokens, from);
    measurable_at(tokens, from) || nouns::longest(&keys) > 0
}

/// Percent, money, area ...: what a name is never followed by.
pub(super) fn measurable_at(tokens: &[Token], from: usize) -> bool {
    measure_unit::begins_measured(&keys(tokens, from))
}

/// The first rule that says the number at token `at` is no figure, and the tokens it covers.
pub(super) fn not_figure(tokens: &[Token], at: usize) -> Found {
    let here = At { tokens, at };
    const RULES: &[fn(&At) -> Found] =
        &[note_mark, glued, clock, period, document, date, section, hotline, year, per_one, name, lone, code];
    RULES.iter().find_map(|rule| rule(&here))
}

pub(super) fn one(here: &At, why: NotFigure) -> Found {
    through(here, why, 1)
}

pub(super) fn through(here: &At, why: NotFigure, tokens: usize) -> Found {
    Some((why, (here.at, here.at + tokens)))
}

/// `[20]`, and a number right after a closing quote or letter without a space is caught by `glued`.
fn note_mark(here: &At) -> Found {
    let bracketed = here.token(-1)?.is("[") && here.token(1)?.is("]");
    bracketed.then(|| one(here, NotFigure::NoteMark))?
}

/// Letters that touch the number: `5K`, `10MB`, `Covid-19`, `5A-7B`; but `12ha`, `3triệu`, `22h`.
fn glued(here: &At) -> Found {
    let before = here.token(-1).filter(|_| here.touches_next(-1));
    if before.is_some_and(Token::word) {
        return one(here, NotFigure::Name);
    }
    let dashed = before.is_some_and(|t| matches!(t.text(), "-" | "–" | "."))
        && here.touches_next(-2)
        && here.token(-2).is_some_and(|t| t.word() && (t.capital() || !here.unit(1)));
    if dashed && !unit_before_dash(here) {
        return one(here, NotFigure::Name);
    }
    let after = here.token(1).filter(|t| t.word() && here.touches_next(0))?;
    match after.key() {
        "h" | "g" if after.key() == "h" || here.number(1).is_some() => one(here, NotFigure::Time),
        _ if after.capital() || !unit_at(here.tokens, here.at + 1) => through(here, NotFigure::Name, 2),
        _ => None,
    }
}

/// `5 tỷ-7 tỷ`: the dash parts two quantities.
fn unit_before_dash(here: &At) -> bool {
    here.token(-3).is_some_and(Token::number)
}

/// Words that a document or article number follows.
const DOCUMENT_WORDS: &[&[&str]] = &[
    &["nghị", "quyết"],
    &["nghị", "định"],
    &["quyết", "định"],
    &["thông", "tư"],
    &["chỉ", "thị"],
    &["kết", "luận"],
    &["công", "văn"],
    &["tờ", "trình"],
    &["công", "điện"],
    &["luật"],
    &["điều"],
    &["khoản"],
    &["mục"],
    &["phần"],
    &["chương"],
    &["phụ", "lục"],
    &["biểu", "đồ"],
    &["sơ", "đồ"],
    &["biểu"],
    &["bảng"],
    &["hình"],
    &["mẫu"],
    &["trang"],
    &["đề", "án"],
    &["chương", "trình"],
];

/// `06/QĐ-UBND`, `71-KL/TW`, `Quyết định 29/2016`, `Điều 5`, `số 12`.
fn document(here: &At) -> Found {
    let joint = here.token(1).filter(|t| matches!(t.text(), "/" | "-") && here.touches_next(0));
    if joint.is_some() && here.touches_next(1) {
        let letters = |by: isize| here.token(by).is_some_and(|t| t.word() && t.capital());
        let dated = here.number(2).is_some_and(|year| (1945..2100).contains(&year));
        let notation = letters(2) && !unit_at(here.tokens, here.at + 2);
        if notation || (dated && here.token(3).is_some_and(|t| matches!(t.text(), "/" | "-")) && letters(4)) {
            return through(here, NotFigure::Document, notation_end(here));
        }
    }
    // `số 5`, but `với số 12.400 người`.
    let many = here.token(0)?.value.is_some_and(|n| n.value() >= Decimal::ONE_HUNDRED) && here.unit(1);
    if here.key(-1) == "số" && !counting_number_word(here.key(-2)) && !many {
        return one(here, NotFigure::Name);
    }
    let numbered = here.token(0)?.text().split('.').all(|part| part.len() <= 2);
    let plain = (here.number(0).is_some() || numbered) && !here.unit(1);
    let slashed = here.token(1).is_some_and(|t| t.is("/")) && here.number(2).is_some() && !here.unit(3);
    if follows(here, DOCUMENT_WORDS) && (plain || slashed) {
        return through(here, NotFigure::Document, if slashed { 3 } else { 1 });
    }
    None
}

/// `tổng số 12`, `con số 12`, `trong số 12` do count.
fn counting_number_word(word: &str) -> bool {
    matches!(word, "tổng" | "con" | "trong" | "chỉ" | "doanh" | "hệ" | "dân" | "với")
}

/// Tokens of a document number: all that touches.
fn notation_end(here: &At) -> usize {
    let mut n = 1;
    while here.touches_next(n as isize - 1)
        && here.token(n as isize).is_some_and(|t| t.word() || t.number() || t.is("/") || t.is("-"))
    {
        n += 1;
    }
    n
}

fn follows(here: &At, phrases: &[&[&str]]) -> bool {
    phrases.iter().any(|phrase| {
        let n = phrase.len() as isize;
        phrase.iter().enumerate().all(|(i, word)| here.key(i as isize - n) == *word)
    })
}

/// `1.`, `1.2.`, `2)`, `(3)` before the words of a heading.
fn section(here: &At) -> Found {
    let token = here.token(0)?;
    let parts: Vec<&str> = token.text().split('.').collect();
    let small = parts.iter().all(|p| !p.is_empty() && p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit()));
    if !small {
        return None;
    }
    let first_of_line = token.line_start || (here.token(-1).is_some_and(|t| t.line_start && !t.word()));
    let dot = here.token(1).is_some_and(|t| matches!(t.text(), "." | ")" | "/")) && here.touches_next(0);
    let heading = |by: isize| here.token(by).is_some_and(|t| t.word() && t.capital() && !t.opens);
    let numbered = parts.len() > 1;
    if numbered && (first_of_line || heading(1) || (dot && heading(2))) {
        return one(here, NotFigure::Section);
    }
    let ends_before =
        here.token(-1).is_none_or(|t| ends_phrase(t) || first_of_line || here.number(-1).is_some());
    if dot && (heading(2) || first_of_line) && (first_of_line || ends_before || numbered) {
        return one(here, NotFigure::Section);
    }
    // A heading run into the line before: `... năm 2019 1. Nông nghiệp`.
    let full_stop = here.token(1).is_some_and(|t| t.is(".")) && here.touches_next(0);
    if full_stop && heading(2) && !here.touches_next(1) && here.number(-1).is_some_and(is_year) {
        return one(here, NotFigure::Section);
    }
    (first_of_line && heading(1) && !dot && !here.unit(1)).then(|| one(here, NotFigure::Section))?
}

/// Words whose number is always an ordinal.
const ORDINAL_WORDS: &[&[&str]] = &[
    &["thứ"],
    &["khóa"],
    &["nhiệm", "kỳ"],
    &["giai", "đoạn"],
    &["mức", "độ"],
    &["cấp", "độ"],
    &["hạng"],
    &["xếp"],
    &["đứng"],
    &["vị", "trí"],
];

/// Words whose number is an ordinal unless a unit follows.
const LOOSE_ORDINAL_WORDS: &[&str] = &[
    "lần", "đợt", "kỳ", "vụ", "mức", "loại", "nhóm", "tập", "bậc", "cấp", "tầng", "phiên", "tuần", "chuyên",
    "vòng", "bước", "điểm", "lớp", "khối", "môn", "sao", "quân", "chốt", "cụm", "tuyến", "tổ", "đội", "trạm",
    "nhà", "hạt", "mũi", "quý", "phía", "pha", "ca",
];

/// Words whose number is part of a name even before a countable noun (`thôn 5 hộ ...` is rare).
const NAME_WORDS: &[&[&str]] = &[
    &["quốc", "lộ"],
    &["tỉnh", "lộ"],
    &["hương", "lộ"],
    &["huyện", "lộ"],
    &["đường"],
    &["ql"],
    &["đt"],
    &["tl"],
    &["đh"],
    &["km"],
    &["phường"],
    &["quận"],
    &["thôn"],
    &["ấp"],
    &["khóm"],
    &["khu", "phố"],
    &["tổ", "dân", "phố"],
    &["khu", "vực"],
    &["quân", "khu"],
    &["sư", "đoàn"],
    &["trung", "đoàn"],
    &["tiểu", "khu"],
    &["khoảnh"],
    &["bản"],
    &["buôn"],
    &["khu"],
    &["lô"],
    &["lớp"],
    &["khối"],
    &["học", "kỳ"],
    &["modun"],
    &["mô", "đun"],
    &["covid"],
    &["bão", "số"],
];

fn name(here: &At) -> Found {
    let n = here.number(0);
    let bare = n.is_some_and(|n| n < 1000) && here.token(0).is_some_and(|t| !t.text().starts_with('0'));
    if follows(here, ORDINAL_WORDS) && n.is_some() && !measurable_at(here.tokens, here.at + 1) {
        let out_of = here.token(1).is_some_and(|t| t.is("/")) && here.number(2).is_some();
        return through(here, NotFigure::Ordinal, if out_of { 3 } else { 1 });
    }
    let labels = here.token(1).is_some_and(|t| t.is(":")) && n.is_some_and(|n| n < 10);
    if LOOSE_ORDINAL_WORDS.contains(&here.key(-1)) && bare && (labels || !here.unit(1)) {
        return one(here, NotFigure::Ordinal);
    }
    let each = matches!(
        here.key(-2),
        "mỗi" | "một" | "các" | "những" | "toàn" | "biên" | "văn" | "cơ" | "kịch" | "con"
    );
    let several = n.is_some_and(|n| n >= 100) && here.unit(1);
    let ratio = here.token(1).is_some_and(|t| t.is("/")) && here.unit(3);
    if ratio || several {
        return None;
    }
    let code_before =
        here.token(-1).is_some_and(acronym) && !SCHOOLS.contains(&here.key(-1)) && !here.unit(1);
    if bare && !measurable_at(here.tokens, here.at + 1) && !each && (follows(here, NAME_WORDS) || code_before)
    {
        return one(here, NotFigure::Name);
    }
    None
}

/// `giá trị sản phẩm trên 1 ha`: per one of the unit, not an amount of it.
fn per_one(here: &At) -> Found {
    const HEADS: &[&str] = &["trị", "thu", "nhập", "lượng", "suất", "phí", "nhuận", "quân", "phẩm"];
    let one = matches!(here.number(0), Some(1)) && matches!(here.key(-1), "trên" | "mỗi" | "cho" | "/");
    let measured = one && measurable_at(here.tokens, here.at + 1);
    let headed = (2..8).any(|back| HEADS.contains(&here.key(-back)));
    (measured && headed).then(|| through(here, NotFigure::Name, 1))?
}

/// Short forms that are counted and not numbered: `mầm non 302, THCS 242`.
const SCHOOLS: &[&str] = &["thcs", "thpt", "gdtx"];

fn acronym(token: &Token) -> bool {
    token.word()
        && token.text().chars().count() >= 2
        && token.text().chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// A number alone on its line is a page number or a counter.
fn lone(here: &At) -> Found {
    let alone = here.token(0)?.line_start && here.token(1).is_none_or(|t| t.line_start);
    alone.then(|| one(here, NotFigure::Code))?
}

/// Numbers of offices that anybody may call: `1900 1234`, `1800.6789`; in one run behind a word that says so.
fn hotline(here: &At) -> Found {
    let digits = |by: isize| {
        let text = here.token(by).map_or("", Token::text);
        if text.bytes().all(|b| b.is_ascii_digit()) { text } else { "" }
    };
    let first = here.token(0)?;
    let near = here.token(1).is_some_and(|next| next.start == first.end + 1 && !next.opens);
    let grouped = matches!(digits(0), "1800" | "1900") && near && matches!(digits(1).len(), 4 | 6);
    let called = || {
        (1..=6).any(|back| {
            CALLED.contains(&(here.key(-back - 1), here.key(-back))) || here.key(-back) == "hotline"
        })
    };
    match (grouped, digits(0)) {
        (true, _) => through(here, NotFigure::Code, 2),
        (_, run) if run.len() == 8 && (run.starts_with("1800") || run.starts_with("1900")) && called() => {
            one(here, NotFigure::Code)
        }
        _ => None,
    }
}

/// Words before the number of an office.
const CALLED: [(&str, &str); 4] = [("dây", "nóng"), ("tổng", "đài"), ("điện", "thoại"), ("số", "máy")];

/// Long runs of digits, zeros in front of three digits, versions.
fn code(here: &At) -> Found {
    let token = here.token(0)?;
    let plain = token.text().bytes().all(|b| b.is_ascii_digit());
    let long =
        plain && (token.text().len() >= 9 || (token.text().starts_with('0') && token.text().len() >= 3));
    (long || token.value.is_none()).then(|| one(here, NotFigure::Code))?
}

/// Rules that need the unit: durations and ages.
pub(super) fn not_figure_after_all(tokens: &[Token], quantity: &Quantity) -> Option<NotFigure> {
    let unit = tokens.get(quantity.unit_tokens.0).filter(|_| quantity.unit.is_some())?;
    let last = tokens.get(quantity.unit_tokens.1.checked_sub(1)?)?;
    let alone = quantity.unit_tokens.1 - quantity.unit_tokens.0 == 1;
    let precise = quantity.value.decimals() > 0;
    if !alone || precise {
        return None;
    }
    match last.key() {
        "tuổi" => Some(NotFigure::Age),
        "giờ" | "phút" if quantity.value.value() <= Decimal::from(24) => Some(NotFigure::Time),
        "năm" | "tháng" | "tuần" | "ngày"
            if !compares_time(tokens, quantity.tokens.0 - quantity.approx_tokens) =>
        {
            Some(NotFigure::Duration)
        }
        _ if unit.key() == "độ" => Some(NotFigure::Name),
        _ => None,
    }
}

/// Time gained or lost is a figure: `muộn hơn từ 3-4 ngày`, `rút ngắn 5 ngày`.
fn compares_time(tokens: &[Token], at: usize) -> bool {
    let words = ["hơn", "muộn", "sớm", "trễ", "chậm", "ngắn", "tăng", "giảm", "thêm"];
    let clause = tokens.get(..at).unwrap_or_default().iter().rev().take(7).take_while(|t| !ends_phrase(t));
    clause.into_iter().any(|t| words.contains(&t.key()))
}

/// `lớp 1, 2 và 3`, `Hòa Bình 1, 2`: a small number that goes on a list of ordinals or names.
pub(super) fn goes_on(tokens: &[Token], at: usize, why: NotFigure, end: usize) -> bool {
    let joint = at == end + 1 && matches!(tokens[end].key(), "," | "và" | "-" | "–");
    let listed =
        matches!(why, NotFigure::Name | NotFigure::Ordinal | NotFigure::NoUnit | NotFigure::Document);
    let small = tokens[at].text().len() <= 2 && !tokens[at].text().starts_with('0');
    joint && listed && small && !measurable_at(tokens, at + 1) && tokens[end].key() != "và"
        || (joint && listed && small && !unit_at(tokens, at + 1))
}
