//! What a signed PDF says of itself: which bytes its signatures cover, and the names in their certificates. Nothing is
//! verified here: a name in a file is a claim.

mod der;

use lopdf::{Dictionary, LoadOptions, Object};
use model::{Likeness, WrittenSignature};

/// What the objects of a signed file may inflate to.
const MAX_OBJECT_BYTES: usize = 6 * 1024 * 1024;
/// Signatures and countersignatures of one document.
const MOST: usize = 50;

/// How a file given back stands to the files that were issued.
pub fn likeness(given: &[u8], pdf: &[u8], docx: &[u8]) -> Likeness {
    if given == pdf || given == docx {
        Likeness::Same
    } else if given.starts_with(pdf) {
        Likeness::Extends
    } else if given.starts_with(b"%PDF") {
        Likeness::Differs
    } else {
        Likeness::Unknowable
    }
}

/// The signatures that a PDF holds; none for any other file. `issued` bytes at its start are those that were signed.
pub fn signatures(given: &[u8], issued: usize) -> Vec<WrittenSignature> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_OBJECT_BYTES), ..LoadOptions::default() };
    let Ok(document) = lopdf::Document::load_mem_with_options(given, options) else { return Vec::new() };
    let dictionaries = document.objects.values().filter_map(|object| object.as_dict().ok());
    dictionaries.filter_map(|found| signature(found, given.len(), issued)).take(MOST).collect()
}

fn signature(found: &Dictionary, length: usize, issued: usize) -> Option<WrittenSignature> {
    let contents = match found.get(b"Contents").ok()? {
        Object::String(bytes, _) => bytes,
        _ => return None,
    };
    let range = found.get(b"ByteRange").ok()?.as_array().ok()?;
    let range: Vec<usize> =
        range.iter().map(|n| n.as_i64().ok().and_then(|n| n.try_into().ok())).collect::<Option<_>>()?;
    let [from, before, gap_end, after] = range.as_slice().try_into().ok()?;
    let signer = der::signer(contents);
    Some(WrittenSignature {
        subject: signer.as_ref().and_then(|s| s.subject.clone()),
        issuer: signer.and_then(|s| s.issuer),
        to_the_end: from == 0 && before <= gap_end && gap_end.checked_add(after) == Some(length),
        over_issued: from == 0 && before >= issued && before <= length,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUED: &[u8] = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000056 00000 n \ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n105\n%%EOF\n";

    /// As signing programs do it: the issued bytes, then an update with a signature over all but itself.
    fn signed(contents: &str, cut: usize) -> Vec<u8> {
        let mut bytes = ISSUED.to_vec();
        let start = bytes.len();
        let head = "3 0 obj\n<</Type/Sig/ByteRange[0 AAAAAA BBBBBB CCCCCC]/Contents<";
        let gap = start + head.len() - 1;
        let after = gap + contents.len() + 2;
        bytes.extend_from_slice(format!("{head}{contents}>>>\nendobj\n").as_bytes());
        let table = bytes.len();
        let update = format!(
            "xref\n0 1\n0000000000 65535 f \n3 1\n{start:010} 00000 n \ntrailer\n<</Size 4/Root 1 0 R/Prev 105>>\nstartxref\n{table}\n%%EOF\n"
        );
        bytes.extend_from_slice(update.as_bytes());
        let tail = bytes.len() - after - cut;
        let text = String::from_utf8(bytes).unwrap();
        let number = |n: usize| format!("{n:6}");
        text.replace("AAAAAA", &number(gap))
            .replace("BBBBBB", &number(after))
            .replace("CCCCCC", &number(tail))
            .into_bytes()
    }

    #[test]
    fn a_signed_file_begins_with_the_issued_one() {
        let given = signed("00", 0);
        assert_eq!(likeness(&given, ISSUED, b"PK"), Likeness::Extends);
        assert_eq!(likeness(ISSUED, ISSUED, b"PK"), Likeness::Same);
        assert_eq!(likeness(b"PK", ISSUED, b"PK"), Likeness::Same);
        assert_eq!(likeness(b"%PDF-1.7 another", ISSUED, b"PK"), Likeness::Differs);
        assert_eq!(likeness(b"PK signed", ISSUED, b"PK"), Likeness::Unknowable);
    }

    #[test]
    fn what_a_signature_covers_is_read() {
        let read = |given: &[u8]| signatures(given, ISSUED.len());
        let whole = WrittenSignature { subject: None, issuer: None, to_the_end: true, over_issued: true };
        assert_eq!(read(&signed("00", 0)), std::slice::from_ref(&whole));
        assert_eq!(read(&signed("00", 10)), [WrittenSignature { to_the_end: false, ..whole }]);
        assert_eq!(read(ISSUED), []);
        assert_eq!(read(b"PK"), []);
    }

    #[test]
    fn the_name_in_the_certificate_is_read() {
        let contents =
            include_str!("../../../suite/signed/signature.hex").split_whitespace().collect::<String>();
        let [found] = signatures(&signed(&format!("{contents}0000"), 0), ISSUED.len()).try_into().unwrap();
        assert_eq!(found.subject.as_deref(), Some("Nguyễn Thị Mẫu"));
        assert_eq!(found.issuer.as_deref(), Some("Chứng thực thử"));
    }
}
