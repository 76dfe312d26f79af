//! The units of windows of time: hour, day, week, month.

use serde::{Deserialize, Serialize};

use crate::calendar::{civil_from_days, days_from_civil};

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Timestamps farther from 1970, some thirty thousand years, are in no window.
const FARTHEST: f64 = 1e12;

/// How long a window is, the shortest first. Windows begin by UTC, weeks on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WindowUnit {
    /// From a full hour to the next.
    Hour,
    /// From midnight to midnight.
    Day,
    /// From Monday to Sunday.
    Week,
    /// From the first of a month to the last.
    Month,
}

impl WindowUnit {
    /// All of them with their names, the shortest first.
    pub const ALL: [(&'static str, Self); 4] =
        [("hour", Self::Hour), ("day", Self::Day), ("week", Self::Week), ("month", Self::Month)];

    /// The unit with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, unit)| unit)
    }

    /// Its name.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, unit)| *unit == self).map_or("", |(name, _)| name)
    }

    /// When the window of a timestamp begins, both in seconds since 1970. `None` for timestamps too far away.
    pub fn start(self, timestamp: f64) -> Option<i64> {
        // Written so that NaN has none.
        let is_near = timestamp.abs() < FARTHEST;
        if !is_near {
            return None;
        }
        let second = timestamp.floor() as i64;
        let day = second.div_euclid(DAY);
        Some(match self {
            Self::Hour => second.div_euclid(3_600) * 3_600,
            Self::Day => day * DAY,
            // The first of January 1970 was a Thursday.
            Self::Week => ((day + 3).div_euclid(7) * 7 - 3) * DAY,
            Self::Month => {
                let (year, month, _) = civil_from_days(day);
                days_from_civil(year, month, 1) * DAY
            }
        })
    }

    /// When the window that begins then ends, which is when the next begins.
    pub fn end(self, start: i64) -> i64 {
        match self {
            Self::Hour => start + 3_600,
            Self::Day => start + DAY,
            Self::Week => start + 7 * DAY,
            Self::Month => {
                let (year, month, _) = civil_from_days(start.div_euclid(DAY));
                let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
                days_from_civil(year, month, 1) * DAY
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::parse_datetime;

    fn second(text: &str) -> i64 {
        parse_datetime(text).unwrap() as i64
    }

    #[test]
    fn windows_begin_by_the_calendar_and_follow_each_other() {
        let timestamp = parse_datetime("2024-02-29T23:15:00Z").unwrap();
        for (unit, start, end) in [
            (WindowUnit::Hour, "2024-02-29T23:00:00Z", "2024-03-01"),
            (WindowUnit::Day, "2024-02-29", "2024-03-01"),
            (WindowUnit::Week, "2024-02-26", "2024-03-04"),
            (WindowUnit::Month, "2024-02-01", "2024-03-01"),
        ] {
            let found = unit.start(timestamp).unwrap();
            assert_eq!((found, unit.end(found)), (second(start), second(end)), "{unit:?}");
        }
        // From before 1970 to after it, no second is in two windows or in none.
        for (_, unit) in WindowUnit::ALL {
            let mut start = unit.start(-1e9).unwrap();
            for _ in 0..1_000 {
                let end = unit.end(start);
                assert_eq!(unit.start(end as f64), Some(end));
                assert_eq!(unit.start(end as f64 - 0.5), Some(start));
                start = end;
            }
        }
        assert_eq!(WindowUnit::Month.end(second("2023-12-01")), second("2024-01-01"));
    }

    #[test]
    fn timestamps_too_far_away_are_in_no_window() {
        for timestamp in [f64::NAN, f64::INFINITY, -1e300, 1e12] {
            assert_eq!(WindowUnit::Month.start(timestamp), None);
        }
        for (_, unit) in WindowUnit::ALL {
            let last = unit.start(9.99e11).unwrap();
            assert!(unit.end(last) > last && unit.start(-9.99e11).is_some());
        }
    }
}
