//! Beginning a living report.

use crate::view::{LivingView, StartChoice, StartReport, StartView};
use crate::{App, Trouble, eyes, see_all};
use engine::compile::CompiledPassage;
use engine::outlines::{self, StartWish};
use engine::prose::compare;
use engine::{Book, adopt};
use model::{Account, Flaw, PassageKind, Period, Refusal, RefusalCode, StartFrom, UnitKind};

/// Letters of a place's name at most.
const LONGEST_NAME: usize = 100;

impl App {
    /// What the report of a period may begin from: the last report of its kind, outlines of the office, outlines of the place's
    /// level, then the others.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn start_choices(&self, who: &Account, period: Period) -> Result<StartView, Trouble> {
        see_all(who)?;
        let book = self.book().await;
        let unfounded = adopt::is_unfounded(&book);
        let level = book.units.get(&book.place_unit()).map(|unit| unit.kind).filter(|_| !unfounded);
        // Most that begin without a report are communes of today.
        let level = level.unwrap_or(UnitKind::Commune);
        let mut found = outlines::all(&book);
        found.retain(|f| {
            f.outline.head.kinds.contains(&period.kind()) && f.own.is_none_or(|own| !own.removed)
        });
        found.sort_by_key(|f| (f.own.is_none(), f.outline.head.level != level));
        let outlines = found.into_iter().map(|f| StartChoice {
            from: StartFrom::Outline { outline: f.id.clone() },
            name: f.outline.head.name.clone(),
            level: Some(f.outline.head.level),
            own: f.own.is_some(),
        });
        Ok(StartView {
            period,
            there: book.report(period).is_some(),
            unfounded,
            choices: self.reports_before(&book, period).into_iter().chain(outlines).collect(),
        })
    }

    /// The last report of the kind, and the last one at all.
    fn reports_before(&self, book: &Book, period: Period) -> Vec<StartChoice> {
        let same = compare::previous(book, period).map(|(before, _)| before);
        let any = book.reports.range(..period).next_back().map(|(before, _)| *before);
        let mut periods: Vec<Period> = same.into_iter().chain(any).collect();
        periods.dedup();
        let choice = |before: Period| {
            let compiled = self.compiled(book, book.report(before)?, before);
            let title = compiled.passages.iter().filter(|p| p.kind == PassageKind::Title);
            let title: Vec<String> = title.map(CompiledPassage::words).collect();
            let from = StartFrom::Report { period: before };
            Some(StartChoice { from, name: title.join(" "), level: None, own: false })
        };
        periods.into_iter().filter_map(choice).collect()
    }

    /// Begins a living report. A place that nobody named yet is founded first, at the level of the outline.
    ///
    /// # Errors
    /// As [`outlines::start`], `place-unnamed`, `restricted-inside`.
    pub async fn start_report(
        &self,
        who: &Account,
        period: Period,
        input: StartReport,
    ) -> Result<LivingView, Trouble> {
        let StartReport { from, replace, place } = input;
        let wish = StartWish { period, from, replace };
        let founding = {
            let book = self.book().await;
            if let StartFrom::Report { period } = &wish.from
                && let Some(state) = book.report(*period)
            {
                eyes::whole(&book, who, &self.compiled(&book, state, *period))?;
            }
            outlines::start(&book, who, &wish)?;
            founding(&book, &wish, place.as_deref(), period)?
        };
        if let Some((name, level)) = founding {
            let day = period.calendar_window().to;
            let found = |book: &Book| {
                let unfounded = adopt::is_unfounded(book);
                Ok(unfounded.then(|| adopt::founding_of(book, &name, level, day)).flatten())
            };
            self.act(&who.name, found).await?;
        }
        self.act(&who.name, |book| outlines::start(book, who, &wish).map(Some)).await?;
        self.living(who, period).await
    }

    /// Takes back how a report began: what stood there before stands again, or nothing.
    ///
    /// # Errors
    /// As [`outlines::take_back`].
    pub async fn take_back_start(&self, who: &Account, period: Period) -> Result<(), Trouble> {
        self.act(&who.name, |book| outlines::take_back(book, who, period).map(Some)).await?;
        Ok(())
    }
}

/// Name and level of a place that must be founded first.
fn founding(
    book: &Book,
    wish: &StartWish,
    name: Option<&str>,
    period: Period,
) -> Result<Option<(String, UnitKind)>, Refusal> {
    let StartFrom::Outline { outline } = &wish.from else { return Ok(None) };
    if !adopt::is_unfounded(book) {
        return Ok(None);
    }
    let name = name.map(str::trim).filter(|name| !name.is_empty()).ok_or(RefusalCode::PlaceUnnamed)?;
    if name.chars().count() > LONGEST_NAME {
        return Err(Flaw::PlaceNameLong.about(period));
    }
    Ok(Some((name.to_owned(), outlines::find(book, outline)?.outline.head.level)))
}
