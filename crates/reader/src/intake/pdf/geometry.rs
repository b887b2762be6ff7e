//! Places on a page: points, maps between them, rules.

use super::file::Page;

/// Hundredths of a point, from the upper left corner of the page as it is seen.
pub(super) type Place = i32;

/// A filled or stroked box thinner than this is a rule.
const RULE_WIDTH: Place = 300;

/// An affine map: `x' = ax + cy + e`, `y' = bx + dy + f`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matrix(pub(super) [f32; 6]);

impl Matrix {
    pub(super) const SAME: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// First this map, then the other.
    pub(super) fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [p, q, r, s, t, u]) = (self.0, other.0);
        Self([
            a * p + b * r,
            a * q + b * s,
            c * p + d * r,
            c * q + d * s,
            e * p + f * r + t,
            e * q + f * s + u,
        ])
    }

    pub(super) fn at(self, x: f32, y: f32) -> (f32, f32) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// From points of the page to what a reader sees, `y` downwards.
    pub(super) fn of_page(page: &Page<'_>) -> (Self, f32, f32) {
        let [left, bottom, right, top] = page.area;
        let (width, height) = (right - left, top - bottom);
        match page.turns {
            1 => (Self([0.0, 1.0, 1.0, 0.0, -bottom, -left]), height, width),
            2 => (Self([-1.0, 0.0, 0.0, 1.0, right, -bottom]), width, height),
            3 => (Self([0.0, -1.0, -1.0, 0.0, top, right]), height, width),
            _ => (Self([1.0, 0.0, 0.0, -1.0, -left, top]), width, height),
        }
    }
}

/// Hundredths of a point; what is far outside stays far outside, and a hundred times a distance is still a number.
pub(super) fn place(points: f32) -> Place {
    (points * 100.0).round().clamp(-1e7, 1e7) as Place
}

/// A rule or the edge of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) left: Place,
    pub(super) top: Place,
    pub(super) right: Place,
    pub(super) bottom: Place,
}

impl Rule {
    pub(super) fn is_thin(self) -> bool {
        let (wide, high) = (self.right - self.left, self.bottom - self.top);
        wide.min(high) <= RULE_WIDTH && wide.max(high) > RULE_WIDTH
    }

    pub(super) fn edges(self) -> [Self; 4] {
        [
            Self { bottom: self.top, ..self },
            Self { top: self.bottom, ..self },
            Self { right: self.left, ..self },
            Self { left: self.right, ..self },
        ]
    }
}
