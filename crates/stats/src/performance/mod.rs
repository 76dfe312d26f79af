//! Metrics of a model's answers against labels, each with a 95 % interval, and their difference between two data sets.
//!
//! Confusion tables give the metrics of classes, score tables those of probabilities, residuals those of numbers. A metric that is not
//! defined has a reason and no value: 0 in its place would be a verdict.

pub mod agreement;
pub mod calibration;
pub mod class_scores;
pub mod confusion;
pub mod curves;
pub mod estimate;
pub mod gaps;
mod measured;
pub mod post_stratified;
pub mod rankings;
pub mod residuals;
pub mod scores;

pub use agreement::{Agreement, agreement};
pub use calibration::{Calibration, ReliabilityBin, calibration};
pub use class_scores::{ClassScoreMetric, ClassScores};
pub use confusion::{Confusion, ConfusionMetric};
pub use curves::{CurvePoint, curve};
pub use gaps::{GroupGap, GroupGaps, GroupRows, gap_change, gaps};
pub use measured::{Compared, Difference, Measured, Undefined, compare_counted_means};
pub use rankings::{RankedItem, RankingMetric, Rankings};
pub use residuals::{ResidualMetric, Residuals};
pub use scores::{ScoreMetric, Scores};
