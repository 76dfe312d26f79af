//! The components of the shift of a numeric column.

use serde::{Deserialize, Serialize};

/// What the shift of a numeric column is made of, by its percentiles from 1 to 99 %.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// How far the mean has moved, in standard deviations of the reference.
    pub location: f64,
    /// How many times as wide production is.
    pub scale: f64,
    /// How many times as heavy its lower tail is, with location and scale set aside; nothing with too few rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower_tail: Option<f64>,
    /// How many times as heavy its upper tail is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper_tail: Option<f64>,
    /// What each has in the squared distance.
    pub shares: ShiftShares,
    /// The share of the Wasserstein distance that the outermost 1 % of the values make.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outermost_share: Option<f64>,
    /// What the effect is without the outermost 1 % of each side's values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect_without_outermost: Option<f64>,
    /// All of it in words: "0.25 sd higher, 40 % wider, heavier upper tail".
    pub words: String,
}

/// The shares of location, scale and shape in a squared Wasserstein distance; they add up to 1, or are 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShiftShares {
    /// That of the means.
    pub location: f64,
    /// That of the standard deviations.
    pub scale: f64,
    /// The rest.
    pub shape: f64,
}
