//! `gen`: files that are made from other files and committed.

use crate::run;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The description of the API, as the server tells it.
const OPENAPI: &str = "web/openapi.json";
/// Its types for the browser.
const TYPES: &str = "web/src/api/schema.gen.ts";
/// The demo report as Word, and what it is made from.
const DEMO: (&str, &str) = ("demo/report/q1-2021.docx", "demo/report/q1-2021.txt");

/// Writes the generated files, or with `check` only says which are stale. Answers whether all are as they should be.
///
/// # Errors
/// When a generator fails.
pub(crate) fn generate(check: bool) -> Result<bool> {
    let made = run::target()?.join("gen");
    fs::create_dir_all(&made)?;
    let (openapi, types, demo) =
        (made.join("openapi.json"), made.join("schema.gen.ts"), made.join("demo.docx"));

    let described = run::output(Command::new(run::example("openapi", false)?))?;
    fs::write(&openapi, described)?;
    let (from, to) = (text(&openapi)?, text(&types)?);
    run::output(run::npm("web", &["exec", "--offline", "--", "openapi-typescript", from, "-o", to]))?;
    let mut docx = Command::new(run::example("docx", false)?);
    docx.current_dir(run::root()).args([DEMO.1, text(&demo)?]);
    run::output(docx)?;

    let mut fresh = true;
    for (new, old) in [(openapi, OPENAPI), (types, TYPES), (demo, DEMO.0)] {
        let place = run::root().join(old);
        let bytes = fs::read(&new)?;
        if fs::read(&place).is_ok_and(|kept| kept == bytes) {
            continue;
        }
        if check {
            println!("{old} is stale: run `cargo xtask gen` and commit it");
            fresh = false;
        } else {
            fs::write(&place, bytes).with_context(|| old.to_owned())?;
            println!("{old} written");
        }
    }
    Ok(fresh)
}

fn text(path: &Path) -> Result<&str> {
    path.to_str().context("the target folder has a name that is not UTF-8")
}
