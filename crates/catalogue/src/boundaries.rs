//! Boundaries of administrative units, for maps.

use model::Date;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Closed rings of longitude and latitude in thousandths of a degree; what lies within an odd number of them is the unit.
pub type Boundary = Vec<Vec<(i32, i32)>>;

/// Since when the shipped boundaries hold: the two-tier reform. Codes of before name other areas.
const SINCE: Date = Date::constant(2025, 7, 1);

const FILES: [&str; 2] = [
    include_str!("../../../catalogue/boundaries/provinces.txt"),
    include_str!("../../../catalogue/boundaries/communes.txt"),
];
/// Of before: all provinces, and the communes of Lai Châu.
const FORMER: [&str; 2] = [
    include_str!("../../../catalogue/boundaries/provinces-before-2025-07.txt"),
    include_str!("../../../catalogue/boundaries/lai-chau-before-2025-07.txt"),
];

/// The boundary of the unit that bore an official code on a day; none where it is not known.
pub fn boundary(code: &str, day: Date) -> Option<Boundary> {
    type Lines = BTreeMap<&'static str, &'static str>;
    static LINES: OnceLock<[Lines; 2]> = OnceLock::new();
    let [now, then] =
        LINES.get_or_init(|| [FILES, FORMER].map(|files| files.into_iter().flat_map(lines).collect()));
    let lines = if day < SINCE { then } else { now };
    lines.get(code).map(|rings| decoded(rings))
}

/// Code and rings of every line.
pub(crate) fn lines(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '))
}

/// Rings as the files write them: each point as the difference to the one before.
pub(crate) fn decoded(rings: &str) -> Boundary {
    rings.split(' ').map(ring).collect()
}

fn ring(text: &str) -> Vec<(i32, i32)> {
    let mut signs = text.bytes();
    let mut points = Vec::new();
    let (mut x, mut y) = (0_i32, 0_i32);
    while let Some((right, up)) = number(&mut signs).zip(number(&mut signs)) {
        (x, y) = (x.saturating_add(right), y.saturating_add(up));
        points.push((x, y));
    }
    points
}

/// Five bits a letter, the lowest first; the last bit says the sign.
fn number(signs: &mut impl Iterator<Item = u8>) -> Option<i32> {
    let mut bits = 0_i64;
    for place in 0..7 {
        let sign = signs.next()?.checked_sub(b'?')?;
        bits |= i64::from(sign & 31) << (5 * place);
        if sign < 32 {
            break;
        }
    }
    let size = i32::try_from((bits + 1) / 2).ok()?;
    Some(if bits % 2 == 0 { size } else { -size })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = Date::constant(2026, 1, 1);

    #[test]
    fn every_unit_of_today_has_a_boundary_in_the_country() {
        let counts = [FILES, FORMER].map(|files| files.map(|file| lines(file).count()));
        assert_eq!(counts, [[34, 3321], [63, 106]]);
        for (code, rings) in FILES.into_iter().chain(FORMER).flat_map(lines) {
            let boundary = decoded(rings);
            assert!(boundary.iter().all(|ring| ring.len() >= 3), "{code}");
            let within = |(x, y): &(i32, i32)| (102_000..118_000).contains(x) && (6_000..24_000).contains(y);
            assert!(boundary.iter().flatten().all(within), "{code}");
        }
        // Hoàng Sa and Trường Sa.
        assert!(boundary("20333", TODAY).is_some() && boundary("22736", TODAY).is_some());
    }

    #[test]
    fn a_code_of_before_the_reform_has_its_own() {
        let before = Date::constant(2025, 6, 30);
        // Old Ta Gia had the code of new Khoen On, which is larger.
        assert!(boundary("03640", TODAY).is_some() && boundary("03640", before) != boundary("03640", TODAY));
        assert!(boundary("00008", TODAY).is_some() && boundary("00008", before).is_none());
        assert!(boundary("nowhere", TODAY).is_none());
    }

    #[test]
    fn numbers_are_read_as_they_were_written() {
        let read = |text: &str| number(&mut text.bytes());
        for (text, value) in [("?", 0), ("A", 1), ("@", -1), ("]", 15), ("_@", 16), ("", 0)] {
            assert_eq!(read(text), (!text.is_empty()).then_some(value), "{text}");
        }
        assert_eq!(read(" "), None);
    }
}
