//! Days of the Gregorian calendar, counted so that they can be added and told by their weekday.

use std::fmt;

/// A day, as the number of days since 1 March of the year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(i64);

impl Day {
    /// The day of a year from 1 to 9999, if there is such a day.
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let real = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=days_of(year, month)).contains(&day);
        real.then(|| Self::counted(year, month, day))
    }

    /// A date as ISO 8601 has it: `2025-08-14`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-').map(|part| part.parse().ok());
        Self::new(parts.next()??, parts.next()??, parts.next()??)
    }

    fn counted(year: i64, month: i64, day: i64) -> Self {
        // Years that begin in March have the leap day at their end.
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        Day(365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (153 * month + 2) / 5 + day - 1)
    }

    /// Year, month and day.
    pub(super) fn date(self) -> (i64, i64, i64) {
        let mut year = (10_000 * self.0 + 14_780).div_euclid(3_652_425);
        let first = |year: i64| 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        if self.0 < first(year) {
            year -= 1;
        }
        let rest = self.0 - first(year);
        let month = (5 * rest + 2) / 153;
        let day = rest - (153 * month + 2) / 5 + 1;
        if month < 10 {
            (year, month + 3, day)
        } else {
            (year + 1, month - 9, day)
        }
    }

    /// 0 for Monday, 6 for Sunday.
    pub(super) fn weekday(self) -> i64 {
        (self.0 + 2).rem_euclid(7)
    }

    /// So many days later.
    pub(super) fn plus(self, days: i64) -> Self {
        Day(self.0 + days)
    }

    /// Days from `other` to this.
    pub(super) fn since(self, other: Self) -> i64 {
        self.0 - other.0
    }

    /// So many months later, or the last day of that month if it is shorter.
    pub(super) fn plus_months(self, months: i64) -> Option<Self> {
        let (year, month, day) = self.date();
        let all = year * 12 + month - 1 + months;
        let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
        Self::new(year, month, day.min(days_of(year, month)))
    }

    /// The last day of a month.
    pub(super) fn last_of(year: i64, month: i64) -> Option<Self> {
        Self::new(year, month, days_of(year, month))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, form: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        write!(form, "{year:04}-{month:02}-{day:02}")
    }
}

fn days_of(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_what_it_was_made_of() {
        let mut expected = Day::new(1, 1, 1).unwrap();
        for year in 1..=2400 {
            for month in 1..=12 {
                for day in 1..=days_of(year, month) {
                    let found = Day::new(year, month, day).unwrap();
                    assert_eq!((found, found.date()), (expected, (year, month, day)));
                    expected = expected.plus(1);
                }
            }
        }
    }

    #[test]
    fn weekdays_and_months_are_told() {
        let day = Day::parse("2025-08-14").unwrap();
        assert_eq!(day.weekday(), 3);
        assert_eq!(Day::parse("2024-01-31").unwrap().plus_months(1).unwrap().to_string(), "2024-02-29");
        assert_eq!(Day::parse("2025-12-31").unwrap().plus(1).to_string(), "2026-01-01");
        assert!(Day::parse("2025-02-29").is_none() && Day::parse("x").is_none() && Day::parse("2025-08").is_none());
    }
}
