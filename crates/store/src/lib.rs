//! The ledger and all that is kept; all SQL.
