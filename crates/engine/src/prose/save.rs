//! A save with a name: its answer may be lost on the way, so it may come again.

use super::write::{Decided, Edit, write};
use crate::book::Book;
use crate::issue;
use model::{Account, Flaw, PassageId, Period, ProseAct, Receipt, Refusal, SaveId};

/// Longest name of a save.
const LONGEST: usize = 64;

/// As [`write`], once: a save that comes again is answered as the first time and changes nothing. `unseen` are changes that
/// were refused before it came here.
///
/// # Errors
/// As [`write`]; `bad-input` for a name that is none.
pub fn save(
    book: &Book,
    who: &Account,
    period: Period,
    name: &SaveId,
    edits: &[Edit],
    unseen: Vec<(PassageId, Refusal)>,
) -> Result<Decided, Refusal> {
    if name.as_str().is_empty() || name.as_str().len() > LONGEST {
        return Err(Flaw::SaveNameWrong.into());
    }
    let known = issue::living(book, period)?.prose.saves.get(&(who.name.clone(), name.clone()));
    let kept = known.map(|saved| saved.held.clone()).unwrap_or_default();
    if let Some(refused) = known.and_then(|saved| saved.refused.clone()) {
        return Ok(Decided { kept, refused, ..Decided::default() });
    }
    let mut decided = write(book, who, period, edits)?;
    let taken = decided.refused.len() < edits.len();
    decided.held.retain(|held| !kept.iter().any(|(passage, _)| *passage == held.passage));
    decided.kept = kept;
    decided.refused.extend(unseen);
    // What was refused as a whole left nothing that could be written twice.
    decided.act = taken.then(|| {
        let changes = match decided.act.take() {
            Some(ProseAct::Written { changes, .. }) => changes,
            _ => Vec::new(),
        };
        let receipt = Receipt { save: name.clone(), refused: decided.refused.clone() };
        ProseAct::Written { changes, receipt: Some(receipt) }
    });
    Ok(decided)
}
