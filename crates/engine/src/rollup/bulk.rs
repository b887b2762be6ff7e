//! Bare numbers that came by the million: packed in the ledger, dense in memory, a statement each to whoever asks for one.

use super::Layout;
use super::dense::{FIRST, YEARS, period, step, steps};
use crate::state::Cell;
use cube::{At, Axes, Cube, Form, Series};
use model::{
    CellKey, Code, Cut, Decimal, Lot, Measure, Number, Observation, Packed, PackedSeries, Period, PeriodKind,
    Provenance, Stated, UnitId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

/// Series of bare numbers, those of later files over those of earlier ones.
#[derive(Clone, Debug)]
pub(crate) struct Bulk {
    pub(super) cube: Cube,
    layers: BTreeMap<(Measure, Code), Vec<Layer>>,
}

/// What one file said of an indicator.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) kind: PeriodKind,
    pub(super) series: usize,
    pub(super) provenance: Arc<Provenance>,
    note: Option<String>,
    taken_back: Option<Cut>,
}

impl Default for Bulk {
    fn default() -> Self {
        Self { cube: Cube::new(Axes::new(FIRST, YEARS, Vec::new(), &[])), layers: BTreeMap::new() }
    }
}

/// Whether an observation says a number and nothing else but where it comes from.
pub(crate) fn is_bare(o: &Observation) -> bool {
    let fits = |number: Number| number.value().abs() < LARGE && number.decimals() <= FINE;
    let number = matches!(o.stated, Some(Stated::Number(number)) if fits(number));
    number && o.approx.is_none() && o.as_of.is_none() && step(o.key.period.kind(), o.key.period).is_some()
}

/// Larger and finer numbers stand by themselves: of these every series holds all.
const LARGE: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);
const FINE: u32 = 6;

/// Which series a number belongs to; those of one series are printed with the same decimals, which say how sharp they are.
type Name = (Code, Measure, PeriodKind, u32);

/// The numbers of each series.
type Said = BTreeMap<Name, Vec<(UnitId, Period, Number)>>;

/// Bare numbers packed: those of one source, series by series.
pub(crate) fn packed(values: impl Iterator<Item = Observation>) -> Vec<Lot> {
    let mut by_note: BTreeMap<Option<String>, Said> = BTreeMap::new();
    for Observation { key, stated, note, .. } in values {
        if let Some(Stated::Number(number)) = stated {
            let name = (key.indicator, key.measure, key.period.kind(), number.decimals());
            by_note.entry(note).or_default().entry(name).or_default().push((key.unit, key.period, number));
        }
    }
    let lot = |(note, named): (Option<String>, Said)| {
        let units: BTreeSet<&UnitId> = named.values().flatten().map(|(unit, ..)| unit).collect();
        let units: Vec<UnitId> = units.into_iter().cloned().collect();
        let series = named.into_iter().filter_map(|(name, said)| series_of(name, &said, &units)).collect();
        Lot { note, units, series }
    };
    by_note.into_iter().map(lot).collect()
}

fn series_of(name: Name, said: &[(UnitId, Period, Number)], units: &[UnitId]) -> Option<PackedSeries> {
    let (indicator, measure, kind, decimals) = name;
    let years = || said.iter().map(|(_, period, _)| period.year());
    let (first, last) = (years().min()?, years().max()?);
    let years = usize::try_from(last - first).ok()? + 1;
    let series = Series { decimals, step: steps(kind) };
    let mut own = Cube::new(Axes::new(first, years, vec![series], &[units.len()]));
    let from = step(kind, Period::new(first, kind, 1)?)?;
    for (unit, period, number) in said {
        let unit = units.binary_search(unit).ok()?;
        own.set(At { series: 0, unit, step: step(kind, *period)? - from }, Some(number.value())).ok()?;
    }
    let packed = Packed { blob: None, bytes: own.pack(0).into() };
    let (years, known) = (u16::try_from(years).ok()?, own.known(0));
    Some(PackedSeries { indicator, measure, kind, first, years, decimals, known, packed, runs: true })
}

fn unpacked(said: &PackedSeries, groups: &[usize]) -> Option<Cube> {
    let series = Series { decimals: said.decimals, step: steps(said.kind) };
    let mut own = Cube::new(Axes::new(said.first, usize::from(said.years), vec![series], groups));
    let form = if said.runs { Form::Runs } else { Form::Bits };
    own.unpack(0, &said.packed.bytes, form).ok()?;
    Some(own)
}

impl Layer {
    fn stands(&self, at: Cut) -> bool {
        self.provenance.cut <= at && self.taken_back.is_none_or(|taken_back| at < taken_back)
    }
}

impl Bulk {
    /// Lays the numbers of some units over what was there.
    pub(super) fn lay(&mut self, layout: &Layout, lot: &Lot, by: &Arc<Provenance>) {
        let Lot { note, units, series } = lot;
        let known = self.cube.axes().groups();
        self.cube.grow(layout.groups().get(known..).unwrap_or_default());
        let Some(places) = units.iter().map(|unit| layout.place(unit)).collect::<Option<Vec<usize>>>() else {
            return;
        };
        let all = self.cube.axes().units();
        let groups = if places.iter().copied().eq(0..all) { layout.groups() } else { &[units.len()][..] };
        for said in series {
            // Bytes that cannot be read say nothing; they are as this program packed them, for they are kept by their hash.
            let Some(own) = unpacked(said, groups) else { continue };
            let Some(series) = own.axes().series.first() else { continue };
            let place = self.cube.push(*series);
            if self.cube.take(place, &own, 0, &places).is_ok() {
                let layer = Layer {
                    kind: said.kind,
                    series: place,
                    provenance: Arc::clone(by),
                    note: note.clone(),
                    taken_back: None,
                };
                self.layers.entry((said.measure, said.indicator.clone())).or_default().push(layer);
            }
        }
    }

    /// Takes back what one entry laid.
    pub(super) fn take_back(&mut self, taken: Cut, at: Cut) {
        for layer in self.layers.values_mut().flatten().filter(|layer| layer.provenance.cut == taken) {
            layer.taken_back = Some(at);
        }
    }

    /// What stands at a cut, indicator by indicator, oldest first.
    pub(super) fn standing(&self, at: Cut) -> impl Iterator<Item = (&Code, Measure, &Layer)> {
        self.layers.iter().flat_map(move |((measure, code), layers)| {
            layers.iter().filter(move |layer| layer.stands(at)).map(move |layer| (code, *measure, layer))
        })
    }

    /// What a cell says at a cut.
    pub(crate) fn cell(&self, layout: &Layout, key: &CellKey, at: Cut) -> Option<Cell> {
        if self.layers.is_empty() {
            return None;
        }
        let layers = self.layers.get(&(key.measure, key.indicator.clone()))?;
        let unit = layout.place(&key.unit)?;
        layers.iter().rev().filter(|layer| layer.stands(at)).find_map(|layer| {
            let at = At { series: layer.series, unit, step: step(layer.kind, key.period)? };
            let stated = Some(Stated::Number(Number::new(self.cube.get(at)?)));
            let note = layer.note.clone();
            let observation = Observation { key: key.clone(), stated, approx: None, as_of: None, note };
            Some(Cell { observation, provenance: Arc::clone(&layer.provenance) })
        })
    }

    /// What is said of which indicators.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&Code, Measure)> {
        let stands = |layers: &[Layer]| layers.iter().any(|layer| layer.taken_back.is_none());
        self.layers
            .iter()
            .filter(move |(_, layers)| stands(layers))
            .map(|((measure, code), _)| (code, *measure))
    }

    fn layers(&self, code: &Code, measure: Measure) -> impl Iterator<Item = &Layer> {
        let known = (!self.layers.is_empty()).then(|| self.layers.get(&(measure, code.clone()))).flatten();
        known.into_iter().flatten().filter(|layer| layer.taken_back.is_none())
    }

    /// The periods of which any of the units at some places says something of an indicator.
    pub(crate) fn periods(&self, code: &Code, measure: Measure, places: &[Range<usize>]) -> Vec<Period> {
        let of = |layer: &Layer| {
            let kind = layer.kind;
            let steps = self.cube.steps(layer.series, places);
            steps.into_iter().filter_map(move |step| period(kind, step))
        };
        self.layers(code, measure).flat_map(of).collect()
    }

    /// The units that say something of an indicator for a period.
    pub(crate) fn units<'b>(
        &self,
        layout: &'b Layout,
        code: &Code,
        measure: Measure,
        wanted: Period,
    ) -> BTreeSet<&'b UnitId> {
        let all = 0..self.cube.axes().units();
        let of = |layer: &Layer| {
            let step = step(layer.kind, wanted)?;
            let each = self.cube.each(layer.series, all.clone(), step..step + 1);
            let there = each.into_iter().enumerate().filter(|(_, total)| total.there > 0);
            Some(there.filter_map(|(place, _)| layout.unit(place)).collect::<Vec<_>>())
        };
        self.layers(code, measure).filter_map(of).flatten().collect()
    }

    /// What a unit says, cell by cell.
    pub(super) fn keys(&self, layout: &Layout, unit: &UnitId) -> impl Iterator<Item = CellKey> {
        let place = layout.stretches([unit]);
        self.names().flat_map(move |(code, measure)| {
            let periods = self.periods(code, measure, &place);
            periods.into_iter().map(move |period| CellKey {
                indicator: code.clone(),
                unit: unit.clone(),
                period,
                measure,
            })
        })
    }

    /// Whether anything was ever said of an indicator.
    pub(crate) fn speaks_of(&self, code: &Code) -> bool {
        self.layers.keys().any(|(_, known)| known == code)
    }

    /// Whether a unit ever said anything.
    pub(crate) fn speaks(&self, layout: &Layout, unit: &UnitId) -> bool {
        let place = layout.place(unit).map(|place| place..place + 1);
        self.layers
            .values()
            .flatten()
            .any(|layer| !self.cube.steps(layer.series, place.as_slice()).is_empty())
    }

    /// Whether anything is said of a period.
    pub(super) fn covers(&self, wanted: Period) -> bool {
        let all = 0..self.cube.axes().units();
        let says = |layer: &Layer| {
            step(layer.kind, wanted)
                .is_some_and(|step| self.cube.total(layer.series, all.clone(), step..step + 1).there > 0)
        };
        self.layers.values().flatten().any(says)
    }
}
