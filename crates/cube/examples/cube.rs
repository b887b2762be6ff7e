//! Measures the six questions of a country on a cube of it, side by side with another engine: `cargo xtask bench`.
//!
//! `cube FOLDER` makes a synthetic country (fixed seed), writes its values there for the others, packs and loads the
//! cube, says `ready`, and answers each line of its input (`Q1 7`: question, turn) with milliseconds, a sum over the
//! answer, and memory in MB.

use cube::{At, Axes, Cube, Series, Step};
use rust_decimal::Decimal;
use std::io::{BufRead, BufWriter, Write};
use std::ops::Range;
use std::path::Path;
use std::time::Instant;

const PROVINCES: usize = 34;
const COMMUNES: usize = 3321;
const INDICATORS: usize = 200;
const YEARS: usize = 10;
const MONTHS: usize = YEARS * 12;
/// Values of each indicator and commune.
const CELLS: usize = INDICATORS * COMMUNES * MONTHS;

/// The same numbers at every run.
struct Chance(u64);

impl Chance {
    /// From zero to below one.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        #[allow(clippy::cast_precision_loss, reason = "53 bits are held exactly")]
        let share = (self.0 >> 11) as f64 / (1_u64 << 53) as f64;
        share
    }

    /// About normal, of mean zero and deviation one.
    fn normal(&mut self) -> f64 {
        (0..6).map(|_| self.share()).sum::<f64>() * 2.0_f64.sqrt() - 3.0 * 2.0_f64.sqrt()
    }
}

fn groups() -> Vec<usize> {
    (0..PROVINCES).map(|p| COMMUNES * (p + 1) / PROVINCES - COMMUNES * p / PROVINCES).collect()
}

/// Fills the cube, and writes `actual.i32` and `plan.i32`: cents, indicator by indicator, unit by unit, month by month.
fn country(folder: &Path) -> std::io::Result<Cube> {
    let series = vec![Series { decimals: 2, step: Step::Month }; 2 * INDICATORS];
    let mut cube = Cube::new(Axes::new(2016, YEARS, series, &groups()));
    let file = |name: &str| std::fs::File::create(folder.join(name)).map(BufWriter::new);
    let (mut actuals, mut plans) = (file("actual.i32")?, file("plan.i32")?);
    let mut chance = Chance(20_250_701);
    for indicator in 0..INDICATORS {
        for unit in 0..COMMUNES {
            let level = (7.0 + 1.2 * chance.normal()).exp();
            for month in 0..MONTHS {
                #[allow(clippy::cast_precision_loss, reason = "small")]
                let (year, season) = ((month / 12) as f64, ((month % 12) as f64 / 2.0).sin());
                let expected = level * (1.0 + 0.04 * year) * (1.0 + 0.1 * season);
                let actual = expected * (0.15 * chance.normal()).exp();
                let plan = expected * 1.05 * (0.05 * chance.normal()).exp();
                let known = |value: f64, missing: bool| {
                    #[allow(clippy::cast_possible_truncation, reason = "made to fit")]
                    let cents = (value * 100.0).round().min(2.0e9) as i32;
                    (!missing).then_some(cents)
                };
                let (actual, plan) = (known(actual, chance.share() < 0.2), known(plan, chance.share() < 0.2));
                for (series, value, file) in
                    [(indicator, actual, &mut actuals), (INDICATORS + indicator, plan, &mut plans)]
                {
                    file.write_all(&value.unwrap_or(i32::MIN).to_le_bytes())?;
                    let value = value.map(|cents| Decimal::new(i64::from(cents), 2));
                    cube.set(At { series, unit, step: month }, value)
                        .unwrap_or_else(|unfit| panic!("{unfit}"));
                }
            }
        }
    }
    let provinces: Vec<String> = (0..COMMUNES).map(|unit| cube.axes().group_of(unit).to_string()).collect();
    std::fs::write(folder.join("provinces.txt"), provinces.join("\n"))?;
    Ok(cube)
}

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let folder = Path::new(&folder);
    let cube = country(folder)?;
    let known: usize = (0..2 * INDICATORS).map(|series| cube.known(series)).sum();
    let begun = Instant::now();
    let sizes: Vec<u64> = write(&cube, folder)?;
    let packed = begun.elapsed();
    let in_memory = cube.bytes();
    drop(cube);
    let begun = Instant::now();
    let mut cube = load(folder, &sizes)?;
    let loaded = begun.elapsed();
    #[allow(clippy::cast_precision_loss, reason = "for people")]
    let of_each = |bytes: f64| bytes / known as f64;
    #[allow(clippy::cast_precision_loss, reason = "for people")]
    let (disk, memory) = (of_each(sizes.iter().sum::<u64>() as f64), of_each(in_memory as f64));
    eprintln!(
        "{known} of {} values; {memory:.2} bytes each in memory, {disk:.2} on disk; packed in {packed:.1?}, loaded in {loaded:.1?}",
        2 * CELLS
    );
    println!("ready");
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (question, turn) = line.split_once(' ').unwrap_or((&line, "0"));
        let turn = turn.parse().unwrap_or_default();
        let begun = Instant::now();
        let answer = ask(&mut cube, question, turn);
        println!("{} {} {}", begun.elapsed().as_secs_f64() * 1e3, answer.rem_euclid(1 << 60), rss());
    }
    Ok(())
}

/// One file of all series; how long each is.
fn write(cube: &Cube, folder: &Path) -> std::io::Result<Vec<u64>> {
    let mut file = BufWriter::new(std::fs::File::create(folder.join("cube.bin"))?);
    let mut sizes = Vec::new();
    for series in 0..2 * INDICATORS {
        let bytes = cube.pack(series);
        file.write_all(&bytes)?;
        sizes.push(bytes.len() as u64);
    }
    file.flush()?;
    Ok(sizes)
}

fn load(folder: &Path, sizes: &[u64]) -> std::io::Result<Cube> {
    let series = vec![Series { decimals: 2, step: Step::Month }; 2 * INDICATORS];
    let mut cube = Cube::new(Axes::new(2016, YEARS, series, &groups()));
    let bytes = std::fs::read(folder.join("cube.bin"))?;
    let mut rest = bytes.as_slice();
    for (series, size) in sizes.iter().enumerate() {
        let (own, others) = rest.split_at(usize::try_from(*size).unwrap_or_default());
        cube.unpack(series, own, cube::Form::Runs).unwrap_or_else(|broken| panic!("{broken}"));
        rest = others;
    }
    Ok(cube)
}

/// Answers a question and adds up its answer, so that engines can be compared.
fn ask(cube: &mut Cube, question: &str, turn: usize) -> i128 {
    let province = turn * 7 % PROVINCES;
    let indicators = |many: usize| (0..many).map(move |i| (turn * 13 + i * 3) % INDICATORS);
    let quarter = turn * 5 % (MONTHS / 3);
    let year = turn % YEARS;
    let of_year = |year: usize| year * 12..(year + 1) * 12;
    match question {
        "Q1" => {
            let months = quarter * 3..quarter * 3 + 3;
            let units = cube.axes().group(province);
            let of = |series: usize| cube.total(series, units.clone(), months.clone());
            let rows: Vec<_> = indicators(50).map(|i| (of(i), of(INDICATORS + i))).collect();
            rows.iter().map(|(actual, plan)| actual.sum + plan.sum).sum()
        }
        "Q2" | "Q2-kept" => {
            let rows: Vec<_> = indicators(20)
                .flat_map(|i| match question {
                    "Q2" => cube.totals(i, &[of_year(year)]),
                    _ => cube.kept(i, &[of_year(year)]),
                })
                .collect();
            rows.iter().map(|total| total.sum).sum()
        }
        "Q3" => {
            let (unit, year) = (turn * 97 % COMMUNES, 1 + turn % (YEARS - 1));
            let months = (year - 1) * 12..(year + 1) * 12;
            let rows = cube.profile(0..INDICATORS, unit, &months);
            rows.iter().flatten().map(|value| i128::from(*value)).sum()
        }
        "Q4" | "Q4-kept" => {
            let quarters: Vec<Range<usize>> = (0..MONTHS / 3).map(|q| q * 3..q * 3 + 3).collect();
            let rows: Vec<_> = indicators(100)
                .flat_map(
                    |i| if question == "Q4" { cube.totals(i, &quarters) } else { cube.kept(i, &quarters) },
                )
                .collect();
            rows.iter().map(|total| total.sum).sum()
        }
        "Q5" => {
            let (part, whole) = (turn * 11 % INDICATORS, (turn * 11 + 1) % INDICATORS);
            let ranked = cube.rank(part, whole, 0..COMMUNES, of_year(year));
            let places = ranked
                .iter()
                .zip(1_i128..)
                .map(|(r, place)| place * i128::try_from(r.unit).unwrap_or_default());
            places.sum()
        }
        "Q6" => {
            let units = cube.axes().group(province);
            let month = MONTHS - 1 - turn % 12;
            let found = (0..INDICATORS).flat_map(|i| cube.outliers(i, units.clone(), month, 24, 12, 3));
            found.map(|(_, value)| i128::from(value)).sum()
        }
        // A new observation, and then every question over it.
        _ => {
            let at = At { series: turn % INDICATORS, unit: turn % COMMUNES, step: MONTHS - 1 };
            let value = i64::try_from(turn).unwrap_or_default();
            cube.set(at, Some(Decimal::new(value, 2))).unwrap_or_else(|unfit| panic!("{unfit}"));
            ["Q1", "Q2", "Q3", "Q4-kept", "Q5", "Q6"].map(|question| ask(cube, question, turn)).iter().sum()
        }
    }
}

/// Megabytes that the program holds.
fn rss() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|kb| kb.trim().trim_end_matches("kB").trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}
