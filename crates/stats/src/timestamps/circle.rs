//! Values on a circle, such as times of the day: their mean direction, and how far apart two samples are.
//!
//! ```text
//! C = Σ cos(2π xᵢ / c),  S = Σ sin(2π xᵢ / c)
//! mean direction  = c / 2π · atan2(S, C),   concentration R = √(C² + S²) / n
//! W° = min over m of ∫₀ᶜ |Fₙ(x) − Gₘ(x) − m| dx,   c the circumference
//! ```
//!
//! Fisher (1993), Statistical Analysis of Circular Data, 2.3; the distance is that of Rabin, Delon and Gousseau (2011,
//! doi 10.1007/s10851-011-0284-0): how far, on average, values must move along the circle, the shorter way round, to turn one
//! sample into the other. The minimum is taken at the weighted median of Fₙ − Gₘ. R lies from 0 (no direction) to 1 (one value), W° from
//! 0 to c/2. Whether the samples differ is for [`kuiper`](crate::kuiper), which does not depend on where the circle is cut.
//!
//! Absolute accuracy: 1e-12 of the circumference, for values from 0 to c.

use crate::samples::sorting::sort_by;
use core::f64::consts::TAU;

use crate::samples::ordered::Ordered;

/// Where the values of a sample lie on the circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Direction {
    /// From 0 to less than the circumference; `None` where the values have no direction, since they cancel out.
    pub mean: Option<f64>,
    /// How close together they are: from 0, all around the circle, to 1, all equal.
    pub concentration: f64,
}

/// Concentrations below this are rounding: the values cancel out.
const NONE: f64 = 1e-9;

/// The direction of sorted, finite values. `None` where there is none.
///
/// ```
/// // 23:00 and 01:00, in hours.
/// let found = driftscope_stats::circle::direction(&[1.0, 23.0][..], 24.0).unwrap();
/// assert!(found.mean.is_some_and(|mean| mean < 1e-12 || mean > 24.0 - 1e-12));
/// assert!((found.concentration - 0.9659258262890683).abs() < 1e-12);
/// ```
#[must_use]
pub fn direction<S: Ordered + ?Sized>(sorted: &S, circumference: f64) -> Option<Direction> {
    let size = sorted.size();
    if size == 0 {
        return None;
    }
    let (mut cosines, mut sines) = (0.0, 0.0);
    let mut place = 0;
    while let Some(value) = sorted.at(place) {
        let next = sorted.up_to(value).max(place + 1);
        let (angle, count) = (TAU * (value / circumference), (next - place) as f64);
        cosines += count * libm::cos(angle);
        sines += count * libm::sin(angle);
        place = next;
    }
    let concentration = (libm::hypot(cosines, sines) / size as f64).min(1.0);
    let turn = libm::atan2(sines, cosines) / TAU;
    let mean = (if turn < 0.0 { turn + 1.0 } else { turn }) * circumference;
    let mean = if mean < circumference { mean } else { 0.0 };
    Some(Direction { mean: (concentration > NONE).then_some(mean), concentration })
}

/// How far the second value lies behind the first, the shorter way round: from −c/2 to c/2.
///
/// ```
/// assert_eq!(driftscope_stats::circle::shift(23.0, 1.0, 24.0), 2.0);
/// assert_eq!(driftscope_stats::circle::shift(1.0, 23.0, 24.0), -2.0);
/// ```
#[must_use]
pub fn shift(from: f64, to: f64, circumference: f64) -> f64 {
    let ahead = to - from;
    let half = circumference / 2.0;
    if ahead > half {
        ahead - circumference
    } else if ahead <= -half {
        ahead + circumference
    } else {
        ahead
    }
}

/// The Wasserstein distance of two sorted samples on the circle, of values from 0 to its circumference. `None` where a side
/// has none.
///
/// ```
/// // 23:00 against 01:00: two hours, not 22.
/// assert_eq!(driftscope_stats::circle::wasserstein_on_circle(&[23.0][..], &[1.0][..], 24.0), Some(2.0));
/// ```
#[must_use]
pub fn wasserstein_on_circle<S: Ordered + ?Sized>(reference: &S, production: &S, circumference: f64) -> Option<f64> {
    let sizes = [reference.size(), production.size()];
    if sizes.contains(&0) {
        return None;
    }
    let mut pieces: Vec<(f64, f64)> = Vec::new();
    let mut places = [0, 0];
    let (mut from, mut gap) = (0.0, 0.0);
    loop {
        let next = [reference.at(places[0]), production.at(places[1])].into_iter().flatten().reduce(f64::min);
        let end = next.unwrap_or(circumference);
        if end > from {
            pieces.push((gap, end - from));
        }
        let Some(value) = next else { break };
        from = value.max(from);
        let passed = [reference.up_to(value).max(places[0]), production.up_to(value).max(places[1])];
        if passed == places {
            return None;
        }
        places = passed;
        gap = places[0] as f64 / sizes[0] as f64 - places[1] as f64 / sizes[1] as f64;
    }
    sort_by(&mut pieces, &|one, other| one.0.total_cmp(&other.0));
    let half = pieces.iter().map(|piece| piece.1).sum::<f64>() / 2.0;
    let mut passed = 0.0;
    let median = pieces.iter().find(|piece| {
        passed += piece.1;
        passed >= half
    });
    let median = median.map_or(0.0, |piece| piece.0);
    Some(pieces.iter().map(|(gap, width)| (gap - median).abs() * width).sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn turned(values: &[f64], by: f64) -> Vec<f64> {
        let mut turned: Vec<f64> = values.iter().map(|value| (value + by) % 24.0).collect();
        turned.sort_unstable_by(f64::total_cmp);
        turned
    }

    #[test]
    fn nothing_depends_on_where_the_circle_is_cut() {
        let mut random = Random::new(11);
        let mut sample = |size: usize, by: f64| {
            turned(&(0..size).map(|_| random.unit() * random.unit() * 24.0).collect::<Vec<_>>(), by)
        };
        let [one, other] = [sample(40, 0.0), sample(55, 7.0)];
        let of = |one: &[f64], other: &[f64]| wasserstein_on_circle(one, other, 24.0).unwrap();
        let distance = of(&one, &other);
        assert!(distance > 1.0 && (distance - of(&other, &one)).abs() < 1e-12, "{distance}");
        let mean = direction(&one[..], 24.0).unwrap();
        for by in [0.5, 6.0, 13.0, 23.9] {
            assert!((of(&turned(&one, by), &turned(&other, by)) - distance).abs() < 1e-12, "{by}");
            let moved = direction(&turned(&one, by)[..], 24.0).unwrap();
            assert!((moved.concentration - mean.concentration).abs() < 1e-12, "{by}");
            assert!(shift((mean.mean.unwrap() + by) % 24.0, moved.mean.unwrap(), 24.0).abs() < 1e-12, "{by}");
        }
        assert_eq!(of(&one, &one), 0.0);
    }

    #[test]
    fn what_cancels_out_has_no_direction() {
        assert_eq!(direction(&[0.0, 6.0, 12.0, 18.0][..], 24.0).unwrap().mean, None);
        assert_eq!(direction::<[f64]>(&[], 24.0), None);
        assert_eq!(wasserstein_on_circle::<[f64]>(&[], &[1.0], 24.0), None);
        assert_eq!(wasserstein_on_circle(&[0.0][..], &[12.0][..], 24.0), Some(12.0));
    }
}
