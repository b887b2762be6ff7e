//! The office's own Word template: put in, looked at, taken out.

use crate::view::WordTemplateView;
use crate::{App, Trouble, not_found, see_all};
use engine::access::{Right, may, need};
use engine::issuing::set_word_template;
use model::{Account, Flaw, Refusal, RefusalCode, WordTemplate};

/// Largest template, in bytes.
const LARGEST: usize = 8 * 1024 * 1024;

impl App {
    /// The template with its fields.
    ///
    /// # Errors
    /// `not-allowed`.
    pub async fn word_template(&self, who: &Account) -> Result<WordTemplateView, Trouble> {
        see_all(who)?;
        let kept = self.book().await.word_template.clone();
        let asked = match &kept {
            Some(_) => report::asked(&self.word_template_bytes().await?).unwrap_or_default(),
            None => report::Asked::default(),
        };
        Ok(WordTemplateView {
            usable: kept.is_some() && asked.body && asked.unknown.is_empty(),
            name: kept.map(|template| template.name),
            known: asked.known.into_iter().map(str::to_owned).collect(),
            unknown: asked.unknown,
            fields: report::FIELDS.iter().map(|(name, _)| (*name).to_owned()).collect(),
            editable: may(who, Right::EditReport),
        })
    }

    /// Puts a template in. One with unknown fields is kept too, so that it can be looked at; it fills nothing.
    ///
    /// # Errors
    /// `not-allowed`, `bad-input` for what is no Word file or too large.
    pub async fn keep_word_template(
        &self,
        who: &Account,
        name: &str,
        bytes: &[u8],
    ) -> Result<WordTemplateView, Trouble> {
        need(who, Right::EditReport)?;
        if bytes.len() > LARGEST {
            return Err(Refusal::from(Flaw::TemplateLarge).into());
        }
        report::asked(bytes).map_err(|error| Refusal::of(RefusalCode::BadInput, error))?;
        let name = name.chars().filter(|c| !c.is_control()).take(200).collect();
        let template = WordTemplate { name, file: self.store().put_blob(bytes).await? };
        let put = |book: &engine::Book| set_word_template(book, who, Some(template.clone())).map(Some);
        self.act(&who.name, put).await?;
        self.word_template(who).await
    }

    /// Takes the template out; its bytes stay with what was filled into it.
    ///
    /// # Errors
    /// As [`set_word_template`].
    pub async fn remove_word_template(&self, who: &Account) -> Result<WordTemplateView, Trouble> {
        self.act(&who.name, |book| set_word_template(book, who, None).map(Some)).await?;
        self.word_template(who).await
    }

    /// Name and bytes of the template.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`.
    pub async fn word_template_file(&self, who: &Account) -> Result<(String, Vec<u8>), Trouble> {
        see_all(who)?;
        let name = self.book().await.word_template.as_ref().map(|template| template.name.clone());
        Ok((name.ok_or_else(missing)?, self.word_template_bytes().await?))
    }

    /// # Errors
    /// `not-found` while there is none.
    pub(crate) async fn word_template_bytes(&self) -> Result<Vec<u8>, Trouble> {
        let file = self.book().await.word_template.as_ref().map(|template| template.file.clone());
        Ok(self.store().blob(&file.ok_or_else(missing)?).await?.ok_or_else(missing)?)
    }
}

fn missing() -> Refusal {
    not_found("mẫu Word của cơ quan; hãy tải mẫu lên ở Sổ đăng ký văn bản")
}
