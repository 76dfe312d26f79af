//! What a worker must know of the columns that another one holds.

use serde::{Deserialize, Serialize};

/// What is known about the roles of all columns, once a first report is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownRoles {
    /// The time column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Columns are needed as levels.
    #[serde(default)]
    pub needs_levels: bool,
}
