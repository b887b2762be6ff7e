//! Files beside figures: put there, taken away, fetched.

use crate::forms::{Since, changes};
use crate::view::{FormChanges, SwitchAttachment};
use crate::{App, Trouble, not_found};
use engine::collect::{self, Saving};
use model::{Account, Attachment, BlobId, CellSpec, Cut, RoundId, UnitId};
use std::collections::BTreeSet;

impl App {
    /// Puts a file beside a figure.
    ///
    /// # Errors
    /// As [`collect::attachable`] and [`collect::attach`].
    pub async fn attach(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        cell: CellSpec,
        name: &str,
        bytes: &[u8],
    ) -> Result<FormChanges, Trouble> {
        collect::attachable(name, bytes)?;
        let name = name.chars().filter(|c| !c.is_control()).take(200).collect();
        let size = bytes.len().try_into().unwrap_or(u64::MAX);
        let mut file = Attachment { file: BlobId::from(String::new()), name, size };
        // Nobody fills the disk who may not write on this form.
        collect::attach(&*self.book().await, who, round, unit, &cell, &file)?;
        file.file = self.store().put_blob(bytes).await?;
        self.act(&who.name, |book| collect::attach(book, who, round, unit, &cell, &file)).await?;
        self.row_of(who, round, unit, &cell).await
    }

    /// Takes a file away, or puts it back.
    ///
    /// # Errors
    /// As [`collect::switch_attachment`].
    pub async fn switch_attachment(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        file: &BlobId,
        input: SwitchAttachment,
    ) -> Result<FormChanges, Trouble> {
        let SwitchAttachment { indicator, measure, removed } = input;
        let cell = CellSpec { indicator, measure };
        let decide =
            |book: &engine::Book| collect::switch_attachment(book, who, round, unit, &cell, file, removed);
        self.act(&who.name, decide).await?;
        self.row_of(who, round, unit, &cell).await
    }

    /// The name and the bytes of a file beside a figure of a form.
    ///
    /// # Errors
    /// `not-found`, also when the account may not see the form.
    pub async fn attachment(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        file: &BlobId,
    ) -> Result<(String, Vec<u8>), Trouble> {
        let missing = || not_found("tệp này");
        let name = {
            let book = self.book().await;
            let form = collect::form(&book, who, round, unit)?;
            let beside = |cell: &CellSpec| {
                let indicator = book.indicator(&cell.indicator)?;
                book.attachments.get(&book.form_key(unit, indicator, cell.measure, round.period))
            };
            let mut files = form.sheet.cells.iter().filter_map(beside).flatten();
            files.find(|a| a.file.file == *file).map(|a| a.file.name.clone()).ok_or_else(missing)?
        };
        let bytes = self.store().blob(file).await?.ok_or_else(missing)?;
        Ok((name, bytes))
    }

    async fn row_of(
        &self,
        who: &Account,
        round: &RoundId,
        unit: &UnitId,
        cell: &CellSpec,
    ) -> Result<FormChanges, Trouble> {
        let book = self.book().await;
        let typed = BTreeSet::from([&cell.indicator]);
        let since = Since { seen: None::<Cut>, typed, saving: Saving::default() };
        Ok(changes(&book, who, self.0.clock.today(), collect::form(&book, who, round, unit)?, since))
    }
}
