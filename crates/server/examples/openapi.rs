//! Prints the description of the API: `cargo run -p server --example openapi`.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("{}", server::openapi().to_pretty_json()?);
    Ok(())
}
