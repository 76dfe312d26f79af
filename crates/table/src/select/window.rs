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

use driftscope_report::WindowUnit;
use thiserror::Error;

use crate::{Column, Table, time_columns, timestamps};

/// The most windows of a data set: a year of days, or two weeks of hours.
pub const MOST_WINDOWS: usize = 400;

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

impl FromStr for WindowBy {
    type Err = WindowError;

    /// `day`, or `COLUMN@day`.
    fn from_str(words: &str) -> Result<Self, WindowError> {
        let (column, unit) = match words.trim().rsplit_once('@') {
            Some((column, unit)) => (Some(column.trim().to_owned()), unit.trim()),
            None => (None, words.trim()),
        };
        let unit = WindowUnit::named(unit).ok_or_else(|| WindowError::Unclear { words: words.to_owned() })?;
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
