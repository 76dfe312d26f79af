//! The two sides of a comparison.

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

    /// The word for a person, and for test identifiers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reference => "reference",
            Self::Production => "production",
        }
    }
}
