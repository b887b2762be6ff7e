//! `measure`: the reader against reports that people have marked.

use crate::run;
use anyhow::{Result, bail};
use std::path::Path;

/// Runs the reader's measuring examples over a folder of marked reports, or says that there is none.
///
/// # Errors
/// When an example fails.
pub(crate) fn measure(folder: &Path) -> Result<()> {
    let folder = run::root().join(folder);
    if !folder.join("reader").is_dir() {
        println!(
            "No marked reports in {}: give the folder that holds them (seed/ and reader/).",
            folder.display()
        );
        return Ok(());
    }
    for example in ["measure", "measure_structure"] {
        println!("{example}");
        let mut scoring =
            run::cargo(&["run", "--quiet", "--release", "--package", "reader", "--example", example, "--"]);
        scoring.arg(&folder);
        if !run::watched(scoring)?.success {
            bail!("{example} failed");
        }
    }
    Ok(())
}
