//! Writing a report's paragraphs as the text of an outline; reading it gives them back.

use super::marks::{Marks, NOBODY, Scopes};
use super::words::{KINDS, LEVELS, NOTE, NUMBERINGS, PERIODS, word};
use super::{Head, Owner, chart, figure};
use model::{Inline, Passage, PassageCell, PassageId, PassageKind};
use std::collections::BTreeMap;

/// The text of an outline.
pub fn write(head: &Head, passages: &[Passage]) -> String {
    let kinds: Vec<&str> = head.kinds.iter().map(|kind| word(&PERIODS, kind)).collect();
    let mut out = format!(
        "Đề cương: {}\nCấp: {}\nKỳ: {}\nĐánh số: {}\n",
        head.name.trim().replace('\n', " "),
        word(&LEVELS, &head.level),
        kinds.join(", "),
        word(&NUMBERINGS, &head.numbering)
    );
    let noted = passages.iter().filter(|p| p.kind == PassageKind::Note);
    let notes: BTreeMap<&PassageId, usize> = noted.enumerate().map(|(at, p)| (&p.id, at + 1)).collect();
    let mut scopes = Scopes::new(head.kinds.clone());
    for passage in passages {
        out.push('\n');
        let mut probe = scopes.clone();
        let (_, inherited) = probe.of(passage.kind, &Marks::default());
        let own = passage.owner.clone().map(Owner::Unit);
        let marks = Marks { kinds: Vec::new(), owner: (own != inherited).then(|| own.clone()) };
        scopes.of(passage.kind, &marks);
        match (&marks.owner, &passage.owner) {
            (Some(_), Some(unit)) => out.push_str(&format!("[#{unit}] ")),
            (Some(_), None) => out.push_str(&format!("[{NOBODY}] ")),
            (None, _) => {}
        }
        paragraph(&mut out, passage, &notes);
    }
    out
}

fn paragraph(out: &mut String, passage: &Passage, notes: &BTreeMap<&PassageId, usize>) {
    let words = inlines(&passage.inlines, notes);
    match passage.kind {
        PassageKind::Note => {
            let number = notes.get(&passage.id).copied().unwrap_or_default();
            out.push_str(&format!("{NOTE}{number}: {words}"));
        }
        PassageKind::Dash if !words.is_empty() => out.push_str(&format!("- {words}")),
        PassageKind::Plus if !words.is_empty() => out.push_str(&format!("+ {words}")),
        PassageKind::Body if plain(&words) => out.push_str(&words),
        kind => out.push_str(&format!("{}: {words}", word(&KINDS, &kind))),
    }
    out.push('\n');
    if let Some(chart) = &passage.chart {
        out.push_str(&format!("{}\n", chart::written(chart)));
    }
    for (at, row) in passage.table.iter().flat_map(|table| table.rows.iter().enumerate()) {
        let head = passage.table.as_ref().is_some_and(|table| at < table.heads);
        out.push_str(if head { "|!" } else { "|" });
        for cell in row {
            out.push_str(&format!(" {} |", self::cell(cell, notes)));
        }
        out.push('\n');
    }
}

/// Whether prose is not taken for anything else.
fn plain(words: &str) -> bool {
    !words.is_empty() && !words.contains(':') && !words.starts_with(['#', '[', '|', '-', '+', '~'])
}

fn cell(cell: &PassageCell, notes: &BTreeMap<&PassageId, usize>) -> String {
    let wide = if cell.columns > 1 { format!("<{}> ", cell.columns) } else { String::new() };
    let right = if cell.right { "> " } else { "" };
    format!("{wide}{right}{}", inlines(&cell.inlines, notes)).trim_end_matches(' ').to_owned()
}

fn inlines(inlines: &[Inline], notes: &BTreeMap<&PassageId, usize>) -> String {
    let last = inlines.len().saturating_sub(1);
    let one = |(at, inline): (usize, &Inline)| match inline {
        Inline::Text { text, bold, italic } => {
            let (bold, italic) = (if *bold { "**" } else { "" }, if *italic { "__" } else { "" });
            format!("{bold}{italic}{}{italic}{bold}", escaped(text, at == 0, at == last))
        }
        Inline::Figure { figure } => figure::written(figure),
        Inline::Period { mention } if mention.shift == 0 => format!("{{kỳ \"{}\"}}", mention.pattern),
        Inline::Period { mention } => format!("{{kỳ \"{}\" {:+}}}", mention.pattern, mention.shift),
        Inline::Note { id } => notes.get(id).map(|number| format!("{{chú {number}}}")).unwrap_or_default(),
    };
    inlines.iter().enumerate().map(one).collect()
}

/// Words whose signs are not taken for signs of the outline, and whose blanks at the ends of a line stay.
fn escaped(text: &str, first: bool, last: bool) -> String {
    let mut out = String::new();
    let mut chars = text.chars().peekable();
    let mut at_start = first;
    while let Some(c) = chars.next() {
        let edge = at_start || (last && chars.peek().is_none());
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => {}
            '\\' | '{' | '}' | '|' | '*' | '_' => out.extend(['\\', c]),
            '<' | '>' if at_start => out.extend(['\\', c]),
            _ if edge && c.is_whitespace() => out.extend(['\\', c]),
            _ => out.push(c),
        }
        at_start = false;
    }
    out
}
