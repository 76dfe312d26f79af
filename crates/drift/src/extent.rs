//! How much of a comparison is computed.

use serde::{Deserialize, Serialize};

/// How much of each column is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// What the verdict goes by, and what is drawn: for a first look, before the rest is there.
    Verdict,
    /// That, and what every preset says, without the other tests: for counting how often rules are right.
    Rules,
    /// All that a report holds: every test, and what every preset says.
    Full,
}
