//! Noun phrases around a figure.

use super::super::around::Around;
use super::super::cue;
use super::super::text::Text;
use super::super::words::{EMPTY, LEADING, TRAILING};
use super::join;
use model::{Fact, FactKind};
use std::borrow::Cow;
use viet::phrases::Phrases;

/// Longest phrase in words.
const LONGEST: usize = 14;

/// Words that name, where they stand, and the rule that took them.
#[derive(Clone, Default)]
pub(super) struct Phrase {
    pub(super) words: String,
    pub(super) at: (usize, usize),
    pub(super) rule: &'static str,
}

impl Phrase {
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    pub(super) fn by(mut self, rule: &'static str) -> Self {
        self.rule = rule;
        self
    }
}

/// The words after an amount or count that name it, with the state of what is counted.
pub(super) fn followed(text: &Text, i: usize, counted: bool) -> Phrase {
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
pub(super) fn respect(text: &Text, fact: &Fact, i: usize) -> Option<(usize, usize)> {
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
pub(super) fn holders(text: &Text, i: usize) -> Phrase {
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
pub(super) fn before(text: &Text, range: (usize, usize)) -> Phrase {
    let mut to = range.1;
    loop {
        let sign = |at: &usize| matches!(text.tokens[*at].text(), "," | ";" | ":" | "(" | ")" | ".");
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
        // `Tỷ lệ hộ nghèo còn cao (14,9%)`: nothing else is told that the bracket could explain.
        let first = from == range.1 && range.0 == text.sentences[text.sentence_of_token(range.0)].0;
        let strong = from > range.0
            && matches!(text.tokens[from - 1].text(), ";" | "(" | ".")
            && !(first && text.tokens[from - 1].is("("));
        if from == range.0 || strong {
            return Phrase::default();
        }
        to = from - 1;
    }
}

/// `học lực giỏi`: the words before a grade, and the grade, when the phrase ends with one.
pub(super) fn graded(phrase: &str) -> Option<(&str, &str)> {
    const GRADES: [&str; 16] = [
        "xuất sắc",
        "giỏi",
        "khá",
        "trung bình",
        "yếu",
        "kém",
        "tốt",
        "đạt yêu cầu",
        "chưa đạt",
        "nhất",
        "nhì",
        "ba",
        "khuyến khích",
        "vàng",
        "bạc",
        "đồng",
    ];
    let key = viet::fold::keyed(phrase);
    let grade = GRADES
        .iter()
        .find(|grade| key.strip_suffix(**grade).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')))?;
    let words = grade.split(' ').count();
    let before = phrase.split(' ').count().checked_sub(words)?;
    let end = phrase.match_indices(' ').nth(before.wrapping_sub(1)).map_or(0, |(at, _)| at);
    Some((phrase.get(..end)?, phrase.get(end..)?.trim()))
}

/// Whether a phrase only says what befell people: `làm chết`, `bị thương`.
pub(super) fn is_outcome(phrase: &str) -> bool {
    const WORDS: [&str; 11] =
        ["chết", "bị", "thương", "mất", "tích", "tử", "vong", "làm", "thiệt", "mạng", "người"];
    let key = viet::fold::keyed(phrase);
    !key.is_empty() && key.split(' ').all(|word| WORDS.contains(&word)) && key != "người"
}

/// Whether a phrase names what people come to harm by.
pub(super) fn is_harm(phrase: &str) -> bool {
    const HARMS: [&str; 12] = [
        "tai nạn",
        "va chạm",
        "thiên tai",
        "bão",
        "lũ",
        "mưa",
        "sạt lở",
        "sét",
        "dịch",
        "cháy",
        "đuối nước",
        "nổ",
    ];
    let key = format!(" {} ", viet::fold::key(phrase));
    HARMS.iter().any(|harm| key.contains(&format!(" {harm} ")))
}

/// The words of a range without dates, numbers and empty phrases at its ends; `last`: of a long
/// range the last words count.
pub(super) fn content(text: &Text, range: (usize, usize), last: bool) -> Phrase {
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
    let words: Vec<Cow<'_, str>> = kept[from..to].iter().map(|at| text.word(*at)).collect();
    let at = kept[from..to].first().zip(kept[from..to].last()).map_or((0, 0), |(a, b)| (*a, b + 1));
    Phrase { words: words.join(" "), at, rule: "" }
}
