//! The expression language of rules and derived indicators, over exact decimals and intervals.
