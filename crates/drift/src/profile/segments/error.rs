//! Why rows cannot be counted by the values of a column.

use std::fmt;

use driftscope_present::numbers::name;
use driftscope_report::Kind;

use super::MOST_SEGMENTS;

/// Why a column makes no segments.
#[derive(Clone, Debug, PartialEq)]
pub enum SegmentError {
    /// The table has no such column.
    NoColumn {
        /// Its name.
        column: String,
        /// The columns that there are.
        known: Vec<String>,
    },
    /// Its values are none that rows can be grouped by.
    NoGroups {
        /// The column.
        column: String,
        /// What it holds.
        kind: Kind,
    },
    /// It holds numbers, and too many different ones.
    Numbers {
        /// The column.
        column: String,
    },
}

/// Columns that are named in a message.
const MOST_NAMED: usize = 20;

impl fmt::Display for SegmentError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoColumn { column, known } => {
                let names: Vec<String> = known.iter().take(MOST_NAMED).map(|known| name(known, 48)).collect();
                let more = if known.len() > MOST_NAMED { ", …" } else { "" };
                write!(formatter, "there is no column {}. Columns: {}{more}", name(column, 48), names.join(", "))
            }
            Self::NoGroups { column, kind } => write!(
                formatter,
                "the values of {} ({}) make no segments: choose a column of labels, truth values or few numbers",
                name(column, 48),
                kind.as_str()
            ),
            Self::Numbers { column } => write!(
                formatter,
                "{} has more than {MOST_SEGMENTS} different numbers: ranges of numbers are chosen over both sides, and a profile is of one. \
                 Choose a column of labels, truth values or few numbers",
                name(column, 48)
            ),
        }
    }
}

impl std::error::Error for SegmentError {}
