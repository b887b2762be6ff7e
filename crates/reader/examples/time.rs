//! `cargo run --release --example time -- FILE`: milliseconds that this process, just started, takes to read one report, from
//! the bytes of the file to its reading.

#![allow(clippy::unwrap_used, reason = "a measurement may stop")]

use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let file = std::env::args().nth(1).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let start = Instant::now();
    let reading = reader::read(&reader::intake(&file, &bytes).unwrap());
    let took = start.elapsed();
    assert!(!reading.outline.is_empty(), "{file} has no outline");
    println!("{:.3}", took.as_secs_f64() * 1e3);
}
