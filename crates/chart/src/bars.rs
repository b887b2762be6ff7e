//! Lying bars, one below the other, in as many columns as they need.

use crate::canvas::{Anchor, Canvas, Fill};
use crate::columns::{AXIS, GAP, legend};
use crate::scale::Scale;
use crate::words::{SIZE, SMALL, fitted, width};
use crate::{Chart, Group, WIDTH};

/// Most bars below one another.
const MOST: usize = 24;
/// Bars up to which letters are large.
const ROOMY: usize = 18;
/// Most columns of bars.
const COLUMNS: usize = 4;
/// Room between two columns.
const BETWEEN: i64 = 40;

pub fn draw(chart: &Chart, canvas: &mut Canvas) {
    let top = legend(chart, canvas);
    let count = chart.groups.len().div_ceil(MOST).clamp(1, COLUMNS);
    let each = chart.groups.len().div_ceil(count).clamp(1, MOST);
    let size = if chart.groups.len() > ROOMY { SMALL } else { SIZE - 2 };
    let columns = i64::try_from(count).unwrap_or(1);
    let wide = (WIDTH - BETWEEN * (columns - 1)) / columns;
    let left = (0..).step_by(usize::try_from(wide + BETWEEN).unwrap_or(1));
    for (groups, left) in chart.groups.chunks(each).take(count).zip(left) {
        column(chart, groups, (left, top), (wide, size), canvas);
    }
}

fn column(
    chart: &Chart,
    groups: &[Group],
    (left, top): (i64, i64),
    (wide, size): (i64, i64),
    canvas: &mut Canvas,
) {
    let names =
        chart.groups.iter().map(|g| width(&g.label, size)).max().unwrap_or_default().min(wide * 45 / 100);
    let words = chart.groups.iter().filter_map(|g| g.value(0)).map(|v| width(&v.words, size));
    let numbers = words.max().unwrap_or_default().min(wide / 3) + 12;
    let scale = Scale::from_zero(chart.amounts(), left + names + 16, left + wide - numbers);
    let high = size + 20;
    let mut y = top;
    for group in groups {
        let line = y + (high + size) / 2 - 5;
        let name = fitted(&group.label, size, names);
        canvas.text((left + names, line), size, Anchor::End, &name);
        match group.value(0) {
            Some(value) => {
                let (zero, end) = (scale.zero(), scale.at(value.amount));
                let (from, to) = (zero.min(end), zero.max(end));
                canvas.rect((from, y + 6), (to - from, high - 12), Fill::Dark);
                canvas.text((to + 8, line), size, Anchor::Start, &fitted(&value.words, size, numbers));
            }
            None => canvas.text((scale.zero() + 8, line), size, Anchor::Start, GAP),
        }
        y += high;
    }
    canvas.line((scale.zero(), top), (scale.zero(), y), AXIS);
}
