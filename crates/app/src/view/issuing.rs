//! What stands around an issued report: the register of numbers, signers, corrections, the signed file, the extract.

use super::Page;
use model::{Likeness, Period, RegisterPlace, Signer, TakenNumber, Urgency, WrittenSignature};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What issuing takes.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct Issue {
    /// Date of issue, ISO.
    pub date: String,
    /// Who signs, as printed.
    pub signer: String,
    /// The number to take; none = the one that follows the highest.
    #[serde(default)]
    pub number: Option<u32>,
    /// Ký hiệu; none = that of the place.
    #[serde(default)]
    pub notation: Option<String>,
    /// Authority and office above the name; none = what the place says.
    #[serde(default)]
    pub authority: Option<Vec<String>>,
    /// Kính gửi; none = what the place says.
    #[serde(default)]
    pub addressees: Option<Vec<String>>,
    /// Nơi nhận; none = what the place says.
    #[serde(default)]
    pub recipients: Option<Vec<String>>,
    /// Sign of who drafted and number of copies: `NVA.15`.
    #[serde(default)]
    pub drafter: Option<String>,
    /// Độ khẩn.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// Phạm vi lưu hành.
    #[serde(default)]
    pub circulation: Option<String>,
    /// Lines at the foot of the first page; none = as prepared.
    #[serde(default)]
    pub contact: Option<Vec<String>>,
}

/// What is proposed to who issues.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IssueProposal {
    /// Symbols in use, that of the place first.
    pub symbols: Vec<SymbolView>,
    /// Who signs for the office.
    pub signers: Vec<SignerView>,
    /// Authority and office that the place says.
    pub authority: Vec<String>,
    /// Kính gửi.
    pub addressees: Vec<String>,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// Sign of who drafted, as prepared or as the last issue had it.
    pub drafter: Option<String>,
    /// Độ khẩn, as prepared.
    pub urgency: Option<Urgency>,
    /// Phạm vi lưu hành, as prepared.
    pub circulation: Option<String>,
    /// Lines at the foot of the first page.
    pub contact: Vec<String>,
}

/// The office's own Word template.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WordTemplateView {
    /// Its name; none while there is no template.
    pub name: Option<String>,
    /// Fields that it has.
    pub known: Vec<String>,
    /// Names in braces that no field bears.
    pub unknown: Vec<String>,
    /// Whether reports can be filled into it.
    pub usable: bool,
    /// Every field that a template may have.
    pub fields: Vec<String>,
    /// Whether this person may change it.
    pub editable: bool,
}

/// A symbol in a year.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SymbolView {
    /// `BC-UBND`.
    pub notation: String,
    /// The number that follows the highest.
    pub next: u32,
    /// Numbers left out below it.
    pub gaps: Vec<u32>,
    /// Numbers reserved.
    pub reserved: Vec<u32>,
}

/// Somebody who signs, with what stands above the name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignerView {
    /// Who.
    pub signer: Signer,
    /// Line by line above the name.
    pub lines: Vec<String>,
}

/// Who signs for the office, all anew.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct SetSigners {
    /// As they are to be.
    pub signers: Vec<Signer>,
}

/// The register of a year and symbol, or of all.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegisterView {
    /// Rows of this page.
    pub rows: Page<RegisterRow>,
    /// Years with numbers, newest first.
    pub years: Vec<i16>,
    /// The year shown.
    pub year: i16,
    /// Its symbols, with next numbers and gaps.
    pub symbols: Vec<SymbolView>,
    /// Whether this person may enter numbers.
    pub editable: bool,
}

/// A number and what it stands for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegisterRow {
    /// `12/BC-UBND`.
    pub printed: String,
    /// Its place.
    pub place: RegisterPlace,
    /// Date of the document, ISO; none = reserved.
    pub date: Option<String>,
    /// Tên loại.
    pub kind: String,
    /// Trích yếu.
    pub subject: String,
    /// Who signed.
    pub signer: String,
    /// Nơi nhận.
    pub recipients: Vec<String>,
    /// The issued report; none where the number was entered by hand.
    pub report: Option<RegisterReport>,
    /// As it was entered by hand.
    pub taken: Option<TakenNumber>,
}

/// The issued report that a number stands for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct RegisterReport {
    /// Of which period.
    pub period: Period,
    /// Which of its issues, from one.
    pub issue: usize,
    /// SHA-256 of the document.
    pub hash: String,
    /// Where the signature stands.
    pub signature: SignatureState,
    /// The number it corrects.
    pub corrects: Option<String>,
    /// The number that corrects it.
    pub corrected_by: Option<String>,
}

/// Where the signature of an issue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignatureState {
    /// No signed file came back.
    None,
    /// One came back; nobody verified it.
    Received,
    /// A person verified it, with evidence.
    Verified,
    /// One came back that is not the issued file.
    Differs,
}

/// The signature of an issue.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct SignedView {
    /// Where it stands.
    pub state: SignatureState,
    /// Name of the file that came back.
    pub name: Option<String>,
    /// SHA-256 of that file.
    pub hash: Option<String>,
    /// How it stands to the issued file.
    pub likeness: Option<Likeness>,
    /// What it says of the signatures in it: claims, not verified.
    pub signatures: Vec<WrittenSignature>,
    /// Who said that the signature holds, as shown.
    pub verified_by: Option<String>,
    /// When, RFC 3339.
    pub verified_at: Option<String>,
    /// What that word rests on.
    pub evidence: Option<String>,
}

/// One of the issues of a period.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct IssueRef {
    /// Which, from one.
    pub issue: usize,
    /// `12/BC-UBND`.
    pub number: String,
    /// ISO.
    pub date: String,
    /// Why it corrects the one before.
    pub reason: Option<String>,
}

/// Opening a correction.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct OpenCorrection {
    /// Why.
    pub reason: String,
}

/// A person's word on a signature; without evidence it is taken back.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct VerifySignature {
    /// What it rests on.
    pub evidence: Option<String>,
}

/// Whether the same cut gives the same bytes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SameAgain {
    /// The document compiled anew from the ledger as it was then.
    pub document: bool,
    /// The Word file written anew from the kept document.
    pub docx: bool,
    /// The PDF; none where this program has no fonts.
    pub pdf: Option<bool>,
}
