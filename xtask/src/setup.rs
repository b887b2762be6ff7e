//! `setup`: what the tests need beyond Rust.

use crate::run;
use anyhow::{Result, bail};
use std::path::Path;

/// A file that tells whether a Debian package is there, and the package.
const PACKAGES: [(&str, &str); 9] = [
    ("/usr/bin/chromium", "chromium"),
    ("/usr/bin/pdftotext", "poppler-utils"),
    ("/usr/bin/soffice", "libreoffice-writer-nogui"),
    ("/usr/lib/libreoffice/program/libsclo.so", "libreoffice-calc-nogui"),
    ("/usr/lib/python3/dist-packages/uno.py", "python3-uno"),
    ("/usr/share/fonts/truetype/liberation2", "fonts-liberation2"),
    ("/usr/lib/postgresql", "postgresql"),
    ("/usr/bin/tesseract", "tesseract-ocr"),
    ("/usr/share/tesseract-ocr/5/tessdata/vie.traineddata", "tesseract-ocr-vie"),
];

/// Installs what is missing and says what it did.
///
/// # Errors
/// When an installer fails, and when Node.js is missing.
pub(crate) fn setup() -> Result<()> {
    debian()?;
    if !run::exists("node") || !run::exists("npm") {
        bail!(
            "Node.js 20 or later is missing: install it (Debian: apt-get install nodejs npm) and run this again."
        );
    }
    for folder in ["web", "e2e"] {
        packages(folder)?;
    }
    Ok(())
}

fn debian() -> Result<()> {
    let missing: Vec<&str> =
        PACKAGES.iter().filter(|(file, _)| !Path::new(file).exists()).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        println!("setup: {} are there", PACKAGES.map(|(_, package)| package).join(", "));
        return Ok(());
    }
    let names = missing.join(" ");
    let root = run::exists("apt-get") && run::output(run::program("id", &["-u"]))?.trim() == "0";
    if !root {
        println!(
            "setup: missing {names}; install them as root: apt-get install --no-install-recommends {names}"
        );
        return Ok(());
    }
    println!("setup: installing {names}");
    let steps =
        [vec!["update", "-qq"], [vec!["install", "-y", "-qq", "--no-install-recommends"], missing].concat()];
    for arguments in steps {
        let mut apt = run::program("apt-get", &arguments);
        apt.env("DEBIAN_FRONTEND", "noninteractive");
        run::output(apt)?;
    }
    println!("setup: installed {names}");
    Ok(())
}

/// npm writes a list of what it installed; when that is older than the lock file, it installs again.
fn packages(folder: &str) -> Result<()> {
    let folder_path = run::root().join(folder);
    let changed = |path: &str| folder_path.join(path).metadata().and_then(|about| about.modified()).ok();
    let (lock, installed) = (changed("package-lock.json"), changed("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= lock {
        println!("setup: {folder}/node_modules is up to date");
        return Ok(());
    }
    println!("setup: npm ci in {folder}");
    run::output(run::npm(folder, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))?;
    Ok(())
}
