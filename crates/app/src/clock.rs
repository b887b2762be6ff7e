//! The clock of the shell. The demo runs in its own time, so that its round is neither over nor far away.

use jiff::{SignedDuration, Timestamp, civil, tz};

/// Hours that Vietnam is ahead of UTC.
pub(crate) const HOURS: i8 = 7;

/// Tells the time.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    ahead: SignedDuration,
}

impl Clock {
    /// The real time.
    pub fn real() -> Self {
        Self { ahead: SignedDuration::ZERO }
    }

    /// A clock that shows `day`, eight in the morning, now, and goes on from there.
    pub fn starting_on(day: civil::Date) -> Self {
        let zone = tz::TimeZone::fixed(tz::offset(HOURS));
        let shown =
            day.at(8, 0, 0, 0).to_zoned_datetime(zone).map_or_else(|_| Timestamp::now(), |z| z.timestamp());
        Self { ahead: shown.duration_since(Timestamp::now()) }
    }

    /// The same clock, or one that goes on from `last` where it would show an earlier time: a ledger's time never
    /// runs backwards.
    pub fn not_before(self, last: Option<&str>) -> Self {
        let last: Option<Timestamp> = last.and_then(|t| t.parse().ok());
        match last {
            Some(last) if last > self.now() => Self { ahead: last.duration_since(Timestamp::now()) },
            _ => self,
        }
    }

    /// Now.
    pub fn now(self) -> Timestamp {
        let now = Timestamp::now();
        now.checked_add(self.ahead).unwrap_or(now)
    }

    /// Now, RFC 3339 in UTC, to the second.
    pub fn stamp(self) -> String {
        let now = self.now();
        Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
    }

    /// As [`Clock::stamp`], but never before `last`, wherever the machine's clock was put meanwhile.
    pub fn stamp_after(self, last: Option<&str>) -> String {
        let stamp = self.stamp();
        match last {
            Some(last) if last > stamp.as_str() => last.to_owned(),
            _ => stamp,
        }
    }

    /// The hour of the day in Vietnam.
    pub fn hour(self) -> i8 {
        self.now().to_zoned_datetime(tz::TimeZone::fixed(tz::offset(HOURS))).hour()
    }

    /// Today in Vietnam.
    pub fn today(self) -> civil::Date {
        self.now().to_zoned_datetime(tz::TimeZone::fixed(tz::offset(HOURS))).date()
    }
}

/// A time in RFC 3339 as people in Vietnam read it: `30/11/2026 13:34`; empty for anything else.
pub fn local_moment(at: &str) -> String {
    let Ok(at) = at.parse::<jiff::Timestamp>() else { return String::new() };
    let shown = jiff::tz::offset(HOURS).to_datetime(at);
    format!("{} {:02}:{:02}", viet::date::format(shown.date()), shown.hour(), shown.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_never_run_backwards_wherever_the_clock_is_put() {
        let clock = Clock::real();
        let now = clock.stamp_after(None);
        assert_eq!(clock.stamp_after(Some("2021-01-01T00:00:00Z")).len(), now.len());
        assert!(clock.stamp_after(Some("2021-01-01T00:00:00Z")) >= now);
        // The machine's clock was put back after an entry was written: the next one is as late as that.
        assert_eq!(clock.stamp_after(Some("2199-01-01T00:00:00Z")), "2199-01-01T00:00:00Z");
        // A program that starts then goes on from there.
        let later = clock.not_before(Some("2199-01-01T00:00:00Z"));
        assert!(later.stamp().as_str() >= "2199-01-01T00:00:00Z");
    }
}
