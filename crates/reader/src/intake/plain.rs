//! Plain text: decoding, lines, and footnotes, with their marks or with marks that fell out when the file was converted.

mod called;

use super::Unreadable;
use model::{Block, Note, SourceText};
use viet::legacy;

/// What a converter writes where a footnote mark stood.
const LOST_MARK: char = '\u{fffd}';

pub(super) fn read(bytes: &[u8]) -> Result<SourceText, Unreadable> {
    let text = letters(bytes)?;
    let lines = lines(&text);
    let called = called::called(&lines);
    if !called.is_empty() {
        let (blocks, notes) = with_called_notes(&lines, &called);
        return Ok(SourceText { text, blocks, notes, recognised: false });
    }
    let first_note = first_note(&lines);
    let (body, tail) = lines.split_at(first_note.unwrap_or(lines.len()));
    let (mut blocks, anchors) = body_blocks(body);
    let (note_blocks, mut notes) = note_blocks(tail);
    if anchors.len() == notes.len() {
        for (note, anchor) in notes.iter_mut().zip(anchors) {
            note.anchor = Some(anchor);
        }
    }
    blocks.extend(note_blocks);
    Ok(SourceText { text, blocks, notes, recognised: false })
}

/// The text in Unicode, whatever its encoding: as it stands where it is Unicode.
fn letters(bytes: &[u8]) -> Result<String, Unreadable> {
    match decode(bytes) {
        Ok(text) => Ok(legacy::restore(&text).unwrap_or(text)),
        Err(Unreadable::Encoding) => legacy::restore(&legacy::widen(bytes)).ok_or(Unreadable::Encoding),
        Err(other) => Err(other),
    }
}

/// UTF-8 with or without mark, UTF-16 with mark.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        utf16(rest, u16::from_be_bytes)
    } else {
        let rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let is_odd = |byte: &u8| *byte < 9 || (14..27).contains(byte);
        // Most texts have none, which is soon told: no byte is waited for.
        let none = !rest.iter().fold(false, |odd, byte| odd | is_odd(byte));
        if !none && (rest.contains(&0) || rest.iter().filter(|byte| is_odd(byte)).count() * 50 > rest.len()) {
            return Err(Unreadable::Binary);
        }
        std::str::from_utf8(rest).map(str::to_owned).map_err(|_| Unreadable::Encoding)
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(Unreadable::Encoding);
    }
    let text: Result<String, _> = char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect();
    let text = text.map_err(|_| Unreadable::Encoding)?;
    if text.contains('\0') { Err(Unreadable::Binary) } else { Ok(text) }
}

/// A line without the blanks around it, with its place in scalar values.
#[derive(Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    start: usize,
    end: usize,
    /// Empty lines before it.
    gap: usize,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let (mut at, mut gap, mut found) = (0, 0, Vec::new());
    for raw in text.split('\n') {
        let length = raw.chars().count();
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            gap += 1;
        } else {
            let start = at + raw.chars().take_while(|c| c.is_whitespace()).count();
            found.push(Line { text: trimmed, start, end: start + trimmed.chars().count(), gap });
            gap = 0;
        }
        at += length + 1;
    }
    found
}

/// The notes stand at the end behind lost marks: every line from there on, or every line after the
/// report's closing `./.`, begins with one or continues one.
fn first_note(lines: &[Line<'_>]) -> Option<usize> {
    let marked = |line: &Line<'_>| line.text.starts_with(LOST_MARK);
    let suffix = lines.iter().rev().take_while(|line| marked(line)).count();
    if suffix > 0 {
        return Some(lines.len() - suffix);
    }
    let closing = lines.iter().rposition(|line| line.text.ends_with("./."))?;
    lines.iter().skip(closing + 1).position(marked).map(|after| closing + 1 + after)
}

/// Body and notes where these stand, at the foot of a page or at the end.
fn with_called_notes(lines: &[Line<'_>], called: &[called::Called]) -> (Vec<Block>, Vec<Note>) {
    let (mut blocks, mut notes): (Vec<Block>, Vec<Note>) = (Vec::new(), Vec::new());
    let mut from = 0;
    for note in called {
        blocks.extend(body_blocks(lines.get(from..note.line).unwrap_or_default()).0);
        let rest = lines.get(note.line..).unwrap_or_default();
        let more =
            rest.iter().zip(rest.iter().skip(1)).take_while(|(last, line)| is_wrapped(last, line)).count();
        let (Some(first), Some(last)) = (rest.first(), rest.get(more)) else { break };
        let (start, end) = (first.start + note.lead, last.end);
        blocks.push(Block { note: Some(notes.len()), ..plain_block(start, end) });
        notes.push(Note { anchor: Some(note.anchor), start, end });
        from = note.line + more + 1;
    }
    blocks.extend(body_blocks(lines.get(from..).unwrap_or_default()).0);
    (blocks, notes)
}

fn plain_block(start: usize, end: usize) -> Block {
    Block { start, end, ..Block::default() }
}

/// One block per line; a line that goes on with the sentence before it joins that block. Where the
/// line begins with the stop that followed a footnote mark, the mark stood there.
fn body_blocks(lines: &[Line<'_>]) -> (Vec<Block>, Vec<usize>) {
    let (mut blocks, mut anchors): (Vec<Block>, Vec<usize>) = (Vec::new(), Vec::new());
    let mut last: Option<&Line<'_>> = None;
    for line in lines {
        let marks = line.text.match_indices(LOST_MARK).filter_map(|(at, _)| line.text.get(..at));
        anchors.extend(marks.map(|before| line.start + before.chars().count()));
        let after_mark = line.text.starts_with(['.', ',', ';']);
        let goes_on = after_mark || last.is_some_and(|last| is_wrapped(last, line));
        match blocks.last_mut() {
            Some(block) if goes_on => {
                block.end = line.end;
                if after_mark {
                    anchors.push(line.start);
                }
            }
            _ => blocks.push(plain_block(line.start, line.end)),
        }
        last = Some(line);
    }
    (blocks, anchors)
}

/// Whether `line` is the rest of a sentence that was broken after `last`: it begins with a small
/// letter that is no list label, and the line before ends without a stop.
fn is_wrapped(last: &Line<'_>, line: &Line<'_>) -> bool {
    let mut chars = line.text.chars();
    let small = chars.next().is_some_and(|c| viet::letter::is_letter(c) && c.is_lowercase());
    let label = matches!(chars.next(), Some(')' | '.' | '/'));
    let open = !last.text.ends_with(['.', ';', ':', '!', '?', '…', '”', '"', '/']);
    small && !label && open && line.gap <= 1
}

/// Notes run from mark to mark; a note of several lines is several blocks.
fn note_blocks(lines: &[Line<'_>]) -> (Vec<Block>, Vec<Note>) {
    let (mut blocks, mut notes): (Vec<Block>, Vec<Note>) = (Vec::new(), Vec::new());
    for line in lines {
        let lead = line.text.chars().take_while(|c| *c == LOST_MARK || c.is_whitespace()).count();
        let start = line.start + lead;
        if line.text.starts_with(LOST_MARK) {
            notes.push(Note { anchor: None, start, end: line.end });
        } else if let Some(note) = notes.last_mut() {
            note.end = line.end;
        }
        if start < line.end {
            blocks.push(Block { note: notes.len().checked_sub(1), ..plain_block(start, line.end) });
        }
    }
    (blocks, notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(source: &SourceText, start: usize, end: usize) -> String {
        source.text.chars().skip(start).take(end - start).collect()
    }

    #[test]
    fn lost_footnotes_find_their_anchors_in_order() {
        let text = "Có 12 hộ vay vốn\n. Dư nợ 30 tỷ đồng\n; thu nợ tốt./.\n \u{fffd} Xã A 5 hộ.\n\n\u{fffd} Xã B 7 hộ.\n";
        let source = read(text.as_bytes()).unwrap();
        assert_eq!(source.text, text);
        let blocks: Vec<String> = source.blocks.iter().map(|b| part(&source, b.start, b.end)).collect();
        assert_eq!(
            blocks,
            ["Có 12 hộ vay vốn\n. Dư nợ 30 tỷ đồng\n; thu nợ tốt./.", "Xã A 5 hộ.", "Xã B 7 hộ."]
        );
        let anchors: Vec<_> =
            source.notes.iter().map(|n| n.anchor.map(|a| part(&source, a, a + 1))).collect();
        assert_eq!(anchors, [Some(".".to_owned()), Some(";".to_owned())]);
        assert_eq!(source.blocks[2].note, Some(1));
    }

    #[test]
    fn unequal_counts_leave_the_anchors_open() {
        let source = read("Có 12 hộ.\n\u{fffd} Ghi chú một.".as_bytes()).unwrap();
        assert_eq!(source.notes.len(), 1);
        assert_eq!(source.notes[0].anchor, None);
    }

    #[test]
    fn a_wrapped_title_is_one_block_and_a_list_is_not() {
        let source = read("Tình hình kinh tế,\n\nxã hội quý I\na) Lúa\nb) Ngô\n".as_bytes()).unwrap();
        let blocks: Vec<String> = source.blocks.iter().map(|b| part(&source, b.start, b.end)).collect();
        assert_eq!(blocks, ["Tình hình kinh tế,\n\nxã hội quý I", "a) Lúa", "b) Ngô"]);
    }

    #[test]
    fn encodings() {
        let text = "Đạt 5 ha";
        let mut le = vec![0xff, 0xfe];
        le.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        let mut be = vec![0xfe, 0xff];
        be.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &le, &be, &marked] {
            assert_eq!(decode(bytes).as_deref(), Ok(text));
        }
        assert_eq!(decode(b"\xff\xfe\x00\xd8"), Err(Unreadable::Encoding));
        assert_eq!(decode(b"\xff\xfeA"), Err(Unreadable::Encoding));
        assert_eq!(decode(b"t\xecnh h\xecnh"), Err(Unreadable::Encoding));
        assert_eq!(decode(b"a\0b"), Err(Unreadable::Binary));
    }
}
