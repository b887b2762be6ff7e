//! Many files as one .zip, piece by piece, and back.

use crate::Unreadable;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};
use std::sync::{Arc, Mutex, PoisonError};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// Most files of a zip: more than communes of the country.
const MAX_FILES: usize = 5000;
/// Most bytes of all files of a zip.
const MAX_BYTES: u64 = 120 << 20;

/// Makes a zip whose bytes can be sent while it grows.
pub struct Packer {
    zip: ZipWriter<zip::write::StreamWriter<Pipe>>,
    pipe: Pipe,
    names: BTreeSet<String>,
}

/// Bytes on their way out.
#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    fn drain(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Default for Packer {
    fn default() -> Self {
        let pipe = Pipe::default();
        Self { zip: ZipWriter::new_stream(pipe.clone()), pipe, names: BTreeSet::new() }
    }
}

impl Packer {
    /// Adds a file; a name that is there already gets a number. Answers with the bytes that may be sent now.
    ///
    /// # Errors
    /// A sentence for the log.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, String> {
        let mut named = name.to_owned();
        let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
        for number in 2.. {
            // Windows takes two names that differ in case for one.
            if self.names.insert(named.to_lowercase()) {
                break;
            }
            named = format!("{stem} ({number}).{ending}");
        }
        // What is inside is compressed already.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default());
        self.zip.start_file(named, options).map_err(|error| error.to_string())?;
        self.zip.write_all(bytes).map_err(|error| error.to_string())?;
        Ok(self.pipe.drain())
    }

    /// The last bytes.
    ///
    /// # Errors
    /// A sentence for the log.
    pub fn finish(self) -> Result<Vec<u8>, String> {
        let pipe = self.pipe;
        self.zip.finish().map_err(|error| error.to_string())?;
        Ok(pipe.drain())
    }
}

/// A file's name that Windows takes: `Biểu quý II năm 2021 - Xã Nậm Kha.xlsx`.
pub fn file_name(title: &str, ending: &str) -> String {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
    let forbidden =
        |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*');
    let plain: String =
        viet::fold::nfc(title).chars().map(|c| if forbidden(c) { '-' } else { c }).take(120).collect();
    let plain = plain.trim_matches([' ', '.']);
    let device = plain.to_lowercase();
    let is_device = DEVICES.iter().any(|name| device.strip_prefix(name).is_some_and(|rest| rest.len() < 2));
    match plain {
        "" => format!("biểu.{ending}"),
        name if is_device => format!("{name}_.{ending}"),
        name => format!("{name}.{ending}"),
    }
}

/// Whether bytes are a zip of files and not one workbook.
pub fn is_archive(bytes: &[u8]) -> bool {
    let named =
        |part: &str| ZipArchive::new(Cursor::new(bytes)).is_ok_and(|zip| zip.index_for_name(part).is_some());
    bytes.starts_with(b"PK") && !named("[Content_Types].xml") && !named("mimetype")
}

/// The files of a zip, by name. Folders are left out, and so are the shadows that other systems leave.
///
/// # Errors
/// [`Unreadable`] when it is broken, protected or larger than any round.
pub fn unpack(bytes: &[u8]) -> Result<Vec<(String, Vec<u8>)>, Unreadable> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    if zip.len() > MAX_FILES {
        return Err(Unreadable::TooLarge);
    }
    let mut left = MAX_BYTES;
    let mut files = Vec::new();
    for index in 0..zip.len() {
        let file = zip.by_index(index).map_err(|error| match error {
            zip::result::ZipError::InvalidPassword | zip::result::ZipError::UnsupportedArchive(_) => {
                Unreadable::Protected
            }
            _ => Unreadable::Broken,
        })?;
        let path = file.name().map_err(|_| Unreadable::Broken)?.into_owned();
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        if name.is_empty() || name.starts_with(['.', '~']) || path.contains("__MACOSX") {
            continue;
        }
        let mut held = Vec::new();
        file.take(left + 1).read_to_end(&mut held).map_err(|_| Unreadable::Broken)?;
        left = left.checked_sub(held.len() as u64).ok_or(Unreadable::TooLarge)?;
        files.push((viet::fold::nfc(name), held));
    }
    files.sort();
    Ok(files)
}
