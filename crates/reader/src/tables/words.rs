//! The vocabulary of table heads and labels.

use super::Cell;
use crate::outline::label_rank;
use viet::fold::key;
use viet::measure_unit::lookup;

/// A figure with at most its sign and two words of unit.
pub(super) fn is_figure(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '–', '+', '(', ' ']);
    let words = text.split_whitespace().filter(|word| word.contains(viet::letter::is_letter)).count();
    digits.starts_with(|c: char| c.is_ascii_digit()) && words <= 2
}

pub(crate) fn is_year(text: &str) -> bool {
    text.len() == 4
        && (text.starts_with("19") || text.starts_with("20"))
        && text.chars().all(|c| c.is_ascii_digit())
}

/// Whether a row only numbers the columns: `A B 1 2 3=2/1`.
pub(super) fn numbers_columns(row: &[Cell]) -> bool {
    const SIGNS: &str = "()=/*+-:x.,% ";
    let short = |cell: &Cell| {
        cell.text.len() <= 16
            && cell.text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase() || SIGNS.contains(c))
    };
    let first_number = |cell: &Cell| {
        let digits: String =
            cell.text.trim_start_matches('(').chars().take_while(char::is_ascii_digit).collect();
        digits.parse::<u32>().ok()
    };
    let numbers: Vec<u32> = row.iter().filter_map(first_number).collect();
    let counts = numbers.windows(2).all(|pair| matches!(pair, [a, b] if a.checked_add(1) == Some(*b)));
    row.iter().all(short) && numbers.len() >= 2 && counts && numbers.first().is_some_and(|first| *first <= 4)
}

/// `Đơn vị tính: triệu đồng`, `ĐVT: ha`, alone or at the end of a line.
pub(super) fn stated_unit(line: &str) -> Option<String> {
    let (said, unit) = line.rsplit_once(':')?;
    let said = key(said);
    let names = ["đơn vị tính", "đơn vị", "đvt", "đv tính"];
    let unit = unit.trim_matches([' ', '.', ')', '(', ';']);
    (names.iter().any(|name| said.ends_with(name)) && lookup(unit).is_some()).then(|| unit.to_owned())
}

/// A line above a table that names it.
pub(super) fn is_title(line: &str) -> bool {
    let bare = line.trim_matches(['(', ')', ' ']);
    let lower = key(bare);
    let formal = ["đơn vị", "đvt", "kèm theo", "ban hành kèm"].iter().any(|start| lower.starts_with(start));
    !formal
        && bare.contains(viet::letter::is_letter)
        && bare.split_whitespace().count() <= 40
        && !line.ends_with(['.', ';'])
}

/// What a line says without `Biểu số 2:` before it.
pub(super) fn title(line: &str) -> String {
    let label = label_rank(line).map_or(0, |(_, length)| length);
    let numbered = line.split_once(['.', ':']).filter(|(lead, _)| {
        key(lead)
            .strip_prefix("bảng")
            .is_some_and(|rest| rest.len() < 8 && rest.contains(|c: char| c.is_ascii_digit()))
    });
    let words = numbered.map_or(line.get(label..).unwrap_or_default(), |(_, words)| words);
    let words = Some(words).filter(|words| !words.is_empty()).unwrap_or(line);
    words.trim_matches(['(', ')', ' ']).to_owned()
}

/// Words of a head without brackets, and the unit of measure in them.
pub(crate) fn bracketed_unit(text: &str) -> Option<String> {
    let inside = text.rsplit_once('(').and_then(|(_, rest)| rest.split_once(')')).map(|(inside, _)| inside);
    let behind = text.rsplit_once([',', '-', ':']).map(|(_, unit)| unit);
    let unit = |text: &str| {
        let unit = text.trim().trim_start_matches("ĐVT:").trim_start_matches("đvt:").trim();
        (unit == "%" || lookup(unit).is_some()).then(|| unit.to_owned())
    };
    inside.and_then(unit).or_else(|| behind.filter(|unit| !unit.trim().contains(' ')).and_then(unit))
}

/// `Số hộ nghèo`, `Tổng số trường đạt chuẩn`: what a head counts.
pub(super) fn counted_unit(head: &str) -> Option<String> {
    let lower = key(head);
    let rest = ["tổng số ", "số lượng ", "số "].iter().find_map(|lead| lower.strip_prefix(lead))?;
    viet::measure_unit::counted_noun(rest).map(str::to_owned)
}

/// A text without what stands in brackets at its end.
pub(crate) fn plain_words(text: &str) -> String {
    let end = text.rfind('(').filter(|_| text.trim_end().ends_with(')')).unwrap_or(text.len());
    let words = text.get(..end).unwrap_or(text).trim();
    words.trim_end_matches([':', ',', ';', '-', ' ']).to_owned()
}

/// Names of places (Luật Tổ chức chính quyền địa phương) and of their parts.
const PLACES: [&str; 14] = [
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
    "huyện",
    "quận",
    "thị xã",
    "thành phố",
    "tp",
    "tỉnh",
    "thôn",
    "bản",
    "ấp",
    "tổ dân phố",
];

/// Whether a label names a place: `Xã An Lộc`.
pub(crate) fn is_place(label: &str) -> bool {
    let lower = label.to_lowercase();
    PLACES.iter().any(|place| {
        let rest = lower.strip_prefix(place).and_then(|rest| rest.strip_prefix([' ', '.']));
        let name = rest
            .and_then(|rest| label.chars().nth(lower.chars().count() - rest.trim_start().chars().count()));
        name.is_some_and(char::is_uppercase)
    })
}

/// Labels of rows that stand for all others.
pub(crate) fn is_total(label: &str) -> bool {
    const TOTALS: [&str; 11] = [
        "tổng",
        "tổng số",
        "tổng cộng",
        "cộng",
        "toàn huyện",
        "toàn tỉnh",
        "toàn xã",
        "toàn thành phố",
        "chung",
        "tổng toàn huyện",
        "toàn phường",
    ];
    TOTALS.contains(&key(label).trim_matches([':', '.', ' ']))
}

/// What the words of a head say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    pub(crate) planned: bool,
    pub(crate) estimated: bool,
    pub(crate) done: bool,
    /// Speaks of an earlier period.
    pub(crate) prior: bool,
    /// Holds one figure against another.
    pub(crate) compared: bool,
    pub(crate) up: bool,
    pub(crate) down: bool,
    pub(crate) percent: bool,
    pub(crate) share: bool,
}

/// The words by which heads say what their figures are, each as a phrase between blanks.
const PLANNED: [&str; 11] = [
    "kế hoạch",
    "kh",
    "dự toán",
    "dt",
    "chỉ tiêu giao",
    "được giao",
    "tỉnh giao",
    "huyện giao",
    "giao",
    "mục tiêu",
    "nghị quyết",
];
const ESTIMATED: [&str; 5] = ["ước", "ước th", "ước tính", "dự kiến", "dự ước"];
const DONE: [&str; 6] = ["thực hiện", "th", "kết quả", "đạt được", "lũy kế", "luỹ kế"];
const PRIOR: [&str; 6] = ["cùng kỳ", "ck", "năm trước", "kỳ trước", "tháng trước", "quý trước"];
const COMPARED: [&str; 7] = ["so sánh", "so với", "so", "ss", "tốc độ", "tỷ lệ hoàn thành", "chênh lệch"];
const SHARE: [&str; 4] = ["tỷ lệ", "tỉ lệ", "cơ cấu", "tỷ trọng"];

impl Heading {
    /// Reads the heads of a column from top to bottom.
    pub(crate) fn of(heads: &[String]) -> Self {
        let path = heads.iter().map(|head| key(head)).collect::<Vec<_>>().join(" | ");
        let signs = ['(', ')', '/', ',', '-', '–', '.', ':', ';', '&', '+'];
        let words =
            format!(" {} ", path.replace(signs, " ").split_whitespace().collect::<Vec<_>>().join(" "));
        let has = |list: &[&str]| list.iter().any(|word| words.contains(&format!(" {word} ")));
        let ratio = path.replace(' ', "").contains("th/kh");
        Self {
            planned: has(&PLANNED),
            estimated: has(&ESTIMATED),
            done: has(&DONE),
            prior: has(&PRIOR),
            compared: has(&COMPARED) || ratio,
            up: has(&["tăng"]),
            down: has(&["giảm"]),
            percent: words.contains('%'),
            share: has(&SHARE),
        }
    }
}

/// Whether a head speaks of an earlier period without holding anything against it.
pub(crate) fn is_prior(heading: Heading) -> bool {
    heading.prior && !heading.compared && !heading.up && !heading.down
}

/// Words that say when, how and how much, but not what: a head of these alone names no subject.
const SAYS_NOT_WHAT: [&str; 62] = [
    "kế", "hoạch", "kh", "dự", "toán", "dt", "chỉ", "tiêu", "giao", "tỉnh", "huyện", "tw", "hđnd", "ubnd",
    "được", "mục", "nghị", "quyết", "ước", "tính", "kiến", "thực", "hiện", "th", "kết", "quả", "đạt", "lũy",
    "luỹ", "cùng", "kỳ", "ck", "trước", "so", "sánh", "với", "ss", "tốc", "độ", "tăng", "giảm", "tỷ", "tỉ",
    "lệ", "hoàn", "thành", "chênh", "lệch", "năm", "tháng", "quý", "đầu", "cuối", "từ", "đến", "ngày", "nay",
    "báo", "cáo", "trong", "cả", "i",
];
/// Nouns of amount that say nothing of the thing either.
const AMOUNTS: [&str; 10] = ["số", "lượng", "tổng", "giá", "trị", "trđ", "ii", "iii", "iv", "%"];

/// What a head adds to the subject; empty when it only says when, how and how much.
pub(super) fn subject_of(head: &str) -> String {
    let words = plain_words(head);
    let lower = key(&words);
    let silent = lower
        .split([' ', '/', ',', '-', '(', ')', '.', ':', '&'])
        .filter(|word| !word.is_empty())
        .all(|word| {
            SAYS_NOT_WHAT.contains(&word)
                || AMOUNTS.contains(&word)
                || lookup(word).is_some_and(|_| word.contains('%'))
                || word.chars().all(|c| c.is_ascii_digit() || c == '%')
        });
    if silent { String::new() } else { words }
}
