//! Slips of the pen, put one at a time into a clean ledger: what people do when they type, convert, copy and write. Which figure
//! slips is chance; nothing here knows what the checks look for.

use crate::place::observation;
use crate::random::Random;
use engine::{Book, compile};
use model::*;
use std::collections::BTreeSet;

/// A slip: what was done, to which cell or paragraph.
pub struct Slip {
    pub sort: Sort,
    /// What it did, in words: `2.006 → 2.060`.
    pub says: String,
    /// The act that makes it.
    pub act: Act,
    /// Cells that are wrong now.
    pub cells: BTreeSet<CellKey>,
    /// The paragraph that is wrong now.
    pub passage: Option<PassageId>,
}

/// Sorts of slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Transposed,
    DigitDropped,
    DigitDoubled,
    CommaLost,
    Thousandfold,
    OtherUnit,
    PartAboveWhole,
    ManyTimesPlan,
    BrokenCumulative,
    CopiedForm,
    CopiedFigure,
    RestatedPast,
    StaleProse,
    WrongProse,
    ForgottenUnit,
    WrongUnitWord,
    ShortList,
}

pub const SORTS: [(Sort, &str); 17] = [
    (Sort::Transposed, "đảo hai chữ số"),
    (Sort::DigitDropped, "rơi một chữ số"),
    (Sort::DigitDoubled, "lặp một chữ số"),
    (Sort::CommaLost, "mất dấu phẩy"),
    (Sort::Thousandfold, "gấp 1.000 lần"),
    (Sort::OtherUnit, "nhầm đơn vị tính"),
    (Sort::PartAboveWhole, "thành phần lớn hơn tổng"),
    (Sort::ManyTimesPlan, "gấp nhiều lần kế hoạch"),
    (Sort::BrokenCumulative, "lũy kế ghi số trong kỳ"),
    (Sort::CopiedForm, "gửi lại biểu kỳ trước"),
    (Sort::CopiedFigure, "chép một số kỳ trước"),
    (Sort::RestatedPast, "đổi số kỳ trước"),
    (Sort::StaleProse, "lời văn còn số kỳ trước"),
    (Sort::WrongProse, "lời văn gõ sai số"),
    (Sort::ForgottenUnit, "quên đơn vị tính"),
    (Sort::WrongUnitWord, "ghi sai đơn vị tính"),
    (Sort::ShortList, "liệt kê thiếu mục"),
];

/// `count` slips of a round, the sorts in turn; a sort that finds nothing to slip on is passed over.
pub fn make(book: &Book, period: Period, seed: u64, count: usize) -> Vec<Slip> {
    let mut random = Random::new(seed);
    let maker = Maker { book, period };
    let mut slips: Vec<Slip> = Vec::new();
    for turn in 0..count * 3 {
        if slips.len() == count {
            break;
        }
        // One figure slips once: tries that hit another's place are made anew.
        let fresh = |s: &Slip| {
            !slips.iter().any(|o| o.sort == s.sort && o.cells == s.cells && o.passage == s.passage)
        };
        let sort = SORTS[turn % SORTS.len()].0;
        let slip = (0..30).filter_map(|_| maker.slip(sort, &mut random)).find(fresh);
        slips.extend(slip);
    }
    slips
}

struct Maker<'a> {
    book: &'a Book,
    period: Period,
}

impl Maker<'_> {
    fn slip(&self, sort: Sort, random: &mut Random) -> Option<Slip> {
        match sort {
            Sort::StaleProse
            | Sort::WrongProse
            | Sort::ForgottenUnit
            | Sort::WrongUnitWord
            | Sort::ShortList => self.prose(sort, random),
            Sort::CopiedForm => self.copied_form(random),
            Sort::RestatedPast => {
                let key = self.figure(random, |_, key| self.number(&self.earlier(key, 1)).is_some())?;
                let key = self.earlier(&key, 1);
                let now = typed(self.number(&key)?, Sort::Transposed, random)?;
                let act = Act::PlanSet { observation: observation(&key, now), basis: String::new() };
                self.cell(sort, key, now, act)
            }
            _ => {
                let key = self.figure(random, |i, key| self.can(sort, i, key))?;
                let now = self.wrong(sort, &key, random)?;
                let unit = self.book.stating_unit(self.book.indicator(&key.indicator)?, &key.unit).clone();
                let act = self.saved(unit, vec![observation(&key, now)]);
                self.cell(sort, key, now, act)
            }
        }
    }

    fn cell(&self, sort: Sort, key: CellKey, now: Number, act: Act) -> Option<Slip> {
        let was = self.number(&key)?;
        if was.value() == now.value() {
            return None;
        }
        let format = viet::number::format;
        let says =
            format!("{} {} {}: {} → {}", key.indicator, key.unit, key.period, format(was), format(now));
        Some(Slip { sort, says, act, cells: BTreeSet::from([key]), passage: None })
    }

    /// A figure of the round, by chance, among those that can slip so.
    fn figure(&self, random: &mut Random, can: impl Fn(&Indicator, &CellKey) -> bool) -> Option<CellKey> {
        let own = self.book.cells.iter().map(|(key, _)| key);
        let own = own.filter(|k| k.period == self.period && k.measure == Measure::Actual);
        let can = |k: &&CellKey| self.book.indicator(&k.indicator).is_some_and(|i| can(i, k));
        random
            .pick(&own.filter(can).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>())
            .cloned()
            .cloned()
    }

    fn number(&self, key: &CellKey) -> Option<Number> {
        match self.book.stated(key)? {
            Stated::Number(number) => Some(number),
            _ => None,
        }
    }

    fn earlier(&self, key: &CellKey, back: i16) -> CellKey {
        CellKey { period: key.period.shift(-back), ..key.clone() }
    }

    fn can(&self, sort: Sort, indicator: &Indicator, key: &CellKey) -> bool {
        let moves = matches!(indicator.timing, Timing::Flow | Timing::Cumulative);
        match sort {
            Sort::Thousandfold => self.number(key).is_some_and(|n| n.value() >= Decimal::TEN),
            Sort::CommaLost => self.number(key).is_some_and(|n| n.decimals() > 0),
            Sort::OtherUnit => converted(&indicator.measure_unit).is_some(),
            Sort::PartAboveWhole => self.whole(key).is_some(),
            Sort::ManyTimesPlan => moves && self.plan(key).is_some(),
            Sort::BrokenCumulative => {
                indicator.timing == Timing::Cumulative && self.number(&self.earlier(key, 1)).is_some()
            }
            // Few things happen as often again by chance.
            Sort::CopiedFigure => {
                moves && self.number(&self.earlier(key, 1)).is_some_and(|n| n.value() >= Decimal::ONE_HUNDRED)
            }
            _ => true,
        }
    }

    fn plan(&self, key: &CellKey) -> Option<Decimal> {
        let period = engine::plan_year(key.period);
        self.number(&CellKey { period, measure: Measure::Plan, ..key.clone() }).map(|n| n.value())
    }

    /// What a figure is a part of: the left side of a total, the right side of a bound.
    fn whole(&self, key: &CellKey) -> Option<Decimal> {
        let of = |rule: &Rule| {
            let law = formula::parse(&rule.formula).ok()?;
            let codes: Vec<&Code> = law.references().into_iter().map(|r| &r.code).collect();
            let (whole, parts) = match rule.kind {
                RuleKind::SumOfParts => (codes.first()?, codes.get(1..)?),
                RuleKind::PartNotAboveWhole => (codes.get(1)?, codes.get(..1)?),
                _ => return None,
            };
            let whole = CellKey { indicator: (*whole).clone(), ..key.clone() };
            if parts.contains(&&key.indicator) { self.number(&whole).map(|n| n.value()) } else { None }
        };
        self.book.rules.iter().find_map(of)
    }

    /// What is typed instead.
    fn wrong(&self, sort: Sort, key: &CellKey, random: &mut Random) -> Option<Number> {
        let was = self.number(key)?;
        let scaled = |by: Decimal, decimals| Some(Number::new(engine::round(by, decimals)));
        match sort {
            Sort::CommaLost => scaled(was.value() * Decimal::from(10_i64.pow(was.decimals())), 0),
            Sort::Thousandfold => scaled(was.value() * Decimal::ONE_THOUSAND, was.decimals()),
            Sort::OtherUnit => {
                let (factor, decimals) = converted(&self.book.indicator(&key.indicator)?.measure_unit)?;
                scaled(was.value() * factor, decimals)
            }
            Sort::PartAboveWhole => {
                scaled(self.whole(key)? * Decimal::new(random.between(105, 150), 2), was.decimals())
            }
            Sort::ManyTimesPlan => {
                scaled(self.plan(key)? * Decimal::new(random.between(25, 50), 1), was.decimals())
            }
            Sort::BrokenCumulative => {
                scaled(was.value() - self.number(&self.earlier(key, 1))?.value(), was.decimals())
            }
            Sort::CopiedFigure => self.number(&self.earlier(key, 1)),
            _ => typed(was, sort, random),
        }
    }

    fn saved(&self, unit: UnitId, values: Vec<Observation>) -> Act {
        Act::CellsSaved {
            unit,
            round: RoundId::main(self.period),
            values,
            entered: Vec::new(),
            file: None,
            on_behalf: false,
        }
    }

    fn copied_form(&self, random: &mut Random) -> Option<Slip> {
        let sheets = &self.book.main_round(self.period)?.round.sheets;
        let sheet = random.pick(sheets)?;
        let mut values = Vec::new();
        for cell in &sheet.cells {
            let key = self.book.form_key(
                &sheet.unit,
                self.book.indicator(&cell.indicator)?,
                cell.measure,
                self.period,
            );
            let before = self.number(&self.earlier(&key, 1))?;
            values.push(observation(&key, before));
        }
        let cells =
            values.iter().filter(|o| self.book.stated(&o.key) != o.stated).map(|o| o.key.clone()).collect();
        let says = format!("{}: {} số", sheet.unit, values.len());
        let act = self.saved(sheet.unit.clone(), values);
        Some(Slip { sort: Sort::CopiedForm, says, act, cells, passage: None })
    }

    fn prose(&self, sort: Sort, random: &mut Random) -> Option<Slip> {
        let passages = &self.book.report(self.period)?.template.passages;
        let passage = random.pick(passages)?;
        let figures: Vec<usize> = (0..passage.inlines.len())
            .filter(|i| matches!(passage.inlines[*i], Inline::Figure { .. }))
            .collect();
        let at = *random.pick(&figures)?;
        let Inline::Figure { figure } = &passage.inlines[at] else { return None };
        let mut inlines = passage.inlines.clone();
        let printed = |period| compile::print(self.book, figure, period).text;
        let now = printed(self.period);
        let wrong = match sort {
            Sort::StaleProse => printed(self.period.shift(-1)),
            Sort::WrongProse => {
                viet::number::format(typed(viet::number::parse(&now)?, Sort::Transposed, random)?)
            }
            _ => String::new(),
        };
        let says = match sort {
            Sort::StaleProse | Sort::WrongProse => {
                if wrong == now {
                    return None;
                }
                inlines[at] = Inline::text(wrong.clone());
                format!("{}: {now} → {wrong}", figure.indicator)
            }
            _ => {
                let Some(Inline::Text { text, .. }) = inlines.get_mut(at + 1) else { return None };
                let (before, after) = match sort {
                    // Only what the figure counts is a list that can be short.
                    Sort::ShortList => shortened(text).filter(|(list, _)| counts(&now, list))?,
                    _ => other_unit(text, &self.book.indicator(&figure.indicator)?.measure_unit, sort)?,
                };
                *text = after.clone();
                format!("{}: “{before}” → “{after}”", figure.indicator)
            }
        };
        let act = Act::PassageEdited { period: self.period, passage: passage.id.clone(), inlines };
        Some(Slip { sort, says, act, cells: BTreeSet::new(), passage: Some(passage.id.clone()) })
    }
}

/// A number typed wrongly.
fn typed(was: Number, sort: Sort, random: &mut Random) -> Option<Number> {
    let mut digits: Vec<char> = was.value().mantissa().unsigned_abs().to_string().chars().collect();
    if digits.len() < 3 {
        return None;
    }
    let last = i64::try_from(digits.len()).ok()? - 1;
    match sort {
        Sort::Transposed => {
            let pairs: Vec<usize> = (0..digits.len() - 1)
                .filter(|i| digits[*i] != digits[i + 1] && !(*i == 0 && digits[1] == '0'))
                .collect();
            let at = *random.pick(&pairs)?;
            digits.swap(at, at + 1);
        }
        Sort::DigitDropped => drop(digits.remove(usize::try_from(random.between(0, last)).ok()?)),
        Sort::DigitDoubled => {
            let at = usize::try_from(random.between(0, last)).ok()?;
            digits.insert(at, digits[at]);
        }
        _ => return None,
    }
    let value: i64 = digits.iter().collect::<String>().parse().ok()?;
    Some(Number::new(Decimal::new(value, was.decimals())))
}

/// By what a number is multiplied when it is stated in a neighbouring unit of measure, and the decimals it then has.
fn converted(unit: &str) -> Option<(Decimal, u32)> {
    let table = [
        ("tỷ đồng", Decimal::ONE_THOUSAND, 0),
        ("triệu đồng", Decimal::new(1, 3), 3),
        ("đồng", Decimal::new(1, 6), 3),
        ("ha", Decimal::from(10_000), 0),
        ("m2", Decimal::new(1, 4), 2),
        ("m²", Decimal::new(1, 4), 2),
        ("tấn", Decimal::TEN, 0),
        ("tạ", Decimal::new(1, 1), 1),
        ("kg", Decimal::new(1, 3), 3),
        ("km", Decimal::ONE_THOUSAND, 0),
    ];
    table.into_iter().find(|(name, ..)| *name == unit).map(|(_, factor, decimals)| (factor, decimals))
}

/// The words after a figure without its unit of measure, or with another.
fn other_unit(text: &str, unit: &str, sort: Sort) -> Option<(String, String)> {
    let others = [
        ("triệu đồng", "tỷ đồng"),
        ("tỷ đồng", "triệu đồng"),
        ("ha", "m2"),
        ("tấn", "tạ"),
        ("tạ", "kg"),
        ("kg", "tấn"),
        ("km", "m"),
        ("m2", "ha"),
    ];
    let rest = text.strip_prefix(&format!(" {unit}"))?;
    if !rest.starts_with([',', ';', '.', ' ', ')']) {
        return None;
    }
    let after = match sort {
        Sort::WrongUnitWord => format!(" {}{rest}", others.iter().find(|(from, _)| *from == unit)?.1),
        _ => rest.to_owned(),
    };
    Some((text.to_owned(), after))
}

/// Whether a printed number says how many items the list behind it has.
fn counts(printed: &str, text: &str) -> bool {
    let list = text.split_once(": ").or_else(|| text.split_once(" gồm ")).map_or("", |(_, list)| list);
    let list = list.split(['.', ';', ')']).next().unwrap_or_default().replace(" và ", ", ");
    viet::number::parse(printed).is_some_and(|n| n.value() == Decimal::from(list.split(", ").count() as u64))
}

/// A list without its last item.
fn shortened(text: &str) -> Option<(String, String)> {
    let (head, list) = text.split_once(": ").or_else(|| text.split_once(" gồm "))?;
    let opening = if text.contains(": ") { ": " } else { " gồm " };
    let end = list.find(['.', ';', ')'])?;
    let kept = list[..end].rfind(" và ").or_else(|| list[..end].rfind(", "))?;
    (list[..kept].contains(", "))
        .then(|| (text.to_owned(), format!("{head}{opening}{}{}", &list[..kept], &list[end..])))
}
