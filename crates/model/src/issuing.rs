//! What issuing takes beside the report itself: who signs, whom it goes to, its place in the register of numbers, the file
//! that came back signed.

use crate::ids::{AccountName, BlobId, Cut};
use crate::period::Period;
use crate::report::PrintedFigure;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// By what authority somebody signs (Nghị định 30/2020/NĐ-CP, Điều 13).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// The head of a body decided by one person: no word in front.
    #[default]
    Head,
    /// TM.: on behalf of a body that decides together.
    OnBehalf,
    /// KT.: a deputy in place of the head.
    InPlaceOf,
    /// TL.: by order of the head.
    ByOrder,
    /// TUQ.: by mandate of the head.
    ByMandate,
    /// Q.: acting head.
    Acting,
}

/// A report as it went out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedAs {
    /// Which round's report.
    pub period: Period,
    /// The approved cut.
    pub cut: Cut,
    /// Running number in the year.
    pub number: u32,
    /// Date of issue.
    pub date: Date,
    /// Who signed.
    pub signer: String,
    /// The issued document, encoded; never changes.
    pub document: BlobId,
    /// Its Word file.
    pub docx: BlobId,
    /// Its PDF.
    pub pdf: BlobId,
    /// The figures as printed: figure id order, with their text.
    pub printed: Vec<PrintedFigure>,
    /// Whom it goes to and by what authority; what was issued before this was kept went by what the place says.
    #[serde(default)]
    pub dispatch: Dispatch,
}

/// Somebody who signs for the office.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Signer {
    /// Full name without titles.
    pub name: String,
    /// By what authority.
    pub capacity: Capacity,
    /// The body that decides together: `ỦY BAN NHÂN DÂN`; empty where there is none.
    pub body: String,
    /// The office of the head: `CHỦ TỊCH`.
    pub head: String,
    /// The signer's own office: `PHÓ CHỦ TỊCH`; of a head the same as `head`.
    pub office: String,
}

/// Độ khẩn (Nghị định 30/2020/NĐ-CP, Phụ lục I).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// KHẨN
    Urgent,
    /// THƯỢNG KHẨN
    VeryUrgent,
    /// HỎA TỐC
    Immediate,
}

impl Urgency {
    /// As stamped.
    pub fn words(self) -> &'static str {
        match self {
            Self::Urgent => "KHẨN",
            Self::VeryUrgent => "THƯỢNG KHẨN",
            Self::Immediate => "HỎA TỐC",
        }
    }
}

/// What the person who issues a report says of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Dispatch {
    /// Ký hiệu: `BC-UBND`.
    pub notation: String,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận, line by line, `Lưu: VT, …` the last.
    pub recipients: Vec<String>,
    /// Sign of who drafted and number of copies: `NVA.15`.
    pub drafter: Option<String>,
    /// Authority and office, line by line above the signer's name.
    pub authority: Vec<String>,
    /// Độ khẩn, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// Phạm vi lưu hành, where it is limited: `LƯU HÀNH NỘI BỘ`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circulation: Option<String>,
    /// Address, e-mail, telephone of the office: lines at the foot of the first page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contact: Vec<String>,
}

/// A Word file of the office with fields that reports are filled into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WordTemplate {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub file: BlobId,
}

/// A place in the register of numbers: one office counts each symbol from one in each year (Nghị định 30/2020/NĐ-CP, Điều 15).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RegisterPlace {
    /// Which year.
    pub year: i16,
    /// Ký hiệu: `BC-UBND`.
    pub notation: String,
    /// Running number in the year.
    pub number: u32,
}

impl RegisterPlace {
    /// As printed: `05/BC-UBND`.
    pub fn printed(&self) -> String {
        format!("{:02}/{}", self.number, self.notation)
    }
}

/// A number that was given outside the program, or is kept for a document to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TakenNumber {
    /// Which.
    pub place: RegisterPlace,
    /// Date of the document; none = the number is reserved.
    #[cfg_attr(feature = "schema", schema(value_type = Option<String>))]
    pub date: Option<Date>,
    /// Tên loại: `Báo cáo`.
    pub kind: String,
    /// Trích yếu, or what the number is reserved for.
    pub subject: String,
    /// Who signed.
    pub signer: String,
    /// Nơi nhận.
    pub recipients: String,
}

/// How a file given back stands to the file that was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// It begins with the very bytes that were issued and adds to them, as a signed PDF does.
    Extends,
    /// It is the issued file, nothing added.
    Same,
    /// A PDF of other content.
    Differs,
    /// Of a kind whose signing rewrites the file, so that bytes cannot be compared.
    Unknowable,
}

/// What a file says of one signature in it. Nothing of it was verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WrittenSignature {
    /// Subject of the certificate that the signature names.
    pub subject: Option<String>,
    /// Who issued that certificate.
    pub issuer: Option<String>,
    /// Whether it covers the file to its end; a later addition stands outside it.
    pub to_the_end: bool,
    /// Whether what it covers holds all bytes of the issued file.
    pub over_issued: bool,
}

/// A file that came back signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignedFile {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub file: BlobId,
    /// How it stands to the issued file.
    pub likeness: Likeness,
    /// What it says of the signatures in it.
    pub signatures: Vec<WrittenSignature>,
}

/// A person's word that the signature in a file holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SignatureWord {
    /// Who said so.
    pub by: AccountName,
    /// When, RFC 3339.
    pub at: String,
    /// What it rests on: the tool that was used, what it answered.
    pub evidence: String,
}

impl Signer {
    /// What stands above the name, line by line: `TM. ỦY BAN NHÂN DÂN`, `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH`.
    pub fn lines(&self) -> Vec<String> {
        let Self { body, head, office, .. } = self;
        let body = (!body.is_empty()).then(|| format!("TM. {body}"));
        let of_head = |word: &str| format!("{word} {head}").trim_end().to_owned();
        match self.capacity {
            Capacity::Head => vec![office.clone()],
            Capacity::OnBehalf => body.into_iter().chain([office.clone()]).collect(),
            Capacity::InPlaceOf => body.into_iter().chain([of_head("KT."), office.clone()]).collect(),
            Capacity::ByOrder => vec![of_head("TL."), office.clone()],
            Capacity::ByMandate => vec![of_head("TUQ."), office.clone()],
            Capacity::Acting => body.into_iter().chain([format!("Q. {office}")]).collect(),
        }
    }
}

/// What people do around an issued report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Issuing {
    /// The people who sign for the office were named, all anew.
    SignersSet {
        /// As they are now.
        signers: Vec<Signer>,
    },
    /// A number was entered into the register: given outside the program, or reserved.
    NumberTaken {
        /// The number and its document.
        taken: TakenNumber,
    },
    /// A number that was entered is free again.
    NumberFreed {
        /// Which.
        place: RegisterPlace,
    },
    /// An issued report is to be corrected by a new one.
    CorrectionOpened {
        /// Which round's report.
        period: Period,
        /// Why.
        reason: String,
    },
    /// The correction under way was given up; the report stands as issued.
    CorrectionDropped {
        /// Which round's report.
        period: Period,
    },
    /// A file of an issued report came back signed.
    SignedFileKept {
        /// Which round's report.
        period: Period,
        /// Which of its issues, from zero.
        issue: usize,
        /// The file.
        file: SignedFile,
    },
    /// The signed file was taken away; its bytes stay.
    SignedFileWithdrawn {
        /// Which round's report.
        period: Period,
        /// Which of its issues, from zero.
        issue: usize,
    },
    /// What a report will say of itself when it goes out was written down before: its drafts say it already.
    Prepared {
        /// Which round's report.
        period: Period,
        /// What it says.
        dispatch: Dispatch,
    },
    /// The office's own Word template was put in, or taken out.
    WordTemplateSet {
        /// As it is now.
        template: Option<WordTemplate>,
    },
    /// A person verified the signature by means outside the program; none = the word is taken back.
    SignatureVerified {
        /// Which round's report.
        period: Period,
        /// Which of its issues, from zero.
        issue: usize,
        /// What the word rests on.
        evidence: Option<String>,
    },
}
