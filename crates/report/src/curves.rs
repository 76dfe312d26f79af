//! What a model's scores and predicted numbers look like beside the labels, at a few points.

use serde::{Deserialize, Serialize};

/// The ROC and the precision–recall curve of both sides, at a few thresholds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScoreCurves {
    /// The reference's points by falling threshold; none with fewer than 10 rows of a class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reference: Vec<CurvePoint>,
    /// Production's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub production: Vec<CurvePoint>,
}

/// A threshold, and what answers from it on are like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CurvePoint {
    /// The score from which on the answer is positive.
    pub threshold: f64,
    /// The share of negative rows that are answered as positive.
    pub false_rate: f64,
    /// The share of positive rows that are answered as positive.
    pub recall: f64,
    /// The share of positive answers that are right.
    pub precision: f64,
}

/// Predicted numbers beside actual ones, as rows in cells of a grid.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PredictedActual {
    /// Where the grid begins on both axes; what lies below is in the first cells.
    pub low: f64,
    /// Where it ends; what lies above is in the last cells.
    pub high: f64,
    /// Cells along an axis.
    pub steps: u64,
    /// The reference.
    pub reference: GridRows,
    /// Production.
    pub production: GridRows,
}

/// The rows of a side in cells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridRows {
    /// The cells with at least 10 rows.
    pub cells: Vec<GridCell>,
    /// The rows in all other cells; 0 of fewer than 10.
    pub folded: u64,
}

/// The rows of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GridCell {
    /// The place of the label, from 0.
    pub label: u64,
    /// The place of the prediction.
    pub prediction: u64,
    /// The rows.
    pub rows: u64,
}
