//! Areas, darker where there is more, each with its name and number where they fit.

use crate::canvas::{Anchor, Canvas};
use crate::columns::{GAP, legend};
use crate::words::{SIZE, SMALL, fitted, width};
use crate::{Area, Chart, Land, Value, WIDTH};
use std::fmt::Write;

/// The map itself, beside which its signs are told.
const ROOM: (i64, i64) = (1120, 900);
/// From little to much: black words can be read on each.
const SHADES: [&str; 4] = ["#fff", "#e2e2e2", "#c0c0c0", "#969696"];
/// Room between the lines that mark an area without a number.
const LINES: i64 = 16;
/// Cosines of the degrees of latitude from the equator, in thousandths.
const COSINES: [i64; 31] = [
    1000, 1000, 999, 999, 998, 996, 995, 993, 990, 988, 985, 982, 978, 974, 970, 966, 961, 956, 951, 946,
    940, 934, 927, 921, 914, 906, 899, 891, 883, 875, 866,
];

/// Sixteenths of the height of an area, those in its middle first.
const MIDDLE_FIRST: [i64; 15] = [8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Rings on the paper.
type Rings = Vec<Vec<(i64, i64)>>;

pub fn draw(chart: &Chart, areas: &[Option<Area>], canvas: &mut Canvas) {
    let top = legend(chart, canvas);
    let placed = Fit::new(areas, top);
    let shown = chart.groups.iter().zip(areas);
    let drawn: Vec<_> = shown.filter_map(|(g, area)| Some((g, placed.rings(area.as_ref()?)))).collect();
    let classes = Classes::new(drawn.iter().filter_map(|(group, _)| group.value(0)));
    for (group, rings) in &drawn {
        let shade = group.value(0).map_or("#fff", |value| classes.shade(value));
        canvas.path(
            &outline(rings),
            &format!("fill=\"{shade}\" fill-rule=\"evenodd\" stroke=\"#000\" stroke-width=\"2\" stroke-linejoin=\"round\""),
        );
        if group.value(0).is_none() {
            canvas.path(&lined(rings), "fill=\"none\" stroke=\"#000\" stroke-width=\"1\"");
        }
    }
    for (group, rings) in &drawn {
        named(canvas, &group.label, group.value(0).map_or(GAP, |v| &v.words), rings);
    }
    canvas.bottom = canvas.bottom.max(top + placed.high);
    classes.told(canvas, top + 20, drawn.iter().any(|(group, _)| group.value(0).is_none()));
}

/// Areas as they lie, some of them marked and named.
pub fn lands(lands: &[Land], canvas: &mut Canvas) {
    let areas: Vec<Option<Area>> = lands.iter().map(|land| Some(land.area.clone())).collect();
    let placed = Fit::within(&areas, 0, (WIDTH, 1100));
    let drawn: Vec<(&Land, Rings)> = lands.iter().map(|land| (land, placed.rings(&land.area))).collect();
    // What is marked lies on top, so that its outline is whole.
    for marked in [false, true] {
        let (shade, stroke) = if marked { (SHADES[2], 4) } else { (SHADES[0], 1) };
        for (_, rings) in drawn.iter().filter(|(land, _)| land.marked == marked) {
            let look = format!(
                "fill=\"{shade}\" fill-rule=\"evenodd\" stroke=\"#000\" stroke-width=\"{stroke}\" stroke-linejoin=\"round\""
            );
            canvas.path(&outline(rings), &look);
        }
    }
    for (land, rings) in drawn.iter().filter(|(land, _)| land.marked) {
        let own = own_name(&land.label);
        if let Some((x, y)) =
            place(rings, (width(own, SMALL) * 85 / 100, SMALL)).or_else(|| place(rings, (1, 1)))
        {
            canvas.bold((x, y + SMALL / 3), SMALL, Anchor::Middle, own);
        }
    }
    canvas.bottom = canvas.bottom.max(placed.high);
}

/// From degrees to the paper.
struct Fit {
    west: i128,
    north: i128,
    wide: i128,
    tall: i128,
    cosine: i128,
    top: i64,
    high: i64,
    room: (i64, i64),
}

impl Fit {
    fn new(areas: &[Option<Area>], top: i64) -> Self {
        Self::within(areas, top, ROOM)
    }

    fn within(areas: &[Option<Area>], top: i64, room: (i64, i64)) -> Self {
        let points = || areas.iter().flatten().flatten().flatten();
        let (x, y) = (|| points().map(|p| i128::from(p.0)), || points().map(|p| i128::from(p.1)));
        let (west, east) = (x().min().unwrap_or_default(), x().max().unwrap_or_default());
        let (south, north) = (y().min().unwrap_or_default(), y().max().unwrap_or_default());
        let at = usize::try_from(latitude(areas).abs()).unwrap_or_default().min(COSINES.len() - 1);
        let cosine = i128::from(COSINES.get(at).copied().unwrap_or(1000));
        let mut fit = Self {
            west,
            north,
            wide: ((east - west) * cosine).max(1),
            tall: ((north - south) * 1000).max(1),
            cosine,
            top,
            high: 0,
            room,
        };
        fit.high = fit.scaled(fit.tall);
        fit
    }

    /// A length in thousandths of what the degrees are in, on the paper: as large as fits both ways.
    fn scaled(&self, length: i128) -> i64 {
        let (room_x, room_y) = (i128::from(self.room.0), i128::from(self.room.1));
        let (room, whole) =
            if room_x * self.tall <= room_y * self.wide { (room_x, self.wide) } else { (room_y, self.tall) };
        i64::try_from(length * room / whole).unwrap_or_default()
    }

    fn rings(&self, area: &Area) -> Rings {
        let place = |(x, y): &(i32, i32)| {
            let right = self.scaled((i128::from(*x) - self.west) * self.cosine);
            (right, self.top + self.scaled((self.north - i128::from(*y)) * 1000))
        };
        let ring = |ring: &Vec<(i32, i32)>| {
            let mut placed: Vec<(i64, i64)> = ring.iter().map(place).collect();
            placed.dedup();
            placed
        };
        area.iter().map(ring).collect()
    }
}

fn outline(rings: &Rings) -> String {
    let mut path = String::new();
    for ring in rings {
        for (at, (x, y)) in ring.iter().enumerate() {
            let _ = write!(path, "{}{x} {y}", if at == 0 { 'M' } else { 'L' });
        }
        path.push('Z');
    }
    path
}

/// Where a line across at `y` is inside, from the left.
fn inside(rings: &Rings, y: i64) -> Vec<(i64, i64)> {
    let mut crossings: Vec<i64> = Vec::new();
    for ring in rings {
        for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (upper, lower) = if a.1 <= b.1 { (a, b) } else { (b, a) };
            if upper.1 <= y && y < lower.1 {
                crossings.push(upper.0 + (y - upper.1) * (lower.0 - upper.0) / (lower.1 - upper.1));
            }
        }
    }
    crossings.sort_unstable();
    crossings.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
}

fn extent(rings: &Rings) -> Option<(i64, i64)> {
    let y = || rings.iter().flatten().map(|p| p.1);
    y().min().zip(y().max())
}

fn lined(rings: &Rings) -> String {
    let mut path = String::new();
    let Some((upper, lower)) = extent(rings) else { return path };
    let mut y = upper - upper.rem_euclid(LINES) + LINES;
    while y < lower {
        for (from, to) in inside(rings, y) {
            let _ = write!(path, "M{from} {y}L{to} {y}");
        }
        y += LINES;
    }
    path
}

/// Where in an area there is room for something, nearest to its middle.
fn place(rings: &Rings, (wide, tall): (i64, i64)) -> Option<(i64, i64)> {
    let (upper, lower) = extent(rings)?;
    MIDDLE_FIRST.iter().find_map(|part| {
        let y = upper + (lower - upper) * part / 16;
        let (above, below) = (inside(rings, y - tall / 2), inside(rings, y + tall / 2));
        let stretches = inside(rings, y).into_iter().flat_map(|(from, to)| {
            let below = &below;
            above.iter().flat_map(move |(a, b)| {
                below.iter().map(move |(c, d)| (from.max(*a).max(*c), to.min(*b).min(*d)))
            })
        });
        let (from, to) = stretches.max_by_key(|(from, to)| to - from)?;
        (to - from >= wide).then_some(((from + to) / 2, y))
    })
}

/// Name and number in the area, the number alone where the name does not fit, nothing where neither does.
fn named(canvas: &mut Canvas, name: &str, number: &str, rings: &Rings) {
    let own = own_name(name);
    let back = if number == GAP { "fill=\"#fff\"" } else { "fill=\"none\"" };
    let needed = |words: &str| width(words, SMALL) * 85 / 100;
    let both = needed(own).max(needed(number));
    if let Some((x, y)) = place(rings, (both, 2 * SMALL + 8)) {
        canvas.path(&format!("M{} {}h{both}v{}h-{both}Z", x - both / 2, y - SMALL, 2 * SMALL + 4), back);
        canvas.text((x, y - 3), SMALL, Anchor::Middle, own);
        canvas.bold((x, y + SMALL), SMALL, Anchor::Middle, number);
    } else if let Some((x, y)) = place(rings, (needed(number), SMALL)) {
        canvas.bold((x, y + SMALL / 3), SMALL, Anchor::Middle, number);
    }
}

/// Without the word for its kind.
fn own_name(name: &str) -> &str {
    const KINDS: [&str; 8] =
        ["xã ", "phường ", "thị trấn ", "đặc khu ", "huyện ", "thành phố ", "tỉnh ", "thị xã "];
    KINDS.iter().find_map(|kind| name.strip_prefix(kind)).unwrap_or(name)
}

/// Numbers from little to much in classes of about as many areas each.
struct Classes<'a> {
    /// The least and the greatest number of each.
    bounds: Vec<(&'a Value, &'a Value)>,
}

impl<'a> Classes<'a> {
    fn new(values: impl Iterator<Item = &'a Value>) -> Self {
        let mut values: Vec<&Value> = values.collect();
        values.sort_by_key(|v| v.amount);
        values.dedup_by_key(|v| v.amount);
        let each = values.len().div_ceil(SHADES.len()).max(1);
        Self { bounds: values.chunks(each).filter_map(|c| Some((*c.first()?, *c.last()?))).collect() }
    }

    fn shade(&self, value: &Value) -> &'static str {
        let reaches = |(_, most): &(&Value, &Value)| most.amount >= value.amount;
        let class = self.bounds.iter().position(reaches).unwrap_or_default();
        // A single class is not white, so that it is told from nothing.
        let class = if self.bounds.len() == 1 { 1 } else { class };
        SHADES.get(class).copied().unwrap_or("#fff")
    }

    fn told(&self, canvas: &mut Canvas, top: i64, gaps: bool) {
        let (x, mut y) = (ROOM.0 + 40, top);
        let room = WIDTH - x - 90;
        let mut line = |canvas: &mut Canvas, fill: &str, words: &str| {
            canvas.path(
                &format!("M{x} {y}h70v40h-70Z"),
                &format!("fill=\"{fill}\" stroke=\"#000\" stroke-width=\"2\""),
            );
            canvas.text((x + 84, y + 31), SIZE, Anchor::Start, &fitted(words, SIZE, room));
            y += 58;
            y - 58
        };
        for (least, most) in self.bounds.iter().rev() {
            let words = match least.amount == most.amount {
                true => most.words.clone(),
                false => format!("{} – {}", least.words, most.words),
            };
            line(canvas, self.shade(most), &words);
        }
        if gaps {
            let at = line(canvas, "#fff", "chưa có số liệu");
            let lines: String = (1..3).map(|n| format!("M{x} {y}h70", y = at + n * 14)).collect();
            canvas.path(&lines, "fill=\"none\" stroke=\"#000\" stroke-width=\"1\"");
        }
    }
}

/// The middle of the latitudes of areas, in degrees.
fn latitude(areas: &[Option<Area>]) -> i64 {
    let y = || areas.iter().flatten().flatten().flatten().map(|p| i64::from(p.1));
    (y().min().unwrap_or_default() + y().max().unwrap_or_default()) / 2000
}
