//! A view of two sorted samples as one, without merging them.
//!
//! A place of the pooled order is found by bisection, so that a few quantiles of a million values cost a few dozen steps.

use crate::samples::ordered::Ordered;
use crate::samples::quantile::between;

/// Both samples as one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pooled<'a, R: ?Sized, P: ?Sized> {
    pub(crate) reference: &'a R,
    pub(crate) production: &'a P,
}

impl<R: Ordered + ?Sized, P: Ordered + ?Sized> Pooled<'_, R, P> {
    /// How many values there are.
    pub(crate) fn len(&self) -> u64 {
        self.reference.size() + self.production.size()
    }

    /// The value at a place of the pooled order, found by bisecting how many of the values before it are the reference's.
    pub(crate) fn at(&self, place: u64) -> Option<f64> {
        let (reference, production) = (self.reference, self.production);
        let mut low = place.saturating_sub(production.size());
        let mut high = place.min(reference.size());
        while low < high {
            let taken = low + (high - low) / 2;
            // Of the values before the place, `taken` and `place − taken` are too few of the reference's?
            if place > taken && reference.at(taken) < production.at(place - taken - 1) {
                low = taken + 1;
            } else {
                high = taken;
            }
        }
        let (left, right) = (reference.at(low), production.at(place - low));
        match (left, right) {
            (Some(left), Some(right)) => Some(if left <= right { left } else { right }),
            (left, right) => left.or(right),
        }
    }

    /// How many values are below, and how many at or below.
    pub(crate) fn below_and_up_to(&self, value: f64) -> (u64, u64) {
        let (reference, production) = (self.reference, self.production);
        (reference.below(value) + production.below(value), reference.up_to(value) + production.up_to(value))
    }

    /// The value below which a share from 0 to 1 of the values lies, as [`crate::quantile`] defines it.
    pub(crate) fn quantile(&self, probability: f64) -> Option<f64> {
        let place = self.len().checked_sub(1)? as f64 * probability;
        let below = libm::floor(place);
        let low = self.at(below as u64)?;
        let high = self.at(below as u64 + 1).unwrap_or(low);
        Some(between(low, high, place - below))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::samples::quantile::quantile_sorted;
    use crate::samples::sorting::sorted;

    #[test]
    fn the_pooled_order_is_the_merged_one() {
        let mut random = Random::new(11);
        for round in 0..300 {
            let mut draw = |most: u64| -> Vec<f64> {
                let length = random.below(most);
                sorted((0..length).map(|_| random.below(1 + round / 10) as f64))
            };
            let (reference, production) = (draw(30), draw(12));
            let merged = sorted(reference.iter().chain(&production).copied());
            let pooled = Pooled { reference: &reference, production: &production };
            for (place, value) in merged.iter().enumerate() {
                assert_eq!(pooled.at(place as u64), Some(*value));
            }
            assert_eq!(pooled.at(merged.len() as u64), None);
            for probability in [0.0, 0.25, 0.37, 0.5, 1.0] {
                assert_eq!(pooled.quantile(probability), quantile_sorted(&merged, probability));
            }
        }
    }
}
