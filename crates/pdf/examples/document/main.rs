//! Measures writing reports: `cargo xtask bench --only document`.
//!
//! `document docx|communes|pdf|typst FOLDER` says `ready`, and answers each line of its input with milliseconds, documents and
//! memory in MB. The report has 15 pages, 400 figures, 8 tables and 20 footnotes; `FOLDER/document.json` holds it for others.
//! `typst` sets the same words with typst alone, in markup as a person writes it.
#![allow(clippy::unwrap_used, reason = "the maker of documents is the tests'")]

#[path = "../../../report/tests/common/made.rs"]
mod made;
mod plain;

use made::made;
use report::{Block, Document, Span};
use std::io::BufRead as _;
use std::path::Path;
use std::time::Instant;

const PARAGRAPHS: usize = 174;
const FIGURES: usize = 400;
const NOTES: usize = 20;
const COMMUNES: usize = 1000;
const THREADS: usize = 2;

/// A measurement stops at the first surprise.
type Trouble = Box<dyn std::error::Error>;

fn main() -> Result<(), Trouble> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, folder] = arguments.as_slice() else { return Ok(()) };
    let document = bound(made(PARAGRAPHS));
    let commune = bound(made(24));
    std::fs::write(Path::new(folder).join("document.json"), serde_json::to_vec(&document)?)?;
    let fonts = fonts();
    let plain = plain::Plain::new(&document, &fonts);
    let typesetter = pdf::Typesetter::new(fonts);
    let run = || -> Result<usize, Trouble> {
        Ok(match work.as_str() {
            "docx" => std::hint::black_box(report::docx(&document)?).len().min(1),
            "communes" => communes(&commune),
            "pdf" => std::hint::black_box(typesetter.pdf(&document)?).len().min(1),
            _ => std::hint::black_box(plain.pdf()?).len().min(1),
        })
    };
    println!("ready");
    for _ in std::io::stdin().lock().lines() {
        let begin = Instant::now();
        let count = run()?;
        println!("{:.3} {count} {:.1}", begin.elapsed().as_secs_f64() * 1e3, memory());
    }
    Ok(())
}

fn communes(document: &Document) -> usize {
    let each = COMMUNES / THREADS;
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(move || (0..each).for_each(|_| drop(std::hint::black_box(report::docx(document)))));
        }
    });
    each * THREADS
}

/// The document with its numbers as figures, and no more notes than wanted.
fn bound(mut document: Document) -> Document {
    let mut count = 0;
    for block in &mut document.body {
        if let Block::Table(table) = block {
            let cells = table.rows.iter_mut().flatten().filter(|cell| cell.spans.len() == 1);
            cells.for_each(|cell| cell.spans = figures(&words(&cell.spans), &mut count));
        }
        let Block::Paragraph(paragraph) = block else { continue };
        let spans = std::mem::take(&mut paragraph.spans).into_iter().flat_map(|span| match span {
            Span::Note { index } if index >= NOTES => vec![],
            Span::Text { text, .. } => figures(&text, &mut count),
            other => vec![other],
        });
        paragraph.spans = spans.collect();
        paragraph.id = Some(format!("p{count}").into());
    }
    document
}

fn words(spans: &[Span]) -> String {
    spans.iter().map(Span::words).collect()
}

fn figures(text: &str, count: &mut usize) -> Vec<Span> {
    let mut out = Vec::new();
    for word in text.split_inclusive(' ') {
        let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
        if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) && *count < FIGURES {
            *count += 1;
            out.push(Span::figure(format!("f{count}"), digits));
            out.push(Span::text(&word[digits.len()..]));
        } else if let Some(Span::Text { text, .. }) = out.last_mut() {
            text.push_str(word);
        } else {
            out.push(Span::text(word));
        }
    }
    out
}

fn fonts() -> Vec<Vec<u8>> {
    let folder = Path::new("/usr/share/fonts/truetype/liberation2");
    let names = ["Regular", "Bold", "Italic", "BoldItalic"];
    let read = |name: &str| std::fs::read(folder.join(format!("LiberationSerif-{name}.ttf"))).ok();
    names.into_iter().filter_map(read).collect()
}

fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}
