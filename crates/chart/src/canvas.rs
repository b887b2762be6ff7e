//! What is drawn, as SVG. Places are tenths of a millimetre from the upper left corner.

use crate::WIDTH;
use crate::words::{SMALL, wrapped};
use std::fmt::Write;

/// How an area is filled: told apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Dark.
    Dark,
    /// White with slanting lines.
    Hatched,
    /// Light grey.
    Light,
}

impl Fill {
    /// The fill of a series.
    pub fn of(series: usize) -> Self {
        [Self::Dark, Self::Hatched, Self::Light][series % 3]
    }

    fn paint(self) -> &'static str {
        match self {
            Self::Dark => "#3d4f66",
            Self::Hatched => "#fff",
            Self::Light => "#c9c9c9",
        }
    }
}

/// Where words stand towards their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// They begin there.
    Start,
    /// Their middle is there.
    Middle,
    /// They end there.
    End,
}

impl Anchor {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// Most lines below a drawing.
const MOST_BELOW: usize = 6;
/// Room between two slanting lines.
const HATCH: i64 = 14;

/// A drawing while it is made.
#[derive(Debug, Default)]
pub struct Canvas {
    body: String,
    /// The lowest place that is used.
    pub bottom: i64,
}

impl Canvas {
    fn reach(&mut self, y: i64) {
        self.bottom = self.bottom.max(y);
    }

    /// A filled and framed rectangle.
    pub fn rect(&mut self, (x, y): (i64, i64), (wide, high): (i64, i64), fill: Fill) {
        self.reach(y + high);
        let paint = fill.paint();
        let _ = writeln!(
            self.body,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{wide}\" height=\"{high}\" fill=\"{paint}\" stroke=\"#000\" stroke-width=\"2\"/>"
        );
        if fill == Fill::Hatched {
            self.hatch((x, y), (wide, high));
        }
    }

    /// Slanting lines cut to a rectangle: programs that know no patterns show them too.
    fn hatch(&mut self, (x, y): (i64, i64), (wide, high): (i64, i64)) {
        let mut path = String::new();
        let mut sum = HATCH;
        while sum < wide + high {
            let (from, to) = ((sum - high).max(0), sum.min(wide));
            let _ = write!(path, "M{} {}L{} {}", x + from, y + sum - from, x + to, y + sum - to);
            sum += HATCH;
        }
        if !path.is_empty() {
            let _ =
                writeln!(self.body, "<path d=\"{path}\" fill=\"none\" stroke=\"#000\" stroke-width=\"2\"/>");
        }
    }

    /// A straight line.
    pub fn line(&mut self, (x1, y1): (i64, i64), (x2, y2): (i64, i64), dress: &str) {
        self.reach(y1.max(y2));
        let _ = writeln!(self.body, "<path d=\"M{x1} {y1}L{x2} {y2}\" fill=\"none\" {dress}/>");
    }

    /// Any path.
    pub fn path(&mut self, path: &str, dress: &str) {
        if !path.is_empty() {
            let _ = writeln!(self.body, "<path d=\"{path}\" {dress}/>");
        }
    }

    /// A dot.
    pub fn dot(&mut self, (x, y): (i64, i64)) {
        self.reach(y + 9);
        let _ = writeln!(
            self.body,
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"9\" fill=\"#fff\" stroke=\"#000\" stroke-width=\"4\"/>"
        );
    }

    /// Words on a line through `y`.
    pub fn text(&mut self, (x, y): (i64, i64), size: i64, anchor: Anchor, words: &str) {
        self.words((x, y), size, anchor, "", words);
    }

    /// Words that stand out.
    pub fn bold(&mut self, (x, y): (i64, i64), size: i64, anchor: Anchor, words: &str) {
        self.words((x, y), size, anchor, " font-weight=\"bold\"", words);
    }

    fn words(&mut self, (x, y): (i64, i64), size: i64, anchor: Anchor, more: &str, words: &str) {
        self.reach(y + size / 4);
        let (anchor, words) = (anchor.name(), escaped(words));
        let _ = writeln!(
            self.body,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\"{more}>{words}</text>"
        );
    }

    /// Words that climb from a place.
    pub fn climbing(&mut self, (x, y): (i64, i64), size: i64, words: &str) {
        self.reach(y);
        let words = escaped(words);
        let _ = writeln!(
            self.body,
            "<text transform=\"translate({x} {y}) rotate(-90)\" font-size=\"{size}\">{words}</text>"
        );
    }

    /// Small lines below everything.
    pub fn below<'a>(&mut self, lines: impl Iterator<Item = &'a str>) {
        let mut y = self.bottom + 20;
        for words in lines.flat_map(|line| wrapped(line, SMALL, WIDTH, 4)).take(MOST_BELOW) {
            y += SMALL + 6;
            self.words((0, y), SMALL, Anchor::Start, " font-style=\"italic\"", &words);
        }
    }

    /// The whole drawing.
    pub fn finish(self) -> String {
        let high = self.bottom + 6;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {high}\" width=\"{WIDTH}\" height=\"{high}\" \
             font-family=\"'Times New Roman', Tinos, 'Liberation Serif', serif\">\n\
             <rect width=\"{WIDTH}\" height=\"{high}\" fill=\"#fff\"/>\n{}</svg>\n",
            self.body
        )
    }
}

/// Without what XML forbids, its signs spelt out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
