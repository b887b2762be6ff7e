//! Writes a plain text document (see `report::markup`) as Word and HTML:
//! `cargo run -p report --example docx -- demo/report/q1-2021.txt demo/report/q1-2021.docx [page.html]`

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [from, docx, rest @ ..] = paths.as_slice() else {
        return Err("usage: docx FROM.txt TO.docx [TO.html]".into());
    };
    let document = report::markup::parse(&std::fs::read_to_string(from)?)?;
    std::fs::write(docx, report::docx(&document)?)?;
    if let [html, ..] = rest {
        std::fs::write(html, report::html(&document))?;
    }
    Ok(())
}
