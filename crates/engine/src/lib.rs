//! The pure decisions: adopt, collect, check, derive, roll up, compile. No clock, IO or chance.

pub mod access;
pub mod adopt;
pub mod alignment;
pub mod atlas;
mod attachments;
pub mod board;
mod book;
pub mod calendar;
mod cells;
pub mod charts;
pub mod check;
pub mod collect;
pub mod compile;
pub mod contradiction;
pub mod dense;
pub mod findings;
pub mod follow;
pub mod history;
pub mod issue;
pub mod issuing;
mod laws;
pub mod life;
pub mod mappings;
mod mention;
pub mod numbering;
pub mod outlines;
pub mod password;
mod phrasing;
pub mod pivot;
pub mod plans;
pub mod prose;
pub mod questions;
pub mod regimes;
pub mod reorganise;
mod resolve;
pub mod restated;
pub mod review;
mod rollup;
mod rounds;
pub mod rules;
pub mod series;
pub mod sources;
mod spans;
mod state;
pub mod territory;
pub mod time;
pub mod truth;
pub mod watch;

pub use book::{
    ApprovedCut, Attached, Begun, Book, Cell, Correcting, Correction, FormEvent, Issued, LivingState, Reason,
    Reorganised, RoundState, SignedChecks,
};
pub use resolve::{Resolved, RollUp, Status, compute, resolve, round};
pub use review::ReadRecord;
pub use spans::{periods, plan_year};
