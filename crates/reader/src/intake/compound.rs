//! Compound files (\[MS-CFB\]): the envelope of old Office files and of encrypted new ones.
//!
//! A file is a chain of sectors for each stream. Chains that run in a circle or out of the file are damage, so that no
//! stream is longer than the file and nothing is read twice.

use super::bytes::{cut, size_at, u16_at, u32_at};

/// What every compound file begins with (2.2).
pub(super) const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Links at the head of the file to its table of sectors (2.2).
const HEADER_LINKS: usize = 109;
/// Size of an entry of the directory (2.6.1).
const ENTRY: usize = 128;
/// Sectors of the small stream (2.2).
const MINI_SECTOR: usize = 64;
/// Greatest number that is a sector; those above end or free a chain (2.1).
const LAST_SECTOR: u32 = 0xffff_fffa;

/// One stream or storage of the directory.
struct Entry {
    name: String,
    start: u32,
    size: usize,
}

/// An open compound file.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    next: Vec<u32>,
    mini_next: Vec<u32>,
    mini: Vec<u8>,
    /// Streams shorter than this lie in the small stream.
    mini_below: usize,
    /// Streams and storages at the top.
    entries: Vec<Entry>,
}

impl<'b> Compound<'b> {
    /// Opens a file; none when it is damaged.
    pub(super) fn open(bytes: &'b [u8]) -> Option<Self> {
        let shift = u16_at(bytes, 30).filter(|shift| matches!(shift, 9 | 12))?;
        let mut file = Self {
            bytes,
            sector: 1 << shift,
            next: Vec::new(),
            mini_next: Vec::new(),
            mini: Vec::new(),
            mini_below: size_at(bytes, 56)?,
            entries: Vec::new(),
        };
        file.next = file.sector_table()?;
        let directory = file.chain(u32_at(bytes, 48)?, None)?;
        let root = directory.get(..ENTRY)?;
        let mini_table = u32_at(bytes, 60)?;
        if mini_table < LAST_SECTOR {
            file.mini_next = words(&file.chain(mini_table, None)?);
            file.mini = file.chain(u32_at(root, 116)?, Some(size_at(root, 120)?))?;
        }
        file.entries = children(&directory);
        Some(file)
    }

    /// Whether it has a stream of this name at the top.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    /// A stream at the top, by name whatever its case; none when it is missing or damaged.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entry(name)?;
        if entry.size >= self.mini_below {
            return self.chain(entry.start, Some(entry.size));
        }
        let sector = |at: usize| {
            let rest = self.mini.get(at.checked_mul(MINI_SECTOR)?..)?;
            Some(rest.get(..MINI_SECTOR).unwrap_or(rest))
        };
        follow(entry.start, &self.mini_next, Some(entry.size), sector)
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The sector of a number; the last of a file may be cut short.
    fn sector(&self, at: usize) -> Option<&'b [u8]> {
        let from = at.checked_add(1)?.checked_mul(self.sector)?;
        let rest = self.bytes.get(from..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..self.sector).unwrap_or(rest))
    }

    fn chain(&self, start: u32, size: Option<usize>) -> Option<Vec<u8>> {
        follow(start, &self.next, size, |at| self.sector(at))
    }

    /// The table that says which sector follows which (2.3), itself found by links (2.5).
    fn sector_table(&self) -> Option<Vec<u32>> {
        let sectors = self.bytes.len() / self.sector;
        let mut links = words(cut(self.bytes, 76, HEADER_LINKS * 4)?);
        let mut more = u32_at(self.bytes, 68)?;
        while more < LAST_SECTOR && links.len() <= sectors {
            let mut page = words(self.sector(usize::try_from(more).ok()?)?);
            more = page.pop()?;
            links.extend(page);
        }
        let mut table = Vec::new();
        for link in links.into_iter().filter(|link| *link < LAST_SECTOR) {
            if table.len() > sectors {
                break;
            }
            table.extend(words(self.sector(usize::try_from(link).ok()?)?));
        }
        Some(table)
    }
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|word| u32::from_le_bytes(*word)).collect()
}

/// Puts the sectors of a chain together, up to a size. None when the chain is short of it, leaves the file or comes
/// back to a sector.
fn follow<'s>(
    start: u32,
    next: &[u32],
    size: Option<usize>,
    sector: impl Fn(usize) -> Option<&'s [u8]>,
) -> Option<Vec<u8>> {
    let mut seen = vec![false; next.len()];
    let mut stream = Vec::new();
    let mut at = start;
    while at < LAST_SECTOR && size.is_none_or(|size| stream.len() < size) {
        let index = usize::try_from(at).ok()?;
        if std::mem::replace(seen.get_mut(index)?, true) {
            return None;
        }
        stream.extend_from_slice(sector(index)?);
        at = *next.get(index)?;
    }
    if let Some(size) = size {
        if stream.len() < size {
            return None;
        }
        stream.truncate(size);
    }
    Some(stream)
}

/// Streams and storages directly under the root: a tree of siblings (2.6.4), each entry visited once.
fn children(directory: &[u8]) -> Vec<Entry> {
    let entry = |at: u32| cut(directory, usize::try_from(at).ok()?.checked_mul(ENTRY)?, ENTRY);
    let mut seen = vec![false; directory.len() / ENTRY];
    let mut open: Vec<u32> = entry(0).and_then(|root| u32_at(root, 76)).into_iter().collect();
    let mut found = Vec::new();
    while let Some(at) = open.pop() {
        let visited = usize::try_from(at).ok().and_then(|at| seen.get_mut(at));
        if visited.is_none_or(|visited| std::mem::replace(visited, true)) {
            continue;
        }
        let Some(bytes) = entry(at) else { continue };
        open.extend([68, 72].into_iter().filter_map(|link| u32_at(bytes, link)));
        let length = u16_at(bytes, 64).map_or(0, |bytes| usize::from(bytes / 2).saturating_sub(1)).min(31);
        let name: Vec<u16> = (0..length).filter_map(|unit| u16_at(bytes, unit * 2)).collect();
        if let (Some(start), Some(size)) = (u32_at(bytes, 116), size_at(bytes, 120)) {
            found.push(Entry { name: String::from_utf16_lossy(&name), start, size });
        }
    }
    found
}
