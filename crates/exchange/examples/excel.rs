//! Measures writing 25 forms of 200 cells as one zip, and reading a form of 1,000 rows back: `cargo xtask bench`.
//!
//! `excel write|read FOLDER` says `ready`, and answers each line of its input with milliseconds, cells and memory in MB.
//! To be read it writes `FOLDER/form.xlsx`, for the others too.
#[path = "../tests/common/mod.rs"]
mod common;

use common::large;
use exchange::{archive::Packer, open, returned, write};
use std::io::BufRead as _;
use std::path::Path;
use std::time::Instant;

const FORMS: usize = 25;
const CELLS: usize = 200;
const ROWS: usize = 1000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [work, folder] = arguments.as_slice() else { return Ok(()) };
    let form = large(if work == "write" { CELLS } else { ROWS });
    let held = write(&form)?;
    std::fs::write(Path::new(folder).join("form.xlsx"), &held)?;
    let written = || -> Result<usize, Box<dyn std::error::Error>> {
        let mut packer = Packer::default();
        for number in 0..FORMS {
            std::hint::black_box(packer.add(&format!("{number}.xlsx"), &write(&form)?)?);
        }
        std::hint::black_box(packer.finish()?);
        Ok(FORMS * CELLS)
    };
    let read = || -> Result<usize, Box<dyn std::error::Error>> {
        Ok(returned(&open(&held)?, &form).map_err(|other| format!("{other:?}"))?.answers.len())
    };
    println!("ready");
    for _ in std::io::stdin().lock().lines() {
        let begin = Instant::now();
        let count = if work == "write" { written()? } else { read()? };
        println!("{:.3} {count} {:.1}", begin.elapsed().as_secs_f64() * 1e3, memory());
    }
    Ok(())
}

fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}
