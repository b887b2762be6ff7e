//! Signs, blanks and marks: one note for each fault, with a count.

use super::page::{Form, Page, Told, Word};
use super::{finding, note};
use crate::scalars::Scalars;
use model::{Block, Severity, TextFinding};
use std::collections::BTreeMap;
use std::ops::Range;
use viet::fold::is_nfc;
use viet::letter;
use viet::syllable::{Syllable, Tone};

/// Places in scalar values.
type Places = Vec<(usize, usize)>;

pub(super) fn marks(page: &Page<'_>) -> Vec<TextFinding> {
    let letters = Letters {
        composed: page.told(|form| form.text.chars().all(letter::is_composed)),
        foreign: page.told(|form| has_foreign_letters(form.text)),
    };
    let mut signs = Signs::default();
    for (block, words) in page.paragraphs() {
        signs.read(page, &letters, block, words);
    }
    let mut found = signs.notes();
    found.extend(tone_styles(page));
    found
}

/// Words that are composed, and those with letters of other alphabets.
struct Letters {
    composed: Told,
    foreign: Told,
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
    /// Reads what stands before, between and behind the words of a paragraph.
    fn read(&mut self, page: &Page<'_>, letters: &Letters, block: &Block, words: &[Word<'_>]) {
        let mut open: Places = Vec::new();
        let mut composed = true;
        let first = words.first().map_or(block.end, |word| word.start);
        self.signs(page.scalars, ' ', block.start..first, block.end, &mut open);
        for (at, word) in words.iter().enumerate() {
            composed &= letters.composed.has(word);
            if letters.foreign.has(word) {
                self.foreign_letters.push((word.start, word.end));
            }
            let next = words.get(at + 1);
            // Nothing is wrong with one blank and a letter behind it.
            if word.spaced() && next.is_some() {
                continue;
            }
            composed &= word.gap.chars().all(letter::is_composed);
            if next.is_some_and(|next| is_glued(page, word, next)) {
                self.missing_blank.push((word.start, next.map_or(word.end, |next| next.end)));
            }
            let last = word.text.chars().next_back().unwrap_or(' ');
            let end = next.map_or(block.end, |next| next.start);
            self.signs(page.scalars, last, word.end..end, block.end, &mut open);
        }
        self.open_brackets.extend(open);
        if !composed && !is_nfc(page.scalars.block(block)) {
            self.decomposed.push((block.start, block.end));
        }
    }

    /// Reads the signs of a span, `before` in front of them, in a paragraph up to `end`.
    fn signs(
        &mut self,
        scalars: &Scalars<'_>,
        mut before: char,
        span: Range<usize>,
        end: usize,
        open: &mut Places,
    ) {
        let mut rest = scalars.slice(span.start, end).chars();
        for at in span {
            let Some(c) = rest.next() else { return };
            let mut behind = rest.clone();
            let (next, after) = (behind.next().unwrap_or(' '), behind.next().unwrap_or(' '));
            let (place, pair) = ((at, at + 1), (at, at + 2));
            match c {
                ' ' if next == ' ' && before != ' ' && is_word(before) && is_word(after) => {
                    self.double_blanks.push(pair);
                }
                '\u{a0}' if before.is_lowercase() && next.is_lowercase() => self.hard_blanks.push(place),
                '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{2060}' | '\u{feff}' => self.hidden.push(place),
                ' ' if matches!(next, ',' | ';' | ')' | '!' | '?') && is_word(before) => {
                    self.blank_before.push(pair);
                }
                ' ' if matches!(next, '.' | ':') && is_word(before) && matches!(after, ' ' | '\n') => {
                    self.blank_before.push(pair);
                }
                ',' | ';' | ':' | '.' if is_doubled(before, c, next, after) => self.doubled_stops.push(pair),
                '"' => self.straight.push(place),
                '“' | '”' => self.curly += 1,
                '(' => open.push(place),
                ')' => drop(open.pop()),
                _ => {}
            }
            before = c;
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
    !word.is_ascii()
        && viet::fold::has_look_alikes(word)
        && word.chars().any(latin)
        && viet::fold::plain_letters(word).chars().all(letter::is_word)
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
fn is_glued(page: &Page<'_>, word: &Word<'_>, next: &Word<'_>) -> bool {
    let ends_sentence = match word.gap {
        "." | ")." | "”." | "\"." => true,
        "," | ";" | ")," | ");" => false,
        _ => return false,
    };
    let letters = |word: &Word<'_>| word.text.chars().all(letter::is_letter);
    let long = |word: &Word<'_>| word.text.chars().count() > 1;
    let native = |word: &Word<'_>| page.form(word).is_some_and(Form::is_syllable);
    let lower = || word.text.chars().all(char::is_lowercase);
    let sentence = || next.capital() && next.text.chars().skip(1).all(char::is_lowercase);
    let stop_fits = || (word.gap != "." || lower()) && long(word) && sentence();
    letters(word)
        && letters(next)
        && long(next)
        && native(next)
        && if ends_sentence { stop_fits() } else { native(word) }
}

/// `hóa` and `hoá` in one text.
fn tone_styles(page: &Page<'_>) -> Option<TextFinding> {
    // How often on the first and on the second letter, and the forms with their places among all.
    let mut styles: [(usize, BTreeMap<&str, usize>); 2] = Default::default();
    for (at, form) in page.forms.iter().enumerate() {
        let toned = |read: &Syllable| ["oa", "oe", "uy"].contains(&read.rime()) && read.tone() != Tone::Level;
        let Some(read) = form.syllable().filter(toned) else { continue };
        if !form.text.chars().all(char::is_lowercase) {
            continue;
        }
        let style = usize::from(read.to_string() != viet::fold::nfc(form.text));
        if let Some((count, forms)) = styles.get_mut(style) {
            *count += form.count;
            forms.insert(form.text, at);
        }
    }
    let [(first, on_first), (second, on_second)] = &styles;
    if *first == 0 || *second == 0 {
        return None;
    }
    let fewer = if first <= second { on_first } else { on_second };
    // Forms stand in the order of their first words.
    let earliest = fewer.values().min()?;
    let at = page.words.iter().find(|word| word.form.index() == *earliest)?;
    let show = |forms: &BTreeMap<&str, usize>| forms.keys().next().copied().unwrap_or_default().to_owned();
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
