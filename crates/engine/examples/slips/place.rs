//! A made-up place as a table (`suite/slips/*.place`), and a ledger of clean figures for it.
//!
//! How the figures are made, said before any check looked at them. Each series (an indicator of the place, or of one commune)
//! starts from the value in the table, three years before the round, and moves by its timing:
//!
//! - stock: drifts by -3 to +12 per mille a quarter, with a noise of ±5 per mille;
//! - flow: has a season of its own (60 to 140 % by quarter), grows by -2 to +8 % a year, with a noise of ±8 %; a few things (under 30)
//!   move by chance, up to twice the root of their number;
//! - cumulative: flows added up within the year;
//! - ratio: moves by ±1.5 %.
//!
//! One flow in a hundred has a strange quarter, 60 to 160 % of what it would be, and nothing is wrong with it. A commune's share of
//! an indicator is fixed. Plans are the year's figure of the model, off by ±5 %, in two digits. Then the laws of the place are made true:
//! totals are the sums of their parts, a part that would be above its whole is nine tenths of it, ratios are computed.

use crate::random::Random;
use engine::Book;
use model::*;
use std::collections::BTreeMap;

/// Quarters of history before the round.
pub const HISTORY: i16 = 12;
/// The quarter whose figures are checked.
const NOW: &str = "2024-Q2";

/// The period of the round.
pub fn now() -> Period {
    NOW.parse().unwrap_or_else(|wrong| panic!("{wrong}"))
}

/// A place as its table has it.
pub struct Table {
    units: Vec<Unit>,
    indicators: Vec<(Indicator, Decimal)>,
    laws: Vec<(RuleKind, String)>,
    prose: Vec<String>,
}

impl Table {
    /// Reads a table; panics with the line that is none, for a test may stop.
    pub fn read(text: &str) -> Self {
        let (mut units, mut indicators, mut laws, mut prose) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            let kind = LAWS.iter().find(|(w, _)| *w == word).map(|(_, kind)| *kind);
            match (word, kind) {
                ("đơn-vị", _) => units.push(unit(rest, units.first())),
                ("lời", _) => prose.push(rest.to_owned()),
                (_, Some(kind)) => laws.push((kind, rest.to_owned())),
                _ => indicators.push(indicator(line)),
            }
        }
        Self { units, indicators, laws, prose }
    }

    fn place(&self) -> &Unit {
        &self.units[0]
    }
}

const LAWS: [(&str, RuleKind); 4] = [
    ("tổng", RuleKind::SumOfParts),
    ("tỷ-lệ", RuleKind::Ratio),
    ("cùng-số", RuleKind::SameFigure),
    ("không-quá", RuleKind::PartNotAboveWhole),
];

/// `xa-a | xã A | commune`
fn unit(line: &str, place: Option<&Unit>) -> Unit {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let parent = place.map(|p| p.id.clone());
    Unit {
        placements: vec![Placement { parent, from: None, to: None }],
        ..Unit::of(
            fields[0],
            fields[1],
            serde_json::from_str(&format!("\"{}\"", fields[2])).unwrap_or_else(|_| panic!("{line}")),
        )
    }
}

/// `NN01 | Lúa Đông Xuân | ha | cumulative | nong-nghiep | kế hoạch | 2.006,0`
fn indicator(line: &str) -> (Indicator, Decimal) {
    let fields: Vec<&str> = line.split('|').map(str::trim).collect();
    let [code, name, measure_unit, timing, who, planned, value] = fields[..] else { panic!("{line}") };
    let value = viet::number::parse(value).unwrap_or_else(|| panic!("{line}"));
    let collector = match who {
        "communes" => Collector::Communes,
        unit => Collector::Unit(unit.into()),
    };
    let indicator = Indicator {
        code: code.into(),
        name: name.to_owned(),
        measure_unit: measure_unit.to_owned(),
        counted: viet::measure_unit::is_counted(measure_unit) && value.decimals() == 0,
        decimals: value.decimals(),
        timing: serde_json::from_str(&format!("\"{timing}\"")).unwrap_or_else(|_| panic!("{line}")),
        owner: if who == "communes" { "van-phong".into() } else { who.into() },
        collector,
        planned: !planned.is_empty(),
        part_of: None,
        formula: None,
        source: String::new(),
        group: String::new(),
        restricted: false,
        joining: model::Joining::default(),
        less_is_better: false,
    };
    (indicator, value.value())
}

/// The values of one period of the whole place.
type Values = BTreeMap<CellKey, Number>;

/// The ledger of a place with clean figures: history, plans, prose, a round that everybody has sent.
pub fn ledger(table: &Table, seed: u64) -> Vec<Entry> {
    let now = now();
    let place = Place {
        unit: table.place().id.clone(),
        issuer: "UBND".to_owned(),
        superior: String::new(),
        seat: String::new(),
        notation: "BC-UBND".to_owned(),
        authority: Vec::new(),
        recipients: Vec::new(),
        addressees: Vec::new(),
    };
    let mut acts = vec![Act::PlaceFounded { place, units: table.units.clone(), successions: Vec::new() }];
    let periods: Vec<Period> = (0..=HISTORY).map(|back| now.shift(back - HISTORY)).collect();
    let figures: Vec<Values> = periods.iter().map(|p| values(table, seed, *p)).collect();
    let last = now.shift(-1);
    let observations = figures.iter().zip(&periods).filter(|(_, p)| **p < now).flat_map(|(values, _)| values);
    let mut observations: Vec<ReadObservation> =
        observations.map(|(key, number)| read(key, *number)).collect();
    for year in (now.year() - 3)..=now.year() {
        let Some(year) = Period::new(year, PeriodKind::Year, 1) else { continue };
        observations.extend(plans(table, seed, year).iter().map(|(key, number)| read(key, *number)));
    }
    let rules = table
        .laws
        .iter()
        .enumerate()
        .map(|(i, (kind, law))| Rule::new(RuleId::from(format!("luat-{}", i + 1)), *kind, law.clone()));
    let adoption = Adoption {
        period: last,
        indicators: table.indicators.iter().map(|(i, _)| i.clone()).collect(),
        rules: rules.collect(),
        template: Template {
            passages: table.prose.iter().enumerate().map(|(i, p)| passage(i, p)).collect(),
            ..Template::default()
        },
        observations,
        tasks: Vec::new(),
    };
    acts.push(Act::ReportAdopted { report: "bao-cao".into(), adoption: Box::new(adoption) });
    let mut forms: BTreeMap<UnitId, Vec<Observation>> = BTreeMap::new();
    for (key, number) in figures.last().into_iter().flatten() {
        forms.entry(stating(table, key)).or_default().push(observation(key, *number));
    }
    let sheet = |(unit, values): (&UnitId, &Vec<Observation>)| Sheet {
        unit: unit.clone(),
        cells: values
            .iter()
            .map(|o| CellSpec { indicator: o.key.indicator.clone(), measure: o.key.measure })
            .collect(),
        due: None,
    };
    let window = now.legal_window();
    let id = RoundId::main(now);
    let round = Round {
        regime: id.regime.clone(),
        period: now,
        window,
        due: window.to,
        sheets: forms.iter().map(sheet).collect(),
        excluded: BTreeMap::new(),
        unit_approval: false,
    };
    acts.push(Act::RoundOpened { round });
    for (unit, values) in forms {
        acts.push(Act::CellsSaved {
            unit: unit.clone(),
            round: id.clone(),
            values,
            entered: Vec::new(),
            file: None,
            on_behalf: false,
        });
        acts.push(Act::FormSent { unit: unit.clone(), round: id.clone(), entered_at: None });
        acts.push(Act::FormApproved { unit, round: id.clone() });
    }
    let entry = |(i, act): (usize, Act)| Entry {
        cut: Cut(i as u64 + 1),
        at: "2024-06-01T00:00:00Z".to_owned(),
        by: "ai-do".into(),
        act,
    };
    acts.into_iter().enumerate().map(entry).collect()
}

/// The book of a ledger with more acts at its end.
pub fn book(ledger: &[Entry], more: &[Act]) -> Book {
    let mut book = Book::from_entries(ledger);
    for act in more {
        let cut = Cut(book.cut.0 + 1);
        let at = "2024-06-02T00:00:00Z".to_owned();
        book.apply(&Entry { cut, at, by: "ai-do".into(), act: act.clone() });
    }
    book
}

fn stating(table: &Table, key: &CellKey) -> UnitId {
    let indicator = table.indicators.iter().find(|(i, _)| i.code == key.indicator);
    match indicator.map(|(i, _)| &i.collector) {
        Some(Collector::Unit(unit)) => unit.clone(),
        _ => key.unit.clone(),
    }
}

/// A statement of a number.
pub fn observation(key: &CellKey, number: Number) -> Observation {
    Observation {
        key: key.clone(),
        stated: Some(Stated::Number(number)),
        approx: None,
        as_of: None,
        note: None,
    }
}

fn read(key: &CellKey, number: Number) -> ReadObservation {
    ReadObservation { observation: observation(key, number), start: 0, end: 0 }
}

fn values(table: &Table, seed: u64, period: Period) -> Values {
    let communes: Vec<&Unit> = table.units.iter().filter(|u| u.kind == UnitKind::Commune).collect();
    let mut made = Values::new();
    for (indicator, base) in &table.indicators {
        let key = |unit: &UnitId| CellKey {
            indicator: indicator.code.clone(),
            unit: unit.clone(),
            period,
            measure: Measure::Actual,
        };
        match indicator.collector {
            Collector::Unit(_) => {
                let place = &table.place().id;
                made.insert(key(place), Series::new(seed, indicator, *base, place).at(period));
            }
            Collector::Communes => {
                let mut shares = Random::of(seed, indicator.code.as_str());
                let shares: Vec<i64> = communes.iter().map(|_| shares.between(40, 160)).collect();
                let whole: i64 = shares.iter().sum();
                for (commune, share) in communes.iter().zip(shares) {
                    let base = *base * Decimal::from(share) / Decimal::from(whole);
                    made.insert(key(&commune.id), Series::new(seed, indicator, base, &commune.id).at(period));
                }
            }
        }
    }
    for _ in 0..3 {
        table.laws.iter().for_each(|(kind, law)| make_true(table, *kind, law, period, &mut made));
    }
    made
}

fn plans(table: &Table, seed: u64, year: Period) -> Values {
    let quarter = |n| Period::new(year.year(), PeriodKind::Quarter, n).unwrap_or(year);
    let last = values(table, seed, quarter(4));
    let planned = table.indicators.iter().filter(|(i, _)| i.planned);
    let plan = |(indicator, _): &(Indicator, Decimal)| {
        let key = |period, measure| CellKey {
            indicator: indicator.code.clone(),
            unit: table.place().id.clone(),
            period,
            measure,
        };
        let year_total = match indicator.timing {
            Timing::Flow => (1..=4)
                .filter_map(|n| {
                    values(table, seed, quarter(n)).get(&key(quarter(n), Measure::Actual)).map(|v| v.value())
                })
                .sum(),
            _ => last.get(&key(quarter(4), Measure::Actual))?.value(),
        };
        let off = Random::of(seed, &format!("{} {year}", indicator.code)).between(95, 105);
        let plan = year_total * Decimal::new(off, 2);
        let coarse = plan.round_sf(2).unwrap_or(plan).normalize();
        let plan = if indicator.decimals == 0 { coarse.round() } else { coarse };
        Some((key(year, Measure::Plan), Number::new(plan)))
    };
    planned.filter_map(plan).collect()
}

/// Makes one law true by what stands left of it.
fn make_true(table: &Table, kind: RuleKind, law: &str, period: Period, values: &mut Values) {
    let law = formula::parse(law).unwrap_or_else(|e| panic!("{law}: {e}"));
    let left = law.references()[0];
    let places: Vec<UnitId> =
        values.keys().filter(|k| k.indicator == left.code).map(|k| k.unit.clone()).collect();
    for unit in places {
        let key = |code: &Code| CellKey {
            indicator: code.clone(),
            unit: unit.clone(),
            period,
            measure: Measure::Actual,
        };
        let Some(right) = formula::value(&law.right, &|r| values.get(&key(&r.code)).map(|n| n.value()))
        else {
            continue;
        };
        let Some(now) = values.get(&key(&left.code)).copied() else { continue };
        let indicator = table.indicators.iter().find(|(i, _)| i.code == left.code).map(|(i, _)| i);
        let decimals = indicator.map_or(0, |i| i.decimals);
        let made = match kind {
            RuleKind::PartNotAboveWhole if now.value() <= right => continue,
            RuleKind::PartNotAboveWhole => right * Decimal::new(9, 1),
            _ => right,
        };
        values.insert(key(&left.code), Number::new(engine::round(made, decimals)));
    }
}

/// One series of the model.
struct Series<'a> {
    seed: u64,
    indicator: &'a Indicator,
    base: Decimal,
    name: String,
    season: Vec<i64>,
    growth: i64,
    drift: i64,
}

impl<'a> Series<'a> {
    fn new(seed: u64, indicator: &'a Indicator, base: Decimal, unit: &UnitId) -> Self {
        let name = format!("{} {unit}", indicator.code);
        let mut random = Random::of(seed, &name);
        let season = (0..4).map(|_| random.between(60, 140)).collect();
        Self {
            seed,
            indicator,
            base,
            season,
            growth: random.between(-20, 80),
            drift: random.between(-3, 12),
            name,
        }
    }

    /// The number of a period.
    fn at(&self, period: Period) -> Number {
        let first = now().shift(-HISTORY);
        let index = |p: Period| i64::from(p.year()) * 4 + i64::from(p.number());
        let steps = index(period) - index(first);
        let value = match self.indicator.timing {
            Timing::Stock => self.stock(steps, period),
            Timing::Flow => self.flow(period, first),
            Timing::Cumulative => (1..=period.number())
                .filter_map(|n| Period::new(period.year(), PeriodKind::Quarter, n))
                .map(|p| self.flow(p, first))
                .sum(),
            Timing::Ratio => {
                let level = per_mille(self.base, 1000 + self.random(period).between(-15, 15));
                level.min(Decimal::ONE_HUNDRED)
            }
        };
        Number::new(engine::round(value.max(Decimal::ZERO), self.indicator.decimals))
    }

    fn random(&self, period: Period) -> Random {
        Random::of(self.seed, &format!("{} {period}", self.name))
    }

    fn stock(&self, steps: i64, period: Period) -> Decimal {
        let drifted = (0..steps.max(0)).fold(self.base, |value, _| per_mille(value, 1000 + self.drift));
        per_mille(drifted, 1000 + self.random(period).between(-5, 5))
    }

    fn flow(&self, period: Period, first: Period) -> Decimal {
        let mut random = self.random(period);
        let years = i64::from(period.year() - first.year());
        let grown = (0..years.max(0)).fold(self.base, |value, _| per_mille(value, 1000 + self.growth));
        let season = self.season[usize::try_from(period.number() - 1).unwrap_or_default()];
        let usual = grown * Decimal::new(season, 2);
        let moved = if self.indicator.counted && usual < Decimal::from(30) {
            let root = (1..=30).find(|r| Decimal::from(r * r) > usual).unwrap_or(30);
            usual + Decimal::from(random.between(-root, root) + random.between(-root, root))
        } else {
            per_mille(usual, 1000 + random.between(-40, 40) + random.between(-40, 40))
        };
        if random.once_in(100) { moved * Decimal::new(random.between(60, 160), 2) } else { moved }
    }
}

fn per_mille(value: Decimal, by: i64) -> Decimal {
    (value * Decimal::new(by, 3)).round_dp(8)
}

/// `Lúa cấy được {NN01} ha, đạt {NN01@PKH}% kế hoạch.`
fn passage(index: usize, text: &str) -> Passage {
    let mut inlines = Vec::new();
    for (i, part) in text.split('{').enumerate() {
        let (mark, words) = if i == 0 { ("", part) } else { part.split_once('}').unwrap_or((part, "")) };
        if !mark.is_empty() {
            let expr = formula::parse_expr(mark).unwrap_or_else(|e| panic!("{mark}: {e}"));
            let reference = expr.references()[0].clone();
            inlines.push(Inline::Figure {
                figure: Figure::of(
                    FigureId::from(format!("f{index}-{i}")),
                    reference.code,
                    reference.measure,
                ),
            });
        }
        inlines.push(Inline::text(words));
    }
    Passage::prose(PassageId::from(format!("p{index}")), PassageKind::Body, inlines, None)
}
