//! Matters of part one that are still open: under way, waiting, late, left over, or charged and begun with no outcome told.

use super::agency::acts;
use super::clause::{
    Clause, TOPIC_WORDS, cut_at, cut_deep, ends_with_order, is_order, label_length, piece, trimmed,
};
use super::open::{behind_time, is_begun, is_open, stripped};
use super::phrase::opening;

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
pub(super) fn matters(text: &str) -> Vec<Clause> {
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<Clause> = Vec::new();
    // The sentence before, or the matter that it was.
    let mut before: Option<Clause> = None;
    for range in cut_deep(text, label_length(text)) {
        let parts = parts(&range);
        let open = parts.iter().map(|part| is_open(&part.text)).collect();
        let sentence = Sentence { chars: &chars, parts, open, range };
        let first_new = found.len();
        let mut at = 0;
        while at < sentence.parts.len() {
            let Some((matter, past)) = sentence.matter(at, before.as_ref()) else {
                at += 1;
                continue;
            };
            // A sentence that goes on with the matter before it is no second one.
            let begun = before.as_ref().map(|before| before.start);
            if begun.is_some() && matter.topic.map(|topic| topic.0) == begun {
                found.pop_if(|last| Some(last.start) == begun);
            }
            found.push(matter);
            at = past;
        }
        let told = found.get(first_new..).and_then(|new| new.last().cloned());
        before = told.or_else(|| sentence.parts.into_iter().next());
    }
    found
}

/// Pieces between commas, colons and the signs of longer brackets; the names of a list of agencies stay together.
fn parts(sentence: &Clause) -> Vec<Clause> {
    const LISTED: [&str; 10] =
        ["thị trấn", "phường", "ban,", "ban ngành", "ngành", "đoàn thể", "đơn vị", "thôn", "làng", "khu phố"];
    let pieces = cut_at(&sentence.text, 0, |at, _, chars| {
        let ahead = chars.get(at + 1..).unwrap_or_default();
        match chars.get(at) {
            Some(',') => {
                let next: String = ahead.iter().skip_while(|c| **c == ' ').take(10).collect();
                let before = at.checked_sub(1).and_then(|before| chars.get(before));
                let numbers = before.is_some_and(char::is_ascii_digit)
                    && next.starts_with(|c: char| c.is_ascii_digit());
                !numbers && !LISTED.iter().any(|word| next.starts_with(word))
            }
            Some(':') => true,
            Some('(') => !ahead.iter().take(SHORT_BRACKET).any(|c| *c == ')'),
            Some(')') => {
                let behind = chars.get(at.saturating_sub(SHORT_BRACKET)..at).unwrap_or_default();
                !behind.contains(&'(')
            }
            _ => false,
        }
    });
    pieces.into_iter().filter_map(|piece| trimmed(piece.within(sentence))).collect()
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a part begins a clause of its own, and is no further noun of the one before.
fn is_head(text: &str) -> bool {
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
    let (rest, _) = stripped(text);
    let lower = opening(rest);
    rest.len() < text.len()
        || rest.starts_with(|c: char| c.is_ascii_digit())
        || OPENINGS.iter().any(|opening| lower.starts_with(opening))
        || is_order(rest)
        || acts(rest)
}

/// Words that name work, of which the rest of the sentence tells.
fn is_nominal(text: &str) -> bool {
    const NOMINALS: [&str; 7] =
        ["việc ", "công tác ", "tiến độ ", "tỷ lệ ", "tỉ lệ ", "kết quả ", "đối với "];
    let opening = opening(text);
    NOMINALS.iter().any(|noun| opening.starts_with(noun))
}

/// A sentence and its parts, in a paragraph.
struct Sentence<'t> {
    chars: &'t [char],
    range: Clause,
    parts: Vec<Clause>,
    /// Whether each part has a sign of an open matter.
    open: Vec<bool>,
}

impl Sentence<'_> {
    fn piece(&self, start: usize, end: usize) -> Option<Clause> {
        trimmed(Clause { sentence: self.range.sentence, ..piece(self.chars, start, end) })
    }

    fn is_open(&self, at: usize) -> bool {
        self.open.get(at) == Some(&true)
    }

    fn is_whole(&self) -> bool {
        let short = self.range.text.split_whitespace().take(WHOLE_WORDS + 1).count() <= WHOLE_WORDS;
        short && !self.range.text.contains(':')
    }

    /// The matter that the part at `at` tells, if it tells one, and past its last part.
    fn matter(&self, at: usize, before: Option<&Clause>) -> Option<(Clause, usize)> {
        let part = self.parts.get(at)?;
        // Behind `kết quả`, `công tác` a deed is a name of work, unless a new clause begins with it.
        let named = || {
            self.parts.first().is_some_and(|first| is_nominal(&first.text))
                && stripped(&part.text).0.len() == part.text.len()
        };
        if !self.is_open(at) && (!is_begun(&part.text) || named()) {
            return None;
        }
        if self.is_whole() {
            let whole = self.piece(self.range.start, self.range.end)?;
            let topic = before.filter(|_| refers(&whole.text)).map(|topic| topic.first_words(TOPIC_WORDS));
            return Some((whole.about(topic.as_ref()), self.parts.len()));
        }
        let past = self.past(at);
        let end = self.parts.get(past - 1)?.end;
        let own = self.piece(part.start + behind_time(&part.text), end)?;
        let topic = if at == 0 { before.filter(|_| refers(&part.text)).cloned() } else { self.topic(at) };
        let topic = topic.map(|topic| topic.first_words(TOPIC_WORDS));
        // What stands side by side is told as it is written.
        let joined = topic.as_ref().filter(|topic| own.start.saturating_sub(topic.end) <= 2 && at > 0);
        let own = match joined {
            Some(topic) => Clause { own: own.start, ..self.piece(topic.start, end)? },
            None => own.about(topic.as_ref()),
        };
        Some((own, past))
    }

    /// Past the last part that goes on with the one at `at`: items of its list, and what is done along with it.
    fn past(&self, at: usize) -> usize {
        let mut total = self.parts.get(at).map_or(0, |part| words(&part.text));
        let mut past = at + 1;
        while let (Some(last), Some(next)) = (self.parts.get(past - 1), self.parts.get(past)) {
            let (rest, _) = stripped(&next.text);
            let item = words(&next.text) <= ITEM_WORDS;
            let lists = words(&last.text) <= ITEM_WORDS || ends_with_order(&last.text);
            let along = is_order(&next.text) && !is_sign(rest);
            let noun = !self.is_open(past) && !is_head(&next.text);
            total += words(&next.text);
            if self.parts_at(last.end, next.start) || !(item || lists || along || noun) || total > MOST_WORDS
            {
                break;
            }
            past += 1;
        }
        past
    }

    /// Whether a bracket or a colon stands between.
    fn parts_at(&self, from: usize, to: usize) -> bool {
        self.chars.get(from..to).is_some_and(|between| between.iter().any(|c| matches!(c, '(' | ')' | ':')))
    }

    /// Whether a bracket closes between that was open before.
    fn is_aside(&self, from: usize, to: usize) -> bool {
        let between = self.chars.get(from..to).unwrap_or_default();
        let count = |sign: char| between.iter().filter(|c| **c == sign).count();
        count(')') > count('(')
    }

    /// What the part at `at` is about, unless it says so itself: the work that the sentence names, else the nearest
    /// clause before that is no deed, else the head of the sentence.
    fn topic(&self, at: usize) -> Option<Clause> {
        let (part, first) = (self.parts.get(at)?, self.parts.first()?);
        let own = part.start;
        let (rest, refers) = stripped(&part.text);
        let scant = words(rest) <= SCANT_WORDS || ends_with_order(rest);
        let counted = rest.starts_with(|c: char| c.is_ascii_digit());
        let bare = refers || is_sign(rest) || (scant && (counted || acts(rest)));
        let work = is_nominal(&first.text) && !is_head(&part.text);
        if work {
            return self.piece(first.start, self.parts.get(at - 1)?.end);
        }
        if !bare {
            return None;
        }
        let from = at.saturating_sub(PARTS_BEFORE);
        let names = |index: &usize| {
            self.parts.get(*index).is_some_and(|part| {
                let (rest, refers) = stripped(&part.text);
                let deed = refers || is_order(rest) || opening(rest).starts_with("đã ");
                words(&part.text) > ITEM_WORDS && !deed && !self.is_aside(part.start, own)
            })
        };
        let Some(near) = (from..at).rev().find(names) else { return Some(first.clone()) };
        let last = self.parts.get(near)?;
        let mut head = last;
        for index in (from..near).rev() {
            let Some(earlier) = self.parts.get(index).filter(|_| !is_head(&head.text)) else { break };
            let told: String = earlier.text.chars().skip(behind_time(&earlier.text)).collect();
            if words(&told) <= ITEM_WORDS || words(&told) + words(&last.text) > TOPIC_WORDS {
                break;
            }
            head = earlier;
        }
        self.piece(head.start + behind_time(&head.text), last.end)
    }
}

/// Whether a sentence goes on with the one before: it begins `hiện`, `sau khi` and names nobody else.
fn refers(text: &str) -> bool {
    let (rest, refers) = stripped(text);
    refers && (!acts(rest) || opening(text).starts_with("sau"))
}

/// Whether a clause begins with the sign of the open matter: what it is about stands before.
fn is_sign(rest: &str) -> bool {
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
    let opening = opening(rest);
    SIGNS.iter().any(|sign| opening.starts_with(sign))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let found: Vec<String> = matters(text).into_iter().map(|matter| matter.text).collect();
            assert_eq!(found, [told], "{text}");
        }
    }
}
