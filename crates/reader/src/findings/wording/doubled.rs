//! Words and phrases that stand twice, and not on purpose.

use super::finding;
use super::page::{Form, Page, Told, Word};
use super::pairs::Pairs;
use model::{Severity, TextFinding};
use rustc_hash::FxHashMap;
use std::cell::OnceCell;

/// Most words of a doubled phrase.
const PHRASE: usize = 4;

pub(super) fn words(page: &Page<'_>) -> Vec<TextFinding> {
    let words = Words::new(page);
    let mut found = Vec::new();
    let mut from = 0;
    while from < page.words.len() {
        let Some(length) = words.doubled(from) else {
            from += 1;
            continue;
        };
        let (first, last) = (page.words.get(from), page.words.get(from + 2 * length - 1));
        let middle = page.words.get(from + length - 1);
        if let (Some(first), Some(middle), Some(last)) = (first, middle, last) {
            let phrase = page.scalars.slice(first.start, middle.end);
            let says = format!("Lặp chữ “{phrase}”.");
            let at = (first.start, last.end);
            found.push(finding("doubled-words", Severity::Info, at, says, "Bỏ bớt chữ thừa."));
        }
        from += 2 * length;
    }
    found
}

struct Words<'p, 't> {
    page: &'p Page<'t>,
    /// For every word a number that those with its key share.
    keys: Vec<usize>,
    /// Pairs that begin with a word that stands twice somewhere.
    pairs: OnceCell<Pairs>,
}

impl<'p, 't> Words<'p, 't> {
    fn new(page: &'p Page<'t>) -> Self {
        let mut first: FxHashMap<&str, usize> = FxHashMap::default();
        first.reserve(page.forms.len());
        let forms = page.forms.iter().enumerate();
        let by_form: Vec<usize> =
            forms.map(|(at, form)| *first.entry(form.key.as_str()).or_insert(at)).collect();
        let key = |word: &Word<'_>| by_form.get(word.form.index()).copied().unwrap_or(usize::MAX);
        Self { page, keys: page.words.iter().map(key).collect(), pairs: OnceCell::new() }
    }

    /// The length of the longest phrase at a word that stands there twice, and not on purpose.
    fn doubled(&self, from: usize) -> Option<usize> {
        // Most words are told by those behind them: none is the same.
        let (own, behind) = self.keys.get(from..)?.split_first()?;
        let behind = behind.get(..PHRASE).unwrap_or(behind);
        if !behind.contains(own) {
            return None;
        }
        (1..=PHRASE).rev().find(|length| self.is_doubled(from, *length))
    }

    /// Whether the `length` words at `from` stand there twice, and not on purpose.
    fn is_doubled(&self, from: usize, length: usize) -> bool {
        let (words, once, twice) = (&self.page.words, from..from + length, from + length..from + 2 * length);
        let (Some(a), Some(b)) = (words.get(once.clone()), words.get(twice.clone())) else { return false };
        let same = self.keys.get(once) == self.keys.get(twice);
        let letters = |word: &Word<'_>| word.text.chars().all(viet::letter::is_letter);
        let whole = || {
            let joined = a.iter().chain(b.iter().take(length - 1)).all(|word| word.joined());
            let within =
                !words.get(from + 1..from + 2 * length).unwrap_or_default().iter().any(|word| word.first);
            joined && within && a.iter().all(letters)
        };
        // Two columns of a letterhead come out as one line.
        let capitals = || !a.iter().any(|word| word.text.contains(char::is_lowercase));
        let native = || a.iter().all(|word| self.page.form(word).is_some_and(Form::is_syllable));
        same && whole()
            && native()
            && !capitals()
            && !(length == 1 && self.on_purpose(from))
            && !(length > 1 && is_noun_and_verb(self.page, from))
    }

    /// A reduplication, a name, or two words that meet: `phân công công tác`.
    fn on_purpose(&self, at: usize) -> bool {
        let page = self.page;
        let (Some(first), Some(second)) = (page.words.get(at), page.words.get(at + 1)) else { return false };
        let known = || viet::compound::is_reduplicated(page.key(first));
        let name = first.capital() && second.capital();
        let next = page.words.get(at + 2).filter(|next| second.joined() && !next.first);
        // The second half begins a word of its own, as the list or the rest of the text knows.
        let before = at.checked_sub(1).and_then(|at| page.words.get(at)).filter(|_| !first.first);
        let meets = |next: &Word<'_>| {
            viet::compound::is(page.key(second), page.key(next))
                || self.pairs().stand_elsewhere(before, second, next)
        };
        known() || name || first.text.chars().count() == 1 || next.is_some_and(meets)
    }

    fn pairs(&self) -> &Pairs {
        self.pairs.get_or_init(|| {
            let seconds = self.page.words.iter().skip(1).zip(self.keys.windows(2));
            let seconds = seconds.filter(|(_, pair)| pair.first() == pair.last()).map(|(second, _)| second);
            let seconds = Told::of(self.page, seconds);
            Pairs::new(self.page, |first, _| seconds.has(first))
        })
    }
}

/// `cơ quan điều tra điều tra`: the agent is named by what it does.
fn is_noun_and_verb(page: &Page<'_>, at: usize) -> bool {
    const AGENTS: [&str; 9] = ["người", "bên", "viện", "quan", "tổ", "ban", "đội", "viên", "thẩm"];
    let first = page.words.get(at).map_or("", |word| page.key(word));
    let before = at.checked_sub(1).and_then(|at| page.words.get(at)).map_or("", |word| page.key(word));
    AGENTS.contains(&before) || AGENTS.contains(&first)
}
