//! What can break below the ledger, in words for the person who runs it.

/// What a user is told of a fault that passes, or that somebody beside them can mend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Stable code.
    pub code: &'static str,
    /// One sentence or two, in Vietnamese.
    pub vi: &'static str,
    /// In English.
    pub en: &'static str,
}

const FULL: Told = Told {
    code: "disk-full",
    vi: "Ổ đĩa đã đầy nên chưa ghi được; dữ liệu đã lưu trước đó vẫn nguyên. Hãy giải phóng chỗ rồi làm lại.",
    en: "The disk is full; nothing saved earlier is lost. Free some space and try again.",
};
const BUSY: Told = Told {
    code: "data-busy",
    vi: "Dữ liệu đang bận. Hãy thử lại sau ít giây.",
    en: "The data is busy; try again in a few seconds.",
};
const AWAY: Told = Told {
    code: "data-away",
    vi: "Chưa liên lạc được với cơ sở dữ liệu dùng chung; dữ liệu đã lưu trước đó vẫn nguyên. Hãy thử lại sau ít phút.",
    en: "The shared database does not answer; nothing saved earlier is lost. Try again in a few minutes.",
};
const UNSURE: Told = Told {
    code: "unsure",
    vi: "Mất liên lạc với cơ sở dữ liệu đúng lúc ghi nên chưa rõ đã lưu hay chưa. Hãy tải lại trang để xem, thiếu thì làm lại.",
    en: "The database was lost while writing, so it is not known whether it was saved. Load the page again to see, and repeat what is missing.",
};

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
    #[error("{} ({})", FULL.vi, FULL.en)]
    Full(#[source] sqlx::Error),
    /// Another writer held the data too long.
    #[error("{} ({})", BUSY.vi, BUSY.en)]
    Busy(#[source] sqlx::Error),
    /// The shared database does not answer.
    #[error("{} ({})", AWAY.vi, AWAY.en)]
    Away(#[source] sqlx::Error),
    /// The line broke while an entry was being written, and whether it was is not known.
    #[error("{} ({})", UNSURE.vi, UNSURE.en)]
    Unsure(#[source] sqlx::Error),
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
    /// What a user is told; none where the incident number is all that helps.
    pub fn told(&self) -> Option<Told> {
        match self {
            Self::Full(_) => Some(FULL),
            Self::Busy(_) => Some(BUSY),
            Self::Away(_) => Some(AWAY),
            Self::Unsure(_) => Some(UNSURE),
            Self::Unavailable { .. } | Self::Corrupt { .. } | Self::OtherVersion(_) | Self::Other(_) => None,
        }
    }

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

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|e| e.code()).map(|code| code.into_owned());
        match code.as_deref() {
            // PostgreSQL's codes have five signs, SQLite's fewer.
            Some(state) if state.len() == 5 => of_postgres(state, error),
            Some(code) => of_sqlite(code.parse().unwrap_or_default(), error),
            None => match error {
                sqlx::Error::PoolTimedOut => Self::Busy(error),
                sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::WorkerCrashed => Self::Away(error),
                _ => Self::Other(error),
            },
        }
    }
}

/// SQLite's primary result codes (<https://www.sqlite.org/rescode.html>); the low byte of an extended one.
fn of_sqlite(code: u32, error: sqlx::Error) -> Fault {
    match code & 0xff {
        5 | 6 => Fault::Busy(error),
        8 | 10 | 14 => Fault::Unavailable { place: "solieu.db".into(), source: error.into() },
        11 | 26 => Fault::corrupt(error),
        13 => Fault::Full(error),
        _ => Fault::Other(error),
    }
}

/// PostgreSQL's states (<https://www.postgresql.org/docs/15/errcodes-appendix.html>), by class.
fn of_postgres(state: &str, error: sqlx::Error) -> Fault {
    match (state.get(..2).unwrap_or_default(), state) {
        (_, "53100") => Fault::Full(error),
        // Too many connections or locks, no memory; a conflict that goes away when it is tried again.
        ("53" | "40" | "55", _) | (_, "57014") => Fault::Busy(error),
        // The line, or the server stops or starts.
        ("08" | "57", _) => Fault::Away(error),
        ("XX", "XX001" | "XX002") => Fault::corrupt(error),
        // Name, password, database or right are not as the address says; the system below refuses.
        ("28" | "3D" | "58", _) | (_, "42501") => {
            Fault::Unavailable { place: "PostgreSQL".into(), source: error.into() }
        }
        _ => Fault::Other(error),
    }
}
