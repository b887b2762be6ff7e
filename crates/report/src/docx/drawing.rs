//! Pictures in the line of a paragraph.

use super::xml::safe;
use crate::block::Image;
use crate::sheet::PictureSheet;
use std::fmt::Write;

/// The files of the pictures.
#[derive(Default)]
pub struct Media {
    /// In the order of the page.
    pub files: Vec<File>,
}

/// A picture's file in the package.
pub struct File {
    /// Id of the relation to it.
    pub relation: String,
    /// Ending of its name.
    pub ending: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl File {
    /// Its name, seen from the document.
    pub fn target(&self) -> String {
        format!("media/{}.{}", self.relation, self.ending)
    }
}

impl Media {
    fn add(&mut self, ending: &'static str, bytes: Vec<u8>) -> String {
        let relation = format!("picture{}", self.files.len() + 1);
        self.files.push(File { relation: relation.clone(), ending, bytes });
        relation
    }
}

/// One white dot: stands for a drawing in programs that know none, where the document brings no better.
const DOT: [u8; 67] = [
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0, 58,
    126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 218, 99, 248, 15, 0, 1, 1, 1, 0, 28, 176, 140, 153, 0, 0,
    0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// The run with the picture.
pub(super) fn drawing(picture: &PictureSheet, media: &mut Media) -> String {
    let (shown, drawn) = match &picture.image {
        Image::Png(bytes) => (media.add("png", bytes.0.clone()), None),
        Image::Svg { text, png } => {
            let shown = media.add("png", png.as_ref().map_or_else(|| DOT.to_vec(), |png| png.0.clone()));
            (shown, Some(media.add("svg", text.clone().into_bytes())))
        }
    };
    let mut extension = String::new();
    if let Some(drawn) = drawn {
        let _ = write!(
            extension,
            "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
             <asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{drawn}\"/></a:ext></a:extLst>"
        );
    }
    let (id, alt) = (media.files.len(), safe(&picture.alt));
    let (across, down) = (emu(picture.width), emu(picture.height));
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{across}\" cy=\"{down}\"/>\
         <wp:docPr id=\"{id}\" name=\"picture{id}\" descr=\"{alt}\"/>\
         <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">\
         <pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"picture{id}\" descr=\"{alt}\"/><pic:cNvPicPr/></pic:nvPicPr>\
         <pic:blipFill><a:blip r:embed=\"{shown}\">{extension}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
         <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{across}\" cy=\"{down}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

/// Millimetres in the unit of drawings.
fn emu(millimetres: u32) -> u32 {
    millimetres * 36_000
}
