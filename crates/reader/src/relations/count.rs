//! A number of things and the list of them: `02 công ty (công ty A và công ty B)`.

use super::view::{Class, Figure, Span, View};
use model::{Decimal, Relation, RelationKind, Strength};

/// Longer lists are counted wrongly too easily.
const MOST: usize = 30;

/// Counts that come out right; one that does not only where the list is plainly of names or numbered.
pub(super) fn counts(view: &View<'_>) -> Vec<Relation> {
    let counted = view.figures.iter().filter(|f| f.adds_up() && matches!(f.class, Class::Counted(_)));
    counted.filter_map(|figure| count(view, figure)).collect()
}

fn count(view: &View<'_>, figure: &Figure<'_>) -> Option<Relation> {
    let number = whole_number(figure).filter(|n| (2..=MOST).contains(n))?;
    let list = bracket_after(view, figure)
        .or_else(|| colon_after(view, figure))
        .or_else(|| note_of(view, figure))?;
    let text = view.text(&list);
    let listed = Listed::of(text, place_noun(figure));
    let inside: Vec<&Figure<'_>> = view.within(&list).filter_map(|at| view.figure_at(at)).collect();
    // Amounts among the items make commas part something else than items.
    if !listed.sure && inside.iter().any(|f| f.adds_up()) {
        return None;
    }
    let told = |items: usize, holds: bool| Relation {
        kind: RelationKind::Count,
        members: std::iter::once(&figure).chain(&inside).map(|f| f.fact.id.clone()).collect(),
        holds,
        strength: Strength::Stated,
        expression: format!("{} {} {items} mục được liệt kê", figure.print(), if holds { "=" } else { "≠" }),
    };
    match listed {
        Listed { fewest, most, .. } if (fewest..=most).contains(&number) => Some(told(number, true)),
        Listed { fewest, most, sure: true } if fewest == most && fewest >= 2 => Some(told(fewest, false)),
        Listed { .. } => None,
    }
}

/// How many items a text lists.
struct Listed {
    fewest: usize,
    most: usize,
    /// Whether the items can be told apart beyond doubt.
    sure: bool,
}

impl Listed {
    fn of(text: &str, place: Option<&str>) -> Self {
        let text = text.trim().trim_end_matches(['.', ',', ';']);
        let open = ["…", "...", "v.v", " khác", "chủ yếu", "trong đó", "nhất là"]
            .iter()
            .any(|word| text.contains(word));
        let numbered = (1..=MOST).take_while(|n| text.contains(&format!("({n})"))).count();
        if numbered >= 2 {
            return Self { fewest: numbered, most: numbered, sure: !open };
        }
        let semicolons = 1 + text.matches(';').count();
        if semicolons > 1 {
            return Self { fewest: semicolons, most: semicolons, sure: false };
        }
        // Commas part items; `và` parts items or stands inside one.
        let commas = 1 + text.matches(", ").count();
        let most = commas + format!(" {text} ").matches(" và ").count();
        let items: Vec<&str> = text.split(", ").flat_map(|item| item.split(" và ")).map(str::trim).collect();
        let names = place.is_some_and(|noun| items.iter().all(|item| is_name_of(item, noun)));
        Self { fewest: if names { most } else { commas }, most, sure: names && !open }
    }
}

/// Nouns of places that reports count and then name.
const PLACES: [&str; 12] =
    ["xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "tỉnh", "thôn", "bản", "ấp", "làng", "đặc khu"];

fn place_noun(figure: &Figure<'_>) -> Option<&'static str> {
    let unit = figure.fact.unit.as_deref().map(viet::fold::key).unwrap_or_default();
    PLACES.iter().find(|noun| unit == **noun).copied()
}

/// `xã An Lạc`, `An Lạc`, `An Lạc 61,2%`: at most the counted noun, then capitals, then at most an amount.
fn is_name_of(item: &str, noun: &str) -> bool {
    let item = item.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default().trim_end();
    let named = item.to_lowercase().starts_with(&format!("{noun} "));
    let name: String = item.chars().skip(if named { noun.chars().count() + 1 } else { 0 }).collect();
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..=4).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

fn whole_number(figure: &Figure<'_>) -> Option<usize> {
    let value = figure.fact.value.value();
    let plain =
        value.fract() == Decimal::ZERO && figure.fact.denominator.is_none() && figure.fact.approx.is_none();
    usize::try_from(value).ok().filter(|_| plain)
}

/// A bracket that opens after the counted noun, before the next stop.
fn bracket_after(view: &View<'_>, figure: &Figure<'_>) -> Option<Span> {
    let next = view.brackets.partition_point(|(span, _)| span.start <= figure.fact.end);
    let (span, _) = view.brackets.iter().skip(next).find(|(_, around)| *around == figure.bracket)?;
    let between = view.text(&(figure.fact.end..span.start));
    let plain = between.chars().count() <= 40
        && !between.contains([';', '.', ':'])
        && !between.chars().any(|c| c.is_ascii_digit());
    plain.then(|| span.clone())
}

/// `02 công ty: A và B`.
fn colon_after(view: &View<'_>, figure: &Figure<'_>) -> Option<Span> {
    let limit = figure.bracket.and_then(|at| view.brackets.get(at)).map_or_else(
        || view.sentence(figure.sentence).map_or(figure.fact.end, |span| span.end),
        |(span, _)| span.end,
    );
    let after = view.text(&(figure.fact.end..limit));
    let colon = after.chars().position(|c| c == ':')?;
    let between: String = after.chars().take(colon).collect();
    let said =
        !between.contains([';', '.']) && (!between.contains(',') || between.trim_end().ends_with("gồm"));
    (colon <= 60 && said).then_some(figure.fact.end + colon + 1..limit)
}

/// The footnote at the end of the figure's sentence lists by semicolons.
fn note_of(view: &View<'_>, figure: &Figure<'_>) -> Option<Span> {
    let end = view.sentence(figure.sentence)?.end;
    let start = figure.fact.end;
    let at = view.figures.partition_point(|f| f.fact.start <= start);
    let next = view.figure_at(at).map_or(usize::MAX, |f| f.fact.start);
    let note = view
        .source
        .notes
        .iter()
        .find(|note| note.anchor.is_some_and(|at| at >= start && at <= end && at <= next))?;
    let text = view.text(&(note.start..note.end));
    text.contains(';').then_some(note.start..note.end)
}
