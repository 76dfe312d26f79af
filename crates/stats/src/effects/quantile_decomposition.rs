//! The decomposition of a numeric shift into changes of location, scale, shape and each tail.
//!
//! ```text
//! mean (Q_y − Q_x)² = (m_y − m_x)² + (s_y − s_x)² + 2 s_x s_y (1 − ρ)
//! location = (m_y − m_x)/(c s_x),   scale = s_y/s_x,   tail = z_y/z_x,   z = mean |Q − m|/s over the outermost 5 %
//! ```
//!
//! Q are the two samples' percentiles from 1 to 99 %, m their means, s their standard deviations and ρ their correlation. The
//! first line is the decomposition of the squared Wasserstein distance of order 2 (Irpino and Verde 2015,
//! doi 10.1007/s11634-014-0176-4), which is exact: its terms over their sum are the shares of location, scale and shape. Taken
//! between 1 and 99 %, no far value decides any of it; what lies farther out is what [`crate::outermost`] tells. c = 1/0.9603
//! makes s the standard deviation of a normal column.
//!
//! A tail above 1 is heavier in production, with location and scale set aside. Two samples of one law differ in all of these by
//! chance: location by about √(1/n + 1/m), a tail by about twice that. Relative accuracy: 1e-12; a mean of 10ᵏ standard
//! deviations takes k digits off.

use crate::samples::ordered::{Ordered, Within};
use crate::samples::quantile::quantile_sorted;

/// The standard deviation of the 99 percentiles of the standard normal law.
const NORMAL_SPREAD: f64 = 0.960_293_261_653_719_6;

/// Percentiles of either tail.
const TAIL: usize = 5;

/// A shift in its parts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Decomposition {
    /// How far the mean has moved, in standard deviations of the reference.
    pub location: f64,
    /// How many times as wide production is.
    pub scale: f64,
    /// How many times as heavy its lower tail is; `None` where a side has none.
    pub lower_tail: Option<f64>,
    /// How many times as heavy its upper tail is.
    pub upper_tail: Option<f64>,
    /// The shares of location, scale and shape in the squared distance; all are 0 where the distance is 0.
    pub shares: [f64; 3],
}

/// Decomposes the shift from one sorted sample to the other.
///
/// `None` where a sample has no finite value, the reference has no spread between its percentiles 1 and 99, or a part exceeds
/// the largest double.
///
/// ```
/// use driftscope_stats::quantile_decomposition::decompose;
///
/// let reference: Vec<f64> = (0..=1000).map(f64::from).collect();
/// let production: Vec<f64> = reference.iter().map(|value| 2.0 * value - 500.0).collect();
/// let shift = decompose(&reference, &production).unwrap();
/// assert!(shift.location.abs() < 1e-12 && (shift.scale - 2.0).abs() < 1e-12);
/// assert!((shift.shares[1] - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn decompose<R: Ordered + ?Sized, P: Ordered + ?Sized>(
    reference_sorted: &R,
    production_sorted: &P,
) -> Option<Decomposition> {
    let (reference, production) = (Middle::of(reference_sorted)?, Middle::of(production_sorted)?);
    if reference.sd <= 0.0 {
        return None;
    }
    let (step, widening) = (production.mean - reference.mean, production.sd - reference.sd);
    let squares = reference.percentiles.iter().zip(&production.percentiles).map(|(x, y)| (y - x) * (y - x));
    let total = squares.sum::<f64>() / reference.percentiles.len() as f64;
    let location = step / reference.sd * NORMAL_SPREAD;
    let scale = production.sd / reference.sd;
    if ![location, scale, total].iter().all(|part| part.is_finite()) {
        return None;
    }
    let shares = if total > 0.0 {
        let [location, scale] = [step * step / total, widening * widening / total];
        [location, scale, (1.0 - location - scale).max(0.0)]
    } else {
        [0.0; 3]
    };
    let tail = |of: fn(&Middle) -> f64| {
        let (left, right) = (of(&reference), of(&production));
        (left > 0.0 && production.sd > 0.0).then(|| right / left).filter(|ratio| ratio.is_finite())
    };
    Some(Decomposition {
        location,
        scale,
        lower_tail: tail(Middle::lower_tail),
        upper_tail: tail(Middle::upper_tail),
        shares,
    })
}

/// The percentiles of a sample from 1 to 99 %.
struct Middle {
    percentiles: Vec<f64>,
    mean: f64,
    sd: f64,
}

impl Middle {
    fn of<S: Ordered + ?Sized>(sorted: &S) -> Option<Self> {
        let finite = Within::finite(sorted);
        let percentiles: Vec<f64> =
            (1..100).filter_map(|percent| quantile_sorted(&finite, f64::from(percent) / 100.0)).collect();
        let size = percentiles.len() as f64;
        // From the median on, so that a constant column has no spread by rounding.
        let median = *percentiles.get(percentiles.len() / 2)?;
        let mean = median + percentiles.iter().map(|value| value - median).sum::<f64>() / size;
        let variance = percentiles.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / size;
        variance.is_finite().then(|| Self { percentiles, mean, sd: variance.sqrt() })
    }

    fn lower_tail(&self) -> f64 {
        self.percentiles.iter().take(TAIL).map(|value| self.mean - value).sum::<f64>() / self.sd
    }

    fn upper_tail(&self) -> f64 {
        self.percentiles.iter().rev().take(TAIL).map(|value| value - self.mean).sum::<f64>() / self.sd
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::special::normal_quantile;

    fn normal(mean: f64, sd: f64) -> Vec<f64> {
        (0..2000).map(|place| mean + sd * normal_quantile((f64::from(place) + 0.5) / 2000.0)).collect()
    }

    #[test]
    fn a_normal_column_moves_by_standard_deviations() {
        let shift = decompose(&normal(10.0, 2.0), &normal(10.5, 2.8)).unwrap();
        assert!((shift.location - 0.25).abs() < 1e-3 && (shift.scale - 1.4).abs() < 1e-12, "{shift:?}");
        assert!((shift.upper_tail.unwrap() - 1.0).abs() < 1e-9 && shift.shares[2] < 1e-9, "{shift:?}");
        assert!((shift.shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_skewer_column_has_a_heavier_upper_tail() {
        let skewed: Vec<f64> = normal(0.0, 1.0).iter().map(|value| libm::exp(0.8 * value)).collect();
        let shift = decompose(&normal(0.0, 1.0), &skewed).unwrap();
        assert!(shift.upper_tail.unwrap() > 1.2 && shift.lower_tail.unwrap() < 0.8, "{shift:?}");
        assert!(decompose(&skewed, &skewed).unwrap().shares == [0.0; 3]);
    }

    #[test]
    fn no_far_value_decides() {
        let mut far = normal(0.0, 1.0);
        far.push(1e300);
        let shift = decompose(&normal(0.0, 1.0), &far).unwrap();
        assert!(shift.location.abs() < 0.01 && (shift.scale - 1.0).abs() < 0.01, "{shift:?}");
    }

    #[test]
    fn what_has_no_spread_has_no_parts() {
        assert_eq!(decompose(&[1.0; 50], &normal(0.0, 1.0)), None);
        assert_eq!(decompose(&[], &[1.0]), None);
        assert_eq!(decompose(&[f64::INFINITY], &[1.0]), None);
        let constant = decompose(&normal(0.0, 1.0), &[3.0; 50]).unwrap();
        assert_eq!((constant.scale, constant.upper_tail), (0.0, None));
        assert_eq!(decompose(&[-1.7e308, 1.7e308], &[0.0, 1.0]), None);
    }
}
