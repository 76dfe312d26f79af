//! The histogram and the quantiles of a column.

use serde::{Deserialize, Serialize};

/// Both sides of a column on common edges.
///
/// Bin `i` holds the finite values from `edges[i]` up to, not including, `edges[i + 1]`; the last bin includes its
/// upper edge. All bins are equally wide but for a first or last one that gathers a long tail, see
/// [`Histogram::lower_tail`] and [`Histogram::upper_tail`]. The counts of a side add up to its finite values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// One more than there are bins, ascending.
    pub edges: Vec<f64>,
    /// The reference's counts.
    pub reference: Vec<u64>,
    /// Production's counts.
    pub production: Vec<u64>,
    /// The first bin gathers everything down to the minimum, and is wider than the rest.
    pub lower_tail: bool,
    /// The last bin gathers everything up to the maximum, and is wider than the rest.
    pub upper_tail: bool,
}

/// Quantiles of both sides, by linear interpolation between order statistics (type 7 of Hyndman and Fan).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quantiles {
    /// The probabilities, ascending, from 0 to 1.
    pub probabilities: Vec<f64>,
    /// The reference's values; empty where it has none.
    pub reference: Vec<f64>,
    /// Production's values; empty where it has none.
    pub production: Vec<f64>,
}
