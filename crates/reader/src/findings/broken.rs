//! A law that does not hold, told as one sentence with both places and the unit to ask.

use super::place::{item, place};
use model::{
    Decimal, Fact, FactKind, Number, OutlineItem, Relation, RelationKind, Severity, Strength, TextFinding,
};
use std::collections::BTreeMap;

/// A relation that does not hold, with its facts.
pub(super) struct Broken<'r> {
    relation: &'r Relation,
    first: &'r Fact,
    members: Vec<&'r Fact>,
    outline: &'r [OutlineItem],
}

impl<'r> Broken<'r> {
    pub(super) fn new(
        relation: &'r Relation,
        facts: &BTreeMap<&str, &'r Fact>,
        outline: &'r [OutlineItem],
    ) -> Option<Self> {
        let members: Vec<&Fact> =
            relation.members.iter().filter_map(|id| facts.get(id.as_str()).copied()).collect();
        let first = members.first().copied()?;
        Some(Self { relation, first, members, outline })
    }

    pub(super) fn finding(&self) -> TextFinding {
        let (rule, says, question) = match self.relation.kind {
            RelationKind::Sum if self.is_change() => {
                ("difference", self.difference(), "mức thay đổi tính nhầm, hay một trong hai số ghi nhầm")
            }
            RelationKind::Sum => (
                "sum-of-parts",
                self.sum(),
                "tổng ghi nhầm, thiếu một thành phần, hay danh sách tính theo cách khác",
            ),
            RelationKind::Count => {
                ("count-of-list", self.count(), "kể thiếu, kể thừa, hay số lượng ghi nhầm")
            }
            RelationKind::Ratio if self.is_rate() => (
                "rate",
                self.rate(),
                "diện tích, năng suất hay sản lượng ghi nhầm, hay tính trên phần đã thu hoạch",
            ),
            RelationKind::Ratio => {
                ("ratio", self.ratio(), "tỷ lệ tính nhầm, hay mẫu số lấy ở thời điểm khác")
            }
            RelationKind::Same if self.is_percent(self.first) && self.is_copy() => {
                ("same-percent", self.copied(), "hai chỉ tiêu trùng tỷ lệ thật, hay chép nhầm từ dòng trên")
            }
            RelationKind::Same if self.members.len() == 1 => {
                ("subject", self.other_subject(), "số này của đối tượng nào")
            }
            RelationKind::Same => {
                ("same-figure", self.same(), "số nào đúng, hay hai số có phạm vi, thời điểm khác nhau")
            }
            RelationKind::Bound if self.is_yield() => (
                "plausible-rate",
                self.implausible(),
                "diện tích hay sản lượng ghi nhầm, hay hai số khác phạm vi, thời gian",
            ),
            RelationKind::Bound => (
                "part-not-above-whole",
                self.bound(),
                "một trong hai số ghi nhầm, hay số sau tính lũy kế nhiều năm",
            ),
        };
        TextFinding {
            rule: rule.to_owned(),
            severity: self.severity(),
            says,
            hint: self.ask(question),
            evidence: self.relation.members.clone(),
            start: self.first.start,
            end: self.first.end,
        }
    }

    /// What the text asserts is an error, and so is one thing with two numbers, whoever reads them; a guess from one
    /// passage is a warning, from far apart or from experience a note.
    fn severity(&self) -> Severity {
        let far = self.members.get(1).is_some_and(|other| {
            other.section != self.first.section || other.footnote != self.first.footnote
        });
        let doubtful = match self.relation.kind {
            RelationKind::Ratio => far,
            RelationKind::Same => self.members.len() == 1 || self.is_copy(),
            RelationKind::Bound => self.is_yield(),
            RelationKind::Sum | RelationKind::Count => false,
        };
        match self.relation.strength {
            Strength::Stated => Severity::Error,
            Strength::Inferred if self.is_told_twice() => Severity::Error,
            Strength::Inferred if doubtful => Severity::Info,
            Strength::Inferred => Severity::Warning,
        }
    }

    fn is_percent(&self, fact: &Fact) -> bool {
        matches!(fact.unit.as_deref(), Some("%" | "‰"))
    }

    /// One thing with two numbers.
    fn is_told_twice(&self) -> bool {
        self.relation.kind == RelationKind::Same && self.members.len() == 2 && !self.is_copy()
    }

    /// Two indicators with one number.
    fn is_copy(&self) -> bool {
        self.members
            .get(1)
            .is_some_and(|other| other.value == self.first.value && other.unit == self.first.unit)
    }

    fn is_yield(&self) -> bool {
        self.relation.expression.contains("/ha")
    }

    fn is_rate(&self) -> bool {
        self.members.last().is_some_and(|fact| !self.is_percent(fact))
    }

    fn is_change(&self) -> bool {
        self.relation.expression.contains(" − ")
    }

    fn difference(&self) -> String {
        let numbers: Vec<String> = self.members.iter().map(|fact| amount(fact)).collect();
        let gap = match self.members.as_slice() {
            [larger, smaller, _] => larger.value.value().saturating_sub(smaller.value.value()),
            _ => Decimal::ZERO,
        };
        match numbers.as_slice() {
            [larger, smaller, change] => format!(
                "{} ghi mức thay đổi {change}, nhưng {larger} và {smaller} chênh nhau {}.",
                self.place(self.first),
                print(gap)
            ),
            _ => String::new(),
        }
    }

    fn count(&self) -> String {
        let listed = self.relation.expression.split(" ≠ ").nth(1).unwrap_or_default();
        format!("{} ghi {}, nhưng có {listed}.", self.place(self.first), amount(self.first))
    }

    fn sum(&self) -> String {
        let parts = self.members.iter().skip(1);
        let total =
            parts.clone().map(|part| part.value.value()).fold(Decimal::ZERO, |a, b| a.saturating_add(b));
        let alike = parts.clone().all(|part| part.unit == self.first.unit)
            || parts.clone().all(|part| !has_scale(part) && !has_scale(self.first));
        let difference = self.first.value.value() - total;
        let gap = if alike { format!(", chênh {}", print(difference.abs())) } else { String::new() };
        let total = if alike {
            format!(" cộng lại là {}{gap}", print(total))
        } else {
            " cộng lại không bằng số đó".to_owned()
        };
        format!(
            "{} ghi {}, nhưng {} thành phần được kể ra{total}.",
            self.place(self.first),
            amount(self.first),
            self.members.len().saturating_sub(1)
        )
    }

    fn ratio(&self) -> String {
        let percent = self.members.last().map(|fact| amount(fact)).unwrap_or_default();
        let expression = self.relation.expression.split(" ≠ ").next().unwrap_or_default();
        format!(
            "{} ghi tỷ lệ {percent}, nhưng phép tính {expression} cho kết quả khác{}{}.",
            self.place(self.first),
            self.quotient(),
            self.implied()
        )
    }

    /// Part and whole in one unit.
    fn share(&self) -> Option<(Decimal, Decimal)> {
        let plain = !self.relation.expression.contains('(') && self.first.kind != FactKind::ChangeAbs;
        let whole = match self.members.as_slice() {
            [first, _] => first.denominator?,
            [first, whole, _] if whole.unit == first.unit => whole.value.value(),
            _ => return None,
        };
        plain.then_some((self.first.value.value(), whole))
    }

    fn quotient(&self) -> String {
        let share =
            self.share().and_then(|(part, whole)| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole));
        share.map_or(String::new(), |share| format!(" ({}%)", print(share.round_dp(2))))
    }

    /// The whole that a printed percentage of another passage speaks of.
    fn implied(&self) -> String {
        let percent = self.members.last().map(|fact| fact.value.value()).unwrap_or_default();
        let whole = self
            .share()
            .filter(|_| self.severity() == Severity::Info)
            .and_then(|(part, _)| part.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(percent));
        let unit = self.first.unit.as_deref().unwrap_or_default();
        whole.map_or(String::new(), |whole| {
            format!("; tỷ lệ đã ghi ứng với tổng khoảng {} {unit}", print(whole.round_dp(0)))
        })
    }

    fn rate(&self) -> String {
        let quotient = self.relation.expression.split(" ≠ ").next().unwrap_or_default();
        let rate = self.members.last().map(|fact| amount(fact)).unwrap_or_default();
        format!("{} ghi {rate}, nhưng phép tính {quotient} cho kết quả khác.", self.place(self.first))
    }

    fn same(&self) -> String {
        let other = self.members.get(1).copied().unwrap_or(self.first);
        format!(
            "Một số liệu được ghi hai lần với hai giá trị: {} ({}) và {} ({}).",
            amount(self.first),
            self.place(self.first),
            amount(other),
            self.place(other)
        )
    }

    fn copied(&self) -> String {
        let other = self.members.get(1).copied().unwrap_or(self.first);
        format!(
            "{}: hai chỉ tiêu khác nhau cùng ghi {} ({} và {}).",
            self.place(self.first),
            amount(self.first),
            self.first.subject,
            other.subject
        )
    }

    fn other_subject(&self) -> String {
        let (meant, said) = self.relation.expression.split_once(" ≠ ").unwrap_or_default();
        format!("{}: câu nói về {meant} nhưng ghi “{said}” ({}).", self.place(self.first), amount(self.first))
    }

    fn implausible(&self) -> String {
        let base = self.members.get(1).copied().unwrap_or(self.first);
        let rate = self.relation.expression.split(" = ").nth(1).and_then(|rest| rest.split(" > ").next());
        format!(
            "{} ghi {} trên {}, tức {}, cao hơn mức thường gặp.",
            self.place(self.first),
            amount(self.first),
            amount(base),
            rate.unwrap_or_default()
        )
    }

    fn bound(&self) -> String {
        let Some(whole) = self.members.get(1) else {
            let total = self.first.denominator.map(print).unwrap_or_default();
            let unit = self.first.unit.as_deref().unwrap_or_default();
            let part = viet::number::format(self.first.value);
            return format!("{} ghi {part} trên tổng số {total} {unit}.", self.place(self.first));
        };
        format!(
            "{} ghi {} ({}), lớn hơn {} ({}).",
            self.place(self.first),
            amount(self.first),
            self.first.subject,
            amount(whole),
            whole.subject
        )
    }

    fn section(&self, fact: &Fact) -> Option<&OutlineItem> {
        item(self.outline, fact.section.as_deref()?)
    }

    fn place(&self, fact: &Fact) -> String {
        place(self.outline, fact.section.as_deref(), fact.footnote)
    }

    fn ask(&self, question: &str) -> String {
        match self.section(self.first) {
            Some(item) => format!("Hỏi đơn vị cung cấp số liệu mục “{}”: {question}?", item.title),
            None => format!("Hỏi đơn vị cung cấp số liệu: {question}?"),
        }
    }
}

/// Whether the unit scales its number (`triệu đồng`), so that bare numbers cannot be added.
fn has_scale(fact: &Fact) -> bool {
    fact.unit.as_deref().is_some_and(|unit| !viet::measure_unit::is_counted(unit))
}

fn print(value: Decimal) -> String {
    viet::number::format(Number::new(value))
}

/// The number with its unit.
fn amount(fact: &Fact) -> String {
    let number = viet::number::format(fact.value);
    match fact.unit.as_deref() {
        Some("%") => format!("{number}%"),
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}
