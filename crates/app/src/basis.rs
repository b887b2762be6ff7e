//! Where a figure of the living report comes from.

use crate::forms::printed;
use crate::living::figure_state;
use crate::plans::decided_by;
use crate::view::{BasisRow, BasisView, HistoryRow, RollUp};
use crate::{App, Trouble, eyes, not_found};
use engine::compile::{self, CompiledFigure};
use engine::plans::Version;
use engine::{Book, Cell, Resolved, Status, issue, plan_year, plans, resolve};
use model::{Account, CellKey, FigureId, Inline, Measure, Number, Period, Stated, Submission};

/// Periods of history shown beside a figure.
const HISTORY: i16 = 8;

impl App {
    /// Where a figure of the living report comes from.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn basis(
        &self,
        who: &Account,
        period: Period,
        figure: &FigureId,
    ) -> Result<BasisView, Trouble> {
        let (mut view, reads) = {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            let shown = crate::prose::shown(&book, who, state)?;
            let passages = state.template.passages.iter().filter(|p| shown(&p.id));
            let bound = passages.flat_map(model::Passage::all_inlines).find_map(|i| match i {
                Inline::Figure { figure: f } if f.id == *figure => Some(f.clone()),
                _ => None,
            });
            let bound = bound.filter(|f| eyes::figure(&book, who, f)).ok_or_else(|| not_found("số này"))?;
            basis(&book, who, &compile::print(&book, &bound, period), period)
        };
        // The sentence stands in the kept text of the report it was read in.
        for (row, read) in view.rows.iter_mut().zip(reads) {
            if let Some((report, start, end)) = read {
                let kept = self.kept(&report).await?;
                let file =
                    self.book().await.readings.get(&report).map(|r| r.file_name.clone()).unwrap_or_default();
                row.read_in = Some(format!("{file}: “…{}…”", around(&kept.source.text, start, end)));
            }
        }
        Ok(view)
    }
}

/// Where a value was read: report and offsets.
type Read = Option<(model::ReportId, usize, usize)>;

fn basis(book: &Book, who: &Account, figure: &CompiledFigure, period: Period) -> (BasisView, Vec<Read>) {
    let Resolved { status, basis, roll_up, .. } = &figure.resolved;
    let indicator = book.indicator(&figure.figure.indicator);
    let unit = match figure.figure.measure {
        Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct => "%".to_owned(),
        _ => indicator.map(|i| i.measure_unit.clone()).unwrap_or_default(),
    };
    let row = |key: &CellKey| match decided(book, figure, period, key) {
        Some(version) => Some((of_decision(book, key, &version), None)),
        None => book.cell(key).map(|cell| (of_cell(book, key, &cell), cell.provenance.report.clone())),
    };
    let (rows, reads) = basis.iter().filter_map(row).unzip();
    let view = BasisView {
        name: indicator.map(|i| i.name.clone()).unwrap_or_default(),
        code: figure.figure.indicator.to_string(),
        printed: format!("{} {unit}", figure.text).trim_end().to_owned(),
        state: figure_state(*status),
        computation: computation(book, figure, period),
        roll_up: roll_up.as_ref().map(|r| RollUp {
            reported: r.reported.len(),
            due: r.reported.len() + r.missing.len(),
            missing: r.missing.iter().map(|u| book.unit_name(u)).collect(),
        }),
        two: crate::sources::pair_of(book, who, &whole(book, figure, period)),
        rows,
        history: history(book, figure, period),
    };
    (view, reads)
}

/// What a person stated.
fn of_cell(book: &Book, key: &CellKey, cell: &Cell) -> BasisRow {
    BasisRow {
        unit: book.unit_name(&key.unit),
        name: book.indicator(&key.indicator).map(|i| i.name.clone()).unwrap_or_default(),
        period: key.period,
        printed: cell.observation.stated.map(printed).unwrap_or_default(),
        by: book.person(&cell.provenance.by),
        at: cell.provenance.at.clone(),
        cut: cell.provenance.cut,
        status: standing(book, key).to_owned(),
        decided: None,
        form: crate::findings::form_of(book, key),
        read_in: brought_by(&cell.provenance),
        note: cell.observation.note.clone(),
    }
}

/// What a decision gives.
fn of_decision(book: &Book, key: &CellKey, version: &Version) -> BasisRow {
    let step = book.plans.step(version.cut);
    BasisRow {
        unit: book.unit_name(&key.unit),
        name: book.indicator(&key.indicator).map(|i| i.name.clone()).unwrap_or_default(),
        period: key.period,
        printed: viet::aim::format(version.amount, version.approx),
        by: step.map(|step| book.person(&step.by)).unwrap_or_default(),
        at: step.map(|step| step.at.clone()).unwrap_or_default(),
        cut: version.cut,
        status: "decided".to_owned(),
        decided: decided_by(book, version),
        form: None,
        read_in: step.and_then(|step| step.file.clone()),
        note: None,
    }
}

/// The version of a plan that a figure rests on, where a decision gave it. A formula takes the plan at the end of its year.
fn decided(
    book: &Book,
    CompiledFigure { figure, .. }: &CompiledFigure,
    period: Period,
    key: &CellKey,
) -> Option<Version> {
    let own = figure.formula.is_none() && matches!(figure.measure, Measure::Plan | Measure::PctOfPlan);
    plans::decided(book, key, if own { period.shift(figure.shift) } else { key.period })
}

/// The cell that a figure prints, were it stated as one.
fn whole(book: &Book, CompiledFigure { figure, .. }: &CompiledFigure, period: Period) -> CellKey {
    CellKey {
        indicator: figure.indicator.clone(),
        unit: figure.unit.clone().unwrap_or_else(|| book.place_unit()),
        period: period.shift(figure.shift),
        measure: figure.measure,
    }
}

/// Where the form stands that states a cell.
fn standing(book: &Book, key: &CellKey) -> &'static str {
    let stating = book.indicator(&key.indicator).map(|i| book.stating_unit(i, &key.unit));
    match stating.and_then(|unit| book.submission(key, unit)) {
        Some(Submission::Draft) => "draft",
        Some(Submission::Sent { .. }) => "sent",
        Some(Submission::Returned { .. }) => "returned",
        Some(Submission::UnitApproved { .. }) => "unit_approved",
        Some(Submission::Approved { .. }) => "approved",
        None => "read",
    }
}

/// How a recomputed figure comes about, in words.
fn computation(book: &Book, figure: &CompiledFigure, period: Period) -> Option<String> {
    if let Some(formula) = &figure.figure.formula {
        return Some(engine::rules::in_words(book, formula));
    }
    let indicator = book.indicator(&figure.figure.indicator)?;
    let level = |measure, at| {
        let found = resolve(book, &indicator.code, measure, figure.figure.unit.as_ref(), at);
        found.stated.map_or(compile::UNKNOWN.to_owned(), printed)
    };
    let now = period.shift(figure.figure.shift);
    let actual = |at| level(Measure::Actual, at);
    match figure.figure.measure {
        Measure::PctOfPlan => {
            let unit = figure.figure.unit.clone().unwrap_or_else(|| book.place_unit());
            let reached = plans::reached(book, indicator, &unit, plan_year(now), now);
            let reached =
                reached.map_or_else(|| actual(now), |r| printed(Stated::Number(Number::new(r.amount))));
            let by = plans::of_figure(book, &figure.figure, period).map(|version| version.named(book));
            let by = by.map(|by| format!(" theo {by}")).unwrap_or_default();
            Some(format!("{reached} / {} (kế hoạch{by})", level(Measure::Plan, now)))
        }
        Measure::ChangePct | Measure::ChangeAbs => {
            Some(format!("{} so với {} (kỳ trước)", actual(now), actual(now.shift(-1))))
        }
        Measure::GrowthPct => {
            Some(format!("{} so với {} (cùng kỳ năm trước)", actual(now), actual(now.year_before())))
        }
        _ if indicator.formula.is_some() => {
            indicator.formula.as_deref().map(|f| engine::rules::in_words(book, f))
        }
        _ => None,
    }
}

fn history(book: &Book, figure: &CompiledFigure, period: Period) -> Vec<HistoryRow> {
    let earlier = (1..=HISTORY).map(|back| period.shift(figure.figure.shift - back));
    let value = |p: Period| {
        let found = compile::resolve_figure(book, &figure.figure, p);
        let fresh = found.stated.filter(|_| found.status < Status::Stale);
        fresh.map(|s: Stated| HistoryRow { period: p, printed: printed(s) })
    };
    earlier.filter_map(value).collect()
}

/// The words around a place in a text.
pub(crate) fn around(text: &str, start: usize, end: usize) -> String {
    const WORDS: usize = 80;
    let from = start.saturating_sub(WORDS);
    let chars = text.chars().skip(from).take(end.saturating_sub(from) + WORDS);
    chars.map(|c| if c == '\n' { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// The file that brought a figure, with its row where the ledger knows it: of the many of a large file it does not.
pub(crate) fn brought_by(provenance: &model::Provenance) -> Option<String> {
    provenance.file.as_ref().map(|(name, row)| match row {
        0 => name.clone(),
        row => format!("{name}, dòng {row}"),
    })
}
