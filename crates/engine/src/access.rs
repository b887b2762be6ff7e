//! Who may do what: one table of rights, roles, and how far each reaches.
//!
//! A person holds grants: a role, the unit at the top of what it covers, the sectors, and whether defence and security are
//! among them. `suite/access/rights.txt` shows the table with every relation worked out.

use crate::book::Book;
use model::{Account, Code, Grant, Indicator, Refusal, RefusalCode, Role, UnitId};
use serde::Serialize;

/// What a person may want to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Right {
    /// See a unit's form and findings.
    See,
    /// See reports, rounds, findings, figures of the whole place.
    SeeAll,
    /// See whole texts: reports that were read, whose figures nobody has sorted yet.
    SeeTexts,
    /// Read and adopt reports.
    Adopt,
    /// Open and close rounds.
    RunRound,
    /// Approve and return a unit's form, correct its figures.
    JudgeForm,
    /// Type in and send a unit's form.
    FillOwn,
    /// Approve a form within the unit.
    ApproveOwn,
    /// Answer findings that a unit is asked about.
    AnswerOwn,
    /// Accept findings.
    Accept,
    /// Move the tasks that a unit leads.
    DoTask,
    /// Add, assign and move any task.
    Tasks,
    /// Edit the living report.
    EditReport,
    /// Approve a cut and issue.
    Approve,
    /// Change indicators, rules, plans.
    EditCatalogue,
    /// Make, change, lock accounts.
    Administer,
    /// See the log of what people did.
    SeeLog,
    /// Set the mail server, see what became of letters.
    SetMail,
    /// Remind a unit, write down whom to phone there.
    Remind,
    /// Enter, load and reorganise units.
    KeepUnits,
}

/// What a right is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    /// One unit: the grant must cover it.
    Unit,
    /// Figures of the place as a whole: the grant must cover the place; sectors narrow what is seen.
    Figures,
    /// The place as a whole: the grant must cover it in all sectors.
    Place,
    /// Texts as they are: the grant must cover the place in all sectors, defence and security among them.
    Texts,
}

/// How far below the unit that a grant names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// That unit alone.
    Own,
    /// And all units below it.
    Below,
}

use About::{Figures, Place, Texts, Unit};
use Reach::{Below, Own};
use Role::{Administrator, Compiler, Entry, Inspector, Leader, UnitApprover};

/// The table: one row a right.
const TABLE: &[(Right, About, Reach, &[Role])] = &[
    (Right::See, Unit, Below, &[Entry, UnitApprover, Compiler, Leader, Inspector]),
    (Right::SeeAll, Figures, Below, &[Compiler, Leader, Inspector]),
    (Right::SeeTexts, Texts, Below, &[Compiler, Leader, Inspector]),
    (Right::Adopt, Texts, Below, &[Compiler]),
    (Right::RunRound, Place, Below, &[Compiler]),
    (Right::JudgeForm, Unit, Below, &[Compiler]),
    (Right::FillOwn, Unit, Below, &[Entry]),
    (Right::ApproveOwn, Unit, Own, &[UnitApprover]),
    (Right::AnswerOwn, Unit, Below, &[Entry, UnitApprover]),
    (Right::Accept, Unit, Below, &[Compiler]),
    (Right::DoTask, Unit, Own, &[Entry, UnitApprover]),
    (Right::Tasks, Place, Below, &[Compiler, Leader]),
    (Right::EditReport, Place, Below, &[Compiler]),
    (Right::Approve, Place, Below, &[Leader]),
    (Right::EditCatalogue, Place, Below, &[Compiler]),
    (Right::Administer, Unit, Below, &[Administrator]),
    (Right::SeeLog, Place, Below, &[Administrator]),
    (Right::SetMail, Place, Below, &[Administrator]),
    (Right::Remind, Unit, Below, &[Compiler]),
    (Right::KeepUnits, Place, Below, &[Compiler, Administrator]),
];

/// Whether the account holds the right: for the whole place, or where it is about one unit, for some unit.
pub fn may(who: &Account, right: Right) -> bool {
    who.active && row(right).is_some_and(|(about, _, roles)| holding(who, roles).any(|g| covers(g, about)))
}

/// Every right that [`may`] says yes to, in the order of the table.
pub fn rights(who: &Account) -> Vec<Right> {
    TABLE.iter().map(|(right, ..)| *right).filter(|right| may(who, *right)).collect()
}

/// # Errors
/// `not-allowed` when [`may`] says no.
pub fn need(who: &Account, right: Right) -> Result<(), Refusal> {
    if may(who, right) { Ok(()) } else { Err(RefusalCode::NotAllowed.into()) }
}

/// Whether the account holds the right for this unit.
pub fn may_for(book: &Book, who: &Account, right: Right, unit: &UnitId) -> bool {
    grants_for(book, who, right, unit).next().is_some()
}

/// # Errors
/// `not-allowed` when [`may_for`] says no.
pub fn need_for(book: &Book, who: &Account, right: Right, unit: &UnitId) -> Result<(), Refusal> {
    if may_for(book, who, right, unit) { Ok(()) } else { Err(RefusalCode::NotAllowed.into()) }
}

/// Whether the account may see this unit's form.
pub fn sees_form(book: &Book, who: &Account, unit: &UnitId) -> bool {
    may_for(book, who, Right::See, unit)
}

/// Whether the account may see figures of this indicator at all.
pub fn sees_indicator(who: &Account, indicator: &Indicator) -> bool {
    let roles = row(Right::See).map_or(&[][..], |(_, _, roles)| roles);
    who.active && holding(who, roles).any(|grant| holds(grant, indicator))
}

/// Whether the account may see figures of every indicator named; one that the book does not know hides nothing.
pub fn sees_all_of<'a>(book: &Book, who: &Account, codes: impl IntoIterator<Item = &'a Code>) -> bool {
    codes.into_iter().filter_map(|code| book.indicator(code)).all(|indicator| sees_indicator(who, indicator))
}

/// Whether the account holds the right for this indicator's figure of this unit.
pub fn may_cell(book: &Book, who: &Account, right: Right, unit: &UnitId, indicator: &Indicator) -> bool {
    grants_for(book, who, right, unit).any(|grant| holds(grant, indicator))
}

/// The sector that an indicator belongs to: the letters of its code.
pub fn sector(indicator: &Indicator) -> &str {
    let code = indicator.code.as_str();
    let letters = code.find(|c: char| !c.is_alphabetic()).unwrap_or(code.len());
    code.get(..letters).unwrap_or_default()
}

/// Whether `unit` is `top` or stands below it, by where it stood last.
pub fn is_within(book: &Book, unit: &UnitId, top: &UnitId) -> bool {
    /// Levels of government and then some; placements that run in a circle end here.
    const LEVELS: usize = 12;
    let above = |unit: &&UnitId| book.units.get(unit)?.placements.last()?.parent.as_ref();
    std::iter::successors(Some(unit), above).take(LEVELS).any(|unit| unit == top)
}

fn row(right: Right) -> Option<(About, Reach, &'static [Role])> {
    TABLE.iter().find(|(r, ..)| *r == right).map(|(_, about, reach, roles)| (*about, *reach, *roles))
}

fn holding<'a>(who: &'a Account, roles: &'a [Role]) -> impl Iterator<Item = &'a Grant> {
    who.grants.iter().filter(|grant| roles.contains(&grant.role))
}

/// Whether a grant is enough for what a right is about, before a unit is named.
fn covers(grant: &Grant, about: About) -> bool {
    let (place, sectors) = (grant.scope.is_none(), grant.sectors.is_empty());
    match about {
        About::Unit => true,
        About::Figures => place,
        About::Place => place && sectors,
        About::Texts => place && sectors && grant.restricted,
    }
}

fn grants_for<'a>(
    book: &'a Book,
    who: &'a Account,
    right: Right,
    unit: &'a UnitId,
) -> impl Iterator<Item = &'a Grant> {
    let found = row(right).filter(|_| who.active).into_iter();
    found.flat_map(move |(about, reach, roles)| {
        holding(who, roles).filter(move |grant| covers(grant, about) && reaches(book, grant, reach, unit))
    })
}

fn reaches(book: &Book, grant: &Grant, reach: Reach, unit: &UnitId) -> bool {
    match (&grant.scope, reach) {
        (None, _) => true,
        (Some(top), Reach::Own) => top == unit,
        (Some(top), Reach::Below) => is_within(book, unit, top),
    }
}

/// Whether an indicator's figures are among those that a grant covers.
fn holds(grant: &Grant, indicator: &Indicator) -> bool {
    let sector = sector(indicator);
    (grant.restricted || !indicator.restricted)
        && (grant.sectors.is_empty() || grant.sectors.iter().any(|held| held.as_str() == sector))
}
