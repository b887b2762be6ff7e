//! PDF files that are broken, protected, scanned or made to hurt: one sentence or a text, no panic, soon.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use proptest::prelude::*;
use reader::{Unreadable, intake, read};
use std::time::{Duration, Instant};

/// Objects numbered from one, the first of them the catalogue.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        out.extend(format!("{number} 0 obj\n{object}\nendobj\n").bytes());
    }
    out.extend(b"trailer\n<</Root 1 0 R>>\n%%EOF\n");
    out
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

const CATALOGUE: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
const PAGE: &str = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
                    /Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>";
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>";

fn page_with(content: &str, object: &str) -> Vec<u8> {
    pdf(&[CATALOGUE, PAGES, PAGE, &stream("", content), FONT, object])
}

/// Takes in a file, which takes no long time whatever it is.
fn soon(case: &str, bytes: &[u8]) -> Result<String, Unreadable> {
    let start = Instant::now();
    let source = intake("a.pdf", bytes);
    assert!(start.elapsed() < Duration::from_secs(60), "{case}: {:?}", start.elapsed());
    source.map(|source| source.text)
}

#[test]
fn letters_stand_where_the_page_shows_them() {
    let table = [
        ("BT /F 12 Tf 72 700 Td (Co 5 ho) Tj 0 -14 Td (nuoi ga.) Tj ET", "Co 5 ho nuoi ga."),
        ("BT /F 12 Tf 72 700 Td [(Co) -300 (5) -300 (ho)] TJ ET", "Co 5 ho"),
        ("BT /F 12 Tf 1 0 0 1 72 700 Tm (Co) Tj 1 0 0 1 90 700 Tm (ga) Tj ET", "Co ga"),
        ("q 2 0 0 2 0 0 cm BT /F 6 Tf 36 350 Td (Co) Tj ET Q BT /F 12 Tf 90 700 Td (ga) Tj ET", "Co ga"),
        ("BT /F 12 Tf 72 700 Td (hai) Tj 0 100 Td (mot) Tj ET", "mot\nhai"),
        // Set upwards on the page: the page is turned.
        ("BT /F 12 Tf 0 1 -1 0 300 100 Tm (Co 5 ho) Tj ET", "Co 5 ho"),
        ("/Span <</ActualText <FEFF1EA4>>> BDC BT /F 12 Tf 72 700 Td (xy) Tj ET EMC", "Ấ"),
    ];
    for (content, expected) in table {
        assert_eq!(soon(content, &page_with(content, "null")).as_deref(), Ok(expected), "{content}");
    }
}

#[test]
fn files_made_to_hurt() {
    let hello = stream("", "BT /F 12 Tf 72 700 Td (Co ga) Tj ET");
    let cyclic = pdf(&[
        CATALOGUE,
        "<</Type/Pages/Parent 3 0 R/Kids[2 0 R 3 0 R]/Count 9>>",
        "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]>>",
    ]);
    let many: Vec<String> =
        (3..30).map(|n| format!("<</Type/Pages/Kids[{}]>>", format!("{} 0 R ", n + 1).repeat(10))).collect();
    let many: Vec<&str> = [CATALOGUE, "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"]
        .into_iter()
        .chain(many.iter().map(String::as_str))
        .collect();
    let itself =
        stream("/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>", &"/X Do ".repeat(1000));
    let references = pdf(&[CATALOGUE, PAGES, PAGE, "7 0 R", FONT, "null", "4 0 R"]);
    let table: Vec<(&str, Vec<u8>)> = vec![
        ("pages that hold themselves", cyclic),
        ("ten to the power of twenty-seven pages", pdf(&many)),
        ("a reference to itself", references),
        ("a form that draws itself", page_with(&"/X Do ".repeat(1000), &itself)),
        ("brackets a million deep", page_with(&"[".repeat(1_000_000), &hello)),
        ("dictionaries in dictionaries", pdf(&[CATALOGUE, PAGES, PAGE, &"<<".repeat(200_000)])),
        ("states never given back", page_with(&"q ".repeat(500_000), &hello)),
        (
            "letters on one spot",
            page_with(
                &format!("BT /F 12 Tf 72 700 Td {} ET", "(aaaaaaaa) Tj 0 0 Td ".repeat(50_000)),
                "null",
            ),
        ),
        (
            "lines upon lines",
            page_with(
                &format!("BT /F 0.01 Tf 72 700 Td {} ET", "(a b) Tj 0 -0.02 Td ".repeat(40_000)),
                "null",
            ),
        ),
        (
            "rules upon rules",
            page_with(&"0 0 1 500 re 0 0 500 1 re f 3 3 400 400 re S ".repeat(30_000), "null"),
        ),
        (
            "letters far apart",
            page_with(
                "BT /F 12 Tf 1 0 0 1 9e6 9e6 Tm (a) Tj 1 0 0 1 -9000000 -9000000 Tm (b) Tj 1 0 0 1 9000000 9000000 Tm (c) Tj ET",
                "null",
            ),
        ),
        ("numbers without end", page_with(&"9".repeat(1_000_000), "null")),
        ("an image without end", page_with(&format!("BI ID {}", "EI".repeat(300_000)), "null")),
        (
            "an array that fills memory",
            pdf(&[CATALOGUE, PAGES, PAGE, &format!("[{}]", "1 ".repeat(5_000_000))]),
        ),
    ];
    for (case, bytes) in table {
        if let Ok(text) = soon(case, &bytes) {
            assert!(text.chars().count() < 1_000_000, "{case}");
        }
    }
}

/// Bytes that inflate a thousandfold: stored as runs, which need no program to write.
#[test]
fn streams_that_explode() {
    let runs = "81".repeat(200_000);
    let content = stream("/Filter[/ASCIIHexDecode/RunLengthDecode/RunLengthDecode]", &(runs + ">"));
    let objects = stream(
        "/Type/ObjStm/N 1/First 4/Filter[/ASCIIHexDecode/RunLengthDecode]",
        &("8120".repeat(200_000) + ">"),
    );
    for (case, bytes) in [
        ("content", pdf(&[CATALOGUE, PAGES, PAGE, &content, FONT])),
        ("objects", pdf(&[CATALOGUE, PAGES, PAGE, &objects, FONT])),
    ] {
        assert!(soon(case, &bytes).is_err(), "{case}");
    }
}

#[test]
fn a_page_that_is_a_picture_is_told() {
    let picture =
        stream("/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray", "0");
    let scanned = page_with("q 595 0 0 842 0 0 cm /X Do Q", &picture);
    assert_eq!(soon("scanned", &scanned), Err(Unreadable::Scanned));
    let stamped =
        page_with("q 595 0 0 842 0 0 cm /X Do Q BT /F 9 Tf 72 800 Td (Ky boi: UBND xa) Tj ET", &picture);
    assert_eq!(soon("stamped", &stamped), Err(Unreadable::Scanned));
    let words =
        "BT /F 9 Tf 72 800 Td (Trong quy xa co 12 ho nuoi ga, 15 ho nuoi vit, 20 ho nuoi trau va bo) Tj ET";
    assert!(
        soon("recognised", &page_with(&format!("q 595 0 0 842 0 0 cm /X Do Q {words}"), &picture)).is_ok()
    );
}

#[test]
fn a_file_that_asks_for_a_password() {
    let protected = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/unreadable/mat-khau.pdf");
    assert_eq!(soon("protected", &std::fs::read(protected).unwrap()), Err(Unreadable::Protected));
}

fn sample() -> Vec<u8> {
    std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/intake/bao-cao-libreoffice.pdf")).unwrap()
}

#[test]
fn halves_of_a_file() {
    let whole = sample();
    for part in 0..24 {
        let _ = soon("truncated", &whole[..whole.len() * part / 24]);
        let _ = soon("headless", &[b"%PDF-1.7\n", &whole[whole.len() * part / 24..]].concat());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn bytes_changed(at in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..30)) {
        let mut bytes = sample();
        for (at, byte) in at {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(source) = intake("a.pdf", &bytes) {
            prop_assert!(source.blocks.iter().all(|block| block.start < block.end));
            read(&source);
        }
    }

    #[test]
    fn any_operators(parts in prop::collection::vec(prop::sample::select(vec![
        "q ", "Q ", "BT ", "ET ", "1 0 0 1 72 700 Tm ", "0 1 -1 0 72 700 Tm ", "1e30 0 0 1e30 0 0 cm ", "0 0 0 0 0 0 cm ", "/F 12 Tf ", "/F -1e9 Tf ", "/F 0 Tf ",
        "(Co 5 ha) Tj ", "(1) Tj ", "[(a) -1e30 (b)] TJ ", "5 Ts ", "10 Tc ", "-1e20 Tw ", "0 Tz ", "100 Tz ", "14 TL T* ", "(x) ' ", "1 2 (y) \" ", "/X Do ", "72 700 m 500 700 l S ",
        "72 700 400 1 re f ", "72 600 400 100 re S ", "0 0 1e38 1e38 re S ", "h ", "<</ActualText (z)>> BDC ", "EMC ", "BI ID x EI ", "<41", "(", "]", ">>", "NaN ", "inf ",
    ]), 0..60)) {
        let form = stream("/Subtype/Form", "BT /F 9 Tf 9 9 Td (muc 3) Tj ET");
        if let Ok(source) = intake("a.pdf", &page_with(&parts.concat(), &form)) {
            let length = source.text.chars().count();
            prop_assert!(source.blocks.iter().all(|block| block.start < block.end && block.end <= length));
        }
    }
}
