//! Figures as amounts: what may be added to what, and whether it adds up.

use model::{Decimal, Fact, FactKind};
use std::collections::BTreeMap;
use viet::measure_unit::{self, Dimension};

/// Amounts and counts, not shares, changes or thresholds.
pub(super) fn is_level(fact: &Fact) -> bool {
    matches!(fact.kind, FactKind::Actual | FactKind::Plan | FactKind::Estimate | FactKind::TargetFuture)
}

/// A unit as it is compared.
#[derive(Clone)]
struct Unit {
    key: String,
    /// Dimension and base, of a unit we know.
    known: Option<(Dimension, String)>,
    /// Of the base.
    factor: Decimal,
    counted: bool,
}

impl Unit {
    fn of(printed: &str) -> Self {
        let known = measure_unit::lookup(printed);
        Self {
            key: viet::fold::key(printed),
            factor: known.as_ref().map_or(Decimal::ONE, |u| u.factor),
            known: known.map(|u| (u.dimension, u.base)),
            counted: measure_unit::is_counted(printed),
        }
    }

    /// The noun that is counted.
    fn noun(&self) -> Option<&str> {
        match &self.known {
            Some((Dimension::Count, base)) => Some(base),
            _ => self.counted.then_some(self.key.as_str()),
        }
    }
}

/// A figure as it is added up.
struct Amount {
    unit: Option<Unit>,
    value: Decimal,
    /// Half a unit of the last printed digit; nothing where things are counted.
    slack: Decimal,
}

/// Every figure's amount.
pub(super) struct Amounts(Vec<Amount>);

impl Amounts {
    /// A unit is looked up once.
    pub fn new(facts: &[Fact]) -> Self {
        let mut units: BTreeMap<&str, Unit> = BTreeMap::new();
        let amount = |fact: &'_ Fact, unit: Option<Unit>| {
            let counted = unit.as_ref().is_none_or(|unit| unit.counted);
            let value = fact.value.value();
            let high = fact.value.interval(counted, None).highest().unwrap_or(value);
            Amount { unit, value, slack: high.saturating_sub(value) }
        };
        let mut found = Vec::with_capacity(facts.len());
        for fact in facts {
            let unit = fact
                .unit
                .as_deref()
                .map(|printed| units.entry(printed).or_insert_with(|| Unit::of(printed)).clone());
            found.push(amount(fact, unit));
        }
        Self(found)
    }

    /// Whether things are counted by it.
    pub fn is_counted(&self, i: usize) -> bool {
        self.0[i].unit.as_ref().is_some_and(|unit| unit.counted)
    }

    /// Whether it measures an area.
    pub fn is_area(&self, i: usize) -> bool {
        let known = self.0[i].unit.as_ref().and_then(|unit| unit.known.as_ref());
        known.is_some_and(|(dimension, _)| *dimension == Dimension::Area)
    }

    /// Whether no unit is printed.
    pub fn is_bare(&self, i: usize) -> bool {
        self.0[i].unit.is_none()
    }

    /// Units that may add up: convertible, or counted nouns that stand for each other.
    pub fn is_same(&self, a: usize, b: usize) -> bool {
        let (Some(a), Some(b)) = (&self.0[a].unit, &self.0[b].unit) else { return false };
        a.key == b.key
            || match (&a.known, &b.known) {
                (Some((x, a)), Some((y, b))) if x == y && a == b => true,
                _ => a.noun().zip(b.noun()).is_some_and(|(a, b)| is_alike(a, b)),
            }
    }

    /// Whether the things of one may be among those of the other: `8 xã` of `12 đơn vị`. A number without
    /// a unit takes that of the whole.
    pub fn is_among(&self, part: usize, whole: usize) -> bool {
        if self.is_same(part, whole) || self.is_bare(part) {
            return true;
        }
        let nouns = self.0[part]
            .unit
            .as_ref()
            .and_then(Unit::noun)
            .zip(self.0[whole].unit.as_ref().and_then(Unit::noun));
        nouns.is_some_and(|(part, whole)| is_narrower(part, whole))
    }

    /// Whether both count things, whatever they are called.
    pub fn are_counted(&self, a: usize, b: usize) -> bool {
        self.is_counted(a) && self.is_counted(b)
    }

    /// `57,3 điểm`, `12 lần`: what is no part of a larger one of it.
    pub fn is_score(&self, i: usize) -> bool {
        self.0[i]
            .unit
            .as_ref()
            .is_some_and(|unit| matches!(unit.key.as_str(), "điểm" | "lần" | "tuổi" | "độ" | "°c"))
    }

    /// Whether `part` is `percent` of `whole`, as far as the printed digits of the percentage say.
    pub fn is_share(&self, part: usize, whole: usize, percent: usize) -> bool {
        let share =
            |part: Decimal, whole: Decimal| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole);
        let Some(share) = share(self.value_in(part, whole), self.value_in(whole, whole)) else {
            return false;
        };
        share.saturating_sub(self.0[percent].value).abs() <= self.0[percent].slack
    }

    /// Whether a part is not above its whole.
    pub fn is_within(&self, part: usize, whole: usize) -> bool {
        self.value_in(part, whole) <= self.value_in(whole, whole)
    }

    /// The value in the base of the unit, so that `80.000 lượt` compares with `2 triệu lượt`; without a unit
    /// in that of the whole.
    fn value_in(&self, i: usize, whole: usize) -> Decimal {
        self.0[i].value.saturating_mul(self.factor_in(i, whole))
    }

    fn factor_in(&self, i: usize, whole: usize) -> Decimal {
        let unit = self.0[i].unit.as_ref().or(self.0[whole].unit.as_ref());
        unit.map_or(Decimal::ONE, |unit| unit.factor)
    }

    /// Whether the parts, two or more, add up to the whole as far as the printed digits say.
    pub fn adds_up(&self, parts: &[usize], whole: usize) -> bool {
        self.run_that_adds_up(parts, whole) == Some(parts.len())
    }

    /// How many of the parts, from the first, add up to the whole; two at least.
    pub fn run_that_adds_up(&self, parts: &[usize], whole: usize) -> Option<usize> {
        let target = self.value_in(whole, whole);
        let slack_of = |i: usize| self.0[i].slack.saturating_mul(self.factor_in(i, whole));
        let (mut total, mut slack) = (Decimal::ZERO, slack_of(whole));
        for (n, part) in parts.iter().enumerate() {
            total = total.checked_add(self.value_in(*part, whole))?;
            slack = slack.checked_add(slack_of(*part))?;
            // Whole numbers of a measured thing are meant to add up to the last digit.
            let apart = total.saturating_sub(target).abs();
            let is_rounded = apart <= slack && (apart.is_zero() || n + 1 == parts.len());
            if n > 0 && is_rounded {
                return Some(n + 1);
            }
        }
        None
    }
}

/// Nouns by which one thing is counted in two places.
const ALIKE: &[&[&str]] = &[
    &["dự án", "công trình", "tiểu dự án"],
    &[
        "người",
        "công dân",
        "đối tượng",
        "bị can",
        "lao động",
        "người lao động",
        "học viên",
        "trường hợp",
        "ca",
    ],
    &["đảng viên", "đồng chí"],
    &["vụ", "vụ án", "vụ việc", "tin báo", "tin"],
    &["hộ", "hộ gia đình", "hộ dân", "hộ gia đình, cá nhân"],
    &["hồ sơ", "bộ hồ sơ", "bộ", "thủ tục"],
    &["lượt", "lượt khách", "lượt người", "khách"],
    &["dn", "doanh nghiệp"],
    &["htx", "hợp tác xã"],
    &["đơn", "đơn thư"],
    &["trường", "trường học"],
    &["học sinh", "em", "cháu", "trẻ", "trẻ em", "thí sinh"],
    &["thôn", "bản", "ấp", "tổ dân phố", "khu phố", "khu dân cư"],
    &["xã", "phường", "thị trấn", "đơn vị hành chính", "đơn vị cấp xã"],
];

fn is_alike(a: &str, b: &str) -> bool {
    a.split(", ").any(|a| b.split(", ").any(|b| is_alike_noun(a, b)))
}

fn is_alike_noun(a: &str, b: &str) -> bool {
    ALIKE.iter().any(|row| row.contains(&a) && row.contains(&b)) || begins(a, b) || begins(b, a)
}

/// Whether a noun begins with another: `trường mầm non` with `trường`.
fn begins(noun: &str, with: &str) -> bool {
    noun.strip_prefix(with).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// A noun, and nouns of what may be counted among it.
const WIDER: &[(&str, &str)] = &[
    ("con", "trâu|bò|lợn|dê|ngựa|gà|vịt|gia súc|gia cầm"),
    (
        "người",
        "nam|nữ|lao động|học sinh|học viên|sinh viên|giáo viên|đảng viên|đồng chí|cán bộ|công chức|viên chức|hội viên|đoàn viên|\
         thanh niên|trẻ em|trẻ|phụ nữ|đối tượng|bị can|bị cáo|ca|trường hợp|đại biểu|thương binh|bệnh binh|nạn nhân|cá nhân|em|cháu",
    ),
    ("lao động", "nam|nữ|người"),
    ("cán bộ", "người|nam|nữ|công chức|viên chức|đồng chí"),
    ("công chức", "người|nam|nữ|đồng chí"),
    ("viên chức", "người|nam|nữ|đồng chí"),
    ("giáo viên", "người|nam|nữ|đồng chí"),
    ("học sinh", "người|nam|nữ"),
    ("quân", "người|công dân|thanh niên|chiến sĩ|chiến sỹ"),
    (
        "đơn vị",
        "xã|phường|thị trấn|huyện|quận|thị xã|thành phố|cơ quan|trường|doanh nghiệp|hợp tác xã|tập thể|phòng|trạm",
    ),
    (
        "cơ sở",
        "trường|trạm|bệnh viện|phòng khám|trung tâm|doanh nghiệp|công ty|hợp tác xã|hộ|cửa hàng|trang trại|khách sạn|nhà nghỉ|\
         nhà hàng|homestay|chợ|siêu thị",
    ),
    ("phương tiện", "xe|ô tô|mô tô|tàu|thuyền|máy"),
    (
        "văn bản",
        "nghị quyết|quyết định|chỉ thị|kế hoạch|công văn|báo cáo|tờ trình|thông báo|hướng dẫn|chương trình",
    ),
    ("đơn", "khiếu nại|tố cáo|kiến nghị|phản ánh|đề nghị"),
    ("công trình", "cầu|cống|đập|hồ|trạm|nhà|tuyến|kênh|đường|giếng"),
    ("tổ chức", "doanh nghiệp|công ty|hợp tác xã|hội|cơ quan|trường|đảng bộ|chi bộ"),
    ("tổ chức đảng", "đảng bộ|chi bộ"),
    ("cuộc", "hội nghị|hội thảo|buổi|lớp|đợt|phiên"),
    ("giải", "huy chương|giải nhất|giải nhì|giải ba|giải khuyến khích"),
    ("huy chương", "hcv|hcb|hcđ"),
    ("tổ chức tín dụng", "ngân hàng|quỹ tín dụng|chi nhánh"),
];

fn is_narrower(part: &str, whole: &str) -> bool {
    WIDER.iter().any(|(wide, narrow)| begins(whole, wide) && narrow.split('|').any(|noun| begins(part, noun)))
}
