//! Typesets a plain text document (see `report::markup`) with the fonts of a folder:
//! `cargo run -p pdf --example render -- /usr/share/fonts/truetype/liberation2 demo/report/q1-2021.txt page.pdf`

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let [fonts, from, to] = paths.as_slice() else {
        return Err("usage: render FONTS-FOLDER FROM.txt TO.pdf".into());
    };
    let mut files: Vec<_> =
        std::fs::read_dir(fonts)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.sort();
    let fonts =
        files.iter().filter(|path| path.is_file()).map(std::fs::read).collect::<std::io::Result<Vec<_>>>()?;
    let document = report::markup::parse(&std::fs::read_to_string(from)?)?;
    let typesetter = pdf::Typesetter::new(fonts);
    std::fs::write(to, typesetter.pdf(&document)?)?;
    Ok(())
}
