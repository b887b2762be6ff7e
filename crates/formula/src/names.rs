//! Which indicator a person means by a code or a name.

use crate::FormulaError;
use crate::token::{Token, tokens};
use model::{Code, Indicator, Unit};
use std::ops::Range;

/// Candidates that a message names.
const MOST_CANDIDATES: usize = 3;

/// The indicators and units that formulas may speak of.
pub trait Catalogue {
    /// The indicator of a code.
    fn indicator(&self, code: &Code) -> Option<&Indicator>;
    /// All indicators, in the order in which people know them.
    fn indicators(&self) -> Vec<&Indicator>;
    /// All units.
    fn units(&self) -> Vec<&Unit>;
}

/// The code as the catalogue spells it.
pub(crate) fn by_code(word: &str, catalogue: &dyn Catalogue) -> Option<Code> {
    let code = Code::from(word);
    if catalogue.indicator(&code).is_some() {
        return Some(code);
    }
    let same = |i: &&&Indicator| viet::fold::key(i.code.as_str()) == viet::fold::key(word);
    catalogue.indicators().iter().find(same).map(|indicator| indicator.code.clone())
}

/// The one indicator of this name; case, place of tone marks and, where that leaves one, diacritics do not matter.
pub(crate) fn by_name(name: &str, at: Range<usize>, catalogue: &dyn Catalogue) -> Result<Code, FormulaError> {
    let all = catalogue.indicators();
    if let Some(indicator) = catalogue.indicator(&Code::from(name.trim())) {
        return Ok(indicator.code.clone());
    }
    for form in [viet::fold::key, viet::fold::fold] {
        let wanted = form(name.trim());
        let hits: Vec<&&Indicator> = all.iter().filter(|i| form(&i.name) == wanted).collect();
        match hits.as_slice() {
            [] => {}
            [one] => return Ok(one.code.clone()),
            several => {
                let hint = format!("dùng mã thay cho tên: {}", listed(several));
                return Err(FormulaError::new(
                    at,
                    format!("có {} chỉ tiêu tên “{name}”", several.len()),
                    hint,
                ));
            }
        }
    }
    Err(unknown(name, at, &all))
}

/// An error that names the indicators whose names hold all the words.
fn unknown(written: &str, at: Range<usize>, all: &[&Indicator]) -> FormulaError {
    let hits: Vec<&&Indicator> = all.iter().filter(|i| matches(written, i)).take(MOST_CANDIDATES).collect();
    let hint = match hits.as_slice() {
        [] => "gõ vài chữ của tên rồi chọn trong danh sách gợi ý".to_owned(),
        hits => format!("có phải {}?", listed(hits)),
    };
    FormulaError::new(at, format!("không có chỉ tiêu “{}”", written.trim()), hint)
}

fn listed(indicators: &[&&Indicator]) -> String {
    let said = indicators.iter().map(|i| match i.group.as_str() {
        "" => format!("{} ({})", i.code, i.name),
        group => format!("{} ({}, mục {group})", i.code, i.name),
    });
    said.collect::<Vec<_>>().join(" hoặc ")
}

/// Whether every word that was written begins a word of the indicator's name or its code.
pub(crate) fn matches(written: &str, indicator: &Indicator) -> bool {
    let name = viet::fold::fold(&format!("{} {}", indicator.code, indicator.name));
    let names: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let written = viet::fold::fold(written);
    let mut words = written.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| names.iter().any(|n| n.starts_with(word)))
}

/// A formula in which `call` says what stands for a code; other text stays as it is.
pub fn with_names(text: &str, call: &dyn Fn(&Code) -> Option<String>) -> String {
    let Ok(tokens) = tokens(text) else { return text.to_owned() };
    let (mut out, mut at, mut before) = (String::with_capacity(text.len() * 4), 0, None);
    for (i, lexeme) in tokens.iter().enumerate() {
        let opens = tokens.get(i + 1).is_some_and(|next| next.token == Token::Sign("("));
        if let Token::Word(word) = lexeme.token
            && before != Some(Token::Sign("@"))
            && !opens
            && let Some(name) = call(&Code::from(word))
        {
            out.push_str(text.get(at..lexeme.bytes.0).unwrap_or_default());
            out.push_str(&name);
            at = lexeme.bytes.1;
        }
        before = Some(lexeme.token);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// How an indicator is called in a formula: `[name]`, or its code where the name is another's too or cannot be quoted.
pub fn called(indicator: &Indicator, catalogue: &dyn Catalogue) -> String {
    let name = format!("[{}]", indicator.name);
    let clear = !indicator.name.contains(['[', ']'])
        && by_name(&indicator.name, 0..0, catalogue).is_ok_and(|code| code == indicator.code);
    if clear { name } else { indicator.code.to_string() }
}
