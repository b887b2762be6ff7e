//! Drawings as dots, for programs that show no drawings.

use crate::fonts::FAMILIES;
use report::{Block, Bytes, Document, Image};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{self, Options, Tree, fontdb::Database};
use std::borrow::Cow;
use std::sync::Arc;

/// Dots across: 16 cm of paper at 200 an inch.
const ACROSS: u16 = 1260;
/// Dots down, at most.
const DOWN: u16 = 4000;

/// The document with every drawing as PNG too, where that was missing; a drawing that cannot be drawn stays alone.
pub fn with_dots<'a>(document: &'a Document, fonts: &[Vec<u8>]) -> Cow<'a, Document> {
    let lacking =
        |block: &Block| matches!(block, Block::Picture(p) if matches!(p.image, Image::Svg { png: None, .. }));
    if !document.body.iter().chain(document.annexes.iter().flat_map(|annex| &annex.blocks)).any(lacking) {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    let Document { body, annexes, .. } = &mut document;
    let mut options = None;
    for block in body.iter_mut().chain(annexes.iter_mut().flat_map(|annex| &mut annex.blocks)) {
        if let Block::Picture(picture) = block
            && let Image::Svg { text, png: png @ None } = &mut picture.image
        {
            let options = options.get_or_insert_with(|| self::options(fonts));
            *png = dots(text, options).map(Bytes);
        }
    }
    Cow::Owned(document)
}

fn options(fonts: &[Vec<u8>]) -> Options<'static> {
    let mut database = Database::new();
    fonts.iter().for_each(|file| database.load_font_data(file.clone()));
    let known = |name: &&str| database.faces().any(|face| face.families.iter().any(|(n, _)| n == name));
    let family = FAMILIES.iter().find(|name| known(name)).map(|name| (*name).to_owned());
    if let Some(family) = family {
        database.set_serif_family(family.clone());
        database.set_sans_serif_family(family);
    }
    Options { fontdb: Arc::new(database), ..Options::default() }
}

fn dots(text: &str, options: &Options<'_>) -> Option<Vec<u8>> {
    let tree: usvg::Tree = Tree::from_str(text, options).ok()?;
    let size = tree.size();
    let scale = (f32::from(ACROSS) / size.width()).min(f32::from(DOWN) / size.height());
    // Both sides are within the two bounds above.
    let side = |length: f32| (length * scale).round().clamp(1.0, f32::from(DOWN)) as u32;
    let mut paper = Pixmap::new(side(size.width()), side(size.height()))?;
    paper.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut paper.as_mut());
    paper.encode_png().ok()
}
