//! An office's own Word template is filled by the names of its fields.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::{demo, full};
use report::back::{Piece, back, printed};
use report::{FIELDS, FillError, Span, asked, docx, fill};
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

/// A template with `body`; its style of prose has our name and its own id.
fn template(body: &str) -> Vec<u8> {
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
        <Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/></Types>";
    let relations = |kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
             Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let styles = format!(
        "<w:styles {WORD}><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Van7\"><w:name w:val=\"Nội dung\"/><w:rPr><w:color w:val=\"112233\"/></w:rPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"Muc\"><w:name w:val=\"Của cơ quan\"/></w:style></w:styles>"
    );
    let document = format!(
        "<w:document {WORD}><w:body>{body}<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>"
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", types.to_owned()),
        ("_rels/.rels", relations("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", relations("styles", "styles.xml")),
        ("word/styles.xml", styles),
        ("word/document.xml", document),
    ] {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A paragraph whose runs break at `|`, as Word breaks them.
fn line(words: &str) -> String {
    let run =
        |words: &str| format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    format!("<w:p>{}</w:p>", words.split('|').map(run).collect::<String>())
}

fn control(tag: &str, content: &str) -> String {
    format!(
        "<w:sdt><w:sdtPr><w:tag w:val=\"{tag}\"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
}

fn office() -> Vec<u8> {
    template(
        &[
            line("{cơ quan ban hành}"),
            line("Số: {s|ố}/{ký |hiệu}; {địa danh}, ngày {ngày}| tháng {tháng} năm {năm}"),
            format!("<w:p>{}</w:p>", control("trich-yeu", "<w:r><w:t>trích yếu ở đây</w:t></w:r>")),
            line("Kính gửi: {kính gửi}"),
            line("{nội |dung}"),
            control("noi-nhan", &line("mỗi nơi nhận một dòng")),
            line("{quyền hạn}"),
            line("{người ký}"),
        ]
        .concat(),
    )
}

fn part(docx: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(docx))
        .unwrap()
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn fields_are_filled_and_the_body_comes_in_the_templates_styles() {
    let file = fill(&office(), &full()).unwrap();
    let xml = part(&file, "word/document.xml");
    let words: String = xml.split('<').filter_map(|p| p.split_once('>')).map(|(_, text)| text).collect();
    for wanted in [
        "UBND huyện Nậm Sơn".to_uppercase().as_str(),
        "Số: 142/BC-UBND; Nậm Sơn, ngày 19 tháng 3 năm 2021",
        "Tình hình kinh tế - xã hội",
        "Kính gửi: UBND tỉnh Lai Sơn; Sở Kế hoạch &amp; Đầu tư",
        "- Như trên;",
        "- Lưu: VT, TH, ABC.15.",
        "CHỦ TỊCH",
        "Họ Và Tên",
    ] {
        assert!(words.contains(wanted), "{wanted}: {}", words.chars().take(600).collect::<String>());
    }
    assert_eq!(words.matches("Kính gửi").count(), 1);
    assert!(!words.contains('{') && !words.contains("trích yếu ở đây") && !words.contains("mỗi nơi nhận"));
    assert!(xml.contains("w:pStyle w:val=\"Van7\"") && !xml.contains("w:pStyle w:val=\"NoiDung\""));
    // The template has another style of this id.
    assert!(xml.contains("w:pStyle w:val=\"MucSoLieu\""));
    assert!(part(&file, "word/styles.xml").contains("w:styleId=\"MucSoLieu\""));
    assert_eq!(file, fill(&office(), &full()).unwrap());
}

#[test]
fn a_filled_template_comes_back_with_its_figures_and_paragraphs() {
    let (found, wanted) = (back(&fill(&office(), &full()).unwrap()).unwrap(), printed(&full()));
    let figures = |pieces: &[Piece]| -> Vec<Span> {
        let spans = pieces.iter().flat_map(|piece| match piece {
            Piece::Paragraph(p) => p.spans.clone(),
            Piece::Table(t) => t.rows.iter().flatten().flatten().cloned().collect(),
        });
        spans.filter(|span| matches!(span, Span::Figure { .. })).collect()
    };
    assert_eq!(figures(&found.pieces), figures(&wanted.pieces));
    assert_eq!(found.notes, wanted.notes);
    let kept = |pieces: &[Piece]| -> Vec<Piece> {
        let body = |piece: &&Piece| !matches!(piece, Piece::Paragraph(p) if p.kind.is_none() || p.kind == Some(report::PassageKind::Title));
        pieces.iter().filter(body).cloned().collect()
    };
    assert_eq!(kept(&found.pieces), kept(&wanted.pieces));
}

#[test]
fn annexes_keep_their_pages_and_count_from_one() {
    let document = full();
    let xml = part(&fill(&office(), &document).unwrap(), "word/document.xml");
    let wide = document.annexes.iter().filter(|annex| annex.landscape).count();
    assert!(wide > 0 && document.annexes.len() > wide);
    assert_eq!(xml.matches("<w:sectPr").count(), 1 + document.annexes.len());
    assert_eq!(xml.matches("w:orient=\"landscape\"").count(), wide);
    assert_eq!(xml.matches("<w:pgNumType w:start=\"1\"/>").count(), document.annexes.len());
}

#[test]
fn what_a_template_asks_for_is_told() {
    let told = asked(&office()).unwrap();
    assert!(told.body && told.unknown.is_empty(), "{told:?}");
    assert!(told.known.contains(&"trích yếu") && told.known.contains(&"nơi nhận"), "{told:?}");
    let told = asked(&template(&[line("{cơ quan ban hành}"), line("{tên lạ}")].concat())).unwrap();
    assert_eq!(
        (told.known, told.unknown, told.body),
        (vec!["cơ quan ban hành"], vec!["tên lạ".to_owned()], false)
    );
    assert!(asked(b"no zip").is_err());
}

#[test]
fn libreoffice_opens_what_was_filled() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("filled");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, template) in [("own", office()), ("ours", docx_with_field())] {
        let source = folder.join(format!("{name}.docx"));
        std::fs::write(&source, fill(&template, &full()).unwrap()).unwrap();
        let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
        let arguments = [
            &profile,
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            folder.to_str().unwrap(),
        ];
        if let Err(error) = Command::new("soffice").args(arguments).arg(&source).output() {
            eprintln!("skipped: soffice cannot run here ({error})");
            return;
        }
        let text = std::fs::read_to_string(source.with_extension("txt")).unwrap();
        for wanted in [
            "I. KẾT QUẢ TRÊN CÁC NGÀNH",
            "1.1. Nông, lâm nghiệp",
            "a) Trồng trọt",
            "Vốn do tỉnh quản lý",
            "SỐ HỘ THEO XÃ, BIỂU II",
        ] {
            assert!(text.to_uppercase().contains(&wanted.to_uppercase()), "{name}: {wanted}");
        }
    }
}

/// A file of ours as a template: with notes, lists, facts and styles of its own.
fn docx_with_field() -> Vec<u8> {
    let mut document = demo();
    document.body.truncate(3);
    document
        .body
        .push(report::Paragraph::new(report::PassageKind::Body, vec![Span::text("{nội dung}")]).into());
    document.body.push(report::Paragraph::new(report::PassageKind::Body, vec![Span::text("Hết.")]).into());
    docx(&document).unwrap()
}

#[test]
fn what_cannot_be_filled_says_why() {
    assert!(matches!(fill(b"PK", &demo()), Err(FillError::Unreadable(_))));
    let error = fill(&template(&line("{nội dung} {tên lạ}")), &demo()).unwrap_err();
    assert!(matches!(error, FillError::Missing { .. } | FillError::Unknown { .. }), "{error}");
    let error = fill(&template(&[line("{nội dung}"), line("{tên| lạ}")].concat()), &demo()).unwrap_err();
    assert!(error.to_string().contains("{tên lạ}") && error.to_string().contains("trích yếu"), "{error}");
    let error = fill(&template(&line("{trích yếu}")), &demo()).unwrap_err();
    assert!(error.to_string().contains("Mẫu thiếu trường “{nội dung}”"), "{error}");
    let error = fill(&template("<w:p><w:r>"), &demo()).unwrap_err();
    assert!(error.to_string().contains(".docx"), "{error}");
    // Braces that name nothing stay.
    let file = fill(&template(&[line("{nội dung}"), line("{ } {1} {")].concat()), &demo()).unwrap();
    assert!(part(&file, "word/document.xml").contains("{ } {1} {"));
    assert_eq!(FIELDS.len(), 20);
}
