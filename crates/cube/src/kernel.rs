//! Sums of many small integers, written so that the compiler takes several at once.

use crate::total::Total;

/// Stands for no value.
pub(crate) const MISSING: i32 = i32::MIN;
/// Stands for a value that four bytes do not hold.
pub(crate) const ODD: i32 = i32::MIN + 1;

/// Rows whose halves add up in four bytes.
const ROWS: usize = 1 << 15;

/// The sum of each of `N` columns of values that lie row by row. What is missing or odd is left out.
pub(crate) fn columns<const N: usize>(values: &[i32]) -> [Total; N] {
    let mut totals = [Total::default(); N];
    for rows in values.chunks(ROWS * N) {
        // Halves of sixteen bits: no wider integers are wanted until the end.
        let (mut low, mut high, mut there) = ([0_u32; N], [0_i32; N], [0_u32; N]);
        let (rows, _) = rows.as_chunks::<N>();
        for row in rows {
            for at in 0..N {
                let known = -i32::from(row[at] > ODD);
                let value = row[at] & known;
                low[at] += (value & 0xffff).cast_unsigned();
                high[at] += value >> 16;
                there[at] = there[at].wrapping_sub(known.cast_unsigned());
            }
        }
        for at in 0..N {
            let sum = (i128::from(high[at]) << 16) + i128::from(low[at]);
            totals[at] = totals[at] + Total { sum, there: there[at] };
        }
    }
    totals
}

/// The sum of values that lie side by side. What is missing or odd is left out.
pub(crate) fn row(values: &[i32]) -> Total {
    let (mut sum, mut there) = (0_i64, 0_u32);
    for value in values {
        let known = -i32::from(*value > ODD);
        sum += i64::from(value & known);
        there = there.wrapping_sub(known.cast_unsigned());
    }
    Total { sum: i128::from(sum), there }
}

/// How many values, how far they lie from one number, and the squares of that.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Moments {
    pub(crate) many: i64,
    pub(crate) sum: i64,
    pub(crate) squares: i128,
}

impl Moments {
    /// Adds values that lie side by side. What is missing or odd is left out.
    pub(crate) fn add(&mut self, values: &[i32], from: i64) {
        for value in values {
            let known = i64::from(*value > ODD);
            self.note((i64::from(*value) - from) * known, known);
        }
    }

    /// Adds one value by how far it lies away; `known` is 1, or 0 for none.
    pub(crate) fn note(&mut self, off: i64, known: i64) {
        self.many += known;
        self.sum += off;
        self.squares += i128::from(off) * i128::from(off);
    }
}
