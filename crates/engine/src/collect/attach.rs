//! Files beside figures.

use super::transitions::{Move, allow};
use crate::book::Book;
use model::{Account, Act, Attachment, BlobId, CellKey, CellSpec, Refusal, RefusalCode, RoundId, UnitId};

/// Largest file, bytes.
pub const LARGEST: usize = 10 << 20;
/// Files beside one figure.
const MOST: usize = 10;

/// What may be attached: ending of the name -> first bytes.
const KINDS: [(&str, &[u8]); 12] = [
    ("pdf", b"%PDF-"),
    ("png", b"\x89PNG"),
    ("jpg", b"\xff\xd8\xff"),
    ("jpeg", b"\xff\xd8\xff"),
    ("docx", b"PK\x03\x04"),
    ("xlsx", b"PK\x03\x04"),
    ("odt", b"PK\x03\x04"),
    ("ods", b"PK\x03\x04"),
    ("doc", b"\xd0\xcf\x11\xe0"),
    ("xls", b"\xd0\xcf\x11\xe0"),
    ("tif", b"II*\x00"),
    ("tiff", b"II*\x00"),
];

/// Whether a file is of a kind and size that may stand beside a figure.
///
/// # Errors
/// `not-attachable` with its name.
pub fn attachable(name: &str, bytes: &[u8]) -> Result<(), Refusal> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    let known = KINDS.iter().any(|(kind, first)| *kind == ending && bytes.starts_with(first));
    match known && bytes.len() <= LARGEST {
        true => Ok(()),
        false => Err(Refusal::of(RefusalCode::NotAttachable, name)),
    }
}

/// Puts a file beside a figure; nothing to do when it stands there.
///
/// # Errors
/// `too-many-files`, `not-on-form`, `form-locked`, `not-allowed`, `not-found`.
pub fn attach(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    cell: &CellSpec,
    file: &Attachment,
) -> Result<Option<Act>, Refusal> {
    let key = open_cell(book, who, round, unit, cell)?;
    let beside = book.attachments.get(&key).map_or(&[][..], Vec::as_slice);
    let standing = || beside.iter().filter(|a| !a.removed);
    if standing().any(|a| a.file.file == file.file) {
        return Ok(None);
    }
    if standing().count() >= MOST {
        return Err(Refusal::of(RefusalCode::TooManyFiles, MOST));
    }
    Ok(Some(Act::FileAttached { unit: unit.clone(), round: round.clone(), key, file: file.clone() }))
}

/// Takes a file away, or puts it back.
///
/// # Errors
/// `not-found`, `not-on-form`, `form-locked`, `not-allowed`.
pub fn switch_attachment(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    cell: &CellSpec,
    file: &BlobId,
    removed: bool,
) -> Result<Option<Act>, Refusal> {
    let key = open_cell(book, who, round, unit, cell)?;
    let beside = book.attachments.get(&key).into_iter().flatten();
    let known = beside.into_iter().find(|a| a.file.file == *file);
    let known = known.ok_or_else(|| Refusal::of(RefusalCode::NotFound, "tệp này"))?;
    let (round, unit, file) = (round.clone(), unit.clone(), file.clone());
    Ok((known.removed != removed).then_some(Act::AttachmentSwitched { unit, round, key, file, removed }))
}

/// The cell of an open form that the person fills.
fn open_cell(
    book: &Book,
    who: &Account,
    round: &RoundId,
    unit: &UnitId,
    cell: &CellSpec,
) -> Result<CellKey, Refusal> {
    let form = allow(book, who, round, unit, Move::Save)?.form;
    let indicator = book.indicator(&cell.indicator).filter(|_| form.sheet.cells.contains(cell));
    let indicator = indicator.ok_or_else(|| Refusal::of(RefusalCode::NotOnForm, &cell.indicator))?;
    Ok(book.form_key(unit, indicator, cell.measure, form.period()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_name_and_its_bytes_say() {
        let table: [(&str, &[u8], bool); 6] = [
            ("Biên bản.PDF", b"%PDF-1.7", true),
            ("ảnh.jpeg", b"\xff\xd8\xff\xe0", true),
            ("bảng.xlsx", b"PK\x03\x04", true),
            ("trang.pdf", b"<html>", false),
            ("trang.html", b"<html>", false),
            ("không đuôi", b"%PDF-1.7", false),
        ];
        for (name, bytes, may) in table {
            assert_eq!(attachable(name, bytes).is_ok(), may, "{name}");
        }
        let large: Vec<u8> = b"%PDF-".iter().copied().chain(std::iter::repeat_n(0, LARGEST)).collect();
        assert!(attachable("a.pdf", &large).is_err());
    }
}
