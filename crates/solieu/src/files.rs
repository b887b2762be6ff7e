//! `read`: a file in, words out.

use crate::{Found, Outcome};
use anyhow::{Context, bail};
use model::{Reading, SourceText};
use reader::Known;
use std::fs::File;
#[cfg(feature = "web")]
use std::io::IsTerminal;
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

/// Larger than this is no report; it is refused without being read whole.
const LARGEST: u64 = 50 * 1024 * 1024;

/// What is read in a text, with the official units that the program brings.
pub(crate) fn reading(source: &SourceText) -> Reading {
    reader::read_with(source, Known { units: catalogue::units::shipped() })
}

/// Prints the reading of a file, or its plain text.
pub(crate) fn read(file: &Path, text: bool) -> Outcome {
    let source = intake(file)?;
    let printed = match text {
        true => source.text,
        false => serde_json::to_string(&reading(&source))? + "\n",
    };
    print(&printed)?;
    Ok(Found::Nothing)
}

/// Takes in a file, or says in one sentence why not.
pub(crate) fn intake(file: &Path) -> anyhow::Result<SourceText> {
    let name = file.display();
    let opened = File::open(file).map_err(|error| match error.kind() {
        ErrorKind::NotFound => anyhow::anyhow!("Không có tệp {name}. Hãy kiểm tra lại tên và thư mục."),
        ErrorKind::PermissionDenied => {
            anyhow::anyhow!("Không có quyền đọc tệp {name}. Hãy xin quyền hoặc chép tệp ra chỗ khác.")
        }
        _ => anyhow::anyhow!("Không mở được tệp {name} ({error}). Hãy kiểm tra lại đường dẫn."),
    })?;
    let about = opened.metadata().with_context(|| format!("Không đọc được tệp {name}."))?;
    if about.is_dir() {
        bail!("{name} là một thư mục. Hãy chọn một tệp báo cáo trong đó.");
    }
    if about.len() > LARGEST {
        bail!("Tệp lớn hơn 50 MB. Hãy bỏ bớt hình ảnh trong báo cáo rồi gửi lại.");
    }
    let mut bytes = Vec::new();
    if let Err(error) = opened.take(LARGEST + 1).read_to_end(&mut bytes) {
        bail!("Không đọc được tệp {name} ({error}). Hãy kiểm tra ổ đĩa.");
    }
    let file_name = file.file_name().unwrap_or_default().to_string_lossy();
    take_in(&file_name, &bytes)
}

/// Scanned pages are recognised, which takes seconds a page; a person who waits sees how far it is.
#[cfg(feature = "web")]
fn take_in(file_name: &str, bytes: &[u8]) -> anyhow::Result<SourceText> {
    let watched = std::io::stderr().is_terminal();
    let told = |done: usize, pages: usize| {
        if watched {
            eprint!("\rNhận dạng chữ: {done}/{pages} trang{}", if done == pages { "\n" } else { "" });
        }
    };
    Ok(app::recognise::intake(file_name, bytes, &told)?)
}

#[cfg(not(feature = "web"))]
fn take_in(file_name: &str, bytes: &[u8]) -> anyhow::Result<SourceText> {
    Ok(reader::intake(file_name, bytes)?)
}

/// A reader that has seen enough and closed the pipe is no error.
pub(crate) fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            bail!("Không ghi được kết quả ({error}).")
        }
        _ => Ok(()),
    }
}
