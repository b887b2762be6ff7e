//! `cargo run --release --example time -- FILE`: milliseconds that this process, just started, takes to read one report, from
//! the bytes of the file to its reading.

use std::error::Error;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn Error>> {
    let file = std::env::args().nth(1).ok_or("name a file")?;
    let bytes = std::fs::read(&file)?;
    let start = Instant::now();
    let reading = reader::read(&reader::intake(&file, &bytes).map_err(|why| why.to_string())?);
    let took = start.elapsed();
    if reading.outline.is_empty() {
        return Err(format!("{file} has no outline").into());
    }
    println!("{:.3}", took.as_secs_f64() * 1e3);
    Ok(())
}
