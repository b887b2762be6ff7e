//! Which passwords are too short or too simple.

use model::{Refusal, RefusalCode};

/// Letters of a password that stands alone (Nghị định 331/2026/NĐ-CP).
pub const ALONE: usize = 14;
/// Letters of a password with a second factor beside it.
pub const WITH_FACTOR: usize = 8;
/// Letters that must be left, and how many different ones, when all that is easily guessed is taken out.
const LEFT: (usize, usize) = (7, 5);
/// Keys in a row that count as one guess.
const IN_A_ROW: usize = 4;
/// Rows that people run their fingers along, both ways.
const ROWS: [&str; 5] = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// Whether the password may stand without a second factor.
pub fn is_long(password: &str) -> bool {
    password.chars().count() >= ALONE
}

/// Looks at a new password; `names` are the person's own: sign-in name, name, unit.
///
/// # Errors
/// `weak-password` with the least length, `simple-password`.
pub fn check(password: &str, names: &[&str], has_factor: bool) -> Result<(), Refusal> {
    let least = if has_factor { WITH_FACTOR } else { ALONE };
    if password.chars().count() < least {
        return Err(Refusal::of(RefusalCode::WeakPassword, least));
    }
    let left = unguessed(password, names);
    let mut different: Vec<char> = left.chars().collect();
    different.sort_unstable();
    different.dedup();
    let (letters, kinds) = LEFT;
    // A short password beside a second factor needs no more than its own length asks.
    let letters = letters.min(least - 2);
    match left.chars().count() >= letters && different.len() >= kinds {
        true => Ok(()),
        false => Err(RefusalCode::SimplePassword.into()),
    }
}

/// What is left of a password without common words, the person's names, years, keys in a row and repeated keys.
fn unguessed(password: &str, names: &[&str]) -> String {
    let plain =
        |text: &str| viet::fold::fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let mut left = plain(password);
    let own = names.iter().flat_map(|name| {
        let whole = std::iter::once(plain(name));
        whole.chain(name.split_whitespace().map(plain)).filter(|word| word.chars().count() >= 3)
    });
    let own: Vec<String> = own.collect();
    for word in own.iter().map(String::as_str).chain(catalogue::simple_words().iter().copied()) {
        left = left.replace(word, " ");
    }
    let mut kept = String::new();
    let chars: Vec<char> = left.chars().collect();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let rest = chars.get(at..).unwrap_or_default();
        match row(rest).max(repeated(rest)).max(year(rest)) {
            0 => {
                kept.extend((c != ' ').then_some(c));
                at += 1;
            }
            guessed => at += guessed,
        }
    }
    kept
}

/// Length of the run of neighbouring keys at the start; zero when it is too short to matter.
fn row(rest: &[char]) -> usize {
    let runs = ROWS.iter().flat_map(|keys| {
        let forth: Vec<char> = keys.chars().collect();
        let back: Vec<char> = keys.chars().rev().collect();
        [forth, back]
    });
    let length = |keys: Vec<char>| {
        let starts = (0..keys.len()).filter_map(|i| keys.get(i..));
        starts.map(|keys| keys.iter().zip(rest).take_while(|(a, b)| a == b).count()).max().unwrap_or(0)
    };
    runs.map(length).max().filter(|length| *length >= IN_A_ROW).unwrap_or(0)
}

/// Length of one key held down; zero when shorter than three.
fn repeated(rest: &[char]) -> usize {
    let length = rest.iter().take_while(|c| Some(*c) == rest.first()).count();
    if length >= 3 && rest.first() != Some(&' ') { length } else { 0 }
}

/// Four for a year of these two centuries.
fn year(rest: &[char]) -> usize {
    match rest {
        ['1', '9', a, b, ..] | ['2', '0', a, b, ..] if a.is_ascii_digit() && b.is_ascii_digit() => 4,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_passwords_are_refused() {
        let names = ["xanamkha", "Tòng Văn Phương", "xã Nậm Kha"];
        let simple = [
            "matkhau1234567",
            "Mat-Khau-123456",
            "aaaaaaaaaaaaaaaa",
            "12345678901234",
            "abcabcabcabcabc",
            "qwertyuiop2024",
            "namkha2026namkha",
            "tongvanphuong1990",
            "Password@123456",
            "98765432109876",
            "anhyeuem-anhyeuem",
            "UBND-huyen-2026!",
            "xanamkha@xanamkha",
        ];
        for password in simple {
            let refused = check(password, &names, false).map_err(|r| r.code);
            assert_eq!(refused, Err(RefusalCode::SimplePassword), "{password}");
        }
        let good = [
            "mot-mat-khau-rat-dai",
            "con trau gam co ben suoi",
            "ruộng bậc thang mùa nước đổ",
            "Kx7#mQ2$vL9@pT4!",
            "mat-khau-cua-can-bo-hai",
        ];
        for password in good {
            assert_eq!(check(password, &names, false), Ok(()), "{password}");
        }
    }

    #[test]
    fn a_second_factor_lets_a_password_be_shorter() {
        assert_eq!(check("suoi9#GamCo", &[], false).map_err(|r| r.detail), Err("14".to_owned()));
        assert_eq!(check("suoi9#GamCo", &[], true), Ok(()));
        assert_eq!(check("s9#Gam", &[], true).map_err(|r| r.detail), Err("8".to_owned()));
        assert_eq!(check("12345678", &[], true).map_err(|r| r.code), Err(RefusalCode::SimplePassword));
    }
}
