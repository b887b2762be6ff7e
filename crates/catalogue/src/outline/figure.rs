//! A figure of an outline, as it is written in braces: `{TC01}`, `{TC01@PKH | 1 số lẻ}`, `{TC01@PCK | kèm lời}`.

use crate::DataError;
use formula::{Expr, Reference, Shift, Span, Whose};
use model::{Code, Figure, FigureId, Measure, PeriodKind, Phrasing, UnitId};

/// What a figure is bound to and how it is printed, in any kind of period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureSpec {
    /// Which indicator; of a formula the first it speaks of.
    pub indicator: Code,
    /// Which statement.
    pub measure: Measure,
    /// Whose, where it is not the place's.
    pub unit: Option<UnitId>,
    /// Whether it is that of the same period a year before.
    pub year_before: bool,
    /// Periods after the reported one.
    pub shift: i16,
    /// Computed instead.
    pub formula: Option<String>,
    /// Decimals to print.
    pub decimals: Option<u32>,
    /// `01 vụ`
    pub leading_zero: bool,
    /// What is printed of it.
    pub phrasing: Phrasing,
}

/// Options behind the bar; decimals and shifts come with a number.
const PHRASINGS: [(&str, Phrasing); 4] = [
    ("kèm lời", Phrasing::Phrase),
    ("động từ", Phrasing::Verb),
    ("thứ hạng", Phrasing::Rank),
    ("từng đơn vị", Phrasing::Units),
];
const DECIMALS: &str = " số lẻ";
const SHIFT: &str = "kỳ ";
const LEADING_ZERO: &str = "01";
const COMPUTED: &str = "công thức";
/// Decimals that are printed at most.
const MOST_DECIMALS: u32 = 6;

impl FigureSpec {
    /// The figure that braces hold.
    pub(super) fn read(inside: &str, at: u64) -> Result<Self, DataError> {
        let (bound, options) = inside.split_once('|').unwrap_or((inside, ""));
        let bound = bound.trim();
        let wrong = |says: String| DataError::new(at, format!("số {{{}}}: {says}", inside.trim()));
        let expr = formula::parse_expr(bound).map_err(|error| wrong(error.to_string()))?;
        let first = expr.references().first().map(|r| r.code.clone());
        let indicator = first.ok_or_else(|| wrong("không nói đến chỉ tiêu nào".to_owned()))?;
        let mut spec = Self {
            indicator,
            measure: Measure::Actual,
            unit: None,
            year_before: false,
            shift: 0,
            formula: Some(expr.to_string()),
            decimals: None,
            leading_zero: false,
            phrasing: Phrasing::Number,
        };
        let options: Vec<&str> = options.split(',').map(str::trim).filter(|o| !o.is_empty()).collect();
        if !options.contains(&COMPUTED) {
            spec.bind(&expr);
        }
        for option in options.into_iter().filter(|o| *o != COMPUTED) {
            spec.option(option)
                .ok_or_else(|| wrong(format!("không hiểu “{option}”; sau dấu | dùng {}", known())))?;
        }
        Ok(spec)
    }

    /// What names one cell of one period is bound to it; the rest is computed.
    fn bind(&mut self, expr: &Expr) {
        let Expr::Reference(Reference { measure, whose, shift, span: Span::Period, .. }) = expr else {
            return;
        };
        let shift = match shift {
            Shift::Back(steps) => i16::try_from(*steps).ok().map(|steps| (false, -steps)),
            Shift::YearBefore => Some((true, 0)),
        };
        let unit = match whose {
            Whose::Own => Some(None),
            Whose::Unit(unit) => Some(Some(unit.clone())),
            Whose::Children(_) => None,
        };
        if let Some(((year_before, shift), unit)) = shift.zip(unit) {
            (self.measure, self.unit, self.year_before, self.shift, self.formula) =
                (*measure, unit, year_before, shift, None);
        }
    }

    fn option(&mut self, option: &str) -> Option<()> {
        if option == LEADING_ZERO {
            self.leading_zero = true;
        } else if let Some(phrasing) = super::words::of(&PHRASINGS, option) {
            self.phrasing = phrasing;
        } else if let Some(count) = option.strip_suffix(DECIMALS) {
            self.decimals = Some(count.trim().parse().ok().filter(|count| *count <= MOST_DECIMALS)?);
        } else {
            self.shift = option.strip_prefix(SHIFT)?.trim().trim_start_matches('+').parse().ok()?;
        }
        Some(())
    }

    /// The figure in a report of this kind of period.
    pub(super) fn figure(&self, id: FigureId, kind: PeriodKind) -> Figure {
        let year = kind.per_year().unwrap_or(1);
        Figure {
            id,
            indicator: self.indicator.clone(),
            measure: self.measure,
            unit: self.unit.clone(),
            shift: if self.year_before { -year } else { self.shift },
            decimals: self.decimals,
            leading_zero: self.leading_zero,
            formula: self.formula.clone(),
            phrasing: self.phrasing,
        }
    }
}

fn known() -> String {
    let words: Vec<&str> = PHRASINGS.iter().map(|(word, _)| *word).collect();
    format!("“1 số lẻ”, “{LEADING_ZERO}”, “{}”, “kỳ +1”", words.join("”, “"))
}

/// A figure as it is written in an outline.
pub(super) fn written(figure: &Figure) -> String {
    let mut reference = Reference { measure: figure.measure, ..Reference::own(figure.indicator.clone()) };
    if let Some(unit) = &figure.unit {
        reference.whose = Whose::Unit(unit.clone());
    }
    let back = u16::try_from(-i32::from(figure.shift)).ok();
    reference.shift = Shift::Back(back.filter(|_| figure.formula.is_none()).unwrap_or_default());
    let bound = figure.formula.clone().unwrap_or_else(|| reference.to_string());
    let mut options = Vec::new();
    if figure.shift > 0 || (figure.shift != 0 && figure.formula.is_some()) {
        options.push(format!("{SHIFT}{:+}", figure.shift));
    }
    let bare = |text: &str| {
        let mut probe = FigureSpec::read(text, 0).ok()?;
        probe.formula.take().is_none().then_some(())
    };
    if figure.formula.as_deref().and_then(bare).is_some() {
        options.push(COMPUTED.to_owned());
    }
    let word = |words: &[(&'static str, Phrasing)]| super::words::word(words, &figure.phrasing).to_owned();
    options.extend(figure.decimals.map(|count| format!("{count}{DECIMALS}")));
    options.extend(figure.leading_zero.then(|| LEADING_ZERO.to_owned()));
    options.extend(Some(word(&PHRASINGS)).filter(|word| !word.is_empty()));
    match options.is_empty() {
        true => format!("{{{bound}}}"),
        false => format!("{{{bound} | {}}}", options.join(", ")),
    }
}
