//! Metrics of production estimated without its labels.

use serde::{Deserialize, Serialize};

use crate::{MetricDifference, MetricOutcome, MetricValue};

/// Metrics of production estimated without its labels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PerformanceEstimate {
    /// Whether there is an estimate, and what it holds for.
    pub state: EstimateState,
    /// Why there is none, or which rows and columns it leaves out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// How the metrics were estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<EstimateMethod>,
    /// How scores were calibrated, for each version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub calibrators: Vec<CalibratorMethod>,
    /// The estimate in one or two sentences.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sentence: String,
    /// Whether the estimated metrics together are a change: worse where any of them is.
    #[serde(default)]
    pub outcome: MetricOutcome,
    /// The labelled rows of the reference that it rests on.
    #[serde(default)]
    pub labels: u64,
    /// The rows of production that it is about.
    #[serde(default)]
    pub rows: u64,
    /// The estimated metrics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<EstimatedMetric>,
    /// What the method that was not chosen gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<OtherEstimate>,
    /// How far the reference covers the inputs of production.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap: Option<InputOverlap>,
    /// Where production has labels: what they show less what was estimated of the same rows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub realised: Vec<RealisedMetric>,
    /// The first metric by window of production.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<EstimatedWindow>,
    /// How far the same estimate missed on artificial shifts of the reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub self_test: Option<EstimateSelfTest>,
}

/// Whether there is an estimate, and what it holds for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EstimateState {
    /// There is one.
    Estimated,
    /// There is one, and some rows or columns of production are unlike the reference.
    PartlyOutside,
    /// The inputs of production are unlike the reference, and no estimate holds for them.
    Outside,
    /// The model's answers come without scores.
    #[default]
    NoScores,
    /// The reference has no labels.
    NoReferenceLabels,
    /// No version in production has labels in the reference.
    OtherVersion,
    /// The reference has too few labels, or production too few rows.
    TooFewRows,
    /// The scores do not tell the classes apart.
    NoRanking,
}

/// How metrics are estimated without labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EstimateMethod {
    /// By calibrated scores, confidence-based performance estimation.
    Cbpe,
    /// By scores calibrated on rows of the reference that are weighted to be like production's.
    Pape,
    /// By the errors of rows of the reference that are weighted to be like production's.
    ImportanceWeighting,
}

/// How scores are calibrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CalibratorMethod {
    /// By three parameters.
    Beta,
    /// By a monotone step function.
    Isotonic,
}

/// An estimated metric.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EstimatedMetric {
    /// Its name: see [`METRICS`](crate::METRICS).
    pub id: String,
    /// The estimate.
    pub value: f64,
    /// The lower end of the 95 % interval of the value that labels would show.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The metric of the reference's rows that the estimate rests on, by their labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<MetricValue>,
    /// The estimate less the reference's value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<MetricDifference>,
    /// Whether that is a change.
    #[serde(default)]
    pub outcome: MetricOutcome,
    /// How small a change would have been found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Metrics by the method that was not chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherEstimate {
    /// The method.
    pub method: EstimateMethod,
    /// The metrics.
    pub metrics: Vec<EstimatedMetric>,
}

/// How far the reference covers the inputs of production.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct InputOverlap {
    /// The mean weight of the reference's rows: about 1 where it covers production.
    pub mean_weight: f64,
    /// The share of production's rows that are less like the reference than 999 of its 1000 rows.
    pub outside: f64,
    /// How many rows of equal weight are worth as much as the weighted ones.
    pub effective_rows: f64,
    /// Columns that were left out, since production lies outside the reference in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
}

/// What labels show of a metric, and what was estimated of the same rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RealisedMetric {
    /// Its name.
    pub id: String,
    /// The value by labels.
    pub realised: f64,
    /// The estimate.
    pub estimated: f64,
    /// The lower end of the 95 % interval of their difference, realised less estimated.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The estimate of a window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EstimatedWindow {
    /// When the window begins.
    pub start: String,
    /// The estimate.
    pub value: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The rows; at least 10.
    pub n: u64,
}

/// How far estimates miss on parts of the reference that were chosen to be unlike the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EstimateSelfTest {
    /// How many parts were tried.
    pub shifts: u64,
    /// The mean distance of the estimated first metric from the realised one.
    pub error: f64,
    /// The mean distance that chance in the labels alone would make.
    pub by_chance: f64,
}
