//! Items one below the other, and the sentence that heads them.

use super::super::text::Text;

/// What an item opens with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `-`, `+`
    Sign(char),
    /// `a)`, `1.`, `(1)`, by the sort of label and the sign behind it.
    Label(bool, char),
    /// Nothing, below a colon.
    None,
}

/// Lists open one within another.
struct Open {
    mark: Mark,
    head: Option<usize>,
}

/// For every sentence that opens an item, the last sentence of the paragraph above the list when it announces one.
pub(super) fn heads(text: &Text) -> Vec<Option<usize>> {
    let mut heads = vec![None; text.sentences.len()];
    let opening: Vec<usize> =
        (0..text.sentences.len()).filter(|s| text.tokens[text.sentences[*s].0].opens).collect();
    let mut open: Vec<Open> = Vec::new();
    for (n, first) in opening.iter().enumerate() {
        let above = first.checked_sub(1);
        let ends = |s: usize, sign: &str| text.tokens[text.sentences[s].1 - 1].is(sign);
        let announced = above.filter(|above| ends(*above, ":"));
        let mark = match mark(text, text.sentences[*first].0) {
            Mark::None => {
                // Lines without signs are items from the colon to the first that ends with a stop.
                let goes_on = above.is_some_and(|above| ends(above, ";") || ends(above, ","));
                if announced.is_none()
                    && !(goes_on && open.last().is_some_and(|list| list.mark == Mark::None))
                {
                    open.clear();
                    continue;
                }
                Mark::None
            }
            mark => mark,
        };
        match open
            .iter()
            .rposition(|list| list.mark == mark)
            .filter(|_| announced.is_none() || mark != Mark::None)
        {
            Some(at) => open.truncate(at + 1),
            None => open.push(Open { mark, head: announced.filter(|_| n > 0) }),
        }
        heads[*first] = open.last().and_then(|list| list.head);
    }
    heads
}

fn mark(text: &Text, at: usize) -> Mark {
    let token = |i: usize| text.tokens.get(at + i);
    let sign = |i: usize| token(i).filter(|t| !t.word() && !t.number()).and_then(|t| t.text().chars().next());
    match (sign(0), sign(1)) {
        (Some('-' | '–' | '—' | '−'), _) => Mark::Sign('-'),
        (Some(c @ ('+' | '*' | '•' | '·' | '\u{f0b7}')), _) => Mark::Sign(c),
        (Some('('), _) if sign(2) == Some(')') => Mark::Label(token(1).is_some_and(|t| t.number()), '('),
        (None, Some(c @ (')' | '.' | '/'))) if token(0).is_some_and(|t| t.text().chars().count() <= 2) => {
            Mark::Label(token(0).is_some_and(|t| t.number()), c)
        }
        _ => Mark::None,
    }
}
