//! Prints the outline and document of a file: `measure_structure -- FILE`.
fn main() {
    let path = std::env::args().nth(1).unwrap_or_default();
    let bytes = std::fs::read(&path).unwrap_or_default();
    match reader::intake(&path, &bytes) {
        Ok(source) => {
            let reading = reader::read(&source);
            println!("{:#?}", reading.document);
            for item in &reading.outline {
                println!("{}{:?} {}", "  ".repeat(usize::from(item.level) - 1), item.number, item.title);
            }
        }
        Err(error) => println!("{error}"),
    }
}
