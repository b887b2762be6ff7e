//! Word files of 1997 to 2003: the same as the new ones they were saved from, and harmless however damaged.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod package;

use package::compound;
use proptest::prelude::*;
use reader::{Unreadable, intake};
use std::path::Path;

fn suite(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/intake").join(name)).unwrap()
}

#[test]
fn an_old_file_shows_what_the_new_one_shows() {
    for name in ["bao-cao", "bang", "khung", "phong-cu"] {
        let old = intake("a.doc", &suite(&format!("{name}.doc"))).unwrap();
        let new = intake("a.docx", &suite(&format!("{name}.docx"))).unwrap();
        assert_eq!(old, new, "{name}");
        assert!(old.blocks.len() > 3, "{name}");
    }
}

#[test]
fn letters_of_old_fonts_are_decoded() {
    let source = intake("a.doc", &suite("phong-cu.doc")).unwrap();
    assert_eq!(
        source.text,
        "Báo cáo tình hình kinh tế - xã hội quý I năm 2003\n\
         BÁO CÁO\n\
         Diện tích lúa đạt 1.250 ha, tăng 3,5% so với cùng kỳ.\n\
         Thu ngân sách đạt 4,5 tỷ đồng, bằng 102% kế hoạch."
    );
}

/// The head of a Word document: version, flags, and for old ones where the text lies and how long its stretches are.
fn head(version: u16, flags: u16, text: std::ops::Range<u32>, lengths: &[u32]) -> Vec<u8> {
    let mut head = vec![0; 0x400];
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &[0xec, 0xa5]);
    put(2, &version.to_le_bytes());
    put(10, &flags.to_le_bytes());
    put(24, &text.start.to_le_bytes());
    put(28, &text.end.to_le_bytes());
    for (at, length) in lengths.iter().enumerate() {
        put(0x34 + 4 * at, &length.to_le_bytes());
    }
    head
}

#[test]
fn a_file_of_word_95_is_text_in_bytes() {
    let text = b"Thu 5 t\xf9 \x13PAGE\x147\x15 ha\rDat 12 con\r";
    let length = u32::try_from(text.len()).unwrap();
    let mut document = head(0x68, 0, 0x400..0x400 + length, &[length]);
    document.extend(text);
    let source = intake("a.doc", &compound(&[("WordDocument", &document)])).unwrap();
    assert_eq!(source.text, "Thu 5 tù 7 ha\nDat 12 con");
}

#[test]
fn compound_files_that_are_no_readable_report() {
    let protected = head(0xc1, 0x0100, 0..0, &[]);
    let old_and_protected = head(0x68, 0x0100, 0..0, &[]);
    let headless = head(0xc1, 0, 0..0, &[]);
    let table: [(&str, &[u8], Unreadable); 7] = [
        ("WordDocument", &protected, Unreadable::Protected),
        ("WordDocument", &old_and_protected, Unreadable::Protected),
        ("EncryptedPackage", b"x", Unreadable::Protected),
        ("Workbook", b"x", Unreadable::OtherFormat(".xls (Excel)")),
        ("PowerPoint Document", b"x", Unreadable::OtherFormat(".ppt (PowerPoint)")),
        ("WordDocument", b"x", Unreadable::Broken),
        ("WordDocument", &headless, Unreadable::Broken),
    ];
    for (stream, content, expected) in table {
        assert_eq!(intake("a.doc", &compound(&[(stream, content)])), Err(expected), "{stream}");
    }
}

/// Reading must come back with an answer or a sentence, and offsets that lie in the text.
fn comes_back(bytes: &[u8]) {
    if let Ok(source) = intake("a.doc", bytes) {
        let length = source.text.chars().count();
        assert!(source.blocks.iter().all(|block| block.start < block.end && block.end <= length));
        assert!(length < 100_000);
    }
}

#[test]
fn cut_files_and_sectors_that_run_in_circles() {
    for name in ["bao-cao.doc", "bang.doc", "khung.doc", "phong-cu.doc"] {
        let whole = suite(name);
        for end in (0..whole.len()).step_by(512) {
            comes_back(&whole[..end]);
            // Every link of this sector leads to itself, to the first, out of the file.
            for link in [u32::try_from(end / 512).unwrap(), 0, 0x00ff_ffff] {
                let mut bytes = whole.clone();
                let sector = bytes[end..].iter_mut().take(512);
                sector.zip(link.to_le_bytes().into_iter().cycle()).for_each(|(byte, link)| *byte = link);
                comes_back(&bytes);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn bytes_changed(
        name in prop::sample::select(vec!["bao-cao.doc", "bang.doc", "khung.doc", "phong-cu.doc"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = suite(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        comes_back(&bytes);
    }
}
