//! Typing slips: words that are no Vietnamese syllable, syllables that make no word with their neighbour, words typed
//! together. Names, foreign words, abbreviations and symbols are left alone.

use super::finding;
use super::page::{Form, FormAt, Page, Word};
use super::pairs::Pairs;
use model::{Severity, TextFinding};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::{LazyCell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};
use viet::compound;
use viet::slip;
use viet::syllable::{Syllable, Tone};

/// More distinct slips than this are another language or a broken encoding, told once.
const MOST: usize = 25;
/// A word that a slip stands for is said at least so often.
const SAID: usize = 3;
/// A slip is rare: said no oftener than this.
const RARE: usize = 2;

pub(super) fn slips(page: &Page<'_>) -> Vec<TextFinding> {
    let mut found = of_words(page);
    found.extend(misplaced_tones(page));
    if found.len() > MOST {
        let first = found.first().map_or((0, 0), |finding| (finding.start, finding.end));
        let says = format!("Có {} chữ không phải âm tiết tiếng Việt.", found.len());
        let hint = "Kiểm tra bảng mã, phông chữ của tệp, hoặc dùng tệp gốc.";
        return vec![finding("not-vietnamese", Severity::Warning, first, says, hint)];
    }
    found.extend(of_pairs(page));
    found
}

/// Words that are no syllable, each once with its count.
fn of_words(page: &Page<'_>) -> Vec<TextFinding> {
    let said = Said::new(page);
    let verdicts: Vec<Option<Slip>> = page.forms.iter().map(|form| slip(&said, form)).collect();
    let mut told: BTreeSet<FormAt> = BTreeSet::new();
    let mut found = Vec::new();
    for (at, word) in page.words.iter().enumerate() {
        let Some(Some(slip)) = verdicts.get(word.form.index()) else { continue };
        if told.contains(&word.form) || is_part(page, at) || (slip.doubtful && !opens_sentence(page, at)) {
            continue;
        }
        told.insert(word.form);
        let count = page.form(word).map_or(1, |form| form.count);
        let beside = || beside(page, at);
        found.push(slip.finding(word, slip.meant.clone().or_else(beside), count));
    }
    found
}

/// What a word was meant to be, as its neighbours tell.
fn beside(page: &Page<'_>, at: usize) -> Option<String> {
    let word = page.words.get(at)?;
    let before =
        at.checked_sub(1).and_then(|at| page.words.get(at)).filter(|before| before.joined() && !word.first);
    let next = page.words.get(at + 1).filter(|next| word.joined() && !next.first);
    let behind = next.and_then(|next| Some(compound::meant(page.key(word), page.key(next))?.0));
    let ahead = || before.and_then(|before| Some(compound::meant(page.key(before), page.key(word))?.1));
    behind.or_else(ahead).filter(|meant| *meant != page.key(word)).map(str::to_owned)
}

/// What is wrong with a word.
struct Slip {
    rule: &'static str,
    meant: Option<String>,
    /// A capital may make it a name: told only where a sentence begins.
    doubtful: bool,
}

impl Slip {
    fn finding(&self, word: &Word<'_>, meant: Option<String>, count: usize) -> TextFinding {
        let times = if count > 1 { format!(" ({count} lần)") } else { String::new() };
        let says = match (&meant, self.rule) {
            (Some(meant), "joined-words") => {
                format!("Hai chữ viết dính “{}”{times}, phải là “{meant}”.", word.text)
            }
            (Some(meant), _) => format!("Chữ “{}”{times} gõ sai, có thể là “{meant}”.", word.text),
            (None, _) => format!("Chữ “{}”{times} không phải âm tiết tiếng Việt, có thể gõ sai.", word.text),
        };
        finding(self.rule, Severity::Warning, (word.start, word.end), says, "Kiểm tra và sửa lại chữ này.")
    }
}

/// What the text says otherwise.
struct Said<'p, 't> {
    page: &'p Page<'t>,
    keys: OnceCell<FxHashSet<&'p str>>,
    /// Syllables that are no slips, by their letters without marks.
    by_letters: FxHashMap<String, Vec<&'p Form<'t>>>,
}

impl<'p, 't> Said<'p, 't> {
    fn new(page: &'p Page<'t>) -> Self {
        let mut by_letters: FxHashMap<String, Vec<&Form<'t>>> = FxHashMap::default();
        for form in page.forms.iter().filter(|form| form.count >= SAID && form.is_syllable()) {
            by_letters.entry(viet::fold::fold(form.text)).or_default().push(form);
        }
        Self { page, keys: OnceCell::new(), by_letters }
    }

    fn is_word(&self, key: &str) -> bool {
        let keys = || self.page.forms.iter().map(|form| form.key.as_str()).collect();
        self.keys.get_or_init(keys).contains(key)
    }

    /// The most frequent syllable with the same letters and other marks.
    fn twin(&self, form: &Form<'_>) -> Option<&'p Form<'t>> {
        let alike = self.by_letters.get(&viet::fold::fold(form.text)).into_iter().flatten().copied();
        alike.filter(|other| other.count > form.count).max_by_key(|other| other.count)
    }
}

fn slip(said: &Said<'_, '_>, form: &Form<'_>) -> Option<Slip> {
    let text = form.text;
    if form.is_syllable() {
        return None;
    }
    if !slip::is_suspect(text) {
        return None;
    }
    let first_capital = text.starts_with(char::is_uppercase);
    let all_capitals = !text.chars().any(char::is_lowercase);
    let twin = said.twin(form).map(|twin| twin.key.clone());
    let plain = text.is_ascii();
    let evident = twin.is_some() && form.count <= RARE;
    if (all_capitals || plain) && !evident {
        return None;
    }
    if !plain && let Some(joined) = joined(said, text) {
        return Some(Slip { rule: "joined-words", meant: Some(joined), doubtful: first_capital });
    }
    let foreign = !evident && slip::is_transliterated(text);
    (!foreign).then_some(Slip { rule: "no-syllable", doubtful: first_capital && !evident, meant: twin })
}

/// Syllables whose tone stands on the wrong letter (`qúy`, `hòan`), told once with some of them.
fn misplaced_tones(page: &Page<'_>) -> Option<TextFinding> {
    const SHOWN: usize = 5;
    let is_wrong = |form: &Form<'_>| form.misplaced && !form.text.starts_with(char::is_uppercase);
    let wrong: Vec<&str> = page.forms.iter().filter(|form| is_wrong(form)).map(|form| form.text).collect();
    let first = page.words.iter().find(|word| wrong.first() == Some(&word.text))?;
    let shown: Vec<String> = wrong.iter().take(SHOWN).map(|text| format!("“{text}”")).collect();
    let more =
        if wrong.len() > SHOWN { format!(" và {} chữ khác", wrong.len() - SHOWN) } else { String::new() };
    let says = format!("Dấu thanh đặt sai chữ cái: {}{more}.", shown.join(", "));
    let hint = "Đặt dấu thanh trên âm chính: “hoàn”, “quý”, “giá”.";
    Some(finding("misplaced-tone", Severity::Info, (first.start, first.end), says, hint))
}

/// Two syllables typed as one word, parted by a blank: both bear a tone, or they are a known word.
fn joined(said: &Said<'_, '_>, text: &str) -> Option<String> {
    text.char_indices().skip(1).find_map(|(at, _)| {
        let (first, second) = text.split_at_checked(at)?;
        let (a, b) = (Syllable::parse(first)?, Syllable::parse(second)?);
        let toned = |syllable: Syllable| syllable.tone() != Tone::Level;
        let long = first.chars().count() > 2 && second.chars().count() > 2;
        let (a_key, b_key) = (viet::fold::key(first), viet::fold::key(second));
        let known = compound::is(&a_key, &b_key);
        let both = || said.is_word(&a_key) && said.is_word(&b_key);
        let evident = known || (long && toned(a) && toned(b) && both());
        evident.then(|| format!("{first} {second}"))
    })
}

/// A part of a longer word: `mô-đun`, `H'Mông`, `abc.vn`, a page's address.
fn is_part(page: &Page<'_>, at: usize) -> bool {
    const JOINTS: [char; 9] = ['-', '‐', '–', '\'', '’', '.', '/', '@', '_'];
    let binds = |gap: &str| gap.chars().count() == 1 && gap.contains(JOINTS);
    let word = page.words.get(at);
    let before = at.checked_sub(1).and_then(|at| page.words.get(at));
    let bound = word.is_some_and(|word| binds(word.gap));
    bound || (before.is_some_and(|before| binds(before.gap)) && word.is_some_and(|word| !word.first))
}

/// First of a paragraph or behind a stop, and no capital behind it: then its own capital makes no name.
fn opens_sentence(page: &Page<'_>, at: usize) -> bool {
    let Some(word) = page.words.get(at) else { return false };
    let before = at.checked_sub(1).and_then(|at| page.words.get(at)).filter(|_| !word.first);
    let opens = before.is_none_or(|before| before.gap.trim_end().ends_with(['.', ';', ':']));
    let next = page.words.get(at + 1).filter(|next| word.joined() && !next.first);
    opens && next.is_some_and(|next| !next.capital())
}

/// Syllables that make no word with their neighbour, where one with the same letters would.
fn of_pairs(page: &Page<'_>) -> Vec<TextFinding> {
    // A slip is rare, and no syllable that words are made of.
    let odd =
        page.told(|form| form.count <= RARE && form.syllable().is_some() && !compound::is_known(&form.key));
    let is_odd = |word: &Word<'_>| odd.has(word);
    let pairs = LazyCell::new(|| Pairs::new(page, |first, second| is_odd(first) || is_odd(second)));
    let mut found: BTreeMap<(&str, &str), TextFinding> = BTreeMap::new();
    for (at, (first, second)) in page.words.iter().zip(page.words.iter().skip(1)).enumerate() {
        if !(is_odd(first) || is_odd(second)) || !first.joined() || second.first || second.capital() {
            continue;
        }
        // A capital within a sentence makes a name of it.
        if first.capital() && !opens_sentence(page, at) {
            continue;
        }
        let (a, b) = (page.key(first), page.key(second));
        let Some(meant) = compound::meant(a, b) else { continue };
        let slip = if meant.0 == a { second } else { first };
        if !is_odd(slip) {
            continue;
        }
        let third = page.words.get(at + 2).filter(|third| second.joined() && !third.first);
        let before =
            at.checked_sub(1).and_then(|at| page.words.get(at)).filter(|b| b.joined() && !first.first);
        // The odd syllable may belong to its other neighbour.
        let elsewhere = if meant.0 == a {
            third.is_some_and(|third| compound::is(b, page.key(third)) || pairs.count(second, third) > 1)
        } else {
            before.is_some_and(|before| compound::is(page.key(before), a) || pairs.count(before, first) > 1)
        };
        if elsewhere || pairs.count(first, second) > RARE {
            continue;
        }
        let says =
            format!("“{}” có thể là “{} {}”.", page.scalars.slice(first.start, second.end), meant.0, meant.1);
        let fault = finding(
            "wrong-word",
            Severity::Info,
            (first.start, second.end),
            says,
            "Kiểm tra lại dấu của chữ này.",
        );
        found.entry((a, b)).or_insert(fault);
    }
    found.into_values().collect()
}
