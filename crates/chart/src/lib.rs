//! Charts and maps of a report as drawings, and in words for who does not see them.
//!
//! Figures are exact decimals, places on the paper whole tenths of a millimetre: the same chart gives the same bytes. All is
//! told apart without colour, for reports are printed black on white. What is not known leaves a gap; it is never drawn as zero.

mod bars;
mod canvas;
mod columns;
mod lines;
mod map;
mod scale;
mod words;

use canvas::Canvas;
use model::Decimal;

/// Width of every drawing, in tenths of a millimetre: that of the type area.
pub const WIDTH: i64 = 1600;
/// No drawing is higher, in tenths of a millimetre: it fits on a page with its title.
pub const HIGHEST: i64 = 1450;

/// A chart with its numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// How it is drawn.
    pub shape: Shape,
    /// Unit of measure; empty where each group has its own.
    pub unit: String,
    /// What stands side by side in each group: `Thực hiện`, `Kế hoạch`.
    pub series: Vec<String>,
    /// What stands along the axis, in order.
    pub groups: Vec<Group>,
    /// Lines below: where the numbers are from, who is missing.
    pub source: Vec<String>,
}

/// How a chart is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Upright columns side by side.
    Columns,
    /// Points joined by a line.
    Lines,
    /// Lying bars, one below the other.
    Bars,
    /// Areas, darker where there is more.
    Map {
        /// The area of each group; none = its boundary is not known.
        areas: Vec<Option<Area>>,
    },
}

/// One place on the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is: an indicator, a period, a unit.
    pub label: String,
    /// A number for each series; none = not known.
    pub values: Vec<Option<Value>>,
}

/// A number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// How much.
    pub amount: Decimal,
    /// As printed.
    pub words: String,
}

/// Closed rings of longitude and latitude in thousandths of a degree; what lies within an odd number of them belongs to it.
pub type Area = Vec<Vec<(i32, i32)>>;

/// An area on a map that shows where it lies, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Land {
    /// Its name.
    pub label: String,
    /// Where it lies.
    pub area: Area,
    /// Whether it is the one that is looked at.
    pub marked: bool,
}

/// A map of areas as they lie; the marked ones are dark and named.
pub fn lands(lands: &[Land]) -> String {
    let mut canvas = Canvas::default();
    map::lands(lands, &mut canvas);
    canvas.finish()
}

impl Chart {
    /// The drawing.
    pub fn svg(&self) -> String {
        let mut canvas = Canvas::default();
        let mut said = None;
        match &self.shape {
            Shape::Columns => columns::draw(self, &mut canvas),
            Shape::Lines => said = lines::draw(self, &mut canvas),
            Shape::Bars => bars::draw(self, &mut canvas),
            Shape::Map { areas } => map::draw(self, areas, &mut canvas),
        }
        canvas.below(self.source.iter().map(String::as_str).chain(said));
        canvas.finish()
    }

    /// All that it shows, in words.
    pub fn alt(&self) -> String {
        let kind = match &self.shape {
            Shape::Columns => "Biểu đồ cột",
            Shape::Lines => "Biểu đồ đường",
            Shape::Bars => "Biểu đồ thanh",
            Shape::Map { .. } => "Bản đồ",
        };
        let unit =
            if self.unit.is_empty() { String::new() } else { format!(", đơn vị tính {}", self.unit) };
        let series = (0..).zip(&self.series).map(|(at, name)| {
            let known = self.groups.iter().map(|g| match g.value(at) {
                Some(value) => format!("{} {}", g.label, value.words),
                None => format!("{} chưa có số liệu", g.label),
            });
            let known = known.collect::<Vec<_>>().join("; ");
            if self.series.len() > 1 { format!("{name}: {known}.") } else { format!("{known}.") }
        });
        std::iter::once(format!("{kind}{unit}.")).chain(series).collect::<Vec<_>>().join(" ")
    }

    fn amounts(&self) -> impl Iterator<Item = Decimal> {
        self.groups.iter().flat_map(|g| &g.values).flatten().map(|v| v.amount)
    }
}

impl Group {
    /// Its number in a series.
    pub fn value(&self, series: usize) -> Option<&Value> {
        self.values.get(series).and_then(Option::as_ref)
    }
}
