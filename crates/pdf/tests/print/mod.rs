//! Pages as lines of print, by poppler's tools and LibreOffice; where a tool is not on the machine, the test says so.
#![allow(dead_code, reason = "not every test wants everything")]

pub mod measures;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A line of print: page, millimetres from the left and top edges of the page, points, style, words.
#[derive(Clone, Debug)]
pub struct Print {
    pub page: usize,
    pub left: f64,
    pub width: f64,
    pub top: f64,
    pub size: u32,
    pub style: &'static str,
    pub words: String,
}

/// The fonts of the machine that can set a report.
pub fn fonts() -> Option<Vec<Vec<u8>>> {
    let folders = ["/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts"];
    let mut files: Vec<PathBuf> = folders.iter().flat_map(|folder| files_below(Path::new(folder))).collect();
    files.retain(|path| {
        let name = path.file_name().unwrap().to_string_lossy().to_lowercase();
        ["liberationserif", "tinos", "times"].iter().any(|start| name.starts_with(start))
    });
    // Debian's first package of Liberation lacks most Vietnamese letters; the face in the later folder has them.
    files.sort_by_key(|path| {
        (path.file_name().map(std::ffi::OsStr::to_owned), std::cmp::Reverse(path.clone()))
    });
    files.dedup_by_key(|path| path.file_name().map(std::ffi::OsStr::to_owned));
    if files.is_empty() {
        eprintln!("skipped: no Times New Roman, Tinos or Liberation Serif on this machine");
        return None;
    }
    Some(files.iter().map(|path| std::fs::read(path).unwrap()).collect())
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.into_iter().flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// Runs a tool; `None` with a word on it where there is no such tool.
pub fn run(tool: &str, arguments: &[&str]) -> Option<String> {
    match Command::new(tool).args(arguments).output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(error) => {
            eprintln!("skipped: {tool} cannot run here ({error})");
            None
        }
    }
}

/// A fresh folder for one test.
pub fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// The lines of print of a PDF file.
pub fn prints(pdf: &Path) -> Option<Vec<Print>> {
    let xml =
        run("pdftohtml", &["-xml", "-stdout", "-i", "-zoom", "1", "-fontfullname", pdf.to_str().unwrap()])?;
    let (mut page, mut faces, mut out) = (0, BTreeMap::new(), Vec::new());
    for row in xml.lines() {
        let value =
            |name: &str| row.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split('"').next());
        let mm = |name: &str| value(name).unwrap().parse::<f64>().unwrap() * 25.4 / 72.0;
        page += row.matches("<page ").count();
        if row.contains("<fontspec ") {
            let family = value("family").unwrap();
            faces.insert(value("id").unwrap(), (value("size").unwrap().parse().unwrap(), style(family)));
        }
        if row.starts_with("<text ") {
            let (size, style) = faces[value("font").unwrap()];
            let words = plain(row);
            out.push(Print {
                page,
                left: mm("left"),
                width: mm("width"),
                top: mm("top"),
                size,
                style,
                words,
            });
        }
    }
    Some(out)
}

fn style(family: &str) -> &'static str {
    match (family.contains("Bold"), family.contains("Italic")) {
        (false, false) => "thường",
        (true, false) => "đậm",
        (false, true) => "nghiêng",
        (true, true) => "đậm nghiêng",
    }
}

fn plain(row: &str) -> String {
    let text: String =
        row.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    text.replace('\u{a0}', " ").trim().to_owned()
}

/// A Word file as LibreOffice prints it.
pub fn office_pdf(source: &Path) -> Option<PathBuf> {
    let folder = source.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let (out, file) = (folder.to_str().unwrap(), source.to_str().unwrap());
    run("soffice", &[&profile, "--headless", "--convert-to", "pdf", "--outdir", out, file])?;
    Some(source.with_extension("pdf"))
}
