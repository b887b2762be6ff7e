//! What a figure measures: a noun phrase built from the words around it.

use super::around::Around;
use super::text::Text;
use super::words::{EMPTY, GENERIC, LEADING, TRAILING};
use super::{cue, index_of};
use model::{Fact, FactField, FactKind, OutlineItem};
use viet::measure_unit::{self, Dimension};
use viet::phrases::Phrases;

/// Units that only help to count and say nothing of the thing.
const CLASSIFIERS: &[&str] = &["con", "quả", "viên", "cái", "chiếc", "gói", "suất", "cây", "bộ"];

/// Longest phrase in words.
const LONGEST: usize = 14;

/// Words that name, where they stand, and the rule that took them.
#[derive(Clone, Default)]
struct Phrase {
    words: String,
    at: (usize, usize),
    rule: &'static str,
}

impl Phrase {
    fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn by(mut self, rule: &'static str) -> Self {
        self.rule = rule;
        self
    }
}

/// Sets the subject of every fact.
pub(super) fn set_subjects(text: &Text, outline: &[OutlineItem], facts: &mut [Fact]) {
    let mut topics: Vec<Phrase> = Vec::with_capacity(facts.len());
    for i in 0..facts.len() {
        let own = Own::of(text, &facts[i], i);
        let whole = facts[i].part_of.as_deref().and_then(index_of).filter(|whole| *whole < i);
        let in_item = text.list_head(text.sentence_of(i)).is_some()
            && text.left(i).0 > text.sentences[text.sentence_of(i)].0;
        let topic = match whole.filter(|_| !in_item) {
            Some(whole) => topics[whole].clone(),
            None => topic(text, &topics, i),
        };
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
        let label = text.labels.get(&text.figures[i].tokens.0).filter(|label| !label.is_empty());
        if let Some(label) = label {
            facts[i].subject = measured(&facts[i], label.clone());
            topics.push(own.topic(topic));
            continue;
        }
        let pieces = own.subject(text, &facts[i], facts, i, &topic);
        let said: Vec<&str> = pieces.iter().map(|piece| piece.words.as_str()).collect();
        let said = join(&said);
        let (subject, pieces) =
            if said.is_empty() { carried(text, facts, i, outline) } else { (said, pieces) };
        facts[i].subject = measured(&facts[i], subject);
        explain(text, &mut facts[i], &pieces);
        topics.push(own.topic(topic));
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
fn measured(fact: &Fact, subject: String) -> String {
    let counted = fact.unit.as_deref().is_some_and(measure_unit::is_counted);
    let head = match fact.kind {
        FactKind::SharePct => "tỷ lệ",
        FactKind::Rate | FactKind::PctOfPlan | FactKind::ChangePct => return subject,
        _ if counted => "số",
        _ => return subject,
    };
    let key = viet::fold::key(&subject);
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
}

impl Own {
    fn of(text: &Text, fact: &Fact, i: usize) -> Self {
        let unit = text.figures[i].unit.as_deref();
        let counted = unit.is_some_and(measure_unit::is_counted);
        let before = before(text, text.left(i)).by("words-before");
        if let Some(words) = respect(text, fact, i) {
            return Self { before, after: content(text, words, false).by("in-respect-of"), respect: true };
        }
        let after = match text.is_percent(i) {
            true if before.is_empty() || !text.has_words_beside(i) => holders(text, i).by("holders-after"),
            true => Phrase::default(),
            false => followed(text, i, counted).by("words-after"),
        };
        Self { before, after, respect: false }
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
        if measure_unit::is_counted(unit) {
            return self.counted(text, facts, i, unit, topic);
        }
        if fact.kind == FactKind::ChangeAbs && before.is_empty() {
            return Vec::new();
        }
        let (from, to) = text.before(i);
        let apart = text.tokens[from..to].iter().any(|t| t.is(";"));
        let alone = apart && is_money(unit) && STANDALONE.contains(&viet::fold::key(&before.words).as_str());
        let of_topic = if self.is_generic() && !alone { topic.clone() } else { Phrase::default() };
        let area = measure_unit::lookup(unit).is_some_and(|u| u.dimension == Dimension::Area);
        let headed = fact.part_of.is_some()
            || fact.kind == FactKind::ChangeAbs
            || viet::fold::key(&before.words).contains("diện tích");
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
    fn counted(&self, text: &Text, facts: &[Fact], i: usize, unit: &str, topic: &Phrase) -> Vec<Phrase> {
        let (before, after) = (self.before.clone(), self.after.clone());
        let fact = &facts[i];
        if fact.kind == FactKind::ChangeAbs && self.is_generic() {
            return Vec::new();
        }
        let whole = fact.part_of.as_deref().and_then(index_of).and_then(|whole| facts[..i].get(whole));
        let alike_whole = whole.is_some_and(|f| f.unit == fact.unit);
        let (from, to) = text.before(i);
        let listed = to > from && matches!(text.key(to - 1), "và" | ";") && fact.part_of.is_none();
        let needs = (self.is_generic() && !listed && (alike_whole || whole.is_none()))
            || (self.is_short() && alike_whole);
        let repeats = before.words == topic.words || after.words == topic.words;
        let of_whole = if needs && !repeats { topic.clone() } else { Phrase::default() };
        let told = after.words.matches(' ').count() >= 3 && of_whole.is_empty();
        let adjunct = !after.is_empty() && is_adjunct(&before.words);
        let before = if told || adjunct { Phrase::default() } else { before };
        let said = join(&[&after.words, &before.words, &of_whole.words]);
        let named = format!(" {} ", viet::fold::key(&said)).contains(&format!(" {} ", viet::fold::key(unit)));
        let mut said = vec![after, before, of_whole];
        if !named && !CLASSIFIERS.contains(&unit) {
            let at = text.figures[i].unit_words();
            said.insert(0, Phrase { words: unit.to_owned(), at, rule: "counted-thing" });
        }
        said
    }
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
    let key = viet::fold::key(phrase);
    GENERIC.contains(&key.split(' ').collect::<Vec<_>>())
}

/// `qua rà soát`, `dịp Tết`: says when or how it was found, not what.
fn is_adjunct(phrase: &str) -> bool {
    const LEADS: [&str; 7] = ["qua", "sau", "dịp", "nhân", "về", "trước", "nhờ"];
    LEADS.contains(&phrase.split(' ').next().unwrap_or_default())
}

/// A phrase without the generic head it begins with: `năng suất lúa` is about `lúa`.
fn specific(phrase: &str) -> &str {
    let key = viet::fold::key(phrase);
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

/// The words after an amount or count that name it, with the state of what is counted.
fn followed(text: &Text, i: usize, counted: bool) -> Phrase {
    let range = after(text, i, counted);
    let said = content(text, range, false);
    let state = text.key(range.0);
    let kept = counted && range.0 < range.1 && matches!(state, "đang" | "được" | "bị" | "chưa" | "đạt");
    let doubled = said.words.split(' ').next() == Some(state);
    let state = if kept && !doubled { state } else { "" };
    let at = if state.is_empty() { said.at } else { (range.0, said.at.1.max(range.0 + 1)) };
    Phrase { words: join(&[state, &said.words]), at, rule: said.rule }
}

/// `tăng 12% về số doanh nghiệp`: the words after `về`.
fn respect(text: &Text, fact: &Fact, i: usize) -> Option<(usize, usize)> {
    let changed = matches!(fact.kind, FactKind::ChangePct | FactKind::ChangeAbs);
    let (from, to) = text.after(i);
    let said = changed && from < to && text.key(from) == "về";
    said.then(|| (from + 1, text.phrase_end(from + 1, to)))
}

/// The range of words after a figure that still name it. A counted noun keeps its verb
/// (`12 hộ được hỗ trợ nhà ở`); a measured thing ends at the verb.
fn after(text: &Text, i: usize, counted: bool) -> (usize, usize) {
    let (from, to) = text.after(i);
    let sign = |at: &usize| text.ends_at_sign(*at);
    let signed = (from..to).find(sign);
    let end = signed.unwrap_or(to);
    if !counted || !text.is_aspect(from) {
        return (from, text.phrase_end(from, end));
    }
    let runs_into_next = signed.is_none() && text.tokens.get(to).is_some_and(|t| !t.opens);
    match text.aspect_end(from, end) {
        Some(joint) => (from, joint.min(from + 9)),
        None if runs_into_next => (from, text.phrase_end(from, end)),
        None => (from, end.min(from + 9)),
    }
}

/// `98% hộ dân được dùng điện`: who a share is of, when nothing before it says so.
fn holders(text: &Text, i: usize) -> Phrase {
    const NO_HOLDERS: &[&str] = &[
        "kế hoạch",
        "kh",
        "so",
        "dự toán",
        "chỉ tiêu",
        "cùng kỳ",
        "trở lên",
        "và",
        "mục tiêu",
        "nghị quyết",
        "dt",
        "ck",
        "nq",
    ];
    let (from, to) = text.after(i);
    // `chiếm 12% tổng số`, `đạt 85% diện tích`: the whole stands there, not what is spoken of.
    if Around::new(text, i).cue_is(cue::SHARE.or(cue::ACHIEVED)) && text.back(i).next().is_some() {
        return Phrase::default();
    }
    let end = (from..to).find(|at| text.ends_at_sign(*at)).unwrap_or(to);
    let noun = text.tokens.get(from).is_some_and(|t| t.word() && !t.opens) && !text.is_aspect(from);
    if !noun || NO_HOLDERS.iter().any(|w| text.words_at(from, w)) || text.phrase_end(from, end) == from {
        return Phrase::default();
    }
    content(text, (from, end.min(from + 10)), false)
}

/// The clause before a figure; short noun phrases in a row are one list (`dê, cừu, thỏ 75 con`).
fn before(text: &Text, range: (usize, usize)) -> Phrase {
    let mut to = range.1;
    loop {
        let sign = |at: &usize| matches!(text.tokens[*at].text.as_str(), "," | ";" | ":" | "(" | ")" | ".");
        let mut from = (range.0..to).rev().find(sign).map_or(range.0, |at| at + 1);
        if !content(text, (from, to), true).is_empty() {
            while from > range.0 && text.tokens[from - 1].is(",") {
                let earlier = (range.0..from - 1).rev().find(sign).map_or(range.0, |at| at + 1);
                let earlier = text.announced_from(earlier, from - 1);
                if !text.is_short_noun(earlier, from - 1) {
                    break;
                }
                from = earlier;
            }
            return content(text, (from, to), true);
        }
        if from > range.0 && text.tokens[from - 1].is(")") {
            // What stands in brackets before the verb only explains: `giá trị (giá so sánh) đạt 5 tỷ`.
            let open = (range.0..from).rev().find(|at| text.tokens[*at].is("("));
            if let Some(open) = open.filter(|open| *open > range.0) {
                to = open;
                continue;
            }
        }
        let strong = from > range.0 && matches!(text.tokens[from - 1].text.as_str(), ";" | "(" | ".");
        if from == range.0 || strong {
            return Phrase::default();
        }
        to = from - 1;
    }
}

/// The words of a range without dates, numbers and empty phrases at its ends; `last`: of a long
/// range the last words count.
fn content(text: &Text, range: (usize, usize), last: bool) -> Phrase {
    let kept: Vec<usize> =
        (range.0..range.1).filter(|at| text.tokens[*at].word() && text.other_at(*at).is_none()).collect();
    let keys: Vec<&str> = kept.iter().map(|at| text.key(*at)).collect();
    let (mut from, mut to) = (0, keys.len());
    let leads = |phrases: &Phrases, from: usize| {
        let word = |i: usize| keys.get(from + i).filter(|_| from + i < to).copied().unwrap_or_default();
        phrases.length(word)
    };
    // `huyện có`, but not the name `xã An Lộc`.
    let unnamed = |from: usize| kept.get(from + 1).is_none_or(|at| !text.tokens[*at].capital());
    while from < to {
        let n = match leads(&EMPTY, from) {
            0 if last && unnamed(from) => leads(&LEADING, from),
            n => n,
        };
        if n == 0 {
            break;
        }
        from += n;
    }
    while let Some(n) = (1..=4).rev().find(|n| {
        to >= from + n && (EMPTY.contains(&keys[to - n..to]) || TRAILING.contains(&keys[to - n..to]))
    }) {
        to -= n;
    }
    // `lúa Đông Xuân cấy`: the season ends the name.
    let after_name = to >= from + 2 && text.tokens[kept[to - 2]].capital();
    if after_name && matches!(keys[to - 1], "cấy" | "gieo" | "trồng") {
        to -= 1;
    }
    if last {
        from = from.max(to.saturating_sub(LONGEST));
    } else {
        to = to.min(from + LONGEST);
    }
    let words: Vec<String> = kept[from..to].iter().map(|at| text.word(*at)).collect();
    let at = kept[from..to].first().zip(kept[from..to].last()).map_or((0, 0), |(a, b)| (*a, b + 1));
    Phrase { words: words.join(" "), at, rule: "" }
}

/// What the sentence is about before this figure: the words before an early colon, else the own
/// words of the figure before.
fn topic(text: &Text, topics: &[Phrase], i: usize) -> Phrase {
    let sentence = text.sentence_of(i);
    let depth = text.depth_of(i);
    let before = text.back(i).take(60).find(|p| text.depth_of(*p) <= depth);
    if let Some(whole) = before.filter(|p| text.depth_of(*p) < depth) {
        return topics[whole].clone();
    }
    if let Some(colon) = text.heading_colon(sentence, text.figures[i].tokens.0) {
        let said = content(text, (text.sentences[sentence].0, colon), true);
        if !said.is_empty() {
            return said.by("heading-of-sentence");
        }
    }
    let of_list = || {
        let head = text.list_head(sentence)?;
        let end = text.sentences[head].1;
        let last = text.figures.partition_point(|q| q.tokens.0 < end).checked_sub(1)?;
        (last < i && text.sentence_of(last) == head).then_some(last)
    };
    before.or_else(of_list).map_or_else(Phrase::default, |p| topics[p].clone())
}

/// A figure without words of its own speaks of what the figure before it speaks of; at the head of
/// a sentence, of the heading.
fn carried(text: &Text, facts: &[Fact], i: usize, outline: &[OutlineItem]) -> (String, Vec<Phrase>) {
    let sentence = text.sentence_of(i);
    let depth = text.depth_of(i);
    let before = text.back(i).take(60).find(|p| text.depth_of(*p) <= depth);
    // A change speaks of the last figure in its own unit.
    let own_unit = |p: &usize| facts[*p].unit == facts[i].unit && !text.is_percent(i);
    let in_sentence = text.back(i).take(60).find(own_unit);
    if let Some(before) = in_sentence.or(before) {
        return (facts[before].subject.clone(), vec![of_figure(text, before, "figure-before")]);
    }
    // The sentence before in the same paragraph, when it speaks in the same unit.
    let (from, _) = text.sentences[sentence];
    let alike = i.checked_sub(1).filter(|p| facts[*p].unit == facts[i].unit && !text.tokens[from].opens);
    if let Some(p) = alike.and_then(|last| {
        (0..=last).rev().take(60).take_while(|p| text.sentence_of(*p) + 1 >= sentence).last()
    }) {
        return (facts[p].subject.clone(), vec![of_figure(text, p, "sentence-before")]);
    }
    let heading = facts[i].section.as_deref().and_then(index_of).and_then(|at| outline.get(at));
    let Some(item) = heading else { return (String::new(), Vec::new()) };
    let place = |offset: usize| text.tokens.partition_point(|t| t.start < offset);
    let at = (place(item.start), place(item.end));
    (item.title.clone(), vec![Phrase { words: String::new(), at, rule: "heading" }])
}
