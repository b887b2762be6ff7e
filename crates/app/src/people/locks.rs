//! How long a sign-in must wait after wrong ones, and when an account has been idle too long.

use store::Attempt;

/// Seconds after which wrong tries are forgotten.
pub(crate) const REMEMBERED: i64 = 24 * 3600;
/// Wrong tries of one name from one address before it must wait.
const FREE: i64 = 5;
/// Seconds of the first wait; each further try doubles it.
const FIRST_WAIT: i64 = 60;
/// Seconds of the longest wait.
const LONGEST_WAIT: i64 = 3600;
/// Wrong tries of one name from all addresses together before every address must wait.
const FREE_OF_NAME: i64 = 50;
/// Wrong tries of all names from one address before it must wait: an office shares one.
const FREE_OF_ADDRESS: i64 = 200;

/// Seconds that a name must wait at an address: `of_name` are the wrong tries of the name, `from_address` those from the
/// address.
pub(crate) fn wait(address: &str, of_name: &[Attempt], from_address: &[Attempt], now: i64) -> i64 {
    let pair: Vec<&Attempt> = of_name.iter().filter(|a| a.address == address).collect();
    let table = [
        (pair, FREE),
        (of_name.iter().collect(), FREE_OF_NAME),
        (from_address.iter().collect(), FREE_OF_ADDRESS),
    ];
    table.into_iter().map(|(attempts, free)| left(&attempts, free, now)).max().unwrap_or(0)
}

fn left(attempts: &[&Attempt], free: i64, now: i64) -> i64 {
    let times: i64 = attempts.iter().map(|a| a.times).sum();
    let last = attempts.iter().map(|a| a.last_at).max().unwrap_or(0);
    if times < free {
        return 0;
    }
    let doubled = u32::try_from((times - free).min(10)).unwrap_or(0);
    let wait = (FIRST_WAIT << doubled).min(LONGEST_WAIT);
    (last + wait - now).max(0)
}

/// Whether somebody last seen at `seen_at` has been away for more than `days`.
pub(crate) fn idle(seen_at: Option<i64>, days: u32, now: i64) -> bool {
    seen_at.is_some_and(|seen| now - seen > i64::from(days) * 24 * 3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(address: &str, times: i64, last_at: i64) -> Attempt {
        Attempt { address: address.to_owned(), times, last_at }
    }

    #[test]
    fn a_name_waits_longer_with_every_wrong_try() {
        for (times, waited) in [(4, 0), (5, 60), (6, 120), (7, 240), (10, 1920), (11, 3600), (400, 3600)] {
            let tries = [attempt("x", times, 1000)];
            assert_eq!(wait("x", &tries, &[], 1000), waited, "{times}");
            assert_eq!(wait("x", &tries, &[], 1000 + waited), 0, "{times}");
        }
    }

    #[test]
    fn another_address_waits_only_when_many_try_the_name() {
        assert_eq!(wait("y", &[attempt("x", 9, 1000)], &[], 1000), 0);
        let many: Vec<Attempt> = (0..50).map(|n| attempt(&n.to_string(), 1, 1000)).collect();
        assert_eq!(wait("y", &many, &[], 1000), 60);
        let one_address: Vec<Attempt> = (0..200).map(|_| attempt("x", 1, 1000)).collect();
        assert_eq!(wait("x", &[], &one_address, 1000), 60);
    }

    #[test]
    fn forty_five_days_and_a_second() {
        let day = 24 * 3600;
        for (seen_at, locked) in [(None, false), (Some(0), true), (Some(1), false), (Some(46 * day), false)] {
            assert_eq!(idle(seen_at, 45, 45 * day + 1), locked, "{seen_at:?}");
        }
    }
}
