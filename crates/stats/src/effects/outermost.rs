//! The share of a distance that is due to the outermost values: a distance that one value in a hundred makes is a matter of outliers,
//! not of the column.
//!
//! ```text
//! share = (∫ below a |Fₙ − Gₘ| dx + ∫ above b |Fₙ − Gₘ| dx)/∫ |Fₙ − Gₘ| dx
//! ```
//!
//! a and b are quantiles of both samples together, so that as many values lie below a as above b. From 0, nothing
//! hangs on them, to 1, all of the Wasserstein distance does. Infinite values are left out. Accuracy: 1e-12 absolute.

use crate::samples::ordered::{Mirrored, Ordered, Within};
use crate::samples::pooled::Pooled;

/// The share of the Wasserstein distance that the outermost values make, `each_end` being the share of values at either end.
/// The caller has the distance, which takes a walk through all values; this share takes a few steps.
///
/// `None` where a sample has no finite value, or the distance is 0.
///
/// ```
/// use driftscope_stats::outermost::wasserstein_share;
/// use driftscope_stats::wasserstein::wasserstein;
///
/// let reference: Vec<f64> = (0..200).map(f64::from).collect();
/// let share = |production: &[f64]| {
///     wasserstein_share(&reference, production, wasserstein(&reference, production).unwrap(), 0.005).unwrap()
/// };
/// let mut far = reference.clone();
/// far[199] = 1e6;
/// assert!(share(&far) > 0.999);
/// let moved: Vec<f64> = reference.iter().map(|value| value + 1.0).collect();
/// assert!(share(&moved) < 0.02);
/// ```
#[must_use]
pub fn wasserstein_share<R: Ordered + ?Sized, P: Ordered + ?Sized>(
    reference_sorted: &R,
    production_sorted: &P,
    distance: f64,
    each_end: f64,
) -> Option<f64> {
    let (reference, production) = (Within::finite(reference_sorted), Within::finite(production_sorted));
    if distance.is_nan() || distance <= 0.0 {
        return None;
    }
    let pooled = Pooled { reference: &reference, production: &production };
    let (low, high) = (pooled.quantile(each_end)?, pooled.quantile(1.0 - each_end)?);
    let below = below(&reference, &production, low);
    // The upper end is the lower one of the mirrored samples.
    let above = self::below(&Mirrored(&reference), &Mirrored(&production), -high);
    Some(((below + above) / distance).clamp(0.0, 1.0))
}

/// ∫ |F − G| dx up to `end`.
fn below(reference: &impl Ordered, production: &impl Ordered, end: f64) -> f64 {
    let (n, m) = (reference.size() as f64, production.size() as f64);
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    let mut from: Option<f64> = None;
    loop {
        let next = [reference.at(i), production.at(j)].into_iter().flatten().filter(|value| *value < end);
        let next = next.reduce(f64::min);
        let to = next.unwrap_or(end);
        if let Some(from) = from {
            sum += (i as f64 / n - j as f64 / m).abs() * (to - from);
        }
        let Some(value) = next else { return sum };
        from = Some(value);
        i = reference.up_to(value).max(i);
        j = production.up_to(value).max(j);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distances::wasserstein::wasserstein;

    fn share(reference: &[f64], production: &[f64], each_end: f64) -> Option<f64> {
        wasserstein_share(reference, production, wasserstein(reference, production)?, each_end)
    }

    #[test]
    fn both_ends_count() {
        let reference: Vec<f64> = (0..1000).map(f64::from).collect();
        for far in [-1e7, 1e7] {
            let mut production = reference.clone();
            production[500] = far;
            production.sort_by(f64::total_cmp);
            assert!(share(&reference, &production, 0.005).unwrap() > 0.99, "{far}");
        }
    }

    #[test]
    fn all_that_lies_within_is_the_rest() {
        // ∫ |F − G| of the values cut off at the two quantiles is what is not at the ends.
        let reference: Vec<f64> = (0..400).map(|step| f64::from(step * step)).collect();
        let production: Vec<f64> = (0..300).map(|step| f64::from(step * step) * 1.7 - 900.0).collect();
        let pooled = Pooled { reference: &reference, production: &production };
        let (low, high) = (pooled.quantile(0.05).unwrap(), pooled.quantile(0.95).unwrap());
        let cut = |side: &[f64]| side.iter().map(|value| value.clamp(low, high)).collect::<Vec<f64>>();
        let within = wasserstein(&cut(&reference), &cut(&production)).unwrap();
        let expected = 1.0 - within / wasserstein(&reference, &production).unwrap();
        let found = share(&reference, &production, 0.05).unwrap();
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    #[test]
    fn what_has_no_distance_has_no_share() {
        assert_eq!(share(&[1.0, 2.0], &[1.0, 2.0], 0.005), None);
        assert_eq!(share(&[], &[1.0, 2.0], 0.005), None);
        assert_eq!(share(&[f64::INFINITY], &[1.0], 0.005), None);
    }
}
