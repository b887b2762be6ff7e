//! Drawings as dots, for programs that show no drawings.

use crate::fonts::FAMILIES;
use report::{Block, Document, Image};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{self, Options, Tree};
use std::sync::Arc;
use typst::foundations::Bytes;

/// Dots across: 16 cm of paper at 200 an inch.
const ACROSS: u16 = 1260;
/// Dots down, at most.
const DOWN: u16 = 4000;

/// Whether a drawing of the document has no PNG beside it.
pub fn lacks_dots(document: &Document) -> bool {
    let lacking =
        |block: &Block| matches!(block, Block::Picture(p) if matches!(p.image, Image::Svg { png: None, .. }));
    document.body.iter().chain(document.annexes.iter().flat_map(|annex| &annex.blocks)).any(lacking)
}

/// Makes PNG files of drawings.
pub struct Dots(Options<'static>);

impl Dots {
    /// One that knows the fonts of whole font files.
    pub fn new(files: &[Bytes]) -> Self {
        let mut database = Database::new();
        for file in files {
            database.load_font_source(Source::Binary(Arc::new(file.clone())));
        }
        let known = |name: &&str| database.faces().any(|face| face.families.iter().any(|(n, _)| n == name));
        let family = FAMILIES.iter().find(|name| known(name)).map(|name| (*name).to_owned());
        if let Some(family) = family {
            database.set_serif_family(family.clone());
            database.set_sans_serif_family(family);
        }
        Self(Options { fontdb: Arc::new(database), ..Options::default() })
    }

    /// The document with every drawing as PNG too.
    pub fn added(&self, document: &Document) -> Document {
        let mut document = document.clone();
        let Document { body, annexes, .. } = &mut document;
        for block in body.iter_mut().chain(annexes.iter_mut().flat_map(|annex| &mut annex.blocks)) {
            if let Block::Picture(picture) = block
                && let Image::Svg { text, png: png @ None } = &mut picture.image
            {
                *png = dots(text, &self.0).map(report::Bytes);
            }
        }
        document
    }
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
