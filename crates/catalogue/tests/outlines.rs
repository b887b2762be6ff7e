//! The outlines that come with the program, and texts of outlines that are wrong.

use catalogue::outline::{Draft, Head, Measured, check, outlines, read, write};
use catalogue::{Aggregation, DataError, starter};
use model::{
    Beside, Chart, Code, Figure, FigureId, Inline, Measure, Mention, Numbering, Passage, PassageCell,
    PassageId, PassageKind, PeriodKind, Phrasing, Table, UnitId, UnitKind,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

const KINDS: [PeriodKind; 5] =
    [PeriodKind::Month, PeriodKind::Quarter, PeriodKind::HalfYear, PeriodKind::NineMonths, PeriodKind::Year];

fn starter_indicator(code: &Code) -> Option<Measured> {
    let found = starter().iter().find(|i| i.code == code.as_str())?;
    let units = std::iter::once(&found.measure_unit).chain(&found.units_also).cloned().collect();
    Some(Measured { units, timing: found.aggregation.timing(), plan: found.aggregation == Aggregation::Plan })
}

fn said(errors: &[DataError]) -> String {
    errors.iter().map(|error| format!("{error}\n")).collect()
}

#[test]
fn every_shipped_outline_can_be_read_and_filled() {
    for (name, text) in [
        ("commune", include_str!("../../../catalogue/outlines/commune.txt")),
        ("district", include_str!("../../../catalogue/outlines/district.txt")),
        ("province", include_str!("../../../catalogue/outlines/province.txt")),
    ] {
        let outline =
            read(text).map_err(|errors| said(&errors)).unwrap_or_else(|says| panic!("{name}:\n{says}"));
        assert_eq!(said(&check(&outline, &starter_indicator)), "", "{name}");
        assert_eq!(outline.head.kinds, KINDS, "{name}");
    }
    let levels: Vec<UnitKind> = outlines().iter().map(|shipped| shipped.outline.head.level).collect();
    assert_eq!(levels, [UnitKind::Commune, UnitKind::District, UnitKind::Province]);
}

fn words(draft: &Draft) -> BTreeSet<String> {
    draft.passages.iter().map(|(passage, _)| format!("{:?}{:?}", passage.inlines, passage.table)).collect()
}

/// How high a heading stands; none for what is no heading.
fn rank(kind: PassageKind) -> Option<usize> {
    use PassageKind::{Clause, Part, PartTitle, Point, Section, Subclause};
    [Part, PartTitle, Section, Clause, Subclause, Point].iter().position(|heading| *heading == kind)
}

/// In no kind of period a heading stands over nothing, as one would whose lines hold for other periods.
#[test]
fn no_heading_stands_over_nothing() {
    for shipped in outlines() {
        for kind in KINDS {
            let draft = shipped.outline.draft(kind, shipped.id);
            let kinds: Vec<PassageKind> = draft.passages.iter().map(|(passage, _)| passage.kind).collect();
            for pair in kinds.windows(2) {
                let (heading, next) = (rank(pair[0]), rank(pair[1]));
                let empty = heading.is_some_and(|rank| next.is_some_and(|next| next <= rank));
                assert!(!empty, "{} {kind:?}: {:?} over {:?}", shipped.id, pair[0], pair[1]);
            }
        }
    }
}

/// A year's report is no month's report with another word in it.
#[test]
fn kinds_of_period_ask_for_different_things() {
    for shipped in outlines() {
        let drafts = KINDS.map(|kind| shipped.outline.draft(kind, shipped.id));
        let [month, quarter, half, nine, year] = drafts.each_ref().map(|draft| draft.passages.len());
        let id = shipped.id;
        assert!(month + 8 < quarter, "{id}: month {month}, quarter {quarter}");
        assert!(half > nine && year > half, "{id}: half {half}, nine months {nine}, year {year}");
        for (at, one) in drafts.iter().enumerate() {
            for other in drafts.iter().skip(at + 1) {
                let (one, other) = (words(one), words(other));
                assert!(one.symmetric_difference(&other).count() > 4, "{id}");
            }
        }
        for draft in &drafts {
            let figures =
                |p: &Passage| p.all_inlines().filter(|i| matches!(i, Inline::Figure { .. })).count();
            assert!(draft.passages.iter().map(|(p, _)| figures(p)).sum::<usize>() > 60, "{id}");
            let ids: BTreeSet<&PassageId> = draft.passages.iter().map(|(p, _)| &p.id).collect();
            assert_eq!(ids.len(), draft.passages.len(), "{id}");
            assert_eq!(
                draft.passages.iter().filter(|(p, _)| p.kind == PassageKind::Title).count(),
                1,
                "{id}"
            );
        }
    }
}

#[test]
fn levels_speak_of_themselves() {
    let [commune, district, province] = outlines() else { panic!("three levels") };
    for (shipped, own, others) in [
        (commune, "UBND xã", ["UBND huyện", "UBND tỉnh"]),
        (district, "UBND huyện", ["UBND tỉnh báo cáo", "Tỉnh ủy"]),
        (province, "UBND tỉnh", ["UBND huyện", "Huyện ủy"]),
    ] {
        assert!(shipped.text.contains(own));
        for other in others {
            assert!(!shipped.text.contains(other), "{}: {other}", shipped.id);
        }
    }
}

#[test]
fn what_is_wrong_is_said_by_line() {
    let cases = include_str!("../../../suite/outlines/wrong.txt");
    let mut seen = String::new();
    for case in cases.split("=== ").skip(1) {
        let (name, rest) = case.split_once('\n').unwrap();
        let text = rest.split("\n--- ").next().unwrap().trim_end_matches('\n');
        let says = match read(text) {
            Err(errors) => said(&errors),
            Ok(outline) => said(&check(&outline, &starter_indicator)),
        };
        let says: String = says.lines().map(|line| format!("--- {line}\n")).collect();
        seen.push_str(&format!("=== {name}\n{text}\n{says}\n"));
    }
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../suite/outlines/wrong.txt");
    let head = cases.split("=== ").next().unwrap();
    let seen = format!("{head}{seen}");
    match std::env::var_os("BLESS") {
        Some(_) => std::fs::write(file, seen).unwrap(),
        None => assert_eq!(seen, cases),
    }
}

fn inline() -> impl Strategy<Value = Inline> {
    let words = "[ a-zđêỷ0-9:;,.*_|{}<>\\[\\]\\\\#+/%\"-]{1,12}";
    let text = (words, any::<bool>(), any::<bool>()).prop_map(|(text, bold, italic)| Inline::Text {
        text,
        bold,
        italic,
    });
    let shift = prop_oneof![Just(0_i16), -4_i16..4];
    let period = (prop_oneof![Just("quý {Q} năm {y}"), Just("{y}"), Just("6 tháng {h}")], shift.clone())
        .prop_map(|(pattern, shift)| Inline::Period {
            mention: Mention { pattern: pattern.to_owned(), shift },
        });
    let measure = prop_oneof![
        Just(Measure::Actual),
        Just(Measure::Plan),
        Just(Measure::GrowthPct),
        Just(Measure::ChangeAbs)
    ];
    let phrasing = prop_oneof![Just(Phrasing::Number), Just(Phrasing::Phrase), Just(Phrasing::Units)];
    let formula = prop_oneof![
        Just(None),
        Just(None),
        Just(Some("TC01[lũy kế]")),
        Just(Some("TC01")),
        Just(Some("TC01 / TC02"))
    ];
    let parts =
        (measure, shift, proptest::option::of(0_u32..4), any::<bool>(), phrasing, formula, any::<bool>());
    let figure = parts.prop_map(|(measure, shift, decimals, leading_zero, phrasing, formula, unit)| {
        let unit = (unit && formula.is_none()).then(|| UnitId::from("xa-a"));
        let measure = if formula.is_some() { Measure::Actual } else { measure };
        let formula = formula.map(str::to_owned);
        let plain = Figure::of(FigureId::from("f"), Code::from("TC01"), measure);
        let figure = Figure { unit, shift, decimals, leading_zero, phrasing, formula, ..plain };
        Inline::Figure { figure }
    });
    prop_oneof![4 => text, 1 => period, 2 => figure]
}

/// As a living report keeps them: stretches in one dress are one.
fn inlines(least: usize) -> impl Strategy<Value = Vec<Inline>> {
    proptest::collection::vec(inline(), least..5).prop_map(|inlines| {
        let mut out: Vec<Inline> = Vec::new();
        for inline in inlines {
            match (out.last(), &inline) {
                (Some(Inline::Text { bold, italic, .. }), Inline::Text { bold: b, italic: i, .. })
                    if (bold, italic) == (b, i) => {}
                _ => out.push(inline),
            }
        }
        out
    })
}

fn passage() -> impl Strategy<Value = Passage> {
    use PassageKind::{
        Annex, Basis, Body, Clause, Dash, Item, Part, PartTitle, Plus, Point, Section, Subclause, Title,
        WideAnnex,
    };
    let kinds = vec![
        Annex, Basis, Body, Clause, Dash, Item, Part, PartTitle, Plus, Point, Section, Subclause, Title,
        WideAnnex,
    ];
    let owner = prop_oneof![Just(None), Just(Some(UnitId::from("phong-kt"))), Just(Some(UnitId::from("vp")))];
    let prose = (proptest::sample::select(kinds), inlines(1), owner.clone())
        .prop_map(|(kind, inlines, owner)| Passage::prose(PassageId::from("p"), kind, inlines, owner));
    let cell =
        (inlines(0), any::<bool>()).prop_map(|(inlines, right)| PassageCell { inlines, columns: 1, right });
    let rows = proptest::collection::vec(proptest::collection::vec(cell, 3), 1..4);
    let table = (rows, 0_usize..2, inlines(0), owner).prop_map(|(rows, heads, inlines, owner)| Passage {
        table: Some(Table { heads, rows }),
        ..Passage::prose(PassageId::from("p"), PassageKind::Table, inlines, owner)
    });
    let measure = prop_oneof![Just(Measure::Actual), Just(Measure::Plan)];
    let code = || Code::from("TC01");
    let chart = prop_oneof![
        (
            proptest::sample::subsequence(vec![Beside::Plan, Beside::YearBefore, Beside::PeriodBefore], 0..3),
            1_usize..4
        )
            .prop_map(move |(beside, count)| Chart::Columns { indicators: vec![code(); count], beside }),
        (1_u8..20).prop_map(move |periods| Chart::Lines { indicator: code(), periods }),
        measure.clone().prop_map(move |measure| Chart::Bars { indicator: code(), measure }),
        measure.prop_map(move |measure| Chart::Map { indicator: code(), measure }),
    ];
    let chart = (chart, inlines(0)).prop_map(|(chart, inlines)| Passage {
        chart: Some(chart),
        ..Passage::prose(PassageId::from("p"), PassageKind::Chart, inlines, None)
    });
    prop_oneof![5 => prose, 1 => table, 1 => chart]
}

/// Names of paragraphs and figures are given anew.
fn nameless(mut passage: Passage) -> Passage {
    let figures = |inlines: &mut Vec<Inline>| {
        for inline in inlines {
            if let Inline::Figure { figure } = inline {
                figure.id = FigureId::from("f");
            }
        }
    };
    passage.id = PassageId::from("p");
    figures(&mut passage.inlines);
    passage.table.iter_mut().flat_map(|t| &mut t.rows).flatten().for_each(|cell| figures(&mut cell.inlines));
    passage
}

proptest! {
    #[test]
    fn what_is_written_reads_as_it_was(passages in proptest::collection::vec(passage(), 1..8)) {
        let head = Head {
            name: "Đề cương của xã".to_owned(),
            level: UnitKind::Commune,
            kinds: vec![PeriodKind::Quarter],
            numbering: Numbering::Roman,
        };
        let text = write(&head, &passages);
        let outline = read(&text).map_err(|errors| TestCaseError::fail(format!("{}{text}", said(&errors))))?;
        prop_assert_eq!(&outline.head, &head);
        let draft = outline.draft(PeriodKind::Quarter, "o");
        let owned = |(passage, owner): (Passage, Option<catalogue::outline::Owner>)| {
            let owner = owner.and_then(|owner| match owner {
                catalogue::outline::Owner::Unit(unit) => Some(unit),
                catalogue::outline::Owner::Sector(_) => None,
            });
            nameless(Passage { owner, ..passage })
        };
        let back: Vec<Passage> = draft.passages.into_iter().map(owned).collect();
        prop_assert_eq!(back, passages, "{}", text);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "(Đề cương: a\nCấp: xã\nKỳ: quý\n)?([-+|!{}\\[\\]<>*_\\\\\"a:#\n ]|TC01|Bảng:|kỳ ){0,60}") {
        let _ = read(&text).map(|outline| outline.draft(PeriodKind::Quarter, "o"));
    }
}
