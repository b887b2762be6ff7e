//! Small Word packages and compound files for tests.

#![allow(dead_code, reason = "each test uses some of them")]

use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A package of these parts.
pub fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A document part around a body.
pub fn document(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    )
}

/// A paragraph of one run.
pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A compound file with these streams at its top, each in sectors of its own.
pub fn compound(streams: &[(&str, &[u8])]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xffff_fffe;
    let number = |n: usize| u32::try_from(n).unwrap();
    // Sector 0 is the table of sectors, then come the directory and the streams.
    let mut next = vec![0xffff_fffd];
    let mut data = Vec::new();
    let mut chain = |content: &[u8]| {
        let start = next.len();
        let sectors = content.len().div_ceil(SECTOR).max(1);
        next.extend((1..=sectors).map(|at| if at < sectors { number(start + at) } else { END }));
        data.extend(content);
        data.resize((start - 1 + sectors) * SECTOR, 0);
        number(start)
    };
    let entry = |name: &str, kind: u8, links: [u32; 3], start: u32, size: usize| {
        let mut entry = vec![0; 128];
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        entry[..name.len()].copy_from_slice(&name);
        entry[64] = u8::try_from(name.len()).unwrap();
        entry[66] = kind;
        let tail = links.into_iter().zip([68, 72, 76]).chain([(start, 116), (number(size), 120)]);
        tail.for_each(|(value, at)| entry[at..at + 4].copy_from_slice(&value.to_le_bytes()));
        entry
    };
    let none = 0xffff_ffff;
    let mut directory = entry("Root Entry", 5, [none, none, 1], END, 0);
    let sectors = (streams.len() + 1).div_ceil(SECTOR / 128);
    let mut start = number(1 + sectors);
    for (at, (name, content)) in streams.iter().enumerate() {
        let sibling = if at + 1 < streams.len() { number(at + 2) } else { none };
        directory.extend(entry(name, 2, [none, sibling, none], start, content.len()));
        start += number(content.len().div_ceil(SECTOR).max(1));
    }
    directory.resize(sectors * SECTOR, 0);
    let directory = chain(&directory);
    streams.iter().for_each(|(_, content)| {
        chain(content);
    });
    let mut file = vec![0; SECTOR];
    file[..8].copy_from_slice(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    let fields = [(30, 9), (32, 6), (44, 1), (48, directory), (56, 0), (60, END), (68, END)];
    fields.iter().for_each(|(at, value)| file[*at..at + 4].copy_from_slice(&value.to_le_bytes()));
    file[76..].fill(0xff);
    file[76..80].fill(0);
    next.resize(SECTOR / 4, none);
    file.extend(next.into_iter().flat_map(u32::to_le_bytes));
    file.extend(data);
    file
}
