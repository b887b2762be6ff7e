//! What became of things: settled, late or pending ones are parts of those that came in.

use super::super::text::Text;
use super::{Claim, Finder, MOST, whole_of};
use model::{Fact, FactKind};
use std::sync::LazyLock;
use viet::phrases::Phrases;

/// What became of some of the things.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Came in: the whole.
    In,
    /// Settled.
    Done,
    /// How it was settled: in time, late.
    When,
    /// Left over.
    Rest,
}

/// Words for states, before or behind a figure.
const STATES: &[(State, &str)] = &[
    (
        State::In,
        "tiếp nhận|thụ lý|nhận được|đã nhận|nhận|tổng số|phải giải quyết|phải thi hành|phát sinh|tồn đầu kỳ|đăng ký",
    ),
    (
        State::Done,
        "giải quyết|đã giải quyết|giải quyết xong|giải quyết được|đã xử lý|xử lý|xử lý xong|đã trả|trả kết quả|đã hoàn thành|hoàn thành|\
         làm rõ|đã làm rõ|điều tra làm rõ|đã điều tra|đình chỉ|tạm đình chỉ|từ chối|được cấp|đã cấp|đã chi trả|chi trả cho|\
         vi phạm|xử phạt|thi hành xong|đã thi hành|đã xét xử|xét xử|đưa ra xét xử|đã thu hoạch|đã thẩm định|đã phê duyệt|\
         đã được|đã khắc phục|đủ điều kiện|không đủ điều kiện|hòa giải thành|đã trả lời|đã kết luận",
    ),
    (
        State::When,
        "đúng hạn|trước hạn|sớm hạn|trong hạn|quá hạn|trễ hạn|chậm hạn|đúng và trước hạn|trước và đúng hạn|đúng thời hạn",
    ),
    (
        State::Rest,
        "đang giải quyết|đang xem xét|đang xử lý|đang điều tra|đang thụ lý|đang thực hiện|đang trong thời hạn|đang trong hạn|đang làm|đang|\
         chưa giải quyết|chưa xử lý|chưa hoàn thành|chưa|còn|còn lại|tồn|còn tồn|chuyển kỳ sau",
    ),
];

/// Sentences of one paragraph over which a whole still stands.
const NEAR: usize = 2;

impl Finder<'_> {
    /// `tiếp nhận 120 hồ sơ, đã giải quyết 100 hồ sơ`: a state in the clause, and the last figure of the
    /// unit before that is no state itself.
    pub(super) fn state(&self, facts: &[Fact], i: usize) -> Option<Claim> {
        let text = self.text;
        let countable = self.amounts.is_counted(i) || self.amounts.is_area(i) || self.amounts.is_bare(i);
        let plain =
            facts[i].kind == FactKind::Actual && facts[i].denominator.is_none() && text.depth_of(i) == 0;
        if !countable || !plain || text.cells.contains_key(&text.figures[i].tokens.0) || self.is_compared(i) {
            return None;
        }
        let (state, words) = self.state_words(i)?;
        let sentence = text.sentence_of(i);
        let near = |p: &usize| {
            let other = text.sentence_of(*p);
            other == sentence
                || (sentence - other <= NEAR
                    && self.is_one_paragraph(other, sentence)
                    && self.opens_clause(words.0))
        };
        let before = (0..i).rev().take(MOST).take_while(near).filter(|p| text.depth_of(*p) == 0);
        let mut alike = before.filter(|p| {
            self.amounts.is_same(i, *p) || (self.amounts.is_bare(i) && self.amounts.is_counted(*p))
        });
        let nearest = alike.next()?;
        let whole = match (state, self.state_words(nearest).map(|(state, _)| state)) {
            (State::In, _) => return None,
            (State::When, Some(State::Done)) | (State::Done | State::When, Some(State::In) | None) => nearest,
            // What is left is left of what came in.
            (State::Rest, Some(State::In)) => nearest,
            (State::Rest, None) => return None,
            (State::Done, Some(State::Done))
                if whole_of(facts, nearest).is_none() && self.state_key(i) != self.state_key(nearest) =>
            {
                nearest
            }
            // What was done to some of them stands beside what was done to others.
            (_, Some(_)) => whole_of(facts, nearest)?,
        };
        let fits = self.fits(facts, i, whole)
            && facts[whole].kind == FactKind::Actual
            && self.is_same_flow(facts, i, whole);
        fits.then_some(Claim { whole, rule: "what-became-of-it", words })
    }

    /// The state that the clause of a figure tells, and its words.
    fn state_words(&self, i: usize) -> Option<Told> {
        self.states.get(i).copied().flatten()
    }

    /// The words of the state that a figure is told in.
    fn state_key(&self, i: usize) -> Option<Vec<&str>> {
        let (_, (from, to)) = self.state_words(i)?;
        Some((from..to).map(|at| self.text.key(at)).filter(|word| *word != "đã").collect())
    }

    /// What became of the things of a figure.
    pub(super) fn state_of(&self, i: usize) -> Option<State> {
        self.state_words(i).map(|(state, _)| state)
    }

    /// Whether a figure is told in a state other than having come in.
    pub(super) fn is_state(&self, i: usize) -> bool {
        self.state_words(i).is_some_and(|(state, _)| state != State::In)
    }

    /// Whether a word is among the first of its sentence.
    fn opens_clause(&self, at: usize) -> bool {
        at - self.text.sentences[self.text.sentence_of_token(at)].0 <= 4
    }

    /// Whether no paragraph opens between two sentences.
    fn is_one_paragraph(&self, before: usize, after: usize) -> bool {
        (before + 1..=after).all(|s| !self.text.tokens[self.text.sentences[s].0].opens)
    }
}

static PHRASES: LazyLock<Phrases<State>> = LazyLock::new(|| {
    Phrases::new(STATES.iter().flat_map(|(state, list)| list.split('|').map(|words| (words, *state))))
});

/// The states of all figures.
pub(super) fn states(text: &Text) -> Vec<Option<Told>> {
    (0..text.figures.len()).map(|i| state(text, i)).collect()
}

/// A state and the words that tell it.
pub(super) type Told = (State, (usize, usize));

/// The last state told before a figure in its clause, else the first behind it.
fn state(text: &Text, i: usize) -> Option<Told> {
    let sign = |at: &usize| !text.tokens[*at].word();
    let (from, to) = text.before(i);
    let from = (from..to).rev().find(sign).map_or(from, |at| at + 1);
    let after = text.after(i);
    let end = (after.0..after.1).find(sign).unwrap_or(after.1);
    let words = |at: usize| {
        let (length, state) = PHRASES.longest(|i| text.key(at + i))?;
        Some((*state, (at, at + length)))
    };
    let mut before: Vec<Told> = Vec::new();
    for found in (from..to).filter_map(words) {
        if before.last().is_none_or(|(_, (_, end))| *end <= found.1.0) {
            before.push(found);
        }
    }
    // `giải quyết đúng hạn`: how says more than that.
    let when = before.iter().rev().find(|(state, _)| *state == State::When);
    when.or(before.last()).copied().or_else(|| (after.0..end).find_map(words))
}
