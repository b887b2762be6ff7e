//! Definitions from data files: administrative units, starter indicators, owners, layouts.
