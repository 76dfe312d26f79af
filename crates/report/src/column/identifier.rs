//! What a report holds of an identifier: how often values come again and how long they are.

use serde::{Deserialize, Serialize};

/// The values of an identifier on both sides. Their forms are the column's `categories`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IdentifierDrift {
    /// The reference's values.
    pub reference: IdentifierSide,
    /// Production's values.
    pub production: IdentifierSide,
}

/// The values of an identifier on one side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct IdentifierSide {
    /// How often the most frequent value occurs; nothing where only a profile was compared that does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_frequent: Option<u64>,
    /// Characters of the shortest string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortest: Option<u64>,
    /// The median number of characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median_length: Option<u64>,
    /// Characters of the longest string; 256 stands for 256 or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest: Option<u64>,
}
