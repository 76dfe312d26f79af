//! The kind of a column.

use serde::{Deserialize, Serialize};

/// What a column holds, decided over both data sets together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Numbers on a scale.
    #[default]
    Numeric,
    /// One of a limited set of values.
    Category,
    /// True or false.
    Boolean,
    /// Moments in time.
    Datetime,
    /// Times of the day, on a circle of 24 hours.
    #[serde(rename = "time_of_day")]
    TimeOfDay,
    /// Free text.
    Text,
    /// Lists of labels, of which a row may have several.
    Tags,
    /// Lists of many numbers, such as embeddings, compared as a whole.
    Vector,
    /// A value that names its row, or nearly so.
    Identifier,
    /// One value, or none, on both sides.
    Constant,
}

impl Kind {
    /// The word for a person.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Numeric => "numeric",
            Self::Category => "category",
            Self::Boolean => "boolean",
            Self::Datetime => "date-time",
            Self::TimeOfDay => "time of day",
            Self::Text => "text",
            Self::Tags => "tags",
            Self::Vector => "vector",
            Self::Identifier => "identifier",
            Self::Constant => "constant",
        }
    }
}
