//! Scanned pages and photos: letters recognised by programs of the machine, `pdftoppm` (poppler-utils) and `tesseract`
//! (tesseract-ocr, tesseract-ocr-vie).
//!
//! Tesseract answers with a PDF that has the letters in their places, so that columns, tables and paragraphs are found by the
//! same reader as in any other PDF.

use model::SourceText;
use reader::Unreadable;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

/// Pages that are recognised at most; a report and its annexes have fewer.
const MOST_PAGES: usize = 60;
/// A page takes a few seconds; all of them together this long at most.
const PATIENCE: Duration = Duration::from_secs(600);
/// Dots an inch: what tesseract was taught with.
const RESOLUTION: &str = "300";
/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(30);

/// One file at a time: each takes all of the machine.
static TURN: Mutex<()> = Mutex::new(());

/// Why a file did not become a text: one sentence that says what to do.
#[derive(Debug, thiserror::Error)]
pub enum Unrecognised {
    /// It cannot be read, or it is scanned and the programs are not installed.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// Above the limit of time.
    #[error(
        "Nhận dạng chữ trong bản quét mất hơn 10 phút. Hãy tách tệp thành các phần ngắn hơn rồi gửi lại."
    )]
    TooSlow,
    /// The programs found no letters or gave up.
    #[error(
        "Không nhận dạng được chữ trong bản quét này. Hãy quét lại rõ hơn (300 dpi, đúng chiều giấy), hoặc gửi bản gốc soạn bằng Word."
    )]
    Nothing,
    /// The programs cannot be run here.
    #[error(
        "Không chạy được phần mềm nhận dạng chữ ({0}). Hãy báo người quản trị kiểm tra máy chủ và dung lượng ổ đĩa."
    )]
    Broken(io::Error),
}

/// Takes in a file as [`reader::intake`] does, and recognises the letters of scanned pages where the programs for that are
/// installed. `told` hears how many of all pages are done.
///
/// # Errors
/// [`Unrecognised`] with one sentence.
pub fn intake(
    file_name: &str,
    bytes: &[u8],
    told: &dyn Fn(usize, usize),
) -> Result<SourceText, Unrecognised> {
    match reader::intake(file_name, bytes) {
        Err(Unreadable::Scanned) => recognise(bytes, told),
        other => Ok(other?),
    }
}

/// Whether both programs and the Vietnamese letters are there.
fn is_installed() -> bool {
    let output =
        |program: &str, argument: &str| Command::new(program).arg(argument).stdin(Stdio::null()).output();
    let languages = output("tesseract", "--list-langs");
    let speaks = |text: &[u8]| String::from_utf8_lossy(text).lines().any(|line| line.trim() == "vie");
    languages.is_ok_and(|out| speaks(&out.stdout) || speaks(&out.stderr)) && output("pdftoppm", "-v").is_ok()
}

fn recognise(bytes: &[u8], told: &dyn Fn(usize, usize)) -> Result<SourceText, Unrecognised> {
    if !is_installed() {
        return Err(Unreadable::Scanned.into());
    }
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let end = Instant::now() + PATIENCE;
    let folder = Folder::new().map_err(Unrecognised::Broken)?;
    let pages = pages(&folder, bytes, end)?;
    let list = folder.0.join("pages.txt");
    let lines: Vec<String> = pages.iter().map(|page| page.display().to_string()).collect();
    fs::write(&list, lines.join("\n")).map_err(Unrecognised::Broken)?;
    let text = folder.0.join("text");
    let mut tesseract = Command::new("tesseract");
    tesseract.args([list.as_os_str(), text.as_os_str()]);
    tesseract.args(["-l", "vie", "--dpi", RESOLUTION, "-c", "textonly_pdf=1", "pdf"]);
    told(0, pages.len());
    let mut done = 0;
    // It names each page before it begins with it.
    run(tesseract, end, &mut |line| {
        if line.starts_with("Page ") {
            told(done, pages.len());
            done += 1;
        }
    })?;
    told(pages.len(), pages.len());
    let found = fs::read(text.with_extension("pdf")).map_err(|_| Unrecognised::Nothing)?;
    let source = reader::intake("recognised.pdf", &found).map_err(|_| Unrecognised::Nothing)?;
    Ok(SourceText { recognised: true, ..source })
}

/// The pages as pictures; a photo is one.
fn pages(folder: &Folder, bytes: &[u8], end: Instant) -> Result<Vec<PathBuf>, Unrecognised> {
    let file = folder.0.join("file");
    fs::write(&file, bytes).map_err(Unrecognised::Broken)?;
    if !bytes.get(..1024).unwrap_or(bytes).windows(5).any(|window| window == b"%PDF-") {
        return Ok(vec![file]);
    }
    let mut painter = Command::new("pdftoppm");
    painter.args(["-r", RESOLUTION, "-gray", "-l", &MOST_PAGES.to_string()]);
    painter.args([file.as_os_str(), folder.0.join("page").as_os_str()]);
    run(painter, end, &mut |_| ())?;
    let listed = fs::read_dir(&folder.0).map_err(Unrecognised::Broken)?;
    let is_page = |path: &PathBuf| path.extension() == Some(OsStr::new("pgm"));
    let mut pages: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).filter(is_page).collect();
    pages.sort();
    if pages.is_empty() { Err(Unrecognised::Nothing) } else { Ok(pages) }
}

/// Runs a program until it ends or time is up; hears each line of its standard error.
fn run(mut command: Command, end: Instant, hear: &mut dyn FnMut(&str)) -> Result<(), Unrecognised> {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = Running(command.spawn().map_err(Unrecognised::Broken)?);
    let (said, heard) = mpsc::channel();
    if let Some(errors) = child.0.stderr.take() {
        std::thread::spawn(move || {
            let lines = BufReader::new(errors.take(1024 * 1024)).lines();
            lines.map_while(Result::ok).try_for_each(|line| said.send(line))
        });
    }
    loop {
        let ended = child.0.try_wait().map_err(Unrecognised::Broken)?;
        heard.try_iter().for_each(|line| hear(&line));
        match ended {
            Some(status) if status.success() => return Ok(()),
            Some(_) => return Err(Unrecognised::Nothing),
            None if Instant::now() > end => return Err(Unrecognised::TooSlow),
            None => std::thread::sleep(LOOK),
        }
    }
}

/// A program that does not outlive its use.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended already cannot be ended again.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A folder of one's own that goes away with what is in it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> io::Result<Self> {
        let mut random = [0u8; 16];
        getrandom::fill(&mut random).map_err(|error| io::Error::other(error.to_string()))?;
        let path: PathBuf = std::env::temp_dir().join(format!("solieu-{:032x}", u128::from_le_bytes(random)));
        make_private(&path)?;
        Ok(Self(path))
    }
}

#[cfg(unix)]
fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make_private(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing can be done about a file that is still held; the system clears its folder of temporary files.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;

    /// A page of our suite as a photo, if the program that draws it is there.
    fn photo() -> Option<Vec<u8>> {
        let report = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/intake/bao-cao-libreoffice.pdf");
        let drawn = Command::new("pdftoppm").args(["-r", "200", "-l", "1", "-png", report]).output();
        drawn.ok().filter(|drawn| drawn.status.success()).map(|drawn| drawn.stdout)
    }

    #[test]
    fn a_photo_is_recognised_or_the_sentence_names_what_to_install() {
        let picture = photo().filter(|_| is_installed()).unwrap_or_else(|| b"\x89PNG\r\n\x1a\n".to_vec());
        let heard = RefCell::new(Vec::new());
        match intake("anh.png", &picture, &|done, pages| heard.borrow_mut().push((done, pages))) {
            Ok(source) => {
                assert!(source.recognised && source.text.contains("1.235 con"), "{}", source.text);
                assert_eq!(heard.into_inner().last(), Some(&(1, 1)));
                let reading = reader::read(&source);
                assert!(reading.document.recognised && !reading.facts.is_empty());
                assert!(reading.facts.iter().all(|fact| fact.confidence < rust_decimal::Decimal::new(8, 1)));
            }
            Err(why) => {
                assert!(!is_installed(), "{why}");
                assert!(why.to_string().contains("tesseract-ocr-vie"), "{why}");
            }
        }
    }

    #[test]
    fn a_picture_of_nothing_gets_one_sentence() {
        let says = intake("anh.png", b"\x89PNG\r\n\x1a\n broken", &|_, _| ())
            .map(|s| s.text)
            .unwrap_err()
            .to_string();
        assert!(says.contains("ãy ") && says.ends_with('.') && !says.contains('\n'), "{says}");
    }

    #[test]
    fn folders_go_away() {
        let folder = Folder::new().unwrap();
        let path = folder.0.clone();
        fs::write(path.join("page"), "x").unwrap();
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let mut sleeper = Command::new("sleep");
        sleeper.arg("60");
        let start = Instant::now();
        let outcome = run(sleeper, start + Duration::from_millis(100), &mut |_| ());
        assert!(matches!(outcome, Err(Unrecognised::TooSlow | Unrecognised::Broken(_))));
        assert!(start.elapsed() < Duration::from_secs(30));
    }
}
