//! The made-up country in numbers.

/// Cells of a form: twenty groups of a whole, its two parts, and seven others.
pub const CELLS: usize = 200;

/// A unit's id, which is its officer's name too.
pub fn unit(n: usize) -> String {
    format!("xa-{n:04}")
}

/// An indicator's code.
pub fn code(cell: usize) -> String {
    format!("CT{cell:03}")
}

/// A made-up number; a whole is the sum of its parts, so that no law breaks.
pub fn number(unit: usize, cell: usize) -> usize {
    match cell % 10 {
        0 => number(unit, cell + 1) + number(unit, cell + 2),
        _ => (unit * 7919 + cell * 104_729) % 9973 + 1,
    }
}
