//! The report as a whole: title, issuer, kind, period, place.

use crate::scalars::{Scalars, one_line};
use model::{Document, OutlineItem, Period, PeriodKind, SourceText};
use std::collections::BTreeMap;
use viet::letter::{behind, first_lower, is_word, reads};

/// A letterhead and title take no more paragraphs than this.
const HEAD_BLOCKS: usize = 25;
/// Scalar values at the beginning that name the period where no title does.
const LEAD: usize = 2000;
/// A longer paragraph is no title.
const TITLE_WORDS: usize = 60;

pub(crate) fn document(source: &SourceText, scalars: &Scalars<'_>, outline: &[OutlineItem]) -> Document {
    let head = head(source, scalars, outline);
    let title = title(&head);
    let mentions: Vec<Mention<'_>> = mentions(&source.text).collect();
    let led: Vec<Led> = mentions.iter().filter_map(Mention::led).collect();
    let place = place(&head, title.as_deref(), own_level(&led), &mentions);
    let period = title.as_deref().and_then(period_in).or_else(|| period_in(scalars.slice(0, LEAD)));
    Document {
        issuer: issuer(&head, place.as_deref(), &led),
        kind: kind(&head, title.as_deref()),
        period,
        place,
        title,
        chars: source.text.chars().count(),
        recognised: source.recognised,
    }
}

/// The paragraphs before the first heading or the first paragraph of prose.
fn head(source: &SourceText, scalars: &Scalars<'_>, outline: &[OutlineItem]) -> Vec<String> {
    let first_heading = outline.first().map_or(usize::MAX, |item| item.start);
    let letterhead = source.blocks.iter().filter(|block| block.note.is_none());
    let body = |text: &str| {
        let words = text.split_whitespace().count();
        words > TITLE_WORDS || (text.ends_with(['.', ';']) && words > 12)
    };
    letterhead
        .take(HEAD_BLOCKS)
        .take_while(|block| block.start < first_heading)
        .map(|block| one_line(scalars.block(block)))
        .take_while(|text| !body(text))
        .collect()
}

/// Kinds of document, as the line above the title names them (Nghị định 30/2020/NĐ-CP, Điều 7).
const KINDS: [&str; 8] =
    ["báo cáo", "tờ trình", "kế hoạch", "thông báo", "nghị quyết", "quyết định", "chương trình", "công văn"];

fn kind_line(line: &str) -> Option<&'static str> {
    let upper = line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    KINDS.into_iter().find(|kind| kind.to_uppercase() == upper.trim_end_matches(':'))
}

fn kind(head: &[String], title: Option<&str>) -> Option<String> {
    let named = head.iter().find_map(|line| kind_line(line));
    let reads_like_report = || {
        let lower = title.unwrap_or_default().to_lowercase();
        ["tình hình", "kết quả", "báo cáo", "sơ kết", "tổng kết", "đánh giá"]
            .iter()
            .any(|word| lower.contains(word))
    };
    named.or_else(|| reads_like_report().then_some("báo cáo")).map(str::to_owned)
}

/// Lines of a letterhead that belong to no title.
fn is_letterhead(line: &str) -> bool {
    const STARTS: [&str; 16] = [
        "cộng hòa",
        "cộng hoà",
        "độc lập",
        "ủy ban",
        "uỷ ban",
        "ubnd",
        "hội đồng",
        "số:",
        "số ",
        "kính gửi",
        "sở ",
        "cục ",
        "tổng cục",
        "phòng ",
        "chi cục",
        "___",
    ];
    let lower = line.to_lowercase();
    let dated = lower.contains(", ngày") && lower.contains(" tháng ") && line.split_whitespace().count() < 14;
    let ruled = !line.contains(|c: char| viet::letter::is_word(c));
    ruled || dated || STARTS.iter().any(|start| lower.starts_with(start))
}

fn title(head: &[String]) -> Option<String> {
    let named = head.iter().position(|line| kind_line(line).is_some());
    let lines: Vec<&str> = match named {
        Some(at) => {
            let rest = head.get(at).map_or("", |line| after_words(line, 2));
            std::iter::once(rest).chain(head.iter().skip(at + 1).map(String::as_str)).collect()
        }
        None => head.iter().map(String::as_str).collect(),
    };
    let lines: Vec<&str> =
        lines.into_iter().filter(|line| !line.is_empty() && !is_letterhead(line)).take(5).collect();
    (!lines.is_empty()).then(|| lines.join(" "))
}

fn after_words(line: &str, count: usize) -> &str {
    line.splitn(count + 1, ' ').nth(count).unwrap_or_default()
}

const LEVELS: [&str; 9] =
    ["đặc khu", "thị trấn", "thị xã", "thành phố", "phường", "quận", "huyện", "xã", "tỉnh"];

/// The same by their syllables.
const SYLLABLES: [(&str, &str, &str); 9] = [
    ("đặc", "khu", "đặc khu"),
    ("thị", "trấn", "thị trấn"),
    ("thị", "xã", "thị xã"),
    ("thành", "phố", "thành phố"),
    ("phường", "", "phường"),
    ("quận", "", "quận"),
    ("huyện", "", "huyện"),
    ("xã", "", "xã"),
    ("tỉnh", "", "tỉnh"),
];

/// `huyện X`: what the letterhead or title names; else the level the report speaks of as its own
/// (`toàn huyện`, `UBND huyện`) with the name it goes by most often.
fn place(
    head: &[String],
    title: Option<&str>,
    own: Option<&'static str>,
    mentions: &[Mention<'_>],
) -> Option<String> {
    let in_head = head
        .iter()
        .rev()
        .flat_map(|line| places(line))
        .find(|(level, _)| own.is_none_or(|own| own == *level));
    let named = title.and_then(|title| places(title).into_iter().next()).or(in_head);
    let (level, name) = named.or_else(|| {
        let mut all = mentions.iter().filter_map(Mention::place);
        let Some(own) = own else { return all.next() };
        let all: Vec<(&str, String)> = all.collect();
        // How often each name stands at the level, and where first.
        let mut counts: BTreeMap<&str, (usize, std::cmp::Reverse<usize>)> = BTreeMap::new();
        for (at, (_, name)) in all.iter().enumerate().filter(|(_, (level, _))| *level == own) {
            counts.entry(name).or_insert((0, std::cmp::Reverse(at))).0 += 1;
        }
        counts.into_iter().max_by_key(|(_, told)| *told).map(|(name, _)| (own, name.to_owned()))
    })?;
    Some(format!("{level} {name}"))
}

/// Words that a level stands behind where the report speaks of its own place.
const LEADS: [&[&str]; 5] = [
    &["ubnd"],
    &["ủy", "ban", "nhân", "dân"],
    &["uỷ", "ban", "nhân", "dân"],
    &["toàn"],
    &["trên", "địa", "bàn"],
];

/// A level behind one of [`LEADS`].
struct Led {
    level: &'static str,
    committee: bool,
    /// No name follows.
    bare: bool,
}

/// A level word, and the text before and behind it.
struct Mention<'t> {
    level: &'static str,
    before: &'t str,
    after: &'t str,
    /// Whether a sign closes it.
    closed: bool,
}

/// Every level word of a text.
fn mentions(text: &str) -> impl Iterator<Item = Mention<'_>> {
    let begins = |c: char| matches!(c, 'đ' | 't' | 'p' | 'q' | 'h' | 'x' | 'Đ' | 'T' | 'P' | 'Q' | 'H' | 'X');
    text.char_indices().filter(move |(_, c)| begins(*c)).filter_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let opens = before.is_empty() || before.ends_with(char::is_whitespace);
        if !opens || !may_be_level(rest) {
            return None;
        }
        let (level, after) = SYLLABLES.iter().find_map(|(one, two, level)| {
            let rest = behind(rest, one)?;
            let two = if two.is_empty() {
                Some(rest)
            } else {
                behind(rest.strip_prefix(char::is_whitespace)?.trim_start(), two)
            };
            Some((*level, two?))
        })?;
        let (signs, after) = after.split_at(after.find(char::is_whitespace).unwrap_or(after.len()));
        (!signs.contains(is_word)).then_some(Mention { level, before, after, closed: !signs.is_empty() })
    })
}

/// Most words that are no level are told by their first two letters.
fn may_be_level(text: &str) -> bool {
    let mut letters = text.chars().map(first_lower);
    let first = letters.next().zip(letters.next());
    matches!(first, Some(('đ', 'ặ') | ('t', 'h' | 'ỉ') | ('p', 'h') | ('q', 'u') | ('h', 'u') | ('x', 'ã')))
}

impl Mention<'_> {
    /// The same behind one of [`LEADS`].
    fn led(&self) -> Option<Led> {
        let stands = |lead: &[&str]| {
            let mut before = self.before.split_whitespace().rev();
            lead.iter().rev().all(|lead| before.next().is_some_and(|word| reads(word, lead)))
        };
        let lead = LEADS.into_iter().find(|lead| stands(lead))?;
        let committee = lead.last().is_some_and(|last| ["ubnd", "dân"].contains(last));
        let named = self.after.trim_start().starts_with(char::is_uppercase);
        // `an toàn xã hội`
        let safety = lead == ["toàn"] && stands(&["an", "toàn"]);
        (!safety).then_some(Led { level: self.level, committee, bare: self.closed || !named })
    }

    /// The level and the name in capitals behind it.
    fn place(&self) -> Option<(&'static str, String)> {
        let mut name: Vec<String> = Vec::new();
        for word in self.after.split_whitespace().take(4).take_while(|_| !self.closed) {
            let bare = word.trim_matches(|c: char| !is_word(c));
            let opens = word.starts_with(char::is_uppercase) && bare.chars().all(viet::letter::is_letter);
            if !opens || is_title_word(bare) {
                break;
            }
            name.push(title_case(bare));
            if !word.ends_with(is_word) {
                break;
            }
        }
        (!name.is_empty()).then(|| (self.level, name.join(" ")))
    }
}

/// The level that `UBND`, `toàn` and `địa bàn` stand before without a name.
fn own_level(led: &[Led]) -> Option<&'static str> {
    let count = |level: &str| led.iter().filter(|led| led.bare && led.level == level).count();
    let best = LEVELS.iter().map(|level| (count(level), *level)).max_by_key(|(count, _)| *count)?;
    (best.0 > 0).then_some(best.1)
}

/// Every level word followed by a name in capitals; lines all in capitals are read in title case.
pub(crate) fn places(text: &str) -> Vec<(&'static str, String)> {
    mentions(text).filter_map(|mention| mention.place()).collect()
}

/// Words in capitals that end a name in a title line: `HUYỆN X QUÝ I`.
fn is_title_word(word: &str) -> bool {
    const ENDS: [&str; 8] = ["quý", "năm", "tháng", "về", "nhiệm", "khóa", "khoá", "giai"];
    ENDS.contains(&word.to_lowercase().as_str())
        || (word.len() <= 4 && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X')))
}

fn title_case(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars.flat_map(char::to_lowercase)).collect()
}

/// The agency of the letterhead, or the people's committee that the report speaks for.
fn issuer(head: &[String], place: Option<&str>, led: &[Led]) -> Option<String> {
    const AGENCIES: [&str; 12] = [
        "ủy ban nhân dân",
        "uỷ ban nhân dân",
        "ubnd",
        "sở",
        "cục",
        "chi cục",
        "phòng",
        "ban",
        "hạt",
        "trung tâm",
        "hội đồng nhân dân",
        "hđnd",
    ];
    let line = head.iter().take(8).rev().find(|line| {
        let lower = line.to_lowercase();
        let named = |agency: &&'static str| {
            lower.strip_prefix(*agency).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        AGENCIES.iter().any(named) && line.split_whitespace().count() <= 12
    });
    if let Some(line) = line {
        return Some(sentence_case(line, place));
    }
    let place = place?;
    let speaks = led.iter().any(|led| led.committee && place.starts_with(led.level));
    speaks.then(|| format!("UBND {place}"))
}

/// A letterhead line in capitals as one writes it in a sentence.
fn sentence_case(line: &str, place: Option<&str>) -> String {
    let lower = line.to_lowercase();
    for people_committee in ["ủy ban nhân dân", "uỷ ban nhân dân", "ubnd"] {
        let rest = lower.strip_prefix(people_committee).map(str::trim);
        if let (Some(rest), Some(place)) = (rest, place)
            && (rest.is_empty() || rest == place.to_lowercase())
        {
            return format!("UBND {place}");
        }
    }
    if line.chars().any(char::is_lowercase) {
        return line.to_owned();
    }
    let tail = places(line).into_iter().next().map(|(level, name)| format!("{level} {name}"));
    let mut said = title_case_first(&lower);
    // `said` is in lower case but for its first letter, which begins the agency and no place.
    if let Some(tail) = tail
        && let Some(at) = said.find(&tail.to_lowercase())
    {
        said.replace_range(at.., &tail);
    }
    said
}

fn title_case_first(lower: &str) -> String {
    let mut chars = lower.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// The first period that a text names with its year.
pub(crate) fn period_in(text: &str) -> Option<Period> {
    let spaced: String = viet::fold::key(text)
        .chars()
        .map(|c| if matches!(c, '/' | ';' | ',' | ':' | '.' | '(' | ')') { ' ' } else { c })
        .collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let year = words.iter().enumerate().find_map(|(at, word)| Some((at, year_of(word)?)));
    let (_, year) = year?;
    let kinds = (0..words.len()).find_map(|at| period_at(&words, at));
    let (kind, number, at) = kinds.unwrap_or((PeriodKind::Year, 1, 0));
    let own_year = words.iter().skip(at).find_map(|word| year_of(word)).unwrap_or(year);
    Period::new(own_year, kind, number)
}

fn year_of(word: &str) -> Option<i16> {
    (word.len() == 4).then(|| word.parse().ok()).flatten().filter(|year| (1990..=2100).contains(year))
}

fn period_at(words: &[&str], at: usize) -> Option<(PeriodKind, i8, usize)> {
    let word = |offset: usize| words.get(at + offset).copied().unwrap_or_default();
    match word(0) {
        "quý" => {
            let quarter = ["i", "ii", "iii", "iv"].iter().position(|roman| *roman == word(1));
            let number = quarter.map(|at| at + 1).or_else(|| word(1).parse().ok())?;
            Some((PeriodKind::Quarter, i8::try_from(number).ok()?, at))
        }
        "tháng" => Some((PeriodKind::Month, word(1).parse().ok().filter(|m| (1..=12).contains(m))?, at)),
        "6" | "06" | "sáu" if word(1) == "tháng" => {
            Some((PeriodKind::HalfYear, if word(2) == "cuối" { 2 } else { 1 }, at))
        }
        "9" | "09" | "chín" if word(1) == "tháng" => Some((PeriodKind::NineMonths, 1, at)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_titles() {
        let table = [
            ("Kết quả quý III; phương hướng quý IV năm 2022", Some("2022-Q3")),
            ("BÁO CÁO tháng 8 và 8 tháng năm 2018", Some("2018-M08")),
            ("6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2024", Some("2024-H1")),
            ("Du lịch 9 tháng đầu năm 2017", Some("2017-9M")),
            ("Kết quả quý IV/2022", Some("2022-Q4")),
            ("Kết quả tháng 5/2021", Some("2021-M05")),
            ("Kết quả năm 2023", Some("2023")),
            ("Kết quả công tác", None),
        ];
        for (text, period) in table {
            assert_eq!(period_in(text).map(|p| p.to_string()).as_deref(), period, "{text}");
        }
    }

    #[test]
    fn heads() {
        let table = [
            (
                "ỦY BAN NHÂN DÂN\nHUYỆN SUỐI BẠC\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 12/BC-UBND\nSuối Bạc, ngày 05 tháng 4 năm 2023\nBÁO CÁO\nTình hình kinh tế - xã hội quý I năm 2023\nI. KẾT QUẢ\nToàn huyện có 3 hộ.",
                ("Tình hình kinh tế - xã hội quý I năm 2023", "UBND huyện Suối Bạc", "huyện Suối Bạc"),
            ),
            (
                "Kết quả công tác tháng 5 năm 2023 của xã Nà Lâm\nTrong tháng, UBND xã đã tổ chức 3 cuộc họp với các bản trên địa bàn để bàn việc.",
                ("Kết quả công tác tháng 5 năm 2023 của xã Nà Lâm", "UBND xã Nà Lâm", "xã Nà Lâm"),
            ),
        ];
        for (text, (title, issuer, place)) in table {
            let source = crate::intake("a.txt", text.as_bytes()).unwrap();
            let scalars = Scalars::new(&source.text);
            let read = document(&source, &scalars, &crate::outline::outline(&source, &scalars));
            assert_eq!(read.title.as_deref(), Some(title));
            assert_eq!(read.issuer.as_deref(), Some(issuer));
            assert_eq!(read.place.as_deref(), Some(place));
            assert_eq!(read.kind.as_deref(), Some("báo cáo"));
        }
    }
}
