//! Issuing: the approved cut as a frozen document and its files.

use crate::composed::composed;
use crate::document::Seal;
use crate::view::{Issue, LivingView};
use crate::{App, Trouble, day, eyes, see_all};
use engine::issuing::{self, register};
use engine::{Book, issue};
use model::{Account, Act, Dispatch, Flaw, IssuedAs, Period, Refusal, RefusalCode};
use pdf::Typesetter;
use report::Document;

/// The files that a report can be had as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Word
    Docx,
    /// PDF
    Pdf,
    /// web page
    Html,
    /// Word, filled into the office's own template
    Filled,
}

impl FileKind {
    /// By its usual ending.
    pub fn of(ending: &str) -> Option<Self> {
        let table =
            [("docx", Self::Docx), ("pdf", Self::Pdf), ("html", Self::Html), ("filled", Self::Filled)];
        table.into_iter().find(|(e, _)| *e == ending).map(|(_, kind)| kind)
    }

    /// Ending and media type.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Docx | Self::Filled => {
                ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
            }
            Self::Pdf => ("pdf", "application/pdf"),
            Self::Html => ("html", "text/html; charset=utf-8"),
        }
    }
}

/// A file to hand out.
pub struct Output {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: FileKind,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl App {
    /// The living report as a file: a draft.
    ///
    /// # Errors
    /// `not-found`, `not-allowed`, `part-missing` for a PDF without fonts.
    pub async fn preview(&self, who: &Account, period: Period, kind: FileKind) -> Result<Output, Trouble> {
        see_all(who)?;
        let before = self.before(period).await?;
        let draft = {
            let book = self.book().await;
            let state = issue::living(&book, period)?;
            let compiled = self.compiled(&book, state, period);
            eyes::whole(&book, who, &compiled)?;
            composed(&book, state, period, &compiled, None, &before)
        };
        let bytes = self.render(draft, kind).await?;
        Ok(Output { name: format!("du-thao-bao-cao-{period}.{}", kind.names().0), kind, bytes })
    }

    /// Issues the report: number, date and signer go on it, and what is kept then never changes.
    ///
    /// # Errors
    /// `approve-first`, `already-issued`, `number-taken`, `bad-input` without a signer, `not-allowed`, `part-missing`.
    pub async fn issue(&self, who: &Account, period: Period, input: Issue) -> Result<LivingView, Trouble> {
        let date = day(&input.date)?;
        let signer = input.signer.trim().to_owned();
        if signer.is_empty() {
            return Err(Refusal::from(Flaw::SignerWanted).into());
        }
        let before = self.before(period).await?;
        // Rendering takes a while; the ledger is free meanwhile. If anything printed changes, the act below is refused.
        let (seal, cut, printed, sealed) = {
            let book = self.book().await;
            let cut = issue::issuable(&book, who, period)?;
            let dispatch = dispatch(issuing::prepared(&book, issue::living(&book, period)?), &input);
            let number =
                input.number.unwrap_or_else(|| register::next(&book, date.year(), &dispatch.notation));
            let state = issue::living(&book, period)?;
            let compiled = self.compiled(&book, state, period);
            let seal = Seal { number, date, signer, dispatch, cut };
            register::may_take(&book, &seal.place())?;
            let sealed = composed(&book, state, period, &compiled, Some(&seal), &before);
            (seal, cut, issue::printed(&book, &compiled, period), sealed)
        };
        let encoded = serde_json::to_vec(&sealed).map_err(|e| Trouble::Defect(e.to_string()))?;
        let pdf = self.render(sealed.clone(), FileKind::Pdf).await?;
        let docx = self.render(sealed.clone(), FileKind::Docx).await?;
        let issued = IssuedAs {
            period,
            cut,
            number: seal.number,
            date,
            signer: seal.signer.clone(),
            document: self.store().put_blob(&encoded).await?,
            docx: self.store().put_blob(&docx).await?,
            pdf: self.store().put_blob(&pdf).await?,
            printed,
            dispatch: seal.dispatch.clone(),
        };
        let act = Act::ReportIssued(Box::new(issued));
        let decide = |book: &Book| {
            let still = issue::issuable(book, who, period)?;
            register::may_take(book, &seal.place())?;
            let state = issue::living(book, period)?;
            let now =
                composed(book, state, period, &self.compiled(book, state, period), Some(&seal), &before);
            match still == cut && now == sealed {
                true => Ok(Some(act.clone())),
                false => Err(RefusalCode::CutMoved.into()),
            }
        };
        self.act(&who.name, decide).await?;
        self.living(who, period).await
    }

    /// Typesetting takes up to a second of one core: off the threads that answer.
    pub(crate) async fn render(&self, document: Document, kind: FileKind) -> Result<Vec<u8>, Trouble> {
        let app = self.clone();
        let template = if kind == FileKind::Filled { Some(self.word_template_bytes().await?) } else { None };
        let work = move || render(&document, kind, template.as_deref(), &app.0.typesetter);
        tokio::task::spawn_blocking(work).await.map_err(|e| Trouble::Defect(e.to_string()))?
    }
}

/// What is said of the issue; what is not said is as it was prepared, or as the place has it.
fn dispatch(place: Dispatch, input: &Issue) -> Dispatch {
    let lines = |said: &Option<Vec<String>>, place: Vec<String>| match said {
        None => place,
        Some(said) => said.iter().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect(),
    };
    let one = |said: &Option<String>| said.as_ref().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
    Dispatch {
        notation: one(&input.notation).unwrap_or(place.notation),
        addressees: lines(&input.addressees, place.addressees),
        recipients: lines(&input.recipients, place.recipients),
        drafter: one(&input.drafter),
        authority: lines(&input.authority, place.authority),
        urgency: input.urgency,
        circulation: one(&input.circulation),
        contact: lines(&input.contact, place.contact),
    }
}

fn render(
    document: &Document,
    kind: FileKind,
    template: Option<&[u8]>,
    typesetter: &Typesetter,
) -> Result<Vec<u8>, Trouble> {
    match kind {
        FileKind::Docx => {
            report::docx(&typesetter.with_dots(document)).map_err(|e| Trouble::Defect(e.to_string()))
        }
        FileKind::Filled => report::fill(template.unwrap_or_default(), &typesetter.with_dots(document))
            .map_err(|e| Refusal::of(RefusalCode::BadInput, e).into()),
        FileKind::Html => Ok(report::html(document).into_bytes()),
        FileKind::Pdf => {
            typesetter.pdf(document).map_err(|e| Refusal::of(RefusalCode::PartMissing, e).into())
        }
    }
}
