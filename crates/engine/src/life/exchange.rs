//! A catalogue from a file beside that of the place: new, changed, gone; what a person chose is taken as one act.

use crate::access::{self, Right};
use crate::book::Book;
use model::{Account, Act, CatalogueChange, Code, Collector, Flaw, Indicator, JoiningBy, LifeAct, Refusal};
use std::collections::BTreeSet;

/// How an indicator of a file stands to the place's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The place has none of this code.
    New(Indicator),
    /// It differs in these fields: name of the field, as it is, as the file says. Timings, `by_timing`, `greatest`, levels,
    /// `yes`, `no` and `communes` are codes that a page words.
    Changed(Indicator, Vec<(&'static str, String, String)>),
    /// The file does not have it; it stays as it is.
    Gone(Code),
}

/// How a file's indicators differ from those of the place that this person sees, in the order of the file, then what is gone.
pub fn difference(book: &Book, who: &Account, listed: &[Indicator]) -> Vec<Difference> {
    let own: Vec<&Indicator> = book.indicators.iter().filter(|i| access::sees_indicator(who, i)).collect();
    let told = |i: &Indicator| match own.iter().find(|known| known.code == i.code) {
        None => Some(Difference::New(i.clone())),
        Some(known) => {
            let fields = fields(book, known, i);
            (!fields.is_empty()).then_some(Difference::Changed(i.clone(), fields))
        }
    };
    let codes: BTreeSet<&Code> = listed.iter().map(|i| &i.code).collect();
    let gone = own.iter().filter(|i| !codes.contains(&i.code)).map(|i| Difference::Gone(i.code.clone()));
    listed.iter().filter_map(told).chain(gone).collect()
}

fn fields(book: &Book, was: &Indicator, is: &Indicator) -> Vec<(&'static str, String, String)> {
    let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let collector = |c: &Collector| match c {
        Collector::Communes => "communes".to_owned(),
        Collector::Unit(unit) => book.unit_name(unit),
    };
    let timing = |i: &Indicator| format!("{:?}", i.timing).to_lowercase();
    let joining = |i: &Indicator| match &i.joining.by {
        JoiningBy::Timing => "by_timing".to_owned(),
        JoiningBy::Greatest => "greatest".to_owned(),
        JoiningBy::Weighted(weight) => weight.to_string(),
    };
    let code = |code: &Option<Code>| code.as_ref().map(Code::to_string).unwrap_or_default();
    let text = |i: &Indicator| {
        [
            ("name", i.name.clone()),
            ("measure_unit", i.measure_unit.clone()),
            ("timing", timing(i)),
            ("decimals", i.decimals.to_string()),
            ("counted", yes(i.counted)),
            ("collector", collector(&i.collector)),
            ("owner", book.unit_name(&i.owner)),
            ("planned", yes(i.planned)),
            ("less_is_better", yes(i.less_is_better)),
            ("part_of", code(&i.part_of)),
            ("formula", i.formula.clone().unwrap_or_default()),
            ("joining", joining(i)),
            ("level", i.joining.level.map(|level| format!("{level:?}").to_lowercase()).unwrap_or_default()),
            ("group", i.group.clone()),
            ("restricted", yes(i.restricted)),
            ("source", i.source.clone()),
        ]
    };
    let both = text(was).into_iter().zip(text(is));
    both.filter(|(a, b)| a.1 != b.1).map(|((name, a), (_, b))| (name, a, b)).collect()
}

/// Takes what a person chose of a file.
///
/// # Errors
/// `bad-input` for a unit or a formula that the place does not know, or when nothing is chosen, `measure-unit-kept`,
/// `not-allowed`.
pub fn take(
    book: &Book,
    who: &Account,
    file: &str,
    listed: &[Indicator],
    chosen: &BTreeSet<Code>,
) -> Result<Option<Act>, Refusal> {
    access::need(who, Right::EditCatalogue)?;
    let wanted = difference(book, who, listed).into_iter().filter_map(|difference| match difference {
        Difference::New(after) | Difference::Changed(after, _) if chosen.contains(&after.code) => Some(after),
        _ => None,
    });
    let wanted: Vec<Indicator> = wanted.collect();
    let bad = |code: &Code, flaw: Flaw| Err(flaw.about(code));
    let exists = |code: &Code| book.indicator(code).is_some() || wanted.iter().any(|i| i.code == *code);
    for indicator in &wanted {
        let collector = match &indicator.collector {
            Collector::Unit(unit) => Some(unit),
            Collector::Communes => None,
        };
        if collector.into_iter().chain([&indicator.owner]).any(|unit| !book.units.contains_key(unit)) {
            return bad(&indicator.code, Flaw::ListedUnitUnknown);
        }
        if indicator.part_of.as_ref().is_some_and(|whole| *whole == indicator.code || !exists(whole)) {
            return bad(&indicator.code, Flaw::ListedWholeUnknown);
        }
        if let JoiningBy::Weighted(weight) = &indicator.joining.by
            && (*weight == indicator.code || !exists(weight))
        {
            return bad(&indicator.code, Flaw::ListedWeightWanted);
        }
        if let Some(formula) = &indicator.formula
            && (formula::parse_expr(formula).is_err() || !formula::codes(formula).iter().all(exists))
        {
            return bad(&indicator.code, Flaw::ListedFormulaWrong);
        }
        super::keeps_measure_unit(book, indicator)?;
        // What a person may not see, nobody may be shown by a file either.
        if book.indicator(&indicator.code).is_some_and(|known| !access::sees_indicator(who, known)) {
            return bad(&indicator.code, Flaw::ListedCodeTaken);
        }
    }
    let change = |after: Indicator| CatalogueChange { before: book.indicator(&after.code).cloned(), after };
    let changes: Vec<CatalogueChange> = wanted.into_iter().map(change).collect();
    match changes.is_empty() {
        true => Err(Flaw::NothingChosen.into()),
        false => Ok(Some(Act::LifeTended(LifeAct::CatalogueTaken { file: file.to_owned(), changes }))),
    }
}
