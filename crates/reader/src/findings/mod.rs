//! What does not hold and what reads wrong. A finding asks; it never corrects.

mod wording;

use model::{
    Decimal, Document, Fact, Number, OutlineItem, Relation, RelationKind, Severity, SourceText, Strength,
    TextFinding,
};

pub(crate) fn findings(
    source: &SourceText,
    document: &Document,
    outline: &[OutlineItem],
    facts: &[Fact],
    relations: &[Relation],
) -> Vec<TextFinding> {
    let broken = relations.iter().filter(|relation| !relation.holds);
    let mut found: Vec<TextFinding> = broken
        .filter_map(|relation| Broken::new(relation, facts, outline))
        .map(|broken| broken.finding())
        .collect();
    found.extend(wording::faults(source, document, outline, facts));
    found.sort_by_key(|finding| (finding.start, finding.end));
    found
}

/// A relation that does not hold, with its facts.
struct Broken<'r> {
    relation: &'r Relation,
    first: &'r Fact,
    members: Vec<&'r Fact>,
    outline: &'r [OutlineItem],
}

impl<'r> Broken<'r> {
    fn new(relation: &'r Relation, facts: &'r [Fact], outline: &'r [OutlineItem]) -> Option<Self> {
        let members: Vec<&Fact> =
            relation.members.iter().filter_map(|id| facts.iter().find(|fact| fact.id == *id)).collect();
        let first = members.first().copied()?;
        Some(Self { relation, first, members, outline })
    }

    fn finding(&self) -> TextFinding {
        let (rule, says, hint) = match self.relation.kind {
            RelationKind::Sum | RelationKind::Count => (
                "sum-of-parts",
                self.sum(),
                self.ask("tổng ghi nhầm, thiếu một thành phần, hay danh sách tính theo cách khác"),
            ),
            RelationKind::Ratio => {
                ("ratio", self.ratio(), self.ask("tỷ lệ tính nhầm, hay mẫu số lấy ở thời điểm khác"))
            }
            RelationKind::Same => (
                "same-figure",
                self.same(),
                self.ask("số nào đúng, hay hai số có phạm vi, thời điểm khác nhau"),
            ),
            RelationKind::Bound => (
                "part-not-above-whole",
                self.bound(),
                self.ask("một trong hai số ghi nhầm, hay số sau tính lũy kế nhiều năm"),
            ),
        };
        let severity =
            if self.relation.strength == Strength::Stated { Severity::Error } else { Severity::Warning };
        TextFinding {
            rule: rule.to_owned(),
            severity,
            says,
            hint,
            evidence: self.relation.members.clone(),
            start: self.first.start,
            end: self.first.end,
        }
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
            "{} ghi tỷ lệ {percent}, nhưng phép tính {expression} cho kết quả khác{}.",
            self.place(self.first),
            self.quotient()
        )
    }

    fn quotient(&self) -> String {
        let value = |at: usize| self.members.get(at).map(|fact| fact.value.value());
        let two = (value(0), if self.members.len() == 2 { self.first.denominator } else { value(1) });
        let (Some(part), Some(whole)) = two else { return String::new() };
        let same_unit =
            self.members.len() == 2 || self.members.get(1).is_some_and(|fact| fact.unit == self.first.unit);
        let share = part.checked_mul(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(whole));
        match share.filter(|_| same_unit) {
            Some(share) => format!(" ({}%)", print(share.round_dp(2))),
            None => String::new(),
        }
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

    fn bound(&self) -> String {
        let whole = self.members.get(1).copied().unwrap_or(self.first);
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
        let id = fact.section.as_ref()?;
        self.outline.iter().find(|item| item.id == *id)
    }

    /// `Mục 1.5`, or the footnote.
    fn place(&self, fact: &Fact) -> String {
        match (fact.footnote, self.section(fact)) {
            (Some(note), _) => format!("Chú thích {}", note + 1),
            (None, Some(item)) => match item.number.as_deref() {
                Some("-" | "+" | "*" | "–" | "•") | None => format!("Mục “{}”", item.title),
                Some(number) => format!("Mục {}{number}", self.above(item)),
            },
            (None, None) => "Báo cáo".to_owned(),
        }
    }

    /// Numbers of the headings above, as far as they tell the item: `I.2.` before `a`; `1.3.1` tells itself.
    fn above(&self, item: &OutlineItem) -> String {
        let mut path = String::new();
        let mut at = item;
        while at.number.as_deref().is_some_and(|number| !number.contains(['.', '('])) {
            let parent = at.parent.as_ref().and_then(|id| self.outline.iter().find(|item| item.id == *id));
            let Some(parent) = parent.filter(|parent| parent.level < at.level) else { break };
            match parent.number.as_deref().filter(|number| !number.contains(' ')) {
                Some(number) => path.insert_str(0, &format!("{number}.")),
                None => break,
            }
            at = parent;
        }
        path
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
