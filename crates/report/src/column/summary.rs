//! One side of a column in figures.

use serde::{Deserialize, Serialize};

/// One side of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Values that are there.
    pub count: u64,
    /// Values that are missing: absent, null, NaN or spelled so.
    pub missing: u64,
    /// Distinct values.
    pub distinct: u64,
    /// Infinite values: they count for ranks and not for moments.
    pub infinite: u64,
    /// Arithmetic mean of the finite values (numeric).
    pub mean: Option<f64>,
    /// Sample standard deviation of the finite values, n − 1 (numeric).
    pub sd: Option<f64>,
    /// Smallest finite value (numeric); seconds since 1970 (date-time).
    pub min: Option<f64>,
    /// Largest finite value (numeric); seconds since 1970 (date-time).
    pub max: Option<f64>,
    /// Median (numeric).
    pub median: Option<f64>,
    /// The most frequent category, and how often it occurs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<TopCategory>,
}

impl Summary {
    /// Share of values that are missing, from 0 to 1; 0 where there is no row.
    pub fn missing_share(&self) -> f64 {
        let rows = self.count + self.missing;
        if rows == 0 { 0.0 } else { self.missing as f64 / rows as f64 }
    }
}

/// The most frequent category of a side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopCategory {
    /// Its label.
    pub label: String,
    /// How often it occurs.
    pub count: u64,
}
