//! Tables drawn with rules: from rules to a grid, from the grid to cells, and the letters in each.

use super::content::Glyph;
use super::geometry::{Place, Rule};
use super::text::Run;
use std::collections::BTreeMap;

/// Rules nearer than this are one; ends that miss each other by less meet.
const TOLERANCE: Place = 250;
/// A larger grid is a drawing.
const MAX_LINES: usize = 400;

/// A cell of a grid, its place and the runs in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    pub(super) runs: Vec<Run>,
}

/// A table drawn on one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Grid {
    pub(super) top: Place,
    pub(super) bottom: Place,
    /// Where columns begin and end.
    pub(super) edges: Vec<Place>,
    /// Those with letters in them, row by row.
    pub(super) cells: Vec<Cell>,
}

/// Takes the runs that stand in tables out of those of a page.
pub(super) fn take(rules: &[Rule], runs: &mut Vec<Run>) -> Vec<Grid> {
    let mut grids: Vec<Frame> = groups(rules).into_iter().filter_map(|group| Frame::of(&group)).collect();
    grids.sort_by_key(|frame| (frame.ys.first().copied(), frame.xs.first().copied()));
    let mut inside: Vec<Vec<Run>> = grids.iter().map(|_| Vec::new()).collect();
    let cut = |run: Run| match grids.iter().find(|frame| frame.place(&run).is_some()) {
        Some(frame) => frame.cut(run),
        None => vec![run],
    };
    for run in std::mem::take(runs).into_iter().flat_map(cut) {
        match grids.iter().position(|frame| frame.place(&run).is_some()).and_then(|at| inside.get_mut(at)) {
            Some(list) => list.push(run),
            None => runs.push(run),
        }
    }
    let mut found = Vec::new();
    for (frame, list) in grids.iter().zip(inside) {
        let grid = frame.fill(list);
        if grid.cells.len() > 1 {
            found.push(grid);
        } else {
            // A box around words is no table.
            runs.extend(grid.cells.into_iter().flat_map(|cell| cell.runs));
        }
    }
    found
}

fn touch(a: &Rule, b: &Rule) -> bool {
    a.left <= b.right + TOLERANCE
        && b.left <= a.right + TOLERANCE
        && a.top <= b.bottom + TOLERANCE
        && b.top <= a.bottom + TOLERANCE
}

/// Rules that hang together. They are looked at from the top down, so that only those still open are compared.
fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut sorted: Vec<Rule> = rules.to_vec();
    sorted.sort_by_key(|rule| (rule.top, rule.left, rule.right, rule.bottom));
    sorted.dedup();
    let mut open: Vec<Vec<Rule>> = Vec::new();
    let mut done: Vec<Vec<Rule>> = Vec::new();
    for rule in sorted {
        let (live, ended): (Vec<_>, Vec<_>) = std::mem::take(&mut open)
            .into_iter()
            .partition(|group| group.iter().any(|other| other.bottom + TOLERANCE >= rule.top));
        done.extend(ended);
        let (mut joined, apart): (Vec<_>, Vec<_>) =
            live.into_iter().partition(|group| group.iter().rev().any(|other| touch(other, &rule)));
        let mut group = joined.drain(..).reduce(|mut all, more| {
            all.extend(more);
            all
        });
        group.get_or_insert_default().push(rule);
        open = apart;
        open.extend(group);
    }
    done.extend(open);
    done
}

/// The lines of a grid.
struct Frame {
    xs: Vec<Place>,
    ys: Vec<Place>,
    upright: Vec<Rule>,
    level: Vec<Rule>,
}

/// Values that differ by more than the tolerance.
fn distinct(mut values: Vec<Place>) -> Vec<Place> {
    values.sort_unstable();
    values.dedup_by(|next, kept| *next - *kept <= TOLERANCE);
    values
}

fn middle(a: Place, b: Place) -> Place {
    (a + b) / 2
}

/// The interval between neighbouring edges that a value lies in.
fn interval(edges: &[Place], value: Place) -> Option<usize> {
    let after = edges.partition_point(|edge| *edge <= value);
    (after > 0 && after < edges.len()).then(|| after - 1)
}

impl Frame {
    fn of(group: &[Rule]) -> Option<Self> {
        let (level, upright): (Vec<Rule>, Vec<Rule>) =
            group.iter().partition(|rule| rule.right - rule.left >= rule.bottom - rule.top);
        let xs = distinct(upright.iter().map(|rule| middle(rule.left, rule.right)).collect());
        let ys = distinct(level.iter().map(|rule| middle(rule.top, rule.bottom)).collect());
        let fits = (3..MAX_LINES).contains(&(xs.len() + usize::from(ys.len() > 2))) && xs.len() >= 2;
        (fits && (2..MAX_LINES * 10).contains(&ys.len())).then_some(Self { xs, ys, upright, level })
    }

    fn place(&self, run: &Run) -> Option<(usize, usize)> {
        let (first, last) = (run.first()?, run.last()?);
        let x = middle(first.left, last.right);
        // A short run that hangs over its cell is told by where it begins.
        let column = interval(&self.xs, x).or_else(|| interval(&self.xs, first.left + 50))?;
        Some((interval(&self.ys, first.base - first.size * 3 / 10)?, column))
    }

    /// Neighbouring cells may be filled so tightly that their letters look like one run.
    fn cut(&self, run: Run) -> Vec<Run> {
        let column = |glyph: &Glyph| interval(&self.xs, middle(glyph.left, glyph.right));
        run.chunk_by(|a, b| column(a) == column(b)).map(<[Glyph]>::to_vec).collect()
    }

    /// Runs to cells; cells without a rule between them are one.
    fn fill(&self, runs: Vec<Run>) -> Grid {
        let (rows, columns) = (self.ys.len() - 1, self.xs.len() - 1);
        let walls = self.walls(rows, columns);
        let mut cells: BTreeMap<(usize, usize), Cell> = BTreeMap::new();
        for run in runs {
            let Some((row, column)) = self.place(&run) else { continue };
            let area = walls.area(row, column);
            let cell = cells.entry((area.row, area.column)).or_insert(area);
            cell.runs.push(run);
        }
        Grid {
            top: self.ys.first().copied().unwrap_or(0),
            bottom: self.ys.last().copied().unwrap_or(0),
            edges: self.xs.clone(),
            cells: cells.into_values().collect(),
        }
    }

    fn walls(&self, rows: usize, columns: usize) -> Walls {
        let mut walls =
            Walls { rows, columns, right: vec![false; rows * columns], below: vec![false; rows * columns] };
        // Steps between edges that a rule covers.
        let covered = |edges: &[Place], from: Place, to: Place| -> std::ops::Range<usize> {
            let first = edges.partition_point(|edge| *edge < from - TOLERANCE);
            let last = edges.partition_point(|edge| *edge <= to + TOLERANCE);
            first..last.saturating_sub(1)
        };
        let nearest =
            |edges: &[Place], value: Place| edges.partition_point(|edge| *edge <= value + TOLERANCE);
        for rule in &self.upright {
            // Edge `n` lies to the right of column `n - 1`.
            let edge = nearest(&self.xs, middle(rule.left, rule.right)).saturating_sub(1);
            for row in covered(&self.ys, rule.top, rule.bottom) {
                walls.set(true, row, edge.wrapping_sub(1));
            }
        }
        for rule in &self.level {
            let edge = nearest(&self.ys, middle(rule.top, rule.bottom)).saturating_sub(1);
            for column in covered(&self.xs, rule.left, rule.right) {
                walls.set(false, edge.wrapping_sub(1), column);
            }
        }
        walls
    }
}

/// Rules to the right of and below each field of a grid.
struct Walls {
    rows: usize,
    columns: usize,
    right: Vec<bool>,
    below: Vec<bool>,
}

impl Walls {
    fn at(&self, row: usize, column: usize) -> Option<usize> {
        (row < self.rows && column < self.columns).then(|| row * self.columns + column)
    }

    fn set(&mut self, right: bool, row: usize, column: usize) {
        let at = self.at(row, column);
        let list = if right { &mut self.right } else { &mut self.below };
        if let Some(wall) = at.and_then(|at| list.get_mut(at)) {
            *wall = true;
        }
    }

    fn is_open(&self, right: bool, row: usize, column: usize) -> bool {
        let list = if right { &self.right } else { &self.below };
        self.at(row, column).and_then(|at| list.get(at)) == Some(&false)
    }

    /// The cell that a field belongs to: fields of its row without a wall between, and rows under them likewise.
    fn area(&self, row: usize, column: usize) -> Cell {
        let left = (0..column).rev().take_while(|c| self.is_open(true, row, *c)).last().unwrap_or(column);
        let more =
            (column..self.columns.saturating_sub(1)).take_while(|c| self.is_open(true, row, *c)).count();
        let right = column + more;
        let open_below = |row: &usize| (left..=right).all(|c| self.is_open(false, *row, c));
        let top = (0..row).rev().take_while(open_below).last().unwrap_or(row);
        let down = (row..self.rows.saturating_sub(1)).take_while(open_below).count();
        Cell {
            row: top,
            column: left,
            rows: row + down - top + 1,
            columns: right - left + 1,
            runs: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, left: Place, base: Place) -> Run {
        vec![Glyph {
            letters: text.to_owned(),
            left,
            right: left + 500,
            next: left + 500,
            base,
            size: 1200,
            bold: false,
            font: 0,
        }]
    }

    /// Each case: rules as left, top, right, bottom in points; words with left and base; cells as row, column, rows,
    /// columns and text.
    #[test]
    fn cells_of_rules() {
        type Case = (&'static [[Place; 4]], &'static [(&'static str, Place, Place)], &'static str);
        let table: [Case; 4] = [
            (
                &[
                    [0, 0, 200, 0],
                    [0, 20, 200, 20],
                    [0, 40, 200, 40],
                    [0, 0, 0, 40],
                    [100, 0, 100, 40],
                    [200, 0, 200, 40],
                ],
                &[("a", 10, 15), ("b", 110, 15), ("c", 10, 35), ("ngoài", 10, 80)],
                "0,0 1x1 a; 0,1 1x1 b; 1,0 1x1 c | ngoài",
            ),
            (
                // The head of the first column goes over both rows, that of the others over two columns.
                &[
                    [0, 0, 300, 0],
                    [100, 20, 300, 20],
                    [0, 40, 300, 40],
                    [0, 0, 0, 40],
                    [100, 0, 100, 40],
                    [200, 20, 200, 40],
                    [300, 0, 300, 40],
                ],
                &[("a", 10, 25), ("b", 180, 15), ("c", 110, 35), ("d", 210, 35)],
                "0,0 2x1 a; 0,1 1x2 b; 1,1 1x1 c; 1,2 1x1 d |",
            ),
            (
                &[[0, 0, 200, 0], [0, 30, 200, 30], [0, 0, 0, 30], [200, 0, 200, 30]],
                &[("khung", 10, 20)],
                " | khung",
            ),
            (&[[0, 0, 200, 0]], &[("chân", 10, 20)], " | chân"),
        ];
        for (rules, words, expected) in table {
            let rules: Vec<Rule> = rules
                .iter()
                .map(|[l, t, r, b]| Rule { left: l * 100, top: t * 100, right: r * 100, bottom: b * 100 })
                .collect();
            let mut runs: Vec<Run> =
                words.iter().map(|(text, left, base)| run(text, left * 100, base * 100)).collect();
            let grids = take(&rules, &mut runs);
            let text = |runs: &[Run]| {
                runs.iter().flatten().map(|g| g.letters.as_str()).collect::<Vec<_>>().join(" ")
            };
            let cells = grids.iter().flat_map(|grid| &grid.cells);
            let cells: Vec<String> = cells
                .map(|c| format!("{},{} {}x{} {}", c.row, c.column, c.rows, c.columns, text(&c.runs)))
                .collect();
            assert_eq!(format!("{} | {}", cells.join("; "), text(&runs)).trim_end(), expected);
        }
    }
}
