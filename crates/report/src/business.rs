//! How much the model is used, and what comes of it: predictions and key figures by day, week and month.

use serde::{Deserialize, Serialize};

/// How much the model is used.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Business {}
