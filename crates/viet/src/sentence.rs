//! Sentences of a paragraph.

/// Letters of a word in capitals that a full stop may follow inside a sentence: `TP. Lai Châu`, `TS. Nguyễn Văn An`.
const SHORT: usize = 3;

/// The sentences of a paragraph, in order, without the spaces between them. A full stop, question or exclamation mark ends
/// one when a space and a capital or a digit follow, unless it stands after a shortened word.
pub fn split(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut from = 0;
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
        let end = at + mark.len_utf8();
        let (Some(before), Some(rest)) = (text.get(from..at), text.get(end..)) else { continue };
        let next = rest.trim_start();
        let begins =
            rest.len() > next.len() && next.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if begins && !(mark == '.' && is_shortened(before)) {
            out.extend(text.get(from..end).map(str::trim));
            from = end;
        }
    }
    out.extend(text.get(from..).map(str::trim).filter(|rest| !rest.is_empty()));
    out
}

fn is_shortened(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    !word.is_empty() && word.chars().count() <= SHORT && word.chars().all(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_paragraph_falls_into_its_sentences() {
        for (text, sentences) in [
            ("", vec![]),
            ("Diện tích 1.347,5 ha.", vec!["Diện tích 1.347,5 ha."]),
            ("Gieo 12 ha. Thu 3 ha; đạt 25%.", vec!["Gieo 12 ha.", "Thu 3 ha; đạt 25%."]),
            ("Trường ở TP. Lai Châu đã mở. 02 lớp mới.", vec!["Trường ở TP. Lai Châu đã mở.", "02 lớp mới."]),
            ("Đã đủ chưa? Chưa. còn thiếu", vec!["Đã đủ chưa?", "Chưa. còn thiếu"]),
        ] {
            assert_eq!(split(text), sentences, "{text}");
        }
    }
}
