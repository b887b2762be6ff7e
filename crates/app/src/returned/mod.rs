//! A Word file of the living report that was edited elsewhere and comes back: what changed in it is shown first, and what is
//! chosen is merged into the report. A figure that was typed over is a question, never taken silently.

mod compare;
mod notes;

use crate::composed::{Before, composed};
use crate::view::{
    FigureAnswer, FigureTaken, ProseAnswer, ProseEdit, ReturnedChange, ReturnedFigure, ReturnedPreview,
    ReturnedWhat, TakeReturned, WriteProse,
};
use crate::{App, Trouble, eyes};
use compare::{Base, Change, What, changes};
use engine::access::{Right, need};
use engine::compile::{self, Compiled};
use engine::prose::difference::{PieceKind, between};
use engine::{Book, LivingState, issue, prose};
use model::{
    Account, Cut, Figure, FigureId, Flaw, Inline, PassageId, Period, ProseContent, Refusal, RefusalCode,
    Remark, Template,
};
use report::back::{Returned, Unreadable, back, printed};
use report::{Document, Facts};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A file that came back beside what it was made from.
struct Looked {
    facts: Facts,
    template: Template,
    compiled: Compiled,
    changes: Vec<Change>,
    unchanged: usize,
}

impl App {
    /// What a file that came back changes. Nothing is taken.
    ///
    /// # Errors
    /// `unreadable`, `not-our-file`, `other-period-report`, `other-place-report`, `not-found`, `not-allowed`.
    pub async fn preview_returned(
        &self,
        who: &Account,
        period: Period,
        file: &[u8],
    ) -> Result<ReturnedPreview, Trouble> {
        let looked = self.look_at(who, period, file).await?;
        let book = self.book().await;
        let state = issue::living(&book, period)?;
        let shown = looked.changes.iter().map(|change| shown(&book, state, &looked, change));
        let changes: Vec<ReturnedChange> = shown.collect();
        let overtyped: usize = changes.iter().map(|c| c.figures.len()).sum();
        let dropped: usize = changes.iter().map(|c| c.dropped.len()).sum();
        let total = looked.facts.figures.len();
        Ok(ReturnedPreview {
            cut: looked.facts.cut.unwrap_or_default(),
            newer: changes.iter().any(|c| c.edited_since),
            unchanged: looked.unchanged,
            figures: total,
            figures_same: total.saturating_sub(overtyped + dropped),
            takeable: state.is_open() && book.is_written(period),
            changes,
        })
    }

    /// Merges chosen changes of a file into the report.
    ///
    /// # Errors
    /// As [`App::preview_returned`]; `figures-unanswered`, `reason-needed`, `already-issued`.
    pub async fn take_returned(
        &self,
        who: &Account,
        period: Period,
        file: &[u8],
        input: TakeReturned,
    ) -> Result<ProseAnswer, Trouble> {
        let looked = self.look_at(who, period, file).await?;
        let chosen: Vec<&Change> = looked.changes.iter().filter(|c| input.changes.contains(&c.id)).collect();
        let (mut edits, mut remarks) = (Vec::new(), Vec::new());
        for change in chosen {
            let answers = answered(change, &input.figures)?;
            if let Some(edit) = edit(change, &answers) {
                edits.push(edit);
            }
            remarks.extend(answers.iter().filter_map(|(typed, answer)| {
                said(&looked, typed, answer).map(|(quote, text)| Remark {
                    passage: change.id.clone(),
                    quote: Some(quote),
                    text,
                    answers: None,
                })
            }));
        }
        let answer = self.write_prose(who, period, WriteProse { save: None, edits }).await?;
        for remark in remarks {
            self.tend_prose(who, period, |book| prose::remark(book, who, period, remark.clone())).await?;
        }
        Ok(answer)
    }

    /// Reads the file and holds it against what it was made from.
    async fn look_at(&self, who: &Account, period: Period, file: &[u8]) -> Result<Looked, Trouble> {
        need(who, Right::EditReport)?;
        {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            eyes::whole(&book, who, &self.compiled(&book, state, period))?;
        }
        let bytes = file.to_vec();
        let read = tokio::task::spawn_blocking(move || back(&bytes));
        let found = read.await.map_err(|e| Trouble::Defect(e.to_string()))?.map_err(unreadable)?;
        let facts = found.facts.clone().ok_or(RefusalCode::NotOurFile)?;
        if facts.period != period {
            return Err(Refusal::of(RefusalCode::OtherPeriodReport, facts.period).into());
        }
        let cut = facts.cut.filter(|cut| *cut > Cut::default()).ok_or(RefusalCode::NotOurFile)?;
        if cut > self.book().await.cut {
            return Err(RefusalCode::OtherPlaceReport.into());
        }
        let (template, compiled, document) = self.made_from(period, cut).await?;
        if !fits(&document, &facts) {
            return Err(RefusalCode::OtherPlaceReport.into());
        }
        let untouched = printed(&document);
        let found = notes::as_sent(&found, &untouched);
        let changes =
            changes(&Base { template: &template, compiled: &compiled, untouched: &untouched }, &found);
        let unchanged = unchanged(&untouched, &changes);
        let book = self.book().await;
        let there = |c: &Change| {
            let taken = book.report(period).is_some_and(|s| s.template.passages.iter().any(|p| p.id == c.id));
            matches!(c.what, What::Added { .. }) && taken
        };
        let changes = named(changes, cut).into_iter().filter(|c| !there(c)).collect();
        Ok(Looked { facts, template, compiled, changes, unchanged })
    }

    /// The report as it was at a cut, and its document.
    async fn made_from(&self, period: Period, cut: Cut) -> Result<(Template, Compiled, Document), Trouble> {
        let frozen = {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            state.issues.iter().find(|i| i.cut == cut).map(|i| i.document.clone())
        };
        let entries = self.store().entries_after(Cut::default()).await?;
        let book = Book::from_entries(entries.iter().take_while(|e| e.cut <= cut));
        let state = book.report(period).ok_or(RefusalCode::OtherPlaceReport)?;
        let compiled = compile::compile(&book, state, period);
        let document = match frozen {
            Some(blob) => self.frozen(&blob).await?,
            None => {
                let superseded = state.issued().filter(|_| state.correcting.is_some());
                let before = match superseded {
                    Some(issued) => Some(self.frozen(&issued.document).await?),
                    None => None,
                };
                composed(&book, state, period, &compiled, None, &Before(before))
            }
        };
        Ok((state.template.clone(), compiled, document))
    }
}

/// New paragraphs under names of their own: the same file gives the same names, so that what was taken is not taken twice.
fn named(changes: Vec<Change>, cut: Cut) -> Vec<Change> {
    let name = |change: &Change| {
        let hash: String =
            Sha256::digest(&change.now).iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        PassageId::from(format!("w{}-{}-{hash}", cut.0, change.id))
    };
    let new = changes.iter().filter(|c| matches!(c.what, What::Added { .. }));
    let names: BTreeMap<PassageId, PassageId> = new.map(|c| (c.id.clone(), name(c))).collect();
    let own = |id: PassageId| names.get(&id).cloned().unwrap_or(id);
    let renamed = changes.into_iter().map(|change| Change {
        id: own(change.id),
        what: match change.what {
            What::Added { now, after } => What::Added { now, after: after.map(own) },
            What::Moved { after } => What::Moved { after: after.map(own) },
            what => what,
        },
        ..change
    });
    renamed.collect()
}

fn unreadable(why: Unreadable) -> Refusal {
    match why {
        Unreadable::NotWord => RefusalCode::NotWordFile.into(),
        _ => Refusal::of(
            RefusalCode::Unreadable,
            "Tệp quá lớn nên không đọc được. Hãy bỏ bớt ảnh rồi đưa lại.",
        ),
    }
}

/// Whether a file can have been made from a document: it names the same figures, and nearly all of them printed so.
fn fits(document: &Document, facts: &Facts) -> bool {
    let Some(own) = &document.facts else { return false };
    let printed: BTreeMap<_, _> = own.figures.iter().map(|f| (&f.id, f)).collect();
    let same = facts.figures.iter().filter(|f| printed.get(&f.id).is_some_and(|p| p.printed == f.printed));
    let named = facts.figures.iter().all(|f| printed.get(&f.id).is_some_and(|p| p.indicator == f.indicator));
    // A later version of the program may print one or the other figure in another way.
    named && facts.figures.len() == own.figures.len() && same.count() * 10 >= facts.figures.len() * 9
}

fn unchanged(untouched: &Returned, changes: &[Change]) -> usize {
    let touched =
        changes.iter().filter(|c| !matches!(c.what, What::Added { .. } | What::Moved { .. })).count();
    (untouched.pieces.len() + untouched.notes.len()).saturating_sub(touched)
}

type Typed = (FigureId, String, String);

/// What was said to each figure of a change that was typed over.
fn answered<'c>(
    change: &'c Change,
    given: &[FigureAnswer],
) -> Result<Vec<(&'c Typed, FigureAnswer)>, Refusal> {
    let answer = |typed: &'c Typed| {
        let found = given.iter().find(|a| a.figure == typed.0 && a.passage == change.id).cloned();
        let found = found.ok_or_else(|| Refusal::of(RefusalCode::FiguresUnanswered, &typed.1))?;
        let silent = found.reason.as_deref().is_none_or(|r| r.trim().is_empty());
        match found.take == FigureTaken::Text && silent {
            true => Err(Flaw::OvertypedReasonWanted.into()),
            false => Ok((typed, found)),
        }
    };
    change.overtyped.iter().map(answer).collect()
}

fn edit(change: &Change, answers: &[(&Typed, FigureAnswer)]) -> Option<ProseEdit> {
    let id = change.id.clone();
    Some(match &change.what {
        What::Edited { base, now } => {
            let now = typed_in(now, answers);
            ProseEdit::Write { id, base: base.clone(), now, after: None }
        }
        What::Added { now, after } => {
            ProseEdit::Write { id, base: None, now: now.clone(), after: after.clone() }
        }
        What::Gone { base } => ProseEdit::Remove { id, base: base.clone() },
        What::Moved { after } => ProseEdit::Move { id, after: after.clone() },
        What::Reshaped => return None,
    })
}

/// The content with figures as plain words where that was chosen.
fn typed_in(content: &ProseContent, answers: &[(&Typed, FigureAnswer)]) -> ProseContent {
    let typed = |figure: &Figure| {
        let as_text = |(typed, answer): &&(&Typed, FigureAnswer)| {
            typed.0 == figure.id && answer.take == FigureTaken::Text
        };
        answers.iter().find(as_text).map(|(typed, _)| typed.2.clone())
    };
    let mut content = content.clone();
    let cells = content.table.iter_mut().flat_map(|t| &mut t.rows).flatten().map(|c| &mut c.inlines);
    for inline in std::iter::once(&mut content.inlines).chain(cells).flatten() {
        if let Inline::Figure { figure } = inline
            && let Some(text) = typed(figure)
        {
            *inline = Inline::text(text);
        }
    }
    content
}

/// What is said beside the paragraph about a figure that was typed over; nothing where the bound number simply stays.
fn said(looked: &Looked, (id, was, now): &Typed, answer: &FigureAnswer) -> Option<(String, String)> {
    let name = looked.facts.figures.iter().find(|f| f.id == *id).map(|f| f.name.as_str()).unwrap_or_default();
    let reason = answer.reason.as_deref().unwrap_or_default().trim();
    let text = match answer.take {
        FigureTaken::Keep => return None,
        FigureTaken::Propose => format!(
            "Tệp Word trả về ghi “{now}” thay cho “{was}” ({name}). Đề nghị đơn vị kiểm tra, nếu đúng thì đính chính số liệu. {reason}"
        ),
        FigureTaken::Text => format!("Số “{now}” gõ tay thay cho “{was}” ({name}). Lý do: {reason}"),
    };
    let quote = if answer.take == FigureTaken::Text { now } else { was };
    Some((quote.clone(), text.trim().to_owned()))
}

fn shown(book: &Book, state: &LivingState, looked: &Looked, change: &Change) -> ReturnedChange {
    let pieces = between(&change.was, &change.now);
    let name = |id: &FigureId| {
        let fact = looked.facts.figures.iter().find(|f| f.id == *id);
        fact.map(|f| f.name.clone()).filter(|n| !n.is_empty()).unwrap_or_else(|| id.to_string())
    };
    let new = pieces.iter().filter(|p| p.kind == PieceKind::New);
    let words = new.flat_map(|p| prose::difference::words(&p.text));
    let overtyped = |word: &&str| !change.overtyped.iter().any(|(_, _, now)| now.trim() == *word);
    let numbers = words.filter(|w| w.starts_with(|c: char| c.is_ascii_digit())).filter(overtyped);
    let then = looked.template.passages.iter().find(|p| p.id == change.id).map(ProseContent::from);
    let now = state.template.passages.iter().find(|p| p.id == change.id);
    let figures = change.overtyped.iter().map(|(id, was, typed)| ReturnedFigure {
        figure: id.clone(),
        name: name(id),
        was: was.clone(),
        typed: typed.clone(),
        now: printed_now(book, looked, id),
    });
    ReturnedChange {
        id: change.id.clone(),
        what: match &change.what {
            What::Edited { .. } => ReturnedWhat::Edited,
            What::Added { .. } => ReturnedWhat::Added,
            What::Gone { .. } => ReturnedWhat::Gone,
            What::Moved { .. } => ReturnedWhat::Moved,
            What::Reshaped => ReturnedWhat::Reshaped,
        },
        unit: now.and_then(|p| p.owner.as_ref()).map(|unit| book.unit_name(unit)),
        figures: figures.collect(),
        dropped: change.dropped.iter().map(name).collect(),
        numbers: if matches!(change.what, What::Moved { .. }) {
            Vec::new()
        } else {
            numbers.map(str::to_owned).collect()
        },
        edited_since: then.is_some() && then != now.map(ProseContent::from),
        pieces,
    }
}

/// What the figure prints in the report today.
fn printed_now(book: &Book, looked: &Looked, id: &FigureId) -> String {
    let lines = looked.compiled.passages.iter().flat_map(compile::CompiledPassage::lines);
    let mut found = lines.filter_map(|line| match line {
        compile::Compiledline::Figure(f) if f.figure.id == *id => Some(&f.figure),
        _ => None,
    });
    found.next().map(|f| compile::print(book, f, looked.facts.period).text).unwrap_or_default()
}
