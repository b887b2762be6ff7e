//! Files to source text. What a file is decided by its content; a hostile file gets one clear sentence.

mod bytes;
mod compose;
mod compound;
mod doc;
mod docx;
mod html;
mod letters;
mod lists;
mod odt;
mod package;
mod pdf;
mod plain;
mod rtf;
mod symbols;
mod xml;

use crate::tables::pasted;
use model::SourceText;
use package::Package;

/// Largest file taken in: a report of fifteen pages is well below one megabyte.
const MAX_FILE_BYTES: usize = 50 * 1024 * 1024;

/// Longest text read, in scalar values: two hundred reports of a district in one file.
const MAX_TEXT: usize = 10_000_000;

/// Why a file cannot be read: one sentence that says what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in it.
    #[error("Tệp rỗng. Hãy chọn tệp báo cáo có nội dung.")]
    Empty,
    /// Above [`MAX_FILE_BYTES`].
    #[error("Tệp lớn hơn 50 MB. Hãy bỏ bớt hình ảnh trong báo cáo rồi gửi lại.")]
    TooLarge,
    /// Above [`MAX_TEXT`].
    #[error(
        "Văn bản dài hơn mười triệu chữ cái, dài hơn mọi báo cáo. Hãy tách tệp và gửi riêng từng báo cáo."
    )]
    TooLong,
    /// Inflates to more than any report holds.
    #[error(
        "Nội dung nén trong tệp lớn bất thường. Hãy mở báo cáo bằng Word, lưu lại thành tệp .docx mới rồi gửi lại."
    )]
    Bomb,
    /// A known format that is not read; the word names it.
    #[error(
        "Tệp có định dạng {0}, chưa đọc được trực tiếp. Hãy mở báo cáo bằng Word, lưu lại thành tệp .docx rồi gửi lại."
    )]
    OtherFormat(&'static str),
    /// Encrypted.
    #[error("Tệp được đặt mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi gửi lại.")]
    Protected,
    /// A file of another format, which the word names, that is damaged.
    #[error(
        "Tệp {0} bị hỏng, không đọc được. Hãy mở báo cáo bằng phần mềm soạn thảo, lưu lại thành tệp .docx rồi gửi lại."
    )]
    Damaged(&'static str),
    /// A Word file whose package or XML is damaged.
    #[error(
        "Tệp Word bị hỏng, không đọc được. Hãy mở báo cáo bằng Word, lưu lại thành tệp .docx mới rồi gửi lại."
    )]
    Broken,
    /// A PDF file that is damaged.
    #[error(
        "Tệp PDF bị hỏng, không đọc được. Hãy xuất lại tệp PDF từ bản gốc, hoặc gửi bản gốc soạn bằng Word."
    )]
    BrokenPdf,
    /// Pictures of pages: a scanned PDF, a photo.
    #[error(
        "Tệp là bản quét hoặc ảnh chụp, trong tệp chỉ có hình của trang giấy. Hãy gửi bản gốc soạn bằng Word; nếu không còn bản gốc, hãy nhờ người quản trị cài phần mềm nhận dạng chữ (các gói tesseract-ocr, tesseract-ocr-vie và poppler-utils) rồi gửi lại tệp này."
    )]
    Scanned,
    /// A zip file that holds no Word document.
    #[error("Tệp nén này không phải là tài liệu Word. Hãy giải nén và gửi tệp báo cáo .docx bên trong.")]
    NoDocument,
    /// No words.
    #[error("Tệp không có chữ nào đọc được. Nếu báo cáo là bản quét, hãy gửi bản gốc soạn bằng Word.")]
    NoText,
    /// Letters in an old or unknown encoding.
    #[error("Bảng mã của tệp văn bản không phải Unicode. Hãy mở tệp, lưu lại với bảng mã UTF-8 rồi gửi lại.")]
    Encoding,
    /// Not text at all.
    #[error("Tệp không phải là văn bản. Hãy gửi báo cáo dạng .docx hoặc .txt.")]
    Binary,
}

/// Takes in a file by its content, whatever its name: `.docx`, `.doc`, `.odt`, `.rtf`, `.html`, `.pdf` with letters in it, `.txt`.
///
/// # Errors
/// [`Unreadable`] with a sentence for the user. Never panics, whatever the bytes.
pub fn intake(_name: &str, bytes: &[u8]) -> Result<SourceText, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.len() > MAX_FILE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let source = match sniff(bytes) {
        Content::Zip => package(Package::open(bytes)?)?,
        Content::Compound => doc::read(bytes)?,
        Content::Html => html::read(bytes),
        Content::Rtf => rtf::read(bytes).map_err(|why| why.of("RTF"))?,
        Content::Flat => {
            let flat = plain::decode(bytes).and_then(|xml| odt::read_flat(&xml));
            flat.map_err(|why| why.of(ODT))?
        }
        Content::Pdf => pdf::read(bytes)?,
        Content::Picture => return Err(Unreadable::Scanned),
        Content::Other(format) => return Err(Unreadable::OtherFormat(format)),
        Content::Text => plain::read(bytes)?,
    };
    if source.text.chars().nth(MAX_TEXT).is_some() {
        return Err(Unreadable::TooLong);
    }
    if source.text.chars().any(char::is_alphabetic) { Ok(pasted(source)) } else { Err(Unreadable::NoText) }
}

/// How a sentence names a file of OpenDocument text.
const ODT: &str = "OpenDocument (.odt)";

impl Unreadable {
    /// The same for a file that is not of Word.
    fn of(self, format: &'static str) -> Self {
        if self == Self::Broken { Self::Damaged(format) } else { self }
    }
}

fn package(package: Package<'_>) -> Result<SourceText, Unreadable> {
    if odt::is(&package) { odt::read(package).map_err(|why| why.of(ODT)) } else { docx::read(package) }
}

enum Content {
    Zip,
    Pdf,
    Picture,
    Compound,
    Html,
    Rtf,
    /// OpenDocument in one XML file.
    Flat,
    Other(&'static str),
    Text,
}

/// First bytes of formats that are common on office machines.
const MAGIC: [(&[u8], &str); 4] =
    [(b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "GZ"), (b"<?xml", "XML")];

/// First bytes of pictures.
const PICTURES: [&[u8]; 6] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM"];

/// How pages begin that do not name themselves.
const HTML: [&[u8]; 6] = [b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta"];

fn sniff(bytes: &[u8]) -> Content {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Content::Zip;
    }
    if bytes.starts_with(compound::MAGIC) {
        return Content::Compound;
    }
    if bytes.starts_with(b"{\\rtf") {
        return Content::Rtf;
    }
    let names = |name: &[u8]| bytes.get(..4096).unwrap_or(bytes).windows(name.len()).any(|w| w == name);
    if bytes.starts_with(b"<?xml") && names(b"opendocument.text") {
        return Content::Flat;
    }
    let head: Vec<u8> = bytes.iter().take(256).map(u8::to_ascii_lowercase).collect();
    let head = head.trim_ascii_start();
    if names(b"<html") || HTML.iter().any(|tag| head.starts_with(tag)) {
        return Content::Html;
    }
    // Some writers put a few bytes before the mark.
    if bytes.get(..1024).unwrap_or(bytes).windows(5).any(|window| window == b"%PDF-") {
        return Content::Pdf;
    }
    // "BM" may also begin a text; an image has a zero byte soon after.
    let is_text = bytes.starts_with(b"BM") && !bytes.iter().take(32).any(|b| *b == 0);
    if PICTURES.iter().any(|magic| bytes.starts_with(magic)) && !is_text {
        return Content::Picture;
    }
    if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Content::Other(format);
    }
    Content::Text
}
