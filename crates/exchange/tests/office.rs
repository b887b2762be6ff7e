//! A real spreadsheet program opens a form, a person types, and it comes back. Needs LibreOffice Calc and its Python bridge
//! (`cargo xtask setup`); says so and passes where they are not there.
// A file that cannot be made fails the test.
#![allow(clippy::unwrap_used)]

mod common;

use common::form;
use exchange::{code_text, open, returned, write};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Debian's Python, for its bridge is built for no other.
const PYTHON: &str = "/usr/bin/python3";
/// What tells that the office and the bridge are there.
const PARTS: [&str; 3] =
    [PYTHON, "/usr/lib/libreoffice/program/libsclo.so", "/usr/lib/python3/dist-packages/uno.py"];

#[test]
fn what_is_typed_in_libreoffice_comes_back() {
    if let Some(missing) = PARTS.iter().find(|part| !Path::new(part).exists()) {
        println!("not tried: {missing} is not there");
        return;
    }
    let folder = std::env::temp_dir().join(format!("solieu-office-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let form = form();
    let [given, back, printed] = ["given.xlsx", "back.xlsx", "given.pdf"].map(|name| folder.join(name));
    fs::write(&given, write(&form).unwrap()).unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/office/edit.py");
    // `timeout` ends an office that hangs.
    let office = Command::new("timeout")
        .args(["150", PYTHON])
        .arg(script)
        .arg(folder.join("profile"))
        .args([&given, &back, &printed])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&office.stdout).into_owned();
    assert!(office.status.success(), "{said}{}", String::from_utf8_lossy(&office.stderr));
    assert_eq!(said.trim(), "protected xxxxxxx..");

    let said = returned(&open(&fs::read(&back).unwrap()).unwrap(), &form).unwrap();
    let mut expected: Vec<(String, String, String)> = form
        .rows
        .iter()
        .map(|row| {
            let stated = row.now.stated.map(viet::stated::format).unwrap_or_default();
            (code_text(&row.cell), stated, row.now.note.clone().unwrap_or_default())
        })
        .collect();
    for (code, stated) in [
        ("NN01", "2.010,25"),
        ("NN03", "21.700"),
        ("NN04", "27.105"),
        ("NN05", "kad"),
        ("TC02", "65,4"),
        ("XH01", ""),
    ] {
        expected.iter_mut().find(|(known, ..)| known == code).unwrap().1 = stated.to_owned();
    }
    expected.retain(|(code, ..)| code != "XH03");
    let answers: Vec<_> = said
        .answers
        .iter()
        .map(|answer| {
            let stated = answer.stated.map(viet::stated::format).unwrap_or_default();
            (code_text(&answer.cell), stated, answer.note.clone().unwrap_or_default())
        })
        .collect();
    assert_eq!(answers, expected);
    let messages: Vec<String> = said.messages.iter().map(exchange::Message::vi).collect();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(
        messages[0].contains("Số lao động đi làm việc ở nước ngoài: “12a” không phải số"),
        "{messages:?}"
    );
    assert!(fs::read(&printed).unwrap().starts_with(b"%PDF"));
    fs::remove_dir_all(&folder).ok();
}
