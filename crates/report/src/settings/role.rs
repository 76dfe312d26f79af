//! The role of a column.

use serde::{Deserialize, Serialize};

/// What a column is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An input of the model, or anything else.
    #[default]
    Feature,
    /// What the model answered.
    Prediction,
    /// How sure the model was.
    Confidence,
    /// What really happened.
    Target,
    /// When the record was made.
    Time,
    /// Which model answered.
    Version,
    /// How long the answer took.
    Latency,
    /// How the request went.
    Status,
    /// A group that people look at by itself.
    Segment,
    /// A key figure of the business: revenue, clicks, conversions.
    Kpi,
    /// The list, user or search that an item was ranked for.
    Query,
    /// Names the record.
    Identifier,
}

impl Role {
    /// Every role, in the order in which a person is offered them.
    pub const ALL: [Self; 12] = [
        Self::Feature,
        Self::Prediction,
        Self::Confidence,
        Self::Target,
        Self::Time,
        Self::Version,
        Self::Latency,
        Self::Status,
        Self::Segment,
        Self::Kpi,
        Self::Query,
        Self::Identifier,
    ];

    /// Whether columns with this role are read together, row by row, for what they show of the model and its service.
    pub fn is_joint(self) -> bool {
        !matches!(self, Self::Feature | Self::Identifier)
    }

    /// Its name in settings, and the word for a person.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Prediction => "prediction",
            Self::Confidence => "confidence",
            Self::Target => "target",
            Self::Time => "time",
            Self::Version => "version",
            Self::Latency => "latency",
            Self::Status => "status",
            Self::Segment => "segment",
            Self::Kpi => "kpi",
            Self::Query => "query",
            Self::Identifier => "identifier",
        }
    }
}
