//! What a figure measures: a noun phrase built from the words around it.

use super::text::Text;
use model::{Fact, FactKind, OutlineItem};
use viet::measure_unit::{self, Dimension};

/// Phrases that state, join or date and name nothing; they fall off both ends of a phrase.
const EMPTY: &[&str] = &[
    "và",
    "với",
    "là",
    "có",
    "được",
    "đạt",
    "đã",
    "đang",
    "ước",
    "ước tính",
    "ước đạt",
    "tính",
    "khoảng",
    "trên",
    "hơn",
    "gần",
    "chiếm",
    "bằng",
    "còn",
    "tăng",
    "giảm",
    "vượt",
    "so",
    "so với",
    "cho",
    "của",
    "tại",
    "ở",
    "trong",
    "trong đó",
    "đó",
    "gồm",
    "bao gồm",
    "thì",
    "cũng",
    "nay",
    "lên",
    "xuống",
    "từ",
    "đến",
    "tới",
    "dự kiến",
    "cụ thể",
    "như sau",
    "như",
    "toàn huyện",
    "toàn tỉnh",
    "toàn xã",
    "cả tỉnh",
    "cả nước",
    "cả năm",
    "năm",
    "tháng",
    "quý",
    "kỳ",
    "này",
    "qua",
    "ngày",
    "hiện",
    "hiện nay",
    "hiện tại",
    "hiện có",
    "nhất",
    "nhiều nhất",
    "vào",
    "theo",
    "khi",
    "mà",
    "tiếp tục",
    "ngoài ra",
    "đồng thời",
    "nhưng",
    "tuy nhiên",
    "riêng",
    "i",
    "ii",
    "iii",
    "iv",
    "bị",
    "các",
    "thêm",
    "do",
    "nhìn chung",
    "phấn đấu",
    "mức",
    "đầu năm",
    "cuối năm",
    "cộng",
    "tổng số",
    "với tổng số",
    "tổng cộng",
    "tỷ lệ",
    "chiếm tỷ lệ",
    "trên địa bàn",
    "đầu",
    "cuối",
    "sang",
    "cùng kỳ",
    "lũy kế",
    "kết quả",
    "tính chung",
    "hết",
    "trước",
    "sau",
    "tại thời điểm báo cáo",
    "trở lên",
    "đều",
    "hậu quả",
    "xảy ra",
    "phát hiện",
    "qua đó",
    "nâng",
    "đưa",
    "trong quý",
    "trong kỳ",
    "trong tháng",
    "thực hiện",
    "kế hoạch",
    "chỉ",
];

/// Heads that need to be told of what.
const GENERIC: &[&str] = &[
    "diện tích",
    "tổng diện tích",
    "số tiền",
    "tổng số tiền",
    "tổng mức đầu tư",
    "kinh phí",
    "tổng kinh phí",
    "trị giá",
    "sản lượng",
    "năng suất",
    "giá trị",
    "tổng giá trị",
    "vốn",
    "tổng vốn",
    "giải ngân",
    "dư nợ",
    "tổng dư nợ",
    "doanh thu",
    "vốn đăng ký",
    "vốn thực hiện",
    "huy động vốn",
    "tổng thu",
    "tổng chi",
    "số hộ",
    "quy mô",
    "chiều dài",
    "tổng chiều dài",
    "tổng trị giá",
    "tổng số",
    "số vụ",
    "số người",
    "thu hoạch",
    "gieo trồng",
    "đóng góp",
];

/// Units that only help to count and say nothing of the thing.
const CLASSIFIERS: &[&str] = &["con", "quả", "viên", "cái", "chiếc", "gói", "suất", "cây", "bộ"];

/// Longest phrase in words.
const LONGEST: usize = 14;

/// Sets the subject of every fact.
pub(super) fn set_subjects(text: &Text, outline: &[OutlineItem], facts: &mut [Fact]) {
    let mut topics: Vec<String> = Vec::with_capacity(facts.len());
    for i in 0..facts.len() {
        let own = Own::of(text, i);
        let topic = topic(text, &topics, i);
        let subject = text
            .labels
            .get(&i)
            .cloned()
            .filter(|l| !l.is_empty())
            .unwrap_or_else(|| own.subject(text, facts, i, &topic));
        let fallen_back = subject.is_empty();
        facts[i].subject = if fallen_back { carried(text, facts, i, outline) } else { subject };
        topics.push(own.topic(topic));
    }
}

/// The words that are a figure's own: before it, after it.
struct Own {
    before: String,
    after: String,
}

impl Own {
    fn of(text: &Text, i: usize) -> Self {
        let counted = text.figures[i].unit.as_deref().is_some_and(measure_unit::is_counted);
        let after =
            if text.is_percent(i) { String::new() } else { content(text, after(text, i, counted), false) };
        Self { before: before(text, text.left(i)), after }
    }

    fn is_generic(&self) -> bool {
        let key = viet::fold::key(&self.before);
        self.after.is_empty() && (key.is_empty() || GENERIC.contains(&key.as_str()))
    }

    /// What later figures of the sentence may be of.
    fn topic(&self, inherited: String) -> String {
        let key = viet::fold::key(&self.before);
        let words = if GENERIC.contains(&key.as_str()) { "" } else { self.before.as_str() };
        let said = join(&[words, &self.after]);
        if said.is_empty() { inherited } else { said }
    }

    fn subject(&self, text: &Text, facts: &[Fact], i: usize, topic: &str) -> String {
        let fact = &facts[i];
        let unit = fact.unit.as_deref().unwrap_or_default();
        if text.is_percent(i) {
            let own_words = !self.before.is_empty() && (!self.is_generic() || topic.is_empty());
            return match (own_words, self.before.is_empty()) {
                (true, _) => self.before.clone(),
                (_, false) => join(&[&self.before, topic]),
                _ => String::new(),
            };
        }
        if measure_unit::is_counted(unit) {
            let unit = if CLASSIFIERS.contains(&unit) { "" } else { unit };
            let of_whole = if self.is_generic() || fact.part_of.is_some() { topic } else { "" };
            let of_whole = if self.before == of_whole || self.after == of_whole { "" } else { of_whole };
            return join(&[unit, &self.after, &self.before, of_whole]);
        }
        let of_topic = if self.is_generic() { topic } else { "" };
        let area = measure_unit::lookup(unit).is_some_and(|u| u.dimension == Dimension::Area);
        let headed =
            fact.part_of.is_some() || fact.kind == FactKind::ChangeAbs || self.before.contains("diện tích");
        let said = join(&[&self.before, &self.after, of_topic]);
        if area && !headed && !said.is_empty() { join(&["diện tích", &said]) } else { said }
    }
}

fn join(parts: &[&str]) -> String {
    let kept: Vec<&str> = parts.iter().copied().filter(|p| !p.is_empty()).collect();
    kept.join(" ")
}

/// The range of words after a figure that still name it. A counted noun keeps its verb
/// (`12 hộ được hỗ trợ nhà ở`); a measured thing ends at the verb.
fn after(text: &Text, i: usize, counted: bool) -> (usize, usize) {
    let (from, to) = text.after(i);
    let sign = |at: &usize| text.ends_at_sign(*at);
    let signed = (from..to).find(sign);
    let end = signed.unwrap_or(to);
    let runs_into_next = signed.is_none() && text.tokens.get(to).is_some_and(|t| !t.opens);
    if !counted || runs_into_next || !text.is_aspect(from) {
        return (from, text.phrase_end(from, end));
    }
    let joint = (from + 1..end)
        .find(|at| ["với", "trong đó", "gồm", "do", "và", "nhưng"].iter().any(|w| text.words_at(*at, w)));
    (from, joint.unwrap_or(end).min(from + 9))
}

/// The clause before a figure; short noun phrases in a row are one list (`trâu, bò, ngựa 320 con`).
fn before(text: &Text, range: (usize, usize)) -> String {
    let mut to = range.1;
    loop {
        let sign = |at: &usize| matches!(text.tokens[*at].text.as_str(), "," | ";" | ":" | "(" | ")" | ".");
        let mut from = (range.0..to).rev().find(sign).map_or(range.0, |at| at + 1);
        if !content(text, (from, to), true).is_empty() {
            while from > range.0 && text.tokens[from - 1].is(",") {
                let earlier = (range.0..from - 1).rev().find(sign).map_or(range.0, |at| at + 1);
                if !text.is_short_noun(earlier, from - 1) {
                    break;
                }
                from = earlier;
            }
            return content(text, (from, to), true);
        }
        let strong = from > range.0 && matches!(text.tokens[from - 1].text.as_str(), ";" | "(" | ".");
        if from == range.0 || strong {
            return String::new();
        }
        to = from - 1;
    }
}

/// The words of a range without dates, numbers and empty phrases at its ends; `last`: of a long
/// range the last words count.
fn content(text: &Text, range: (usize, usize), last: bool) -> String {
    let kept: Vec<usize> =
        (range.0..range.1).filter(|at| text.tokens[*at].word() && text.other_at(*at).is_none()).collect();
    let keys: Vec<&str> = kept.iter().map(|at| text.key(*at)).collect();
    let (mut from, mut to) = (0, keys.len());
    while let Some(n) = empty_phrase(|n| keys.get(from..from + n).filter(|_| from + n <= to)) {
        from += n;
    }
    while let Some(n) = empty_phrase(|n| keys.get(to.checked_sub(n).filter(|s| *s >= from)?..to)) {
        to -= n;
    }
    if last {
        from = from.max(to.saturating_sub(LONGEST));
    } else {
        to = to.min(from + LONGEST);
    }
    let words: Vec<&str> = kept[from..to].iter().map(|at| text.tokens[*at].text.as_str()).collect();
    words.join(" ")
}

/// Words of the longest empty phrase among the slices of one to five words.
fn empty_phrase<'a>(slice: impl Fn(usize) -> Option<&'a [&'a str]>) -> Option<usize> {
    (1..=5).rev().find(|n| {
        slice(*n).is_some_and(|words| {
            EMPTY.iter().any(|phrase| {
                phrase.split(' ').count() == words.len() && phrase.split(' ').eq(words.iter().copied())
            })
        })
    })
}

/// What the sentence is about before this figure: the words before an early colon, else the own
/// words of the figure before.
fn topic(text: &Text, topics: &[String], i: usize) -> String {
    let sentence = text.sentence_of(i);
    let depth = text.depth_of(i);
    let before =
        (0..i).rev().take_while(|p| text.sentence_of(*p) == sentence).find(|p| text.depth_of(*p) <= depth);
    if let Some(colon) = text.heading_colon(sentence, text.figures[i].tokens.0) {
        let said = content(text, (text.sentences[sentence].0, colon), true);
        if !said.is_empty() {
            return said;
        }
    }
    match before {
        Some(p) => topics[p].clone(),
        None => text
            .list_head(sentence)
            .and_then(|head| (0..i).rev().find(|p| text.sentence_of(*p) == head))
            .map_or_else(String::new, |p| topics[p].clone()),
    }
}

/// A figure without words of its own speaks of what the figure before it speaks of; at the head of
/// a sentence, of the heading.
fn carried(text: &Text, facts: &[Fact], i: usize, outline: &[OutlineItem]) -> String {
    let sentence = text.sentence_of(i);
    let depth = text.depth_of(i);
    let before =
        (0..i).rev().take_while(|p| text.sentence_of(*p) == sentence).find(|p| text.depth_of(*p) <= depth);
    if let Some(before) = before {
        return facts[before].subject.clone();
    }
    let heading = facts[i].section.as_ref().and_then(|id| outline.iter().find(|item| item.id == *id));
    heading.map(|item| item.title.clone()).unwrap_or_default()
}
