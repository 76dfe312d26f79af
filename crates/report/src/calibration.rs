//! Whether the scores of a model are probabilities: the rate of positive labels beside the score, of both sides.

use serde::{Deserialize, Serialize};

use crate::MetricValue;

/// Whether scores are probabilities.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// What it shows, in one to three sentences.
    pub sentence: String,
    /// The reference; absent with too few labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<SideCalibration>,
    /// Production.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub production: Option<SideCalibration>,
}

/// The calibration of a side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SideCalibration {
    /// The mean score.
    pub mean_score: f64,
    /// The share of positive labels; `n` are the rows with a score and a label.
    pub rate: MetricValue,
    /// What would have to be added to the logits of the scores: below 0 where scores are too high.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intercept: Option<MetricValue>,
    /// What the logits would have to be multiplied by: below 1 where scores are too extreme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slope: Option<MetricValue>,
    /// The mean squared distance of rates from scores, without what chance adds; about 0 where scores are probabilities.
    pub squared_error: f64,
    /// Of the hypothesis that scores are probabilities, by Spiegelhalter's test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p_value: Option<f64>,
    /// Rows of neighbouring scores, ascending; at least 50 rows and 5 positive labels each.
    pub bins: Vec<ReliabilityBin>,
}

/// Rows of neighbouring scores.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReliabilityBin {
    /// Their mean score.
    pub score: f64,
    /// Their share of positive labels, with its interval.
    pub rate: MetricValue,
}
