//! What can break below the ledger, in words for the person who runs it.

/// Something broke. Its sentence says what to do; its source has the engine's words.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The folder or file cannot be opened, read or written.
    #[error(
        "Không mở hoặc không ghi được dữ liệu ở {place}. Hãy kiểm tra thư mục, quyền ghi và ổ đĩa. (Cannot open or write the data at {place}; check the folder, its permissions and the disk.)"
    )]
    Unavailable {
        /// The folder or file.
        place: String,
        /// The engine's words.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// No room is left.
    #[error(
        "Ổ đĩa đã đầy nên chưa ghi được; dữ liệu đã lưu trước đó vẫn nguyên. Hãy giải phóng chỗ rồi làm lại. (The disk is full; nothing saved earlier is lost. Free some space and try again.)"
    )]
    Full(#[source] sqlx::Error),
    /// Another writer held the data too long.
    #[error("Dữ liệu đang bận. Hãy thử lại sau ít giây. (The data is busy; try again in a few seconds.)")]
    Busy(#[source] sqlx::Error),
    /// The file is not what was written.
    #[error(
        "Tệp dữ liệu bị hỏng: {what}. Hãy dừng chương trình, giữ nguyên thư mục và khôi phục từ bản sao lưu. (The data file is damaged: {what}. Stop, keep the folder as it is, and restore a backup.)"
    )]
    Corrupt {
        /// Which part.
        what: String,
    },
    /// Written by a newer version of the program.
    #[error(
        "Dữ liệu do phiên bản mới hơn của chương trình ghi ({0}) nên phiên bản này chưa mở; dữ liệu vẫn nguyên. Hãy cập nhật chương trình rồi mở lại. (The data was written by a newer version of the program and is left as it is; update the program and open it again.)"
    )]
    OtherVersion(String),
    /// None of the above.
    #[error("Lỗi cơ sở dữ liệu. (The database failed.)")]
    Other(#[source] sqlx::Error),
}

impl Fault {
    pub(crate) fn corrupt(what: impl ToString) -> Self {
        Self::Corrupt { what: what.to_string() }
    }

    pub(crate) fn unavailable(
        place: &std::path::Path,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Unavailable { place: place.display().to_string(), source: source.into() }
    }
}

/// SQLite's primary result codes (<https://www.sqlite.org/rescode.html>); the low byte of an extended one.
impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|e| e.code()).and_then(|c| c.parse::<u32>().ok());
        match code.map(|c| c & 0xff) {
            Some(5 | 6) => Self::Busy(error),
            Some(8 | 10 | 14) => Self::Unavailable { place: "solieu.db".into(), source: error.into() },
            Some(11 | 26) => Self::corrupt(error),
            Some(13) => Self::Full(error),
            _ if matches!(error, sqlx::Error::PoolTimedOut) => Self::Busy(error),
            _ => Self::Other(error),
        }
    }
}
