//! A bar of a column's chart, which a person asks about: what else differs in its rows?

use serde::{Deserialize, Serialize};

use crate::Kind;

/// With fewer rows in a bar, or outside of it, nothing is compared.
pub const FEWEST_ROWS_OF_A_BAR: u64 = 10;

/// A bar of a column's chart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The column.
    pub column: String,
    /// What it was described as.
    pub kind: Kind,
    /// The values in the bar.
    pub values: BarValues,
}

/// The values in a bar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarValues {
    /// Numbers, or moments in seconds since 1970.
    Between {
        /// The smallest.
        from: f64,
        /// The first beyond them.
        to: f64,
        /// Whether `to` is in the bar, as it is in the last one.
        is_last: bool,
    },
    /// One label of a category or boolean column.
    Label(String),
    /// None: the rows that lack a value.
    Missing,
}

impl BarValues {
    /// Whether a number is in the bar.
    pub fn holds(&self, value: f64) -> bool {
        match *self {
            Self::Between { from, to, is_last } => (from <= value && value < to) || (is_last && value == to),
            Self::Label(_) | Self::Missing => false,
        }
    }
}
