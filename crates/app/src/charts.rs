//! Charts of the report as drawings: the numbers of the period, the boundaries of the units.

use chart::{Area, Chart, Group, Shape, Value};
use engine::Book;
use engine::charts::{ChartGroup, CompiledChart, amount};
use engine::compile::CompiledFigure;
use model::{Date, UnitId};

/// The drawing of a compiled chart. What has no number or no boundary is named below it.
pub(crate) fn drawing(book: &Book, compiled: &CompiledChart) -> Chart {
    let period = engine::watch::words::in_words(compiled.period);
    let mut source = vec![format!("Nguồn: số liệu báo cáo {period}.")];
    let shape = match &compiled.chart {
        model::Chart::Columns { .. } => Shape::Columns,
        model::Chart::Lines { .. } => Shape::Lines,
        model::Chart::Bars { .. } => Shape::Bars,
        model::Chart::Map { .. } => {
            let day = compiled.period.calendar_window().to;
            let area = |group: &ChartGroup| boundary(book, group.unit.as_ref()?, day);
            let areas: Vec<Option<Area>> = compiled.groups.iter().map(area).collect();
            let bare = compiled.groups.iter().zip(&areas).filter(|(_, area)| area.is_none());
            let bare = bare.map(|(group, _)| format!("{} ({})", group.label, printed(group)));
            source.extend(listed("Chưa có ranh giới", bare.collect()));
            Shape::Map { areas }
        }
    };
    let gaps = compiled.gaps().into_iter().map(str::to_owned).collect();
    source.extend(listed("Chưa có số liệu", gaps));
    let partial = compiled.partial().into_iter();
    let partial = partial.map(|(label, reported, due)| format!("{label} ({reported}/{due} đơn vị)"));
    source.extend(listed("Chưa cộng đủ đơn vị", partial.collect()));
    let group = |group: &ChartGroup| Group {
        label: group.label.clone(),
        values: group.values.iter().map(|figure| value(figure.as_deref()?)).collect(),
    };
    Chart {
        shape,
        unit: compiled.unit.clone(),
        series: compiled.series.clone(),
        groups: compiled.groups.iter().map(group).collect(),
        source,
    }
}

fn listed(what: &str, names: Vec<String>) -> Option<String> {
    (!names.is_empty()).then(|| format!("{what}: {}.", names.join(", ")))
}

fn printed(group: &ChartGroup) -> &str {
    group.values.iter().flatten().next().map_or("…", |figure| &figure.text)
}

fn value(figure: &CompiledFigure) -> Option<Value> {
    Some(Value { amount: amount(figure)?, words: figure.text.clone() })
}

/// By the official code alone: names are borne by several units. The demo has no codes, and boundaries of its own.
pub(crate) fn boundary(book: &Book, unit: &UnitId, day: Date) -> Option<Area> {
    if let Some(code) = book.units.get(unit).and_then(|u| u.official_code.as_deref()) {
        return catalogue::boundary(code, day);
    }
    let demo = catalogue::demo::place().is_ok_and(|place| place.unit == book.place_unit());
    if demo { catalogue::demo::boundary(unit) } else { None }
}
