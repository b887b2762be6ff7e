//! The life of indicators, and catalogues as files.

use crate::view::{
    CataloguePreview, CatalogueTaken, IndicatorLifeView, LifeRow, LifeTold, ListedField, ListedIndicator,
    NoteChange, SetOfficial, TakeCatalogue,
};
use crate::{App, Trouble, day, not_found, see_all};
use engine::Book;
use engine::access::{Right, need, sees_indicator};
use engine::life::{self, Difference};
use model::{
    Account, Code, Cut, Flaw, Indicator, LifeAct, LifeChange, LifeEvent, Number, Refusal, RefusalCode,
};
use std::collections::BTreeSet;

impl App {
    /// An indicator with all that happened to it.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn indicator_life(&self, who: &Account, code: &Code) -> Result<IndicatorLifeView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let indicator = book.indicator(code).filter(|i| sees_indicator(who, i));
        let indicator = indicator.ok_or_else(|| not_found("chỉ tiêu này"))?;
        let today = self.0.clock.today();
        let official = life_official(&book, code);
        let known =
            |o: &model::OfficialCode| official.iter().any(|own| own.system == o.system && own.code == o.code);
        Ok(IndicatorLifeView {
            code: code.clone(),
            name: indicator.name.clone(),
            measure_unit: indicator.measure_unit.clone(),
            source: indicator.source.clone(),
            unofficial: !official.iter().any(|o| o.verified),
            retired: life::is_retired(&book, code, today),
            changes: changes(&book, code),
            proposed: catalogue::official(code).into_iter().filter(|o| !known(o)).collect(),
            official,
        })
    }

    /// Notes a change of an indicator.
    ///
    /// # Errors
    /// As [`life::note`].
    pub async fn note_change(
        &self,
        who: &Account,
        code: &Code,
        input: NoteChange,
    ) -> Result<IndicatorLifeView, Trouble> {
        let change = LifeChange { on: day(&input.on)?, basis: input.basis, event: input.event };
        if !change.event.codes().contains(&code) {
            return Err(Refusal::from(Flaw::ChangeOfOther).into());
        }
        let today = self.0.clock.today();
        self.act(&who.name, |book| life::note(book, who, change.clone(), today, input.in_new)).await?;
        self.indicator_life(who, code).await
    }

    /// Sets the official codes of an indicator.
    ///
    /// # Errors
    /// As [`life::map`].
    pub async fn set_official(
        &self,
        who: &Account,
        code: &Code,
        input: SetOfficial,
    ) -> Result<IndicatorLifeView, Trouble> {
        self.act(&who.name, |book| life::map(book, who, code, input.official.clone())).await?;
        self.indicator_life(who, code).await
    }

    /// Takes a step of the life of indicators back, or does it again.
    ///
    /// # Errors
    /// As [`life::switch`].
    pub async fn switch_life_step(&self, who: &Account, step: Cut, undone: bool) -> Result<Cut, Trouble> {
        self.act(&who.name, |book| life::switch(book, who, step, undone)).await
    }

    /// The indicators that this person sees as a text that spreadsheets open.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn catalogue_text(&self, who: &Account) -> Result<String, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        Ok(catalogue::write_listing(book.indicators.iter().filter(|i| sees_indicator(who, i))))
    }

    /// What a catalogue from a file would change. Nothing is taken.
    ///
    /// # Errors
    /// `bad-input` with the line that cannot be read, `not-allowed`.
    pub async fn preview_catalogue(
        &self,
        who: &Account,
        file: &str,
        bytes: &[u8],
    ) -> Result<CataloguePreview, Trouble> {
        need(who, Right::EditCatalogue)?;
        let listed = listed(bytes)?;
        let book = self.book().await;
        let mut view = CataloguePreview {
            file: file.to_owned(),
            new: Vec::new(),
            changed: Vec::new(),
            gone: Vec::new(),
            same: listed.len(),
        };
        for difference in life::difference(&book, who, &listed) {
            match difference {
                Difference::New(i) => {
                    view.same = view.same.saturating_sub(1);
                    view.new.push(row(&i, Vec::new()));
                }
                Difference::Changed(i, fields) => {
                    view.same = view.same.saturating_sub(1);
                    view.changed.push(row(&i, fields));
                }
                Difference::Gone(code) => view.gone.extend(book.indicator(&code).map(|i| row(i, Vec::new()))),
            }
        }
        Ok(view)
    }

    /// Takes what a person chose of a file, as one act.
    ///
    /// # Errors
    /// As [`App::preview_catalogue`] and [`life::take`].
    pub async fn take_catalogue(
        &self,
        who: &Account,
        file: &str,
        bytes: &[u8],
        input: TakeCatalogue,
    ) -> Result<CatalogueTaken, Trouble> {
        need(who, Right::EditCatalogue)?;
        let listed = listed(bytes)?;
        let chosen: BTreeSet<Code> = input.codes.into_iter().collect();
        let step = self.act(&who.name, |book| life::take(book, who, file, &listed, &chosen)).await?;
        let book = self.book().await;
        let count = match book.life.step(step).map(|step| &step.act) {
            Some(LifeAct::CatalogueTaken { changes, .. }) => changes.len(),
            _ => 0,
        };
        Ok(CatalogueTaken { count, step })
    }
}

fn listed(bytes: &[u8]) -> Result<Vec<Indicator>, Refusal> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::from(Flaw::NotUtf8))?;
    catalogue::read_listing(text).map_err(|error| Refusal::of(RefusalCode::BadInput, error))
}

fn row(indicator: &Indicator, fields: Vec<(&'static str, String, String)>) -> ListedIndicator {
    let field = |(field, before, after): (&str, String, String)| ListedField {
        field: field.to_owned(),
        before,
        after,
    };
    ListedIndicator {
        code: indicator.code.clone(),
        name: indicator.name.clone(),
        measure_unit: indicator.measure_unit.clone(),
        fields: fields.into_iter().map(field).collect(),
    }
}

fn life_official(book: &Book, code: &Code) -> Vec<model::OfficialCode> {
    book.life.official(code, book.cut).map(|(codes, _)| codes.to_vec()).unwrap_or_default()
}

/// What happened to an indicator, the newest first.
fn changes(book: &Book, code: &Code) -> Vec<LifeRow> {
    let marks = life::breaks(book, code);
    let mut rows: Vec<LifeRow> = Vec::new();
    for (cut, step) in book.life.steps() {
        let (on, told, basis) = match &step.act {
            LifeAct::Noted { change } if change.event.codes().contains(&code) => {
                (change.on.to_string(), told(book, code, &change.event), change.basis.clone())
            }
            LifeAct::CatalogueTaken { file, changes } if changes.iter().any(|c| c.after.code == *code) => {
                let on = step.at.get(..10).unwrap_or_default().to_owned();
                (on, LifeTold::Listed { file: file.clone() }, String::new())
            }
            _ => continue,
        };
        let mark = marks.iter().find(|mark| mark.cut == cut);
        rows.push(LifeRow {
            cut,
            on,
            told,
            basis,
            by: book.person(&step.by),
            at: step.at.clone(),
            breaks: mark.is_some_and(|mark| !mark.is_bridged()),
            converts: mark.is_some_and(life::Break::is_bridged),
            undone: step.undone(),
        });
    }
    rows.sort_by(|a, b| b.on.cmp(&a.on).then(b.cut.cmp(&a.cut)));
    rows
}

/// What happened, as the indicator's own page and its series tell it.
pub(crate) fn told(book: &Book, code: &Code, event: &LifeEvent) -> LifeTold {
    let name = |code: &Code| book.indicator(code).map_or_else(|| code.to_string(), |i| i.name.clone());
    let names = |codes: &[Code]| codes.iter().map(name).collect();
    match event {
        LifeEvent::Renamed { from, to, .. } => LifeTold::Renamed { from: from.clone(), to: to.clone() },
        LifeEvent::Split { indicator, into } if indicator == code => {
            LifeTold::SplitInto { others: names(into) }
        }
        LifeEvent::Split { indicator, .. } => LifeTold::SplitFrom { other: name(indicator) },
        LifeEvent::Merged { indicator, from } if indicator == code => {
            LifeTold::MergedFrom { others: names(from) }
        }
        LifeEvent::Merged { indicator, .. } => LifeTold::MergedInto { other: name(indicator) },
        LifeEvent::Method { says, .. } => LifeTold::Method { says: says.clone() },
        LifeEvent::MeasureUnit { from, to, factor, .. } => LifeTold::MeasureUnit {
            from: from.clone(),
            to: to.clone(),
            factor: factor.map(|factor| viet::number::format(Number::new(factor.normalize()))),
        },
        LifeEvent::Retired { .. } => LifeTold::Retired,
    }
}
