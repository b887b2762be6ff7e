//! Words and phrases that stand twice, and not on purpose.

use super::finding;
use super::page::{Page, Word};
use model::{Severity, TextFinding};

/// Words that Vietnamese doubles on purpose, and names that are doubled words.
const REDUPLICATED: &str = "dần luôn song từ thường đều mãi ngày đời nhà người ngành hay xa gần rất từng năm tháng ba chôm cào chuồn \
    lần đêm chiều sáng hàng xanh đỏ trắng vàng tím đen nâu vừa nhẹ nhanh chậm cao thấp lâu sớm đông ít nhiều bìm le đa đu \
    lớp hết khăng nơi chốn cùng thật tạm hơi khá riêng chung mới cũ đầy thi quanh vòng phơi san sát ào rào ầm đùng lăm \
    trình kiền kền tê voi chăm rưng xa tương ngang thẳng sâu rộng dài ngắn tròn đúng sai mau gấp kỹ khe ngan cuốc";

/// Most words of a doubled phrase.
const PHRASE: usize = 4;

pub(super) fn words(page: &Page<'_>) -> Vec<TextFinding> {
    let words = &page.words;
    let mut found = Vec::new();
    let mut from = 0;
    while from < words.len() {
        let Some(length) = (1..=PHRASE).rev().find(|length| is_doubled(page, from, *length)) else {
            from += 1;
            continue;
        };
        let (first, last) = (words.get(from), words.get(from + 2 * length - 1));
        let middle = words.get(from + length - 1);
        if let (Some(first), Some(middle), Some(last)) = (first, middle, last) {
            let phrase = page.scalars.slice(first.start, middle.end);
            let says = format!("Lặp chữ “{phrase}”.");
            let at = (first.start, last.end);
            found.push(finding("doubled-words", Severity::Info, at, says, "Bỏ bớt chữ thừa."));
        }
        from += 2 * length;
    }
    found
}

/// Whether the `length` words at `from` stand there twice, and not on purpose.
fn is_doubled(page: &Page<'_>, from: usize, length: usize) -> bool {
    let words = &page.words;
    let (Some(a), Some(b)) = (words.get(from..from + length), words.get(from + length..from + 2 * length))
    else {
        return false;
    };
    let (Some(first), Some(second)) = (a.first(), b.first()) else { return false };
    let letters = |word: &Word<'_>| word.text.chars().all(viet::letter::is_letter);
    // Cheap before dear: most words differ from the one behind them.
    let same = first.form == second.form
        || (first.text.len() == second.text.len() && page.key(first) == page.key(second));
    let whole = || {
        let joined = a.iter().chain(b.iter().take(length - 1)).all(|word| word.joined());
        let within =
            !words.get(from + 1..from + 2 * length).unwrap_or_default().iter().any(|word| word.first);
        joined && within && a.iter().all(letters)
    };
    let rest = || a.iter().zip(b).skip(1).all(|(x, y)| page.key(x) == page.key(y));
    // Two columns of a letterhead come out as one line.
    let capitals = || !a.iter().any(|word| word.text.contains(char::is_lowercase));
    let native = || a.iter().all(|word| viet::syllable::is_syllable(word.text));
    same && whole()
        && rest()
        && native()
        && !capitals()
        && !(length == 1 && on_purpose(page, from))
        && !(length > 1 && is_noun_and_verb(page, from))
}

/// `cơ quan điều tra điều tra`: the agent is named by what it does.
fn is_noun_and_verb(page: &Page<'_>, at: usize) -> bool {
    const AGENTS: [&str; 9] = ["người", "bên", "viện", "quan", "tổ", "ban", "đội", "viên", "thẩm"];
    let first = page.words.get(at).map_or("", |word| page.key(word));
    let before = at.checked_sub(1).and_then(|at| page.words.get(at)).map_or("", |word| page.key(word));
    AGENTS.contains(&before) || AGENTS.contains(&first)
}

/// A reduplication, a name, or two words that meet: `phân công công tác`.
fn on_purpose(page: &Page<'_>, at: usize) -> bool {
    let (Some(first), Some(second)) = (page.words.get(at), page.words.get(at + 1)) else { return false };
    let known = REDUPLICATED.split_whitespace().any(|known| known == page.key(first));
    let name = first.capital() && second.capital();
    let next = page.words.get(at + 2).filter(|next| second.joined() && !next.first);
    // The second half begins a word of its own, as the list or the rest of the text knows.
    let before = at.checked_sub(1).and_then(|at| page.words.get(at)).filter(|_| !first.first);
    let meets = next.is_some_and(|next| {
        viet::compound::is(page.key(second), page.key(next)) || page.pair_elsewhere(before, second, next)
    });
    known || name || first.text.chars().count() == 1 || meets
}
