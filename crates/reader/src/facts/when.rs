//! The window of time a figure speaks of, as far as printed.

use super::text::{Text, last_in};
use model::{Date, FactWindow};
use viet::quantity::{NotFigure, printed};

/// Tokens at which seasons, periods and dates begin.
pub(super) struct Times {
    seasons: Vec<usize>,
    periods: Vec<usize>,
    dates: Vec<(Date, (usize, usize))>,
}

impl Times {
    pub(super) fn new(text: &Text) -> Self {
        let all = |starts: fn(&Text, usize) -> bool| {
            (0..text.tokens.len()).filter(|at| starts(text, *at)).collect::<Vec<usize>>()
        };
        let dates = text.others.iter().filter(|(why, _)| *why == NotFigure::Date);
        Self {
            seasons: all(starts_season),
            periods: all(starts_period),
            dates: dates
                .filter_map(|(_, range)| Some((viet::date::parse(&plain(text, *range))?, *range)))
                .collect(),
        }
    }
}

/// Looks in the figure's sentence before the figure.
pub(super) fn window(text: &Text, times: &Times, figure: usize) -> FactWindow {
    let sentence = (text.reach(figure), text.sentences[text.sentence_of(figure)].1);
    let at = text.figures[figure].tokens.0;
    let mut window = FactWindow::default();
    let dates = &times.dates;
    let (first, past) = (
        dates.partition_point(|(_, range)| range.0 < sentence.0),
        dates.partition_point(|(_, range)| range.0 < at),
    );
    let dates = dates.get(first..past).unwrap_or_default();
    if let Some((date, range)) = dates.last() {
        let (label_from, word) = lead(text, range.0);
        match word {
            "đến" | "tới" => match dates.len().checked_sub(2).map(|i| dates[i]) {
                Some((first, first_range)) if lead(text, first_range.0).1 == "từ" && first <= *date => {
                    window.from = Some(first);
                    window.to = Some(*date);
                    window.label = Some(label(text, lead(text, first_range.0).0, range.1));
                }
                _ => {
                    window.as_of = Some(*date);
                    window.label = Some(label(text, label_from, range.1));
                }
            },
            "từ" => {
                window.from = Some(*date);
                window.label = Some(label(text, label_from, range.1));
            }
            "ngày" => {
                window.as_of = Some(*date);
                window.label = Some(label(text, label_from, range.1));
            }
            _ => {}
        }
    }
    if window.label.is_none() {
        window.label = season(text, times, sentence, at).or_else(|| period(text, times, sentence, at));
    }
    window
}

fn plain(text: &Text, range: (usize, usize)) -> String {
    text.tokens[range.0..range.1].iter().map(|t| t.text.as_str()).collect()
}

fn label(text: &Text, from: usize, to: usize) -> String {
    printed(&text.tokens[from..to])
}

/// The word that leads to a date, over `ngày`, and where its phrase begins.
fn lead(text: &Text, at: usize) -> (usize, &str) {
    let day = usize::from(at > 0 && text.key(at - 1) == "ngày");
    let word = (at - day).checked_sub(1).map_or("", |i| text.key(i));
    match word {
        "đến" | "tới" | "từ" => {
            let from = at - day - 1;
            let longer = from > 0 && matches!(text.key(from - 1), "tính" | "kể");
            (from - usize::from(longer), word)
        }
        _ if day == 1 => (at - 1, "ngày"),
        _ => (at, ""),
    }
}

/// `vụ Đông Xuân 2020-2021`: the season's name in capitals with its year.
fn season(text: &Text, times: &Times, sentence: (usize, usize), at: usize) -> Option<String> {
    let start = last_in(&times.seasons, (sentence.0, at))?;
    let named =
        text.tokens[start + 1..sentence.1].iter().take(3).take_while(|t| t.word() && t.capital()).count();
    let end = start + 1 + named;
    let year =
        text.other_at(end).filter(|(why, _)| *why == NotFigure::Year).map_or(end, |(_, range)| range.1);
    Some(label(text, start, year))
}

fn starts_season(text: &Text, at: usize) -> bool {
    matches!(text.key(at), "vụ" | "mùa") && text.tokens.get(at + 1).is_some_and(|t| t.word() && t.capital())
}

fn starts_period(text: &Text, at: usize) -> bool {
    let next = || text.other_at(at + 1).map(|(why, _)| *why);
    match text.key(at) {
        "quý" => text
            .tokens
            .get(at + 1)
            .is_some_and(|t| matches!(t.key.as_str(), "i" | "ii" | "iii" | "iv") || next().is_some()),
        "năm" => next() == Some(NotFigure::Year),
        "tháng" => next() == Some(NotFigure::Period),
        _ if at > 0 && text.key(at - 1) == "tháng" => false,
        _ => text.other_at(at).is_some_and(|(why, range)| *why == NotFigure::Period && range.0 == at),
    }
}

/// `6 tháng đầu năm 2021`, `quý I`, `năm 2021`: the last one before the figure.
fn period(text: &Text, times: &Times, sentence: (usize, usize), at: usize) -> Option<String> {
    let start = last_in(&times.periods, (sentence.0, at))?;
    // `6 tháng đầu năm 2021` is met at its year first.
    let whole = (start.saturating_sub(4).max(sentence.0)..start).find(|i| {
        text.other_at(*i).is_some_and(|(why, r)| *why == NotFigure::Period && r.0 == *i)
            || text.key(*i) == "quý"
    });
    let start = whole.map_or(start, |i| {
        i - usize::from(i > sentence.0 && text.key(i - 1) == "tháng" && text.key(i) != "quý")
    });
    let mut end = start + 1;
    while end < at
        && (text.other_at(end).is_some()
            || matches!(text.key(end), "tháng" | "đầu" | "cuối" | "năm" | "i" | "ii" | "iii" | "iv" | "/"))
    {
        end += 1;
    }
    Some(label(text, start, end))
}
