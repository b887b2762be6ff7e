//! As much of DER as it takes to find the names in the certificate of who signed (RFC 5652 SignedData, RFC 5280).

/// The names in the certificate that a signature names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Signer {
    pub subject: Option<String>,
    pub issuer: Option<String>,
}

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const INTEGER: u8 = 0x02;
const OID: u8 = 0x06;
/// `[0]`, constructed: an explicit tag or a set of certificates.
const ZERO: u8 = 0xA0;
/// The names of a person or body: common name, else organisation.
const NAMES: [&[u8]; 2] = [&[0x55, 0x04, 0x03], &[0x55, 0x04, 0x0A]];

/// A value: its tag, what is in it, and all its bytes.
#[derive(Clone, Copy)]
struct Value<'a> {
    tag: u8,
    body: &'a [u8],
    whole: &'a [u8],
}

/// The values that follow each other in some bytes, as far as they are well formed.
struct Values<'a>(&'a [u8]);

impl<'a> Iterator for Values<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let (&tag, rest) = self.0.split_first()?;
        let (&short, rest) = rest.split_first()?;
        let (length, rest) = match usize::from(short) {
            short @ 0..=0x7F => (short, rest),
            long => {
                let (bytes, rest) = rest.split_at_checked(long & 0x7F).filter(|(b, _)| b.len() <= 4)?;
                (bytes.iter().fold(0_usize, |n, b| n << 8 | usize::from(*b)), rest)
            }
        };
        let (body, rest) = rest.split_at_checked(length)?;
        let whole = self.0.get(..self.0.len() - rest.len())?;
        self.0 = rest;
        Some(Value { tag, body, whole })
    }
}

impl<'a> Value<'a> {
    fn values(self) -> Values<'a> {
        Values(self.body)
    }

    fn is(self, tag: u8) -> Option<Self> {
        (self.tag == tag).then_some(self)
    }
}

/// The names in the certificate of who signed; none when the bytes are no such thing.
pub(super) fn signer(contents: &[u8]) -> Option<Signer> {
    let mut info = Values(contents).next()?.is(SEQUENCE)?.values();
    info.next()?.is(OID)?;
    let signed = info.next()?.is(ZERO)?.values().next()?.is(SEQUENCE)?;
    let certificates = signed.values().find(|v| v.tag == ZERO)?;
    let signers = signed.values().filter(|v| v.tag == SET).last()?;
    let mut first = signers.values().next()?.is(SEQUENCE)?.values();
    first.next()?.is(INTEGER)?;
    let mut named = first.next()?.is(SEQUENCE)?.values();
    let (issuer, serial) = (named.next()?, named.next()?.is(INTEGER)?);
    let found = certificates.values().filter_map(certificate);
    let mut own = found.filter(|c| c.serial.whole == serial.whole && c.issuer.whole == issuer.whole);
    let own = own.next();
    Some(Signer { subject: own.and_then(|c| name(c.subject)), issuer: name(issuer) })
}

struct Certificate<'a> {
    serial: Value<'a>,
    issuer: Value<'a>,
    subject: Value<'a>,
}

fn certificate(value: Value<'_>) -> Option<Certificate<'_>> {
    let mut signed =
        value.is(SEQUENCE)?.values().next()?.is(SEQUENCE)?.values().skip_while(|v| v.tag == ZERO);
    let serial = signed.next()?.is(INTEGER)?;
    let mut rest = signed.skip(1);
    let (issuer, _validity, subject) = (rest.next()?, rest.next()?, rest.next()?);
    Some(Certificate { serial, issuer, subject })
}

/// The common name in a distinguished name, else the organisation.
fn name(value: Value<'_>) -> Option<String> {
    let pairs = || value.values().filter_map(|set| set.values().next());
    let text = |wanted: &[u8]| {
        pairs().find_map(|pair| {
            let mut parts = pair.values();
            let kind = parts.next()?.is(OID)?;
            (kind.body == wanted).then(|| parts.next().and_then(text_of)).flatten()
        })
    };
    NAMES.into_iter().find_map(text)
}

/// UTF-8, printable and the like; BMP strings are of two bytes a letter.
fn text_of(value: Value<'_>) -> Option<String> {
    const BMP: u8 = 0x1E;
    let text = match value.tag {
        BMP => {
            let units: Vec<u16> =
                value.body.chunks_exact(2).map(|c| u16::from_be_bytes([c[0], c[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        _ => String::from_utf8_lossy(value.body).into_owned(),
    };
    let shown: String = text.chars().filter(|c| !c.is_control()).take(200).collect();
    Some(shown.trim().to_owned()).filter(|text| !text.is_empty())
}
