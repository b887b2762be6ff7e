//! Signs, blanks and marks: one note for each fault, with a count.

use super::page::{Page, Word};
use super::{finding, note};
use model::{Severity, TextFinding};
use std::collections::BTreeMap;
use viet::fold::is_nfc;
use viet::letter;

/// Places in scalar values.
type Places = Vec<(usize, usize)>;

pub(super) fn marks(page: &Page<'_>) -> Vec<TextFinding> {
    let mut signs = Signs::default();
    for block in &page.source.blocks {
        let text = page.scalars.block(block);
        if !is_nfc(text) {
            signs.decomposed.push((block.start, block.end));
        }
        signs.read(text, block.start);
    }
    signs.stops(page);
    let mut found = signs.notes();
    found.extend(tone_styles(page));
    found
}

/// Rule, places, what there is, hint.
type Row<'p> = (&'static str, &'p [(usize, usize)], &'static str, &'static str);

/// Where each fault stands.
#[derive(Default)]
struct Signs {
    decomposed: Places,
    double_blanks: Places,
    hard_blanks: Places,
    hidden: Places,
    blank_before: Places,
    doubled_stops: Places,
    missing_blank: Places,
    foreign_letters: Places,
    open_brackets: Places,
    straight: Places,
    curly: usize,
}

impl Signs {
    /// Reads the signs of one paragraph.
    fn read(&mut self, text: &str, start: usize) {
        let mut chars: Vec<char> = Vec::with_capacity(text.len());
        chars.extend(text.chars());
        let at = |index: usize| chars.get(index).copied().unwrap_or(' ');
        let mut open: Places = Vec::new();
        let signs = chars.iter().copied().enumerate().filter(|(_, c)| !letter::is_word(*c));
        for (index, c) in signs {
            let before = index.checked_sub(1).map_or(' ', at);
            let (next, after) = (at(index + 1), at(index + 2));
            let place = (start + index, start + index + 1);
            match c {
                ' ' if next == ' ' && before != ' ' && index > 0 && is_word(before) && is_word(after) => {
                    self.double_blanks.push((place.0, place.1 + 1));
                }
                '\u{a0}' if before.is_lowercase() && next.is_lowercase() => self.hard_blanks.push(place),
                '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{2060}' | '\u{feff}' => self.hidden.push(place),
                ' ' if matches!(next, ',' | ';' | ')' | '!' | '?') && is_word(before) => {
                    self.blank_before.push((place.0, place.1 + 1));
                }
                ' ' if matches!(next, '.' | ':') && is_word(before) && matches!(after, ' ' | '\n') => {
                    self.blank_before.push((place.0, place.1 + 1));
                }
                ',' | ';' | ':' | '.' if is_doubled(before, c, next, after) => {
                    self.doubled_stops.push((place.0, place.1 + 1));
                }
                '"' => self.straight.push(place),
                '“' | '”' => self.curly += 1,
                '(' => open.push(place),
                ')' => drop(open.pop()),
                _ => {}
            }
        }
        self.open_brackets.extend(open);
    }

    /// Stops with no blank behind them, and letters of other alphabets inside words.
    fn stops(&mut self, page: &Page<'_>) {
        let foreign: Vec<bool> = page.forms.iter().map(|form| has_foreign_letters(form.text)).collect();
        for (at, word) in page.words.iter().enumerate() {
            let next = page.words.get(at + 1).filter(|next| !next.first);
            if next.is_some_and(|next| is_glued(word, next)) {
                self.missing_blank.push((word.start, next.map_or(word.end, |next| next.end)));
            }
            if foreign.get(word.form.index()).is_some_and(|foreign| *foreign) {
                self.foreign_letters.push((word.start, word.end));
            }
        }
    }

    fn notes(&self) -> Vec<TextFinding> {
        let mixed: &[(usize, usize)] = if self.curly > 0 { &self.straight } else { &[] };
        let table: [Row<'_>; 10] = [
            (
                "unicode-form",
                &self.decomposed,
                "Dấu tiếng Việt dạng tổ hợp, tìm kiếm sẽ không thấy chữ",
                "Gõ lại đoạn này hoặc chuyển sang Unicode dựng sẵn.",
            ),
            ("double-spaces", &self.double_blanks, "Thừa dấu cách giữa hai chữ", "Bỏ bớt dấu cách."),
            (
                "no-break-spaces",
                &self.hard_blanks,
                "Dấu cách không ngắt nằm giữa hai chữ thường",
                "Thay bằng dấu cách thường.",
            ),
            (
                "hidden-characters",
                &self.hidden,
                "Ký tự ẩn trong văn bản",
                "Xóa ký tự ẩn, gõ lại chữ bị tách.",
            ),
            (
                "space-before-sign",
                &self.blank_before,
                "Có dấu cách trước dấu câu",
                "Viết dấu câu liền sau chữ đứng trước.",
            ),
            ("doubled-signs", &self.doubled_stops, "Hai dấu câu liền nhau", "Bỏ bớt dấu câu thừa."),
            (
                "missing-space",
                &self.missing_blank,
                "Thiếu dấu cách sau dấu câu",
                "Thêm một dấu cách sau dấu câu.",
            ),
            (
                "foreign-letters",
                &self.foreign_letters,
                "Chữ có lẫn ký tự của bảng chữ cái khác, tìm kiếm sẽ không thấy",
                "Gõ lại chữ này bằng bộ gõ tiếng Việt.",
            ),
            ("open-bracket", &self.open_brackets, "Dấu mở ngoặc không có dấu đóng", "Thêm dấu đóng ngoặc."),
            (
                "mixed-quotes",
                mixed,
                "Dấu ngoặc kép thẳng trong văn bản dùng ngoặc kép cong",
                "Thống nhất một kiểu ngoặc kép.",
            ),
        ];
        let told = table.iter().filter_map(|(rule, places, what, hint)| {
            let says = |count: usize| {
                if count == 1 { format!("{what}.") } else { format!("{what} ({count} chỗ).") }
            };
            note(rule, places, says, hint)
        });
        told.collect()
    }
}

/// Letters of another alphabet that look like Latin ones, among Latin ones.
fn has_foreign_letters(word: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic() || ('\u{c0}'..='\u{1ef9}').contains(&c);
    let plain = || viet::fold::plain_letters(word);
    !word.is_ascii() && word.chars().any(latin) && plain() != word && plain().chars().all(letter::is_word)
}

fn is_word(c: char) -> bool {
    letter::is_word(c) || matches!(c, ')' | ',' | ';')
}

/// `,,`, `;.`, `, ,`; dots of an ellipsis, `./.` and `v.v.,` are signs of their own.
fn is_doubled(before: char, c: char, next: char, after: char) -> bool {
    let stop = |c: char| matches!(c, ',' | ';' | ':');
    let spaced = next == ' ' && (stop(after) && c != '.');
    (stop(c) && (stop(next) || (next == '.' && after != '.')) && !stop(before))
        || (c == '.' && next == ';' && before != '.' && before != 'v')
        || (stop(c) && spaced)
        || (c == '.' && next == '.' && after != '.' && before != '.')
}

/// `hồ sơ.Chỉ đạo`, `thu,chi`: words in lower case on both sides or a sentence that begins; no address, no short form.
fn is_glued(word: &Word<'_>, next: &Word<'_>) -> bool {
    const STOPS: [&str; 8] = [".", ").", "”.", "\".", ",", ";", "),", ");"];
    let letters = |word: &Word<'_>| word.text.chars().all(letter::is_letter);
    let long = |word: &Word<'_>| word.text.chars().count() > 1;
    if !STOPS.contains(&word.gap) || !letters(word) || !letters(next) || !long(next) {
        return false;
    }
    let lower = word.text.chars().all(char::is_lowercase);
    let native = |word: &Word<'_>| viet::syllable::is_syllable(word.text);
    match word.gap {
        "." | ")." | "”." | "\"." => {
            let sentence = next.capital() && next.text.chars().skip(1).all(char::is_lowercase);
            (word.gap != "." || lower) && long(word) && sentence && native(next)
        }
        "," | ";" | ")," | ");" => native(word) && native(next),
        _ => false,
    }
}

/// `hóa` and `hoá` in one text.
fn tone_styles(page: &Page<'_>) -> Option<TextFinding> {
    // How often on the first and on the second letter, and the forms.
    let mut styles: [(usize, BTreeMap<&str, usize>); 2] = Default::default();
    for (at, form) in page.forms.iter().enumerate() {
        let lower = form.text.chars().all(char::is_lowercase);
        let read =
            if lower && !form.text.is_ascii() { viet::syllable::Syllable::parse(form.text) } else { None };
        let Some(read) = read.filter(|read| ["oa", "oe", "uy"].contains(&read.rime())) else { continue };
        if read.tone() == viet::syllable::Tone::Level {
            continue;
        }
        let style = usize::from(read.to_string() != viet::fold::nfc(form.text));
        if let Some((count, forms)) = styles.get_mut(style) {
            *count += form.count;
            forms.insert(form.text, at);
        }
    }
    let [(first, on_first), (second, on_second)] = &styles;
    let fewer = if first <= second { on_first } else { on_second };
    let at = page.words.iter().find(|word| fewer.contains_key(word.text))?;
    let show =
        |forms: &BTreeMap<&str, usize>| forms.keys().next().map_or(String::new(), |form| (*form).to_owned());
    if *first == 0 || *second == 0 {
        return None;
    }
    let says = format!(
        "Dấu thanh đặt theo hai kiểu: {first} chữ kiểu “{}”, {second} chữ kiểu “{}”.",
        show(on_first),
        show(on_second)
    );
    Some(finding(
        "tone-styles",
        Severity::Info,
        (at.start, at.end),
        says,
        "Thống nhất một kiểu đặt dấu thanh.",
    ))
}
