//! `score`: the reader against reports that people have marked.

use crate::run;
use anyhow::{Result, bail};
use std::path::Path;

/// Runs the reader's scoring program over a folder of marked reports.
///
/// # Errors
/// When the folder holds no marks, or a text or a mark cannot be read.
pub(crate) fn score(folder: &Path, misses: bool) -> Result<()> {
    let mut scoring =
        run::cargo(&["run", "--quiet", "--release", "--package", "reader", "--example", "score", "--"]);
    scoring.arg(run::root().join(folder));
    if misses {
        scoring.arg("--misses");
    }
    if !run::watched(scoring)?.success {
        bail!("{} could not be scored", folder.display());
    }
    Ok(())
}
