//! The verdict of one rule on a column.

use serde::{Deserialize, Serialize};

/// What one rule says of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PresetVerdict {
    /// Whether it drifted by this rule.
    pub drifted: bool,
    /// The test that the rule took, by the name that its tool has for it; empty where it took none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// What the rule decides by: a p-value, a distance, or the effect.
    pub score: Option<f64>,
    /// The limit that the score is compared with.
    pub threshold: Option<f64>,
    /// Why there is no score, where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What else there is to say: `3 of 10 chunks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Why the rule disagrees with the calibrated one, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs: Option<String>,
}

impl PresetVerdict {
    /// A score that is not compared with a threshold yet; no verdict where it does not exist or is not finite.
    pub fn scored(method: &str, score: Option<f64>) -> Self {
        Self { threshold: None, ..Self::of(method, score, f64::NAN, false) }
    }

    /// A verdict by a score; none where the score does not exist or is not finite.
    pub fn of(method: &str, score: Option<f64>, threshold: f64, drifted: bool) -> Self {
        let method = method.to_owned();
        match score.filter(|score| score.is_finite()) {
            Some(score) => Self { drifted, method, score: Some(score), threshold: Some(threshold), ..Self::default() },
            None => Self { method, ..Self::none("the test gives no number for these values") },
        }
    }

    /// No verdict, and why.
    pub fn none(reason: &str) -> Self {
        Self { reason: Some(reason.to_owned()), ..Self::default() }
    }
}
