//! Where one log is split into reference and production, and why it cannot be.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::calendar::{format_datetime, parse_datetime};

/// Where the reference ends and production begins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// Rows before a moment are the reference, those from it on are production.
    Time {
        /// The column of the moments; found by its name and content if it is not said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        column: Option<String>,
        /// The moment, in seconds since 1970-01-01T00:00:00Z.
        at: f64,
    },
    /// Rows with one of these values are the reference, all others are production.
    Value {
        /// The column.
        column: String,
        /// The values, as they are written.
        reference: Vec<String>,
    },
    /// The first rows are the reference, in the order of the files.
    Share {
        /// How many of them, above 0 and below 1.
        reference: f64,
    },
}

/// Why a data set cannot be split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SplitError {
    /// The words say no split.
    Unclear {
        /// The words.
        words: String,
    },
    /// There is no such column.
    NoColumn {
        /// Its name.
        name: String,
        /// Some that there are.
        known: Vec<String>,
    },
    /// No column holds moments.
    NoTime,
    /// One side would have no row.
    EmptySide {
        /// Whether it is the reference.
        is_reference: bool,
        /// How the split reads.
        split: String,
        /// What the column does hold.
        holds: String,
    },
}

impl FromStr for Split {
    type Err = SplitError;

    /// `COLUMN=VALUE` or `COLUMN=VALUE,VALUE`; `60%`; a moment such as `2013-07-01`, or `COLUMN@2013-07-01`.
    fn from_str(words: &str) -> Result<Self, SplitError> {
        let unclear = || SplitError::Unclear { words: words.to_owned() };
        let text = words.trim();
        if let Some(percent) = text.strip_suffix('%') {
            let share = percent.trim().parse::<f64>().map_err(|_| unclear())? / 100.0;
            return if share > 0.0 && share < 1.0 { Ok(Self::Share { reference: share }) } else { Err(unclear()) };
        }
        if let Some(at) = parse_datetime(text) {
            return Ok(Self::Time { column: None, at });
        }
        if let Some((column, values)) = text.split_once('=') {
            let reference = values.split(',').map(|value| value.trim().to_owned()).collect();
            return Ok(Self::Value { column: column.trim().to_owned(), reference });
        }
        let (column, at) = text.rsplit_once('@').ok_or_else(unclear)?;
        let at = parse_datetime(at.trim()).ok_or_else(unclear)?;
        Ok(Self::Time { column: Some(column.trim().to_owned()), at })
    }
}

impl Split {
    /// What each side holds, in words: the reference's first.
    pub fn words(&self) -> [String; 2] {
        match self {
            Self::Time { at, .. } => {
                let moment = format_datetime(*at).unwrap_or_else(|| at.to_string());
                [format!("before {moment}"), format!("from {moment} on")]
            }
            Self::Value { column, reference } => {
                let values = reference.join(", ");
                [format!("{column} is {values}"), format!("{column} is not {values}")]
            }
            Self::Share { reference } => {
                // Shares are chosen in whole percents, or nearly so.
                let percent = (reference * 1_000.0).round() / 10.0;
                [format!("the first {percent} % of rows"), format!("all after the first {percent} % of rows")]
            }
        }
    }

    /// The same for a split sample; `sample` describes it.
    pub fn words_of(&self, sample: Option<&str>) -> [String; 2] {
        self.words().map(|words| match sample {
            Some(sample) => format!("{words}, of {sample}"),
            None => words,
        })
    }
}

impl std::fmt::Display for SplitError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unclear { words } => write!(
                formatter,
                "A split is a time (2013-07-01), a value of a column (model_version=v1) or a share of rows (60%), not \
                 {words}"
            ),
            Self::NoColumn { name, known } => {
                write!(formatter, "The file has no column {name} to split it by. It has {}", known.join(", "))
            }
            Self::NoTime => formatter.write_str(
                "No column of the file holds timestamps to split it by: name one (COLUMN@2013-07-01), or split it by a value \
                 or by a share of rows",
            ),
            Self::EmptySide { is_reference, split, holds } => {
                let side = if *is_reference { "reference" } else { "production" };
                write!(formatter, "This split leaves the {side} ({split}) without rows: {holds}")
            }
        }
    }
}

impl std::error::Error for SplitError {}
