//! Builds the web interface and lists its files for embedding.
//!
//! `web/` is copied beside the other build products and built there, so that a build never writes into the
//! sources. Without Node a debug build embeds a page that says so; a release build stops.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

const FONTS: [&str; 4] =
    ["Tinos_400Regular.ttf", "Tinos_700Bold.ttf", "Tinos_400Regular_Italic.ttf", "Tinos_700Bold_Italic.ttf"];
const PLACEHOLDER: &str = "<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Sổ Liệu</title>\
    <p>Bản dựng này chưa có giao diện vì máy dựng không có Node.js; cài Node.js rồi dựng lại. \
    (This build has no interface because Node.js was missing; install Node.js and build again.)</p></html>";

type Outcome<T> = Result<T, String>;

fn main() {
    if let Err(sentence) = run() {
        println!("cargo:warning={sentence}");
        std::process::exit(1);
    }
}

fn run() -> Outcome<()> {
    println!("cargo:rerun-if-env-changed=SOLIEU_WEB_DIR");
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(variable("OUT_DIR")?);
    let sources = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("../../web");
    let web = match env::var_os("SOLIEU_WEB_DIR") {
        Some(ready) => {
            println!("cargo:rerun-if-changed={}", Path::new(&ready).display());
            PathBuf::from(ready)
        }
        None => build(&sources, &out)?,
    };
    let fonts = [out.join("web-src/node_modules"), web.join("fonts")];
    list(&web, &fonts, &out.join("files.rs"))
}

/// The folder with the built interface, or with a page that says why there is none.
fn build(sources: &Path, out: &Path) -> Outcome<PathBuf> {
    let inputs = inputs(sources);
    for top in tops(sources) {
        println!("cargo:rerun-if-changed={}", top.display());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let has_node = Command::new(npm).arg("--version").output().is_ok_and(|o| o.status.success());
    let missing = match (inputs.is_empty(), has_node) {
        (true, _) => "the folder web/ is missing",
        (_, false) => "Node.js (npm) is missing",
        (false, true) => return with_npm(npm, sources, &inputs, out),
    };
    if variable("PROFILE")? == "release" {
        return Err(format!(
            "{missing}: install Node.js 20 or later, or name a built interface in SOLIEU_WEB_DIR, or build with --no-default-features"
        ));
    }
    println!("cargo:warning={missing}: the web interface is replaced by a page that says so");
    let web = out.join("no-web");
    fs::create_dir_all(&web).map_err(at(&web))?;
    fs::write(web.join("index.html"), PLACEHOLDER).map_err(at(&web))?;
    Ok(web)
}

fn with_npm(npm: &str, sources: &Path, inputs: &[PathBuf], out: &Path) -> Outcome<PathBuf> {
    let (copy, web) = (out.join("web-src"), out.join("web"));
    let (stamp, lock_stamp) = (out.join("web.stamp"), out.join("lock.stamp"));
    let now = hash(sources, inputs)?;
    if web.join("index.html").exists() && fs::read_to_string(&stamp).is_ok_and(|old| old == now) {
        return Ok(web);
    }
    fs::remove_file(&stamp).ok();
    for old in tops(&copy) {
        let removed = if old.is_dir() { fs::remove_dir_all(&old) } else { fs::remove_file(&old) };
        removed.map_err(at(&old))?;
    }
    for input in inputs {
        let to = copy.join(input.strip_prefix(sources).map_err(|e| e.to_string())?);
        fs::create_dir_all(to.parent().unwrap_or(&copy)).map_err(at(&to))?;
        fs::copy(input, &to).map_err(at(&to))?;
    }
    let lock = hash(sources, &[sources.join("package-lock.json")])?;
    if !fs::read_to_string(&lock_stamp).is_ok_and(|old| old == lock) {
        fs::remove_file(&lock_stamp).ok();
        npm_run(npm, &copy, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
        fs::write(&lock_stamp, &lock).map_err(at(&lock_stamp))?;
    }
    let target = web.display().to_string();
    npm_run(npm, &copy, &["run", "build", "--", "--outDir", &target, "--emptyOutDir"])?;
    fs::write(&stamp, now).map_err(at(&stamp))?;
    Ok(web)
}

/// A production build whatever the caller's `NODE_ENV` says.
fn npm_run(npm: &str, dir: &Path, arguments: &[&str]) -> Outcome<()> {
    let run = Command::new(npm).args(arguments).current_dir(dir).env_remove("NODE_ENV").output();
    let run = run.map_err(|e| format!("npm did not start: {e}"))?;
    if run.status.success() {
        return Ok(());
    }
    for line in
        String::from_utf8_lossy(&run.stdout).lines().chain(String::from_utf8_lossy(&run.stderr).lines())
    {
        println!("cargo:warning={line}");
    }
    Err(format!("npm {} failed", arguments.join(" ")))
}

/// Entries of `web/` that are sources.
fn tops(web: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(web).into_iter().flatten().flatten().map(|entry| entry.path());
    let products = ["node_modules", "dist"];
    let mut tops: Vec<_> =
        entries.filter(|p| p.file_name().is_none_or(|n| !products.iter().any(|name| n == *name))).collect();
    tops.sort();
    tops
}

/// Every source file, in order.
fn inputs(web: &Path) -> Vec<PathBuf> {
    if !web.join("package-lock.json").exists() {
        return Vec::new();
    }
    tops(web).iter().flat_map(|top| files(top)).collect()
}

fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut below: Vec<_> = fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path()).collect();
    below.sort();
    below.iter().flat_map(|path| files(path)).collect()
}

/// Tells whether files changed since; no more is asked of it.
fn hash(root: &Path, files: &[PathBuf]) -> Outcome<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(file.strip_prefix(root).unwrap_or(file).to_string_lossy().as_bytes());
        hasher.write(&fs::read(file).map_err(at(file))?);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// Writes `FILES` and `FONTS` as Rust source.
fn list(web: &Path, font_places: &[PathBuf], to: &Path) -> Outcome<()> {
    let web = fs::canonicalize(web).map_err(at(web))?;
    let mut entries: Vec<(String, PathBuf)> = Vec::new();
    for file in files(&web) {
        let below = file.strip_prefix(&web).map_err(|e| e.to_string())?;
        let name = below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if !name.starts_with('.') {
            entries.push((name, file));
        }
    }
    entries.sort();
    let mut source = String::from("static FILES: &[(&str, &[u8])] = &[\n");
    for (name, file) in &entries {
        writeln!(source, "    ({name:?}, include_bytes!({file:?})),").map_err(|e| e.to_string())?;
    }
    source.push_str("];\nstatic FONTS: &[&[u8]] = &[\n");
    let fonts: Vec<_> =
        FONTS.iter().filter_map(|font| font_places.iter().find_map(|dir| find(dir, font))).collect();
    for font in fonts.iter().filter(|_| fonts.len() == FONTS.len()) {
        writeln!(source, "    include_bytes!({font:?}),").map_err(|e| e.to_string())?;
    }
    source.push_str("];\n");
    fs::write(to, source).map_err(at(to))
}

/// The font in a plain folder of fonts or in the package that brings it.
fn find(dir: &Path, font: &str) -> Option<PathBuf> {
    let variant = font.trim_start_matches("Tinos_").trim_end_matches(".ttf");
    let package = dir.join("@expo-google-fonts/tinos").join(variant).join(font);
    [dir.join(font), package].into_iter().find(|path| path.exists())
}

fn variable(name: &str) -> Outcome<String> {
    env::var(name).map_err(|e| format!("{name}: {e}"))
}

fn at(path: &Path) -> impl Fn(io::Error) -> String + '_ {
    move |error| format!("{}: {error}", path.display())
}
