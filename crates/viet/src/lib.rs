//! Vietnamese administrative text: numbers, measure units, dates, folding and collation; parse and format.
