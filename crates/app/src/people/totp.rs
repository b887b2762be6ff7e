//! Codes that a device makes from a shared secret and the time (RFC 6238, with HMAC-SHA-1, 30 seconds and six digits: what
//! every authenticator program knows).

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// Bytes of a secret (RFC 4226, section 4: as long as the hash).
pub(crate) const SECRET: usize = 20;
/// Seconds that a code stands.
const STEP: i64 = 30;
/// Steps that the clocks of server and device may be apart.
const DRIFT: i64 = 1;
/// Six digits.
const DIGITS: u32 = 1_000_000;
/// RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The time step in which `code` is right around `now` (seconds since 1970, UTC); none = wrong.
pub(crate) fn step_of(secret: &[u8], code: &str, now: i64) -> Option<i64> {
    let code: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let here = now.div_euclid(STEP);
    (here - DRIFT..=here + DRIFT).find(|step| format!("{:06}", at(secret, *step) % DIGITS) == code)
}

/// The number of a time step, before it is cut to its digits.
fn at(secret: &[u8], step: i64) -> u32 {
    // A key of any length is one for this hash.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else { return 0 };
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = usize::from(hash.last().copied().unwrap_or_default() & 0xf);
    let four = hash.get(offset..offset + 4).and_then(|four| <[u8; 4]>::try_from(four).ok());
    u32::from_be_bytes(four.unwrap_or_default()) & 0x7fff_ffff
}

/// Bytes as people type them into a device.
pub(crate) fn base32(bytes: &[u8]) -> String {
    let bits = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
    let bits: Vec<u8> = bits.collect();
    let five = |chunk: &[u8]| (0..5).fold(0, |n, i| n << 1 | chunk.get(i).copied().unwrap_or_default());
    bits.chunks(5).filter_map(|chunk| BASE32.get(usize::from(five(chunk)))).map(|c| char::from(*c)).collect()
}

/// The bytes behind [`base32`]; none for anything else.
pub(crate) fn unbase32(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held, mut out) = (0u32, 0u32, Vec::new());
    for c in text.bytes() {
        let value = BASE32.iter().position(|known| *known == c)?;
        held = held << 5 | u32::try_from(value).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some(out)
}

/// What a device's camera reads: whose codes, of which place.
pub(crate) fn picture(secret: &str, account: &str, place: &str) -> Option<String> {
    let escaped = |text: &str| {
        let byte = |b: u8| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(b).to_string(),
            _ => format!("%{b:02X}"),
        };
        text.bytes().map(byte).collect::<String>()
    };
    let (account, place) = (escaped(account), escaped(place));
    let words = format!("otpauth://totp/{place}:{account}?secret={secret}&issuer={place}");
    let code = qrcodegen::QrCode::encode_text(&words, qrcodegen::QrCodeEcc::Medium).ok()?;
    let side = 0..code.size();
    let dark = side.clone().flat_map(|y| side.clone().map(move |x| (x, y)));
    let squares = dark.filter(|(x, y)| code.get_module(*x, *y)).map(|(x, y)| format!("M{x} {y}h1v1h-1z"));
    // Readers want four empty squares around.
    let edge = code.size() + 8;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-4 -4 {edge} {edge}\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M-4 -4h{edge}v{edge}h-{edge}z\"/><path fill=\"#000\" d=\"{}\"/></svg>",
        squares.collect::<String>()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the rows of SHA-1; eight digits there.
    #[test]
    fn the_vectors_of_the_rfc() {
        let secret = b"12345678901234567890";
        for (time, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(format!("{:08}", at(secret, time / 30) % 100_000_000), code, "{time}");
            assert_eq!(step_of(secret, &code[2..], time), Some(time / 30));
        }
    }

    #[test]
    fn a_code_stands_one_step_to_either_side() {
        let (secret, now) = (b"12345678901234567890", 1_111_111_109);
        let code = "081804";
        let step = Some(now / 30);
        for (moved, found) in [(-31, step), (-30, step), (0, step), (30, step), (61, None), (-61, None)] {
            assert_eq!(step_of(secret, code, now + moved), found, "{moved}");
        }
        for wrong in ["", "81804", "0818040", "081805", "081804x"] {
            assert_eq!(step_of(secret, wrong, now), None, "{wrong}");
        }
        assert_eq!(step_of(secret, " 081 804 ", now), step);
    }

    #[test]
    fn secrets_are_written_in_base_32() {
        for (bytes, text) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(bytes.as_bytes()), text);
            assert_eq!(unbase32(text).unwrap(), bytes.as_bytes());
        }
        assert_eq!(unbase32("a0"), None);
    }

    #[test]
    fn the_picture_is_one_svg() {
        let picture = picture("MZXW6YTBOI", "xanamkha", "huyện Nậm Sơn").unwrap();
        assert!(picture.starts_with("<svg ") && picture.ends_with("</svg>"));
        assert!(picture.matches("h1v1h-1z").count() > 200);
    }
}
