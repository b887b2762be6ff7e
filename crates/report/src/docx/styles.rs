//! `styles.xml` from the table of dresses.

use super::lists::bound;
use super::xml::{DECLARATION, mm, pt, safe, tenths};
use crate::dress::{Align, Dress, Role, TYPEFACE, page};

/// Style of footnote marks.
pub const MARK_STYLE: &str = "FootnoteReference";

/// Style of numbers that no list gives.
pub const NUMBER_STYLE: &str = "SoThuTu";
/// Name of that style.
pub const NUMBER_STYLE_NAME: &str = "Số thứ tự";
/// Style of tables with borders.
pub const TABLE_STYLE: &str = "BangSoLieu";
/// Style of frames without borders.
pub const FRAME_STYLE: &str = "Khung";
/// Style of the rules under lines.
pub const RULE_STYLE: &str = "KeNgang";
/// Style of empty lines.
pub const GAP_STYLE: &str = "KhoangTrong";

/// The stamp's frame around the words of a mark; frames of paragraphs would grow together.
const STAMP: &str = "<w:bdr w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"000000\"/>";

/// A thin rule on top of a paragraph.
const RULE: &str = "<w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"000000\"/>";

/// The part.
pub fn styles() -> String {
    let named: String = Role::ALL.iter().map(|role| style(*role)).collect();
    let extra: String = extra().into_iter().map(|(_, _, xml)| xml).collect();
    format!(
        "{DECLARATION}<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{TYPEFACE}\" w:hAnsi=\"{TYPEFACE}\" w:eastAsia=\"{TYPEFACE}\" w:cs=\"{TYPEFACE}\"/>\
         <w:color w:val=\"000000\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>\
         <w:lang w:val=\"vi-VN\" w:eastAsia=\"vi-VN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault>\
         <w:pPrDefault><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault>\
         </w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\"><w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\
         <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:uiPriority w:val=\"99\"/><w:semiHidden/>\
         <w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"0\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\
         {extra}{named}</w:styles>"
    )
}

/// Styles that are no role's: id, name, definition.
pub(crate) fn extra() -> [(&'static str, &'static str, String); 6] {
    let borders: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .iter()
        .map(|side| format!("<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/>"))
        .collect();
    let sides = |width: u32| {
        format!(
            "<w:tblCellMar><w:left w:w=\"{width}\" w:type=\"dxa\"/><w:right w:w=\"{width}\" w:type=\"dxa\"/></w:tblCellMar>"
        )
    };
    let rule = format!(
        "<w:basedOn w:val=\"Normal\"/><w:pPr><w:pBdr>{RULE}</w:pBdr>\
         <w:spacing w:before=\"20\" w:after=\"0\" w:line=\"60\" w:lineRule=\"exact\"/></w:pPr><w:rPr><w:sz w:val=\"4\"/></w:rPr>"
    );
    let gap = "<w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:sz w:val=\"2\"/></w:rPr>"
        .to_owned();
    let mark = "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>".to_owned();
    let grid = format!("<w:tblPr><w:tblBorders>{borders}</w:tblBorders>{}</w:tblPr>", sides(80));
    let frame = format!("<w:tblPr>{}</w:tblPr>", sides(0));
    [
        ("character", MARK_STYLE, "footnote reference", mark),
        ("character", NUMBER_STYLE, NUMBER_STYLE_NAME, String::new()),
        ("paragraph", RULE_STYLE, "Kẻ ngang", rule),
        ("paragraph", GAP_STYLE, "Khoảng trống", gap),
        ("table", TABLE_STYLE, "Bảng số liệu", grid),
        ("table", FRAME_STYLE, "Khung trình bày", frame),
    ]
    .map(|(kind, id, name, rest)| {
        let own = if id == MARK_STYLE { "" } else { " w:customStyle=\"1\"" };
        let xml = format!(
            "<w:style w:type=\"{kind}\"{own} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{rest}</w:style>"
        );
        (id, name, xml)
    })
}

/// The style of a role.
pub(crate) fn style(role: Role) -> String {
    let dress = role.dress();
    format!(
        "<w:style w:type=\"paragraph\" {}w:styleId=\"{}\"><w:name w:val=\"{}\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>\
         <w:pPr>{}</w:pPr><w:rPr>{}{}</w:rPr></w:style>",
        if matches!(role, Role::Note | Role::PageNumber | Role::Contact | Role::Subject) {
            ""
        } else {
            "w:customStyle=\"1\" "
        },
        dress.style,
        safe(dress.name),
        paragraph(role, &dress),
        letters(&dress),
        if matches!(role, Role::Mark | Role::Circulation) { STAMP } else { "" },
    )
}

/// Children of `w:pPr` in the order of the schema.
fn paragraph(role: Role, dress: &Dress) -> String {
    let keep = if dress.keep_next { "<w:keepNext/>" } else { "" };
    let list = bound(role).map(|(list, level)| {
        format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>")
    });
    let list = list.unwrap_or_default();
    let border = if role == Role::Contact { format!("<w:pBdr>{RULE}</w:pBdr>") } else { String::new() };
    let lines = if dress.align == Align::Justify && role != Role::Note { page::LINE_PERCENT } else { 100 };
    let first = if dress.first_line { tenths(page::FIRST_LINE_TENTHS) } else { 0 };
    let outline = dress.outline.map(|level| format!("<w:outlineLvl w:val=\"{level}\"/>")).unwrap_or_default();
    let align = match dress.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Justify => "both",
    };
    format!(
        "{keep}<w:widowControl/>{list}{border}<w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{}\" w:lineRule=\"auto\"/>\
         <w:ind w:left=\"{}\" w:firstLine=\"{first}\"/><w:jc w:val=\"{align}\"/>{outline}",
        pt(dress.before),
        pt(dress.after),
        lines * 240 / 100,
        mm(dress.indent),
    )
}

/// Children of `w:rPr` in the order of the schema.
fn letters(dress: &Dress) -> String {
    let flags = [(dress.bold, "<w:b/><w:bCs/>"), (dress.italic, "<w:i/><w:iCs/>"), (dress.caps, "<w:caps/>")];
    let flags: String = flags.iter().filter(|(on, _)| *on).map(|(_, tag)| *tag).collect();
    let size = dress.size * 2;
    format!("{flags}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>")
}
