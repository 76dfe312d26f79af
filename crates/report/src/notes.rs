//! What a person wrote for the readers of a report: plain text, never markup.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A finding that a note can be on, besides a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotedFinding {
    /// What the columns show together.
    Together,
    /// Since when production differs.
    Since,
    /// For which segments it does.
    Segments,
    /// How good the model's answers are.
    Model,
    /// How the model is served.
    Service,
    /// How much it is used.
    Business,
    /// The alerts.
    Alerts,
}

impl NotedFinding {
    /// Its name for a person.
    pub fn title(self) -> &'static str {
        match self {
            Self::Together => "Columns together",
            Self::Since => "Since when",
            Self::Segments => "For whom",
            Self::Model => "Model",
            Self::Service => "Service",
            Self::Business => "Business",
            Self::Alerts => "Alerts",
        }
    }
}

/// A title, a summary, and notes on columns and other findings.
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
    /// Notes on other findings.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub findings: BTreeMap<NotedFinding, String>,
}

impl Notes {
    /// The notes, if there is something for the head of a page among them.
    pub fn at_head(&self) -> Option<&Self> {
        Some(self).filter(|notes| !notes.title.is_empty() || !notes.summary.is_empty())
    }

    /// The notes, if there are any.
    pub fn given(&self) -> Option<Self> {
        (*self != Self::default()).then(|| self.clone())
    }
}
