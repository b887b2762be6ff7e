//! A rate against the two amounts it is made of: `diện tích 200 ha, năng suất 50 tạ/ha, sản lượng 1.000 tấn`.

use super::slip;
use super::view::{Class, Figure, View};
use model::{Decimal, FactKind, Interval, Number, Relation, RelationKind, Strength};

/// Figures looked at before a rate, and after it.
const BEFORE: usize = 16;
const AFTER: usize = 4;

pub(super) fn products(view: &View<'_>) -> Vec<Relation> {
    let rates = view.figures.iter().enumerate().filter(|(_, figure)| is_rate(figure));
    rates.filter_map(|(index, figure)| product(view, index, Rate::new(figure)?)).collect()
}

fn is_rate(figure: &Figure<'_>) -> bool {
    let level =
        matches!(figure.fact.kind, FactKind::Rate | FactKind::Actual | FactKind::Estimate | FactKind::Plan);
    level && figure.fact.approx.is_none() && figure.fact.high.is_none() && figure.fact.denominator.is_none()
}

/// A figure such as `62,5 tạ/ha`.
struct Rate<'v, 'f> {
    figure: &'v Figure<'f>,
    /// What is made, and of what.
    made: Class,
    base: Class,
    /// One of its unit in units of `made` for one unit of `base`.
    factor: Decimal,
}

impl<'v, 'f> Rate<'v, 'f> {
    fn new(figure: &'v Figure<'f>) -> Option<Self> {
        let (made, base) = figure.fact.unit.as_deref()?.split_once('/')?;
        if base.contains('/') || base.chars().any(|c| c.is_ascii_digit() && c != '2' && c != '3') {
            return None;
        }
        let ((made, up), (base, down)) = (Class::of(Some(made.trim())), Class::of(Some(base.trim())));
        Some(Self { figure, made, base, factor: up.checked_div(down)? })
    }

    /// What `base` makes at the printed rate `number`.
    fn of(&self, base: Interval, number: Number) -> Option<Interval> {
        let rate = number.interval(false, None);
        let times = |a: Option<Decimal>, b: Option<Decimal>| a?.checked_mul(b?)?.checked_mul(self.factor);
        let (low, high) = (times(base.lowest(), rate.lowest())?, times(base.highest(), rate.highest())?);
        Some(Interval::closed(Some(low), Some(high)))
    }

    fn fits(&self, made: &Figure<'_>, base: &Figure<'_>) -> bool {
        self.of(base.interval(), self.figure.fact.value)
            .is_some_and(|computed| computed.meets(made.interval()))
    }

    /// Whether one slip of the fingers in a number of three digits or more explains that they do not fit.
    fn is_slip(&self, made: &Figure<'_>, base: &Figure<'_>) -> bool {
        let long = |figure: &Figure<'_>| figure.fact.value.value().mantissa().unsigned_abs() >= 100;
        let meant =
            |figure: &Figure<'_>| if long(figure) { slip::meant(figure.fact.value) } else { Vec::new() };
        let fits = |base: Interval, rate: Number, made: Interval| {
            self.of(base, rate).is_some_and(|computed| computed.meets(made))
        };
        let rate = self.figure.fact.value;
        meant(self.figure).into_iter().any(|n| fits(base.interval(), n, made.interval()))
            || meant(made).into_iter().any(|n| fits(base.interval(), rate, made.interval_of(n)))
            || meant(base).into_iter().any(|n| fits(base.interval_of(n), rate, made.interval()))
    }

    fn relation(&self, made: &Figure<'_>, base: &Figure<'_>, holds: bool) -> Relation {
        let sign = if holds { "=" } else { "≠" };
        let with_unit = |figure: &Figure<'_>| {
            format!("{} {}", figure.print(), figure.fact.unit.as_deref().unwrap_or_default())
        };
        Relation {
            kind: RelationKind::Ratio,
            members: [made, base, self.figure].iter().map(|f| f.fact.id.clone()).collect(),
            holds,
            strength: if holds { Strength::Stated } else { Strength::Inferred },
            expression: format!(
                "{} / {} {sign} {}",
                with_unit(made),
                with_unit(base),
                with_unit(self.figure)
            ),
        }
    }
}

fn product(view: &View<'_>, index: usize, rate: Rate<'_, '_>) -> Option<Relation> {
    let row = |f: &Figure<'_>| view.cell(f).map(|cell| (cell.table, cell.row));
    let beside = |f: &Figure<'_>| {
        f.block == rate.figure.block || row(f).is_some_and(|own| Some(own) == row(rate.figure))
    };
    let near = |f: &&Figure<'_>| {
        f.adds_up()
            && f.fact.approx.is_none()
            && f.fact.footnote == rate.figure.fact.footnote
            && beside(f)
            && !view.is_crowded(f.sentence)
    };
    let before: Vec<&Figure<'_>> = view.figures.iter().take(index).rev().take(BEFORE).filter(near).collect();
    let after: Vec<&Figure<'_>> = view.figures.iter().skip(index + 1).take(AFTER).filter(near).collect();
    let both = || before.iter().chain(&after).copied();
    let made: Vec<&Figure<'_>> =
        after.iter().chain(before.iter().take(AFTER)).copied().filter(|f| f.class.is(&rate.made)).collect();
    let bases: Vec<&Figure<'_>> = both().filter(|f| f.class.is(&rate.base)).collect();
    let pairs = made.iter().flat_map(|made| bases.iter().map(move |base| (*made, *base)));
    if let Some((made, base)) = pairs.clone().find(|(made, base)| rate.fits(made, base)) {
        return Some(rate.relation(made, base, true));
    }
    let here = |f: &Figure<'_>| f.sentence == rate.figure.sentence;
    let (made, base) = pairs.clone().next().filter(|(made, base)| here(made) && here(base))?;
    let only = pairs.filter(|(made, base)| here(made) && here(base)).count() == 1;
    (only && rate.is_slip(made, base)).then(|| rate.relation(made, base, false))
}
