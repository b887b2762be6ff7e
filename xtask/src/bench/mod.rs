//! `bench`: first measurements of a release build.

use anyhow::Result;

/// Measures and prints a table.
///
/// # Errors
/// When something does not build or answer.
pub(crate) fn bench() -> Result<()> {
    Ok(())
}
