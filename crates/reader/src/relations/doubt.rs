//! What no law forbids and yet wants a look: a yield that no field gives, another crop's name, a percentage copied.

use super::view::{Class, Figure, View, printed};
use model::{Decimal, FactKind, Relation, RelationKind, Strength};
use viet::letter::lower;

/// Crops that reports give area, yield and output of.
const CROPS: [&str; 26] = [
    "lúa",
    "ngô",
    "khoai lang",
    "khoai tây",
    "khoai môn",
    "sắn",
    "lạc",
    "đậu tương",
    "đậu xanh",
    "mía",
    "bông",
    "vừng",
    "chè",
    "cà phê",
    "cao su",
    "hồ tiêu",
    "điều",
    "cam",
    "bưởi",
    "chuối",
    "dứa",
    "xoài",
    "nhãn",
    "vải",
    "thanh long",
    "rau",
];

/// More quintals from one hectare and one harvest than the best fields of the country give.
const MOST_YIELD: [(&str, u32); 4] = [("lúa", 100), ("ngô", 120), ("lạc", 60), ("đậu tương", 40)];

/// `laws` are the ratios found.
pub(super) fn doubts(view: &View<'_>, laws: &[Relation]) -> Vec<Relation> {
    let mut found = Vec::new();
    for law in laws.iter().filter(|law| law.holds) {
        if let [_, base, rate] = law.members.as_slice() {
            found.extend(other_crop(view, view.figure_of(base), view.figure_of(rate)));
        }
    }
    found.extend(view.figures.windows(2).filter_map(|pair| too_much(view, pair)));
    let explained = |percent: &Figure<'_>| {
        laws.iter().any(|law| law.holds && law.members.last() == Some(&percent.fact.id))
    };
    found.extend(
        copied(view).into_iter().filter(|(a, b)| !explained(a) && !explained(b)).map(|(a, b)| copy(a, b)),
    );
    found
}

/// The crop named first in a text.
fn crop(text: &str) -> Option<&'static str> {
    let text = format!(" {} ", viet::fold::key(text).replace([':', ',', '.', ';', '(', ')'], " "));
    let places = CROPS.iter().filter_map(|crop| Some((text.find(&format!(" {crop} "))?, *crop)));
    places.min().map(|(_, crop)| crop)
}

/// `Ngô: gieo 80 ha; năng suất lúa 45 tạ/ha`: area and yield that fit one output are of one crop.
fn other_crop(view: &View<'_>, base: Option<&Figure<'_>>, rate: Option<&Figure<'_>>) -> Option<Relation> {
    let (base, rate) = base.zip(rate)?;
    let sentence = view
        .sentence(base.sentence)
        .filter(|_| base.sentence == rate.sentence && base.fact.start < rate.fact.start)?;
    let lead = lower(view.text(&(base.fact.end..rate.fact.start)));
    let name = lead.rsplit("năng suất").next().filter(|_| lead.contains("năng suất"))?;
    let (said, meant) = (crop(name)?, crop(view.text(&(sentence.start..base.fact.start)))?);
    (said != meant).then(|| Relation {
        kind: RelationKind::Same,
        members: vec![rate.fact.id.clone()],
        holds: false,
        strength: Strength::Inferred,
        expression: format!("{meant} ≠ năng suất {said}"),
    })
}

/// `lúa gieo 100 ha, sản lượng 1.500 tấn`.
fn too_much(view: &View<'_>, pair: &[Figure<'_>]) -> Option<Relation> {
    let [base, made] = pair else { return None };
    let unit = |figure: &Figure<'_>, of: &str| {
        figure.fact.unit.as_deref().is_some_and(|unit| viet::measure_unit::same(unit, of))
    };
    let sentence = view.sentence(base.sentence).filter(|_| base.sentence == made.sentence)?;
    let measured = |figure: &Figure<'_>| figure.adds_up() && matches!(figure.class, Class::Measured(_));
    let named = || lower(view.text(&(base.fact.end..made.fact.start))).contains("sản lượng");
    if !(measured(base) && measured(made) && named() && unit(base, "ha") && unit(made, "tấn")) {
        return None;
    }
    let crop = crop(view.text(&(sentence.start..base.fact.start)))?;
    let (_, most) = MOST_YIELD.iter().find(|(name, _)| *name == crop)?;
    let quintals =
        made.fact.value.value().checked_mul(Decimal::TEN)?.checked_div(base.fact.value.value())?.round_dp(1);
    (quintals > Decimal::from(*most)).then(|| Relation {
        kind: RelationKind::Bound,
        members: vec![made.fact.id.clone(), base.fact.id.clone()],
        holds: false,
        strength: Strength::Inferred,
        expression: format!(
            "{} = {} tạ/ha > {most} tạ/ha",
            printed(&[made, base]).join(" / "),
            viet::number::format(model::Number::new(quintals))
        ),
    })
}

/// Neighbouring percentages of one kind with the same four digits or more, each of its own amount.
fn copied<'v, 'f>(view: &'v View<'f>) -> Vec<(&'v Figure<'f>, &'v Figure<'f>)> {
    let mut found = Vec::new();
    for kind in [FactKind::PctOfPlan, FactKind::ChangePct] {
        let percents: Vec<usize> = (0..view.figures.len())
            .filter(|at| view.figures.get(*at).is_some_and(|f| f.fact.kind == kind))
            .collect();
        for pair in percents.windows(2) {
            let [a, b] = pair else { continue };
            let (Some(first), Some(second)) = (view.figure_at(*a), view.figure_at(*b)) else { continue };
            let value = first.fact.value;
            let telling = value.decimals() >= 2
                && value.value().abs() >= Decimal::TEN
                && value.value().normalize().scale() >= 2;
            let own = view.figures.get(a + 1..*b).unwrap_or_default().iter().any(Figure::adds_up);
            if telling
                && own
                && value == second.fact.value
                && first.block == second.block
                && !view.is_crowded(first.sentence)
            {
                found.push((first, second));
            }
        }
    }
    found
}

fn copy(a: &Figure<'_>, b: &Figure<'_>) -> Relation {
    Relation {
        kind: RelationKind::Same,
        members: vec![a.fact.id.clone(), b.fact.id.clone()],
        holds: false,
        strength: Strength::Inferred,
        expression: format!("{}% hai lần", a.print()),
    }
}
