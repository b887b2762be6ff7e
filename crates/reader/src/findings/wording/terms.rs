//! One term in several forms: `Covid-19`, `COVID 19`; `VietGAP`, `Vietgap`. Only terms that are no Vietnamese words.

use super::finding;
use super::page::{Form, Page, Word};
use model::{Severity, TextFinding};
use std::collections::{BTreeMap, BTreeSet};

/// Shorter ones are codes and units of measure.
const LETTERS: usize = 4;

/// Forms of one term with how often and where first.
type Forms<'t> = BTreeMap<&'t str, (usize, (usize, usize))>;

pub(super) fn two_forms(page: &Page<'_>) -> Vec<TextFinding> {
    let is_term = page.told(is_term);
    let dashed: BTreeSet<(String, &str)> = page
        .words
        .iter()
        .zip(page.words.iter().skip(1))
        .filter(|(word, next)| is_term.has(word) && word.gap == "-" && !next.first)
        .map(|(word, next)| (word.text.to_lowercase(), next.text))
        .collect();
    let mut terms: BTreeMap<String, Forms<'_>> = BTreeMap::new();
    for (at, word) in page.words.iter().enumerate().filter(|(_, word)| is_term.has(word)) {
        let end = numbered(page, at, &dashed).unwrap_or(word.end);
        let shown = page.scalars.slice(word.start, end);
        let bare: String = shown.chars().filter(|c| viet::letter::is_word(*c)).collect();
        // Headings in capitals tell no form.
        if heading(page, at) {
            continue;
        }
        let forms = terms.entry(bare.to_lowercase()).or_default();
        forms.entry(shown).or_insert((0, (word.start, end))).0 += 1;
    }
    let mut found: Vec<TextFinding> = terms.values().filter_map(one_term).collect();
    found.sort_by_key(|finding| finding.start);
    found
}

fn one_term(forms: &Forms<'_>) -> Option<TextFinding> {
    let mut forms: Vec<_> = forms.iter().collect();
    forms.sort_by_key(|(_, (count, at))| (std::cmp::Reverse(*count), *at));
    let (_, (_, at)) = forms.get(1)?;
    let shown: Vec<String> =
        forms.iter().map(|(form, (count, _))| format!("“{form}” ({count} lần)")).collect();
    let says = format!("Một tên viết nhiều kiểu: {}.", shown.join(", "));
    Some(finding("term-forms", Severity::Info, *at, says, "Thống nhất một cách viết."))
}

/// A foreign word or a name made of letters of the English alphabet, with a capital.
fn is_term(form: &Form<'_>) -> bool {
    let letters = form.text.bytes().take_while(u8::is_ascii_alphabetic).count();
    letters >= LETTERS
        && form.text.is_ascii()
        && form.text.contains(char::is_uppercase)
        && !form.is_syllable()
}

/// The end of a number that belongs to the term at `at`: `-19`, ` -19`; ` 19` where the text dashes it elsewhere.
fn numbered(page: &Page<'_>, at: usize, dashed: &BTreeSet<(String, &str)>) -> Option<usize> {
    let (word, next) = (page.words.get(at)?, page.words.get(at + 1).filter(|next| !next.first)?);
    let digits = next.text.len() <= 2 && next.text.chars().all(|c| c.is_ascii_digit());
    let known = || word.joined() && dashed.contains(&(word.text.to_lowercase(), next.text));
    (digits && (word.gap.trim() == "-" || known())).then_some(next.end)
}

/// Whether the words around are in capitals too.
fn heading(page: &Page<'_>, at: usize) -> bool {
    let capitals = |word: &Word<'_>| !word.text.contains(char::is_lowercase);
    let before = at.checked_sub(1).and_then(|at| page.words.get(at)).is_some_and(capitals);
    let after = page.words.get(at + 1).is_some_and(|word| capitals(word) && !word.first);
    page.words.get(at).is_some_and(capitals) && before && after
}
