//! The largest probability over all rates that both sides may have in common when nothing has changed.
//!
//! ```text
//! sup over π of Σ P(k | π) A(k) / P(given),   P(k | π) binomial: k hits among all values of both sides
//! ```
//!
//! A(k) is the probability of a set of tables that have k hits; it does not depend on the rate, so there is one dimension to
//! search. The search is deterministic: in φ = arcsin √π, in which every standard deviation of the rate is 1/(2√N) long, at
//! eight points a standard deviation, and then by the golden section around each point that is above its neighbours and near
//! the largest. The second derivative in φ is at most 4 N max A, so a summit that the points do not show is less than max A/512
//! higher than they are; those that they show are found to 1e-9.
//!
//! Berger and Boos (1994, doi 10.1080/01621459.1994.10476836): the rate may be looked for in a confidence set alone, if the
//! set's probability of missing is added to the p-value.

use core::f64::consts::FRAC_PI_2;

use crate::laws::binomial::Stretch;
use crate::laws::special::beta_i;

/// Points of the search for each standard deviation of the rate.
const POINTS: f64 = 8.0;

/// The most points of a search.
const MOST_POINTS: f64 = 20_000.0;

/// What is taken as known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// Only how many values there are.
    Sizes,
    /// Given also that there are both hits and misses: without either there is no test.
    BothOutcomes,
}

impl Given {
    pub(crate) fn probability(self, total: u64, rate: f64) -> f64 {
        match self {
            Self::Sizes => 1.0,
            Self::BothOutcomes => {
                let total = total as f64;
                -libm::expm1(total * libm::log1p(-rate)) - libm::exp(total * libm::log(rate))
            }
        }
    }
}

/// Every rate between 0 and 1, as far as it makes a difference.
pub(crate) fn every_rate(total: u64) -> [f64; 2] {
    let least = 1e-9 / total as f64;
    [least, 1.0 - least]
}

/// The rates that `hits` among `total` do not speak against: each end is exact and missed with half of the probability
/// `missed` (Clopper and Pearson 1934, doi 10.1093/biomet/26.4.404), given that there are hits and misses.
pub(crate) fn not_refuted(hits: u64, total: u64, missed: f64) -> [f64; 2] {
    let [least, most] = every_rate(total);
    let (k, n) = (hits as f64, total as f64);
    let seen = k / n;
    let is_refuted = |tail: f64, rate: f64| tail < 0.5 * missed * Given::BothOutcomes.probability(total, rate);
    let too_low = |rate: f64| {
        let all = libm::exp(n * libm::log(rate));
        is_refuted(beta_i(k, n - k + 1.0, rate, 1.0 - rate) - all, rate)
    };
    let too_high = |rate: f64| {
        let none = libm::exp(n * libm::log1p(-rate));
        is_refuted(beta_i(n - k, k + 1.0, 1.0 - rate, rate) - none, rate)
    };
    // The ends that are refuted, so that the set is not too small.
    let low = if hits <= 1 { least } else { outermost(seen, 0.0, too_low).max(least) };
    let high = if hits + 1 >= total { most } else { outermost(seen, 1.0, too_high).min(most) };
    [low, high]
}

/// Halves the way from what is accepted to what is refuted.
fn outermost(mut accepted: f64, mut refuted: f64, is_refuted: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..40 {
        let middle = 0.5 * (accepted + refuted);
        if is_refuted(middle) {
            refuted = middle;
        } else {
            accepted = middle;
        }
    }
    refuted
}

/// The largest probability of the tables over rates from one to another. `levels` are the A(k) from k = `first` on; elsewhere
/// they are 0.
pub(crate) fn supremum(total: u64, [low, high]: [f64; 2], first: u64, levels: &[f64], given: Given) -> f64 {
    let probability = |angle: f64| {
        let root = libm::sin(angle);
        // The rates at the ends are inside, so that nothing is divided by 0.
        let rate = (root * root).clamp(low, high);
        let stretch = Stretch::new(total, rate);
        let sum: f64 = if stretch.first <= first {
            let skipped = usize::try_from(first - stretch.first).unwrap_or(usize::MAX);
            product(stretch.probabilities.get(skipped..).unwrap_or(&[]), levels)
        } else {
            let skipped = usize::try_from(stretch.first - first).unwrap_or(usize::MAX);
            product(&stretch.probabilities, levels.get(skipped..).unwrap_or(&[]))
        };
        sum / given.probability(total, rate)
    };
    let angle = |rate: f64| libm::asin(rate.sqrt()).clamp(0.0, FRAC_PI_2);
    let (from, to) = (angle(low), angle(high));
    let steps = (POINTS * 2.0 * (total as f64).sqrt() * (to - from)).ceil().clamp(1.0, MOST_POINTS);
    let step = (to - from) / steps;
    let values: Vec<f64> = (0..=steps as u32).map(|place| probability(from + step * f64::from(place))).collect();
    let largest = values.iter().copied().fold(0.0, f64::max);
    let near = largest - levels.iter().copied().fold(0.0, f64::max) / 512.0;
    let mut found = largest;
    for (place, &value) in values.iter().enumerate() {
        let neighbours = [place.checked_sub(1), Some(place + 1)].map(|place| place.and_then(|place| values.get(place)));
        if value >= near && neighbours.into_iter().flatten().all(|neighbour| *neighbour <= value) {
            let middle = from + step * place as f64;
            found = found.max(summit(&probability, (middle - step).max(from), (middle + step).min(to)));
        }
    }
    found
}

fn product(probabilities: &[f64], levels: &[f64]) -> f64 {
    probabilities.iter().zip(levels).map(|(probability, level)| probability * level).sum()
}

/// The golden section (Kiefer 1953, doi 10.1090/S0002-9939-1953-0055639-3).
fn summit(value: &impl Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    const SECTION: f64 = 0.618_033_988_749_894_9;
    let (mut left, mut right) = (high - SECTION * (high - low), low + SECTION * (high - low));
    let (mut of_left, mut of_right) = (value(left), value(right));
    // A step an eighth of a standard deviation long leaves an error of 1e-9 of the value when it is this much shorter.
    for _ in 0..18 {
        if of_left > of_right {
            high = right;
            (right, of_right) = (left, of_left);
            left = high - SECTION * (high - low);
            of_left = value(left);
        } else {
            low = left;
            (left, of_left) = (right, of_right);
            right = low + SECTION * (high - low);
            of_right = value(right);
        }
    }
    of_left.max(of_right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_misses_as_rarely_as_it_says() {
        for total in [5_u64, 40, 300] {
            for rate in [0.002, 0.03, 0.3, 0.5] {
                let given = Given::BothOutcomes.probability(total, rate);
                let missed: f64 = (1..total)
                    .filter(|&hits| {
                        let [low, high] = not_refuted(hits, total, 0.01);
                        !(low..=high).contains(&rate)
                    })
                    .map(|hits| crate::laws::binomial::probability(hits, total, rate))
                    .sum();
                assert!(missed <= 0.01 * given * (1.0 + 1e-9), "{total} {rate}: {missed}");
            }
        }
    }

    #[test]
    fn a_single_summit_is_found() {
        // P(k = 3 | N = 10) is largest at 0.3.
        let found = supremum(10, every_rate(10), 3, &[1.0], Given::Sizes);
        let expected = 120.0 * libm::pow(0.3, 3.0) * libm::pow(0.7, 7.0);
        assert!((found / expected - 1.0).abs() < 1e-9, "{found} {expected}");
        // Given that there are hits and misses, a single hit is certain at the lowest rates.
        let found = supremum(1_000, every_rate(1_000), 1, &[1.0], Given::BothOutcomes);
        assert!((found - 1.0).abs() < 1e-6, "{found}");
    }
}
