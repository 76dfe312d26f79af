//! Groups the rows of a data set by the hour, day, week or month of its time column.
//!
//! ```
//! use driftscope_table::{ReadOptions, TableReader, WindowBy, windows};
//!
//! let mut reader = TableReader::new(ReadOptions::default());
//! reader.begin_file("log.jsonl");
//! reader.feed(b"{\"at\":\"2024-02-29T23:59:59Z\"}\n{\"at\":\"2024-03-01\"}\n{\"at\":null}\n{\"at\":\"2024-02-01\"}\n");
//! let table = reader.finish()?;
//! let by: WindowBy = "at@month".parse()?;
//! let found = windows(&table, &by)?;
//! let rows: Vec<usize> = found.parts.iter().map(|(_, rows)| rows.len()).collect();
//! // Those without a timestamp first.
//! assert_eq!(rows, [1, 2, 1]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::typing::{civil_from_days, days_from_civil};
use crate::{Column, Table, time_columns, timestamps};

/// The most windows of a data set: a year of days, or two weeks of hours.
pub const MOST_WINDOWS: usize = 400;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// Timestamps farther from 1970, some thirty thousand years, are in no window.
const FARTHEST: f64 = 1e12;

/// How long a window is. Windows begin by UTC, weeks on Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// By which column, and how long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowBy {
    /// The column of the timestamps; found by its name and content if it is not said.
    pub column: Option<String>,
    /// How long a window is.
    pub unit: WindowUnit,
}

/// The rows of each window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WindowedRows {
    /// The column that was gone by.
    pub column: String,
    /// When each window begins, in seconds since 1970, and its rows in their order; `None` is that of rows without a timestamp. In
    /// the order of time.
    pub parts: Vec<(Option<i64>, Vec<usize>)>,
}

/// Why a data set has no windows.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum WindowError {
    /// The words say no window.
    #[error("`{words}` is no window: say hour, day, week or month, or COLUMN@day")]
    Unclear {
        /// The words.
        words: String,
    },
    /// There is no such column.
    #[error("there is no column {name} to take windows of")]
    NoColumn {
        /// Its name.
        name: String,
    },
    /// No column holds timestamps.
    #[error(
        "no column holds timestamps, so there are no windows: name one, such as `created@day`, or leave out --window"
    )]
    NoTime,
    /// The column has no timestamp in it.
    #[error("the column {name} has no timestamp, so there are no windows")]
    NoTimestamp {
        /// Its name.
        name: String,
    },
    /// There would be more than [`MOST_WINDOWS`].
    #[error(
        "there are more than {MOST_WINDOWS} windows of one {}: take longer ones, or make a profile of each part of the data",
        unit.as_str()
    )]
    TooMany {
        /// How long they would be.
        unit: WindowUnit,
    },
}

impl WindowUnit {
    /// All of them with their names, the shortest first.
    pub const ALL: [(&'static str, Self); 4] =
        [("hour", Self::Hour), ("day", Self::Day), ("week", Self::Week), ("month", Self::Month)];

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

impl FromStr for WindowBy {
    type Err = WindowError;

    /// `day`, or `COLUMN@day`.
    fn from_str(words: &str) -> Result<Self, WindowError> {
        let (column, unit) = match words.trim().rsplit_once('@') {
            Some((column, unit)) => (Some(column.trim().to_owned()), unit.trim()),
            None => (None, words.trim()),
        };
        let unit = WindowUnit::ALL.into_iter().find(|(name, _)| *name == unit);
        let (_, unit) = unit.ok_or_else(|| WindowError::Unclear { words: words.to_owned() })?;
        Ok(Self { column, unit })
    }
}

/// Parts the rows of a table.
pub fn windows(table: &Table, by: &WindowBy) -> Result<WindowedRows, WindowError> {
    let column: &Column = match &by.column {
        Some(name) => table.column(name).ok_or_else(|| WindowError::NoColumn { name: name.clone() })?,
        None => time_columns(table).first().copied().ok_or(WindowError::NoTime)?,
    };
    let mut parts: BTreeMap<Option<i64>, Vec<usize>> = BTreeMap::new();
    for (row, timestamp) in timestamps(column).into_iter().enumerate() {
        parts.entry(timestamp.and_then(|timestamp| by.unit.start(timestamp))).or_default().push(row);
        if parts.len() > MOST_WINDOWS + 1 {
            return Err(WindowError::TooMany { unit: by.unit });
        }
    }
    if parts.keys().all(Option::is_none) {
        return Err(WindowError::NoTimestamp { name: column.name.clone() });
    }
    Ok(WindowedRows { column: column.name.clone(), parts: parts.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::typing::parse_datetime;

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

    #[test]
    fn words_say_the_column_and_the_length() {
        let by = |words: &str| words.parse::<WindowBy>();
        assert_eq!(by("week"), Ok(WindowBy { column: None, unit: WindowUnit::Week }));
        assert_eq!(by(" a@b@hour "), Ok(WindowBy { column: Some("a@b".to_owned()), unit: WindowUnit::Hour }));
        for words in ["", "year", "at@", "day@at"] {
            assert!(by(words).is_err_and(|error| error.to_string().contains("hour, day, week or month")), "{words}");
        }
    }
}
