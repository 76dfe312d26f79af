//! The verdict on the data set.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Whether the data set has drifted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it has.
    pub drifted: bool,
    /// Columns that drifted.
    pub drifted_columns: u64,
    /// Drifted columns whose drift is known: the settings acknowledge it. They do not make the data set drift.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub acknowledged_columns: u64,
    /// Columns that were tested.
    pub tested_columns: u64,
    /// Tested columns of which the rows leave open whether they drifted.
    #[serde(alias = "too_few_rows_columns")]
    pub unclear_columns: u64,
    /// Columns that hold the same values on both sides.
    #[serde(default)]
    pub identical_columns: u64,
    /// Drifted over tested columns, from 0 to 1; `None` where none was tested.
    pub share: Option<f64>,
    /// What each preset says of the data set, by its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub presets: BTreeMap<String, PresetSummary>,
    /// The verdict in one sentence.
    pub sentence: String,
    /// What was compared, and by which rule.
    pub basis: String,
}

impl Verdict {
    /// Drifted columns whose drift is not known.
    pub fn columns_needing_attention(&self) -> u64 {
        self.drifted_columns.saturating_sub(self.acknowledged_columns)
    }

    /// The same over the tested columns, from 0 to 1; `None` where none was tested.
    pub fn share_needing_attention(&self) -> Option<f64> {
        (self.tested_columns > 0).then(|| self.columns_needing_attention() as f64 / self.tested_columns as f64)
    }
}

/// What one rule says of the data set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresetSummary {
    /// Whether the share of drifted columns reaches the settings' `drift_share`.
    pub drifted: bool,
    /// Columns that drifted by the rule.
    pub drifted_columns: u64,
    /// Columns of which the rule has a verdict.
    pub tested_columns: u64,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}
