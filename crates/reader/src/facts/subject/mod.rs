//! What a figure measures: a noun phrase built from the words around it.

mod phrase;
mod topic;

use super::index_of;
use super::text::Text;
use super::words::GENERIC;
use model::{Fact, FactField, FactKind, OutlineItem};
use phrase::{Phrase, before, content, followed, graded, holders, is_harm, is_outcome, respect};
use topic::{carried, topic};
use viet::measure_unit::{self, Dimension};

/// Units that only help to count and say nothing of the thing.
const CLASSIFIERS: &[&str] = &["con", "quả", "viên", "cái", "chiếc", "gói", "suất", "cây", "bộ"];

/// Words before a colon that may say what is graded behind it.
const NEAR: usize = 20;

/// Sets the subject of every fact.
pub(super) fn set_subjects(text: &Text, outline: &[OutlineItem], facts: &mut [Fact]) {
    let mut topics: Vec<Phrase> = Vec::with_capacity(facts.len());
    // What the grades of a list are grades of.
    let mut graded_of = Phrase::default();
    for i in 0..facts.len() {
        let mut own = Own::of(text, &facts[i], i);
        if i.checked_sub(1).is_none_or(|before| text.sentence_of(before) != text.sentence_of(i)) {
            graded_of = Phrase::default();
        }
        let whole = facts[i].part_of.as_deref().and_then(index_of).filter(|whole| *whole < i);
        let in_item = text.list_head(text.sentence_of(i)).is_some()
            && text.left(i).0 > text.sentences[text.sentence_of(i)].0;
        let topic = match whole.filter(|_| !in_item) {
            Some(whole) => topics[whole].clone(),
            None => topic(text, &topics, i),
        };
        own.grade(text, &mut graded_of, &topic);
        // Where it was counted is not what was counted.
        let near = |p: &usize| text.sentence_of(*p) + 1 >= text.sentence_of(i);
        let elsewhere = |p: usize| facts[p].unit == facts[i].unit && facts[p].place.is_none();
        let told = !topic.is_empty() || (0..i).rev().take(60).take_while(near).any(elsewhere);
        let place = place_before(text, &facts[i]).filter(|_| whole.is_none() && own.after.is_empty());
        let only_place = place.is_some_and(|place| place.0 <= own.before.at.0 && own.before.at.1 <= place.1);
        if only_place && told {
            own.before = Phrase::default();
        }
        if let Some(p) = whole.filter(|_| own.is_a_name()) {
            if facts[i].place.is_none() {
                facts[i].place = Some(own.before.words.clone());
                facts[i].because.push(text.because(FactField::Place, "item-of-list", own.before.at));
            }
            facts[i].subject = join(&[&facts[p].subject, &own.before.words]);
            explain(text, &mut facts[i], &[of_figure(text, p, "whole"), own.before]);
            topics.push(topic);
            continue;
        }
        let cell = text.cells.get(&text.figures[i].tokens.0).filter(|cell| !cell.label.is_empty());
        if let Some(cell) = cell {
            facts[i].subject = measured(&facts[i], own.counted, cell.label.clone());
            topics.push(own.topic(topic));
            continue;
        }
        let pieces = own.subject(text, &facts[i], facts, i, &topic);
        let said: Vec<&str> = pieces.iter().map(|piece| piece.words.as_str()).collect();
        let said = join(&said);
        let (subject, pieces) =
            if said.is_empty() { carried(text, facts, i, outline) } else { (said, pieces) };
        facts[i].subject = measured(&facts[i], own.counted, subject);
        explain(text, &mut facts[i], &pieces);
        topics.push(if only_place { topic } else { own.topic(topic) });
    }
}

/// Says by which words the subject was built.
fn explain(text: &Text, fact: &mut Fact, pieces: &[Phrase]) {
    let told = pieces.iter().filter(|piece| piece.at.0 < piece.at.1);
    fact.because.extend(told.map(|piece| text.because(FactField::Subject, piece.rule, piece.at)));
}

/// What is told of another figure.
fn of_figure(text: &Text, figure: usize, rule: &'static str) -> Phrase {
    Phrase { words: String::new(), at: text.figures[figure].tokens, rule }
}

/// Names the quantity itself: a number of things, the share of something.
fn measured(fact: &Fact, counted: bool, subject: String) -> String {
    let head = match fact.kind {
        FactKind::SharePct => "tỷ lệ",
        FactKind::Rate | FactKind::PctOfPlan | FactKind::ChangePct => return subject,
        _ if counted => "số",
        _ => return subject,
    };
    let key = viet::fold::keyed(&subject);
    let named = key.is_empty() || QUANTITIES.iter().any(|words| key.starts_with(words));
    match subject.strip_prefix("số ").filter(|_| head == "tỷ lệ") {
        Some(counted) => join(&[head, counted]),
        None if named => subject,
        None => join(&[head, &subject]),
    }
}

/// Heads that name a quantity already.
const QUANTITIES: &[&str] = &[
    "số ",
    "tổng số",
    "dân số",
    "tỷ lệ",
    "tỉ lệ",
    "tỷ trọng",
    "tổng đàn",
    "đàn ",
    "số lượng",
    "mật độ",
    "công suất",
];

/// The words that are a figure's own: before it, after it.
struct Own {
    before: Phrase,
    after: Phrase,
    /// Whether the words after say in which respect something changed: `tăng 12% về số vốn`.
    respect: bool,
    /// Whether its unit counts things one by one.
    counted: bool,
}

impl Own {
    fn of(text: &Text, fact: &Fact, i: usize) -> Self {
        let is_counted = |unit: &Option<String>| unit.as_deref().is_some_and(measure_unit::is_counted);
        // A part may have been given another unit than stands beside it.
        let unit = &text.figures[i].unit;
        let beside = is_counted(unit);
        let counted = if fact.unit == *unit { beside } else { is_counted(&fact.unit) };
        let before = before(text, text.left(i)).by("words-before");
        if let Some(words) = respect(text, fact, i) {
            let after = content(text, words, false).by("in-respect-of");
            return Self { before, after, respect: true, counted };
        }
        let after = match text.is_percent(i) {
            true if before.is_empty() || !text.has_words_beside(i) => holders(text, i).by("holders-after"),
            true => Phrase::default(),
            false => followed(text, i, beside).by("words-after"),
        };
        Self { before, after, respect: false, counted }
    }

    /// `học lực giỏi 120 em, khá 310 em`: a grade alone is one of what the grade before was of.
    fn grade(&mut self, text: &Text, of: &mut Phrase, topic: &Phrase) {
        let Some((base, grade)) = graded(&self.before.words) else { return };
        if !base.is_empty() {
            *of = Phrase { words: base.to_owned(), ..self.before.clone() };
            return;
        }
        // `xếp loại học lực: giỏi 17`
        let colon = self.before.at.0.checked_sub(1).filter(|at| text.tokens[*at].is(":"));
        if let Some(colon) = colon {
            let from = text.sentences[text.sentence_of_token(colon)].0;
            *of = before(text, (from.max(colon.saturating_sub(NEAR)), colon));
        }
        if of.is_empty() {
            of.clone_from(topic);
        }
        self.before.words = join(&[&of.words, grade]);
    }

    /// Nothing but capitals: the item of a list by places.
    fn is_a_name(&self) -> bool {
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        let (first, rest) = self.before.words.split_once(' ').unwrap_or_default();
        // At the head of a list item the word for the place has lost its capital.
        let opens = capital(first) || matches!(first, "xã" | "bản" | "thôn" | "phường" | "huyện" | "tỉnh");
        self.after.is_empty() && opens && !rest.is_empty() && rest.split(' ').all(capital)
    }

    /// At most one word of its own.
    fn is_short(&self) -> bool {
        !join(&[&self.after.words, &self.before.words]).contains(' ')
    }

    fn is_generic(&self) -> bool {
        self.after.is_empty() && (self.before.is_empty() || is_generic(&self.before.words))
    }

    /// What later figures of the sentence may be of.
    fn topic(&self, inherited: Phrase) -> Phrase {
        if is_outcome(&self.before.words) && self.after.is_empty() {
            return inherited;
        }
        let words = join(&[specific(&self.before.words), &self.after.words]);
        let at = if self.before.is_empty() { self.after.at } else { self.before.at };
        if words.is_empty() { inherited } else { Phrase { words, at, rule: "topic" } }
    }

    /// The phrases that make up the subject, in their order; none when it must be carried.
    fn subject(&self, text: &Text, fact: &Fact, facts: &[Fact], i: usize, topic: &Phrase) -> Vec<Phrase> {
        let (before, after) = (self.before.clone(), self.after.clone());
        if self.respect {
            let of = if is_generic(&after.words) { topic.clone() } else { Phrase::default() };
            return vec![after, of];
        }
        if text.is_percent(i) {
            if !after.is_empty() {
                return vec![after];
            }
            let own_words = !before.is_empty() && (!self.is_generic() || topic.is_empty());
            return match (own_words, before.is_empty()) {
                (true, _) => vec![before],
                (_, false) => vec![before, topic.clone()],
                _ => Vec::new(),
            };
        }
        let unit = fact.unit.as_deref().unwrap_or_default();
        if self.counted {
            return self.count(text, facts, i, unit, topic);
        }
        if fact.kind == FactKind::ChangeAbs && before.is_empty() {
            return Vec::new();
        }
        let (from, to) = text.before(i);
        let apart = text.tokens[from..to].iter().any(|t| t.is(";"));
        let alone = apart && is_money(unit) && STANDALONE.contains(&&*viet::fold::keyed(&before.words));
        let of_topic = if self.is_generic() && !alone { topic.clone() } else { Phrase::default() };
        let area = measure_unit::lookup(unit).is_some_and(|u| u.dimension == Dimension::Area);
        let headed = fact.part_of.is_some()
            || fact.kind == FactKind::ChangeAbs
            || viet::fold::keyed(&before.words).contains("diện tích");
        let mut said = vec![before, after, of_topic];
        if area && !headed && said.iter().any(|piece| !piece.is_empty()) {
            said.insert(
                0,
                Phrase { words: "diện tích".to_owned(), at: text.figures[i].unit_words(), rule: "area" },
            );
        }
        said
    }

    /// The subject of a count: what is counted, with what is said of it.
    fn count(&self, text: &Text, facts: &[Fact], i: usize, unit: &str, topic: &Phrase) -> Vec<Phrase> {
        let (before, after) = (self.before.clone(), self.after.clone());
        let fact = &facts[i];
        if fact.kind == FactKind::ChangeAbs && self.is_generic() {
            return Vec::new();
        }
        let whole = fact.part_of.as_deref().and_then(index_of).and_then(|whole| facts[..i].get(whole));
        let alike_whole = whole.is_some_and(|f| f.unit == fact.unit);
        if is_outcome(&join(&[&after.words, &before.words])) && whole.is_none() {
            let unit =
                Phrase { words: unit.to_owned(), at: text.figures[i].unit_words(), rule: "counted-thing" };
            let cause = Phrase { words: format!("do {}", topic.words), ..topic.clone() };
            return vec![unit, after, before, if is_harm(&topic.words) { cause } else { Phrase::default() }];
        }
        let (from, to) = text.before(i);
        let listed = to > from && matches!(text.key(to - 1), "và" | ";") && fact.part_of.is_none();
        let needs = (self.is_generic() && !listed && (alike_whole || whole.is_none()))
            || (self.is_short() && alike_whole);
        let repeats = before.words == topic.words || after.words == topic.words;
        let of_whole = if needs && !repeats { topic.clone() } else { Phrase::default() };
        let told = after.words.matches(' ').count() >= 3 && of_whole.is_empty();
        let adjunct = !after.is_empty() && is_adjunct(&before.words);
        let before = if told || adjunct { Phrase::default() } else { before };
        let thing = viet::fold::keyed(unit);
        let headed = viet::fold::keyed(&of_whole.words)
            .strip_prefix(&*thing)
            .is_some_and(|rest| rest.starts_with(' '));
        let said = join(&[&after.words, &before.words, if headed { &of_whole.words } else { "" }]);
        let named = format!(" {} ", viet::fold::keyed(&said)).contains(&format!(" {thing} "));
        let mut said = vec![after, before, of_whole];
        if !named && !CLASSIFIERS.contains(&unit) {
            let at = text.figures[i].unit_words();
            said.insert(0, Phrase { words: unit.to_owned(), at, rule: "counted-thing" });
        }
        said
    }
}

/// The words of a place named before a figure.
fn place_before(text: &Text, fact: &Fact) -> Option<(usize, usize)> {
    let told = |rule: &str| matches!(rule, "place-before" | "item-of-list");
    let place =
        fact.because.iter().find(|because| because.field == FactField::Place && told(&because.rule))?;
    let at = |offset: usize| text.tokens.partition_point(|t| t.start < offset);
    Some((at(place.start), at(place.end)))
}

/// Heads of money that are complete in a part of the sentence of their own.
const STANDALONE: &[&str] = &[
    "dư nợ",
    "tổng dư nợ",
    "tổng thu",
    "tổng chi",
    "doanh thu",
    "huy động vốn",
    "tổng mức đầu tư",
    "tổng vốn",
    "giải ngân",
];

fn is_money(unit: &str) -> bool {
    measure_unit::lookup(unit).is_some_and(|u| u.dimension == Dimension::Money)
}

fn is_generic(phrase: &str) -> bool {
    let key = viet::fold::keyed(phrase);
    GENERIC.contains(&key.split(' ').collect::<Vec<_>>())
}

/// `qua rà soát`, `dịp Tết`: says when or how it was found, not what.
fn is_adjunct(phrase: &str) -> bool {
    const LEADS: [&str; 7] = ["qua", "sau", "dịp", "nhân", "về", "trước", "nhờ"];
    LEADS.contains(&phrase.split(' ').next().unwrap_or_default())
}

/// A phrase without the generic head it begins with: `năng suất lúa` is about `lúa`.
fn specific(phrase: &str) -> &str {
    let key = viet::fold::keyed(phrase);
    let words: Vec<&str> = key.split(' ').collect();
    let head = GENERIC.length(|i| words.get(i).copied().unwrap_or_default());
    let rest = phrase.splitn(head + 1, ' ').nth(head);
    let verb = matches!(
        words.get(head..).map(|w| w.join(" ")).as_deref(),
        Some("giao" | "cấp" | "phân bổ" | "bố trí" | "tỉnh" | "huyện" | "xã" | "trung ương")
    );
    if head == 0 || verb { phrase } else { rest.unwrap_or_default() }
}

fn join(parts: &[&str]) -> String {
    let kept: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    kept.join(" ")
}
