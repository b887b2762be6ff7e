//! Use cases: load, decide, write, answer; access; jobs.
