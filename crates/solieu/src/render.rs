//! `report`: a text or a kept report to a file in the legal layout.

use crate::place::kept;
use crate::{At, Found, Outcome, Target, files};
use anyhow::bail;
use pdf::Typesetter;
use report::Document;
use std::path::Path;

/// Renders `source` to `output`.
pub(crate) fn report(source: &str, to: Target, output: &Path, at: &At) -> Outcome {
    let bytes = match source.parse::<model::Period>() {
        Ok(period) if !Path::new(source).exists() => kept(period, to, at)?,
        _ => render(&report::markup::parse(&files::intake(Path::new(source))?.text)?, to)?,
    };
    if let Err(error) = std::fs::write(output, bytes) {
        bail!("Không ghi được tệp {} ({error}). Hãy chọn chỗ khác.", output.display());
    }
    Ok(Found::Nothing)
}

fn render(document: &Document, to: Target) -> anyhow::Result<Vec<u8>> {
    let typesetter = Typesetter::new(server::fonts());
    Ok(match to {
        Target::Docx => report::docx(&typesetter.with_dots(document))?,
        Target::Html => report::html(document).into_bytes(),
        Target::Pdf => typesetter.pdf(document)?,
    })
}
