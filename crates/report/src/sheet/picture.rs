//! A picture with its place on the page.

use super::{Line, clean, line};
use crate::block::{Image, Picture};
use crate::dress::{Role, page};
use model::PassageId;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// No picture is higher, in millimetres: its title and a line of words fit below it on a page that lies on its side.
const HIGHEST: u32 = page::WIDTH - 2 * page::TOP - 40;

/// A picture that can be shown, with its size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSheet {
    /// The passage it was made from.
    pub id: Option<PassageId>,
    /// Printed below it.
    pub title: Option<Line>,
    /// What it shows, in words.
    pub alt: String,
    /// The picture.
    pub image: Image,
    /// Millimetres.
    pub width: u32,
    /// Millimetres.
    pub height: u32,
}

impl PictureSheet {
    /// The picture within `room` millimetres; none when its file is broken.
    pub(super) fn new(picture: &Picture, room: u32) -> Option<Self> {
        let (across, down) = size(&picture.image)?;
        let width = if picture.width == 0 { room } else { picture.width.min(room) };
        let fitting = f64::from(HIGHEST) * across / down;
        let width = f64::from(width).min(fitting).max(1.0);
        Some(Self {
            id: picture.id.clone(),
            title: picture.title.as_deref().map(|words| line(Role::PictureTitle, words)),
            alt: described(picture),
            image: picture.image.clone(),
            width: whole(width),
            height: whole(width * down / across),
        })
    }
}

/// What the picture shows: nobody should hear that there is a picture and not of what.
fn described(picture: &Picture) -> String {
    let words = [Some(&picture.alt), picture.title.as_ref()].into_iter().flatten();
    words
        .map(|words| clean(words))
        .find(|words| !words.trim().is_empty())
        .unwrap_or_else(|| "Hình".to_owned())
}

fn whole(millimetres: f64) -> u32 {
    // At most some hundred: the page is no larger.
    millimetres.round().clamp(1.0, 400.0) as u32
}

/// Width and height of the picture in units of its own; none when it is broken.
fn size(image: &Image) -> Option<(f64, f64)> {
    let (across, down) = match image {
        Image::Png(bytes) => png_size(&bytes.0)?,
        Image::Svg { text, .. } => svg_size(text)?,
    };
    (across > 0.0 && down > 0.0 && across.is_finite() && down.is_finite()).then_some((across, down))
}

fn png_size(bytes: &[u8]) -> Option<(f64, f64)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
    let side = |at: usize| Some(f64::from(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?)));
    Some((side(0)?, side(4)?))
}

/// By the box that the drawing is made for, else by its width and height. The text must be sound to its end.
fn svg_size(text: &str) -> Option<(f64, f64)> {
    let mut reader = Reader::from_str(text);
    let (mut size, mut depth) = (None, 0_usize);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) => {
                if depth == 0 && size.is_none() {
                    size = Some(root_size(&tag)?);
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.checked_sub(1)?,
            Event::Eof => return size.filter(|_| depth == 0),
            _ => {}
        }
    }
}

fn root_size(tag: &BytesStart<'_>) -> Option<(f64, f64)> {
    let value = |name: &str| tag.try_get_attribute(name).ok()?.map(|a| a.value.into_owned());
    let number = |text: &str| text.trim().trim_end_matches(char::is_alphabetic).trim().parse::<f64>().ok();
    if tag.local_name().as_ref() != "svg" {
        return None;
    }
    if let Some(view) = value("viewBox") {
        let sides: Vec<f64> = view.split([' ', ',']).filter_map(number).collect();
        if let [_, _, across, down] = sides.as_slice() {
            return Some((*across, *down));
        }
    }
    Some((number(&value("width")?)?, number(&value("height")?)?))
}
