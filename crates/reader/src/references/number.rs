//! Numbers of documents: `15/QĐ-UBND`, `30a/2008/NQ-CP`, `71-KL/TW`, and lists of them.

use super::issuer;
use super::word::{Word, first_said};
use model::Date;
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// One number of a list with its date.
pub(super) struct Numbered {
    pub(super) number: String,
    pub(super) date: Option<Date>,
    /// Bytes.
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How the numbers stand behind the type of the document.
#[derive(Clone, Copy)]
pub(super) struct Style {
    /// Several documents: `các Quyết định số 1, 2, 3`.
    pub(super) plural: bool,
    /// A bare number is one without `số` too: `Chỉ thị 16`.
    pub(super) short: bool,
}

/// The numbers at `at`, and the word behind them.
pub(super) fn list(words: &[Word<'_>], at: usize, style: Style) -> Option<(Vec<Numbered>, usize)> {
    let has_so = words.get(at).is_some_and(|word| word.lower == "số");
    let from = at + usize::from(has_so);
    let (first, mut next) = number(words, from).filter(|(one, next)| {
        is_coded(&one.number) || (is_bare(&one.number) && (has_so || (style.short && ends(words, *next))))
    })?;
    let mut found = vec![first];
    loop {
        if let Some((date, length)) = issuer::date(words, next) {
            let end = words.get(next + length - 1).map_or(0, |word| word.end);
            if let Some(last) = found.last_mut() {
                (last.date, last.end) = (Some(date), end);
            }
            next += length;
        }
        let Some((another, after)) = another(words, next, style) else { break };
        found.push(another);
        next = after;
    }
    share_code(&mut found);
    Some((found, next))
}

/// The next number of a list: `, số 16/QĐ-UBND`, ` và 17/QĐ-UBND`.
fn another(words: &[Word<'_>], at: usize, style: Style) -> Option<(Numbered, usize)> {
    let before = words.get(at.checked_sub(1)?)?;
    let and = words.get(at)?.lower == "và" && !before.closed();
    let parted = before.gap.trim() == "," || before.gap.trim() == ";";
    let at = at + usize::from(and);
    let so = words.get(at).is_some_and(|word| word.lower == "số");
    number(words, at + usize::from(so)).filter(|(one, next)| {
        let bare = is_bare(&one.number) && (so || (style.plural && ends(words, *next)));
        (and || parted) && (is_coded(&one.number) || bare)
    })
}

/// The number whose first word stands at `at`; signs with blanks around them belong to it: `15/QĐ - UBND`.
fn number(words: &[Word<'_>], at: usize) -> Option<(Numbered, usize)> {
    let first = words.get(at).filter(|word| word.bare.starts_with(|c: char| c.is_ascii_digit()))?;
    let mut number = first.bare.replace('–', "-");
    let (mut end, mut next) = (first.end, at + 1);
    while let (Some(before), Some(word)) = (words.get(next - 1), words.get(next)) {
        let sign = before.gap.trim();
        let goes_on = match sign {
            "/" => true,
            "-" | "–" => number.contains('/') || word.bare.contains('/'),
            _ => false,
        };
        let code = word.capital() || (word.bare.len() == 4 && word.bare.starts_with("20"));
        if !goes_on || !code || viet::date::parse(&number).is_some() {
            break;
        }
        number.push_str(if sign == "/" { "/" } else { "-" });
        number.push_str(&word.bare.replace('–', "-"));
        (end, next) = (word.end, next + 1);
    }
    let one = Numbered { number, date: None, start: first.start, end };
    viet::date::parse(&one.number).is_none().then_some((one, next))
}

/// `15/QĐ-UBND`, `44-KL/TU`, `18/2019`.
fn is_coded(text: &str) -> bool {
    let mut parts = text.split(['/', '-']).skip(1).peekable();
    let year = |part: &str| part.len() == 4 && part.starts_with(['1', '2']) && part.parse::<u16>().is_ok();
    parts.peek().is_some() && parts.any(|part| part.starts_with(char::is_uppercase) || year(part))
}

/// `16`, `30a`.
fn is_bare(text: &str) -> bool {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    text.len() - digits.len() <= 1 && digits.len() <= 5 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a bare number is not followed by what it would count.
fn ends(words: &[Word<'_>], next: usize) -> bool {
    static GOES_ON: LazyLock<Phrases> = LazyLock::new(|| {
        Phrases::listed(
            "của|ngày|về|năm|và|đã|được|là|cho|trong|để|tại|theo|với|thì|quy định|nêu|trên|có|đến|này|còn",
        )
    });
    let closed = next.checked_sub(1).and_then(|at| words.get(at)).is_some_and(Word::closed);
    closed || words.get(next).is_none_or(Word::capital) || first_said(words, next, &GOES_ON).is_some()
}

/// `số 15, 16/QĐ-UBND`: the code of the last is that of all.
fn share_code(found: &mut [Numbered]) {
    let code = found.last().and_then(|last| {
        let at = last.number.find(['/', '-'])?;
        last.number.get(at..).map(str::to_owned)
    });
    if let Some(code) = code {
        for one in found.iter_mut().filter(|one| is_bare(&one.number)) {
            one.number.push_str(&code);
        }
    }
}
