//! Files of every format of `suite/intake`, cut off and with bytes changed: one sentence or a sound text, no panic.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/intake");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension != "shown" && extension != "md"));
    paths.sort();
    paths
}

fn is_sound(bytes: &[u8]) {
    let Ok(source) = reader::intake("a", bytes) else { return };
    let length = source.text.chars().count();
    let mut last = 0;
    for block in &source.blocks {
        assert!(last <= block.start && block.start < block.end && block.end <= length);
        last = block.end;
    }
    for note in &source.notes {
        assert!(note.start < note.end && note.end <= length && note.anchor.is_none_or(|at| at <= length));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn cut_off_and_changed(
        file in prop::sample::select(files()),
        keep in 0.1..1.2f64,
        changes in prop::collection::vec((0.0..1.0f64, any::<u8>()), 0..12),
    ) {
        let mut bytes = std::fs::read(file).unwrap();
        let at = |part: f64, length: usize| ((length as f64) * part) as usize;
        bytes.truncate(at(keep, bytes.len()).max(1));
        for (part, byte) in changes {
            let place = at(part, bytes.len());
            bytes[place] = byte;
        }
        is_sound(&bytes);
    }

    #[test]
    fn any_words_of_rtf(words in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "\\par ", "\\cell", "\\row", "\\trowd", "\\cellx100", "\\cellx50", "\\clvmrg", "\\clmrg", "\\intbl", "\\itap3", "\\nestcell", "\\nestrow",
        "{\\*\\nesttableprops", "\\footnote ", "{\\header ", "\\u7841?", "\\u-4095?", "\\uc3 ", "\\'e1", "\\'", "\\f1", "{\\fonttbl{\\f1 .VnTime;}}", "{\\listtext 1.\\tab}",
        "\\bin5 ", "\\pard", "\\v", "\\v0", "chữ ", "\\shptxt ", "\\*", "\\ftnalt", "\\s1", "\\outlinelevel0",
    ]), 0..60)) {
        is_sound(format!("{{\\rtf1{}", words.concat()).as_bytes());
    }

    #[test]
    fn any_tags_of_html(tags in prop::collection::vec(prop::sample::select(vec![
        "<p>", "</p>", "<table>", "</table>", "<tr>", "<td rowspan=3>", "<td colspan=999999999>", "</td>", "<th>", "<ol start=4294967295>", "<li>", "</ol>", "<ul>",
        "<a href=#b name=a>1</a>", "<a href=#a name=b>1</a>", "<div id=a>", "</div>", "<b>", "</b>", "<h1>", "</h1>", "<script>", "</script>", "<style>p{", "</style>", "chữ ", "&nbsp;",
        "&#xd800;", "<br>", "<font face=.VnTime>l\u{b5}", "<pre>", "<span hidden>", "</span>", "<thead>", "<![if x]>", "<!--",
    ]), 0..60)) {
        is_sound(format!("<html>{}", tags.concat()).as_bytes());
    }
}

#[test]
fn what_would_hurt() {
    let deep = "{".repeat(100_000);
    let rows = format!("\\trowd{}", "\\cellx2147483647\\intbl x\\cell\\row".repeat(20_000));
    let numbers = "1".repeat(3_000_000);
    for body in [deep, rows, numbers, "\\bin2147483647 ".to_owned(), "\\u2147483647?".to_owned()] {
        is_sound(format!("{{\\rtf1 {body}").as_bytes());
    }
    let lines = "{\\header chữ".to_owned() + &(0..20_000).map(|n| format!(" {n} x\\par")).collect::<String>();
    is_sound(format!("{{\\rtf1 {lines}}}").as_bytes());
    let deep = "<div>chữ".repeat(50_000);
    let notes = "<a href=#b name=a>1</a><a href=#a name=b>1</a>".repeat(20_000);
    let cells = format!("<table>{}", "<tr><td colspan=100 rowspan=100>1".repeat(20_000));
    for body in [deep, notes, cells, "<b>".repeat(200_000), "</b>".repeat(200_000)] {
        is_sound(format!("<html>{body}").as_bytes());
    }
}

#[test]
fn open_document_that_counts_from_nothing() {
    let flat = |styles: &str, body: &str| {
        format!(
            "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:styles>{styles}</office:styles><office:body><office:text>{body}</office:text></office:body></office:document>"
        )
    };
    let outline = "<text:outline-style><text:outline-level-style text:level=\"1\" style:num-format=\"I\" style:num-suffix=\".\"/></text:outline-style>";
    let table = [
        (outline, "<text:h text:outline-level=\"1\">Lúa</text:h>", "I. Lúa"),
        (outline, "<text:h text:outline-level=\"0\">Lúa</text:h>", "Lúa"),
        (outline, "<text:h text:outline-level=\"255\">Lúa</text:h>", "Lúa"),
        ("", "<text:p>5<text:s text:c=\"3\"/>ha</text:p>", "5   ha"),
    ];
    for (styles, body, expected) in table {
        assert_eq!(reader::intake("a", flat(styles, body).as_bytes()).unwrap().text, expected, "{body}");
    }
    let wide = flat("", &format!("<text:p>a{}b</text:p>", "<text:s text:c=\"4294967295\"/>".repeat(1000)));
    assert!(reader::intake("a", wide.as_bytes()).unwrap().text.len() < 200_000);
}
