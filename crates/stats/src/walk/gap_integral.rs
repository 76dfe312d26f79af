//! The integral, over the real line, of a function of the gap between two empirical distribution functions.
//!
//! Between two neighbouring values both functions are constant, so the integral is a sum of height times width. Infinite
//! values are left out on both sides, as they would make every width infinite; the functions are those of the finite
//! values.

use crate::sums::compensated::Sum;
use crate::walk::tie_group::{Samples, TieGroup};

/// ∫ f(F(x) − G(x)) dx, for an f that is 0 at 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GapIntegral {
    /// Finite values of either sample.
    n: f64,
    m: f64,
    /// Values at −∞ of either sample.
    reference_low: u64,
    production_low: u64,
    /// Widths are taken times this: between values of ±1e308 lies more than a double can hold.
    scale: f64,
    /// The last value so far, and f at and above it.
    last: f64,
    height: f64,
    sum: Sum,
}

impl GapIntegral {
    pub(crate) fn new(samples: &Samples) -> Self {
        let (reference, production) = (samples.reference, samples.production);
        let representable = match (reference.ends, production.ends) {
            (Some(left), Some(right)) => (left.1.max(right.1) - left.0.min(right.0)).is_finite(),
            _ => true,
        };
        Self {
            n: reference.finite as f64,
            m: production.finite as f64,
            reference_low: reference.low,
            production_low: production.low,
            scale: if representable { 1.0 } else { 0.25 },
            last: 0.0,
            height: 0.0,
            sum: Sum::default(),
        }
    }

    pub(crate) fn add(&mut self, groups: &[TieGroup], height: impl Fn(f64) -> f64) {
        let pairs = self.n * self.m;
        for group in groups.iter().filter(|group| group.value.is_finite()) {
            let value = group.value * self.scale;
            // Before the first value the height is 0, whatever the width.
            self.sum.add(self.height * (value - self.last));
            self.last = value;
            let reference = (group.reference_below + group.reference - self.reference_low) as f64;
            let production = (group.production_below + group.production - self.production_low) as f64;
            self.height = height((reference * self.m - production * self.n) / pairs);
        }
    }

    /// The integral; `None` where a sample has no finite value. Infinite where it exceeds the largest double.
    pub(crate) fn integral(&self) -> Option<f64> {
        self.scaled_integral().map(|(integral, scale)| integral / scale)
    }

    /// The integral times a scale, and that scale, a power of 4. Always finite.
    pub(crate) fn scaled_integral(&self) -> Option<(f64, f64)> {
        (self.n > 0.0 && self.m > 0.0).then(|| (self.sum.total(), self.scale))
    }
}
