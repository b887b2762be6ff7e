//! Use cases: load, decide, write, answer. One use case, one transaction.

pub mod view;
