//! The marks in square brackets before a paragraph: kinds of period, a sector, a unit.

use super::words::{self, PERIODS};
use crate::DataError;
use model::{PassageKind, PeriodKind, UnitId};

/// Who answers for a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Whoever has the sector in the place, by its code.
    Sector(String),
    /// A unit of the place that the outline was saved in.
    Unit(UnitId),
}

/// What the brackets say; nothing said of the kinds or the owner leaves them as above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    pub kinds: Vec<PeriodKind>,
    pub owner: Option<Option<Owner>>,
}

/// Said of a paragraph that nobody in particular answers for, below a heading that somebody does.
pub(super) const NOBODY: &str = "chung";

/// Takes `[quý, năm, NN]` from the front of a line.
pub(super) fn take(line: &str, at: u64) -> Result<(Marks, &str), DataError> {
    let Some(rest) = line.strip_prefix('[') else { return Ok((Marks::default(), line)) };
    let Some((inside, rest)) = rest.split_once(']') else {
        return Err(DataError::new(
            at,
            "thiếu dấu ] sau các kỳ và lĩnh vực; chữ bắt đầu bằng [ thì viết \\[",
        ));
    };
    let mut marks = Marks::default();
    for word in inside.split(',').map(str::trim).filter(|word| !word.is_empty()) {
        match (words::of(&PERIODS, word), owner(word)) {
            (Some(kind), _) => marks.kinds.push(kind),
            (None, Some(owner)) => marks.owner = Some(owner),
            (None, None) => {
                let known = words::all(&PERIODS);
                let says = format!(
                    "không hiểu [{word}]; trong ngoặc vuông ghi kỳ ({known}) hoặc mã lĩnh vực như NN"
                );
                return Err(DataError::new(at, says));
            }
        }
    }
    Ok((marks, rest.trim_start()))
}

fn owner(word: &str) -> Option<Option<Owner>> {
    if word == NOBODY {
        return Some(None);
    }
    if let Some(unit) = word.strip_prefix('#') {
        return Some(Some(Owner::Unit(UnitId::from(unit))));
    }
    let sector = crate::sectors().iter().find(|sector| sector.code == word)?;
    Some(Some(Owner::Sector(sector.code.clone())))
}

/// What headings above say.
#[derive(Clone, Debug)]
pub(super) struct Scopes {
    all: Vec<PeriodKind>,
    open: Vec<(usize, Vec<PeriodKind>, Option<Owner>)>,
}

impl Scopes {
    pub fn new(all: Vec<PeriodKind>) -> Self {
        Self { all, open: Vec::new() }
    }

    /// What holds for a paragraph with these marks; a heading keeps it for what is below.
    pub fn of(&mut self, kind: PassageKind, marks: &Marks) -> (Vec<PeriodKind>, Option<Owner>) {
        let rank = rank(kind);
        if let Some(rank) = rank {
            self.open.retain(|(above, ..)| *above < rank);
        }
        let above = self.open.last();
        let kinds = above.map_or(&self.all, |(_, kinds, _)| kinds);
        let kinds: Vec<PeriodKind> = kinds
            .iter()
            .filter(|kind| marks.kinds.is_empty() || marks.kinds.contains(kind))
            .copied()
            .collect();
        let owner = marks.owner.clone().unwrap_or_else(|| above.and_then(|(.., owner)| owner.clone()));
        if let Some(rank) = rank {
            self.open.push((rank, kinds.clone(), owner.clone()));
        }
        (kinds, owner)
    }

    /// For which kinds a row of the table at hand holds.
    pub fn narrowed(kinds: &[PeriodKind], marks: &Marks) -> Vec<PeriodKind> {
        kinds.iter().filter(|kind| marks.kinds.is_empty() || marks.kinds.contains(kind)).copied().collect()
    }
}

/// How deep a heading is; nothing of what is no heading.
fn rank(kind: PassageKind) -> Option<usize> {
    match kind {
        PassageKind::Part | PassageKind::Annex | PassageKind::WideAnnex => Some(0),
        PassageKind::Section => Some(1),
        PassageKind::Clause => Some(2),
        PassageKind::Subclause => Some(3),
        PassageKind::Point => Some(4),
        _ => None,
    }
}
