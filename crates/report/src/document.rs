//! The issued document as data: every component that Nghị định 30/2020/NĐ-CP, Phụ lục I names, and the body.

use crate::block::{Annex, Block, Note};
use crate::facts::Facts;
use crate::sheet::annex_numbers;
use serde::{Deserialize, Serialize};

pub use model::{Date, PassageKind, Urgency};

/// An issued report, or a draft of one while it has no number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Head of the first page.
    pub letterhead: Letterhead,
    /// Độ khẩn, where it has one.
    pub urgency: Option<Urgency>,
    /// Độ mật, where it has one.
    pub secrecy: Option<Secrecy>,
    /// Phạm vi lưu hành (`XEM XONG TRẢ LẠI`, `LƯU HÀNH NỘI BỘ`), where it is limited.
    #[serde(default)]
    pub circulation: Option<String>,
    /// Tên loại văn bản: `BÁO CÁO`. Empty for an official letter (công văn), which has none.
    pub kind: String,
    /// Trích yếu; that of an official letter stands as `V/v …` under the number.
    pub subject: String,
    /// Kính gửi; empty when the report goes to nobody in particular.
    pub addressees: Vec<String>,
    /// Headings, prose, tables and pictures in order; căn cứ are printed first. The writers add `./.` after the last
    /// paragraph where it is missing.
    pub body: Vec<Block>,
    /// Footnotes; [`crate::Span::Note`] refers to them by index.
    pub notes: Vec<Note>,
    /// Who signs.
    pub signature: Signature,
    /// Nơi nhận, one line each, without the leading hyphen.
    pub recipients: Vec<String>,
    /// Ký hiệu người soạn thảo và số lượng bản phát hành, printed after the last recipient: `NVA.15`.
    pub drafter: Option<String>,
    /// Địa chỉ, thư điện tử, điện thoại of the issuer: lines at the foot of the first page.
    #[serde(default)]
    pub contact: Vec<String>,
    /// What the issuer's digital signature says on an attached file, top right of its first page: number and notation,
    /// then the time of signing (ISO 8601).
    #[serde(default)]
    pub stamp: Option<String>,
    /// Phụ lục.
    pub annexes: Vec<Annex>,
    /// Whether it is a tệp kèm theo: annexes alone, without what stands from the letterhead to the signature.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub attached: bool,
    /// What the figures are, for the file to carry along.
    #[serde(default)]
    pub facts: Option<Facts>,
}

/// Head of the first page: who issues, under what number, where and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Cơ quan chủ quản; none or empty where there is none.
    pub superior: Option<String>,
    /// Cơ quan ban hành: `UBND HUYỆN NẬM SƠN`.
    pub issuer: String,
    /// Number in the issuer's year; none = a draft.
    pub number: Option<u32>,
    /// Ký hiệu: `BC-UBND`.
    pub notation: String,
    /// Địa danh.
    pub seat: String,
    /// Date of issue; none = left open.
    pub date: Option<Date>,
}

/// Độ mật.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// MẬT
    Secret,
    /// TỐI MẬT
    TopSecret,
    /// TUYỆT MẬT
    Absolute,
}

/// Who signs, and under what authority.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Quyền hạn and chức vụ, line by line: `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`.
    pub authority: Vec<String>,
    /// Full name without titles; none while it is not signed.
    pub signer: Option<String>,
}

impl Document {
    /// Whether it is an official letter (công văn): it has no name of its kind.
    pub fn is_letter(&self) -> bool {
        self.kind.trim().is_empty()
    }

    /// An annex alone, as a file that goes along with the document (tệp kèm theo); `stamp` is what the signature says on it.
    /// None when there is no such annex; `at` counts from zero.
    pub fn attachment(&self, at: usize, stamp: Option<String>) -> Option<Self> {
        let (annex, number) = self.annexes.iter().zip(annex_numbers(&self.annexes)).nth(at)?;
        let annex = annex.clone();
        Some(Self {
            subject: annex.title.clone(),
            body: Vec::new(),
            contact: Vec::new(),
            stamp,
            annexes: vec![Annex { number, ..annex }],
            attached: true,
            ..self.clone()
        })
    }

    /// Whether it is a draft: it has no number yet, and every page says `DỰ THẢO`.
    pub fn is_draft(&self) -> bool {
        self.letterhead.number.is_none()
    }
}
