//! Rows of numbers: a line of figures without units takes them from the heading above it.

use std::collections::BTreeMap;
use viet::quantity::Quantity;
use viet::token::Token;

/// Lines above a row that may head its table.
const REACH: usize = 12;

/// A column as its heading prints it.
struct Column {
    label: String,
    unit: String,
}

/// Gives the figures of number rows the units that the table's heading prints in brackets or after
/// `Đơn vị tính:`. Returns the heading words by the figure's first token.
pub(super) fn set_units(tokens: &[Token], figures: &mut [Quantity]) -> BTreeMap<usize, String> {
    let lines = lines(tokens);
    let mut labels = BTreeMap::new();
    let mut done = 0;
    for (n, line) in lines.iter().enumerate() {
        let from = done + figures[done..].partition_point(|q| q.tokens.0 < line.0);
        let to = from + figures[from..].partition_point(|q| q.tokens.0 < line.1);
        done = to;
        let row = &mut figures[from..to];
        if row.len() < 2 || row.iter().any(|q| q.unit.is_some()) || !is_row(&tokens[line.0..line.1]) {
            continue;
        }
        let above = lines[n.saturating_sub(REACH)..n].iter().rev();
        let mut heading: Vec<Column> = Vec::new();
        for l in above.filter(|l| !is_row(&tokens[l.0..l.1])).take(3) {
            heading.splice(0..0, columns(&tokens[l.0..l.1]));
        }
        for (i, column) in assign(row, &heading).into_iter().enumerate() {
            if let Some(column) = column {
                labels.insert(row[i].tokens.0, column.label.clone());
            }
        }
    }
    labels
}

/// One column for all, one for each figure, or by looks: a share has decimals and is at most 100.
fn assign<'a>(row: &mut [Quantity], columns: &'a [Column]) -> Vec<Option<&'a Column>> {
    let looks_share = |q: &Quantity| q.value.decimals() > 0 && q.value.value() <= 100.into();
    let fits = |(q, c): (&Quantity, &Column)| c.unit != "%" || q.value.decimals() > 0;
    let counted =
        |(q, c): (&Quantity, &Column)| !viet::measure_unit::is_counted(&c.unit) || q.value.decimals() == 0;
    let pairs = || row.iter().zip(columns);
    let one_each = columns.len() == row.len() && pairs().all(fits) && pairs().all(counted);
    let (mut shares, mut amounts) = (0, 0);
    let mut chosen = Vec::with_capacity(row.len());
    for (i, quantity) in row.iter_mut().enumerate() {
        let share = looks_share(quantity) && columns.iter().any(|c| c.unit == "%");
        let nth = if share { &mut shares } else { &mut amounts };
        let alike = || columns.iter().filter(|c| (c.unit == "%") == share);
        let column = match columns {
            [only] => Some(only),
            _ if one_each => columns.get(i),
            _ => alike().nth(*nth).or_else(|| alike().next_back()),
        };
        *nth += 1;
        quantity.unit = column.map(|c| c.unit.clone());
        quantity.known_unit = one_each || columns.len() == 1;
        chosen.push(column);
    }
    chosen
}

/// Token ranges of the lines.
fn lines(tokens: &[Token]) -> Vec<(usize, usize)> {
    let starts: Vec<usize> = (0..tokens.len()).filter(|i| tokens[*i].line_start).collect();
    let ends = starts.iter().skip(1).copied().chain([tokens.len()]);
    starts.iter().copied().zip(ends).collect()
}

/// Nothing but numbers, or a short label and then at least two numbers.
fn is_row(line: &[Token]) -> bool {
    let label = line.iter().take_while(|t| !t.number()).count();
    let numbers = &line[label..];
    label <= 6 && numbers.len() >= 2 && numbers.iter().all(|t| t.number() || t.is("-"))
}

/// `Dân số (người) Tỷ lệ (%)`, `Đơn vị tính: tỷ đồng`: the units of a heading line with the words before them.
fn columns(tokens: &[Token]) -> Vec<Column> {
    let mut out = Vec::new();
    let mut label_from = 0;
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map_or("", |i| tokens[i].key.as_str());
        let stated = token.is(":") && matches!(before, "tính" | "vị" | "đvt");
        if !token.is("(") && !stated {
            continue;
        }
        let inside =
            tokens[at + 1..].iter().take(6).take_while(|t| !t.is(")") && !t.is(",") && !t.line_start);
        let inside: Vec<&str> = inside.map(|t| t.text.as_str()).collect();
        let unit = inside.join(" ").replace(" / ", "/");
        if viet::measure_unit::lookup(&unit).is_some() {
            let label = if stated { String::new() } else { viet::quantity::printed(&tokens[label_from..at]) };
            label_from = (at + 2 + inside.len()).min(tokens.len());
            out.push(Column { label, unit });
        }
    }
    out
}
