//! Letters of old encodings inside a document: which text is in one, by its fonts or by its looks, and what it says.

use super::compose::Paragraph;
use viet::legacy::{Encoding, recognise_each};

/// Bytes of a paragraph's text that are in an old encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Old {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) encoding: Encoding,
}

impl Paragraph {
    /// Appends text that a font draws in this encoding, or in Unicode, where a soft hyphen shows nothing
    /// and a hyphen that keeps words together is a hyphen.
    pub(super) fn push(&mut self, text: &str, encoding: Option<Encoding>) {
        let start = self.text.len();
        let Some(encoding) = encoding else {
            let shown = text.chars().filter(|c| *c != '\u{ad}');
            self.text.extend(shown.map(|c| if c == '\u{2011}' { '-' } else { c }));
            return;
        };
        self.text.push_str(text);
        let end = self.text.len();
        match self.old.last_mut() {
            Some(last) if last.end == start && last.encoding == encoding => last.end = end,
            _ => self.old.push(Old { start, end, encoding }),
        }
    }

    /// What the paragraph says in Unicode, its marks where they were.
    fn decoded(mut self) -> Self {
        let spans = std::mem::take(&mut self.old);
        let marks = self.marks.iter().map(|mark| mark.at);
        let mut cuts: Vec<usize> =
            spans.iter().flat_map(|span| [span.start, span.end]).chain(marks).chain([0]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut out = String::with_capacity(self.text.len());
        // Where each cut lies in what was decoded.
        let mut moved: Vec<(usize, usize)> = Vec::with_capacity(cuts.len());
        let mut spans = spans.iter().peekable();
        for (at, start) in cuts.iter().enumerate() {
            moved.push((*start, out.len()));
            let end = cuts.get(at + 1).copied().unwrap_or(self.text.len());
            let piece = self.text.get(*start..end).unwrap_or_default();
            while spans.next_if(|span| span.end <= *start).is_some() {}
            match spans.peek().filter(|span| span.start <= *start) {
                Some(span) => out.push_str(&span.encoding.decode(piece)),
                None => out.push_str(piece),
            }
        }
        for mark in &mut self.marks {
            let found = moved.binary_search_by_key(&mark.at, |(from, _)| *from);
            mark.at = found.ok().and_then(|at| moved.get(at)).map_or(out.len(), |(_, to)| *to);
        }
        Self { text: out, ..self }
    }
}

/// Paragraphs in Unicode. Text in an old font that is Unicode all the same stays as it is; paragraphs without old
/// fonts are decoded where they read in an old encoding and not as they stand.
pub(super) fn decode(mut paragraphs: Vec<Paragraph>) -> Vec<Paragraph> {
    for paragraph in paragraphs.iter_mut().filter(|paragraph| !paragraph.old.is_empty()) {
        let mut encodings: Vec<Encoding> = paragraph.old.iter().map(|span| span.encoding).collect();
        encodings.sort_unstable();
        encodings.dedup();
        for encoding in encodings {
            let of = paragraph.old.iter().filter(|span| span.encoding == encoding);
            let text: String = of.filter_map(|span| paragraph.text.get(span.start..span.end)).collect();
            if !encoding.fits(&text) {
                paragraph.old.retain(|span| span.encoding != encoding);
            }
        }
    }
    let unmarked = paragraphs.iter().map(|p| if p.old.is_empty() { p.text.as_str() } else { "" });
    let encodings = recognise_each(unmarked);
    let decoded = paragraphs.into_iter().zip(encodings).map(|(mut paragraph, encoding)| {
        if let Some(encoding) = encoding.filter(|_| paragraph.old.is_empty()) {
            paragraph.old.push(Old { start: 0, end: paragraph.text.len(), encoding });
        }
        if paragraph.old.is_empty() { paragraph } else { paragraph.decoded() }
    });
    decoded.collect()
}
