//! Cited documents: type, number, date and issuer, and those that are only named.

mod issuer;
mod law;
mod named;
mod number;
mod word;

use crate::scalars::Scalars;
use model::{Date, Reference, SourceText};
use number::{Style, list};
use std::sync::LazyLock;
use viet::phrases::Phrases;
use word::{Word, first_said, words};

/// Types of document (Nghị định 30/2020/NĐ-CP, Điều 7, the laws, party documents), longest first where one begins
/// another.
const KINDS: [&str; 36] = [
    "thông tư liên tịch",
    "nghị quyết liên tịch",
    "thông báo kết luận",
    "chương trình hành động",
    "chương trình phối hợp",
    "kế hoạch hành động",
    "kế hoạch phối hợp",
    "quy chế phối hợp",
    "hướng dẫn liên ngành",
    "bộ luật",
    "pháp lệnh",
    "nghị quyết",
    "nghị định",
    "quyết định",
    "thông tư",
    "thông tri",
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
    "phương án",
    "giấy phép",
    "mệnh lệnh",
    "luật",
];

static TYPES: LazyLock<Phrases<&str>> = LazyLock::new(|| Phrases::new(KINDS.map(|kind| (kind, kind))));

/// Types as officials shorten them.
const SHORT: [(&str, &str); 14] = [
    ("NQ", "nghị quyết"),
    ("NĐ", "nghị định"),
    ("QĐ", "quyết định"),
    ("CT", "chỉ thị"),
    ("KL", "kết luận"),
    ("TT", "thông tư"),
    ("TB", "thông báo"),
    ("TTr", "tờ trình"),
    ("CTr", "chương trình"),
    ("KH", "kế hoạch"),
    ("CV", "công văn"),
    ("CĐ", "công điện"),
    ("BC", "báo cáo"),
    ("HD", "hướng dẫn"),
];

/// Types that are cited by a bare number: `Chỉ thị 16`.
const BARE: [&str; 7] =
    ["chỉ thị", "nghị quyết", "nghị định", "quyết định", "thông tư", "kết luận", "công điện"];

/// Between the type and `số` stand no more words than this: `Quyết định của UBND tỉnh số …`.
const BETWEEN: usize = 10;

pub(crate) fn references(source: &SourceText, scalars: &Scalars<'_>) -> Vec<Reference> {
    let mut found = Vec::new();
    for block in &source.blocks {
        let text = scalars.block(block);
        let words = words(text);
        let mut counted = Counted { text, byte: 0, scalar: block.start };
        let mut at = 0;
        while at < words.len() {
            let (cited, next) = read_at(&words, at);
            found.extend(cited.into_iter().map(|cited| cited.reference(&mut counted)));
            at = next.max(at + 1);
        }
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

/// The documents cited at a word, and the word behind them.
fn read_at(words: &[Word<'_>], at: usize) -> (Vec<Cited>, usize) {
    if let Some(found) = numbered(words, at) {
        return found;
    }
    match law::law(words, at).or_else(|| named::named(words, at)).or_else(|| named::attached(words, at)) {
        Some((cited, next)) => (vec![cited], next),
        None => (Vec::new(), at + 1),
    }
}

/// The type whose words stand at `at`, and how many words it has.
fn kind_at(words: &[Word<'_>], at: usize) -> Option<(&'static str, usize)> {
    let word = words.get(at)?;
    *word.kind.get_or_init(|| {
        let short = SHORT.iter().find(|(short, _)| word.bare == *short);
        let full = || first_said(words, at, &TYPES).map(|(length, kind)| (*kind, length));
        short.map(|(_, kind)| (*kind, 1)).or_else(full)
    })
}

/// `Quyết định số 15/QĐ-UBND ngày 07/02/2023 của UBND huyện`, one or several.
fn numbered(words: &[Word<'_>], at: usize) -> Option<(Vec<Cited>, usize)> {
    let (kind, length) = kind_at(words, at)?;
    let first = words.get(at)?;
    let plural = at > 0 && words.get(at - 1).is_some_and(|word| word.is(&["các", "những"]));
    let style = Style { plural, short: first.capital() && BARE.contains(&kind) };
    let (numbers, next, before_number) = match list(words, at + length, style) {
        Some((numbers, next)) => (numbers, next, None),
        None => far_list(words, at + length, style)?,
    };
    let (made_on, maker) = issuer::before(words, at);
    let (of, past) = issuer::behind(words, next).map_or((None, next), |(name, past)| (Some(name), past));
    // `Kế hoạch số 15/KH-UBND của UBND xã ngày 07/02/2023`
    let late = issuer::date(words, past).filter(|_| of.is_some() && numbers.len() == 1);
    let past = past + late.map_or(0, |(_, length)| length);
    let stated = of.or(before_number).or(maker);
    let cited = numbers.into_iter().enumerate().map(|(index, one)| Cited {
        kind: capitalised(kind),
        issuer: stated.clone().or_else(|| issuer::of_number(&one.number)),
        date: one.date.or(late.map(|(date, _)| date)).or(made_on.filter(|_| index == 0)),
        number: Some(one.number),
        start: if index == 0 { first.start } else { one.start },
        end: one.end,
    });
    Some((cited.collect(), past))
}

/// Numbers, the word behind them, and who issued them.
type Far = (Vec<number::Numbered>, usize, Option<String>);

/// A number with `số` some words behind the type: `Quyết định của UBND tỉnh số 12/QĐ-UBND`.
fn far_list(words: &[Word<'_>], from: usize, style: Style) -> Option<Far> {
    let open = |at: usize| at.checked_sub(1).and_then(|at| words.get(at)).is_some_and(|word| !word.closed());
    let mut at = from;
    while at < from + BETWEEN && open(at) && kind_at(words, at).is_none() {
        if words.get(at)?.lower == "số" && at > from {
            let (numbers, next) = list(words, at, style)?;
            return Some((numbers, next, issuer::behind(words, from).map(|(name, _)| name)));
        }
        at += 1;
    }
    None
}

fn capitalised(kind: &str) -> String {
    let mut chars = kind.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

#[cfg(test)]
mod tests {
    fn shown(text: &str) -> Vec<String> {
        let source = crate::intake("a.txt", text.as_bytes()).unwrap();
        let dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let scalars = super::Scalars::new(&source.text);
        let references = super::references(&source, &scalars).into_iter();
        references
            .map(|r| {
                let date = dash(r.date.map(|d| d.to_string()));
                format!("{} | {} | {date} | {}", r.kind, dash(r.number), dash(r.issuer))
            })
            .collect()
    }

    #[test]
    fn cited_documents() {
        let table: [(&str, &[&str]); 34] = [
            (
                "Thực hiện Quyết định số 15/QĐ-UBND ngày 07/02/2023 của UBND huyện về thanh tra.",
                &["Quyết định | 15/QĐ-UBND | 2023-02-07 | UBND huyện"],
            ),
            (
                "Nghị quyết số 17/NQ-ĐU, ngày 09 tháng 11 năm 2022 của Ban Chấp hành Đảng bộ huyện, Kết luận số 44-KL/TU.",
                &[
                    "Nghị quyết | 17/NQ-ĐU | 2022-11-09 | Ban Chấp hành Đảng bộ huyện",
                    "Kết luận | 44-KL/TU | - | Tỉnh ủy",
                ],
            ),
            ("theo Nghị định 30/2020/NĐ-CP;", &["Nghị định | 30/2020/NĐ-CP | - | Chính phủ"]),
            ("Nghị quyết 30a/2008/NQ-CP của Chính phủ", &["Nghị quyết | 30a/2008/NQ-CP | - | Chính phủ"]),
            ("Quyết định 18/2019 của UBND tỉnh là căn cứ.", &["Quyết định | 18/2019 | - | UBND tỉnh"]),
            (
                "Quyết định số 15/QĐ - UBND và số 16 /QĐ-UBND",
                &["Quyết định | 15/QĐ-UBND | - | UBND", "Quyết định | 16/QĐ-UBND | - | UBND"],
            ),
            (
                "các Quyết định số 11, 12, 13/QĐ-UBND của UBND xã",
                &[
                    "Quyết định | 11/QĐ-UBND | - | UBND xã",
                    "Quyết định | 12/QĐ-UBND | - | UBND xã",
                    "Quyết định | 13/QĐ-UBND | - | UBND xã",
                ],
            ),
            (
                "các Chỉ thị số 3, 4 và 5 của Thủ tướng Chính phủ",
                &[
                    "Chỉ thị | 3 | - | Thủ tướng Chính phủ",
                    "Chỉ thị | 4 | - | Thủ tướng Chính phủ",
                    "Chỉ thị | 5 | - | Thủ tướng Chính phủ",
                ],
            ),
            ("thực hiện Chỉ thị 16 của Thủ tướng", &["Chỉ thị | 16 | - | Thủ tướng"]),
            ("Quyết định 03 nội dung quan trọng.", &[]),
            (
                "Ngày 05/6/2023, UBND tỉnh đã ban hành Kế hoạch số 90/KH-UBND về chuyển đổi số.",
                &["Kế hoạch | 90/KH-UBND | 2023-06-05 | UBND tỉnh"],
            ),
            ("Công văn số 12/UBND-VX ngày 04/5/2023", &["Công văn | 12/UBND-VX | 2023-05-04 | UBND"]),
            (
                "NQ số 05-NQ/TU, QĐ 77/QĐ-TTg, KH số 8/KH-SYT",
                &[
                    "Nghị quyết | 05-NQ/TU | - | Tỉnh ủy",
                    "Quyết định | 77/QĐ-TTg | - | Thủ tướng Chính phủ",
                    "Kế hoạch | 8/KH-SYT | - | -",
                ],
            ),
            (
                "Quyết định của Bộ Nông nghiệp và Môi trường số 21/QĐ-BNNMT",
                &["Quyết định | 21/QĐ-BNNMT | - | Bộ Nông nghiệp và Môi trường"],
            ),
            (
                "kế hoạch triển khai Nghị quyết số 2/NQ-HU của Huyện ủy",
                &["Nghị quyết | 2/NQ-HU | - | Huyện ủy"],
            ),
            (
                "Thông tư liên tịch số 01/2019/TTLT-BNV-BTC",
                &["Thông tư liên tịch | 01/2019/TTLT-BNV-BTC | - | Bộ Tài chính"],
            ),
            ("Luật số 45/2013/QH13 ngày 29/11/2013", &["Luật | 45/2013/QH13 | 2013-11-29 | Quốc hội"]),
            (
                "Tuyên truyền Luật Đất đai năm 2013 và Luật Phòng, chống ma túy cho 30 người",
                &["Luật | - | - | Quốc hội", "Luật | - | - | Quốc hội"],
            ),
            ("Căn cứ Luật Ngân sách nhà nước ngày 25/6/2015;", &["Luật | - | 2015-06-25 | Quốc hội"]),
            ("phổ biến pháp luật về hôn nhân", &[]),
            ("triển khai kế hoạch tuyên truyền an toàn điện, đạt 50% kế hoạch", &["Kế hoạch | - | - | -"]),
            ("thực hiện kế hoạch vốn năm 2023, kế hoạch trồng 20 ha quế", &[]),
            ("hoàn thành kế hoạch chăm sóc 20 ha chè", &[]),
            (
                "UBND huyện đã xây dựng Kế hoạch phát triển du lịch giai đoạn 2021-2025",
                &["Kế hoạch | - | - | UBND huyện"],
            ),
            ("góp ý dự thảo Thông tư quy định về phí", &["Thông tư | - | - | -"]),
            ("có 02 nghị quyết chuyên đề chưa triển khai", &["Nghị quyết | - | - | -"]),
            ("theo kết luận của Thanh tra tỉnh", &["Kết luận | - | - | Thanh tra tỉnh"]),
            (
                "Kế hoạch số 31/KH-UBND của UBND xã ngày 12/02/2023 về tiêm phòng",
                &["Kế hoạch | 31/KH-UBND | 2023-02-12 | UBND xã"],
            ),
            (
                "Tờ trình số 9/TTr-TCKH của Phòng Tài chính - Kế hoạch huyện chưa được duyệt",
                &["Tờ trình | 9/TTr-TCKH | - | Phòng Tài chính - Kế hoạch huyện"],
            ),
            (
                "Công điện số 4/CĐ-TTg hồi 9 giờ 30 phút ngày 06/9/2022",
                &["Công điện | 4/CĐ-TTg | 2022-09-06 | Thủ tướng Chính phủ"],
            ),
            ("triển khai kế hoạch thu hồi đất của các hộ ven sông", &["Kế hoạch | - | - | -"]),
            ("thu được 8 tỷ đồng (có biểu chi tiết kèm theo)", &["Biểu | - | - | -"]),
            ("biểu diễn văn nghệ; hồ sơ kèm theo", &[]),
            ("thực hiện quyết định; họp bàn phương án", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
