//! The binomial law: the number of hits among N values, each with the same rate.
//!
//! ```text
//! P(k) = C(N, k) π^k (1 − π)^(N − k)
//! ```
//!
//! One probability is by Loader's saddle-point form (2000), so that no large logarithm is subtracted from another: relative
//! accuracy 1e-12 for N up to 1e9. Its neighbours follow by their ratios.

use core::f64::consts::TAU;

use crate::laws::special::{deviance, stirling_error};

/// Probabilities below this, as a share of the largest one, are left out of a stretch; together they are below 1e-16.
const LEAST: f64 = 1e-18;

/// The probabilities around the most likely number of hits, all of those that count.
#[derive(Clone, Debug)]
pub(crate) struct Stretch {
    /// The number of hits that the first probability belongs to.
    pub first: u64,
    pub probabilities: Vec<f64>,
}

impl Stretch {
    /// For `size` values with this rate, which lies between 0 and 1.
    pub(crate) fn new(size: u64, rate: f64) -> Self {
        let mode = ((size as f64 + 1.0) * rate).min(size as f64) as u64;
        let largest = probability(mode, size, rate);
        let odds = rate / (1.0 - rate);
        let mut below = Vec::new();
        let (mut term, mut count) = (largest, mode);
        while count > 0 && term > largest * LEAST {
            term *= count as f64 / ((size - count + 1) as f64 * odds);
            below.push(term);
            count -= 1;
        }
        below.reverse();
        let first = count;
        let mut probabilities = below;
        probabilities.push(largest);
        (term, count) = (largest, mode);
        while count < size && term > largest * LEAST {
            term *= (size - count) as f64 * odds / (count + 1) as f64;
            probabilities.push(term);
            count += 1;
        }
        Self { first, probabilities }
    }

    /// The number of hits that the last probability belongs to.
    pub(crate) fn last(&self) -> u64 {
        self.first + self.probabilities.len() as u64 - 1
    }
}

/// The probability of `count` hits.
pub(crate) fn probability(count: u64, size: u64, rate: f64) -> f64 {
    let Parts { exponent, square } = Parts::new(count, size, rate, 1.0 - rate);
    libm::exp(exponent) * square.sqrt()
}

/// A binomial probability as e to the exponent times the root of the square.
pub(crate) struct Parts {
    pub exponent: f64,
    pub square: f64,
}

impl Parts {
    /// For `x` hits among `n`, the rate given by itself and as what is left of 1.
    pub(crate) fn new(x: u64, n: u64, share: f64, rest_share: f64) -> Self {
        let (count, rest, size) = (x as f64, (n - x) as f64, n as f64);
        if x == 0 || x == n {
            let base = if x == 0 { rest_share } else { share };
            // ln(1 − s) is exact where s is small.
            let other = if x == 0 { share } else { rest_share };
            let logarithm = if base > 0.5 { libm::log1p(-other) } else { libm::log(base) };
            return Self { exponent: size * logarithm, square: 1.0 };
        }
        let exponent = stirling_error(size)
            - stirling_error(count)
            - stirling_error(rest)
            - deviance(count, size * share)
            - deviance(rest, size * rest_share);
        Self { exponent, square: size / (TAU * count * rest) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_holds_what_counts() {
        for (size, rate) in [(1, 0.3), (40, 0.5), (1_000, 1e-9), (1_000, 0.999), (20_000_000, 3e-7), (20_000_000, 1e-4)]
        {
            let stretch = Stretch::new(size, rate);
            let sum: f64 = stretch.probabilities.iter().sum();
            let hits = stretch.probabilities.iter().zip(stretch.first..).map(|(p, k)| p * k as f64).sum::<f64>();
            assert!((sum - 1.0).abs() < 1e-11, "{size} {rate}: {sum}");
            assert!((hits / (size as f64 * rate) - 1.0).abs() < 1e-9, "{size} {rate}: {hits}");
            assert!(stretch.last() <= size);
        }
    }
}
