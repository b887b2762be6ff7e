//! Measures 5,000 rules over 3,321 units x 1,000 values on two cores, side by side with other engines: `cargo xtask bench`.
//!
//! `rules FOLDER exact|rounded` writes the data and rules there for the others, says `ready`, and answers each line of
//! its input with milliseconds, violations and memory in MB.

use engine::dense::{Plans, Table};
use formula::{Formula, Reference, Shift};
use model::{Code, Decimal, Interval, Number};
use std::fmt::Write as _;
use std::io::{BufRead, Write as _};
use std::path::Path;
use std::time::Instant;

/// Communes of the country.
const UNITS: usize = 3321;
/// Groups of figures that add up.
const GROUPS: usize = 30;
/// Figures of a group that nothing is known of.
const BASE: usize = 8;
/// Sums of some of them.
const TOTALS: usize = 12;
/// Figures of all groups.
const FIGURES: usize = GROUPS * (BASE + TOTALS);
/// Printed percentages.
const SHARES: usize = 400;
/// Values of one period.
const VALUES: usize = FIGURES + SHARES;
const CORES: usize = 2;

/// Figures of all units, in units of the last printed digit, a column after another; those of the last period behind.
struct Data {
    columns: Vec<Vec<Option<i64>>>,
    /// Printed decimals of figures; percentages have two.
    decimals: u32,
}

/// A rule as the other engines take it: its kind, columns, and a border.
struct Rule {
    kind: &'static str,
    columns: Vec<usize>,
    border: i64,
}

/// The same numbers at every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }
}

/// The parts of each sum of a group: two to eight neighbours.
fn parts(total: usize) -> std::ops::Range<usize> {
    let many = 2 + total % 7;
    let first = (total * 3) % (BASE - many + 1);
    first..first + many
}

fn column(group: usize, at: usize) -> usize {
    group * (BASE + TOTALS) + at
}

impl Data {
    /// Hidden values with three more digits, of which totals and percentages are made; then all are rounded, and some go wrong.
    fn new(chance: &mut Chance, decimals: u32) -> Self {
        let round = |hidden: i64| if decimals == 0 { hidden } else { (hidden + 500).div_euclid(1000) };
        let mut columns = vec![Vec::new(); VALUES + FIGURES];
        for _ in 0..UNITS {
            for group in 0..GROUPS {
                let size = if decimals == 0 { 20_000 } else { 20_000_000 };
                let base: Vec<i64> = (0..BASE)
                    .map(|_| i64::try_from(size / 20 + chance.below(size)).unwrap_or_default())
                    .collect();
                for (at, hidden) in base.iter().enumerate() {
                    columns[column(group, at)].push(*hidden);
                }
                for total in 0..TOTALS {
                    columns[column(group, BASE + total)].push(base[parts(total)].iter().sum());
                }
            }
            for share in 0..SHARES {
                let (part, whole) = shared(share);
                let last = |column: usize| columns[column].last().copied().unwrap_or_default();
                let (part, whole): (i64, i64) = (last(part), last(whole));
                columns[FIGURES + share].push((part * 20_000 + whole) / (2 * whole));
            }
            for figure in 0..FIGURES {
                let now = columns[figure].last().copied().unwrap_or_default();
                let percent = i64::try_from(80 + chance.below(40)).unwrap_or(100);
                columns[VALUES + figure].push(now * percent / 100);
            }
        }
        let mut stated = |column: usize, hidden: i64| {
            let value = if (FIGURES..VALUES).contains(&column) { hidden } else { round(hidden) };
            match chance.below(5000) {
                0 => Some(value * 10),
                1 => Some(value / 10),
                2..12 => None,
                _ => Some(value),
            }
        };
        let columns = columns.into_iter().enumerate();
        let columns =
            columns.map(|(at, hidden)| hidden.into_iter().map(|h| stated(at, h)).collect()).collect();
        Self { columns, decimals }
    }

    fn interval(&self, column: usize, unit: usize) -> Option<Interval> {
        let value = self.columns[column][unit]?;
        let percent = (FIGURES..VALUES).contains(&column);
        let decimals = if percent { 2 } else { self.decimals };
        let number = Number::new(Decimal::new(value, decimals));
        Some(number.interval(!percent && self.decimals == 0, None))
    }
}

/// Part and whole of a percentage.
fn shared(share: usize) -> (usize, usize) {
    let (group, total) = (share % GROUPS, share / GROUPS % TOTALS);
    (column(group, parts(total).start), column(group, BASE + total))
}

/// 2,000 sums, 1,000 ratios, 1,000 bounds, 1,000 growths.
fn rules() -> Vec<Rule> {
    let sums = (0..2000).map(|i| {
        let (group, total) = (i % GROUPS, i / GROUPS % TOTALS);
        let sum = std::iter::once(column(group, BASE + total));
        Rule {
            kind: "sum",
            columns: sum.chain(parts(total).map(|at| column(group, at))).collect(),
            border: 0,
        }
    });
    let shares = (0..SHARES).map(|i| {
        let (part, whole) = shared(i);
        Rule { kind: "share", columns: vec![FIGURES + i, part, whole], border: 0 }
    });
    let ratios = (SHARES..1000).map(|i| {
        let (part, whole) = shared(i);
        Rule { kind: "at-most", columns: vec![part, whole], border: 90 }
    });
    let bounds = (0..1000).map(|i| {
        let (part, whole) = shared(i);
        Rule { kind: "bound", columns: vec![part, whole], border: 0 }
    });
    let growths = (0..1000).map(|i| {
        let kind = if i < FIGURES { "growth-at-most" } else { "growth-at-least" };
        Rule {
            kind,
            columns: vec![i % FIGURES, VALUES + i % FIGURES],
            border: if i < FIGURES { 60 } else { -60 },
        }
    });
    sums.chain(shares).chain(ratios).chain(bounds).chain(growths).collect()
}

impl Rule {
    fn law(&self) -> Formula {
        let name = |column: usize| match column.checked_sub(VALUES) {
            Some(before) => format!("C{before}[-1]"),
            None => format!("C{column}"),
        };
        let names: Vec<String> = self.columns.iter().map(|column| name(*column)).collect();
        let border = self.border;
        let text = match (self.kind, names.as_slice()) {
            ("sum", [total, parts @ ..]) => format!("{total} = {}", parts.join(" + ")),
            ("share", [percent, part, whole]) => format!("{percent} = 100 * {part} / {whole}"),
            ("at-most", [part, whole]) => format!("100 * {part} / {whole} <= {border}"),
            ("bound", [part, whole]) => format!("{part} <= {whole}"),
            ("growth-at-most", [now, before]) => format!("100 * ({now} - {before}) / {before} <= {border}"),
            (_, [now, before]) => format!("100 * ({now} - {before}) / {before} >= {border}"),
            _ => String::new(),
        };
        formula::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }
}

/// `data.i64`: all columns; `rules.txt`: kind, columns, border; `slack.txt`: half the last digit of each column, or zero.
fn write(folder: &Path, data: &Data, rules: &[Rule]) -> std::io::Result<()> {
    let mut bytes = Vec::with_capacity((VALUES + FIGURES) * UNITS * 8);
    for value in data.columns.iter().flatten() {
        bytes.extend(value.unwrap_or(i64::MIN).to_le_bytes());
    }
    std::fs::write(folder.join("data.i64"), bytes)?;
    let mut text = String::new();
    for rule in rules {
        let columns: Vec<String> = rule.columns.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "{} {} {}", rule.kind, columns.join(","), rule.border);
    }
    std::fs::write(folder.join("rules.txt"), text)?;
    let slack = |column: usize| {
        if data.decimals == 0 && !(FIGURES..VALUES).contains(&column) { "0\n" } else { "0.5\n" }
    };
    std::fs::write(folder.join("slack.txt"), (0..VALUES + FIGURES).map(slack).collect::<String>())
}

fn place(reference: &Reference) -> usize {
    let Code(code) = &reference.code;
    let column: usize = code.trim_start_matches('C').parse().unwrap_or_default();
    column + if reference.shift == Shift::Back(0) { 0 } else { VALUES }
}

fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|kb| kb.trim().trim_end_matches("kB").trim().parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, mode] = arguments.as_slice() else { panic!("rules FOLDER exact|rounded") };
    let rules = rules();
    let laws: Vec<Formula> = rules.iter().map(Rule::law).collect();
    let plans = Plans::new(&laws);
    let places: Vec<usize> = plans.columns().iter().map(place).collect();
    let tables: Vec<Table> = {
        let data = Data::new(&mut Chance(42), if mode == "exact" { 0 } else { 1 });
        write(Path::new(folder), &data, &rules)?;
        // Blocks are not torn, so that no core has one more than it must.
        let share = UNITS.div_ceil(CORES).next_multiple_of(engine::dense::WIDTH);
        let halves = (0..UNITS).step_by(share);
        halves
            .map(|first| {
                Table::new(places.len(), share.min(UNITS - first), |column, unit| {
                    data.interval(places[column], first + unit)
                })
            })
            .collect()
    };
    println!("ready {}", env!("CARGO_PKG_VERSION"));
    for line in std::io::stdin().lock().lines() {
        line?;
        let begin = Instant::now();
        let violations: u32 = std::thread::scope(|scope| {
            let work: Vec<_> = tables.iter().map(|table| scope.spawn(|| count(&plans, table))).collect();
            work.into_iter().filter_map(|worker| worker.join().ok()).sum()
        });
        println!("{:.3} {violations} {:.1}", begin.elapsed().as_secs_f64() * 1e3, memory());
        std::io::stdout().flush()?;
    }
    Ok(())
}

fn count(plans: &Plans, table: &Table) -> u32 {
    let verdicts = plans.judge(table);
    assert!(verdicts.iter().all(|verdict| verdict.unsure == 0), "everything here fits");
    verdicts.iter().map(|verdict| verdict.fails.count_ones()).sum()
}
