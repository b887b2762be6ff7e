//! Ad hoc requests: a question of the moment, written down as the regime that the decree asks for.

use crate::book::Book;
use crate::calendar;
use model::{
    CellSpec, Channel, Date, Deadline, DeadlineFor, DeadlineRule, PeriodKind, Regime, RegimeCells, RegimeId,
    RegimeKind, UnitId, Window, WindowRule,
};

/// Working days that a request gives, counted from its closing or from today where that is later.
pub const DAYS: u8 = 3;
/// What the codes of requests begin with.
const CODE: &str = "DX-";

/// What is asked, of whom, by which document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// What it is about.
    pub name: String,
    /// The document that orders it.
    pub legal_basis: String,
    /// The figures.
    pub cells: Vec<CellSpec>,
    /// Who is asked; none = whoever states the figures.
    pub units: Option<Vec<UnitId>>,
    /// By the calendar of statistics, not by that of the decree.
    pub statistical: bool,
}

/// The regime of a request for a kind of period, under the next free code; what is not written stays empty and is refused later.
pub fn regime_of(book: &Book, request: &Request, every: PeriodKind) -> Regime {
    let number = |id: &RegimeId| id.as_str().strip_prefix(CODE)?.parse::<u32>().ok();
    let last = book.regimes.keys().filter_map(number).max().unwrap_or_default();
    let name = request.name.trim().to_owned();
    Regime {
        id: RegimeId::from(format!("{CODE}{:02}", last.saturating_add(1))),
        kind: RegimeKind::AdHoc,
        content: name.clone(),
        name,
        units: request.units.clone(),
        receiver: book.place.as_ref().map(|p| p.issuer.clone()).unwrap_or_default(),
        channels: vec![Channel::System],
        deadlines: vec![Deadline {
            whom: DeadlineFor::Everyone,
            rule: DeadlineRule::WorkingDays { days: DAYS },
        }],
        every,
        window: if request.statistical { WindowRule::Statistical } else { WindowRule::Legal },
        outline: "Chỉ có số liệu, không có lời văn".to_owned(),
        cells: RegimeCells::Listed { cells: request.cells.clone() },
        guidance: String::new(),
        legal_basis: request.legal_basis.trim().to_owned(),
        valid_from: None,
        valid_to: None,
        unit_approval: false,
    }
}

/// The last day that is proposed for a request: it never lies in the past.
pub fn proposed_due(book: &Book, window: Window, today: Date) -> Date {
    calendar::working_days_after(book, window.to.max(today), DAYS)
}
