//! The printed pages of short and long reports are measured against the tables of the decree.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[path = "../../report/tests/common/made.rs"]
mod made;
mod print;

use made::made;
use print::measures::{Pages, measures};
use print::{Print, folder, fonts, office_pdf};
use std::path::Path;

/// Reports: pages of the body, paragraphs that make them.
const REPORTS: [(usize, usize); 3] = [(2, 6), (15, 174), (60, 704)];

fn table(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../suite/report").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|row| !row.starts_with('#') && !row.trim().is_empty());
    rows.map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// What is wrong with the components of the pages, by a table.
fn components(prints: &[Print], of: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for row in table(of) {
        let [name, page, words, from, to, style, place] = row.as_slice() else {
            panic!("seven columns: {row:?}")
        };
        let (edge, at) = place.split_once(' ').unwrap();
        let at: f64 = at.parse().unwrap();
        let sizes = from.parse::<u32>().unwrap()..=to.parse::<u32>().unwrap();
        let found: Vec<&Print> = prints
            .iter()
            .filter(|p| (page == "*" || page.parse() == Ok(p.page)) && p.words.starts_with(words.as_str()))
            .collect();
        let fits = |p: &&&Print| {
            let x = match edge {
                "giữa" => p.left + p.width / 2.0,
                "phải" => p.left + p.width,
                _ => p.left,
            };
            (x - at).abs() < 1.5 && sizes.contains(&p.size) && p.style == *style
        };
        if !found.iter().any(|p| fits(&p)) {
            wrong.push(format!("{name}: {found:?}"));
        }
    }
    wrong
}

/// What is wrong with the sizes of the pages.
fn sizes(pages: &Pages) -> Vec<String> {
    let found = measures(pages);
    let mut wrong = Vec::new();
    for row in table("layout-measures.txt") {
        let [name, from, to, slack, unit] = row.as_slice() else { panic!("five columns: {row:?}") };
        let number = |text: &String| text.parse::<f64>().unwrap();
        let (from, to) = (number(from) - number(slack) - 1e-6, number(to) + number(slack) + 1e-6);
        let values = found.iter().find(|(n, _)| n == name).map(|(_, values)| values.as_slice());
        let values = values.unwrap_or_else(|| panic!("nobody measures {name}"));
        let outside: Vec<String> =
            values.iter().filter(|v| !(from..=to).contains(*v)).map(|v| format!("{v:.2}")).take(5).collect();
        if values.is_empty() || !outside.is_empty() {
            wrong.push(format!(
                "{name}: {} of {} outside {from:.2}–{to:.2} {unit}: {}",
                outside.len(),
                values.len(),
                outside.join(", ")
            ));
        }
    }
    wrong
}

#[test]
fn reports_of_every_length_keep_to_the_decree_in_pdf_and_word() {
    let Some(fonts) = fonts() else { return };
    let typesetter = pdf::Typesetter::new(fonts);
    for (wanted, paragraphs) in REPORTS {
        let document = made(paragraphs);
        let folder = folder(&format!("layout-{wanted}"));
        let (own, word) = (folder.join("own.pdf"), folder.join("word.docx"));
        std::fs::write(&own, typesetter.pdf(&document).unwrap()).unwrap();
        std::fs::write(&word, report::docx(&document).unwrap()).unwrap();
        let Some(office) = office_pdf(&word) else { return };
        let (Some(own), Some(office)) = (Pages::of(&own), Pages::of(&office)) else { return };
        for (pages, origin) in [(&own, "PDF"), (&office, "Word")] {
            let body = pages.starts().get(1).unwrap() - 1;
            assert!(body.abs_diff(wanted) <= wanted / 15, "{origin}: {body} pages for {wanted}");
            let wrong = [components(&pages.prints, "layout-components.txt"), sizes(pages)].concat();
            assert!(wrong.is_empty(), "{origin}, {wanted} pages:\n{}", wrong.join("\n"));
        }
        alike(&own, &office);
    }
}

#[test]
fn an_annex_alone_is_a_file_with_the_place_of_the_signature() {
    let Some(fonts) = fonts() else { return };
    let typesetter = pdf::Typesetter::new(fonts);
    let whole = made(6);
    let attached = whole.attachment(1, Some("Số: 07/BC-UBND".to_owned())).unwrap();
    assert!(whole.attachment(whole.annexes.len(), None).is_none());
    let folder = folder("layout-attached");
    let (own, word) = (folder.join("own.pdf"), folder.join("word.docx"));
    std::fs::write(&own, typesetter.pdf(&attached).unwrap()).unwrap();
    std::fs::write(&word, report::docx(&attached).unwrap()).unwrap();
    let Some(office) = office_pdf(&word) else { return };
    for (pages, origin) in [(Pages::of(&own), "PDF"), (Pages::of(&office), "Word")] {
        let Some(pages) = pages else { return };
        let wrong = components(&pages.prints, "layout-attached.txt");
        assert!(wrong.is_empty(), "{origin}:\n{}", wrong.join("\n"));
        // Nothing of the document stands in it but what names it.
        let foreign = ["CỘNG HÒA", "Nơi nhận", "TM. ", "Địa chỉ"];
        let strangers: Vec<_> =
            pages.prints.iter().filter(|p| foreign.iter().any(|words| p.words.contains(words))).collect();
        assert!(strangers.is_empty(), "{origin}: {strangers:?}");
    }
}

/// The heads of the first pages stand in the same places.
fn alike(own: &Pages, office: &Pages) {
    let mut compared = 0;
    for print in own.prints.iter().filter(|p| p.page == 1 && p.top < 120.0) {
        let other = office.prints.iter().find(|p| p.page == 1 && p.words == print.words);
        let Some(other) = other else { continue };
        let apart = (print.left - other.left).abs().max((print.top - other.top).abs());
        assert!(apart < 4.0, "{}: {apart:.1} mm apart", print.words);
        compared += 1;
    }
    assert!(compared >= 12, "{compared} lines of the first page are the same");
}
