//! One figure in a formula: a code or a name, and the marks behind it.

use crate::FormulaError;
use crate::ast::{Reference, Shift, Span, Whose};
use crate::names::{Catalogue, by_code, by_name};
use crate::parse::Parser;
use crate::table::{ENTRIES, Role, phrase};
use crate::token::Token;
use model::{Code, Measure, UnitId};
use std::ops::Range;

/// How far back a formula may look.
const MOST_PERIODS: u16 = 1200;

impl Parser<'_> {
    /// A figure: which indicator, and what its marks say.
    pub(crate) fn figure(&mut self) -> Result<Reference, FormulaError> {
        let here = self.here();
        let code = match self.take() {
            Some(Token::Word(word)) => match self.catalogue {
                Some(catalogue) => self.words(word, catalogue)?,
                None => Code::from(word),
            },
            Some(Token::Name(name) | Token::Bracket(name)) => match self.catalogue {
                Some(catalogue) => by_name(name, here, catalogue)?,
                None => {
                    return Err(FormulaError::new(
                        here,
                        "ở đây cần mã chỉ tiêu",
                        "gọi chỉ tiêu bằng mã, ví dụ GM01",
                    ));
                }
            },
            None => return Err(FormulaError::new(here, "công thức chưa hết", "thêm một chỉ tiêu")),
            Some(_) => {
                return Err(FormulaError::new(
                    here,
                    "ở đây cần một chỉ tiêu",
                    "viết mã, hoặc tên trong ngoặc vuông",
                ));
            }
        };
        self.marks(Reference::own(code))
    }

    /// A code, or the longest name that the words from here on make; the first one is taken already.
    fn words(&mut self, first: &str, catalogue: &dyn Catalogue) -> Result<Code, FormulaError> {
        if let Some(code) = by_code(first, catalogue) {
            return Ok(code);
        }
        let before = self.next - 1;
        while !self.ends_a_quantity(self.next) {
            self.next += 1;
        }
        let (all, last) = (self.written(before..self.next), self.next);
        while self.next > before {
            if let Ok(code) = by_name(self.written(before..self.next), 0..0, catalogue) {
                return Ok(code);
            }
            self.next -= 1;
        }
        self.next = last;
        by_name(all, self.place(before..last), catalogue)
    }

    /// The marks behind an indicator, each sort at most once, in any order.
    fn marks(&mut self, mut reference: Reference) -> Result<Reference, FormulaError> {
        let mut seen: Vec<Sort> = Vec::new();
        loop {
            let here = self.here();
            let Some(mark) = self.mark()? else { return Ok(reference) };
            let sort = mark.sort();
            if seen.contains(&sort) {
                return Err(FormulaError::new(
                    self.since(here.start),
                    "dấu này đã có",
                    "mỗi chỉ tiêu chỉ mang một loại số liệu, một đơn vị, một kỳ",
                ));
            }
            seen.push(sort);
            match mark {
                Mark::Measure(measure) => reference.measure = measure,
                Mark::Unit(unit) => reference.whose = Whose::Unit(unit),
                Mark::Shift(shift) => reference.shift = shift,
                Mark::Span(span) => reference.span = span,
            }
        }
    }

    fn mark(&mut self) -> Result<Option<Mark>, FormulaError> {
        let here = self.here();
        if self.sign("@") {
            return self.measure(here).map(|measure| Some(Mark::Measure(measure)));
        }
        match self.peek() {
            Some(Token::Unit(unit)) => {
                self.take();
                Ok(Some(Mark::Unit(self.known_unit(unit, here)?)))
            }
            Some(Token::Bracket(inside)) => {
                self.take();
                time(inside, here).map(Some)
            }
            _ => Ok(self.phrase(|role| Mark::of(role).is_some()).and_then(Mark::of)),
        }
    }

    fn measure(&mut self, at: Range<usize>) -> Result<Measure, FormulaError> {
        let Some(Token::Word(word)) = self.take() else { return Err(no_measure(self.since(at.start))) };
        let found = ENTRIES.iter().find_map(|entry| match entry.role {
            Role::Measure(measure) if entry.name().strip_prefix('@') == Some(word) => Some(measure),
            _ => None,
        });
        found.ok_or_else(|| no_measure(self.since(at.start)))
    }

    fn known_unit(&self, id: &str, at: Range<usize>) -> Result<UnitId, FormulaError> {
        let id = UnitId::from(id);
        match self.catalogue {
            Some(catalogue) if !catalogue.units().iter().any(|unit| unit.id == id) => Err(FormulaError::new(
                at,
                format!("không có đơn vị “{id}”"),
                "chọn đơn vị trong danh sách gợi ý",
            )),
            _ => Ok(id),
        }
    }
}

fn no_measure(at: Range<usize>) -> FormulaError {
    FormulaError::new(
        at,
        "không hiểu dấu @",
        "dùng @KH (kế hoạch), @U (ước), @PKH (% kế hoạch), @TG, @PTG, @PCK",
    )
}

/// What a mark behind an indicator says.
enum Mark {
    Measure(Measure),
    Unit(UnitId),
    Shift(Shift),
    Span(Span),
}

#[derive(PartialEq, Eq)]
enum Sort {
    Measure,
    Unit,
    Shift,
    Span,
}

impl Mark {
    fn of(role: Role) -> Option<Self> {
        match role {
            Role::Measure(measure) => Some(Self::Measure(measure)),
            Role::Shift(shift) => Some(Self::Shift(shift)),
            Role::Span(span) => Some(Self::Span(span)),
            _ => None,
        }
    }

    fn sort(&self) -> Sort {
        match self {
            Self::Measure(_) => Sort::Measure,
            Self::Unit(_) => Sort::Unit,
            Self::Shift(_) => Sort::Shift,
            Self::Span(_) => Sort::Span,
        }
    }
}

/// `[-2]`, `[kỳ trước]`, `[lũy kế]`
fn time(inside: &str, at: Range<usize>) -> Result<Mark, FormulaError> {
    let inside = inside.trim();
    if let Some(digits) = inside.strip_prefix(['-', '−']) {
        let steps = digits.trim().parse().ok().filter(|steps| (1..=MOST_PERIODS).contains(steps));
        if let Some(steps) = steps {
            return Ok(Mark::Shift(Shift::Back(steps)));
        }
    }
    let words: Vec<String> = inside.split_whitespace().map(viet::fold::fold).collect();
    let timed = |role| matches!(role, Role::Shift(_) | Role::Span(_));
    let found = phrase(&words, timed).filter(|(_, length)| *length == words.len());
    found.and_then(|(role, _)| Mark::of(role)).ok_or_else(|| {
        FormulaError::new(
            at,
            format!("không hiểu kỳ [{inside}]"),
            "viết [kỳ trước], [cùng kỳ], [lũy kế], [các tháng] hoặc [-1], [-2]",
        )
    })
}
