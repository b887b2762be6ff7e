//! Second sources: a unit that states a figure which another one owns. What it states is a cell of its own, under its own
//! name, so it overwrites nothing and enters no total. Where both have sent and differ beyond printed precision, that is
//! a finding; the office chooses which of the two counts. Cases in `suite/collect/two-sources.txt`.

use crate::access::{self, Right};
use crate::board::local_day;
use crate::book::{Book, Cell};
use crate::check::{self, Cells, Scope};
use crate::resolve::{Resolved, Status, owned};
use formula::{Expr, Formula, Reference, Relation, Verdict, Whose};
use model::{
    Account, AccountName, Act, Alternative, Approx, CellKey, Code, Collector, Counts, Cut, Entry, Evidence,
    Finding, FindingKey, Flaw, Indicator, Measure, Period, Refusal, RefusalCode, Rule, RuleKind,
    SourceChoice, Stated, Submission, UnitId, UnitKind,
};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What is known of second sources.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// By indicator and who states it too; `false` = asked no longer. What it stated keeps its place.
    declared: BTreeMap<(Code, UnitId), (Alternative, bool)>,
    /// What the office said of each figure, oldest first; the last counts.
    choices: BTreeMap<CellKey, Vec<Chosen>>,
}

/// A choice, by whom and when.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The office's word.
    pub choice: SourceChoice,
    /// Who.
    pub by: AccountName,
    /// When, RFC 3339.
    pub at: String,
    /// Where in the ledger.
    pub cut: Cut,
}

impl Sources {
    /// The figures of which the office ever chose between two sources.
    pub(crate) fn chosen_keys(&self) -> impl Iterator<Item = &CellKey> {
        self.choices.keys()
    }

    /// Whether the office ever chose between two sources.
    pub(crate) fn has_choices(&self) -> bool {
        !self.choices.is_empty()
    }

    /// The second sources that are asked.
    pub fn asked(&self) -> impl Iterator<Item = &Alternative> {
        self.declared.values().filter(|(_, asked)| *asked).map(|(alternative, _)| alternative)
    }

    /// Whether a unit is asked for an indicator as its second source.
    pub fn asks(&self, indicator: &Code, unit: &UnitId) -> bool {
        self.asked().any(|a| a.indicator == *indicator && a.source == *unit)
    }

    /// The last word on a figure.
    pub fn last(&self, key: &CellKey) -> Option<&Chosen> {
        self.choices.get(key)?.last()
    }
}

impl Book {
    /// Whether what a unit states of an indicator is kept apart from the figure, as its second source.
    pub fn states_apart(&self, indicator: &Indicator, unit: &UnitId) -> bool {
        let owns = matches!(&indicator.collector, Collector::Unit(stating) if stating == unit);
        !owns && self.declared(&indicator.code, unit).is_some()
    }

    /// What was declared of a second source, asked or not.
    pub fn declared(&self, indicator: &Code, source: &UnitId) -> Option<&Alternative> {
        if self.sources.declared.is_empty() {
            return None;
        }
        self.sources.declared.get(&(indicator.clone(), source.clone())).map(|(alternative, _)| alternative)
    }

    /// The second source that counts for a figure: the office chose it, it has said nothing else since, and it has sent.
    pub fn chosen(&self, key: &CellKey) -> Option<&UnitId> {
        let last = self.sources.last(key).filter(|last| last.choice.counts == Counts::Second)?;
        let second = CellKey { unit: last.choice.source.clone(), ..key.clone() };
        let stands = self.cell(&second).is_some_and(|cell| cell.provenance.cut < last.cut);
        (stands && has_sent(self, &second)).then_some(&last.choice.source)
    }

    /// The statement that counts for a figure.
    pub(crate) fn counting(&self, key: &CellKey) -> Option<Cow<'_, Cell>> {
        let second = self.chosen(key).map(|source| CellKey { unit: source.clone(), ..key.clone() });
        self.cell(second.as_ref().unwrap_or(key))
    }

    /// Applies an act about second sources.
    pub(crate) fn apply_to_sources(&mut self, entry: &Entry) {
        match &entry.act {
            Act::AlternativeSet { alternative } => {
                let name = (alternative.indicator.clone(), alternative.source.clone());
                self.sources.declared.insert(name, (alternative.clone(), true));
            }
            Act::AlternativeWithdrawn { indicator, source } => {
                if let Some((_, asked)) = self.sources.declared.get_mut(&(indicator.clone(), source.clone()))
                {
                    *asked = false;
                }
            }
            Act::SourceChosen { choice } => {
                let (by, at) = (entry.by.clone(), entry.at.clone());
                let chosen = Chosen { choice: choice.clone(), by, at, cut: entry.cut };
                self.sources.choices.entry(choice.key.clone()).or_default().push(chosen);
                self.touch(entry.cut);
            }
            Act::SourceChoiceTakenBack { key } => {
                if let Some(choices) = self.sources.choices.get_mut(key) {
                    choices.pop();
                }
                self.touch(entry.cut);
            }
            _ => {}
        }
    }
}

/// Whether what a second source states has reached the office.
fn has_sent(book: &Book, second: &CellKey) -> bool {
    match book.submission(second, &second.unit) {
        Some(Submission::Draft | Submission::Returned { .. }) => false,
        Some(Submission::Sent { .. }) => {
            !book.round_asking(second, &second.unit).is_some_and(|round| round.round.unit_approval)
        }
        Some(Submission::UnitApproved { .. } | Submission::Approved { .. }) | None => true,
    }
}

/// Two statements about one figure.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    /// As declared.
    pub alternative: &'a Alternative,
    /// The figure.
    pub key: CellKey,
    /// What the units that own it make of it.
    pub owner: Resolved,
    /// What the second source says.
    pub second: Cow<'a, Cell>,
    /// Whether they agree within printed precision.
    pub agree: bool,
    /// The two numbers: `1.225 ≠ 1.230`.
    pub computation: String,
    /// The two numbers, the owner's first.
    pub evidence: Vec<Evidence>,
    /// The office's word on exactly these numbers.
    pub choice: Option<&'a Chosen>,
}

/// The figures of a period that two sources have sent, with numbers on both sides.
pub fn pairs(book: &Book, period: Period) -> Vec<Pair<'_>> {
    let levels = [Measure::Actual, Measure::Estimate];
    let asked = book.sources.asked().flat_map(|a| levels.map(|measure| (a, measure)));
    asked.filter_map(|(alternative, measure)| pair(book, alternative, measure, period)).collect()
}

fn pair<'a>(
    book: &'a Book,
    alternative: &'a Alternative,
    measure: Measure,
    period: Period,
) -> Option<Pair<'a>> {
    let indicator = book.indicator(&alternative.indicator)?;
    let Alternative { source, of, .. } = alternative;
    let key = CellKey { indicator: indicator.code.clone(), unit: of.clone(), period, measure };
    let apart = CellKey { unit: source.clone(), ..key.clone() };
    let second =
        book.cell(&apart).filter(|_| book.states_apart(indicator, source) && has_sent(book, &apart))?;
    let owner = owned(book, indicator, measure, of, period);
    let own = owner.stated.filter(|_| owner.status < Status::Partial)?;
    let sides = Sides { book, key: &key, own: (own, approx(book, &owner)), second: &second };
    let figure =
        |whose| Expr::Reference(Reference { measure, whose, ..Reference::own(key.indicator.clone()) });
    let law = Formula::plain(figure(Whose::Own), Relation::Equal, figure(Whose::Unit(source.clone())));
    let scope = Scope { place: of, children: &[], period };
    let weighed = check::weigh(&law, RuleKind::SameFigure, &sides, &scope).ok()?;
    let agree = match weighed.verdict {
        Verdict::Holds => true,
        Verdict::Fails => false,
        _ => return None,
    };
    let last = book.sources.last(&key);
    let choice = last.filter(|c| c.choice.source == *source && c.choice.computation == weighed.computation);
    let (computation, evidence) = (weighed.computation, weighed.evidence);
    Some(Pair { alternative, key, owner, second, agree, computation, evidence, choice })
}

/// The word that loosens an owner's number; none where it is made of several.
fn approx(book: &Book, owner: &Resolved) -> Option<Approx> {
    match owner.basis.as_slice() {
        [key] => book.cell(key)?.observation.approx,
        _ => None,
    }
}

/// Both statements, as the checks ask for them.
struct Sides<'a> {
    book: &'a Book,
    key: &'a CellKey,
    own: (Stated, Option<Approx>),
    second: &'a Cell,
}

impl Cells for Sides<'_> {
    fn stated(&self, key: &CellKey) -> Option<(Stated, Option<Approx>)> {
        match key == self.key {
            true => Some(self.own),
            false => self.second.observation.stated.map(|stated| (stated, self.second.observation.approx)),
        }
    }

    fn indicator(&self, code: &Code) -> Option<&Indicator> {
        self.book.indicator(code)
    }
}

/// The differences of a period that the office has not settled.
pub(crate) fn findings(book: &Book, period: Period) -> Vec<Finding> {
    let rule = book.rules.iter().find(|r| r.kind == RuleKind::TwoSources && r.runs_in(period));
    let Some(rule) = rule else { return Vec::new() };
    let open = pairs(book, period).into_iter().filter(|pair| !pair.agree && pair.choice.is_none());
    open.map(|pair| question(book, rule, pair)).collect()
}

fn question(book: &Book, rule: &Rule, pair: Pair<'_>) -> Finding {
    let Alternative { indicator, source, of, .. } = pair.alternative;
    let says = match rule.message.as_str() {
        "" => says(book, &pair),
        own => own.to_owned(),
    };
    let hint = match rule.hint.as_str() {
        "" => "Đối chiếu với hai nơi, rồi chọn số được dùng kèm lý do.".to_owned(),
        own => own.to_owned(),
    };
    let measure = if pair.key.measure == Measure::Estimate { ":uoc" } else { "" };
    Finding {
        key: FindingKey::from(format!("{}:{}:{of}:{indicator}:{source}{measure}", rule.id, pair.key.period)),
        rule: rule.id.clone(),
        kind: rule.kind,
        severity: rule.severity,
        period: pair.key.period,
        // Neither of the two may bend its number to the other's: the office is asked.
        ask: book.place_unit(),
        says,
        hint,
        computation: pair.computation,
        evidence: pair.evidence,
        passage: None,
        answer: None,
    }
}

/// Both numbers, with who stated them and when.
fn says(book: &Book, pair: &Pair<'_>) -> String {
    let [own, second] = [0, 1].map(|at| pair.evidence.get(at).map_or("", |e| e.printed.as_str()));
    let name = book.indicator(&pair.key.indicator).map_or("", |i| i.name.as_str());
    let by = |cell: &Cell| {
        let day = local_day(&cell.provenance.at).map(viet::date::format).unwrap_or_default();
        format!("{}, {day}", book.person(&cell.provenance.by))
    };
    let owner = owner(book, pair);
    let stated = match pair.owner.basis.as_slice() {
        [key] => book.cell(key).map(|cell| format!(" ({})", by(&cell))).unwrap_or_default(),
        _ => String::new(),
    };
    let source = book.unit_name(&pair.alternative.source);
    format!("{name}: {owner} báo {own}{stated}, {source} báo {second} ({}).", by(&pair.second))
}

/// Who states the figure itself, as named.
pub fn owner(book: &Book, pair: &Pair<'_>) -> String {
    match (pair.owner.basis.as_slice(), book.indicator(&pair.key.indicator)) {
        ([key], Some(indicator)) => book.unit_name(book.stating_unit(indicator, &key.unit)),
        _ => "số tổng hợp".to_owned(),
    }
}

/// Declares a second source.
///
/// # Errors
/// `not-found`, `owns-figure`, `second-source-there`, `reason-needed`, `bad-input`, `not-allowed`.
pub fn declare(book: &Book, who: &Account, alternative: Alternative) -> Result<Act, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let Alternative { indicator, source, of, reason } = &alternative;
    let found =
        book.indicator(indicator).ok_or_else(|| Refusal::of(RefusalCode::NotFound, "chỉ tiêu này"))?;
    let unit = book.units.get(source).ok_or_else(|| Refusal::of(RefusalCode::NotFound, "đơn vị này"))?;
    let communes = found.collector == Collector::Communes;
    let owns = match &found.collector {
        Collector::Unit(stating) => stating == source,
        Collector::Communes => unit.kind == UnitKind::Commune,
    };
    if owns || *source == book.place_unit() {
        return Err(Refusal::of(RefusalCode::OwnsFigure, &unit.name));
    }
    let commune = book.units.get(of).is_some_and(|u| communes && u.kind == UnitKind::Commune);
    if *of != book.place_unit() && !commune {
        return Err(Flaw::SourceAreaWanted.into());
    }
    if reason.trim().is_empty() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    let same = |a: &&Alternative| a.indicator == *indicator && a.of == *of && a.source != *source;
    if book.sources.asked().any(|a| same(&a)) {
        return Err(Refusal::of(RefusalCode::SecondSourceThere, &found.name));
    }
    let other = book.declared(indicator, source).is_some_and(|former| former.of != *of);
    if other && book.cells.of(source).any(|(key, _)| key.indicator == *indicator) {
        return Err(Flaw::SourceElsewhere.into());
    }
    let reason = reason.trim().to_owned();
    Ok(Act::AlternativeSet { alternative: Alternative { reason, ..alternative } })
}

/// Asks a second source no longer; what it stated stays.
///
/// # Errors
/// `not-found`, `not-allowed`.
pub fn withdraw(book: &Book, who: &Account, indicator: &Code, source: &UnitId) -> Result<Act, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    match book.sources.asks(indicator, source) {
        true => Ok(Act::AlternativeWithdrawn { indicator: indicator.clone(), source: source.clone() }),
        false => Err(Refusal::of(RefusalCode::NotFound, "nguồn thứ hai này")),
    }
}

/// Says which of two statements counts. `seen` is the computation that the office looked at.
///
/// # Errors
/// `not-found` where no two sources have sent, `bad-input` where they agree, `sources-moved`, `reason-needed`, `not-allowed`.
pub fn choose(
    book: &Book,
    who: &Account,
    key: &CellKey,
    counts: Counts,
    reason: &str,
    seen: &str,
) -> Result<Act, Refusal> {
    may(book, who, key)?;
    let found = pairs(book, key.period).into_iter().find(|pair| pair.key == *key);
    let pair = found.ok_or_else(|| Refusal::of(RefusalCode::NotFound, "hai nguồn của số liệu này"))?;
    if pair.agree {
        return Err(Flaw::SourcesAgree.into());
    }
    if pair.computation != seen {
        return Err(RefusalCode::SourcesMoved.into());
    }
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    let (source, computation) = (pair.alternative.source.clone(), pair.computation);
    Ok(Act::SourceChosen { choice: SourceChoice { key: key.clone(), source, counts, reason, computation } })
}

/// Takes the last word on a figure back.
///
/// # Errors
/// `not-found`, `not-allowed`.
pub fn take_back(book: &Book, who: &Account, key: &CellKey) -> Result<Act, Refusal> {
    may(book, who, key)?;
    match book.sources.last(key) {
        Some(_) => Ok(Act::SourceChoiceTakenBack { key: key.clone() }),
        None => Err(Refusal::of(RefusalCode::NotFound, "lựa chọn này")),
    }
}

fn may(book: &Book, who: &Account, key: &CellKey) -> Result<(), Refusal> {
    let indicator = book.indicator(&key.indicator);
    match indicator.is_some_and(|i| access::may_cell(book, who, Right::Accept, &key.unit, i)) {
        true => Ok(()),
        false => Err(RefusalCode::NotAllowed.into()),
    }
}
