//! What holds of every file made of a document.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::{demo, file, full};
use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;
use report::back;
use report::dress::Role;
use report::{Block, Cell, Document, Paragraph, PassageKind, Piece, Span, Table, docx, html, markup, sheet};
use std::io::Read;

/// One part of a Word file.
fn part(docx: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn names(docx: &[u8]) -> Vec<String> {
    let zip = zip::ZipArchive::new(std::io::Cursor::new(docx)).unwrap();
    zip.file_names().map(|name| name.unwrap().into_owned()).collect()
}

/// All parts of a Word file but pictures, by name.
fn parts(docx: &[u8]) -> Vec<(String, String)> {
    let text = |name: &String| !name.starts_with("word/media/");
    names(docx).into_iter().filter(text).map(|name| (name.clone(), part(docx, &name))).collect()
}

/// Texts of an XML or HTML part: one string per element named in `blocks`, text only of elements in `inside` (all if empty).
fn texts(xml: &str, blocks: &[&str], inside: &[&str], skip: &[&str]) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut out, mut depth, mut skipped) = (Vec::new(), 0, 0);
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return out.into_iter().filter(|text: &String| !text.is_empty()).collect(),
            Event::Start(tag) => {
                let name = tag.name().as_ref().to_owned();
                if blocks.contains(&name.as_str()) {
                    out.push(String::new());
                }
                depth += usize::from(inside.contains(&name.as_str()));
                skipped += usize::from(skip.contains(&name.as_str()));
            }
            Event::End(tag) => {
                let name = tag.name().as_ref().to_owned();
                depth -= usize::from(inside.contains(&name.as_str()));
                skipped -= usize::from(skip.contains(&name.as_str()));
            }
            Event::Text(text) if skipped == 0 && (inside.is_empty() || depth > 0) => {
                if let Some(last) = out.last_mut() {
                    last.push_str(&text);
                }
            }
            Event::GeneralRef(name) if skipped == 0 && (inside.is_empty() || depth > 0) => {
                let letter = match &*name {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "apos" => "'",
                    other => panic!("unknown reference {other}"),
                };
                if let Some(last) = out.last_mut() {
                    last.push_str(letter);
                }
            }
            _ => {}
        }
    }
}

fn docx_texts(part: &str) -> Vec<String> {
    texts(part, &["w:p"], &["w:t"], &[])
}

fn html_texts(page: &str) -> Vec<String> {
    let body = page.split_once("<body>").unwrap().1.rsplit_once("</body>").unwrap().0;
    let blocks = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th"];
    texts(body, &blocks, &[], &["sup"])
        .into_iter()
        .map(|text| text.trim_end_matches('\n').to_owned())
        .collect()
}

fn well_formed(xml: &str) {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    while reader.read_event().unwrap() != Event::Eof {}
}

/// Word's paragraphs and HTML's text are the same in the same order.
fn same_words(document: &Document) {
    let returned = report::back::back(&docx(document).unwrap()).unwrap();
    let words = |spans: &[Span]| spans.iter().map(Span::words).collect::<String>().trim().to_owned();
    let mut word: Vec<String> = returned.notes.iter().map(|note| words(&note.spans)).collect();
    for piece in &returned.pieces {
        match piece {
            back::Piece::Paragraph(p) => {
                let number = p.number.clone().unwrap_or_default();
                word.push(format!("{number} {}", words(&p.spans)).trim().to_owned());
            }
            back::Piece::Table(table) => {
                word.extend(table.title.clone());
                word.extend(table.rows.iter().flatten().map(|cell| words(cell)));
            }
        }
    }
    let page: Vec<String> = html_texts(&html(document)).iter().map(|t| t.trim().to_owned()).collect();
    for words in word.iter().filter(|words| !words.is_empty()) {
        assert!(page.contains(words), "{words}");
    }
    let sheet = sheet(document);
    let head =
        [&sheet.issuer, &sheet.nation, &sheet.number, &sheet.date, &sheet.recipients, &sheet.signature];
    let file = docx(document).unwrap();
    let xml = docx_texts(&part(&file, "word/document.xml"));
    for line in head.into_iter().flatten().filter(|line| !line.words().is_empty()) {
        assert!(xml.contains(&line.words()) && page.contains(&line.words().trim().to_owned()), "{line:?}");
    }
}

#[test]
fn components_are_worded_as_the_table_says() {
    let table = std::fs::read_to_string(file("suite/report/components.txt")).unwrap();
    let mut cases = 0;
    for row in table.lines().filter(|row| !row.starts_with('#') && !row.trim().is_empty()) {
        let columns: Vec<&str> = row.split('|').map(|c| c.trim_matches(' ')).collect();
        let [component, given, wanted] = columns.as_slice() else { panic!("three columns: {row}") };
        assert_eq!(&worded(component, given), wanted, "{row}");
        cases += 1;
    }
    assert!(cases > 10);
}

fn worded(component: &str, given: &str) -> String {
    let mut document = demo();
    document.addressees.clear();
    let list = || given.split(';').map(|item| item.trim().to_owned()).collect::<Vec<_>>();
    let lines = match component {
        "số" => {
            let (number, notation) = given.split_once(' ').unwrap();
            document.letterhead.number = number.parse().ok();
            document.letterhead.notation = notation.to_owned();
            sheet(&document).number
        }
        "ngày" => {
            document.letterhead.date = given.parse().ok();
            sheet(&document).date
        }
        "kính gửi" => {
            document.addressees = list();
            let body = sheet(&document).body;
            let addressee = |l: &&report::Line| matches!(l.role, Role::Addressee | Role::AddresseeItem);
            body.iter().filter_map(Piece::line).filter(addressee).cloned().collect()
        }
        "nơi nhận" => {
            document.recipients = list();
            sheet(&document).recipients
        }
        "kết" => {
            let kind = if given.starts_with("I.") { PassageKind::Section } else { PassageKind::Body };
            document.body = vec![Paragraph::new(kind, vec![Span::text(given)]).into()];
            sheet(&document).body.iter().filter_map(Piece::line).cloned().collect()
        }
        other => panic!("no component {other}"),
    };
    lines.iter().map(report::Line::words).collect::<Vec<_>>().join(" / ")
}

#[test]
fn every_component_stands_in_word_in_its_style() {
    let document = part(&docx(&full()).unwrap(), "word/document.xml");
    let styles = part(&docx(&full()).unwrap(), "word/styles.xml");
    for role in Role::ALL {
        let dress = role.dress();
        assert!(styles.contains(&format!("w:styleId=\"{}\"", dress.style)), "{role:?} has no style");
        let elsewhere =
            matches!(role, Role::Note | Role::PageNumber | Role::Contact | Role::Stamp | Role::Reference);
        let used = document.contains(&format!("w:pStyle w:val=\"{}\"", dress.style));
        assert!(used || elsewhere, "{role:?} is not in the document");
    }
    for words in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "HỎA TỐC",
        "MẬT",
        "Lưu: VT, TH, ABC.15.",
    ] {
        assert!(document.contains(words), "{words}");
    }
    assert!(document.contains("- Như trên;"));
    let file = docx(&full()).unwrap();
    assert!(part(&file, "word/footer1.xml").contains("Địa chỉ: Tổ 5") && document.contains("r:id=\"rId10\""));
    assert!(part(&file, "word/header3.xml").contains("+07:00") && document.contains("r:id=\"rId9\""));
    assert!(document.contains("(Kèm theo Báo cáo số 142/BC-UBND ngày 19 tháng 3 năm 2021)"));
}

#[test]
fn sizes_and_margins_keep_within_the_decree() {
    let range = |role: Role| match role {
        Role::Nation | Role::Superior | Role::Issuer => 12..=13,
        Role::RecipientsHead => 12..=12,
        Role::Recipient => 11..=11,
        Role::Number => 13..=13,
        Role::Cell | Role::CentreCell | Role::RightCell | Role::HeadCell => 10..=14,
        Role::Note => 10..=12,
        Role::Reference => 12..=13,
        Role::Contact => 11..=12,
        Role::Stamp => 10..=10,
        _ => 13..=14,
    };
    for role in Role::ALL {
        assert!(range(role).contains(&role.dress().size), "{role:?}: {}", role.dress().size);
    }
    use report::dress::page;
    assert!(
        (20..=25).contains(&page::TOP) && (30..=35).contains(&page::LEFT) && (15..=20).contains(&page::RIGHT)
    );
    assert!(Role::Body.dress().after >= 6);
}

#[test]
fn every_part_is_well_formed_and_named() {
    let file = docx(&full()).unwrap();
    let (parts, names) = (parts(&file), names(&file));
    let types = &parts.iter().find(|(name, _)| name == "[Content_Types].xml").unwrap().1;
    for (name, text) in &parts {
        well_formed(text);
        assert!(
            name.ends_with(".rels")
                || name == "customXml/item1.xml"
                || name.starts_with('[')
                || types.contains(&format!("PartName=\"/{name}\"")),
            "{name}"
        );
    }
    for (name, text) in &parts {
        let Some(folder) = name
            .strip_suffix("_rels/.rels")
            .or(name.strip_suffix("_rels/document.xml.rels"))
            .or(name.strip_suffix("_rels/item1.xml.rels"))
        else {
            continue;
        };
        for target in text.split("Target=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let path = target.strip_prefix("../").map_or_else(|| format!("{folder}{target}"), str::to_owned);
            assert!(names.contains(&path), "{path}");
        }
    }
}

fn ids(xml: &str, tag: &str) -> Vec<i32> {
    let open = format!("<w:{tag} ");
    xml.split(&open)
        .skip(1)
        .filter_map(|rest| rest.split_once("w:id=\"")?.1.split('"').next()?.parse().ok())
        .collect()
}

#[test]
fn note_marks_and_notes_match() {
    let file = docx(&full()).unwrap();
    let marks = ids(&part(&file, "word/document.xml"), "footnoteReference");
    let notes = ids(&part(&file, "word/footnotes.xml"), "footnote");
    assert_eq!(marks, (1..=9).collect::<Vec<_>>());
    assert_eq!(notes, (-1..=9).collect::<Vec<_>>());
    assert_eq!(ids(&part(&file, "word/settings.xml"), "footnote"), [-1, 0]);
}

#[test]
fn figures_keep_their_names() {
    let document = full();
    let xml = part(&docx(&document).unwrap(), "word/document.xml");
    let page = html(&document);
    for (id, text, times) in [("fig-1", "1.347,19", 1), ("fig-2", "50.057", 2)] {
        assert_eq!(xml.matches(&format!("<w:tag w:val=\"{id}\"/>")).count(), times);
        assert_eq!(page.matches(&format!("<span data-figure=\"{id}\">{text}</span>")).count(), times);
    }
    let control_ids: Vec<&str> =
        xml.split("<w:id w:val=\"").skip(1).filter_map(|r| r.split('"').next()).collect();
    assert_eq!(control_ids, ["1", "2", "3"]);
}

#[test]
fn word_and_html_say_the_same() {
    same_words(&full());
    same_words(&demo());
}

#[test]
fn a_draft_says_so_on_every_page_and_an_issued_report_does_not() {
    let mut document = demo();
    let issued = docx(&document).unwrap();
    document.letterhead.number = None;
    let draft = docx(&document).unwrap();
    for header in ["word/header1.xml", "word/header2.xml"] {
        assert!(part(&draft, header).contains("string=\"DỰ THẢO\""));
        assert!(!part(&issued, header).contains("DỰ THẢO"));
    }
    assert!(html(&document).contains("DỰ THẢO"));
    assert!(!html(&demo()).contains("DỰ THẢO"));
}

#[test]
fn pages_are_numbered_from_the_second_and_annexes_anew() {
    let xml = part(&docx(&full()).unwrap(), "word/document.xml");
    assert_eq!(xml.matches("<w:pgNumType w:start=\"1\"/><w:titlePg/>").count(), 3);
    assert_eq!(xml.matches("w:orient=\"landscape\"").count(), 1);
    let file = docx(&full()).unwrap();
    assert!(part(&file, "word/header1.xml").contains(" PAGE "));
    assert!(!part(&file, "word/header2.xml").contains(" PAGE "));
}

#[test]
fn the_demo_word_file_is_fresh() {
    let kept = std::fs::read(file("demo/report/q1-2021.docx")).unwrap();
    assert!(
        kept == docx(&demo()).unwrap(),
        "stale: run `cargo run -p report --example docx -- demo/report/q1-2021.txt demo/report/q1-2021.docx`"
    );
}

#[test]
fn plain_text_form_says_where_it_cannot_be_read() {
    for (text, line, word) in [
        ("@nothing: x", 1, "nothing"),
        ("I. A\n@number: năm", 2, "năm"),
        ("@date: 19/3/2021", 1, "19/3/2021"),
        ("một[^9] hai", 1, "[^9]"),
        ("@kind BÁO CÁO", 1, ":"),
    ] {
        let error = markup::parse(text).unwrap_err();
        assert!(error.line == line && error.reason.contains(word), "{text}: {error}");
    }
    let kind = |block: &Block| if let Block::Paragraph(p) = block { Some(p.kind) } else { None };
    let kinds: Vec<PassageKind> = demo().body.iter().filter_map(kind).take(8).collect();
    use PassageKind::{Body, Clause, Part, PartTitle, Point, Section, Subclause};
    assert_eq!(kinds, [Part, PartTitle, Body, Section, Clause, Subclause, Point, Body]);
}

fn any_span() -> impl Strategy<Value = Span> {
    prop_oneof![
        any::<(String, bool, bool)>().prop_map(|(text, bold, italic)| Span::Text { text, bold, italic }),
        any::<(String, String)>().prop_map(|(id, text)| Span::figure(id.as_str(), text)),
        (0_usize..4).prop_map(|index| Span::Note { index }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_words_make_a_sound_file(
        subject in any::<String>(),
        spans in proptest::collection::vec(any_span(), 0..6),
        note in any::<String>(),
        row in proptest::collection::vec(any::<(String, usize)>(), 0..4),
    ) {
        let mut document = full();
        document.subject = subject;
        document.notes = vec![vec![Span::text(note)].into(); 2];
        document.body = vec![Paragraph::new(PassageKind::Body, spans).into()];
        let cells = row.into_iter().map(|(text, columns)| Cell { columns, rows: columns % 5, ..Cell::text(text) });
        let table = Table { rows: vec![cells.clone().collect(), cells.collect()], ..Table::default() };
        document.annexes[0].blocks.push(table.into());
        let file = docx(&document).unwrap();
        for (_, text) in parts(&file) {
            well_formed(&text);
        }
        prop_assert_eq!(&file, &docx(&document).unwrap());
        let marks = ids(&part(&file, "word/document.xml"), "footnoteReference");
        let notes = ids(&part(&file, "word/footnotes.xml"), "footnote");
        prop_assert_eq!(marks.len() + 2, notes.len());
    }
}
