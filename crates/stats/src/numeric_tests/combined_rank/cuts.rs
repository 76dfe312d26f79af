//! Places at which the pooled order of two samples is cut in two, for statistics that compare the parts.
//!
//! A sample of a million values has a million places, most of which show the same. Here are at most 128, spaced evenly on
//! the scale s = t^¼/(t^¼ + (1 − t)^¼), where t is the share of values below the place: dense towards both ends, where the
//! tails are, and never between equal values. A place that falls among equal values moves to the nearer end of them, and
//! each cut counts for the places that moved to it.

use crate::samples::ordered::Ordered;
use crate::samples::pooled::Pooled;

/// Places that are aimed at.
const PLACES: usize = 128;

/// Values of the smaller sample that are expected beyond a place at least: a cut that nearly always has none of them beyond it
/// compares nothing.
const SMALLEST_EXPECTED: f64 = 0.5;

/// A cut between two distinct values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cut {
    /// Pooled values below it.
    pub(super) below: u64,
    /// Values of the reference below it.
    pub(super) reference_below: u64,
    /// How many places it stands for.
    pub(super) weight: f64,
}

/// The cuts, ascending. Empty where all values are equal.
pub(super) fn cuts<R: Ordered + ?Sized, P: Ordered + ?Sized>(pooled: &Pooled<'_, R, P>) -> Vec<Cut> {
    let size = pooled.len();
    let smaller = pooled.reference.size().min(pooled.production.size());
    let outermost = SMALLEST_EXPECTED * size as f64 / smaller as f64;
    let mut cuts: Vec<Cut> = Vec::with_capacity(PLACES);
    let mut group: Option<Group> = None;
    for place in 0..PLACES {
        let scale = (place as f64 + 0.5) / PLACES as f64;
        let below = size as f64 * share(scale);
        if below < outermost || size as f64 - below < outermost {
            continue;
        }
        let below = (libm::rint(below) as u64).clamp(1, size - 1);
        let group = match group {
            Some(group) if group.below <= below && below < group.up_to => group,
            _ => {
                let Some(value) = pooled.at(below) else { continue };
                *group.insert(Group::at(value, pooled))
            }
        };
        let Some((below, reference_below)) = group.nearer_end(below, size) else { continue };
        match cuts.last_mut() {
            Some(last) if last.below == below => last.weight += 1.0,
            _ => cuts.push(Cut { below, reference_below, weight: 1.0 }),
        }
    }
    cuts
}

/// The share of values below a place of the scale: t = s⁴/(s⁴ + (1 − s)⁴).
fn share(scale: f64) -> f64 {
    let fourth = |x: f64| x * x * x * x;
    fourth(scale) / (fourth(scale) + fourth(1.0 - scale))
}

/// Equal values of both samples.
#[derive(Clone, Copy, Debug)]
struct Group {
    below: u64,
    up_to: u64,
    reference_below: u64,
    reference_up_to: u64,
}

impl Group {
    fn at<R: Ordered + ?Sized, P: Ordered + ?Sized>(value: f64, pooled: &Pooled<'_, R, P>) -> Self {
        let (reference, production) = (pooled.reference, pooled.production);
        let (reference_below, reference_up_to) = (reference.below(value), reference.up_to(value));
        Self {
            below: reference_below + production.below(value),
            up_to: reference_up_to + production.up_to(value),
            reference_below,
            reference_up_to,
        }
    }

    /// The end of the group that is nearer to a place and has values on both sides of it.
    fn nearer_end(&self, place: u64, size: u64) -> Option<(u64, u64)> {
        let lower = (self.below > 0).then_some((self.below, self.reference_below));
        let upper = (self.up_to < size).then_some((self.up_to, self.reference_up_to));
        match (lower, upper) {
            (Some(lower), Some(upper)) => Some(if place - self.below <= self.up_to - place { lower } else { upper }),
            (lower, upper) => lower.or(upper),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(reference: &[f64], production: &[f64]) -> Vec<Cut> {
        cuts(&Pooled { reference, production })
    }

    #[test]
    fn equal_values_are_never_parted() {
        let reference: Vec<f64> = (0..100).map(|i| f64::from(i / 30)).collect();
        let production: Vec<f64> = (0..50).map(|i| f64::from(i / 30)).collect();
        let cuts = of(&reference, &production);
        assert_eq!(
            cuts.iter().map(|cut| (cut.below, cut.reference_below)).collect::<Vec<_>>(),
            [(60, 30), (110, 60), (140, 90)]
        );
        let constant = [1.0; 40];
        assert!(of(&constant, &constant).is_empty());
    }

    #[test]
    fn two_values_have_one_cut_for_all_places() {
        let reference: Vec<f64> = (0..1_000).map(|i| f64::from(u8::from(i >= 999))).collect();
        let production: Vec<f64> = (0..100).map(|i| f64::from(u8::from(i >= 98))).collect();
        let cuts = of(&reference, &production);
        assert_eq!((cuts.len(), cuts[0].below, cuts[0].reference_below), (1, 1_097, 999));
    }

    #[test]
    fn places_are_dense_in_the_tails() {
        let sample: Vec<f64> = (0..5_000).map(f64::from).collect();
        let other: Vec<f64> = (0..5_000).map(|i| f64::from(i) + 0.5).collect();
        let cuts = of(&sample, &other);
        assert!(cuts.len() > 100 && cuts[0].below == 1, "{cuts:?}");
        assert!(cuts.windows(2).all(|pair| pair[0].below < pair[1].below));
        let below_a_hundredth = cuts.iter().filter(|cut| cut.below < 100).map(|cut| cut.weight).sum::<f64>();
        assert!(below_a_hundredth > 15.0, "{below_a_hundredth}");
    }
}
