//! What a question says, in one plain sentence, and what to do: for laws by their kind, for what looks at history by what it saw.

use super::magnitude::Slip;
use super::outlier::{Expected, Way};
use super::track::{Said, Track};
use crate::book::Book;
use crate::plans::{Distribution, Fit, Version};
use crate::resolve::round;
use model::{
    Decimal, Evidence, Finding, Indicator, Measure, Number, Period, PeriodKind, Rule, RuleKind, UnitKind,
};

/// Gives a failed law the words of its kind where its rule has none.
pub fn of_law(finding: &mut Finding) {
    let (first, second) = (named(finding.evidence.first()), named(finding.evidence.get(1)));
    let (says, hint) = match finding.kind {
        RuleKind::SumOfParts => (
            format!("{first} không bằng các thành phần cộng lại."),
            "Kiểm tra lại số tổng và từng thành phần, sửa số sai hoặc nêu lý do chênh lệch.",
        ),
        RuleKind::Ratio => (
            format!("{first} không khớp với các số tuyệt đối dùng để tính."),
            "Tính lại tỷ lệ từ tử số và mẫu số, hoặc kiểm tra hai số đó.",
        ),
        RuleKind::SameFigure => (
            format!("{first} khác {second}, trong khi hai nơi nói về cùng một số."),
            "Đối chiếu hai nguồn, thống nhất một số.",
        ),
        RuleKind::PartNotAboveWhole => (
            format!("{first} lớn hơn {second}, trong khi chỉ là một phần của số đó."),
            "Kiểm tra xem số nào gõ nhầm, hoặc hai số có cùng phạm vi không.",
        ),
        RuleKind::Bound => {
            (format!("{first} nằm ngoài giới hạn cho phép."), "Kiểm tra lại số đã nhập và đơn vị tính.")
        }
        RuleKind::CumulativeNotFalling => (
            format!("{first} là số lũy kế nhưng nhỏ hơn kỳ trước ({}).", printed(finding, 1)),
            "Nhập số cộng dồn từ đầu năm, không phải số riêng của kỳ này.",
        ),
        RuleKind::ChildrenEqualParent => (
            format!("{first} không bằng số các đơn vị cộng lại."),
            "Kiểm tra số của từng đơn vị và số chung, sửa bên sai.",
        ),
        RuleKind::QuarterEqualsMonths => (
            format!("{first} không khớp với các kỳ ngắn nằm trong kỳ này."),
            "Đối chiếu với số đã báo của các kỳ ngắn, sửa bên sai.",
        ),
        RuleKind::PlanAgainstActual => (
            format!("{first} gấp nhiều lần kế hoạch năm ({}).", printed(finding, 1)),
            "Kiểm tra lại số thực hiện, kế hoạch và phạm vi của hai số.",
        ),
        _ => return,
    };
    if finding.says.is_empty() {
        finding.says = says;
    }
    if finding.hint.is_empty() {
        hint.clone_into(&mut finding.hint);
    }
}

/// A number with its name, and which statement it is where it is not the level.
fn named(evidence: Option<&Evidence>) -> String {
    let Some(Evidence { key, name, printed }) = evidence else { return String::new() };
    let statement = match key.measure {
        Measure::Actual => "",
        Measure::Plan => ", kế hoạch năm",
        Measure::Estimate => ", ước thực hiện",
        Measure::PctOfPlan => ", % kế hoạch",
        Measure::ChangePct => ", % tăng, giảm so với kỳ trước",
        Measure::GrowthPct => ", % tăng, giảm so với cùng kỳ",
        Measure::ChangeAbs => ", tăng, giảm so với kỳ trước",
    };
    format!("{name}{statement} ({printed})")
}

fn printed(finding: &Finding, at: usize) -> &str {
    finding.evidence.get(at).map_or("", |e| e.printed.as_str())
}

/// The words of the rule, where it has them.
fn said(rule: &Rule, says: String, hint: &str, computation: String) -> Said {
    let or = |own: &String, general: String| if own.is_empty() { general } else { own.clone() };
    Said { says: or(&rule.message, says), hint: or(&rule.hint, hint.to_owned()), computation }
}

/// For a figure that does not fit its history.
pub fn of_outlier(book: &Book, rule: &Rule, track: &Track, expected: &Expected) -> Said {
    let decimals = track.now.decimals().max(track.indicator.decimals);
    let show = |value| track.print(Number::new(round(value, decimals)));
    let (low, high) = (expected.middle - expected.reach, expected.middle + expected.reach);
    let way = match expected.way {
        Way::Level => "mức các kỳ trước",
        Way::Step => "mức thay đổi giữa các kỳ liền nhau",
        Way::Growth => "mức tăng, giảm so với cùng kỳ năm trước",
    };
    let now = track.print(track.now);
    said(
        rule,
        format!(
            "{} là {now}, khác hẳn mức thường gặp (từ {} đến {}).",
            track.name(book),
            show(low),
            show(high)
        ),
        "Kiểm tra lại số đã nhập; nếu đúng, ghi một câu nêu nguyên nhân tăng, giảm.",
        format!(
            "{now} ngoài khoảng {} – {}, tính theo {way} của {} kỳ",
            show(low),
            show(high),
            expected.seen
        ),
    )
}

/// For a figure with two digits in the wrong order.
pub fn of_transposed(book: &Book, rule: &Rule, track: &Track, meant: Decimal) -> Said {
    let (now, meant) = (track.print(track.now), track.print(Number::new(meant)));
    said(
        rule,
        format!(
            "{} là {now}, hơi khác thường; đảo hai chữ số thành {meant} thì đúng nhịp các kỳ trước.",
            track.name(book)
        ),
        "Kiểm tra lại thứ tự các chữ số đã gõ.",
        format!("{now} ↔ {meant}"),
    )
}

/// For a figure off by a whole factor.
pub fn of_slip(book: &Book, rule: &Rule, track: &Track, slip: &Slip) -> Said {
    let decimals = track.now.decimals().max(track.indicator.decimals);
    let show = |value| viet::number::format(Number::new(round(value, decimals)));
    let times = match slip.factor >= Decimal::ONE {
        true => format!("gấp khoảng {} lần", viet::number::format(Number::new(slip.factor.normalize()))),
        false => {
            let over = Decimal::ONE.checked_div(slip.factor).unwrap_or_default();
            format!("chỉ bằng khoảng 1/{}", viet::number::format(Number::new(round(over, 0))))
        }
    };
    let now = track.print(track.now);
    let usual = track.print(Number::new(round(slip.usual, decimals)));
    let unit = slip
        .unit
        .as_ref()
        .map(|unit| format!("; có thể đã ghi theo {unit} thay cho {}", track.indicator.measure_unit));
    said(
        rule,
        format!("{} là {now}, {times} mức thường gặp{}.", track.name(book), unit.unwrap_or_default()),
        "Kiểm tra dấu phẩy, số chữ số không và đơn vị tính.",
        format!("{now} {times} {usual}; nếu nhầm thì đúng ra là {}", show(slip.mended)),
    )
}

/// For a figure that repeats last period's.
pub fn of_copy(book: &Book, rule: &Rule, track: &Track) -> Said {
    let now = track.print(track.now);
    let before = in_words(track.key.period.shift(-1));
    said(
        rule,
        format!("{} là {now}, giống hệt {before}.", track.name(book)),
        "Xem có phải chép lại số kỳ trước không; nếu số đúng là như vậy, ghi một câu xác nhận.",
        format!("{now} = {now} ({before})"),
    )
}

/// For a form that repeats last period's.
pub fn of_copied_form(book: &Book, rule: &Rule, track: &Track, count: usize) -> Said {
    let unit = book.unit_name(&track.asked(book));
    let before = in_words(track.key.period.shift(-1));
    said(
        rule,
        format!("{count} số của {unit} giống hệt {before}."),
        "Xem có phải gửi lại biểu kỳ trước không; nhập số của kỳ này.",
        format!("{count} số lặp lại {before}"),
    )
}

/// For a number of the past that is not what was published.
pub fn of_restated(rule: &Rule, track: &Track, published: Number) -> Said {
    let (now, then) = (track.print(track.now), track.print(published));
    let period = in_words(track.key.period);
    said(
        rule,
        format!("{} của {period} nay là {now}, đã công bố {then}.", track.indicator.name),
        "Nếu đã điều chỉnh, ghi căn cứ và đính chính trong báo cáo; nếu không, khôi phục số đã công bố.",
        format!("{now} ≠ {then}"),
    )
}

/// For targets of parts that do not meet the target of their whole.
pub fn of_distribution(book: &Book, rule: &Rule, found: &Distribution) -> Said {
    let indicator = book.indicator(&found.key.indicator);
    let name = indicator.map_or("", |i| i.name.as_str());
    let whose = match found.key.unit == book.place_unit() {
        true => String::new(),
        false => format!(" của {}", book.unit_name(&found.key.unit)),
    };
    let way = if found.sum > found.whole.amount.value() { "cao hơn" } else { "thấp hơn" };
    let hint = match found.fit {
        Fit::Beyond => "Nếu chủ ý giao để dự phòng thì không phải sửa; nếu không, kiểm tra lại số đã giao.",
        _ => "Kiểm tra số giao cho từng đơn vị và mức chung, điều chỉnh bên sai hoặc nêu lý do.",
    };
    let whole = target(indicator, &found.whole);
    said(
        rule,
        format!(
            "{name}, kế hoạch {}: giao cho {} cộng lại là {}, {way} mức chung{whose} ({whole}).",
            in_words(found.key.period),
            parts(found),
            sum(indicator, found)
        ),
        hint,
        distribution(book, found),
    )
}

/// What parts add up to beside their whole, in one line.
pub fn distribution(book: &Book, found: &Distribution) -> String {
    let indicator = book.indicator(&found.key.indicator);
    let sign = match (found.fit, found.sum == found.whole.amount.value()) {
        (Fit::Meets, true) => "=",
        (Fit::Meets, false) => "khớp với",
        _ => "≠",
    };
    let (whole, sum) = (target(indicator, &found.whole), sum(indicator, found));
    format!("{whole} {sign} {sum}, tổng giao cho {}", parts(found))
}

/// How many parts of which sort were given a target: `3 đơn vị cấp xã`.
fn parts(found: &Distribution) -> String {
    let kind = match found.kind {
        UnitKind::Province => "tỉnh, thành phố",
        UnitKind::District => "đơn vị cấp huyện",
        UnitKind::Commune => "đơn vị cấp xã",
        _ => "phòng, ban, ngành",
    };
    format!("{} {kind}", found.given.len())
}

/// A target with its unit of measure.
pub fn target(indicator: Option<&Indicator>, version: &Version) -> String {
    measured(indicator, viet::aim::format(version.amount, version.approx))
}

fn sum(indicator: Option<&Indicator>, found: &Distribution) -> String {
    measured(indicator, viet::number::format(Number::new(found.sum)))
}

/// A number with its unit of measure, as printed.
pub fn measured(indicator: Option<&Indicator>, number: String) -> String {
    let unit = indicator.map_or("", |i| i.measure_unit.as_str());
    let space = if unit == "%" || unit.is_empty() { "" } else { " " };
    format!("{number}{space}{unit}")
}

/// For prose.
pub(super) mod prose {
    use super::{Rule, Said, said};

    /// A number typed into prose that is not what the data say.
    pub fn stale(rule: &Rule, name: String, written: &str, datum: &str) -> Said {
        said(
            rule,
            format!("Lời văn ghi {written}, số liệu kỳ này của “{name}” là {datum}."),
            "Thay số gõ tay bằng số liệu kỳ này, hoặc sửa số liệu nếu lời văn mới đúng.",
            format!("{written} ≠ {datum}"),
        )
    }

    /// A unit of measure that is gone or is another.
    pub fn unit(rule: &Rule, name: String, before: &str, after: Option<&str>) -> Said {
        let (says, computation) = match after {
            None => (
                format!("Số của “{name}” không còn đơn vị tính; báo cáo trước ghi theo {before}."),
                format!("thiếu {before}"),
            ),
            Some(after) => (
                format!("Số của “{name}” ghi theo {after}; báo cáo trước ghi theo {before}."),
                format!("{after} ≠ {before}"),
            ),
        };
        said(rule, says, "Ghi đúng đơn vị tính ngay sau số.", computation)
    }

    /// A list that has not as many items as its number says.
    pub fn list(rule: &Rule, name: String, number: &str, listed: &str) -> Said {
        said(
            rule,
            format!("“{name}” nêu {number} nhưng liệt kê {listed}."),
            "Sửa số hoặc bổ sung, bỏ bớt mục liệt kê.",
            format!("{number} ≠ {listed} mục"),
        )
    }
}

/// A period in words: `quý I năm 2021`.
pub fn in_words(period: Period) -> String {
    let year = period.year();
    match period.kind() {
        PeriodKind::Week => format!("tuần {} năm {year}", period.number()),
        PeriodKind::Days => {
            let days = period.calendar_window();
            format!("từ {} đến {}", viet::date::format(days.from), viet::date::format(days.to))
        }
        PeriodKind::Month => format!("tháng {} năm {year}", period.number()),
        PeriodKind::Quarter => {
            let roman = ["I", "II", "III", "IV"];
            let number = usize::try_from(period.number() - 1).ok().and_then(|i| roman.get(i)).copied();
            format!("quý {} năm {year}", number.unwrap_or_default())
        }
        PeriodKind::HalfYear if period.number() == 1 => format!("6 tháng đầu năm {year}"),
        PeriodKind::HalfYear => format!("6 tháng cuối năm {year}"),
        PeriodKind::NineMonths => format!("9 tháng năm {year}"),
        PeriodKind::Year => format!("năm {year}"),
    }
}
