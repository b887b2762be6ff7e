//! Quantities in prose: number, unit of measure, loosening words; and the digits that are none.

mod bare;
mod calendar;
mod context;
mod unit_phrase;

use crate::number;
use crate::token::{Token, TokenKind, tokens};
use model::{Approx, Decimal, Number};

pub use context::NotFigure;

/// A quantity as printed. Token ranges are half open and index the scanned tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Tokens of the number.
    pub tokens: (usize, usize),
    /// Tokens of the unit of measure; empty when there is none.
    pub unit_tokens: (usize, usize),
    /// Scalar offsets of the number, sign included; of mixed money the whole of it.
    pub start: usize,
    /// One past the number.
    pub end: usize,
    /// In the printed scale; a printed sign counts.
    pub value: Number,
    /// Upper end of a range.
    pub high: Option<Decimal>,
    /// Of `62/75`.
    pub denominator: Option<Decimal>,
    /// As printed, one space between words.
    pub unit: Option<String>,
    /// A word that loosens the number.
    pub approx: Option<Approx>,
    /// How many tokens before the number loosen it.
    pub approx_tokens: usize,
    /// Tokens of the word that loosens it, before the number or after its unit.
    pub approx_words: Option<(usize, usize)>,
    /// How the number is written.
    pub form: Form,
    /// How the unit was found; none without a unit.
    pub unit_from: Option<UnitFrom>,
    /// Whether a sign is printed.
    pub signed: bool,
    /// Whether the unit is one we know.
    pub known_unit: bool,
}

impl Quantity {
    /// The words that gave the unit: its own tokens, or those of the noun or figure that it is taken from.
    pub fn unit_words(&self) -> (usize, usize) {
        match self.unit_from {
            Some(UnitFrom::Head(words) | UnitFrom::Whole(words)) => words,
            _ => self.unit_tokens,
        }
    }
}

/// How a number is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// `1.347,19`
    #[default]
    Number,
    /// `5-7`, `từ 5 đến 7`
    Range,
    /// `62/75`
    OutOf,
    /// `18 tỷ 250 triệu`
    MixedMoney,
}

impl Form {
    /// A stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Range => "range",
            Self::OutOf => "out-of",
            Self::MixedMoney => "mixed-money",
        }
    }
}

/// How the unit of a quantity was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitFrom {
    /// A unit or counted noun that we know stands after the number.
    After,
    /// A word that we do not know stands where only a noun can.
    UnknownNoun,
    /// The head of the clause says what is counted (`Số hộ thoát nghèo 45`); its tokens.
    Head((usize, usize)),
    /// The figure that this one splits has it (`25 người (nam 12, nữ 13)`); the tokens of that unit.
    Whole((usize, usize)),
}

impl UnitFrom {
    /// A stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::After => "unit-after",
            Self::UnknownNoun => "noun-after",
            Self::Head(_) => "head-noun",
            Self::Whole(_) => "unit-of-whole",
        }
    }
}

/// A number in the text, classified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    /// A figure.
    Figure(Quantity),
    /// A date, name, section number ... with its tokens.
    Other(NotFigure, (usize, usize)),
}

impl Mention {
    /// Its tokens, unit included.
    pub fn tokens(&self) -> (usize, usize) {
        match self {
            Self::Figure(q) => (q.tokens.0, q.unit_tokens.1.max(q.tokens.1)),
            Self::Other(_, range) => *range,
        }
    }
}

/// The quantities of a text in order.
pub fn find(text: &str) -> Vec<Quantity> {
    let figure = |mention| match mention {
        Mention::Figure(quantity) => Some(quantity),
        Mention::Other(..) => None,
    };
    scan(&tokens(text)).into_iter().filter_map(figure).collect()
}

/// Every number of a tokenised text in order, figure or not.
pub fn scan(tokens: &[Token]) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    // Numbers of a list that adds up to the figure before it, and that figure's place in `out`.
    let mut listed_parts: (usize, Vec<usize>) = (0, Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].number() {
            at += 1;
            continue;
        }
        if listed_parts.1.binary_search(&at).is_ok()
            && let (Some(Mention::Figure(whole)), Some(value)) = (out.get(listed_parts.0), tokens[at].value)
        {
            let part = part_of(whole, plain(tokens, at, value));
            out.push(Mention::Figure(part));
            at += 1;
            continue;
        }
        let listed = match out.last() {
            Some(Mention::Other(why, (_, end))) if context::goes_on(tokens, at, *why, *end) => Some(*why),
            _ => None,
        };
        let other = listed.map(|why| (why, (at, at + 1))).or_else(|| context::not_figure(tokens, at));
        let mention = match other {
            Some((why, range)) => Mention::Other(why, range),
            None => figure(tokens, at, out.last()),
        };
        at = mention.tokens().1.max(at + 1);
        if let Mention::Figure(whole) = &mention {
            let parts = bare::parts_listed(tokens, whole);
            if !parts.is_empty() {
                listed_parts = (out.len(), parts);
            }
        }
        out.push(mention);
    }
    out
}

/// A bare number that shares the unit of its whole.
fn part_of(whole: &Quantity, mut part: Quantity) -> Quantity {
    part.unit.clone_from(&whole.unit);
    part.known_unit = whole.known_unit;
    part.unit_from = whole.unit_from.map(|_| UnitFrom::Whole(whole.unit_words()));
    part.unit_tokens = (part.tokens.1, part.tokens.1);
    part
}

/// The figure of a table cell that begins at token `at`: its context is the table's heading, so the
/// words around it do not decide.
pub fn in_cell(tokens: &[Token], at: usize) -> Option<Quantity> {
    let at = at + usize::from(tokens.get(at)?.is("-") && tokens.get(at + 1)?.number());
    let mut quantity = plain(tokens, at, tokens.get(at)?.value?);
    read_ratio(tokens, &mut quantity);
    if at > 0 && tokens[at - 1].is("-") && tokens[at - 1].end == tokens[at].start {
        quantity.value = Number::new(-quantity.value.value());
        (quantity.signed, quantity.start, quantity.tokens.0) = (true, tokens[at - 1].start, at - 1);
    }
    read_unit(tokens, &mut quantity);
    Some(quantity)
}

/// Reads the figure that begins at token `at`, or says why it is none.
fn figure(tokens: &[Token], at: usize, before: Option<&Mention>) -> Mention {
    let Some(first) = tokens[at].value else { return Mention::Other(NotFigure::Code, (at, at + 1)) };
    let mut quantity = plain(tokens, at, first);
    read_spaced_thousands(tokens, &mut quantity);
    read_ratio(tokens, &mut quantity);
    read_range(tokens, &mut quantity);
    read_sign(tokens, &mut quantity);
    read_unit(tokens, &mut quantity);
    read_mixed_money(tokens, &mut quantity);
    read_approx(tokens, &mut quantity);
    if let Some(why) = context::not_figure_after_all(tokens, &quantity) {
        return Mention::Other(why, (at, quantity.tokens.1));
    }
    if let Some(Mention::Figure(whole)) = before.filter(|_| !quantity.known_unit)
        && bare::splits_before_words(tokens, whole, &quantity)
    {
        return Mention::Figure(part_of(whole, quantity));
    }
    if quantity.unit.is_none() {
        if let Some((from, to)) = bare::counted_by_head(tokens, &quantity) {
            quantity.unit = Some(printed(&tokens[from..to]));
            quantity.known_unit = true;
            quantity.unit_from = Some(UnitFrom::Head((from, to)));
            return Mention::Figure(quantity);
        }
        match before {
            Some(Mention::Figure(whole)) if bare::splits(tokens, whole, &quantity) => {
                return Mention::Figure(part_of(whole, quantity));
            }
            _ if bare::stands_alone(tokens, &quantity) => {}
            _ => return Mention::Other(NotFigure::NoUnit, (at, quantity.tokens.1)),
        }
    }
    Mention::Figure(quantity)
}

fn plain(tokens: &[Token], at: usize, value: Number) -> Quantity {
    Quantity {
        tokens: (at, at + 1),
        unit_tokens: (at + 1, at + 1),
        start: tokens[at].start,
        end: tokens[at].end,
        value,
        high: None,
        denominator: None,
        unit: None,
        approx: None,
        approx_tokens: 0,
        approx_words: None,
        form: Form::Number,
        unit_from: None,
        signed: false,
        known_unit: false,
    }
}

/// `1 250 hộ`, `4 826,7 tỷ đồng`: groups parted by a plain space, sure only when a unit follows.
fn read_spaced_thousands(tokens: &[Token], quantity: &mut Quantity) {
    let at = quantity.tokens.0;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let group = |i: &usize| {
        tokens.get(*i).is_some_and(|t| {
            let whole = t.text().split_once(',').map_or(t.text(), |(whole, _)| whole);
            let beside = t.number() && t.start == tokens[*i - 1].end + 1 && !t.line_start;
            beside && whole.len() == 3 && digits(whole) && digits(tokens[*i - 1].text())
        })
    };
    let first = tokens[at].text();
    let opens = digits(first) && first.len() <= 3 && !first.starts_with('0');
    let groups = if opens { (at + 1..at + 4).take_while(group).count() } else { 0 };
    let joined: Vec<&str> = tokens[at..=at + groups].iter().map(|t| t.text()).collect();
    let Some(value) = number::parse(&joined.join(" ")).filter(|_| groups > 0) else { return };
    if unit_phrase::unit_phrase(tokens, at + groups + 1, false).tokens > 0 {
        quantity.value = value;
        take(tokens, quantity, at + groups + 1);
        quantity.unit_tokens = (quantity.tokens.1, quantity.tokens.1);
    }
}

/// `62/75`: this many of that many.
fn read_ratio(tokens: &[Token], quantity: &mut Quantity) {
    let slash = quantity.tokens.1;
    let Some(total) = tokens.get(slash + 1).and_then(|t| t.value) else { return };
    if tokens[slash].is("/") && tokens[slash + 1].start == tokens[slash].end {
        quantity.denominator = Some(total.value());
        quantity.form = Form::OutOf;
        take(tokens, quantity, slash + 2);
    }
}

/// `5-7`, `từ 5 đến 7`, `15% - 20%`, `từ 5 triệu đồng đến 7 triệu đồng`: the second end closes the range.
fn read_range(tokens: &[Token], quantity: &mut Quantity) {
    if quantity.denominator.is_some() {
        return;
    }
    let mut joint = quantity.tokens.1;
    let unit = unit_phrase::unit_phrase(tokens, joint, false).tokens;
    let repeated = |joint: usize| {
        let keys = |from: usize| tokens.get(from..from + unit).unwrap_or_default().iter().map(Token::key);
        unit > 0 && keys(joint).eq(keys(joint + unit + 2))
    };
    let own_unit = repeated(joint);
    joint += if own_unit { unit } else { 0 };
    let Some(sign) = tokens.get(joint) else { return };
    let joined = matches!(sign.text(), "-" | "–") || matches!(sign.key(), "đến" | "tới");
    let Some(high) = tokens.get(joint + 1).filter(|_| joined).and_then(|t| t.value) else { return };
    let closes = high.value() > quantity.value.value();
    // `tăng từ 5% đến 7%` moves from one value to another; it is no range.
    let start = quantity.tokens.0;
    let word = |back: usize| start.checked_sub(back).map_or("", |at| tokens[at].key());
    let from = word(1) == "từ";
    let moves = own_unit && from && matches!(word(2), "tăng" | "giảm" | "nâng" | "hạ" | "lên");
    let told_apart = own_unit && !from && !matches!(sign.text(), "-" | "–");
    if closes && !moves && !told_apart {
        quantity.high = Some(high.value());
        quantity.form = Form::Range;
        take(tokens, quantity, joint + 2);
    }
}

/// A plus or minus that touches the number and cannot be a bullet or a dash between words.
fn read_sign(tokens: &[Token], quantity: &mut Quantity) {
    let Some(at) = quantity.tokens.0.checked_sub(1) else { return };
    let sign = &tokens[at];
    // `(+ 5,9%)`
    let touches = sign.end == tokens[at + 1].start || at.checked_sub(1).is_some_and(|i| tokens[i].is("("));
    let free = !sign.opens && (at == 0 || tokens[at - 1].end < sign.start || tokens[at - 1].is("("));
    if !touches || !free || !matches!(sign.text(), "+" | "-" | "−") {
        return;
    }
    if sign.text() != "+" {
        quantity.value = Number::new(-quantity.value.value());
    }
    quantity.signed = true;
    quantity.start = sign.start;
    quantity.tokens.0 = at;
}

fn read_unit(tokens: &[Token], quantity: &mut Quantity) {
    let at = quantity.tokens.1;
    let found = unit_phrase::unit_phrase(tokens, at, bare::expects_noun(tokens, quantity));
    quantity.unit_tokens = (at, at + found.tokens);
    quantity.known_unit = found.known;
    quantity.unit = (found.tokens > 0).then(|| printed(&tokens[at..at + found.tokens]));
    quantity.unit_from =
        quantity.unit.as_ref().map(|_| if found.known { UnitFrom::After } else { UnitFrom::UnknownNoun });
}

/// `18 tỷ 250 triệu đồng` is 18,25 tỷ đồng: money in falling scales, the first one counts.
fn read_mixed_money(tokens: &[Token], quantity: &mut Quantity) {
    let scale_at = |at: usize| tokens.get(at).and_then(|t| crate::measure_unit::scale(t.key()));
    let at = quantity.tokens.1;
    let Some(mut scale) = scale_at(at).filter(|s| *s >= 6 && quantity.value.decimals() == 0) else { return };
    let (first_scale, mut end, mut value) = (scale, at + 1, quantity.value.value());
    while let (Some(part), Some(lower)) = (tokens.get(end).and_then(|t| t.value), scale_at(end + 1)) {
        if lower >= scale || part.decimals() > 0 || part.value() >= Decimal::from(1000) {
            break;
        }
        value += Decimal::new(1, first_scale - lower) * part.value();
        (scale, end) = (lower, end + 2);
    }
    if end == at + 1 {
        return;
    }
    let dong = tokens.get(end).is_some_and(|t| t.key() == "đồng");
    quantity.value = Number::new(value);
    quantity.form = Form::MixedMoney;
    quantity.unit = Some(format!("{} đồng", tokens[at].text()));
    let end = end + usize::from(dong);
    quantity.unit_tokens = (at, end);
    take(tokens, quantity, end);
}

fn take(tokens: &[Token], quantity: &mut Quantity, end: usize) {
    quantity.tokens.1 = end;
    quantity.end = tokens[end - 1].end;
}

/// Words before a number that loosen it, longest first.
const BEFORE: &[(&[&str], Approx)] = &[
    (&["chưa", "đến"], Approx::Below),
    (&["chưa", "tới"], Approx::Below),
    (&["không", "quá"], Approx::Below),
    (&["không", "dưới"], Approx::Above),
    (&["ít", "nhất"], Approx::Above),
    (&["tối", "thiểu"], Approx::Above),
    (&["tối", "đa"], Approx::Below),
    (&["ước", "chừng"], Approx::About),
    (&["xấp", "xỉ"], Approx::About),
    (&["gần"], Approx::Below),
    (&["dưới"], Approx::Below),
    (&["trên"], Approx::Above),
    (&["hơn"], Approx::Above),
    (&["khoảng"], Approx::About),
    (&["chừng"], Approx::About),
];

/// Adjectives whose `hơn` compares (`cao hơn 2 tạ`) and loosens nothing.
const COMPARED: &[&str] = &[
    "cao", "thấp", "nhiều", "ít", "lớn", "nhỏ", "muộn", "sớm", "chậm", "nhanh", "dài", "ngắn", "rộng", "tốt",
    "kém", "trễ", "lâu",
];

fn read_approx(tokens: &[Token], quantity: &mut Quantity) {
    let mut start = quantity.tokens.0;
    while let Some((words, approx)) = loosening(tokens, start) {
        quantity.approx.get_or_insert(approx);
        quantity.approx_words.get_or_insert((start - words, start));
        start -= words;
    }
    quantity.approx_tokens = quantity.tokens.0 - start;
    let after = quantity.unit_tokens.1;
    let key = |at: usize| tokens.get(at).map_or("", |t| t.key());
    let bound = match (key(after), key(after + 1)) {
        ("trở", "lên") => Approx::Above,
        ("trở", "xuống") => Approx::Below,
        _ => return,
    };
    quantity.approx = Some(bound);
    quantity.approx_words = Some((after, after + 2));
}

fn loosening(tokens: &[Token], start: usize) -> Option<(usize, Approx)> {
    BEFORE.iter().find_map(|(words, approx)| {
        let from = start.checked_sub(words.len())?;
        let fits = tokens[from..start].iter().zip(*words).all(|(token, word)| token.key() == *word);
        let compares = from.checked_sub(1).is_some_and(|i| COMPARED.contains(&tokens[i].key()));
        let fits = fits && !(compares && *words == ["hơn"]);
        // `ngân sách cấp trên 4.226 triệu đồng`
        let place = |word: &str| matches!(word, "cấp" | "phía" | "bên" | "kể" | "nêu" | "tuyến");
        let above = from.checked_sub(1).is_some_and(|i| place(tokens[i].key()));
        let fits = fits && !(above && *words == ["trên"]);
        fits.then_some((words.len(), *approx))
    })
}

/// Tokens as one line: a space where the source has white space.
pub fn printed(tokens: &[Token]) -> String {
    let mut out = String::new();
    for (i, token) in tokens.iter().enumerate() {
        if i > 0 && tokens[i - 1].end < token.start {
            out.push(' ');
        }
        out.push_str(token.text());
    }
    out
}

/// Whether the token is a sign that ends a phrase.
pub fn ends_phrase(token: &Token) -> bool {
    token.kind == TokenKind::Sign && matches!(token.text(), "." | "," | ";" | ":" | "(" | ")" | "…")
}
