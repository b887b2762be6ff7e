//! The parts of the package that hold no prose.

use super::drawing::Media;
use super::xml::{DECLARATION, safe};
use crate::document::Document;
use crate::dress::Role;
use crate::sheet::{DRAFT, Line, Sheet};

macro_rules! part {
    ($body:literal) => {
        concat!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n", $body)
    };
}

/// `[Content_Types].xml` of the parts in `names`.
pub fn content_types<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    const PACKAGE: &str = "application/vnd.openxmlformats-package.";
    let mut out = format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"{PACKAGE}relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Default Extension=\"png\" ContentType=\"image/png\"/><Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>"
    );
    for name in names {
        let kind = match name {
            "word/document.xml" => format!("{WORD}document.main+xml"),
            "docProps/core.xml" => format!("{PACKAGE}core-properties+xml"),
            "docProps/app.xml" => {
                "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned()
            }
            "customXml/itemProps1.xml" => {
                "application/vnd.openxmlformats-officedocument.customXmlProperties+xml".to_owned()
            }
            _ => match name.strip_prefix("word/").and_then(|name| name.strip_suffix(".xml")) {
                Some(name) => format!("{WORD}{}+xml", name.trim_end_matches(|c: char| c.is_ascii_digit())),
                None => continue,
            },
        };
        out += &format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    }
    out + "</Types>"
}

/// `_rels/.rels`
pub const PACKAGE_RELATIONS: &str = part!(
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>\
</Relationships>"
);

/// What `word/document.xml` may refer to: id, kind, target.
const RELATIONS: [(&str, &str, &str); 12] = [
    ("rId1", "styles", "styles.xml"),
    ("rId2", "settings", "settings.xml"),
    ("rId3", "fontTable", "fontTable.xml"),
    ("rId4", "footnotes", "footnotes.xml"),
    ("rId5", "header", "header1.xml"),
    ("rId6", "header", "header2.xml"),
    ("rId7", "numbering", "numbering.xml"),
    ("rId8", "customXml", "../customXml/item1.xml"),
    ("rId9", "header", "header3.xml"),
    ("rId10", "footer", "footer1.xml"),
    ("rId11", "footer", "footer2.xml"),
    ("rId12", "footer", "footer3.xml"),
];

/// Relations of some kinds are kept in every package.
pub const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

/// `word/_rels/document.xml.rels` to the parts in `names`; pictures follow.
pub fn document_relations(names: &[&str], media: &Media) -> String {
    let mut out = format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
    );
    for (id, kind, target) in RELATIONS {
        let part = target.strip_prefix("../").map_or_else(|| format!("word/{target}"), str::to_owned);
        if names.contains(&part.as_str()) {
            out += &format!("<Relationship Id=\"{id}\" Type=\"{OFFICE}{kind}\" Target=\"{target}\"/>");
        }
    }
    for file in &media.files {
        out += &format!(
            "<Relationship Id=\"{}\" Type=\"{OFFICE}image\" Target=\"{}\"/>",
            file.relation,
            file.target()
        );
    }
    out + "</Relationships>"
}

/// `customXml/_rels/item1.xml.rels`
pub const ITEM_RELATIONS: &str = part!(
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps\" Target=\"itemProps1.xml\"/>\
</Relationships>"
);

/// Which part of the document a section is.
#[derive(Clone, Copy)]
pub enum Part<'a> {
    /// From the letterhead to the signature.
    Main(&'a Sheet),
    /// An annex.
    Annex(&'a Sheet),
}

/// What a section shows in its upper and lower margin. A section without a footer of its own would show the one before.
pub fn margins(part: Part<'_>) -> String {
    let (sheet, stamped, footer) = match part {
        Part::Main(sheet) => (sheet, true, "rId10"),
        Part::Annex(sheet) => (sheet, sheet.attached, "rId11"),
    };
    let first = if stamped && !sheet.stamp.is_empty() { "rId9" } else { "rId6" };
    let mut out = format!(
        "<w:headerReference w:type=\"default\" r:id=\"rId5\"/><w:headerReference w:type=\"first\" r:id=\"{first}\"/>"
    );
    if !sheet.contact.is_empty() {
        out += &format!(
            "<w:footerReference w:type=\"default\" r:id=\"rId12\"/><w:footerReference w:type=\"first\" r:id=\"{footer}\"/>"
        );
    }
    out
}

/// A page footer: some lines.
pub fn footer(lines: &[Line]) -> String {
    let style = Role::Contact.dress().style;
    let empty = "<w:p/>".to_owned();
    let words: String = lines.iter().map(|line| paragraph(style, line)).collect();
    format!(
        "{DECLARATION}<w:ftr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">{}</w:ftr>",
        if lines.is_empty() { empty } else { words }
    )
}

fn paragraph(style: &str, line: &Line) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        safe(&line.words())
    )
}

/// `word/settings.xml`; names the two separators of footnotes.
pub const SETTINGS: &str = part!(
    "<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>\
<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>\
<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
<w:themeFontLang w:val=\"vi-VN\"/><w:decimalSymbol w:val=\",\"/><w:listSeparator w:val=\";\"/></w:settings>"
);

/// `word/fontTable.xml`
pub const FONT_TABLE: &str = part!(
    "<w:fonts xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:font w:name=\"Times New Roman\"><w:altName w:val=\"Liberation Serif\"/><w:panose1 w:val=\"02020603050405020304\"/>\
<w:charset w:val=\"00\"/><w:family w:val=\"roman\"/><w:pitch w:val=\"variable\"/></w:font></w:fonts>"
);

/// `docProps/app.xml`
pub const APP: &str = part!(
    "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
<Application>Sổ Liệu</Application></Properties>"
);

/// `docProps/core.xml`: what the file is, by whom, of which day.
pub fn core(document: &Document) -> String {
    let head = &document.letterhead;
    let created = head.date.map_or_else(String::new, |day| {
        let stamp = format!("{day}T00:00:00Z");
        format!(
            "<dcterms:created xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:created>\
             <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{stamp}</dcterms:modified>"
        )
    });
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\
         <dc:title>{}</dc:title><dc:subject>{}</dc:subject><dc:creator>{}</dc:creator><dc:language>vi-VN</dc:language>{created}\
         </cp:coreProperties>",
        safe(&document.subject),
        safe(&document.kind),
        safe(&head.issuer),
    )
}

/// A page header: the page number where `numbered`, the watermark where `draft`, and lines above the page.
pub fn header(numbered: bool, draft: bool, stamp: &[Line]) -> String {
    let number = if numbered { PAGE_NUMBER } else { "" };
    let mark = if draft { WATERMARK.replace("{}", DRAFT) } else { String::new() };
    format!(
        "{DECLARATION}<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
         xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\">\
         {}<w:p><w:pPr><w:pStyle w:val=\"Header\"/></w:pPr>{mark}{number}</w:p></w:hdr>",
        stamp.iter().map(|line| paragraph(Role::Stamp.dress().style, line)).collect::<String>()
    )
}

const PAGE_NUMBER: &str = "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
<w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>\
<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r>\
<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";

/// Text along a path, as Word itself writes watermarks.
const WATERMARK: &str = "<w:r><w:pict><v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" \
adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/>\
<v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/>\
<v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/>\
<v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 @5\"/></v:formulas>\
<v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" \
o:connectangles=\"270,180,90,0\"/><v:textpath on=\"t\" fitshape=\"t\"/></v:shapetype>\
<v:shape id=\"BanDuThao\" o:spid=\"_x0000_s2049\" type=\"#_x0000_t136\" style=\"position:absolute;margin-left:0;margin-top:0;\
width:400pt;height:110pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;\
mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin\" \
o:allowincell=\"f\" fillcolor=\"#e4e4e4\" stroked=\"f\"><v:textpath style=\"font-family:&quot;Times New Roman&quot;;\
font-size:1pt\" string=\"{}\"/></v:shape></w:pict></w:r>";
