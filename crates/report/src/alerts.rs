//! Alerts: rules about the figures of a report, and the state of each.

use serde::{Deserialize, Serialize};

/// An alert.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Its name.
    pub name: String,
    /// The metric that it watches.
    pub metric: String,
}
