//! Which rows of production have a label yet, and whether these are like the others.

use serde::{Deserialize, Serialize};

/// Which rows of production with an answer have a label.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelCompleteness {
    /// The windows of production, if the rows have a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<LabelledWindow>,
    /// Whether rows with a label have other answers than those without one; nothing where no window has both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<LabelSelection>,
}

/// How many rows of a window have a label.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelledWindow {
    /// When it begins, as `2013-03-01T00:00:00Z`.
    pub start: String,
    /// Rows with an answer.
    pub rows: u64,
    /// Those with a label.
    pub labels: u64,
}

/// Whether rows with a label have other answers than those without one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelSelection {
    /// The column of answers.
    pub column: String,
    /// The answer whose share is compared: the positive class, or the most frequent one. Nothing of numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Of numbers, the median: compared is the share of answers from it on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub median: Option<f64>,
    /// The share among rows with a label.
    pub labelled: f64,
    /// The share among rows without one.
    pub unlabelled: f64,
    /// The first less the second within windows, by Mantel and Haenszel, with the ends of its 95 % interval.
    pub difference: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Whether labels favour some answers: beyond chance, and by at least 2 points.
    pub favours: bool,
    /// The leading metric for all rows with an answer, if it can be weighted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weighted: Option<WeightedMetric>,
}

/// A metric of production for rows with a label and without, by weighting those that have one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WeightedMetric {
    /// `accuracy` or `mae`.
    pub id: String,
    /// The metric of the rows with a label, as they are.
    pub plain: f64,
    /// The metric for all rows.
    pub value: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The rows that it is about: those with an answer like enough rows with a label.
    pub rows: u64,
}
