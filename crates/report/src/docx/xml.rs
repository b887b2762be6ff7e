//! Escaping and the units of WordprocessingML.

use quick_xml::escape::escape;

/// XML declaration of every part.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Text safe between tags and in attributes.
pub fn safe(text: &str) -> String {
    escape(text).into_owned()
}

/// Millimetres as twentieths of a point.
pub const fn mm(millimetres: u32) -> u32 {
    tenths(millimetres * 10)
}

/// Tenths of a millimetre as twentieths of a point.
pub const fn tenths(of_millimetre: u32) -> u32 {
    (of_millimetre * 14400 + 1270) / 2540
}

/// Points as twentieths of a point.
pub const fn pt(points: u32) -> u32 {
    points * 20
}
