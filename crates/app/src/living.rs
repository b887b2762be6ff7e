//! The living report: compiled view, where a figure comes from, edits, approval.

use crate::forms::printed;
use crate::view::{
    AddPassage, Approval, Approve, BasisRow, BasisView, EditPassage, FigureState, HistoryRow, IssuedRow,
    LivingCell, LivingInline, LivingPassage, LivingRow, LivingTable, LivingView, Notice, NoticeKind, RollUp,
};
use crate::{App, Trouble, eyes, not_found, see_all, unit_ref};
use engine::access::{Right, may, need};
use engine::compile::{
    self, Compiled, CompiledCell, CompiledFigure, CompiledPassage, CompiledTable, Compiledline, Matter,
};
use engine::{Book, LivingState, Resolved, Status, issue, resolve};
use model::{
    Account, CellKey, FigureId, Inline, Measure, PassageId, PassageKind, Period, Stated, Submission,
};

/// Periods of history shown beside a figure.
const HISTORY: i16 = 8;

impl App {
    /// Living and issued reports, newest first.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn living_reports(&self, who: &Account) -> Result<Vec<LivingRow>, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let reports = book.reports.iter().rev();
        Ok(reports.map(|(p, s)| row(&book, *p, s, &self.compiled(&book, s, *p))).collect())
    }

    /// The living report of a period.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn living(&self, who: &Account, period: Period) -> Result<LivingView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let state = issue::living(&book, period)?;
        let compiled = self.compiled(&book, state, period);
        let report = row(&book, period, state, &compiled);
        let open = state.issued.is_none();
        let in_round = book.main_round(period).is_some();
        let leads = may(who, Right::Approve) && open && in_round;
        let hidden = eyes::hidden(&book, who, &compiled);
        let shown = compiled.notices.iter().filter(|n| eyes::notice(&book, who, &hidden, n));
        Ok(LivingView {
            cut: book.cut,
            editable: may(who, Right::EditReport) && open && in_round,
            approvable: leads && !issue::approval_is_fresh(state),
            issuable: leads && issue::approval_is_fresh(state),
            passages: compiled.passages.iter().map(|p| passage(&book, p, hidden.contains(&p.id))).collect(),
            notices: shown.map(|n| notice(&book, n)).collect(),
            report,
        })
    }

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
        see_all(who)?;
        let (mut view, reads) = {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            let bound =
                state.template.passages.iter().flat_map(model::Passage::all_inlines).find_map(|i| match i {
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

    /// Edits a paragraph.
    ///
    /// # Errors
    /// As [`issue::edit`].
    pub async fn edit_passage(
        &self,
        who: &Account,
        period: Period,
        id: &PassageId,
        input: EditPassage,
    ) -> Result<LivingView, Trouble> {
        let decide = |book: &Book| {
            need(who, Right::EditReport)?;
            eyes::passage(book, who, period, id)?;
            issue::edit(book, who, period, id, input.version, input.inlines.clone()).map(Some)
        };
        self.act(&who.name, decide).await?;
        self.living(who, period).await
    }

    /// Adds a paragraph.
    ///
    /// # Errors
    /// As [`issue::add`].
    pub async fn add_passage(
        &self,
        who: &Account,
        period: Period,
        input: AddPassage,
    ) -> Result<LivingView, Trouble> {
        let decide = |book: &Book| {
            let inlines = input.inlines.clone();
            issue::add(book, who, period, input.after.clone(), input.kind, inlines).map(Some)
        };
        self.act(&who.name, decide).await?;
        self.living(who, period).await
    }

    /// Takes a paragraph out.
    ///
    /// # Errors
    /// As [`issue::remove`].
    pub async fn remove_passage(
        &self,
        who: &Account,
        period: Period,
        id: &PassageId,
    ) -> Result<LivingView, Trouble> {
        let decide = |book: &Book| {
            need(who, Right::EditReport)?;
            eyes::passage(book, who, period, id)?;
            issue::remove(book, who, period, id).map(Some)
        };
        self.act(&who.name, decide).await?;
        self.living(who, period).await
    }

    /// Approves the report up to the cut that was shown.
    ///
    /// # Errors
    /// As [`issue::approve`].
    pub async fn approve_cut(
        &self,
        who: &Account,
        period: Period,
        input: Approve,
    ) -> Result<LivingView, Trouble> {
        self.act(&who.name, |book| issue::approve(book, who, period, input.cut).map(Some)).await?;
        self.living(who, period).await
    }
}

/// The report as lists name it.
pub(crate) fn row(book: &Book, period: Period, state: &LivingState, compiled: &Compiled) -> LivingRow {
    let title = compiled.passages.iter().filter(|p| p.kind == PassageKind::Title);
    let title: Vec<String> = title.map(CompiledPassage::words).collect();
    let notation = book.place.as_ref().map(|p| p.notation.clone()).unwrap_or_default();
    LivingRow {
        period,
        title: title.join(" "),
        approval: state.approval.as_ref().map(|a| Approval {
            cut: a.cut,
            by: book.person(&a.by),
            at: a.at.clone(),
            stale: !issue::approval_is_fresh(state),
        }),
        issued: state.issued.as_ref().map(|i| IssuedRow {
            number: format!("{:02}/{notation}", i.number),
            date: i.date.to_string(),
            signer: i.signer.clone(),
            hash: i.document.to_string(),
        }),
        adopted: !book.main_round(period).is_some(),
        notices: compiled.notices.len(),
    }
}

fn passage(book: &Book, passage: &CompiledPassage, hidden: bool) -> LivingPassage {
    let words = || vec![LivingInline::Text { text: eyes::HIDDEN.to_owned(), bold: false, italic: false }];
    LivingPassage {
        id: passage.id.clone(),
        kind: passage.kind,
        owner: passage.owner.as_ref().map(|u| unit_ref(book, u)),
        version: passage.version,
        note: passage.note,
        number: passage.number.clone(),
        inlines: if hidden { words() } else { inlines(book, &passage.inlines) },
        table: passage.table.as_ref().filter(|_| !hidden).map(|t| table(book, t)),
    }
}

fn table(book: &Book, table: &CompiledTable) -> LivingTable {
    let cell = |c: &CompiledCell| LivingCell {
        inlines: inlines(book, &c.inlines),
        columns: c.columns,
        right: c.right,
    };
    LivingTable {
        heads: table.heads,
        rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

fn inlines(book: &Book, lines: &[Compiledline]) -> Vec<LivingInline> {
    lines.iter().map(|l| inline(book, l)).collect()
}

fn inline(book: &Book, line: &Compiledline) -> LivingInline {
    match line {
        Compiledline::Text { text, bold, italic } => {
            LivingInline::Text { text: text.clone(), bold: *bold, italic: *italic }
        }
        Compiledline::Period(mention, text) => {
            LivingInline::Period { mention: mention.clone(), text: text.clone() }
        }
        Compiledline::Note(id, number) => LivingInline::Note { id: id.clone(), number: *number },
        Compiledline::Figure(f) => LivingInline::Figure {
            figure: f.figure.clone(),
            text: f.text.clone(),
            state: state(f.resolved.status),
            name: match &f.figure.formula {
                Some(formula) => engine::rules::in_words(book, formula),
                None => book.indicator(&f.figure.indicator).map(|i| i.name.clone()).unwrap_or_default(),
            },
        },
    }
}

fn state(status: Status) -> FigureState {
    match status {
        Status::Approved => FigureState::Approved,
        Status::Stated => FigureState::Stated,
        Status::Derived => FigureState::Derived,
        Status::Partial => FigureState::Partial,
        Status::Stale => FigureState::Stale,
        Status::Missing => FigureState::Missing,
    }
}

fn notice(book: &Book, notice: &compile::Notice) -> Notice {
    let names =
        |units: &[model::UnitId]| units.iter().map(|u| book.unit_name(u)).collect::<Vec<_>>().join(", ");
    let indicator = notice.figure.as_ref().and_then(|f| book.indicator(&f.indicator));
    let name = indicator.map(|i| i.name.clone()).unwrap_or_default();
    let (kind, subject, detail) = match &notice.matter {
        Matter::Finding { computation, .. } => (NoticeKind::Finding, name, computation.clone()),
        Matter::DirectionTurned { printed } => (NoticeKind::DirectionTurned, name, printed.clone()),
        Matter::Missing => (NoticeKind::Missing, name, String::new()),
        Matter::Partial { reported, missing } => {
            let due = reported + missing.len();
            (NoticeKind::Partial, name, format!("{reported}/{due}: {}", names(missing)))
        }
        Matter::Stale { printed } => (NoticeKind::Stale, name, printed.clone()),
        Matter::TypedByHand { printed } => (NoticeKind::TypedByHand, printed.clone(), String::new()),
        Matter::OldDate { printed } => (NoticeKind::OldDate, printed.clone(), String::new()),
    };
    Notice {
        kind,
        severity: notice.matter.severity(),
        passage: notice.passage.clone(),
        figure: notice.figure.as_ref().map(|f| f.id.to_string()),
        subject,
        detail,
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
    let cells: Vec<_> = basis.iter().filter_map(|key| book.cell(key).map(|cell| (key, cell))).collect();
    let reads = cells.iter().map(|(_, cell)| cell.provenance.report.clone()).collect();
    let rows = cells.iter().map(|(key, cell)| BasisRow {
        unit: book.unit_name(&key.unit),
        name: book.indicator(&key.indicator).map(|i| i.name.clone()).unwrap_or_default(),
        period: key.period,
        printed: cell.observation.stated.map(printed).unwrap_or_default(),
        by: book.person(&cell.provenance.by),
        at: cell.provenance.at.clone(),
        cut: cell.provenance.cut,
        status: standing(book, key).to_owned(),
        form: crate::findings::form_of(book, key),
        read_in: cell.provenance.file.as_ref().map(|(name, row)| format!("{name}, dòng {row}")),
        note: cell.observation.note.clone(),
    });
    let view = BasisView {
        name: indicator.map(|i| i.name.clone()).unwrap_or_default(),
        code: figure.figure.indicator.to_string(),
        printed: format!("{} {unit}", figure.text).trim_end().to_owned(),
        state: state(*status),
        computation: computation(book, figure, period),
        roll_up: roll_up.as_ref().map(|r| RollUp {
            reported: r.reported.len(),
            due: r.reported.len() + r.missing.len(),
            missing: r.missing.iter().map(|u| book.unit_name(u)).collect(),
        }),
        two: crate::sources::pair_of(book, who, &whole(book, figure, period)),
        rows: rows.collect(),
        history: history(book, figure, period),
    };
    (view, reads)
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
        Measure::PctOfPlan => Some(format!("{} / {} (kế hoạch)", actual(now), level(Measure::Plan, now))),
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
fn around(text: &str, start: usize, end: usize) -> String {
    const WORDS: usize = 80;
    let from = start.saturating_sub(WORDS);
    let chars = text.chars().skip(from).take(end.saturating_sub(from) + WORDS);
    chars.map(|c| if c == '\n' { ' ' } else { c }).collect::<String>().trim().to_owned()
}
