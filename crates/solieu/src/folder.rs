//! Folders of reports: read side by side, and aligned into series.

use crate::{Found, Outcome, files};
use anyhow::{Context, bail};
use model::{Reading, Ruling, Series, SourceText};
use reader::Aligned;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// Files of these kinds are taken for reports.
const KINDS: [&str; 9] = ["doc", "docx", "pdf", "txt", "html", "htm", "odt", "rtf", "mht"];
/// Folders within folders are followed this far.
const DEPTH: usize = 8;

/// One line of the answer.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    #[serde(flatten)]
    outcome: LineOutcome,
}

#[derive(Serialize)]
#[serde(untagged)]
enum LineOutcome {
    Read(Box<Reading>),
    Unread { error: String },
}

/// Prints one line of JSON a file, in the order of their names: a reading with `file`, or `file` and `error`.
/// One that cannot be read does not stop the rest; then something was found.
pub(crate) fn read(folder: &Path) -> Outcome {
    let paths = reports(folder)?;
    let mut failed = 0;
    each(&paths, read_one, |path, outcome| {
        let file = name_in(folder, path);
        let outcome = match outcome {
            Ok((_, reading)) => LineOutcome::Read(Box::new(reading)),
            Err(error) => LineOutcome::Unread { error },
        };
        if let LineOutcome::Unread { error } = &outcome {
            failed += 1;
            eprintln!("{file}: {error}");
        }
        files::print(&(serde_json::to_string(&Line { file: &file, outcome })? + "\n"))
    })?;
    eprintln!("Đã đọc {} trên {} tệp.", paths.len() - failed, paths.len());
    match failed {
        0 => Ok(Found::Nothing),
        all if all == paths.len() => bail!("Không đọc được tệp nào trong {}.", folder.display()),
        _ => Ok(Found::Something),
    }
}

/// A report of an alignment.
#[derive(Serialize)]
struct Head {
    file: String,
    period: Option<model::Period>,
}

#[derive(Serialize)]
struct Alignment {
    reports: Vec<Head>,
    series: Vec<Series>,
}

/// Aligns the reports of a folder in the order of their periods and prints their series.
pub(crate) fn align(folder: &Path, rulings: Option<&Path>, json: bool) -> Outcome {
    let rulings: Vec<Ruling> = match rulings {
        None => Vec::new(),
        Some(path) => serde_json::from_slice(&std::fs::read(path).with_context(|| unreadable(path))?)
            .with_context(|| unreadable(path))?,
    };
    let paths = reports(folder)?;
    let mut read: Vec<(String, SourceText, Reading)> = Vec::new();
    each(&paths, read_one, |path, outcome| {
        let file = name_in(folder, path);
        match outcome {
            Ok((source, reading)) => read.push((file, source, reading)),
            Err(error) => eprintln!("{file}: {error}"),
        }
        Ok(())
    })?;
    if read.is_empty() {
        bail!("Không đọc được tệp nào trong {}.", folder.display());
    }
    read.sort_by_key(|(_, _, reading)| reading.document.period.map(|period| period.legal_window().to));
    let aligned: Vec<Aligned> = read.iter().map(|(_, source, reading)| Aligned { source, reading }).collect();
    let series = reader::align(&aligned, &rulings);
    let reports =
        read.iter().map(|(file, _, reading)| Head { file: file.clone(), period: reading.document.period });
    let alignment = Alignment { reports: reports.collect(), series };
    files::print(&if json { serde_json::to_string(&alignment)? + "\n" } else { table(&alignment) })?;
    Ok(if read.len() == paths.len() { Found::Nothing } else { Found::Something })
}

fn unreadable(path: &Path) -> String {
    format!(
        "Không đọc được tệp {}. Tệp này phải là một mảng JSON các quyết định về cách gọi chỉ tiêu.",
        path.display()
    )
}

/// A series a line: name, unit of measure, the printed number of each report; `?` where somebody should look.
fn table(alignment: &Alignment) -> String {
    let head = alignment.reports.iter().map(|report| match report.period {
        Some(period) => period.to_string(),
        None => report.file.clone(),
    });
    let mut out = format!("chỉ tiêu\tđơn vị tính\t{}\n", head.collect::<Vec<_>>().join("\t"));
    for series in &alignment.series {
        let unit = series.cells.last().map_or("", |cell| cell.wording.unit.as_str());
        let cell = |report: usize| {
            let Some(cell) = series.cells.iter().find(|cell| cell.report == report) else {
                return String::new();
            };
            let own_unit = &cell.wording.unit;
            let unit = if *own_unit == unit { String::new() } else { format!(" {own_unit}") };
            let doubt = if cell.confidence < model::DOUBTFUL_JOINT { " ?" } else { "" };
            format!("{}{unit}{doubt}", cell.surface)
        };
        let cells: Vec<String> = (0..alignment.reports.len()).map(cell).collect();
        out.push_str(&format!("{}\t{unit}\t{}\n", series.subject, cells.join("\t")));
    }
    out
}

fn read_one(path: &Path) -> Result<(SourceText, Reading), String> {
    let source = files::intake(path).map_err(|sentence| sentence.to_string())?;
    let reading = files::reading(&source);
    Ok((source, reading))
}

/// Does `work` on every path with all cores and hands the outcomes over in order, telling progress on standard error.
fn each<T: Send>(
    paths: &[PathBuf],
    work: impl Fn(&Path) -> T + Sync,
    mut take: impl FnMut(&Path, T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(paths.len().max(1));
    let (sender, receiver) = mpsc::sync_channel(workers);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let sender = sender.clone();
            let (next, work) = (&next, &work);
            scope.spawn(move || {
                while let Some((at, path)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    paths.get(at).map(|path| (at, path))
                } {
                    // Nobody listens any more: the reader of our output has gone.
                    if sender.send((at, work(path))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut told = 0;
        let mut progress = Progress::new(paths.len());
        for (at, outcome) in receiver {
            waiting.insert(at, outcome);
            while let Some(outcome) = waiting.remove(&told) {
                let Some(path) = paths.get(told) else { break };
                told += 1;
                progress.tell(told);
                take(path, outcome)?;
            }
        }
        Ok(())
    })
}

/// A line that counts up, on a terminal only.
struct Progress {
    all: usize,
    shown: bool,
}

impl Progress {
    fn new(all: usize) -> Self {
        Self { all, shown: std::io::IsTerminal::is_terminal(&std::io::stderr()) }
    }

    fn tell(&mut self, done: usize) {
        if self.shown {
            let end = if done == self.all { "\n" } else { "\r" };
            eprint!("Đang đọc: {done}/{}{end}", self.all);
            // A terminal that is gone needs no progress.
            self.shown = std::io::stderr().flush().is_ok();
        }
    }
}

/// The reports in a folder and the folders in it, by name. Hidden files and the lock files of Word are none.
fn reports(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![(folder.to_owned(), 0)];
    while let Some((at, depth)) = open.pop() {
        let entries = std::fs::read_dir(&at).with_context(|| {
            format!("Không mở được thư mục {}. Hãy kiểm tra lại tên và quyền đọc.", at.display())
        })?;
        for entry in entries.flatten() {
            let (path, name) = (entry.path(), entry.file_name().to_string_lossy().to_lowercase());
            let kind = Path::new(&name).extension().and_then(|kind| kind.to_str()).unwrap_or_default();
            if name.starts_with(['.', '~']) {
                continue;
            }
            // A link to a folder may lead back to it.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) && depth < DEPTH {
                open.push((path, depth + 1));
            } else if KINDS.contains(&kind) {
                found.push(path);
            }
        }
    }
    found.sort();
    if found.is_empty() {
        bail!(
            "Thư mục {} không có tệp báo cáo nào (.docx, .doc, .pdf, .txt, .html, .odt, .rtf).",
            folder.display()
        );
    }
    Ok(found)
}

fn name_in(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned()
}
