//! What one figure of a law stands for: the cells behind it and what they may amount to.

use super::{Cells, Scope};
use crate::spans::periods;
use formula::{Gather, Reference, Whose};
use model::{
    Approx, CellKey, Decimal, Evidence, Indicator, Interval, Measure, Number, Stated, Timing, UnitId,
};

/// A cell that says something.
pub(super) struct Figure {
    pub key: CellKey,
    stated: Stated,
    approx: Option<Approx>,
}

/// What one reference of a law stands for.
pub(super) struct Member<'a> {
    pub reference: &'a Reference,
    pub indicator: Option<&'a Indicator>,
    pub figures: Vec<Figure>,
    /// Cells without a number.
    pub silent: Vec<CellKey>,
    /// What the number, or what all of them come to, may be; none when something is missing.
    pub interval: Option<Interval>,
    /// The number, or what all of them come to, as printed.
    pub value: Option<Decimal>,
}

/// What one unit says.
struct Share {
    interval: Interval,
    value: Decimal,
}

impl<'a> Member<'a> {
    /// `missing_is_zero`: a cell without a number counts as zero beside others that have one.
    pub fn gather(
        reference: &'a Reference,
        cells: &'a dyn Cells,
        scope: &Scope,
        missing_is_zero: bool,
    ) -> Self {
        let indicator = cells.indicator(&reference.code);
        let (figures, silent) = (Vec::new(), Vec::new());
        let mut member = Self { reference, indicator, figures, silent, interval: None, value: None };
        let mut shares = Vec::new();
        for unit in whose(reference, scope) {
            match member.ask(unit, cells, scope, missing_is_zero) {
                Answered::Share(share) => shares.push(share),
                Answered::Nothing => {}
                Answered::Missing => shares.push(None),
            }
        }
        let reported = !member.figures.is_empty() && shares.iter().all(Option::is_some);
        let shares: Vec<Share> = shares.into_iter().flatten().collect();
        let counts = reference.whose == Whose::Children(Gather::Count);
        if counts || (reported && indicator.is_some()) {
            (member.interval, member.value) = together(reference, &shares);
        }
        if counts {
            member.silent.clear();
        }
        member
    }

    /// Asks the cells of one unit.
    fn ask(&mut self, unit: &UnitId, cells: &dyn Cells, scope: &Scope, missing_is_zero: bool) -> Answered {
        let counted = self.indicator.is_some_and(|i| i.counted) && !is_percent(self.reference.measure);
        let timing = self.indicator.map_or(Timing::Flow, |i| i.timing);
        let children = matches!(self.reference.whose, Whose::Children(_));
        let counts = self.reference.whose == Whose::Children(Gather::Count);
        let mut share = Some(Share { interval: Interval::point(Decimal::ZERO), value: Decimal::ZERO });
        let (mut fits, mut silent) = (false, false);
        for period in periods(self.reference, timing, scope.period) {
            let key = CellKey {
                indicator: self.reference.code.clone(),
                unit: unit.clone(),
                period,
                measure: self.reference.measure,
            };
            match cells.stated_by(&key, scope.period) {
                // A unit that the question does not fit is no part of the whole.
                Some((Stated::NotApplicable, _)) if children => continue,
                Some((stated, approx)) if stated.number().is_some() => {
                    let figure = Figure { key, stated, approx };
                    share = share.and_then(|share| share.with(&figure, counted));
                    self.figures.push(figure);
                }
                _ => {
                    silent = true;
                    self.silent.push(key);
                }
            }
            fits = true;
        }
        match (fits, silent && !missing_is_zero) {
            (false, _) => Answered::Nothing,
            (true, true) if counts => Answered::Nothing,
            (true, true) => Answered::Missing,
            (true, false) => Answered::Share(share),
        }
    }

    pub fn measure_unit(&self) -> &str {
        match self.indicator {
            _ if is_percent(self.reference.measure) => "%",
            Some(indicator) => &indicator.measure_unit,
            None => "",
        }
    }

    /// Whether it is one number, not what several units come to.
    pub fn is_one(&self) -> bool {
        !matches!(self.reference.whose, Whose::Children(_))
    }

    /// The number as printed in a computation.
    pub fn print(&self) -> String {
        let suffix = if self.measure_unit() == "%" { "%" } else { "" };
        let units = self.figures.len();
        match (&self.reference.whose, self.figures.as_slice()) {
            (Whose::Children(Gather::Sum), _) => format!("Σ {units} đơn vị"),
            (Whose::Children(Gather::Average), _) => format!("trung bình {units} đơn vị"),
            (Whose::Children(Gather::Least), _) => format!("thấp nhất trong {units} đơn vị"),
            (Whose::Children(Gather::Greatest), _) => format!("cao nhất trong {units} đơn vị"),
            (Whose::Children(Gather::Count), _) => format!("{units} đơn vị"),
            (_, [figure]) => format!("{}{suffix}", figure.print()),
            (_, []) => "chưa báo".to_owned(),
            _ => {
                let value = self.value.map(|v| viet::number::format(Number::new(v)));
                format!("{}{suffix}", value.unwrap_or_default())
            }
        }
    }

    pub fn evidence(&self) -> impl Iterator<Item = Evidence> {
        let name = self.indicator.map_or_else(|| self.reference.code.to_string(), |i| i.name.clone());
        let unit = self.measure_unit();
        let space = if unit == "%" || unit.is_empty() { "" } else { " " };
        self.figures.iter().map(move |figure| Evidence {
            key: figure.key.clone(),
            name: name.clone(),
            printed: match figure.stated {
                Stated::Number(_) => format!("{}{space}{unit}", figure.print()),
                _ => figure.print(),
            },
        })
    }
}

/// What a unit says, asked for all its cells.
enum Answered {
    /// What they come to; none when it is too large to hold.
    Share(Option<Share>),
    /// It is no part of the whole.
    Nothing,
    /// Some cell says no number.
    Missing,
}

impl Share {
    fn with(self, figure: &Figure, counted: bool) -> Option<Self> {
        let value = figure.stated.number()?.value();
        Some(Self {
            interval: formula::add(self.interval, figure.interval(counted)?)?,
            value: self.value.checked_add(value)?,
        })
    }
}

/// What the shares of units come to; of one unit, its own.
fn together(reference: &Reference, shares: &[Share]) -> (Option<Interval>, Option<Decimal>) {
    let gather = match reference.whose {
        Whose::Children(gather) => gather,
        Whose::Own | Whose::Unit(_) => Gather::Sum,
    };
    let units = Decimal::from(shares.len());
    let intervals = shares.iter().map(|share| share.interval);
    let values = shares.iter().map(|share| share.value);
    match gather {
        Gather::Count => (Some(Interval::point(units)), Some(units)),
        _ => (formula::gather(gather, intervals), formula::gather(gather, values)),
    }
}

impl Figure {
    fn interval(&self, counted: bool) -> Option<Interval> {
        match self.stated {
            // Said in words, so exact.
            Stated::NotArisen => Some(Interval::point(Decimal::ZERO)),
            stated => stated.number().map(|number| number.interval(counted, self.approx)),
        }
    }

    fn print(&self) -> String {
        let word = match self.approx {
            Some(Approx::Above) => "trên ",
            Some(Approx::Below) => "dưới ",
            Some(Approx::About) => "khoảng ",
            None => "",
        };
        match self.stated {
            Stated::Number(number) => format!("{word}{}", viet::number::format(number)),
            Stated::NotArisen => "không phát sinh".to_owned(),
            Stated::NotApplicable => "không áp dụng".to_owned(),
            Stated::Withheld => "không công bố".to_owned(),
        }
    }
}

fn is_percent(measure: Measure) -> bool {
    matches!(measure, Measure::PctOfPlan | Measure::ChangePct | Measure::GrowthPct)
}

fn whose<'a>(reference: &'a Reference, scope: &Scope<'a>) -> Vec<&'a UnitId> {
    match &reference.whose {
        Whose::Own => vec![scope.place],
        Whose::Unit(unit) => vec![unit],
        Whose::Children(_) => scope.children.iter().collect(),
    }
}
