//! The two sides of a comparison.

use driftscope_report::{DataSet, Report};
use serde::{Deserialize, Serialize};

/// One of the two data sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Side {
    /// What the model was trained on, or a period that was good.
    Reference,
    /// What it sees now.
    Production,
}

impl Side {
    /// Both, in the order in which they are shown.
    pub const BOTH: [Self; 2] = [Self::Reference, Self::Production];

    /// 0 or 1.
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The other one.
    pub const fn other(self) -> Self {
        match self {
            Self::Reference => Self::Production,
            Self::Production => Self::Reference,
        }
    }

    /// What a report holds of this side.
    pub fn of(self, report: &Report) -> &DataSet {
        match self {
            Self::Reference => &report.reference,
            Self::Production => &report.production,
        }
    }

    /// The word at the beginning of a line.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Reference => "Reference",
            Self::Production => "Production",
        }
    }

    /// The word for a person, and for test identifiers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Production => "production",
        }
    }
}
