//! The text as the fact steps see it: tokens, figures, sentences, brackets.

use super::cells::Cell;
use super::cue::Cues;
use super::words::VERBS;
use crate::scalars::Scalars;
use crate::tables::Table;
use model::{Because, FactField, SourceText};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::collections::BTreeMap;
use viet::quantity::{Mention, NotFigure, Quantity};
use viet::token::{Token, tokens};

/// Words before a figure that may still speak of it.
const REACH: usize = 400;
/// Items of a bullet list after which its head is forgotten.
const LONGEST_LIST: usize = 40;

/// Whether the paragraph at an offset is a header or footer of pages. Offsets of blocks ascend.
fn is_running(source: &SourceText, start: usize) -> bool {
    let after = source.blocks.partition_point(|block| block.start <= start);
    after.checked_sub(1).and_then(|at| source.blocks.get(at)).is_some_and(|block| block.running)
}

/// A source text, cut and marked.
pub(super) struct Text<'t> {
    scalars: &'t Scalars<'t>,
    pub tokens: Vec<Token<'t>>,
    pub figures: Vec<Quantity>,
    /// Dates, periods, names: token ranges that are no figures.
    pub others: Vec<(NotFigure, (usize, usize))>,
    /// What the heads of tables say of a figure, by its first token.
    pub cells: BTreeMap<usize, Cell>,
    /// Words that say what figures state.
    pub cues: Cues,
    /// Tokens that open paragraphs.
    pub paragraphs: Vec<usize>,
    /// For every token the sentence it stands in.
    sentence: Vec<usize>,
    /// Token ranges of the sentences.
    pub sentences: Vec<(usize, usize)>,
    /// For every sentence the one that announces its list.
    heads: Vec<Option<usize>>,
    /// Words that stand in lower case somewhere: no proper names.
    common: FxHashSet<String>,
    /// For every token how many brackets are open before it in its sentence.
    depth: Vec<u8>,
}

impl<'t> Text<'t> {
    pub fn new(source: &'t SourceText, scalars: &'t Scalars<'t>, tables: &[Table]) -> Self {
        let tokens = tokens(&source.text);
        let (mut figures, mut others) = (Vec::new(), Vec::new());
        for mention in viet::quantity::scan(&tokens) {
            match mention {
                // Headers of pages report nothing.
                Mention::Figure(quantity) if is_running(source, quantity.start) => {}
                Mention::Figure(quantity) => figures.push(quantity),
                Mention::Other(why, range) => others.push((why, range)),
            }
        }
        let cells = super::cells::read(tables, &tokens, &mut figures, &mut others);
        let sentences = sentences(&tokens);
        let heads = list_heads(&tokens, &sentences);
        let mut sentence = vec![0; tokens.len()];
        let mut depth = vec![0; tokens.len()];
        for (i, (from, to)) in sentences.iter().enumerate() {
            let mut open = 0_u8;
            for at in *from..*to {
                open = open.saturating_sub(u8::from(tokens[at].is(")")));
                sentence[at] = i;
                depth[at] = open;
                open = open.saturating_add(u8::from(tokens[at].is("(")));
            }
        }
        let mut common: FxHashSet<String> = FxHashSet::default();
        for token in tokens.iter().filter(|t| t.word() && !t.capital()) {
            if !common.contains(token.text()) {
                common.insert(token.text().to_owned());
            }
        }
        Self {
            cues: Cues::new(&tokens),
            paragraphs: (0..tokens.len()).filter(|at| tokens[*at].opens).collect(),
            common,
            scalars,
            tokens,
            figures,
            others,
            cells,
            sentence,
            sentences,
            heads,
            depth,
        }
    }

    /// The source text between two offsets.
    pub fn slice(&self, start: usize, end: usize) -> &'t str {
        self.scalars.slice(start, end)
    }

    /// Why a field is as it is: the rule and its words as a token range.
    pub fn because(&self, field: FactField, rule: &'static str, words: (usize, usize)) -> Because {
        let start = self.tokens.get(words.0).map_or(self.scalars.len(), |t| t.start);
        let last = words.1.checked_sub(1).and_then(|at| self.tokens.get(at));
        Because { field, rule: rule.into(), start, end: last.map_or(start, |t| t.end.max(start)) }
    }

    /// Which sentence a figure stands in.
    pub fn sentence_of(&self, figure: usize) -> usize {
        self.sentence[self.figures[figure].tokens.0]
    }

    /// Open brackets around a figure.
    pub fn depth_of(&self, figure: usize) -> u8 {
        self.depth[self.figures[figure].tokens.0]
    }

    /// First token of a figure with the words that loosen it.
    pub fn first(&self, figure: usize) -> usize {
        self.figures[figure].tokens.0 - self.figures[figure].approx_tokens
    }

    /// One past the last token of a figure and its unit.
    pub fn last(&self, figure: usize) -> usize {
        let quantity = &self.figures[figure];
        quantity.tokens.1.max(quantity.unit_tokens.1)
    }

    /// Tokens between the figure before (or the start of the sentence) and this one.
    pub fn before(&self, figure: usize) -> (usize, usize) {
        let (from, _) = self.sentences[self.sentence_of(figure)];
        let previous = figure.checked_sub(1).map_or(0, |p| self.last(p));
        let to = self.first(figure);
        (from.max(previous).max(to.saturating_sub(REACH)).min(to), to)
    }

    /// [`Self::before`] without the words that still belong to the figure before.
    pub fn left(&self, figure: usize) -> (usize, usize) {
        let (from, to) = self.before(figure);
        let (sentence, _) = self.sentences[self.sentence_of(figure)];
        if from == sentence {
            return (from, to);
        }
        let end = (from..to).find(|at| self.ends_at_sign(*at)).unwrap_or(to);
        let fares = if self.is_aspect(from) { self.aspect_end(from, end) } else { None };
        (fares.unwrap_or_else(|| self.phrase_end(from, to)), to)
    }

    /// Where the words that say how the counted things fare end: `... đang hoạt động | với tổng vốn`.
    pub fn aspect_end(&self, from: usize, to: usize) -> Option<usize> {
        const JOINTS: &[&str] = &["với", "trong đó", "gồm", "do", "và", "nhưng", "trị giá"];
        (from + 1..to).find(|at| JOINTS.iter().any(|words| self.words_at(*at, words)))
    }

    /// A clause after the words that announce it: `trong đó khu vực nông` names `khu vực nông`.
    pub fn announced_from(&self, from: usize, to: usize) -> usize {
        const ANNOUNCING: &[&str] = &["trong đó", "bao gồm", "gồm", "cụ thể", "riêng"];
        let at = (from..to).rev().find_map(|at| {
            let words = ANNOUNCING.iter().find(|words| self.words_at(at, words))?;
            Some(at + words.split(' ').count())
        });
        at.filter(|at| *at < to).unwrap_or(from)
    }

    /// Where the phrase that begins at `from` ends: at a sign or a verb of statement.
    pub fn phrase_end(&self, from: usize, to: usize) -> usize {
        (from..to).find(|at| self.ends_noun_phrase(*at)).unwrap_or(to)
    }

    fn ends_noun_phrase(&self, at: usize) -> bool {
        self.ends_at_sign(at) || self.is_verb(at)
    }

    /// A verb of statement; `doanh thu`, `nguồn thu` are nouns.
    fn is_verb(&self, at: usize) -> bool {
        let noun = self.key(at) == "thu"
            && at
                .checked_sub(1)
                .is_some_and(|i| matches!(self.key(i), "doanh" | "nguồn" | "số" | "tổng" | "hè"));
        !noun && VERBS.length(|i| self.key(at + i)) > 0
    }

    /// Whether a sign ends the phrase at this token.
    pub fn ends_at_sign(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        !token.word() && !token.number() && !matches!(token.text(), "-" | "–" | "&" | "\"" | "“" | "”" | "/")
    }

    /// Whether a word at this token says how the counted thing fares: `12 hộ được ...`.
    pub fn is_aspect(&self, at: usize) -> bool {
        matches!(self.key(at), "đã" | "đang" | "được" | "bị" | "chưa" | "đạt" | "không" | "có" | "tham")
    }

    /// A phrase of up to five words without a verb of statement: an item of a list of nouns.
    pub fn is_short_noun(&self, from: usize, to: usize) -> bool {
        const PREDICATES: &[&str] = &[
            "tổ chức",
            "triển khai",
            "thực hiện",
            "chỉ đạo",
            "tiếp tục",
            "phát hiện",
            "hoàn thành",
            "trong quý",
            "ngày",
            "năm",
            "tháng",
            "hiện nay",
            "trong đó",
            "qua",
            "tuy nhiên",
            "ngoài ra",
            "theo",
        ];
        from < to
            && to - from <= 5
            && (from..to).all(|at| self.tokens[at].word())
            && !(from..to).any(|at| {
                self.is_aspect(at)
                    || PREDICATES.iter().any(|w| self.words_at(at, w))
                    || (self.key(at) != "và" && self.is_verb(at))
            })
    }

    /// An early colon of a sentence before token `at`: the words before it head the sentence.
    pub fn heading_colon(&self, sentence: usize, at: usize) -> Option<usize> {
        let (from, to) = self.sentences[sentence];
        let colon = (from..to.min(at).min(from + 13)).find(|i| self.tokens[*i].is(":"))?;
        let figures = self.figures.partition_point(|q| q.tokens.0 < from)
            ..self.figures.partition_point(|q| q.tokens.0 < colon);
        (colon - from <= 12 && figures.is_empty()).then_some(colon)
    }

    /// Whether words, not a sign, stand right before a figure.
    pub fn has_words_beside(&self, figure: usize) -> bool {
        let (from, to) = self.before(figure);
        to > from && self.tokens[to - 1].word()
    }

    /// Which sentence a token stands in.
    pub fn sentence_of_token(&self, at: usize) -> usize {
        self.sentence.get(at).copied().unwrap_or(0)
    }

    /// Open brackets before a token.
    pub fn open_at(&self, at: usize) -> u8 {
        self.depth.get(at).copied().unwrap_or(0)
    }

    /// The sentence that announces the bullet list this sentence is an item of: it ends with a colon.
    pub fn list_head(&self, sentence: usize) -> Option<usize> {
        self.heads.get(sentence).copied().flatten()
    }

    /// First token of the figure's sentence, or of the part of it within reach of the figure.
    pub fn reach(&self, figure: usize) -> usize {
        let at = self.figures[figure].tokens.0;
        self.sentences[self.sentence_of(figure)].0.max(at.saturating_sub(REACH))
    }

    /// Tokens between this figure and the next one (or the end of the sentence).
    pub fn after(&self, figure: usize) -> (usize, usize) {
        let (_, to) = self.sentences[self.sentence_of(figure)];
        let next = if figure + 1 < self.figures.len() { self.first(figure + 1) } else { usize::MAX };
        let from = self.last(figure);
        (from, to.min(next).min(from + REACH).max(from))
    }

    /// A word as it stands inside a sentence: the capital that only opens one falls.
    pub fn word(&self, at: usize) -> Cow<'_, str> {
        let Some(token) = self.tokens.get(at) else { return Cow::default() };
        if !token.capital() {
            return token.text().into();
        }
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        let opens = token.opens
            || before.is_none_or(|t| !t.word() && !t.number() && !matches!(t.text(), "," | "(" | "/"));
        let lower = viet::letter::lower(token.text());
        let acronym = token.text().chars().skip(1).any(char::is_uppercase);
        // Every syllable of a name has its capital.
        let before_small = self.tokens.get(at + 1).is_some_and(|t| t.word() && !t.capital());
        let common = opens && !acronym && (before_small || self.common.contains(&lower));
        if common { lower.into() } else { token.text().into() }
    }

    /// Key of a token, empty outside the text.
    pub fn key(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| t.key())
    }

    /// Whether the words stand at token `at`.
    pub fn words_at(&self, mut at: usize, words: &str) -> bool {
        let mut rest = words;
        loop {
            let key = self.key(at);
            // Most words are told by their first letter alone.
            if key.bytes().next() != rest.bytes().next() {
                return false;
            }
            let Some(after) = rest.strip_prefix(key) else { return false };
            if after.is_empty() {
                return !rest.is_empty();
            }
            match after.strip_prefix(' ') {
                Some(next) if after.len() < rest.len() => rest = next,
                _ => return false,
            }
            at += 1;
        }
    }

    /// Whether a period or date begins at a token: `6 tháng`, `năm 2021`, `tháng 5`, `quý I`, `cả năm`.
    pub fn time_at(&self, at: usize) -> bool {
        let named = matches!(self.key(at), "năm" | "tháng" | "quý" | "đến" | "cả" | "hết" | "trong" | "tính");
        named || self.other_at(at).is_some_and(|(why, _)| matches!(why, NotFigure::Period | NotFigure::Date))
    }

    /// The figures before this one in its sentence, last first.
    pub fn back(&self, figure: usize) -> impl Iterator<Item = usize> {
        let sentence = self.sentence_of(figure);
        (0..figure).rev().take_while(move |p| self.sentence_of(*p) == sentence)
    }

    /// The figures after this one in its sentence.
    pub fn on(&self, figure: usize) -> impl Iterator<Item = usize> {
        let sentence = self.sentence_of(figure);
        (figure + 1..self.figures.len()).take_while(move |p| self.sentence_of(*p) == sentence)
    }

    /// First place in a token range where one of the phrases stands.
    pub fn find(&self, range: (usize, usize), phrases: &[&str]) -> Option<usize> {
        (range.0..range.1).find(|at| phrases.iter().any(|phrase| self.words_at(*at, phrase)))
    }

    /// Whether one of the phrases stands in a token range.
    pub fn has(&self, range: (usize, usize), phrases: &[&str]) -> bool {
        self.find(range, phrases).is_some()
    }

    /// Whether a token belongs to a date, period, name.
    pub fn other_at(&self, at: usize) -> Option<&(NotFigure, (usize, usize))> {
        let i = self.others.partition_point(|(_, range)| range.1 <= at);
        self.others.get(i).filter(|(_, range)| range.0 <= at)
    }

    /// Whether a figure is a share or growth: `%`, percentage points.
    pub fn is_percent(&self, figure: usize) -> bool {
        self.figures[figure]
            .unit
            .as_deref()
            .is_some_and(|u| u.contains('%') || u.contains("phần trăm") || u == "‰")
    }
}

/// The last of `places`, which are in order, in a token range.
pub(super) fn last_in(places: &[usize], range: (usize, usize)) -> Option<usize> {
    let before = places.partition_point(|at| *at < range.1);
    before.checked_sub(1).map(|at| places[at]).filter(|at| *at >= range.0)
}

/// For every sentence the one that announces its bullet list.
fn list_heads(tokens: &[Token], sentences: &[(usize, usize)]) -> Vec<Option<usize>> {
    let bullet = |s: usize| {
        let first = &tokens[sentences[s].0];
        first.opens.then_some(first.text()).filter(|t| matches!(*t, "-" | "+" | "*" | "•"))
    };
    let mut heads: Vec<Option<usize>> = Vec::with_capacity(sentences.len());
    for s in 0..sentences.len() {
        let mark = bullet(s);
        // The head of the item before serves unless another kind of bullet stands between.
        let head = s.checked_sub(1).filter(|_| mark.is_some()).and_then(|before| {
            let announces = tokens[sentences[before].1 - 1].is(":") && bullet(before) != mark;
            let first = (s.saturating_sub(LONGEST_LIST)..s).rev().find(|b| bullet(*b) != mark)?;
            if announces { Some(before) } else { Some(first).filter(|f| tokens[sentences[*f].1 - 1].is(":")) }
        });
        heads.push(head);
    }
    heads
}

/// A sentence ends at a paragraph's end or at a full stop before a capital.
fn sentences(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut from = 0;
    for at in 1..tokens.len() {
        let stop = matches!(tokens[at - 1].text(), "." | "!" | "?" | "…");
        let begins =
            tokens[at].capital() || tokens[at].line_start || tokens[at].is("-") || tokens[at].is("+");
        let more = matches!(tokens[at].text(), "." | "," | ";" | ")");
        if tokens[at].opens || (stop && begins && !more) {
            out.push((from, at));
            from = at;
        }
    }
    if from < tokens.len() {
        out.push((from, tokens.len()));
    }
    out
}
