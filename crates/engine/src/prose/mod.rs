//! The prose of the living report: who writes what, how the words of several meet, what was said about them.

pub mod compare;
pub mod difference;
mod doclet;
mod fold;
pub mod merge;
mod remarks;
mod save;
mod state;
mod tables;
mod write;

pub use doclet::{DocletMove, accept, assign, lock, may_move, may_send, number, owners, return_part, send};
pub use remarks::{remark, settle_remark, settle_suggestion, suggest};
pub use save::save;
pub use state::{Doclet, Edition, Proposal, ProposalState, ProseState, Saved, Thread};
pub(crate) use write::checked;
pub use write::{Decided, Edit, may_write, write};

pub(crate) use fold::{fold, put, replace};
