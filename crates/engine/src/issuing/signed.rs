//! The official signature: a file goes out, comes back signed, and a person says whether the signature holds. The program
//! compares bytes and reads names; it verifies no signature and never says that it did.

use crate::book::{Book, Issued};
use crate::issuing::{issued, office};
use model::{Account, Act, Flaw, Issuing, Likeness, Period, Refusal, RefusalCode, SignedFile};

/// Where the signature of an issue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No signed file came back.
    None,
    /// One came back; nobody said that its signature holds.
    Received,
    /// A person said so, with evidence.
    Verified,
    /// One came back that is not the issued file.
    Differs,
}

/// Where the signature of an issue stands.
pub fn standing(issued: &Issued) -> Standing {
    match &issued.signed {
        None => Standing::None,
        Some((file, _)) if file.likeness == Likeness::Differs => Standing::Differs,
        Some((_, Some(_))) => Standing::Verified,
        Some((_, None)) => Standing::Received,
    }
}

/// Keeps a file that came back signed; one that was kept before makes way.
///
/// # Errors
/// `not-allowed`, `not-found`, `bad-input` for the issued file itself, which nobody signed.
pub fn keep(
    book: &Book,
    who: &Account,
    period: Period,
    issue: usize,
    file: SignedFile,
) -> Result<Act, Refusal> {
    office(who)?;
    issued(book, period, Some(issue))?;
    match file.likeness {
        Likeness::Same => Err(Flaw::NotSigned.into()),
        _ => Ok(Act::Issuing { what: Issuing::SignedFileKept { period, issue, file } }),
    }
}

/// Takes the signed file away.
///
/// # Errors
/// `not-allowed`, `not-found`.
pub fn withdraw(book: &Book, who: &Account, period: Period, issue: usize) -> Result<Act, Refusal> {
    office(who)?;
    match issued(book, period, Some(issue))?.1.signed {
        Some(_) => Ok(Act::Issuing { what: Issuing::SignedFileWithdrawn { period, issue } }),
        None => Err(Refusal::of(RefusalCode::NotFound, "tệp đã ký")),
    }
}

/// Keeps a person's word that the signature holds, or takes it back where there is no evidence.
///
/// # Errors
/// `not-allowed`, `not-found`, `other-content-signed`.
pub fn verify(
    book: &Book,
    who: &Account,
    period: Period,
    issue: usize,
    evidence: Option<&str>,
) -> Result<Act, Refusal> {
    office(who)?;
    let (_, issued) = issued(book, period, Some(issue))?;
    let evidence = evidence.map(str::trim).filter(|e| !e.is_empty()).map(str::to_owned);
    match standing(issued) {
        Standing::None => Err(Refusal::of(RefusalCode::NotFound, "tệp đã ký")),
        Standing::Differs => Err(RefusalCode::OtherContentSigned.into()),
        _ => Ok(Act::Issuing { what: Issuing::SignatureVerified { period, issue, evidence } }),
    }
}
