//! History brought in from files: figures of earlier periods are weighed row by row, a person says what of the doubtful is
//! meant, and one act takes them; it is taken back as one. Stories in `crates/engine/tests/history.rs`.

mod fold;

use crate::access::{self, Right};
use crate::adopt;
use crate::book::Book;
use crate::outlines;
use crate::rollup;
use catalogue::starter;
use model::{
    Account, AccountName, Act, CellKey, Code, Collector, Cut, Date, Flaw, FromFile, Held, HistoryAct,
    HistoryLine, Indicator, Joining, Lot, Measure, Observation, Period, Refusal, RefusalCode, Stated, Timing,
    Unit, UnitId, UnitKind, WindowRule,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Figures that were taken from a file.
#[derive(Clone, Debug)]
pub struct TakenHistory {
    /// Where in the ledger.
    pub cut: Cut,
    /// Who.
    pub by: AccountName,
    /// When.
    pub at: String,
    /// The name of the file.
    pub name: String,
    /// The figures, where each was said by itself.
    pub keys: Vec<CellKey>,
    /// The indicators of those that were not.
    pub lot: BTreeSet<Code>,
    /// How many figures.
    pub many: usize,
    /// Where they were taken back.
    pub taken_back: Option<Cut>,
}

/// An indicator that somebody makes for a file's figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewIndicator {
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: String,
    /// Its unit of measure.
    pub measure_unit: String,
    /// Its behaviour over time.
    pub timing: Timing,
    /// Decimals usually printed.
    #[serde(default)]
    pub decimals: u32,
    /// The level of government whose own doing it is; none = it speaks of the area.
    #[serde(default)]
    pub level: Option<UnitKind>,
}

/// Which indicator a name in a file means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(tag = "is", content = "what", rename_all = "snake_case")]
pub enum IndicatorChoice {
    /// One of the place.
    Known(Code),
    /// One of the starter catalogue, which the place takes over.
    Starter(Code),
    /// A new one.
    New(NewIndicator),
}

/// What a person says of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Choices {
    /// Which unit a name means.
    pub units: BTreeMap<String, UnitId>,
    /// Which indicator a name means; the empty name is that of a table of one.
    pub indicators: BTreeMap<String, IndicatorChoice>,
    /// Which statement the figures are where no column says so.
    pub measure: Option<Measure>,
    /// Whether the days are those of the calendar; else from the 15th to the 14th (Nghị định 09/2019/NĐ-CP, Điều 12).
    pub statistical: bool,
    /// Figures that replace what is kept, by their place in the file, from zero: a row of a wide table has several.
    pub replace: BTreeSet<usize>,
}

/// What is to be said of one figure of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighed {
    /// As it stands in the file.
    pub line: HistoryLine,
    /// The cell and what would be said of it, as far as it is known.
    pub cell: Option<(CellKey, Stated)>,
    /// What becomes of it.
    pub verdict: Verdict,
}

/// What becomes of a figure of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is taken.
    Taken,
    /// It takes the place of what is kept, as a person said.
    Replaces(Stated),
    /// The same is kept already.
    Same,
    /// Another figure is kept; it stands until a person says otherwise.
    Differs(Stated),
    /// It cannot be taken.
    Unknown(Doubt),
}

/// Why a figure cannot be taken, with what may be meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The book knows no such unit then; those of the name at another time, and their heirs or forebears then.
    Unit(Vec<UnitId>),
    /// No such period.
    Period,
    /// No such indicator; those of the starter catalogue that bear the name.
    Indicator(Option<Code>),
    /// No such statement.
    Measure,
    /// No figure.
    Value,
    /// The same cell stands on an earlier row with another figure.
    Twice(u32),
    /// A form asks for it: it is typed there.
    Asked,
}

const MEASURES: [(&str, Measure); 8] = [
    ("", Measure::Actual),
    ("thuc hien", Measure::Actual),
    ("th", Measure::Actual),
    ("ke hoach", Measure::Plan),
    ("kh", Measure::Plan),
    ("ke hoach nam", Measure::Plan),
    ("uoc", Measure::Estimate),
    ("uoc thuc hien", Measure::Estimate),
];

/// Figures of a file, weighed against the book.
pub fn weighed(book: &Book, who: &Account, lines: &[HistoryLine], choices: &Choices) -> Vec<Weighed> {
    let weighing = Weighing { book, who, choices, made: made(book, choices) };
    let mut seen: BTreeMap<CellKey, (u32, Stated)> = BTreeMap::new();
    let weigh = |(at, line): (usize, &HistoryLine)| {
        let (cell, mut verdict) = match weighing.cell(line) {
            Ok(cell) => (Some(cell.clone()), weighing.verdict(at, &cell)),
            Err(doubt) => (None, Verdict::Unknown(doubt)),
        };
        if let Some((key, stated)) = &cell {
            match seen.get(key) {
                Some((row, other)) if !same(*other, *stated) => {
                    verdict = Verdict::Unknown(Doubt::Twice(*row))
                }
                Some(_) => verdict = Verdict::Same,
                None => drop(seen.insert(key.clone(), (line.row, *stated))),
            }
        }
        Weighed { line: line.clone(), cell, verdict }
    };
    lines.iter().enumerate().map(weigh).collect()
}

/// Takes the figures of a file that may be taken.
///
/// # Errors
/// `not-allowed`, `nothing-in-file` when nothing of it is new, `bad-input` for a new indicator that lacks a name or whose
/// code is taken.
pub fn take(
    book: &Book,
    who: &Account,
    lines: &[HistoryLine],
    choices: &Choices,
    file: FromFile,
) -> Result<Act, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let indicators = made(book, choices);
    for indicator in &indicators {
        let empty = [indicator.code.as_str(), &indicator.name, &indicator.measure_unit];
        if empty.iter().any(|text| text.trim().is_empty()) {
            return Err(Flaw::NewIndicatorIncomplete.into());
        }
    }
    let taken = weighed(book, who, lines, choices);
    let is_taken = |w: &&Weighed| matches!(w.verdict, Verdict::Taken | Verdict::Replaces(_));
    let taken: Vec<(&HistoryLine, &(CellKey, Stated))> =
        taken.iter().filter(is_taken).filter_map(|w| Some((&w.line, w.cell.as_ref()?))).collect();
    if taken.is_empty() {
        return Err(RefusalCode::NothingInFile.into());
    }
    let observation = |(line, (key, stated)): &(&HistoryLine, &(CellKey, Stated))| Observation {
        key: key.clone(),
        stated: Some(*stated),
        approx: None,
        as_of: None,
        note: Some(line.source.trim().to_owned()).filter(|source| !source.is_empty()),
    };
    let values: Vec<Observation> = taken.iter().map(observation).collect();
    let spoken: BTreeSet<&Code> = values.iter().map(|o| &o.key.indicator).collect();
    let indicators = indicators.into_iter().filter(|i| spoken.contains(&i.code)).collect();
    let rows = taken.iter().map(|(line, _)| line.row);
    let (values, lots) = apart(book, rows.zip(values).collect());
    let (rows, values) = values.into_iter().unzip();
    let file = FromFile { rows, ..file };
    Ok(Act::History { what: HistoryAct::Taken { file, window: window(choices), indicators, values, lots } })
}

/// Figures of one file that are each said by themselves; of more those that are bare numbers are packed.
const BY_ITSELF: usize = 5_000;

/// Rows with their figures: those that must be said by themselves, and the bare numbers of many, packed.
fn apart(book: &Book, values: Vec<(u32, Observation)>) -> (Vec<(u32, Observation)>, Vec<Lot>) {
    if values.len() <= BY_ITSELF {
        return (values, Vec::new());
    }
    // Over what somebody said by itself a number must stand by itself too, and an agency has no place among areas.
    let is_area = |unit: &UnitId| book.units.get(unit).is_some_and(|unit| unit.kind.is_area());
    let is_bare = |(_, o): &(u32, Observation)| {
        rollup::is_bare(o) && is_area(&o.key.unit) && book.last_said(&o.key).is_none()
    };
    let (bare, single): (Vec<_>, Vec<_>) = values.into_iter().partition(is_bare);
    (single, lots(bare.into_iter().map(|(_, o)| o)))
}

/// Bare numbers packed: a lot for each source, with a series for each statement about an indicator. What is no bare number
/// is left out.
pub fn lots(values: impl IntoIterator<Item = Observation>) -> Vec<Lot> {
    rollup::packed(values.into_iter().filter(rollup::is_bare))
}

/// Takes back what was taken from a file, all of it.
///
/// # Errors
/// `not-found` when nothing was taken there or it was taken back before, `not-allowed`.
pub fn take_back(book: &Book, who: &Account, taken: Cut) -> Result<Act, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let known = book.history.iter().any(|history| history.cut == taken && history.taken_back.is_none());
    match known {
        true => Ok(Act::History { what: HistoryAct::TakenBack { taken } }),
        false => Err(Refusal::of(RefusalCode::NotFound, "lần đưa số liệu vào này")),
    }
}

fn window(choices: &Choices) -> WindowRule {
    if choices.statistical { WindowRule::Statistical } else { WindowRule::Legal }
}

/// Whether two statements say the same, however many zeros are printed.
fn same(one: Stated, other: Stated) -> bool {
    match (one, other) {
        (Stated::Number(one), Stated::Number(other)) => one.value() == other.value(),
        _ => one == other,
    }
}

/// The indicators that the choices bring along.
fn made(book: &Book, choices: &Choices) -> Vec<Indicator> {
    let make = |choice: &IndicatorChoice| match choice {
        IndicatorChoice::Known(_) => None,
        IndicatorChoice::Starter(code) => {
            let starter = starter().iter().find(|s| s.code == code.as_str())?;
            let known = |part: &Code| book.indicator(part).is_some();
            let indicator = outlines::of_starter(book, starter, false, false, &known);
            Some(Indicator { collector: Collector::Communes, ..indicator })
        }
        IndicatorChoice::New(new) => Some(by_hand(book, new)),
    };
    let mut made: Vec<Indicator> = choices.indicators.values().filter_map(make).collect();
    made.retain(|indicator| book.indicator(&indicator.code).is_none());
    made.sort_by(|a, b| a.code.cmp(&b.code));
    made.dedup_by(|a, b| a.code == b.code);
    made
}

fn by_hand(book: &Book, new: &NewIndicator) -> Indicator {
    let collector = match new.level {
        Some(_) => Collector::Unit(book.place_unit()),
        None => Collector::Communes,
    };
    Indicator {
        code: new.code.clone(),
        name: new.name.trim().to_owned(),
        measure_unit: new.measure_unit.trim().to_owned(),
        counted: viet::measure_unit::is_counted(new.measure_unit.trim()),
        decimals: new.decimals.min(6),
        timing: new.timing,
        collector,
        owner: book.place_unit(),
        planned: false,
        part_of: None,
        formula: None,
        source: "Số liệu các kỳ trước đưa vào từ tệp".to_owned(),
        group: "Số liệu các kỳ trước".to_owned(),
        restricted: false,
        joining: Joining { level: new.level, ..Joining::default() },
        less_is_better: false,
    }
}

struct Weighing<'a> {
    book: &'a Book,
    who: &'a Account,
    choices: &'a Choices,
    made: Vec<Indicator>,
}

impl Weighing<'_> {
    /// The cell that a line speaks of, and what it says.
    fn cell(&self, line: &HistoryLine) -> Result<(CellKey, Stated), Doubt> {
        let period = viet::period::parse(&line.period).ok_or(Doubt::Period)?;
        let indicator = self.indicator(&line.indicator)?;
        let measure = self.measure(&line.measure)?;
        let unit = self.unit(&line.unit, period)?;
        let period = if measure == Measure::Plan { crate::plan_year(period) } else { period };
        let stated = match &line.held {
            Held::Number(number) => Stated::Number(*number),
            Held::Text(text) => viet::stated::parse(text).ok().flatten().ok_or(Doubt::Value)?,
            Held::Nothing | Held::Wrong(_) => return Err(Doubt::Value),
        };
        Ok((CellKey { indicator, unit, period, measure }, stated))
    }

    fn verdict(&self, at: usize, (key, stated): &(CellKey, Stated)) -> Verdict {
        let indicator = self.book.indicator(&key.indicator);
        let asked =
            |i: &Indicator| self.book.round_asking(key, self.book.stating_unit(i, &key.unit)).is_some();
        if indicator.is_some_and(asked) {
            return Verdict::Unknown(Doubt::Asked);
        }
        match self.book.stated(key) {
            None => Verdict::Taken,
            Some(kept) if same(kept, *stated) => Verdict::Same,
            Some(kept) if self.choices.replace.contains(&at) => Verdict::Replaces(kept),
            Some(kept) => Verdict::Differs(kept),
        }
    }

    fn measure(&self, text: &str) -> Result<Measure, Doubt> {
        let folded = viet::fold::fold(text.trim());
        match self.choices.measure.filter(|_| folded.is_empty()) {
            Some(measure) => Ok(measure),
            None => MEASURES.iter().find(|(word, _)| *word == folded).map(|(_, m)| *m).ok_or(Doubt::Measure),
        }
    }

    fn indicator(&self, text: &str) -> Result<Code, Doubt> {
        let chosen = self.choices.indicators.get(text.trim());
        if let Some(choice) = chosen {
            let code = match choice {
                IndicatorChoice::Known(code) | IndicatorChoice::Starter(code) => code,
                IndicatorChoice::New(new) => &new.code,
            };
            if self.book.indicator(code).is_some() || self.made.iter().any(|made| made.code == *code) {
                return Ok(code.clone());
            }
        }
        let folded = viet::fold::key(text.trim());
        let means = |i: &&Indicator| i.code.as_str() == text.trim() || viet::fold::key(&i.name) == folded;
        let seen = |i: &&Indicator| access::sees_indicator(self.who, i);
        if let Some(known) = self.book.indicators.iter().filter(means).find(seen) {
            return Ok(known.code.clone());
        }
        let named = starter().iter().find(|s| {
            let names = std::iter::once(&s.name).chain(&s.also);
            s.code == text.trim() || names.into_iter().any(|name| viet::fold::key(name) == folded)
        });
        Err(Doubt::Indicator(named.map(|s| Code::from(s.code.as_str()))))
    }

    /// The unit that bore a name or code at the end of a period.
    fn unit(&self, text: &str, period: Period) -> Result<UnitId, Doubt> {
        let text = text.trim();
        let day = window(self.choices).window(period).to;
        let lives = |unit: &Unit| unit.placements.is_empty() || unit.parent_on(day).is_some();
        if let Some(chosen) = self.choices.units.get(text).and_then(|id| self.book.units.get(id))
            && lives(chosen)
        {
            return Ok(chosen.id.clone());
        }
        let areas = || self.book.units.values().filter(|unit| unit.kind != UnitKind::Department);
        let named: Vec<&Unit> = areas().filter(|unit| is_called(unit, text)).collect();
        if named.is_empty() {
            // Marks are often written otherwise: Tà Gia, Ta Gia.
            let alike = |unit: &&Unit| {
                viet::fold::fold(&adopt::bare(&unit.name)) == viet::fold::fold(&adopt::bare(text))
            };
            let near = areas().filter(alike).filter(|unit| lives(unit)).map(|unit| unit.id.clone());
            return Err(Doubt::Unit(near.collect()));
        }
        let mut then = named.iter().filter(|unit| lives(unit));
        match (then.next(), then.next()) {
            (Some(unit), None) => Ok(unit.id.clone()),
            (Some(_), Some(_)) => {
                Err(Doubt::Unit(named.iter().filter(|unit| lives(unit)).map(|u| u.id.clone()).collect()))
            }
            (None, _) => Err(Doubt::Unit(self.kin_then(&named, day))),
        }
    }

    /// Heirs and forebears, on a day, of units that did not live then.
    fn kin_then(&self, named: &[&Unit], day: Date) -> Vec<UnitId> {
        let territory = self.book.territory();
        let kin = territory.kin(named.iter().map(|unit| &unit.id));
        let lives = |id: &&UnitId| self.book.units.get(*id).is_some_and(|unit| unit.parent_on(day).is_some());
        kin.into_iter().filter(lives).cloned().collect()
    }
}

/// Whether a unit ever bore a name, with or without its type word, or an official code.
fn is_called(unit: &Unit, text: &str) -> bool {
    let former = || unit.former.iter();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        // Spreadsheets drop zeros at the front of a code.
        let bare = |code: &str| code.trim_start_matches('0').to_owned();
        let mut codes = former().map(|f| &f.official_code).chain([&unit.official_code]).flatten();
        return codes.any(|code| bare(code) == bare(text));
    }
    let wanted = viet::fold::key(text);
    let is = |name: &String| {
        viet::fold::key(name) == wanted || (unit.kind == UnitKind::Commune && adopt::bare(name) == wanted)
    };
    former().map(|f| &f.name).chain([&unit.name]).any(is)
}
