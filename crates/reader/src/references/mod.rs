//! Cited documents: type, number, date and issuer, and those that are only named.

mod named;

use crate::scalars::Scalars;
use model::{Date, Reference, SourceText};

/// Types of document (Nghị định 30/2020/NĐ-CP, Điều 7, and the laws), longest first where one begins another.
const KINDS: [&str; 24] = [
    "thông tư liên tịch",
    "bộ luật",
    "pháp lệnh",
    "nghị quyết",
    "nghị định",
    "quyết định",
    "thông tư",
    "chỉ thị",
    "kết luận",
    "tờ trình",
    "kế hoạch",
    "công văn",
    "công điện",
    "báo cáo",
    "hướng dẫn",
    "thông báo",
    "chương trình",
    "đề án",
    "quy chế",
    "quy định",
    "biên bản",
    "văn bản",
    "quy hoạch",
    "luật",
];

pub(crate) fn references(source: &SourceText) -> Vec<Reference> {
    let scalars = Scalars::new(&source.text);
    let mut found = Vec::new();
    for block in &source.blocks {
        let text = scalars.block(block);
        let words = words(text);
        let mut counted = Counted { text, byte: 0, scalar: block.start };
        let mut at = 0;
        while at < words.len() {
            match read_at(&words, at) {
                Some((cited, next)) => {
                    found.push(cited.reference(&mut counted));
                    at = next.max(at + 1);
                }
                None => at += 1,
            }
        }
    }
    found
}

/// A word of a paragraph: its letters without the signs around them, and its place in bytes.
struct Word<'t> {
    bare: &'t str,
    /// The same in lower case.
    lower: String,
    start: usize,
    end: usize,
    /// Signs that follow it at once.
    tail: &'t str,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if let Some(lead) = word.find(bare).filter(|_| !bare.is_empty()) {
            let start = at + lead;
            let tail = word.get(lead + bare.len()..).unwrap_or_default();
            found.push(Word { bare, lower: bare.to_lowercase(), start, end: start + bare.len(), tail });
        }
        at += piece.len();
    }
    found
}

/// A cited document in bytes of its paragraph.
struct Cited {
    kind: String,
    number: Option<String>,
    date: Option<Date>,
    issuer: Option<String>,
    start: usize,
    end: usize,
}

impl Cited {
    fn reference(self, counted: &mut Counted<'_>) -> Reference {
        Reference {
            kind: self.kind,
            number: self.number,
            date: self.date,
            issuer: self.issuer,
            start: counted.scalar_at(self.start),
            end: counted.scalar_at(self.end),
        }
    }
}

/// Scalar offsets of bytes of a paragraph, asked for in order.
struct Counted<'t> {
    text: &'t str,
    byte: usize,
    scalar: usize,
}

impl Counted<'_> {
    fn scalar_at(&mut self, byte: usize) -> usize {
        self.scalar += self.text.get(self.byte..byte).map_or(0, |part| part.chars().count());
        self.byte = byte.max(self.byte);
        self.scalar
    }
}

fn read_at(words: &[Word<'_>], at: usize) -> Option<(Cited, usize)> {
    numbered(words, at).or_else(|| law(words, at)).or_else(|| named::named(words, at))
}

/// The type whose words stand at `at`, and how many words it has.
fn kind_at(words: &[Word<'_>], at: usize) -> Option<(&'static str, usize)> {
    let first = words.get(at)?.lower.as_str();
    KINDS.into_iter().filter(|kind| kind.starts_with(first)).find_map(|kind| {
        let length = kind.split(' ').count();
        let here = words.get(at..at + length)?;
        let open = here.iter().take(length - 1).all(|word| word.tail.is_empty());
        let same = here.iter().zip(kind.split(' ')).all(|(word, part)| word.lower == part);
        (same && open).then_some((kind, length))
    })
}

/// `Quyết định số 15/QĐ-UBND ngày 07/02/2023 của UBND huyện`.
fn numbered(words: &[Word<'_>], at: usize) -> Option<(Cited, usize)> {
    let (kind, length) = kind_at(words, at)?;
    let mut next = at + length;
    let has_so = words.get(next).is_some_and(|word| word.bare.to_lowercase() == "số");
    next += usize::from(has_so);
    let number = words.get(next).filter(|word| is_number(word.bare, has_so))?;
    let (first, mut end) = (words.get(at)?, number.end);
    next += 1;
    let date = date_at(words, next);
    if let Some((_, length)) = date {
        next += length;
        end = words.get(next - 1).map_or(end, |word| word.end);
    }
    let issuer = issuer_at(words, next).or_else(|| issuer_of(number.bare));
    let cited = Cited {
        kind: capitalised(kind),
        number: Some(number.bare.to_owned()),
        date: date.map(|(date, _)| date),
        issuer,
        start: first.start,
        end,
    };
    Some((cited, next))
}

/// `15/QĐ-UBND`, `44-KL/TU`, `18/2019`; after `số` also a bare number.
fn is_number(text: &str, after_so: bool) -> bool {
    let begins = text.starts_with(|c: char| c.is_ascii_digit());
    let parts: Vec<&str> = text.split(['/', '-']).collect();
    let coded = parts.len() >= 2
        && (parts.iter().any(|part| part.chars().any(char::is_uppercase))
            || parts.last().is_some_and(|year| year.len() == 4 && year.starts_with(['1', '2'])));
    begins && (coded || (after_so && text.chars().all(|c| c.is_ascii_digit())))
}

/// `ngày 07/02/2023` or `ngày 07 tháng 02 năm 2023`, and its words.
fn date_at(words: &[Word<'_>], at: usize) -> Option<(Date, usize)> {
    let bare = |offset: usize| words.get(at + offset).map(|word| word.bare);
    if bare(0)?.to_lowercase() != "ngày" {
        return None;
    }
    if let Some(date) = viet::date::parse(bare(1)?) {
        return Some((date, 2));
    }
    let long = bare(2)?.to_lowercase() == "tháng" && bare(4)?.to_lowercase() == "năm";
    let (day, month, year) = (bare(1)?.parse().ok()?, bare(3)?.parse().ok()?, bare(5)?.parse().ok()?);
    long.then(|| Date::new(year, month, day).ok()).flatten().map(|date| (date, 6))
}

/// Words that end the name of an issuer.
const AFTER_ISSUER: [&str; 30] = [
    "về", "cho", "trong", "để", "và", "quy", "ban", "phê", "là", "tại", "đối", "theo", "với", "đã", "được",
    "trình", "ngày", "năm", "khóa", "khoá", "giai", "hướng", "thực", "triển", "nhằm", "đến", "từ", "có",
    "gửi", "đang",
];

/// `của UBND huyện`: up to the next stop or word that goes on with the sentence.
fn issuer_at(words: &[Word<'_>], at: usize) -> Option<String> {
    if words.get(at)?.bare != "của" || !words.get(at)?.tail.is_empty() {
        return None;
    }
    let mut name: Vec<&str> = Vec::new();
    for word in words.iter().skip(at + 1).take(8) {
        let capital = word.bare.starts_with(char::is_uppercase);
        // `Ban Chấp hành` begins with a word that in small letters would end a name.
        if !capital && AFTER_ISSUER.contains(&word.bare) {
            break;
        }
        name.push(word.bare);
        if !word.tail.is_empty() {
            break;
        }
    }
    (!name.is_empty()).then(|| name.join(" "))
}

/// Who issues documents with such a number (Nghị định 30/2020/NĐ-CP, Phụ lục III; party documents alike).
fn issuer_of(number: &str) -> Option<String> {
    const CODES: [(&str, &str); 6] = [
        ("TTg", "Thủ tướng Chính phủ"),
        ("NĐ-CP", "Chính phủ"),
        ("NQ-CP", "Chính phủ"),
        ("QH", "Quốc hội"),
        ("NQ/TW", "Ban Chấp hành Trung ương Đảng"),
        ("CT/TW", "Ban Bí thư"),
    ];
    let tail = number.split_once(['/', '-'])?.1;
    CODES.iter().find(|(code, _)| tail.contains(code)).map(|(_, issuer)| (*issuer).to_owned())
}

/// `Luật Đất đai`: the name begins with a capital and ends before a word that goes on with the sentence.
fn law(words: &[Word<'_>], at: usize) -> Option<(Cited, usize)> {
    const ENDS: [&str; 26] = [
        "cho", "đối", "trong", "về", "của", "tại", "năm", "có", "được", "là", "để", "đã", "đến", "theo",
        "số", "trên", "với", "từ", "quy", "ban", "cũng", "như", "này", "bị", "thu", "phát",
    ];
    let (kind, length) =
        kind_at(words, at).filter(|(kind, _)| ["luật", "bộ luật", "pháp lệnh"].contains(kind))?;
    let first = words.get(at)?;
    let opening = words.get(at + length)?;
    let head = words.get(at + length - 1)?;
    if !first.bare.starts_with(char::is_uppercase)
        || !head.tail.is_empty()
        || !opening.bare.starts_with(char::is_uppercase)
    {
        return None;
    }
    let mut end = at + length;
    while end < words.len() && end - at < 9 {
        let (Some(word), Some(before)) = (words.get(end), words.get(end - 1)) else { break };
        let another = word.bare == "và"
            && words.get(end + 1).is_none_or(|next| ["các", "những", "Luật", "Nghị"].contains(&next.bare));
        let later_capital = end > at + length && word.bare.starts_with(char::is_uppercase);
        if !before.tail.is_empty() || ENDS.contains(&word.bare) || another || later_capital {
            break;
        }
        end += 1;
    }
    let last = words.get(end - 1)?;
    let cited = Cited {
        kind: capitalised(kind),
        number: None,
        date: None,
        issuer: Some("Quốc hội".to_owned()),
        start: first.start,
        end: last.end,
    };
    Some((cited, end))
}

fn capitalised(kind: &str) -> String {
    let mut chars = kind.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn cited_documents() {
        let text = "Thực hiện Quyết định số 15/QĐ-UBND ngày 07/02/2023 của UBND huyện về thanh tra; Nghị quyết số 17/NQ-ĐU, ngày 09 tháng 11 năm 2022 của Ban Chấp hành Đảng bộ huyện, Kết luận số 44-KL/TU ngày 21/8/2022 của Ban Bí thư cho cán bộ; Nghị định 30/2020/NĐ-CP; Quyết định 18/2019 của UBND tỉnh là căn cứ. Tuyên truyền Luật Đất đai và Luật Phòng, chống ma túy cho 30 người; triển khai kế hoạch tuyên truyền an toàn điện, đạt 50% kế hoạch; thực hiện quyết định.\n";
        let source = crate::intake("a.txt", text.as_bytes()).unwrap();
        let shown: Vec<String> = crate::read(&source)
            .references
            .iter()
            .map(|r| {
                format!(
                    "{} | {} | {} | {}",
                    r.kind,
                    r.number.as_deref().unwrap_or("-"),
                    r.date.map_or("-".to_owned(), |d| d.to_string()),
                    r.issuer.as_deref().unwrap_or("-")
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "Quyết định | 15/QĐ-UBND | 2023-02-07 | UBND huyện",
                "Nghị quyết | 17/NQ-ĐU | 2022-11-09 | Ban Chấp hành Đảng bộ huyện",
                "Kết luận | 44-KL/TU | 2022-08-21 | Ban Bí thư",
                "Nghị định | 30/2020/NĐ-CP | - | Chính phủ",
                "Quyết định | 18/2019 | - | UBND tỉnh",
                "Luật | - | - | Quốc hội",
                "Luật | - | - | Quốc hội",
                "Kế hoạch | - | - | -",
            ]
        );
    }
}
