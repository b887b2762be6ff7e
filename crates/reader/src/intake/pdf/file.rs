//! The file: objects, pages and streams, all through limits. The syntax is read by `lopdf`.

use super::lexer::unescaped_name;
use crate::intake::Unreadable;
use lopdf::{DecompressError, Dictionary, Document, Error, LoadOptions, Object, ObjectId};

/// Pages of a report and its annexes; what lies beyond is no report.
const MAX_PAGES: usize = 2000;
/// All content that is inflated for text.
pub(super) const MAX_CONTENT_BYTES: usize = 64 * 1024 * 1024;
/// What may stand outside of streams: objects take up to sixty times their bytes in memory.
const MAX_OUTSIDE_BYTES: usize = 6 * 1024 * 1024;
/// What object streams may inflate to: all together by the size of the file, and each at least.
const OBJECT_BYTES: std::ops::RangeInclusive<usize> = 256 * 1024..=6 * 1024 * 1024;
const OBJECT_RATIO: usize = 32;
const LEAST_OBJECT_BYTES: usize = 32 * 1024;
/// Nodes between a page and the root of the page tree.
const MAX_ANCESTORS: usize = 32;

/// Opens a file; one that everybody may read but not change is opened.
pub(super) fn open(bytes: &[u8]) -> Result<Document, Unreadable> {
    let shape = shape(bytes);
    if shape.outside > MAX_OUTSIDE_BYTES {
        return Err(Unreadable::Bomb);
    }
    let together = bytes.len().saturating_mul(OBJECT_RATIO).clamp(*OBJECT_BYTES.start(), *OBJECT_BYTES.end());
    let each = (together / shape.object_streams.max(1)).max(LEAST_OBJECT_BYTES);
    let options = LoadOptions { max_decompressed_size: Some(each), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(refusal)?;
    if document.is_encrypted() { Err(Unreadable::Protected) } else { Ok(document) }
}

fn refusal(error: Error) -> Unreadable {
    match error {
        Error::InvalidPassword | Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => {
            Unreadable::Protected
        }
        Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => Unreadable::Bomb,
        _ => Unreadable::BrokenPdf,
    }
}

/// What a file is made of, without reading it.
struct Shape {
    /// Bytes outside of streams.
    outside: usize,
    object_streams: usize,
}

fn shape(bytes: &[u8]) -> Shape {
    let (mut outside, mut object_streams, mut rest) = (0, 0, bytes);
    let find = |text: &[u8], word: &[u8]| text.windows(word.len()).position(|window| window == word);
    while let Some(at) = find(rest, b"stream") {
        let (before, after) = rest.split_at(at);
        let names = before.split(|byte| *byte == b'/').skip(1);
        outside += at;
        object_streams += names.filter(|name| unescaped_name(name).starts_with(b"ObjStm")).count();
        let end = find(after, b"endstream").map_or(after.len(), |end| end + b"endstream".len());
        rest = after.get(end..).unwrap_or_default();
    }
    Shape { outside: outside + rest.len(), object_streams }
}

/// Follows references.
pub(super) fn resolve<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

pub(super) fn dictionary_of<'d>(document: &'d Document, object: &'d Object) -> Option<&'d Dictionary> {
    match resolve(document, object)? {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

fn entry<'d>(document: &'d Document, dictionary: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    resolve(document, dictionary.get(key).ok()?)
}

pub(super) fn dictionary<'d>(
    document: &'d Document,
    parent: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Dictionary> {
    dictionary_of(document, parent.get(key).ok()?)
}

pub(super) fn array<'d>(document: &'d Document, parent: &'d Dictionary, key: &[u8]) -> Option<&'d [Object]> {
    entry(document, parent, key)?.as_array().ok().map(Vec::as_slice)
}

pub(super) fn name<'d>(document: &'d Document, parent: &'d Dictionary, key: &[u8]) -> Option<&'d [u8]> {
    entry(document, parent, key)?.as_name().ok()
}

pub(super) fn number(document: &Document, parent: &Dictionary, key: &[u8]) -> Option<f32> {
    entry(document, parent, key)?.as_float().ok()
}

/// A stream inflated, as long as the budget holds.
pub(super) fn stream(
    document: &Document,
    parent: &Dictionary,
    key: &[u8],
    budget: &mut usize,
) -> Option<Vec<u8>> {
    inflate(entry(document, parent, key)?, budget)
}

pub(super) fn inflate(object: &Object, budget: &mut usize) -> Option<Vec<u8>> {
    let stream = object.as_stream().ok()?;
    let bytes = match stream.is_compressed() {
        true => stream.decompressed_content_with_limit(*budget).ok()?,
        false => stream.content.get(..*budget.min(&mut stream.content.len())).unwrap_or_default().to_vec(),
    };
    *budget -= bytes.len().min(*budget);
    Some(bytes)
}

/// A page with what it takes over from its ancestors.
pub(super) struct Page<'d> {
    pub(super) dictionary: &'d Dictionary,
    pub(super) resources: Option<&'d Dictionary>,
    /// Left, bottom, right, top in points.
    pub(super) area: [f32; 4],
    /// Quarter turns clockwise, from zero to three.
    pub(super) turns: u8,
}

/// Pages in order.
pub(super) fn pages(document: &Document) -> impl Iterator<Item = Page<'_>> {
    document.page_iter().take(MAX_PAGES).filter_map(|id| page(document, id))
}

fn page(document: &Document, id: ObjectId) -> Option<Page<'_>> {
    /// A4.
    const USUAL: [f32; 4] = [0.0, 0.0, 595.0, 842.0];
    let own = document.get_dictionary(id).ok()?;
    let line: Vec<&Dictionary> =
        std::iter::successors(Some(own), |node| dictionary(document, node, b"Parent"))
            .take(MAX_ANCESTORS)
            .collect();
    let area = [b"CropBox".as_slice(), b"MediaBox"]
        .into_iter()
        .find_map(|key| line.iter().find_map(|node| area(document, node, key)))
        .unwrap_or(USUAL);
    let turn = line.iter().find_map(|node| number(document, node, b"Rotate")).unwrap_or(0.0);
    Some(Page {
        dictionary: own,
        resources: line.iter().find_map(|node| dictionary(document, node, b"Resources")),
        area,
        turns: ((turn / 90.0) as i64).rem_euclid(4) as u8,
    })
}

fn area(document: &Document, node: &Dictionary, key: &[u8]) -> Option<[f32; 4]> {
    let corners: Vec<f32> = array(document, node, key)?
        .iter()
        .filter_map(|corner| resolve(document, corner)?.as_float().ok())
        .filter(|corner| corner.abs() < 1e5)
        .collect();
    let [x0, y0, x1, y1] = *corners.first_chunk::<4>()?;
    let area = [x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)];
    (area[2] - area[0] > 1.0 && area[3] - area[1] > 1.0).then_some(area)
}
