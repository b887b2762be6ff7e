//! The program: reads and checks reports as files, and serves a place.
//!
//! Exit status: 0 done; 1 looked and found something; 2 could not, with one sentence on standard error.

mod check;
#[cfg(feature = "web")]
mod copy;
mod files;
mod folder;
#[cfg(feature = "web")]
mod place;
#[cfg(feature = "web")]
mod render;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

/// Gives memory back: after a report is read or typeset, the system's own allocator kept five times as much resident. Without
/// huge pages: clearing them took longer than reading a report.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command found, or the sentence why it could not look.
type Outcome = anyhow::Result<Found>;

/// Whether there is something to mend.
enum Found {
    /// Nothing.
    Nothing,
    /// Something; it was printed.
    Something,
}

/// Sổ Liệu: từ báo cáo Word của kỳ trước đến báo cáo của kỳ này.
#[derive(Parser)]
#[command(name = "solieu", version)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Đọc một báo cáo và in ra những gì đọc được (JSON, hoặc văn bản thuần với --text); với một thư mục,
    /// mỗi tệp một dòng JSON
    Read {
        /// Tệp báo cáo (.docx, .doc, .pdf, .txt ...) hoặc thư mục báo cáo
        file: PathBuf,
        /// In một đối tượng JSON (mặc định)
        #[arg(long, conflicts_with = "text")]
        json: bool,
        /// In văn bản thuần mà các vị trí đếm theo
        #[arg(long)]
        text: bool,
    },
    /// Ghép số liệu cùng chỉ tiêu của nhiều báo cáo cùng nơi thành chuỗi theo kỳ
    Align {
        /// Thư mục báo cáo
        folder: PathBuf,
        /// In một đối tượng JSON thay cho bảng
        #[arg(long)]
        json: bool,
        /// Tệp JSON: các quyết định cách gọi nào là cùng chỉ tiêu
        #[arg(long)]
        rulings: Option<PathBuf>,
    },
    /// Kiểm tra một báo cáo trước khi gửi và in các vấn đề tìm thấy; mã thoát 0 khi không có lỗi, 1 khi có, 2 khi
    /// không đọc được
    Check {
        /// Tệp báo cáo
        file: PathBuf,
        /// In một đối tượng JSON cho chương trình khác
        #[arg(long, conflicts_with = "sarif")]
        json: bool,
        /// In theo SARIF 2.1.0 cho công cụ soát lỗi
        #[arg(long)]
        sarif: bool,
    },
    /// Trình bày một báo cáo theo thể thức, không cần trình duyệt
    Report {
        /// Tệp văn bản, hoặc kỳ báo cáo (2021-Q2) trong thư mục dữ liệu
        source: String,
        /// Dạng tệp
        #[arg(long)]
        to: Target,
        /// Tệp kết quả
        #[arg(short, long)]
        output: PathBuf,
        #[command(flatten)]
        at: At,
    },
    /// Mở Sổ Liệu của một nơi trên trình duyệt
    Serve(Place),
    /// Mở nơi dùng thử, có sẵn số liệu và tài khoản
    Demo(DemoPlace),
    /// Mở khóa một tài khoản, bỏ mã xác thực của nó và in đường dẫn một lần để đặt lại mật khẩu: khi không còn ai quản trị được
    Unlock {
        /// Tên đăng nhập
        name: String,
        #[command(flatten)]
        at: At,
    },
    /// Nạp mọi tỉnh, huyện, xã của cả nước, hiện nay và trước đây, vào sổ của một nơi đã có; đơn vị đang có giữ nguyên
    Units {
        #[command(flatten)]
        at: At,
    },
    /// Kiểm tra dữ liệu của một nơi
    Doctor {
        #[command(flatten)]
        at: At,
    },
    /// Chuyển toàn bộ dữ liệu của một nơi giữa thư mục (SQLite) và PostgreSQL, rồi đối chiếu hai bên
    Copy {
        /// Nguồn: thư mục dữ liệu, địa chỉ postgres://… hoặc @tệp ghi địa chỉ
        #[arg(long)]
        from: String,
        /// Đích, còn trống
        #[arg(long)]
        to: String,
    },
}

/// Where a place's data are.
#[derive(Args)]
struct At {
    /// Thư mục dữ liệu
    #[arg(long, default_value = "data")]
    data: PathBuf,
    /// PostgreSQL dùng chung thay cho thư mục: postgres://… hoặc @tệp ghi địa chỉ (để mật khẩu không nằm trên dòng lệnh)
    #[arg(long, env = "SOLIEU_DATABASE", hide_env_values = true)]
    database: Option<String>,
}

#[derive(Args)]
struct Place {
    #[command(flatten)]
    at: At,
    /// Địa chỉ và cổng
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
    /// Tệp TOML nói về dịch vụ đăng nhập (OpenID Connect): issuer, client_id, client_secret, address, claim, label
    #[arg(long)]
    oidc: Option<PathBuf>,
}

#[derive(Args)]
struct DemoPlace {
    /// Thư mục dữ liệu
    #[arg(long, default_value = "data/demo")]
    data: PathBuf,
    /// Địa chỉ và cổng
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
}

/// The files that a report can be rendered as.
#[derive(Clone, Copy, ValueEnum)]
enum Target {
    Docx,
    Pdf,
    Html,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Some(Command::Read { file, text: false, json: _ }) if file.is_dir() => folder::read(&file),
        Some(Command::Read { file, text, json: _ }) => files::read(&file, text),
        Some(Command::Align { folder, json, rulings }) => folder::align(&folder, rulings.as_deref(), json),
        Some(Command::Check { file, json, sarif }) => check::check(&file, check::Form::of(json, sarif)),
        Some(command) => place_command(command),
        None => place_command(Command::Demo(DemoPlace {
            data: PathBuf::from("data/demo"),
            listen: "127.0.0.1:8080".to_owned(),
        })),
    };
    match outcome {
        Ok(Found::Nothing) => ExitCode::SUCCESS,
        Ok(Found::Something) => ExitCode::from(1),
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

#[cfg(feature = "web")]
fn place_command(command: Command) -> Outcome {
    match command {
        Command::Demo(demo) => place::demo(&demo.data, &demo.listen),
        Command::Report { source, to, output, at } => render::report(&source, to, &output, &at),
        Command::Unlock { name, at } => place::unlock(&name, &at),
        Command::Units { at } => place::units(&at),
        Command::Doctor { at } => place::doctor(&at),
        Command::Copy { from, to } => copy::copy(&from, &to),
        Command::Serve(place) => place::serve(&place.at, &place.listen, place.oidc.as_deref()),
        Command::Read { .. } | Command::Align { .. } | Command::Check { .. } => Ok(Found::Nothing),
    }
}

#[cfg(not(feature = "web"))]
fn place_command(_: Command) -> Outcome {
    anyhow::bail!("Bản dựng này chỉ đọc và kiểm tra tệp; hãy dựng lại với tính năng web để dùng lệnh này.")
}
