//! Roll-ups over any boundaries: the laws over random histories, and Than Uyên across the reform.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use catalogue::units::{shipped, shipped_successions};
use engine::Book;
use engine::series::{Area, Ask, Boundaries, Lens, MarkKind, Point, View, Why};
use engine::territory::{Amount, Key, Made, Way, declared};
use model::{
    Act, CellKey, Code, Collector, Cut, Date, Decimal, Entry, Indicator, Joining, JoiningBy, Measure, Number,
    Observation, Period, PeriodKind, Place, Placement, Share, ShareKey, Stated, Succession, Timing, Unit,
    UnitId, UnitKind,
};
use proptest::collection::vec;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn period(text: &str) -> Period {
    text.parse().unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A book with some units under a place, and what they state.
struct Story {
    book: Book,
}

impl Story {
    fn new(units: Vec<Unit>, successions: Vec<Succession>) -> Self {
        let place = Place::of("place");
        let mut story = Self { book: Book::default() };
        story.append(Act::PlaceFounded { place, units, successions });
        story
    }

    fn append(&mut self, act: Act) {
        let cut = Cut(self.book.cut.0 + 1);
        self.book.apply(&Entry { cut, at: String::new(), by: "an".into(), act });
    }

    fn indicator(&mut self, code: &str, change: impl FnOnce(&mut Indicator)) {
        let mut indicator = Indicator {
            code: code.into(),
            name: code.to_owned(),
            measure_unit: "người".to_owned(),
            counted: true,
            decimals: 0,
            timing: Timing::Flow,
            collector: Collector::Communes,
            owner: "place".into(),
            planned: false,
            part_of: None,
            formula: None,
            source: String::new(),
            group: String::new(),
            restricted: false,
            joining: Joining::default(),
            less_is_better: false,
        };
        change(&mut indicator);
        self.append(Act::IndicatorSet { indicator });
    }

    fn state(&mut self, code: &str, unit: &UnitId, at: Period, value: Decimal) {
        self.state_as(code, unit, at, Measure::Actual, value);
    }

    fn state_as(&mut self, code: &str, unit: &UnitId, at: Period, measure: Measure, value: Decimal) {
        let key = CellKey { indicator: code.into(), unit: unit.clone(), period: at, measure };
        let stated = Some(Stated::Number(Number::new(value)));
        let observation = Observation { key, stated, approx: None, as_of: None, note: None };
        self.append(Act::PlanSet { observation, basis: String::new() });
    }

    fn point(&self, code: &str, unit: &UnitId, boundaries: Boundaries, at: Period) -> Point {
        self.viewed(code, unit, boundaries, at, View::Period, &declared(&ShareKey::Whole))
    }

    fn viewed(
        &self,
        code: &str,
        unit: &UnitId,
        boundaries: Boundaries,
        at: Period,
        view: View,
        key: Key<'_>,
    ) -> Point {
        let lens = Lens::new(&self.book, key);
        let area = Area::of(unit);
        let ask = Ask { indicator: Code::from(code), measure: Measure::Actual, area, boundaries, view };
        lens.line(&ask).unwrap().at(at)
    }
}

fn unit(id: &str, kind: UnitKind, parent: Option<&str>, from: Option<Date>) -> Unit {
    Unit {
        placements: vec![Placement { parent: parent.map(UnitId::from), from, to: None }],
        ..Unit::of(id, id, kind)
    }
}

/// What happens to communes month after month of 2020 and 2021: indices count those that live then.
#[derive(Clone, Debug)]
enum Event {
    Nothing,
    Merge(usize, usize),
    Split(usize, i64, i64),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let merge = (0_usize..40, 0_usize..40).prop_map(|(a, b)| Event::Merge(a, b));
    let split = (0_usize..40, 0_i64..50, 1_i64..50).prop_map(|(a, one, other)| Event::Split(a, one, other));
    vec(prop_oneof![2 => Just(Event::Nothing), 1 => merge, 1 => split], 0..23)
}

/// The month with a number, from January 2020.
fn month(number: usize) -> Period {
    let (year, month) = (i16::try_from(number / 12).unwrap(), i8::try_from(number % 12).unwrap());
    Period::new(2020 + year, PeriodKind::Month, month + 1).unwrap()
}

struct History {
    story: Story,
    weights: BTreeMap<(UnitId, UnitId), Decimal>,
    /// Who lived in each month.
    living: Vec<Vec<UnitId>>,
}

/// A history of communes below a province; each that lives states a flow and a stock every month.
fn history(many: usize, events: &[Event], numbers: &[i64], turned: bool) -> History {
    let mut units = vec![unit("place", UnitKind::Province, None, None)];
    let (mut successions, mut weights) = (Vec::new(), BTreeMap::new());
    let born = |from: Option<Date>, units: &mut Vec<Unit>| {
        let id = format!("u{:03}", units.len());
        units.push(unit(&id, UnitKind::Commune, Some("place"), from));
        UnitId::from(id)
    };
    let mut now: Vec<UnitId> = (0..many).map(|_| born(None, &mut units)).collect();
    let mut living = vec![now.clone()];
    for (at, event) in events.iter().enumerate() {
        let on = month(at + 1).calendar_window().from;
        let place = |index: &usize| index % now.len();
        let (gone, heirs): (Vec<UnitId>, Vec<Decimal>) = match event {
            Event::Merge(a, b) if place(a) != place(b) => {
                (vec![now[place(a)].clone(), now[place(b)].clone()], vec![Decimal::ONE])
            }
            Event::Split(a, one, other) => {
                (vec![now[place(a)].clone()], vec![Decimal::from(*one), Decimal::from(*other)])
            }
            Event::Nothing | Event::Merge(..) => (Vec::new(), Vec::new()),
        };
        now.retain(|unit| !gone.contains(unit));
        for weight in &heirs {
            let heir = born(Some(on), &mut units);
            for old in &gone {
                let ended = units.iter_mut().find(|unit| unit.id == *old).unwrap();
                ended.placements[0].to = Some(on);
                let made = if heirs.len() == 1 { Succession::whole } else { Succession::part };
                let edge = made(old.clone(), heir.clone(), on, "");
                successions.push(edge);
                weights.insert((old.clone(), heir.clone()), *weight);
            }
            now.push(heir);
        }
        living.push(now.clone());
    }
    if turned {
        units.reverse();
        successions.reverse();
    }
    let mut story = Story::new(units, successions);
    story.indicator("F", |_| {});
    story.indicator("S", |i| i.timing = Timing::Stock);
    let mut values = numbers.iter().cycle();
    for (at, units) in living.iter().enumerate() {
        for unit in units {
            story.state("F", unit, month(at), Decimal::from(*values.next().unwrap()));
            story.state("S", unit, month(at), Decimal::from(*values.next().unwrap()));
        }
    }
    History { story, weights, living }
}

impl History {
    fn key(&self) -> impl Fn(&Succession, Way) -> Option<Share> + '_ {
        |s, _| self.weights.get(&(s.from.clone(), s.to.clone())).copied().map(Share::estimated)
    }

    fn counted(&self, code: &str, at: usize) -> Decimal {
        let of = |unit: &UnitId| {
            let key = CellKey {
                indicator: code.into(),
                unit: unit.clone(),
                period: month(at),
                measure: Measure::Actual,
            };
            self.story.book.cell(&key).unwrap().observation.stated.unwrap().number().unwrap().value()
        };
        self.living[at].iter().map(of).sum()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn a_countrys_total_is_the_same_on_any_boundaries(
        many in 1_usize..6, events in events(), numbers in vec(0_i64..100_000, 7), when in 0_usize..24, asked in 0_usize..24,
    ) {
        let history = history(many, &events, &numbers, false);
        let at = asked % history.living.len();
        let place = UnitId::from("place");
        for code in ["F", "S"] {
            let counted = history.counted(code, at);
            for boundaries in [Boundaries::Then, Boundaries::On(month(when).legal_window().to)] {
                let point = history.story.point(code, &place, boundaries, month(at));
                let total = point.counts().unwrap();
                prop_assert_eq!((total.amount, total.missing.len()), (Amount::exact(counted), 0));
                prop_assert_eq!(total.reported.len(), history.living[at].len());
            }
        }
        // A year across whatever happened in it.
        let year = Period::new(2020, PeriodKind::Year, 1).unwrap();
        if history.living.len() >= 12 {
            let whole: Decimal = (0..12).map(|at| history.counted("F", at)).sum();
            for boundaries in [Boundaries::Then, Boundaries::On(month(when).legal_window().to)] {
                prop_assert_eq!(history.story.point("F", &place, boundaries, year).value(), Some(whole));
            }
            let last = history.story.point("S", &place, Boundaries::Then, year);
            prop_assert_eq!(last.value(), Some(history.counted("S", 11)));
        }
    }

    #[test]
    fn its_parts_add_up_and_lie_within_their_bounds(
        many in 1_usize..6, events in events(), numbers in vec(0_i64..100_000, 7), when in 0_usize..24, asked in 0_usize..24,
    ) {
        let history = history(many, &events, &numbers, false);
        let (at, when) = (asked % history.living.len(), when % history.living.len());
        let on = Boundaries::On(month(when).legal_window().to);
        let key = history.key();
        let mut sum = Decimal::ZERO;
        for unit in &history.living[when] {
            let point = history.story.viewed("F", unit, on, month(at), View::Period, &key);
            let Some(total) = point.counts() else { continue };
            let Amount { value: Some(value), low: Some(low), high: Some(high) } = total.amount else { panic!("{total:?}") };
            prop_assert!(low <= value && value <= high, "{unit} {total:?}");
            prop_assert!(total.amount.is_exact() || total.made == Made::Estimated, "{unit} {total:?}");
            sum += value;
        }
        // Estimates are rounded; there are fewer than a thousand of them.
        prop_assert!((sum - history.counted("F", at)).abs() < Decimal::new(1, 3), "{sum}");
    }

    #[test]
    fn the_order_of_loading_and_later_entries_say_nothing(
        many in 1_usize..6, events in events(), numbers in vec(0_i64..100_000, 7), when in 0_usize..24, asked in 0_usize..24,
    ) {
        let (one, mut other) = (history(many, &events, &numbers, false), history(many, &events, &numbers, true));
        let at = asked % one.living.len();
        let on = Boundaries::On(month(when).legal_window().to);
        let unit = one.living[at][0].clone();
        let before = one.story.point("F", &unit, on, month(at));
        // Rows of successions may come in any order; what is stated later of other months changes nothing of this one.
        other.story.state("F", &unit, month(at).shift(36), Decimal::ONE);
        prop_assert_eq!(other.story.point("F", &unit, on, month(at)), before);
    }

    #[test]
    fn what_was_merged_and_then_divided_by_what_it_was_is_what_it_was(parts in vec(1_i64..100_000, 2..6), whole in 0_i64..1_000_000) {
        let history = there_and_back(&parts, whole);
        let key = history.key();
        let told = |unit: &str, when: usize, at: usize| {
            let on = Boundaries::On(month(when).legal_window().to);
            let point = history.story.viewed("F", &unit.into(), on, month(at), View::Period, &key);
            point.counts().unwrap().amount.value.unwrap()
        };
        let close = |one: Decimal, other: Decimal| (one - other).abs() < Decimal::new(1, 3);
        for (number, part) in parts.iter().enumerate() {
            let (old, new) = (format!("a{number}"), format!("b{number}"));
            let (before, after) = (told(&new, 2, 0), told(&old, 0, 2));
            // What the old ones stated is told for the new ones, and the other way round, through what was one between.
            prop_assert!(close(before, (*part).into()), "{before} {part}");
            prop_assert!(close(after, (*part).into()), "{after} {part}");
            // What was one is divided alike, whichever way it is looked at.
            prop_assert!(close(told(&old, 0, 1), told(&new, 2, 1)));
        }
        prop_assert_eq!(told("one", 1, 0), parts.iter().copied().map(Decimal::from).sum::<Decimal>());
        prop_assert_eq!(told("one", 1, 2), parts.iter().copied().map(Decimal::from).sum::<Decimal>());
    }
}

/// Communes that are one in February 2020 and the same again from March on; the key is what each stated.
fn there_and_back(parts: &[i64], whole: i64) -> History {
    let [from, to] = [month(1), month(2)].map(|month| month.calendar_window().from);
    let commune = |id: &str, from, to| {
        let mut unit = unit(id, UnitKind::Commune, Some("place"), from);
        unit.placements[0].to = to;
        unit
    };
    let mut units = vec![unit("place", UnitKind::Province, None, None), commune("one", Some(from), Some(to))];
    let (mut successions, mut weights) = (Vec::new(), BTreeMap::new());
    for (number, part) in parts.iter().enumerate() {
        let (old, new) = (format!("a{number}"), format!("b{number}"));
        units.extend([commune(&old, None, Some(from)), commune(&new, Some(to), None)]);
        let (old, new, one) = (UnitId::from(old), UnitId::from(new), UnitId::from("one"));
        successions.push(Succession::whole(old.clone(), one.clone(), from, ""));
        successions.push(Succession::part(one.clone(), new.clone(), to, ""));
        weights.insert((old, one.clone()), (*part).into());
        weights.insert((one, new), (*part).into());
    }
    let mut story = Story::new(units, successions);
    story.indicator("F", |_| {});
    story.state("F", &"one".into(), month(1), whole.into());
    for (number, part) in parts.iter().enumerate() {
        story.state("F", &format!("a{number}").into(), month(0), (*part).into());
        story.state("F", &format!("b{number}").into(), month(2), (*part).into());
    }
    History { story, weights, living: Vec::new() }
}

/// Huyện Than Uyên under tỉnh Lai Châu: the shipped units, hung below the place.
fn than_uyen() -> Story {
    let mut units: Vec<Unit> = shipped().to_vec();
    for placement in units.iter_mut().flat_map(|unit| &mut unit.placements) {
        if placement.parent.is_none() {
            placement.parent = Some("place".into());
        }
    }
    units.push(unit("place", UnitKind::Province, None, None));
    Story::new(units, shipped_successions().to_vec())
}

fn id_of(story: &Story, name: &str, on: Date) -> UnitId {
    let lives = |unit: &&Unit| unit.name == name && unit.parent_on(on).is_some();
    story.book.units.values().find(lives).unwrap().id.clone()
}

#[test]
fn than_uyen_across_the_reform() {
    let (old, new) = (day("2025-06-30"), day("2025-07-01"));
    let mut story = than_uyen();
    story.indicator("DS03", |_| {});
    let district = id_of(&story, "huyện Than Uyên", old);
    let communes = |story: &Story, on: Date| -> Vec<UnitId> {
        let below = |unit: &&Unit| unit.kind == UnitKind::Commune && unit.parent_on(on).is_some();
        story.book.units.values().filter(below).map(|unit| unit.id.clone()).collect()
    };
    for (number, unit) in (1..).zip(communes(&story, old)) {
        story.state("DS03", &unit, period("2025-Q1"), Decimal::from(number));
        story.state("DS03", &unit, period("2025-Q2"), Decimal::from(100 * number));
    }
    for (number, unit) in (1..).zip(communes(&story, new)) {
        story.state("DS03", &unit, period("2025-Q3"), Decimal::from(1000 * number));
        story.state("DS03", &unit, period("2025-Q4"), Decimal::from(10_000 * number));
    }
    // The district's area goes on in the four new communes; as a district it ended.
    let on = Boundaries::On(old);
    let value =
        |unit: &UnitId, boundaries, at: &str| story.point("DS03", unit, boundaries, period(at)).value();
    assert_eq!(value(&district, on, "2025-Q2"), Some(7800.into()));
    assert_eq!(value(&district, on, "2025-Q3"), Some(10_000.into()));
    assert_eq!(value(&district, on, "2025"), Some((78 + 7800 + 10_000 + 100_000).into()));
    assert_eq!(value(&district, Boundaries::Then, "2025-Q2"), Some(7800.into()));
    let ended = story.point("DS03", &district, Boundaries::Then, period("2025-Q3"));
    assert_eq!((ended.value(), ended.whys), (None, vec![Why::NotThen]));
    // A new commune goes back to those that it came from, whole.
    let now = Boundaries::On(new);
    let khoen_on = id_of(&story, "xã Khoen On", new);
    let before = story.point("DS03", &khoen_on, now, period("2025-Q2"));
    let total = before.counts().unwrap();
    assert_eq!((total.made, total.reported.len(), total.missing.len()), (Made::Added, 2, 0));
    assert_eq!(story.point("DS03", &khoen_on, Boundaries::Then, period("2025-Q2")).whys, [Why::NotThen]);
    // On old boundaries an old commune has between nothing and all of the new one.
    let ta_gia = id_of(&story, "xã Ta Gia", old);
    let after = story.point("DS03", &ta_gia, on, period("2025-Q3"));
    let total = after.counts().unwrap();
    assert_eq!((total.made, total.amount.value, total.amount.low), (Made::Bounded, None, Some(0.into())));
    // The province is the same whatever boundaries are asked for.
    let place = UnitId::from("place");
    for boundaries in [Boundaries::Then, on, now] {
        assert_eq!(value(&place, boundaries, "2025"), Some(117_878.into()));
    }
    let key = declared(&ShareKey::Whole);
    let lens = Lens::new(&story.book, &key);
    let rows =
        |area: &UnitId, boundaries, at: &str| lens.rows(&Area::of(area), boundaries, &[period(at)]).len();
    assert_eq!((rows(&district, on, "2026"), rows(&district, now, "2021")), (12, 4));
    assert_eq!(
        (rows(&place, Boundaries::Then, "2025-Q2"), rows(&place, Boundaries::Then, "2025-Q3")),
        (12, 4)
    );
    assert_eq!(rows(&khoen_on, on, "2025"), 2);
    // The reform is told: four new communes, of twelve; and the district ended.
    let marks = lens.marks(&Area::of(&district), period("2019"), period("2026"));
    let MarkKind::Reorganised { became, legal_basis } = &marks[0].kind else { panic!() };
    assert_eq!((became.len(), became.iter().map(|(_, from)| from.len()).sum::<usize>()), (4, 12));
    assert!(legal_basis[0].contains("1670") && marks[0].on == new);
    assert_eq!(marks[1].kind, MarkKind::LevelEnded { level: UnitKind::District, units: vec![district] });
}

#[test]
fn what_a_district_did_itself_ends_with_it() {
    let (old, new) = (day("2025-06-30"), day("2025-07-01"));
    let mut story = than_uyen();
    story.indicator("TC01", |i| {
        i.joining.level = Some(UnitKind::District);
        i.collector = Collector::Unit("place".into());
    });
    let district = id_of(&story, "huyện Than Uyên", old);
    story.state("TC01", &district, period("2025-Q2"), 500.into());
    let on = Boundaries::On(old);
    assert_eq!(story.point("TC01", &district, on, period("2025-Q2")).value(), Some(500.into()));
    let after = story.point("TC01", &district, on, period("2025-Q3"));
    assert_eq!(after.whys, [Why::LevelEnded { level: UnitKind::District, on: new }]);
    assert_eq!(story.point("TC01", &"place".into(), on, period("2025-Q2")).value(), Some(500.into()));
}

#[test]
fn ratios_come_from_their_parts_and_maxima_from_the_greatest() {
    let (old, new) = (day("2025-06-30"), day("2025-07-01"));
    let mut story = than_uyen();
    for code in ["LD01", "DS01"] {
        story.indicator(code, |i| i.timing = Timing::Stock);
    }
    story.indicator("LD02", |i| {
        (i.timing, i.decimals, i.measure_unit) = (Timing::Ratio, 2, "%".to_owned());
        i.formula = Some("100 * LD01 / DS01".to_owned());
    });
    story.indicator("MAX", |i| i.joining.by = JoiningBy::Greatest);
    story.indicator("TB", |i| {
        (i.timing, i.decimals) = (Timing::Ratio, 1);
        i.joining.by = JoiningBy::Weighted("DS01".into());
    });
    story.indicator("TY", |i| i.timing = Timing::Ratio);
    let at = period("2025-Q2");
    for (name, poor, all) in [("xã Ta Gia", 30, 100), ("xã Khoen On", 10, 300)] {
        let unit = id_of(&story, name, old);
        story.state("LD01", &unit, at, poor.into());
        story.state("DS01", &unit, at, all.into());
        story.state("MAX", &unit, at, poor.into());
        story.state("TB", &unit, at, poor.into());
        story.state("TY", &unit, at, poor.into());
    }
    let khoen_on = id_of(&story, "xã Khoen On", new);
    let now = Boundaries::On(new);
    assert_eq!(story.point("LD02", &khoen_on, now, at).value(), Some(Decimal::new(1000, 2)));
    assert_eq!(story.point("MAX", &khoen_on, now, at).value(), Some(30.into()));
    assert_eq!(story.point("TB", &khoen_on, now, at).value(), Some(Decimal::new(150, 1)));
    let alone = story.point("TY", &khoen_on, now, at);
    assert_eq!((alone.value(), alone.whys), (None, vec![Why::NoParts]));
}

#[test]
fn who_is_missing_leaves_a_least_and_is_named() {
    let new = day("2025-07-01");
    let mut story = than_uyen();
    story.indicator("DS03", |_| {});
    let four = ["xã Than Uyên", "xã Mường Than", "xã Mường Kim", "xã Khoen On"];
    for name in &four[..3] {
        let unit = id_of(&story, name, new);
        story.state("DS03", &unit, period("2025-Q3"), 200.into());
        story.state("DS03", &unit, period("2025-M10"), 10.into());
    }
    let place = UnitId::from("place");
    let point = story.point("DS03", &place, Boundaries::Then, period("2025-Q3"));
    let total = point.counts().unwrap();
    assert_eq!((total.amount.value, total.amount.low, total.amount.high), (None, Some(600.into()), None));
    assert_eq!(total.missing.len(), 1);
    assert_eq!(total.missing[0].unit, id_of(&story, "xã Khoen On", new));
    // The last quarter lacks two months of three, and all of the fourth.
    let last = story.point("DS03", &place, Boundaries::Then, period("2025-Q4"));
    let months: Vec<usize> = last.counts().unwrap().missing.iter().map(|lack| lack.months.len()).collect();
    assert_eq!(months.iter().sum::<usize>(), 2 * 3 + 3);
    // The own total of the province is kept apart and counts; the difference is told once all have answered.
    story.state("DS03", &place, period("2025-Q3"), 700.into());
    let both = story.point("DS03", &place, Boundaries::Then, period("2025-Q3"));
    assert_eq!((both.value(), both.gap()), (Some(700.into()), None));
    let khoen_on = id_of(&story, "xã Khoen On", new);
    story.state("DS03", &khoen_on, period("2025-Q3"), 90.into());
    let told = story.point("DS03", &place, Boundaries::Then, period("2025-Q3"));
    assert_eq!((told.below.as_ref().unwrap().amount.value, told.gap()), (Some(690.into()), Some(10.into())));
}
