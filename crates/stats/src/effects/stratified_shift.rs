//! The shift between two samples within strata: the mean of the strata's Hodges–Lehmann shifts.
//!
//! ```text
//! shift = Σ wⱼ dⱼ / Σ wⱼ,   wⱼ = nⱼ mⱼ/(nⱼ + mⱼ),   se² = Σ wⱼ² sⱼ² / (Σ wⱼ)²
//! ```
//!
//! dⱼ is the [shift](crate::hodges_lehmann) of stratum j and sⱼ the width of its interval in standard errors, after Lehmann (1963, doi
//! 10.1214/aoms/1177703882). The weights are those of Mantel and Haenszel. Values less the median of their stratum, shifted all at once,
//! would not do: where one sample makes most of a stratum, that median is its own, and the shift comes out too small. A stratum that has
//! too few values for an interval has no weight.

use crate::effects::hodges_lehmann::{hodges_lehmann, hodges_lehmann_interval};
use crate::interval::Interval;

/// The shift from the first to the second sample of every stratum, with its interval; samples are sorted. `None` where no stratum has
/// enough values of both.
///
/// ```
/// use driftscope_stats::stratified_shift::stratified_shift;
///
/// let low: Vec<f64> = (0..20).map(f64::from).collect();
/// let high: Vec<f64> = low.iter().map(|value| value + 3.0).collect();
/// let (shift, interval) = stratified_shift(&[[&low, &high], [&high, &low]], 0.95).unwrap();
/// assert!(shift == 0.0 && interval.low < 0.0 && interval.high > 0.0);
/// ```
#[must_use]
pub fn stratified_shift(strata: &[[&[f64]; 2]], level: f64) -> Option<(f64, Interval)> {
    let z = Interval::normal_quantile(level)?;
    let (mut sum, mut weights, mut squares) = (0.0, 0.0, 0.0);
    for [first, second] in strata {
        let found = hodges_lehmann(first, second).zip(hodges_lehmann_interval(first, second, level));
        let Some((shift, ends)) = found else { continue };
        let (n, m) = (first.len() as f64, second.len() as f64);
        let (weight, error) = (n * m / (n + m), (ends.high - ends.low) / (2.0 * z));
        sum += weight * shift;
        weights += weight;
        squares += weight * weight * error * error;
    }
    if weights <= 0.0 {
        return None;
    }
    let (shift, reach) = (sum / weights, z * squares.sqrt() / weights);
    Some((shift, Interval { low: shift - reach, high: shift + reach }))
}
