//! Dates, times of day, years and periods.

use super::context::{At, Found, measurable_at, one, through};
use crate::quantity::NotFigure;

/// `09:08:07`, `22 giờ 30`, `24/24h`, `24/7`.
pub(super) fn clock(here: &At) -> Found {
    let (first, second) = (here.number(0)?, here.number(2));
    let colon = here.token(1).is_some_and(|t| t.is(":")) && here.touches_next(0) && here.touches_next(1);
    if colon && second.is_some() {
        let seconds = here.token(3).is_some_and(|t| t.is(":")) && here.number(4).is_some();
        return through(here, NotFigure::Time, if seconds { 5 } else { 3 });
    }
    let slash = here.token(1).is_some_and(|t| t.is("/"));
    if slash && first == 24 && matches!(second, Some(7 | 24)) && !here.unit(3) {
        return through(here, NotFigure::Time, 3);
    }
    if here.key(1) == "giờ" && first <= 24 && !here.key(2).starts_with("phát") {
        let minutes = second.is_some() && here.key(1) == "giờ";
        return through(here, NotFigure::Time, if minutes { 3 } else { 2 });
    }
    None
}

fn day(n: i64) -> bool {
    (1..=31).contains(&n)
}

fn month(n: i64) -> bool {
    (1..=12).contains(&n)
}

pub(super) fn is_year(n: i64) -> bool {
    (1900..2100).contains(&n)
}

/// Words that a date without a year follows.
const DATE_WORDS: &[&str] = &[
    "ngày", "đến", "tới", "trước", "sau", "từ", "dịp", "lễ", "sáng", "chiều", "tối", "đêm", "hôm", "mùng",
    "qua", "hạn",
];

/// `5/3/2021`, `05-03-2021`, `9-15/1/2021`, `3/2021`, `20/4`, `ngày 8`.
pub(super) fn date(here: &At) -> Found {
    let token = here.token(0)?;
    let dotted: Vec<&str> = token.text().split('.').collect();
    if dotted.len() == 3 && crate::date::parse(token.text()).is_some() {
        return one(here, NotFigure::Date);
    }
    if let (true, [d, m]) = (here.key(-1) == "ngày", dotted.as_slice()) {
        let day_of_month = d.parse().is_ok_and(day) && m.parse().is_ok_and(month);
        return day_of_month.then(|| one(here, NotFigure::Date))?;
    }
    let first = here.number(0)?;
    let joint = |by: isize| here.token(by).is_some_and(|t| matches!(t.text(), "/" | "-" | "–"));
    let slash = |by: isize| here.token(by).is_some_and(|t| t.is("/"));
    let (second, third) = (here.number(2), here.number(4));
    if let (true, Some(second), true, Some(third)) = (joint(1), second, joint(3), third) {
        let whole = day(first) && month(second) && is_year(third);
        let iso = is_year(first) && month(second) && day(third);
        let span = day(first) && day(second) && month(third) && slash(3);
        if whole || iso {
            return through(here, NotFigure::Date, 5);
        }
        if span && !here.unit(5) {
            let with_year = slash(5) && here.number(6).is_some_and(is_year);
            return through(here, NotFigure::Date, if with_year { 7 } else { 5 });
        }
    }
    if let (true, Some(second)) = (slash(1), second) {
        if month(first) && is_year(second) {
            return through(here, NotFigure::Period, 3);
        }
        let said = DATE_WORDS.contains(&here.key(-1));
        let counted = here.unit(3) && !(said && here.token(3).is_some_and(|t| at_place_word(t.key())));
        // `đến 31/8 khối lượng ...`: more of fewer is no ratio.
        let counted = counted && !(said && first > second);
        let asserted = matches!(here.key(-1), "đạt" | "có" | "được" | "là" | "số" | "với" | "chuẩn");
        if day(first) && month(second) && (!counted || here.key(-1) == "ngày") && !asserted {
            return through(here, NotFigure::Date, 3);
        }
    }
    let after_day_word = matches!(here.key(-1), "ngày" | "mùng" | "mồng") && day(first);
    after_day_word.then(|| one(here, NotFigure::Date))?
}

/// Nouns that begin a new clause after a date more often than they are counted.
fn at_place_word(key: &str) -> bool {
    matches!(
        key,
        "huyện" | "xã" | "tỉnh" | "phường" | "trường" | "đoàn" | "ban" | "phòng" | "thành" | "thị" | "công"
    )
}

/// Words that a year follows even when a countable noun comes next.
const YEAR_WORDS: &[&str] = &[
    "năm",
    "vụ",
    "mùa",
    "xuân",
    "thu",
    "đông",
    "hè",
    "kỳ",
    "tháng",
    "quý",
    "đoạn",
    "khóa",
    "đến",
    "từ",
    "trước",
    "sau",
    "so",
    "tết",
    "đầu",
    "cuối",
    "/",
    "-",
    "–",
    "sang",
    "hết",
    "đầu tư",
    "trong",
    "sinh",
    "tuất",
    "mới",
    "hội",
];

/// A bare 19xx or 20xx, unless it is measured; `2021-2025` with it.
pub(super) fn year(here: &At) -> Found {
    let token = here.token(0)?;
    let first = here.number(0).filter(|n| is_year(*n) && token.text().len() == 4)?;
    if measurable_at(here.tokens, here.at + 1) && here.key(-1) != "năm" {
        return None;
    }
    let span = here.token(1).is_some_and(|t| matches!(t.text(), "-" | "–" | "/"));
    let second = here.number(2).is_some_and(|n| is_year(n) && n >= first);
    if span && second {
        return through(here, NotFigure::Year, 3);
    }
    let counted = here.unit(1) && !YEAR_WORDS.contains(&here.key(-1));
    let quantified = matches!(here.key(-1), "có" | "được" | "cho" | "với" | "hơn" | "gần" | "khoảng" | "là");
    (!counted || !quantified).then(|| one(here, NotFigure::Year))?
}

/// `6 tháng đầu năm`, `tháng 5`, `quý 2`, `năm 15`: months and quarters as periods.
pub(super) fn period(here: &At) -> Found {
    let n = here.number(0)?;
    let before = match here.key(-1) {
        "tháng" => month(n),
        "quý" => (1..=4).contains(&n),
        _ => false,
    };
    if before {
        // `tháng 2 năm 2023`
        return one(here, NotFigure::Period);
    }
    (here.key(1) == "tháng" && month(n) && here.key(-1) != "ngày")
        .then(|| through(here, NotFigure::Period, 2))?
}
