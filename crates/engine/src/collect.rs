//! Collection: opening a round, saving, sending, returning, approving, correcting. Each decision looks at the book
//! and answers with the act to append, or refuses.

use crate::access::{self, Right};
use crate::book::{Book, RoundState};
use crate::resolve::resolve;
use crate::spans::plan_year;
use model::{
    Account, Act, CellKey, CellSpec, Code, Collector, Date, Figure, Indicator, Inline, Measure, Number,
    Observation, Period, Refusal, RefusalCode, Round, Severity, Sheet, Stated, Submission, Template, UnitId,
};
use std::collections::BTreeSet;

/// A cell as it arrives: what was typed, and a word on it.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// As typed.
    pub text: String,
    /// A word on it.
    pub note: Option<String>,
}

/// Reads what was typed in a cell; empty withdraws the statement.
///
/// # Errors
/// `not-a-number` with the text.
pub fn stated(text: &str) -> Result<Option<Stated>, Refusal> {
    match viet::fold::fold(text.trim()).as_str() {
        "" => Ok(None),
        "kps" | "khong phat sinh" => Ok(Some(Stated::NotArisen)),
        "kad" | "khong ap dung" => Ok(Some(Stated::NotApplicable)),
        "kcb" | "khong cong bo" => Ok(Some(Stated::Withheld)),
        _ => signed(text.trim())
            .map(|n| Some(Stated::Number(n)))
            .ok_or_else(|| Refusal::of(RefusalCode::NotANumber, text.trim())),
    }
}

fn signed(text: &str) -> Option<Number> {
    match text.strip_prefix(['-', '−']) {
        Some(rest) => viet::number::parse(rest.trim()).map(|n| Number::new(-n.value())),
        None => viet::number::parse(text),
    }
}

/// The period that follows the newest report or round.
pub fn next_period(book: &Book) -> Option<Period> {
    book.reports.keys().next_back().map(|p| p.shift(1))
}

/// Opens the round of `period`, with one sheet for every unit that is asked something.
///
/// # Errors
/// `nothing-adopted`, `round-exists`, `wrong-period`, `not-allowed`.
pub fn open_round(book: &Book, who: &Account, period: Period, due: Date) -> Result<Act, Refusal> {
    access::need(who, Right::RunRound)?;
    let newest = book.reports.keys().next_back().ok_or(RefusalCode::NothingAdopted)?;
    if book.rounds.contains_key(&period) {
        return Err(Refusal::of(RefusalCode::RoundExists, period));
    }
    if period.kind() != newest.kind() || period <= *newest {
        return Err(Refusal::of(RefusalCode::WrongPeriod, period));
    }
    let window = period.legal_window();
    if due <= window.to {
        let says = format!("hạn gửi phải sau ngày chốt số liệu {}", viet::date::format(window.to));
        return Err(Refusal::of(RefusalCode::BadInput, says));
    }
    Ok(Act::RoundOpened { round: Round { period, window, due, sheets: sheets(book, period) } })
}

/// What every unit would be asked in `period`, in the order of the report.
pub fn sheets(book: &Book, period: Period) -> Vec<Sheet> {
    let template = book.latest_template(period);
    let asked: Vec<CellSpec> =
        book.indicators.iter().flat_map(|i| asked(book, &template, i, period)).collect();
    let departments = book.indicators.iter().filter_map(|i| match &i.collector {
        Collector::Unit(unit) => Some(unit.clone()),
        Collector::Communes => None,
    });
    let departments: BTreeSet<UnitId> = departments.collect();
    let communes = book.communes(period).into_iter().map(|u| (u.id.clone(), true));
    let units = departments.into_iter().map(|u| (u, false)).chain(communes);
    let sheet = |(unit, commune): (UnitId, bool)| Sheet {
        cells: asked.iter().filter(|c| asks(book, c, &unit, commune)).cloned().collect(),
        unit,
    };
    units.map(sheet).filter(|s| !s.cells.is_empty()).collect()
}

fn asks(book: &Book, cell: &CellSpec, unit: &UnitId, commune: bool) -> bool {
    match book.indicator(&cell.indicator).map(|i| &i.collector) {
        Some(Collector::Communes) => commune,
        Some(Collector::Unit(stating)) => stating == unit,
        None => false,
    }
}

/// The statements that must be asked about one indicator: what the report prints and nothing else can give. An
/// indicator that the report only plans is not asked for its level, unless something is computed from it.
fn asked(book: &Book, template: &Template, indicator: &Indicator, period: Period) -> Vec<CellSpec> {
    if indicator.formula.is_some() {
        return Vec::new();
    }
    let printed: BTreeSet<Measure> =
        figures(template).filter(|f| f.indicator == indicator.code).map(|f| f.measure).collect();
    let known = |measure, period| resolve(book, &indicator.code, measure, None, period).stated.is_some();
    let plan_known = known(Measure::Plan, plan_year(period));
    let growth_known = known(Measure::Actual, period.shift(-4));
    let wants = |measure| match measure {
        Measure::Actual => {
            let level = printed.iter().any(|m| *m != Measure::Plan && *m != Measure::Estimate);
            level || printed.is_empty() || used(book, template, indicator)
        }
        Measure::Plan => {
            !plan_known && (printed.contains(&Measure::Plan) || printed.contains(&Measure::PctOfPlan))
        }
        Measure::Estimate => printed.contains(&Measure::Estimate),
        Measure::GrowthPct => printed.contains(&Measure::GrowthPct) && !growth_known,
        Measure::PctOfPlan | Measure::ChangePct | Measure::ChangeAbs => false,
    };
    let order = [Measure::Actual, Measure::Plan, Measure::Estimate, Measure::GrowthPct];
    let spec = |measure| CellSpec { indicator: indicator.code.clone(), measure };
    order.into_iter().filter(|m| wants(*m)).map(spec).collect()
}

/// Whether another indicator or a figure of the report is computed from this one, or its communes state it.
fn used(book: &Book, template: &Template, indicator: &Indicator) -> bool {
    let printed = figures(template).filter_map(|figure| figure.formula.as_deref());
    let mut formulas = book.indicators.iter().filter_map(|i| i.formula.as_deref()).chain(printed);
    let refers = |text: &str| {
        formula::parse_expr(text).is_ok_and(|e| {
            e.references().iter().any(|r| r.code == indicator.code && r.measure == Measure::Actual)
        })
    };
    formulas.any(refers)
}

/// Every figure bound in a template.
pub fn figures(template: &Template) -> impl Iterator<Item = &Figure> {
    template.passages.iter().flat_map(|p| &p.inlines).filter_map(|i| match i {
        Inline::Figure { figure } => Some(figure),
        _ => None,
    })
}

/// A unit's form in a round.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// The round it belongs to.
    pub round: &'a RoundState,
    /// What is asked.
    pub sheet: &'a Sheet,
    /// Where it stands.
    pub submission: &'a Submission,
}

/// A unit's form.
///
/// # Errors
/// `not-found` when there is no such form, or the account may not see it.
pub fn form<'a>(book: &'a Book, who: &Account, period: Period, unit: &UnitId) -> Result<Form<'a>, Refusal> {
    let missing = || Refusal::of(RefusalCode::NotFound, "biểu này");
    let round = book.rounds.get(&period).ok_or_else(missing)?;
    let sheet = round.round.sheets.iter().find(|s| s.unit == *unit).ok_or_else(missing)?;
    let submission = round.submissions.get(unit).ok_or_else(missing)?;
    if access::sees_form(who, unit) { Ok(Form { round, sheet, submission }) } else { Err(missing()) }
}

fn own(who: &Account, unit: &UnitId) -> Result<(), Refusal> {
    access::need(who, Right::FillOwn)?;
    if who.unit == *unit { Ok(()) } else { Err(RefusalCode::NotAllowed.into()) }
}

/// Keeps typed cells. Values that say what is already kept are left out; nothing new gives no act.
///
/// # Errors
/// `form-locked`, `not-on-form`, `not-a-number`, `not-allowed`, `not-found`.
pub fn save(
    book: &Book,
    who: &Account,
    period: Period,
    unit: &UnitId,
    typed: &[Typed],
) -> Result<Option<Act>, Refusal> {
    let Form { sheet, submission, .. } = form(book, who, period, unit)?;
    own(who, unit)?;
    if !submission.is_open() {
        return Err(RefusalCode::FormLocked.into());
    }
    let mut values = Vec::new();
    for cell in typed {
        let observation = observation(book, sheet, period, cell)?;
        let kept = book.cell(&observation.key).map(|c| &c.observation);
        let silent = kept.is_none() && observation.stated.is_none() && observation.note.is_none();
        if kept != Some(&observation) && !silent {
            values.push(observation);
        }
    }
    Ok((!values.is_empty()).then(|| Act::CellsSaved { unit: unit.clone(), period, values }))
}

fn observation(book: &Book, sheet: &Sheet, period: Period, cell: &Typed) -> Result<Observation, Refusal> {
    let asked = sheet.cells.iter().any(|c| c.indicator == cell.indicator && c.measure == cell.measure);
    let indicator = book.indicator(&cell.indicator).filter(|_| asked);
    let indicator = indicator.ok_or_else(|| Refusal::of(RefusalCode::NotOnForm, &cell.indicator))?;
    Ok(Observation {
        key: book.form_key(&sheet.unit, indicator, cell.measure, period),
        stated: stated(&cell.text)?,
        approx: None,
        as_of: None,
        note: cell.note.as_deref().map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned),
    })
}

/// Sends a form. Errors that this unit is asked about must be mended or explained first, warnings want a word: an answer,
/// or a note beside one of the unit's numbers.
///
/// # Errors
/// `errors-open` or `words-wanted` with their count, `form-locked`, `not-allowed`, `not-found`.
pub fn send(book: &Book, who: &Account, period: Period, unit: &UnitId) -> Result<Act, Refusal> {
    let Form { submission, .. } = form(book, who, period, unit)?;
    own(who, unit)?;
    if !submission.is_open() {
        return Err(RefusalCode::FormLocked.into());
    }
    let findings = crate::findings::of_form(book, period, unit);
    let open = |severity| {
        let asked = move |f: &&model::Finding| f.severity == severity && f.answer.is_none() && f.ask == *unit;
        findings.iter().filter(asked)
    };
    let errors = open(Severity::Error).count();
    if errors > 0 {
        return Err(Refusal::of(RefusalCode::ErrorsOpen, errors));
    }
    let noted = |key: &CellKey| book.cell(key).is_some_and(|c| c.observation.note.is_some());
    let silent = |f: &&model::Finding| !f.evidence.iter().any(|e| e.key.period == period && noted(&e.key));
    let unexplained = open(Severity::Warning).filter(silent).count();
    if unexplained > 0 {
        return Err(Refusal::of(RefusalCode::WordsWanted, unexplained));
    }
    Ok(Act::FormSent { unit: unit.clone(), period })
}

/// Returns a sent or approved form with a reason; its figures leave the totals.
///
/// # Errors
/// `reason-needed`, `wrong-state`, `not-allowed`, `not-found`, `already-issued`.
pub fn return_form(
    book: &Book,
    who: &Account,
    period: Period,
    unit: &UnitId,
    reason: &str,
) -> Result<Act, Refusal> {
    access::need(who, Right::RunRound)?;
    let Form { submission, .. } = form(book, who, period, unit)?;
    not_issued(book, period)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    match submission {
        Submission::Sent { .. } | Submission::Approved { .. } => {
            Ok(Act::FormReturned { unit: unit.clone(), period, reason: reason.to_owned() })
        }
        _ => Err(Refusal::of(RefusalCode::WrongState, state_name(submission))),
    }
}

/// Approves a sent form.
///
/// # Errors
/// `wrong-state`, `not-allowed`, `not-found`.
pub fn approve_form(book: &Book, who: &Account, period: Period, unit: &UnitId) -> Result<Act, Refusal> {
    access::need(who, Right::RunRound)?;
    let Form { submission, .. } = form(book, who, period, unit)?;
    match submission {
        Submission::Sent { .. } => Ok(Act::FormApproved { unit: unit.clone(), period }),
        _ => Err(Refusal::of(RefusalCode::WrongState, state_name(submission))),
    }
}

/// Corrects a figure of an approved form, with a reason; also after issue, where it shows as a correction.
///
/// # Errors
/// `reason-needed`, `wrong-state`, `not-on-form`, `not-a-number`, `not-allowed`, `not-found`.
pub fn correct(
    book: &Book,
    who: &Account,
    period: Period,
    unit: &UnitId,
    cell: &Typed,
    reason: &str,
) -> Result<Act, Refusal> {
    access::need(who, Right::RunRound)?;
    let Form { sheet, submission, .. } = form(book, who, period, unit)?;
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(RefusalCode::ReasonNeeded.into());
    }
    if !matches!(submission, Submission::Approved { .. }) {
        return Err(Refusal::of(RefusalCode::WrongState, state_name(submission)));
    }
    let observation = observation(book, sheet, period, cell)?;
    Ok(Act::FigureCorrected { observation, reason: reason.to_owned() })
}

fn not_issued(book: &Book, period: Period) -> Result<(), Refusal> {
    match book.report(period).is_some_and(|r| r.issued.is_some()) {
        true => Err(Refusal::of(RefusalCode::AlreadyIssued, period)),
        false => Ok(()),
    }
}

/// The words for a form's state.
pub fn state_name(submission: &Submission) -> &'static str {
    match submission {
        Submission::Draft => "Chưa gửi",
        Submission::Sent { .. } => "Đã gửi",
        Submission::Returned { .. } => "Bị trả lại",
        Submission::Approved { .. } => "Đã duyệt",
    }
}

/// Sets a plan of a year by decision.
///
/// # Errors
/// `not-found`, `not-a-number`, `bad-input` without a basis, `not-allowed`.
pub fn set_plan(
    book: &Book,
    who: &Account,
    code: &Code,
    year: Period,
    text: &str,
    basis: &str,
) -> Result<Act, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    if book.indicator(code).is_none() {
        return Err(Refusal::of(RefusalCode::NotFound, "chỉ tiêu này"));
    }
    if basis.trim().is_empty() {
        return Err(Refusal::of(RefusalCode::BadInput, "hãy ghi văn bản giao kế hoạch"));
    }
    let key = CellKey {
        indicator: code.clone(),
        unit: book.place_unit(),
        period: plan_year(year),
        measure: Measure::Plan,
    };
    let observation = Observation {
        key,
        stated: stated(text)?,
        approx: None,
        as_of: None,
        note: Some(basis.trim().to_owned()),
    };
    Ok(Act::PlanSet { observation, basis: basis.trim().to_owned() })
}
