//! Points joined by a line, broken where nothing is known.

use crate::Chart;
use crate::canvas::Canvas;
use crate::columns::{Frame, GAP, legend};
use crate::scale::Scale;
use std::fmt::Write;

/// How the line of a series is drawn.
const DRESSES: [&str; 3] = [
    "fill=\"none\" stroke=\"#000\" stroke-width=\"5\"",
    "fill=\"none\" stroke=\"#000\" stroke-width=\"4\" stroke-dasharray=\"20 12\"",
    "fill=\"none\" stroke=\"#000\" stroke-width=\"4\" stroke-dasharray=\"4 10\"",
];

/// Draws the chart; says what must be said below it.
pub fn draw(chart: &Chart, canvas: &mut Canvas) -> Option<&'static str> {
    let top = legend(chart, canvas);
    let scale = |from, to| Scale::around(chart.amounts(), from, to).0;
    let frame = Frame::new(chart, canvas, top, scale);
    for (series, dress) in (0..chart.series.len()).zip(DRESSES.iter().cycle()) {
        let places = frame.middles().zip(&chart.groups);
        let places = places.map(|(x, group)| (x, group.value(series).map(|v| (frame.scale.at(v.amount), v))));
        let places: Vec<_> = places.collect();
        let mut path = String::new();
        let mut joined = false;
        for (x, point) in &places {
            if let Some((y, _)) = point {
                let _ = write!(path, "{}{x} {y}", if joined { 'L' } else { 'M' });
            }
            joined = point.is_some();
        }
        canvas.path(&path, dress);
        for (x, point) in places {
            let slot = (x - frame.slot / 2, frame.slot);
            match point {
                Some((y, value)) => {
                    canvas.dot((x, y));
                    frame.label(canvas, slot, y - 12, &value.words);
                }
                None => frame.label(canvas, slot, frame.scale.zero(), GAP),
            }
        }
    }
    frame.zero_line(canvas);
    frame.names(chart, canvas);
    let from_zero = Scale::around(chart.amounts(), 0, 1).1;
    (!from_zero).then_some("Trục đứng không bắt đầu từ 0.")
}
