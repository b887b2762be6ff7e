//! Matters of part one that are still open: under way, waiting, late, left over, or charged and begun with no outcome told.

use super::agency::acts;
use super::clause::{
    Clause, TOPIC_WORDS, cut_at, cut_deep, ends_with_order, is_order, label_length, trimmed,
};
use super::open::{behind_time, is_begun, is_open, stripped};
use super::said::Said;

/// A sentence no longer than this is told whole.
const WHOLE_WORDS: usize = 20;

/// Words of a matter, after which it is not drawn out any further.
const MOST_WORDS: usize = 40;

/// So few words between commas are an item of a list.
const ITEM_WORDS: usize = 3;

/// So few words seldom say what they are about.
const SCANT_WORDS: usize = 12;

/// A bracket no longer than this, in scalar values, belongs to the words around it.
const SHORT_BRACKET: usize = 28;

/// How far before a clause what it is about is looked for.
const PARTS_BEFORE: usize = 8;

/// The matters of one paragraph.
pub(super) fn matters(paragraph: Said<'_>) -> Vec<Clause<'_>> {
    let mut found: Vec<Clause<'_>> = Vec::new();
    // The sentence before, or the matter that it was.
    let mut before: Option<Clause<'_>> = None;
    for range in cut_deep(paragraph.behind(label_length(paragraph.text))) {
        let sentence = Sentence::new(paragraph, range);
        let first_new = found.len();
        let mut at = 0;
        while at < sentence.parts.len() {
            let Some((matter, past)) = sentence.matter(at, before.as_ref()) else {
                at += 1;
                continue;
            };
            // A sentence that goes on with the matter before it is no second one.
            let begun = before.as_ref().map(|before| before.words.start);
            if begun.is_some() && matter.topic.map(|topic| topic.0) == begun {
                found.pop_if(|last| Some(last.words.start) == begun);
            }
            found.push(matter);
            at = past;
        }
        let told = found.get(first_new..).and_then(|new| new.last().cloned());
        before = told.or_else(|| sentence.parts.first().map(|part| sentence.clause(*part)));
    }
    found
}

/// Pieces between commas, colons and the signs of longer brackets; the names of a list of agencies stay together.
fn parts(sentence: Said<'_>) -> Vec<Said<'_>> {
    const LISTED: [&str; 10] =
        ["thị trấn", "phường", "ban,", "ban ngành", "ngành", "đoàn thể", "đơn vị", "thôn", "làng", "khu phố"];
    let pieces = cut_at(sentence, |at| match at.sign {
        ',' => {
            let next = at.behind.trim_start_matches(' ');
            let numbers = at.before.ends_with(|c: char| c.is_ascii_digit())
                && next.starts_with(|c: char| c.is_ascii_digit());
            !numbers && !LISTED.iter().any(|word| next.starts_with(word))
        }
        ':' => true,
        '(' => !at.behind.chars().take(SHORT_BRACKET).any(|c| c == ')'),
        ')' => !at.before.chars().rev().take(SHORT_BRACKET).any(|c| c == '('),
        _ => false,
    });
    pieces.into_iter().filter_map(trimmed).collect()
}

fn words(said: Said<'_>) -> usize {
    said.text.split(' ').filter(|word| !word.is_empty()).count()
}

fn begins_with(said: Said<'_>, words: &[&str]) -> bool {
    words.iter().any(|word| said.lower.starts_with(word))
}

/// Whether a part begins a clause of its own, and is no further noun of the one before.
fn is_head(part: Said<'_>) -> bool {
    const OPENINGS: [&str; 12] = [
        "trong ",
        "từ ",
        "vào ",
        "qua ",
        "theo ",
        "đã ",
        "đang ",
        "ngày ",
        "việc ",
        "công tác ",
        "nguyên nhân ",
        "do ",
    ];
    let (rest, _) = stripped(part);
    rest.text.len() < part.text.len()
        || rest.text.starts_with(|c: char| c.is_ascii_digit())
        || begins_with(rest, &OPENINGS)
        || is_order(rest.lower)
        || acts(rest)
}

/// Words that name work, of which the rest of the sentence tells.
fn is_nominal(part: Said<'_>) -> bool {
    begins_with(part, &["việc ", "công tác ", "tiến độ ", "tỷ lệ ", "tỉ lệ ", "kết quả ", "đối với "])
}

/// A sentence and its parts, in a paragraph.
struct Sentence<'t> {
    paragraph: Said<'t>,
    range: Said<'t>,
    parts: Vec<Said<'t>>,
    /// Whether each part has a sign of an open matter.
    open: Vec<bool>,
}

impl<'t> Sentence<'t> {
    fn new(paragraph: Said<'t>, range: Said<'t>) -> Self {
        let parts = parts(range);
        let open = parts.iter().map(|part| is_open(*part)).collect();
        Self { paragraph, range, parts, open }
    }

    fn clause(&self, words: Said<'t>) -> Clause<'t> {
        Clause::new(words, self.range)
    }

    fn piece(&self, start: usize, end: usize) -> Option<Clause<'t>> {
        trimmed(self.paragraph.between(start, end)).map(|words| self.clause(words))
    }

    fn is_open(&self, at: usize) -> bool {
        self.open.get(at) == Some(&true)
    }

    fn is_whole(&self) -> bool {
        let short = self.range.text.split_whitespace().nth(WHOLE_WORDS).is_none();
        short && !self.range.text.contains(':')
    }

    /// The matter that the part at `at` tells, if it tells one, and past its last part.
    fn matter(&self, at: usize, before: Option<&Clause<'t>>) -> Option<(Clause<'t>, usize)> {
        let part = *self.parts.get(at)?;
        // Behind `kết quả`, `công tác` a deed is a name of work, unless a new clause begins with it.
        let named = || {
            self.parts.first().is_some_and(|first| is_nominal(*first))
                && stripped(part).0.text.len() == part.text.len()
        };
        if !self.is_open(at) && (named() || !is_begun(part)) {
            return None;
        }
        if self.is_whole() {
            let whole = self.piece(self.range.start, self.range.end())?;
            let topic = before.filter(|_| refers(whole.words)).map(|topic| topic.first_words(TOPIC_WORDS));
            return Some((whole.about(topic.as_ref()), self.parts.len()));
        }
        let past = self.past(at);
        let end = self.parts.get(past - 1)?.end();
        let own = self.piece(part.start + behind_time(part.lower), end)?;
        let topic = if at == 0 { before.filter(|_| refers(part)).cloned() } else { self.topic(at) };
        let topic = topic.as_ref().map(|topic| topic.first_words(TOPIC_WORDS));
        // What stands side by side is told as it is written.
        let beside = |from| self.paragraph.between(from, own.words.start).text.chars().nth(2).is_none();
        let joined = topic.as_ref().map(|topic| topic.place).filter(|(_, to)| beside(*to) && at > 0);
        let own = match joined {
            Some((from, _)) => self.piece(from, end)?.with_own(own.words.start),
            None => own.about(topic.as_ref()),
        };
        Some((own, past))
    }

    /// Past the last part that goes on with the one at `at`: items of its list, and what is done along with it.
    fn past(&self, at: usize) -> usize {
        let mut total = self.parts.get(at).map_or(0, |part| words(*part));
        let mut past = at + 1;
        while let (Some(last), Some(next)) = (self.parts.get(past - 1), self.parts.get(past)) {
            let item = words(*next) <= ITEM_WORDS;
            let lists = words(*last) <= ITEM_WORDS || ends_with_order(last.lower);
            let along = is_order(next.lower) && !is_sign(stripped(*next).0);
            let noun = !self.is_open(past) && !is_head(*next);
            total += words(*next);
            if self.parts_at(last.end(), next.start)
                || !(item || lists || along || noun)
                || total > MOST_WORDS
            {
                break;
            }
            past += 1;
        }
        past
    }

    /// Whether a bracket or a colon stands between.
    fn parts_at(&self, from: usize, to: usize) -> bool {
        self.paragraph.between(from, to).text.contains(['(', ')', ':'])
    }

    /// Whether a bracket closes between that was open before.
    fn is_aside(&self, from: usize, to: usize) -> bool {
        let between = self.paragraph.between(from, to).text;
        between.matches(')').count() > between.matches('(').count()
    }

    /// What the part at `at` is about, unless it says so itself: the work that the sentence names, else the nearest
    /// clause before that is no deed, else the head of the sentence.
    fn topic(&self, at: usize) -> Option<Clause<'t>> {
        let (part, first) = (*self.parts.get(at)?, *self.parts.first()?);
        let (rest, refers) = stripped(part);
        let scant = words(rest) <= SCANT_WORDS || ends_with_order(rest.lower);
        let counted = rest.text.starts_with(|c: char| c.is_ascii_digit());
        let bare = refers || is_sign(rest) || (scant && (counted || acts(rest)));
        if is_nominal(first) && !is_head(part) {
            return self.piece(first.start, self.parts.get(at - 1)?.end());
        }
        if !bare {
            return None;
        }
        let from = at.saturating_sub(PARTS_BEFORE);
        let names = |index: &usize| {
            self.parts.get(*index).is_some_and(|named| {
                let (rest, refers) = stripped(*named);
                let deed = refers || is_order(rest.lower) || rest.lower.starts_with("đã ");
                words(*named) > ITEM_WORDS && !deed && !self.is_aside(named.start, part.start)
            })
        };
        let Some(near) = (from..at).rev().find(names) else { return Some(self.clause(first)) };
        let last = *self.parts.get(near)?;
        let mut head = last;
        for index in (from..near).rev() {
            let Some(earlier) = self.parts.get(index).filter(|_| !is_head(head)) else { break };
            let told = words(earlier.behind(behind_time(earlier.lower)));
            if told <= ITEM_WORDS || told + words(last) > TOPIC_WORDS {
                break;
            }
            head = *earlier;
        }
        self.piece(head.start + behind_time(head.lower), last.end())
    }
}

/// Whether a sentence goes on with the one before: it begins `hiện`, `sau khi` and names nobody else.
fn refers(said: Said<'_>) -> bool {
    let (rest, refers) = stripped(said);
    refers && (!acts(rest) || said.lower.starts_with("sau"))
}

/// Whether a clause begins with the sign of the open matter: what it is about stands before.
fn is_sign(rest: Said<'_>) -> bool {
    const SIGNS: [&str; 12] = [
        "đang ",
        "chưa ",
        "chờ ",
        "đã ",
        "dự kiến ",
        "chậm ",
        "còn ",
        "vẫn ",
        "nguyên nhân ",
        "trình ",
        "tiếp tục ",
        "do ",
    ];
    begins_with(rest, &SIGNS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tasks::said::Line;

    #[test]
    fn a_matter_is_told_with_what_it_is_about() {
        let table = [
            (
                "Thực hiện kế hoạch trồng 40 ha bưởi ở ba thôn, đã đào hố được 25 ha, hiện nay các hộ đang bón lót, phát dọn.",
                "Thực hiện kế hoạch trồng 40 ha bưởi ở ba thôn … hiện nay các hộ đang bón lót, phát dọn",
            ),
            (
                "Giải quyết 12 đơn của các hộ ở chợ cũ. Hiện đang xác minh nguồn gốc đất.",
                "Giải quyết 12 đơn của các hộ ở chợ cũ … Hiện đang xác minh nguồn gốc đất",
            ),
            (
                "Tiếp nhận 30 hồ sơ hỗ trợ nhà ở của các hộ nghèo trên địa bàn xã, đã chi trả 22 hồ sơ, 08 hồ sơ chưa được thẩm định.",
                "Tiếp nhận 30 hồ sơ hỗ trợ nhà ở của các hộ nghèo trên địa bàn xã … 08 hồ sơ chưa được thẩm định",
            ),
        ];
        for (text, told) in table {
            let line = Line::new(text);
            let found = matters(line.said());
            let found: Vec<&str> = found.iter().map(|matter| matter.told().text).collect();
            assert_eq!(found, [told], "{text}");
        }
    }
}
