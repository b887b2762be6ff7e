//! The demo, and what people do to its Word file.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "each test takes its part, and may stop at the first surprise"
)]

use app::{App, Clock};
use model::{Account, Grant, Role};
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder of one test.
pub fn folder_of(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The same, empty.
fn folder(name: &str) -> PathBuf {
    let dir = folder_of(name);
    std::fs::remove_dir_all(&dir).ok();
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

pub fn office() -> Account {
    Account::new("tonghop", "nam-son", vec![Grant { restricted: true, ..Grant::everywhere(Role::Compiler) }])
}

pub async fn demo(name: &str) -> App {
    let app = App::open(folder(name).as_path(), Clock::real(), Vec::new()).await.unwrap();
    app.demo().await.unwrap();
    app
}

/// The file with its body changed.
pub fn edited(file: &[u8], edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut source = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut target = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..source.len() {
        let mut part = source.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "word/document.xml" {
            bytes = edit(std::str::from_utf8(&bytes).unwrap()).into_bytes();
        }
        target.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        target.write_all(&bytes).unwrap();
    }
    target.finish().unwrap().into_inner()
}

/// Opens a file in LibreOffice and saves it; none where it is not installed. The name is of a folder of the test's own.
pub fn resaved(file: &[u8], name: &str) -> Option<Vec<u8>> {
    let folder = folder(name);
    let out = folder.join("out");
    std::fs::write(folder.join("report.docx"), file).unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let arguments = [&profile, "--headless", "--convert-to", "docx", "--outdir", out.to_str().unwrap()];
    if let Err(error) = Command::new("soffice").args(arguments).arg(folder.join("report.docx")).output() {
        eprintln!("skipped: soffice cannot run here ({error})");
        return None;
    }
    Some(std::fs::read(out.join("report.docx")).unwrap())
}
