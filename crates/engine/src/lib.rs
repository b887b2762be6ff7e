//! The pure decisions: adopt, collect, check, derive, roll up, compile.
