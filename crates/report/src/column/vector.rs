//! What a report holds of a column of vectors: how well they distinguish the sides, and no vector.

use serde::{Deserialize, Serialize};

/// How the vectors of a column changed, by a seeded projection of up to 2000 of each side and by the norms of all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VectorDrift {
    /// The numbers of a vector.
    pub numbers: u64,
    /// The reference's vectors.
    pub reference: VectorSide,
    /// Production's vectors.
    pub production: VectorSide,
    /// The probability that a held-out vector of production looks more like production than one of the reference does, to a
    /// linear classifier trained on the other half: 0.5 if they cannot be distinguished, 1 if they always can.
    pub auc: Option<f64>,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub high: Option<f64>,
    /// How far the means of both sides are apart, in standard deviations of all vectors along that direction; at most 2.
    pub mean_distance: Option<f64>,
    /// Its p-value by permutation, at least 0.001.
    pub mean_p_value: Option<f64>,
}

/// The vectors of one side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VectorSide {
    /// Vectors of the usual length.
    pub vectors: u64,
    /// Vectors of another length.
    #[serde(default)]
    pub left_out: u64,
    /// Vectors whose projection was looked at: all, or a sample.
    pub looked_at: u64,
    /// The median of their norms.
    pub median_norm: Option<f64>,
}
