//! Where the fields of a part stand, also where Word cut their names into runs.

use super::FillError;
use super::fields::{FIELDS, Value, Values, is, unknown};
use crate::docx::safe;
use crate::package::Unreadable;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;
use xml::attribute;

/// Names of fields are no longer.
const LONGEST: usize = 40;

/// Words of a run: where they stand, and what they are.
#[derive(Clone)]
struct Words {
    at: Range<usize>,
    text: String,
}

/// A paragraph or the content of a control.
#[derive(Default)]
struct Place {
    at: Range<usize>,
    words: Vec<Words>,
    /// The field that a control is tagged with.
    tag: Option<String>,
    /// It holds whole paragraphs.
    block: bool,
}

/// An open control: its tag, and its content once that has begun.
type Control = (Option<String>, Option<Place>);

/// Text that takes the place of some.
type Edit = (Range<usize>, String);

/// The part with its fields filled.
pub(super) fn filled(xml: &str, values: &Values, pieces: &str) -> Result<String, FillError> {
    let mut edits = edits(xml, values, pieces, &mut Vec::new())?;
    edits.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
    let mut out = xml.to_owned();
    for (at, text) in edits {
        out.replace_range(at, &text);
    }
    Ok(out)
}

/// Names of the fields of a part.
pub(super) fn fields(xml: &str, values: &Values) -> Result<Vec<&'static str>, FillError> {
    let mut met = Vec::new();
    edits(xml, values, "", &mut met)?;
    Ok(met)
}

/// What stands in braces in a part, and the tags of its controls that are names of fields.
pub(super) fn names(xml: &str) -> Result<Vec<String>, Unreadable> {
    let (paragraphs, controls) = places(xml)?;
    let known = |tag: &String| FIELDS.iter().any(|field| is(field, tag));
    let mut names: Vec<String> = controls.into_iter().filter_map(|c| c.tag).filter(known).collect();
    for paragraph in &paragraphs {
        let text: String = paragraph.words.iter().map(|words| words.text.as_str()).collect();
        let letters: Vec<(usize, char)> = text.chars().map(|c| (0, c)).collect();
        names.extend((0..letters.len()).filter_map(|at| field(letters.get(at..)?)));
    }
    Ok(names)
}

fn edits(
    xml: &str,
    values: &Values,
    pieces: &str,
    met: &mut Vec<&'static str>,
) -> Result<Vec<Edit>, FillError> {
    let (paragraphs, controls) = places(xml)?;
    let mut edits: Vec<Edit> = Vec::new();
    let within =
        |edits: &[Edit], at: &Range<usize>| edits.iter().any(|(e, _)| e.start <= at.start && at.end <= e.end);
    for control in &controls {
        let Some((name, value)) = control.tag.as_deref().and_then(|tag| values.get(tag)) else { continue };
        let paragraph = paragraphs.iter().find(|p| match control.block {
            true => control.at.start <= p.at.start && p.at.end <= control.at.end,
            false => p.at.start <= control.at.start && control.at.end <= p.at.end,
        });
        met.push(name);
        match (value, paragraph) {
            (Value::Body, Some(_)) if control.block => edits.push((control.at.clone(), pieces.to_owned())),
            (Value::Body, Some(paragraph)) => edits.push((paragraph.at.clone(), pieces.to_owned())),
            (Value::Body, None) => {}
            (Value::Lines(lines), Some(paragraph)) if control.block => {
                edits.push((control.at.clone(), copies(xml, paragraph, lines)));
            }
            (Value::Lines(lines), _) => edits.extend(set(&control.words, &lines.join("; "))),
            (Value::Words(words), _) => edits.extend(set(&control.words, words)),
        }
    }
    for paragraph in &paragraphs {
        let done = within(&edits, &paragraph.at);
        if !done && let Some(edit) = whole(xml, paragraph, values, pieces, met)? {
            edits.push(edit);
        } else if !done {
            for edit in inline(paragraph, values, met)? {
                if !within(&edits, &edit.0) {
                    edits.push(edit);
                }
            }
        }
    }
    Ok(edits)
}

/// A paragraph that is nothing but a field of several lines or of the body.
fn whole(
    xml: &str,
    paragraph: &Place,
    values: &Values,
    pieces: &str,
    met: &mut Vec<&'static str>,
) -> Result<Option<Edit>, FillError> {
    let text: String = paragraph.words.iter().map(|words| words.text.as_str()).collect();
    let field = text.trim().strip_prefix('{').and_then(|text| text.strip_suffix('}'));
    let Some((name, value)) = field.and_then(|field| values.get(field)) else { return Ok(None) };
    let text = match value {
        Value::Body => pieces.to_owned(),
        Value::Lines(lines) => copies(xml, paragraph, lines),
        Value::Words(_) => return Ok(None),
    };
    met.push(name);
    Ok(Some((paragraph.at.clone(), text)))
}

/// The paragraph once for every line; once and empty when there is none, for a cell needs a paragraph.
fn copies(xml: &str, paragraph: &Place, lines: &[String]) -> String {
    let none = [String::new()];
    let lines = if lines.is_empty() { &none } else { lines };
    let copy = |line: &String| {
        let mut out = xml.get(paragraph.at.clone()).unwrap_or_default().to_owned();
        for (at, text) in set(&paragraph.words, line).into_iter().rev() {
            out.replace_range(at.start - paragraph.at.start..at.end - paragraph.at.start, &text);
        }
        out
    };
    lines.iter().map(copy).collect()
}

/// Lets runs say `words`: the first all of it.
fn set(runs: &[Words], words: &str) -> Vec<Edit> {
    let text = |index: usize| if index == 0 { safe(words) } else { String::new() };
    runs.iter().enumerate().map(|(index, run)| (run.at.clone(), text(index))).collect()
}

/// Fields between other words of a paragraph.
fn inline(paragraph: &Place, values: &Values, met: &mut Vec<&'static str>) -> Result<Vec<Edit>, FillError> {
    let letters: Vec<(usize, char)> = (0..)
        .zip(&paragraph.words)
        .flat_map(|(run, words)| words.text.chars().map(move |c| (run, c)))
        .collect();
    let mut texts = vec![String::new(); paragraph.words.len()];
    let (mut at, mut changed) = (0, false);
    while let Some((run, letter)) = letters.get(at).copied() {
        let field = field(letters.get(at..).unwrap_or_default());
        let Some(text) = texts.get_mut(run) else { break };
        match field {
            Some(field) => {
                let (name, value) = values.get(&field).ok_or_else(|| unknown(&field))?;
                met.push(name);
                match value {
                    Value::Words(words) => text.push_str(words),
                    Value::Lines(lines) => text.push_str(&lines.join("; ")),
                    // The body cannot stand between words.
                    Value::Body => return Err(FillError::Missing { field: name }),
                }
                at += field.chars().count() + 2;
                changed = true;
            }
            None => {
                text.push(letter);
                at += 1;
            }
        }
    }
    let edits = paragraph.words.iter().zip(texts).map(|(words, text)| (words.at.clone(), safe(&text)));
    Ok(if changed { edits.collect() } else { Vec::new() })
}

/// The name of the field that begins here.
fn field(letters: &[(usize, char)]) -> Option<String> {
    let (_, '{') = letters.first()? else { return None };
    let name: String =
        letters.iter().skip(1).map(|(_, c)| *c).take(LONGEST + 1).take_while(|c| *c != '}').collect();
    let closed = letters.get(name.chars().count() + 1).is_some_and(|(_, c)| *c == '}');
    let plain = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '_' | ','));
    (closed && plain && !name.trim().is_empty()).then_some(name)
}

/// Paragraphs and controls of a part, with their words.
fn places(xml: &str) -> Result<(Vec<Place>, Vec<Place>), Unreadable> {
    let mut reader = Reader::from_str(xml);
    let (mut paragraphs, mut controls) = (Vec::new(), Vec::new());
    let (mut open, mut tags) = (Vec::<Place>::new(), Vec::<Control>::new());
    let mut words: Option<Words> = None;
    loop {
        let before = position(&reader);
        let event = reader.read_event().map_err(|_| Unreadable::NotWord)?;
        let after = position(&reader);
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "p" => {
                    for (_, control) in &mut tags {
                        control.iter_mut().for_each(|control| control.block = true);
                    }
                    open.push(Place { at: before..before, ..Place::default() });
                }
                "t" => words = Some(Words { at: after..after, text: String::new() }),
                "sdt" => tags.push((None, None)),
                "sdtContent" => {
                    if let Some((tag, control)) = tags.last_mut() {
                        *control = Some(Place { at: after..after, tag: tag.clone(), ..Place::default() });
                    }
                }
                "tag" => tag(&element, &mut tags),
                _ => {}
            },
            Event::Empty(element) if element.local_name().as_ref() == "tag" => tag(&element, &mut tags),
            Event::End(element) => match element.local_name().as_ref() {
                "p" => {
                    if let Some(paragraph) = open.pop() {
                        paragraphs.push(Place { at: paragraph.at.start..after, ..paragraph });
                    }
                }
                "t" => {
                    if let Some(words) = words.take() {
                        let words = Words { at: words.at.start..before, text: words.text };
                        for (_, control) in &mut tags {
                            control.iter_mut().for_each(|control| control.words.push(words.clone()));
                        }
                        if let Some(paragraph) = open.last_mut() {
                            paragraph.words.push(words);
                        }
                    }
                }
                "sdtContent" => {
                    if let Some(control) = tags.last_mut().and_then(|(_, control)| control.take()) {
                        controls.push(Place { at: control.at.start..before, ..control });
                    }
                }
                "sdt" => {
                    tags.pop();
                }
                _ => {}
            },
            Event::Text(text) => words.iter_mut().for_each(|w| w.text.push_str(&text.xml10_content())),
            Event::GeneralRef(reference) => {
                let letter = xml::resolve(&reference);
                words.iter_mut().for_each(|w| w.text.extend(letter));
            }
            Event::DocType(_) => return Err(Unreadable::NotWord),
            Event::Eof => return Ok((paragraphs, controls)),
            _ => {}
        }
    }
}

fn tag(element: &xml::BytesStart<'_>, tags: &mut [Control]) {
    if let Some((tag, _)) = tags.last_mut() {
        *tag = attribute(element, "val");
    }
}

fn position(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}
