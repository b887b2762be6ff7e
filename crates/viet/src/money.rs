//! Money in đồng as printed: `18 tỷ 250 triệu đồng`, `4.350.000đ`, `450 triệu`.
//!
//! ```
//! use viet::money::{format, parse};
//!
//! let sum = parse("18 tỷ 250 triệu đồng").unwrap();
//! assert_eq!(sum, 18_250_000_000_i64.into());
//! assert_eq!(format(sum), "18,25 tỷ đồng");
//! ```

use crate::measure_unit::{self, Dimension};
use crate::number;
use crate::quantity::{Mention, scan};
use crate::token::tokens;
use model::{Decimal, Number};

/// Reads one sum of money, nothing before or after it, as đồng. `triệu` and `tỷ` alone are money; a bare
/// number, a range and foreign money are not.
pub fn parse(text: &str) -> Option<Decimal> {
    let tokens = tokens(text);
    let mentions = scan(&tokens);
    let [Mention::Figure(sum)] = mentions.as_slice() else { return None };
    let whole = sum.tokens.0 == 0 && sum.unit_tokens.1.max(sum.tokens.1) == tokens.len();
    let unit = measure_unit::lookup(sum.unit.as_deref()?)?;
    let dong = unit.dimension == Dimension::Money && unit.base == "đồng";
    if !whole || !dong || sum.high.is_some() || sum.denominator.is_some() {
        return None;
    }
    sum.value.value().checked_mul(unit.factor).map(|sum| sum.normalize())
}

/// Scales that sums are printed in, largest first.
const PRINTED: &[(i64, &str)] = &[(1_000_000_000, "tỷ đồng"), (1_000_000, "triệu đồng"), (1, "đồng")];

/// Prints a sum of đồng exactly, in the largest of tỷ, triệu and đồng that it fills: `18,25 tỷ đồng`.
pub fn format(dong: Decimal) -> String {
    let fills = |(scale, _): &&(i64, &str)| dong.abs() >= Decimal::from(*scale);
    let (scale, unit) = PRINTED.iter().find(fills).unwrap_or(&(1, "đồng"));
    let value = (dong / Decimal::from(*scale)).normalize();
    format!("{} {unit}", number::format(Number::new(value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_printed_reads_back(dong in 0_i64..9_000_000_000_000_000) {
            let dong = Decimal::from(dong).normalize();
            prop_assert_eq!(parse(&format(dong)), Some(dong));
        }
    }
}
