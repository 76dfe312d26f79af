//! What a person wrote for the readers of a report: plain text, never markup.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A title, a summary, and notes on columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Notes {
    /// The title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What the reader should know.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// Notes on columns, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
}

impl Notes {
    /// The notes, if there are any.
    pub fn given(&self) -> Option<Self> {
        let is_empty = self.title.is_empty() && self.summary.is_empty() && self.columns.is_empty();
        (!is_empty).then(|| self.clone())
    }
}
