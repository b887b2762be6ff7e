//! Upright columns side by side.

use crate::canvas::{Anchor, Canvas, Fill};
use crate::scale::Scale;
use crate::words::{SIZE, SMALL, width, wrapped};
use crate::{Chart, WIDTH};

/// Height of the area in which columns stand.
const HEIGHT: i64 = 560;
/// The widest column.
const WIDEST: i64 = 130;
/// What stands where nothing is known.
pub const GAP: &str = "…";
/// How axes are drawn.
pub const AXIS: &str = "stroke=\"#000\" stroke-width=\"3\"";
/// How the lines across are drawn.
const ACROSS: &str = "stroke=\"#bbb\" stroke-width=\"1\"";

pub fn draw(chart: &Chart, canvas: &mut Canvas) {
    let top = legend(chart, canvas);
    let frame = Frame::new(chart, canvas, top, |from, to| Scale::from_zero(chart.amounts(), from, to));
    let series = i64::try_from(chart.series.len().max(1)).unwrap_or(1);
    let wide = (frame.slot * 8 / 10 / series).clamp(2, WIDEST);
    for (middle, group) in frame.middles().zip(&chart.groups) {
        for (index, left) in
            (0..chart.series.len()).zip((middle - wide * series / 2..).step_by(to_usize(wide)))
        {
            let column = (left, wide);
            match group.value(index) {
                Some(value) => {
                    let (zero, end) = (frame.scale.zero(), frame.scale.at(value.amount));
                    let (from, to) = (zero.min(end), zero.max(end));
                    canvas.rect((left, from), (wide, to - from), Fill::of(index));
                    let under = if end > zero && frame.upright { SMALL + 14 } else { 0 };
                    frame.label(canvas, column, if under > 0 { end + under } else { from }, &value.words);
                }
                None => frame.label(canvas, column, frame.scale.zero(), GAP),
            }
        }
    }
    frame.zero_line(canvas);
    frame.names(chart, canvas);
}

fn to_usize(length: i64) -> usize {
    usize::try_from(length).unwrap_or(1).max(1)
}

/// Unit of measure, and what is drawn how; says where the area may begin.
pub fn legend(chart: &Chart, canvas: &mut Canvas) -> i64 {
    if !chart.unit.is_empty() {
        canvas.text((0, SIZE), SIZE, Anchor::Start, &format!("Đơn vị tính: {}", chart.unit));
    }
    if chart.series.len() < 2 {
        return SIZE + 30;
    }
    let lengths: Vec<i64> = chart.series.iter().map(|name| width(name, SIZE) + 100).collect();
    let mut x = (WIDTH - lengths.iter().sum::<i64>()) / 2;
    let y = if chart.unit.is_empty() { SIZE } else { 2 * SIZE + 20 };
    for (index, (name, length)) in chart.series.iter().zip(lengths).enumerate() {
        canvas.rect((x, y - 24), (50, 26), Fill::of(index));
        canvas.text((x + 62, y), SIZE, Anchor::Start, name);
        x += length;
    }
    y + 30
}

/// The area with its axes: amounts upwards, groups to the right.
pub struct Frame {
    pub scale: Scale,
    pub slot: i64,
    left: i64,
    size: i64,
    groups: usize,
    upright: bool,
}

impl Frame {
    /// Draws the axis of amounts.
    pub fn new(chart: &Chart, canvas: &mut Canvas, top: i64, scale: impl Fn(i64, i64) -> Scale) -> Self {
        let groups = i64::try_from(chart.groups.len().max(1)).unwrap_or(1);
        let series = i64::try_from(chart.series.len().max(1)).unwrap_or(1);
        // The words of the marks do not depend on where they stand.
        let marks = scale(HEIGHT, 0).marks();
        let left = marks.iter().map(|(_, words)| width(words, SMALL)).max().unwrap_or_default() + 24;
        let left = left.min(WIDTH / 3);
        let slot = (WIDTH - left) / groups;
        let longest = |size| {
            let words = chart.groups.iter().flat_map(|g| &g.values).flatten().map(|v| width(&v.words, size));
            words.max().unwrap_or_default()
        };
        let room = slot / series;
        let size = if longest(SIZE - 4) <= room { SIZE - 4 } else { SMALL };
        let upright = longest(size) <= room;
        let above = if upright { size + 14 } else { longest(size).min(300) + 20 };
        let scale = scale(top + above + HEIGHT, top + above);
        for (y, words) in scale.marks() {
            canvas.line((left, y), (WIDTH, y), ACROSS);
            canvas.text((left - 14, y + 9), SMALL, Anchor::End, &words);
        }
        canvas.line((left, top + above), (left, top + above + HEIGHT), AXIS);
        Self { scale, slot, left, size, groups: chart.groups.len(), upright }
    }

    /// The middle of every group.
    pub fn middles(&self) -> impl Iterator<Item = i64> + use<> {
        let (left, slot) = (self.left, self.slot);
        (0..i64::try_from(self.groups).unwrap_or_default()).map(move |n| left + slot * n + slot / 2)
    }

    /// A number above a place.
    pub fn label(&self, canvas: &mut Canvas, (left, wide): (i64, i64), y: i64, words: &str) {
        let middle = left + wide / 2;
        match self.upright {
            true => canvas.text((middle, y - 8), self.size, Anchor::Middle, words),
            false => canvas.climbing((middle + self.size / 3, y - 8), self.size, words),
        }
    }

    /// The line of zero.
    pub fn zero_line(&self, canvas: &mut Canvas) {
        canvas.line((self.left, self.scale.zero()), (WIDTH, self.scale.zero()), AXIS);
    }

    /// The names of the groups.
    pub fn names(&self, chart: &Chart, canvas: &mut Canvas) {
        let from = canvas.bottom + 4;
        for (middle, group) in self.middles().zip(&chart.groups) {
            let lines = wrapped(&group.label, SMALL + 2, self.slot - 12, 4);
            for (line, y) in lines.iter().zip((from + SMALL..).step_by(to_usize(SMALL + 6))) {
                canvas.text((middle, y), SMALL + 2, Anchor::Middle, line);
            }
        }
    }
}
