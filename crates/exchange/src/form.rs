//! A unit's form as plain data: what a workbook is written from and what it is read back against.

use model::{CellSpec, Cut, Date, Measure, Stated, UnitId, Window};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A unit's form with all that its sheet shows.
#[derive(Clone, Debug)]
pub struct Form {
    /// Which form of which ledger, as of when.
    pub stamp: Stamp,
    /// The body that collects, as in its letterhead.
    pub issuer: String,
    /// The unit's name.
    pub unit: String,
    /// The round in words, such as `quý II năm 2021`.
    pub round: String,
    /// Heading of the column of the period before.
    pub last: String,
    /// Dates that its figures cover.
    pub window: Window,
    /// Last day to send.
    pub due: Date,
    /// Whether the unit may still answer; otherwise every cell is locked.
    pub open: bool,
    /// One row a cell, in the order of the report.
    pub rows: Vec<Row>,
}

/// One cell with what helps to fill it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which.
    pub cell: CellSpec,
    /// Indicator name.
    pub name: String,
    /// Heading it belongs under.
    pub group: String,
    /// 0 = a whole, 1 = its part ...
    pub depth: usize,
    /// Unit of measure.
    pub measure_unit: String,
    /// Whether it counts things, so that decimals are a slip.
    pub counted: bool,
    /// The period before.
    pub last: Option<Stated>,
    /// The same period last year.
    pub last_year: Option<Stated>,
    /// Plan of the year.
    pub plan: Option<Stated>,
    /// What is kept now.
    pub now: Base,
}

/// What a cell said when a workbook was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Base {
    /// The ledger position that said it; none = nothing was said.
    pub cut: Option<Cut>,
    /// The statement.
    pub stated: Option<Stated>,
    /// The word on it.
    pub note: Option<String>,
}

/// Which form a workbook holds: it travels in the workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The unit whose ledger it is.
    pub place: UnitId,
    /// The round, as in addresses.
    pub round: String,
    /// Whose form.
    pub unit: UnitId,
    /// Which cells were asked: [`Form::version`].
    pub version: String,
    /// Ledger position shown.
    pub cut: Cut,
}

impl Form {
    /// A name for the cells that a form asks: forms that ask the same have the same.
    pub fn version<'a>(cells: impl IntoIterator<Item = &'a CellSpec>) -> String {
        let mut hash = Sha256::new();
        for cell in cells {
            hash.update(code_text(cell));
            hash.update("\n");
        }
        hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Its rows by their codes, in capitals.
    pub(crate) fn by_code(&self) -> BTreeMap<String, &Row> {
        self.rows.iter().map(|row| (code_text(&row.cell).to_uppercase(), row)).collect()
    }
}

/// Signs of the measures that forms ask, the same as in the rule language.
const SIGNS: [(Measure, &str); 7] = [
    (Measure::Actual, ""),
    (Measure::Plan, "@KH"),
    (Measure::Estimate, "@U"),
    (Measure::PctOfPlan, "@PKH"),
    (Measure::ChangeAbs, "@TG"),
    (Measure::ChangePct, "@PTG"),
    (Measure::GrowthPct, "@PCK"),
];

/// A cell as the sheet's column of codes names it: `NN05`, `NN05@KH`.
pub fn code_text(cell: &CellSpec) -> String {
    let sign = SIGNS.iter().find(|(measure, _)| *measure == cell.measure).map_or("", |(_, sign)| sign);
    format!("{}{sign}", cell.indicator)
}
