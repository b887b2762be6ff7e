//! Which time holds for a figure: the one told beside it, else that of its list, paragraph, footnote or heading.

use super::super::cue;
use super::super::index_of;
use super::super::text::{Text, last_in};
use super::{Form, Time, Times, most_telling, span, window_of};
use model::{Fact, FactField, FactWindow, OutlineItem, Period, SourceText};

/// A time that holds, by which rule, and its words.
#[derive(Clone)]
struct Held {
    window: FactWindow,
    rule: &'static str,
    words: (usize, usize),
}

/// Sets the window of every figure that stands in a sentence.
pub(in super::super) fn set_windows(
    text: &Text,
    times: &Times,
    source: &SourceText,
    outline: &[OutlineItem],
    facts: &mut [Fact],
) {
    let finder = Finder { text, times };
    let headings = finder.headings(outline);
    for i in 0..facts.len() {
        if text.cells.contains_key(&text.figures[i].tokens.0) {
            continue;
        }
        let heading = || headings.get(facts[i].section.as_deref().and_then(index_of)?)?.clone();
        let held = finder
            .of_base(i)
            .or_else(|| finder.after(i))
            .or_else(|| finder.before(i))
            .or_else(|| finder.of_note(source, facts, i))
            .or_else(|| finder.of_list(i))
            .or_else(|| finder.in_paragraph(i))
            .or_else(heading);
        if let Some(held) = held {
            facts[i].window = held.window;
            facts[i].because.push(text.because(FactField::Window, held.rule, held.words));
        }
    }
}

struct Finder<'t> {
    text: &'t Text<'t>,
    times: &'t Times,
}

impl Finder<'_> {
    fn held(&self, time: &Time, rule: &'static str) -> Held {
        Held { window: window_of(self.text, time), rule, words: time.words }
    }

    /// `so với tháng 3 (1.528 ca)`, `gấp 3 lần cùng kỳ (20 ca)`: the bracket holds what was then.
    fn of_base(&self, i: usize) -> Option<Held> {
        const LONGEST: usize = 6;
        let text = self.text;
        let opening = text.first(i).checked_sub(1).filter(|at| text.tokens[*at].is("("))?;
        let closed = text.tokens.get(text.last(i)).is_some_and(|t| t.is(")") || t.is(";"));
        let near = (opening.saturating_sub(LONGEST).max(text.before(i).0), opening);
        let base = text.cues.last(near, cue::BASE).filter(|_| closed)?;
        let words = (base.at, opening);
        if let Some(time) = self.times.bases_within(words).last().filter(|time| time.words.1 == opening) {
            return Some(self.held(time, "time-of-base"));
        }
        let same_season = text.has(words, &["cùng kỳ", "ck", "cknt"]);
        let (from, to) = self.times.year_before().filter(|_| same_season).map(span)?;
        let label = Some(viet::quantity::printed(&text.tokens[words.0..words.1]));
        Some(Held { window: FactWindow { label, from, to, as_of: None }, rule: "time-of-base", words })
    }

    /// `35.980 người năm 2005`, `5 tỷ đồng trong quý II`: right behind an amount.
    fn after(&self, i: usize) -> Option<Held> {
        let text = self.text;
        let at = text.last(i);
        let joint = usize::from(matches!(text.key(at), "trong" | "vào"));
        let time =
            self.times.told_within((at, at + joint + 1)).iter().find(|time| time.words.0 == at + joint)?;
        let within = text.sentence_of_token(time.words.0) == text.sentence_of(i);
        let form = match time.form {
            Form::Period | Form::Season => !text.is_percent(i),
            Form::Day => matches!(text.key(time.words.0), "từ" | "kể" | "tính"),
            Form::Now | Form::Stated => false,
        };
        (form && within).then(|| self.held(time, "time-after"))
    }

    /// Before the figure in its sentence: the last of the most telling form.
    fn before(&self, i: usize) -> Option<Held> {
        let text = self.text;
        let (from, at) = (text.reach(i), text.figures[i].tokens.0);
        let told = self.times.told_within((from, at));
        // A part of the sentence with a time of its own no longer stands in that of the part before.
        let part = text.tokens[from..at].iter().rposition(|t| t.is(";")).map_or(from, |i| from + i);
        let own = told.partition_point(|time| time.words.0 < part);
        let told = told.get(own..).filter(|own| !own.is_empty()).unwrap_or(told);
        most_telling(told).map(|time| self.held(time, "time-before"))
    }

    /// That of the figure at whose mark the footnote is called.
    fn of_note(&self, source: &SourceText, facts: &[Fact], i: usize) -> Option<Held> {
        let anchor = source.notes.get(facts[i].footnote?)?.anchor?;
        let before = facts.partition_point(|fact| fact.start < anchor);
        let called =
            before.checked_sub(1).filter(|called| *called < i && facts[*called].footnote.is_none())?;
        let window = facts[called].window.clone();
        let said = window != FactWindow::default() && anchor - facts[called].end < 400;
        said.then(|| Held { window, rule: "time-of-note", words: self.text.figures[called].tokens })
    }

    /// That of the sentence which heads the list.
    fn of_list(&self, i: usize) -> Option<Held> {
        let head = self.text.list_head(self.text.sentence_of(i))?;
        let time = most_telling(self.times.told_within(self.text.sentences[head]))?;
        Some(self.held(time, "time-of-list"))
    }

    /// The last one told in the sentences before in its paragraph; one in brackets or a deadline holds no longer.
    fn in_paragraph(&self, i: usize) -> Option<Held> {
        const REACH: usize = 1000;
        let text = self.text;
        let (sentence, _) = text.sentences[text.sentence_of(i)];
        let paragraph = last_in(&text.paragraphs, (sentence.saturating_sub(REACH), sentence + 1))?;
        let holds = |time: &&Time| {
            let deadline = time.words.0 > 0 && matches!(text.key(time.words.0 - 1), "trước" | "xong");
            time.form != Form::Now && text.open_at(time.words.0) == 0 && !deadline
        };
        let told = self.times.told_within((paragraph, sentence));
        let time = told.iter().rev().take(8).find(holds)?;
        Some(self.held(time, "time-in-paragraph"))
    }

    /// For every heading the time that it or a heading above it names: a day, a season, another year.
    fn headings(&self, outline: &[OutlineItem]) -> Vec<Option<Held>> {
        let text = self.text;
        let mut held: Vec<Option<Held>> = Vec::with_capacity(outline.len());
        let place = |offset: usize| text.tokens.partition_point(|t| t.start < offset);
        for item in outline {
            let told = self.times.told_within((place(item.start), place(item.end)));
            let own = most_telling(told).filter(|time| match time.form {
                Form::Day => time.as_of.is_some(),
                Form::Season => true,
                Form::Period => time.from.is_some_and(|from| Some(from.year()) != self.times.year()),
                Form::Now | Form::Stated => false,
            });
            let own = own.map(|time| self.held(time, "time-of-heading"));
            let above = || held.get(item.parent.as_deref().and_then(index_of)?)?.clone();
            let found = own.or_else(above);
            held.push(found);
        }
        held
    }
}

impl Times {
    /// Times that begin among these words.
    fn told_within(&self, words: (usize, usize)) -> &[Time] {
        within(&self.told, words)
    }

    /// Times that something is only compared with.
    fn bases_within(&self, words: (usize, usize)) -> &[Time] {
        within(&self.bases, words)
    }

    fn year(&self) -> Option<i16> {
        self.period.map(Period::year)
    }

    /// The same period a year before.
    fn year_before(&self) -> Option<Period> {
        self.period.map(Period::year_before)
    }
}

fn within(times: &[Time], words: (usize, usize)) -> &[Time] {
    let first = times.partition_point(|time| time.words.0 < words.0);
    let past = times.partition_point(|time| time.words.0 < words.1);
    times.get(first..past.max(first)).unwrap_or_default()
}
