//! The same figure stated in two places.

use super::slip;
use super::view::{Class, Figure, View, printed};
use model::{Decimal, FactKind, Relation, RelationKind, Strength};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use viet::letter::reads;
use viet::phrases::Phrases;

/// Two numbers for one thing differ by a slip, not by being different things, up to this part.
const SLIP: Decimal = Decimal::from_parts(5, 0, 0, false, 2);
/// Below this, equal numbers of things mean little.
const CHANCE: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// Figures alike that follow one another are compared with so many of the next; a report has fewer.
const NEXT: usize = 2;

/// Words in the order of the alphabet, each once.
type Words<'k> = Vec<&'k str>;

/// A figure with the words that tell what it counts.
struct Stated<'v, 'f> {
    figure: &'v Figure<'f>,
    /// Words after it.
    said: Words<'v>,
}

pub(super) fn repeats(view: &View<'_>) -> Vec<Relation> {
    let level = |f: &&Figure<'_>| f.adds_up() && matches!(f.fact.kind, FactKind::Actual | FactKind::Plan);
    let levels = view.figures.iter().filter(level).filter(|f| f.value() >= CHANCE);
    let phrases: Vec<(&Figure<'_>, String)> = levels.map(|figure| (figure, phrase(view, figure))).collect();
    let stated = phrases.iter().map(|(figure, phrase)| Stated { figure, said: words(phrase) });
    let stated: Vec<Stated<'_, '_>> = stated.collect();
    let mut found = equals(view, &stated);
    found.extend(slips(view, &stated));
    found.extend(percents(view));
    found.extend(totals(view));
    found
}

/// Figures looked back at for one that is said again.
const FAR: usize = 60;

/// `229/231 trường` after `231 trường`, `trong 87 công trình có ...` after `87 công trình`: the total said again.
fn totals(view: &View<'_>) -> Vec<Relation> {
    let mut found = Vec::new();
    for (at, figure) in view.figures.iter().enumerate() {
        let total = match figure.fact.denominator {
            Some(total) => total,
            None if again(view, figure) => figure.fact.value.value(),
            None => continue,
        };
        let before = view.figures.get(at.saturating_sub(FAR)..at).unwrap_or_default();
        let first = before.iter().rev().find(|f| {
            let counts = matches!(f.class, Class::Counted(_)) && f.adds_up() && f.fact.denominator.is_none();
            counts && f.fact.value.value() == total && f.class.is(&figure.class)
        });
        let first = first.filter(|f| f.value() >= CHANCE && f.sentence != figure.sentence);
        found.extend(first.map(|first| Relation {
            strength: Strength::Inferred,
            expression: format!("{} = {}", first.print(), viet::number::format(model::Number::new(total))),
            ..same(first, figure, true)
        }));
    }
    found
}

/// `Trong 87 công trình`, `trong tổng số 24.186 em`.
fn again(view: &View<'_>, figure: &Figure<'_>) -> bool {
    let start = view.sentence(figure.sentence).map_or(figure.fact.start, |span| span.start);
    let lead = view.text(&(start.max(figure.fact.start.saturating_sub(30))..figure.fact.start));
    let says = |words: &[&str]| {
        let mut before = lead.split_whitespace().rev();
        words.iter().rev().all(|word| before.next().is_some_and(|before| reads(before, word)))
    };
    let said: [&[&str]; 3] = [&["trong"], &["trong", "số"], &["trong", "tổng", "số"]];
    matches!(figure.class, Class::Counted(_)) && said.into_iter().any(says)
}

/// Groups of figures by a key, in the order of the text.
fn groups<K: Ord, T>(items: impl Iterator<Item = (K, T)>) -> BTreeMap<K, Vec<T>> {
    let mut groups: BTreeMap<K, Vec<T>> = BTreeMap::new();
    for (key, item) in items {
        groups.entry(key).or_default().push(item);
    }
    groups
}

/// The same number said again of the same thing.
fn equals(view: &View<'_>, stated: &[Stated<'_, '_>]) -> Vec<Relation> {
    let mut found = Vec::new();
    for group in groups(stated.iter().map(|stated| (stated.figure.value(), stated))).values() {
        for (at, first) in group.iter().enumerate() {
            for second in group.iter().skip(at + 1).take(NEXT) {
                let (a, b) = (first.figure, second.figure);
                let comparable =
                    a.class.is(&b.class) && a.fact.place == b.fact.place && a.sentence != b.sentence;
                if comparable && is_telling(a) && (is_note_of(view, a, b) || is_alike(first, second)) {
                    found.push(same(a, b, true));
                }
            }
        }
    }
    found
}

/// One thing with two numbers that a slip makes differ: said with the same words after it, or of one subject and with
/// digits the other way round.
fn slips(view: &View<'_>, stated: &[Stated<'_, '_>]) -> Vec<Relation> {
    let one_thing = |a: &Figure<'_>, b: &Figure<'_>| {
        a.class.is(&b.class)
            && a.fact.place == b.fact.place
            && a.fact.kind == b.fact.kind
            && a.value() != b.value()
    };
    let mut found = Vec::new();
    let said = stated.iter().filter(|stated| stated.said.len() >= 3);
    let said = said.map(|stated| (stated.said.as_slice(), stated.figure));
    for group in groups(said).values() {
        for (at, a) in group.iter().enumerate() {
            let next = group.iter().skip(at + 1).take(NEXT);
            let slipped = next.filter(|b| one_thing(a, b) && is_slip(a, b) && may_be_compared(view, a, b));
            found.extend(slipped.map(|b| same(a, b, false)));
        }
    }
    let keys: Vec<String> =
        stated.iter().map(|stated| viet::fold::key(&stated.figure.fact.subject)).collect();
    let subjects = stated.iter().zip(&keys).map(|(stated, key)| (all_words(key), stated.figure));
    for group in groups(subjects.filter(|(words, _)| words.len() >= 2)).values() {
        if let [a, b] = group.as_slice() {
            let swapped =
                slip::meant(a.fact.value).contains(&b.fact.value) && a.factor == b.factor && is_telling(a);
            if swapped && one_thing(a, b) && may_be_compared(view, a, b) && a.value() >= Decimal::ONE_HUNDRED
            {
                found.push(same(a, b, false));
            }
        }
    }
    found
}

/// A share or a percentage of a plan said twice, in two sections and nowhere else.
fn percents(view: &View<'_>) -> Vec<Relation> {
    let is_percent = |f: &&Figure<'_>| {
        let told = matches!(f.fact.kind, FactKind::SharePct | FactKind::PctOfPlan);
        told && f.fact.unit.as_deref() == Some("%") && f.fact.approx.is_none() && f.fact.high.is_none()
    };
    let percents = view.figures.iter().filter(is_percent);
    let keys: Vec<(&Figure<'_>, String)> = percents.map(|f| (f, viet::fold::key(&f.fact.subject))).collect();
    let named = keys.iter().map(|(f, key)| ((kind_of(f), naming(key)), *f));
    let groups = groups(named.filter(|((_, words), _)| words.len() >= 2));
    let pairs = groups.values().filter_map(|group| match group.as_slice() {
        [a, b] if a.fact.section != b.fact.section && a.fact.place == b.fact.place => Some((*a, *b)),
        _ => None,
    });
    let near = |a: &Figure<'_>, b: &Figure<'_>| {
        let long = a.fact.value.value().mantissa().unsigned_abs() >= 100;
        long && (slip::one_wrong_digit(a.fact.value).contains(&b.fact.value)
            || slip::meant(a.fact.value).contains(&b.fact.value))
    };
    let compared = pairs.filter(|(a, b)| {
        let equal = a.fact.value == b.fact.value && a.fact.value.value().mantissa().unsigned_abs() >= 100;
        (equal || near(a, b)) && may_be_compared(view, a, b)
    });
    compared.map(|(a, b)| same(a, b, a.fact.value == b.fact.value)).collect()
}

fn kind_of(figure: &Figure<'_>) -> bool {
    figure.fact.kind == FactKind::PctOfPlan
}

/// Words of a percentage's subject that name what it is of.
fn naming(key: &str) -> Words<'_> {
    let mut words = words(key);
    words.retain(|word| !matches!(*word, "tỷ" | "lệ" | "chiếm" | "còn" | "mới"));
    words
}

/// The words of a [`viet::fold::key`].
fn all_words(key: &str) -> Words<'_> {
    let mut words: Words<'_> =
        key.split(|c: char| !viet::letter::is_word(c)).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The same without those that say nothing.
fn words(key: &str) -> Words<'_> {
    let mut words = all_words(key);
    words.retain(|word| !SILENT.contains(&[word]));
    words
}

pub(super) fn same(first: &Figure<'_>, second: &Figure<'_>, holds: bool) -> Relation {
    let sign = if holds { "=" } else { "≠" };
    Relation {
        kind: RelationKind::Same,
        members: vec![first.fact.id.clone(), second.fact.id.clone()],
        holds,
        strength: if holds { Strength::Stated } else { Strength::Inferred },
        expression: printed(&[first, second]).join(&format!(" {sign} ")),
    }
}

/// Words that say nothing about what is counted.
const EMPTY: &str = "số tổng có được đã là ở tại trên của các những và cho để với về do trong đang hiện nay đạt toàn \
    huyện xã tỉnh địa bàn người công dân đối tượng làm việc thực thường xuyên một này cả lượt đến từ ra theo tính";

static SILENT: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(EMPTY.split_whitespace().map(|word| (word, ()))));

/// Words that begin what is done or needed and no longer name what is counted: `12 hộ nghèo cần hỗ trợ`.
const PREDICATES: [&str; 7] = ["cần", "phải", "để", "khi", "nhằm", "sẽ", "nên"];

/// The key of the words that name what a figure counts.
fn phrase(view: &View<'_>, figure: &Figure<'_>) -> String {
    let phrase = view.phrase_after(figure);
    let words = phrase.split_inclusive(char::is_whitespace);
    let named = words.take_while(|word| !PREDICATES.contains(&word.trim_end()));
    viet::fold::key(phrase.get(..named.map(str::len).sum()).unwrap_or(phrase))
}

/// Most words of the shorter topic are in the longer one; a topic is the subject and what is said after the figure.
fn is_alike(a: &Stated<'_, '_>, b: &Stated<'_, '_>) -> bool {
    let (key_a, key_b) = (viet::fold::key(&a.figure.fact.subject), viet::fold::key(&b.figure.fact.subject));
    let topic_a: BTreeSet<&str> = words(&key_a).into_iter().chain(a.said.iter().copied()).collect();
    let topic_b: BTreeSet<&str> = words(&key_b).into_iter().chain(b.said.iter().copied()).collect();
    let common = topic_a.intersection(&topic_b).count();
    let shorter = topic_a.len().min(topic_b.len());
    common >= 3 && common * 3 >= shorter * 2
}

fn is_slip(a: &Figure<'_>, b: &Figure<'_>) -> bool {
    (a.value() - b.value()).abs().checked_div(a.value().max(b.value())).is_some_and(|part| part <= SLIP)
}

/// Equal measured amounts say something when they have three digits or more.
fn is_telling(figure: &Figure<'_>) -> bool {
    let digits = figure.fact.value.value().mantissa().unsigned_abs().to_string().len();
    matches!(figure.class, Class::Counted(_)) || digits >= 3
}

/// Two figures of one sentence, of two stated times or of two places are meant to differ.
fn may_be_compared(view: &View<'_>, a: &Figure<'_>, b: &Figure<'_>) -> bool {
    let times = (a.fact.window.as_of, b.fact.window.as_of);
    let different_days = matches!(times, (Some(x), Some(y)) if x != y);
    let lead = |figure: &Figure<'_>| {
        let start = view.sentence(figure.sentence).map_or(figure.fact.start, |span| span.start);
        view.text(&(start..figure.fact.start))
    };
    let differ = |x: BTreeSet<String>, y: BTreeSet<String>| x != y && !(x.is_empty() || y.is_empty());
    let places = |text: &str| -> BTreeSet<String> {
        crate::document::places(text).into_iter().map(|(level, name)| format!("{level} {name}")).collect()
    };
    let elsewhere = || differ(places(lead(a)), places(lead(b)));
    let other_time = || differ(times_in(lead(a)), times_in(lead(b)));
    a.sentence != b.sentence && !different_days && !elsewhere() && !other_time()
}

/// `tháng 5`, `quý II`, `năm 2023` in a text.
fn times_in(text: &str) -> BTreeSet<String> {
    let key = viet::fold::key(text);
    let words: Vec<&str> =
        key.split(|c: char| !viet::letter::is_word(c)).filter(|word| !word.is_empty()).collect();
    let named = words.windows(2).filter_map(|pair| match pair {
        [kind @ ("tháng" | "quý" | "năm"), number] if number.len() <= 4 => {
            Some(format!("{kind} {number}"))
        }
        _ => None,
    });
    named.filter(|time| time.ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'i' | 'v'))).collect()
}

/// The footnote says the figure of its sentence again.
fn is_note_of(view: &View<'_>, body: &Figure<'_>, note: &Figure<'_>) -> bool {
    let anchor =
        note.fact.footnote.and_then(|index| view.source.notes.get(index)).and_then(|note| note.anchor);
    let near = |anchor: usize| {
        view.sentence(body.sentence).is_some_and(|span| span.start <= anchor && anchor <= span.end)
    };
    body.fact.footnote.is_none() && anchor.is_some_and(near)
}
