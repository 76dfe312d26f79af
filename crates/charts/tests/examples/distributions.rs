//! Histograms and quantiles of distributions, from their cumulative shares.

use driftscope_report::{Histogram, Quantiles, TestResult};

/// A cumulative distribution: the share of values up to each value.
pub(crate) type Cumulative<'a> = &'a dyn Fn(f64) -> f64;

pub(crate) fn normal(mean: f64, sd: f64) -> impl Fn(f64) -> f64 {
    move |value| 0.5 * libm::erfc((mean - value) / sd / std::f64::consts::SQRT_2)
}

pub(crate) fn log_normal(median: f64, sigma: f64) -> impl Fn(f64) -> f64 {
    let of_logarithm = normal(libm::log(median), sigma);
    move |value| if value > 0.0 { of_logarithm(libm::log(value)) } else { 0.0 }
}

/// A share of zeros, the rest as given.
pub(crate) fn with_zeros(share: f64, rest: impl Fn(f64) -> f64) -> impl Fn(f64) -> f64 {
    move |value| if value < 0.0 { 0.0 } else { share + (1.0 - share) * rest(value) }
}

/// Bins of one width from `low`, with tails where the distributions go on.
pub(crate) fn histogram(
    sides: [(Cumulative<'_>, f64); 2],
    low: f64,
    width: f64,
    bins: usize,
    ends: (f64, f64),
) -> Histogram {
    let mut edges: Vec<f64> = (0..=bins).map(|bin| low + width * bin as f64).collect();
    let (lower_tail, upper_tail) = (ends.0 < low, ends.1 > edges[bins]);
    if lower_tail {
        edges.insert(0, ends.0);
    }
    if upper_tail {
        edges.push(ends.1);
    }
    let counts = |(cumulative, rows): (Cumulative<'_>, f64)| -> Vec<u64> {
        let last = edges.len() - 2;
        // Just below an edge, because a bin does not hold its upper edge; all that is left is in the first and last.
        let below = |edge: f64| cumulative(edge - width * 1e-9);
        let share = |bin: usize| {
            let from = if bin == 0 { 0.0 } else { below(edges[bin]) };
            let to = if bin == last { 1.0 } else { below(edges[bin + 1]) };
            to - from
        };
        (0..=last).map(|bin| (share(bin) * rows).round() as u64).collect()
    };
    Histogram { reference: counts(sides[0]), production: counts(sides[1]), edges, lower_tail, upper_tail }
}

/// Percentiles, by halving an interval that holds all values.
pub(crate) fn quantiles(sides: [Cumulative<'_>; 2], ends: (f64, f64)) -> Quantiles {
    let probabilities: Vec<f64> = (0..=100).map(|percent| f64::from(percent) / 100.0).collect();
    let values = |cumulative: Cumulative<'_>| -> Vec<f64> {
        probabilities
            .iter()
            .map(|&probability| {
                let (mut low, mut high) = ends;
                for _ in 0..80 {
                    let middle = (low + high) / 2.0;
                    if cumulative(middle) < probability.clamp(1e-4, 1.0 - 1e-4) { low = middle } else { high = middle }
                }
                (high * 1e6).round() / 1e6
            })
            .collect()
    };
    Quantiles { reference: values(sides[0]), production: values(sides[1]), probabilities }
}

/// The widest gap between two distributions, searched on a fine grid.
pub(crate) fn ks(sides: [Cumulative<'_>; 2], ends: (f64, f64)) -> TestResult {
    let steps = 20_000;
    let mut best = TestResult { statistic: Some(0.0), ..TestResult::default() };
    for step in 0..=steps {
        let value = ends.0 + (ends.1 - ends.0) * f64::from(step) / f64::from(steps);
        let (reference, production) = (sides[0](value), sides[1](value));
        if Some((reference - production).abs()) > best.statistic {
            best.statistic = Some((reference - production).abs());
            best.location = Some((value * 1e4).round() / 1e4);
            best.reference_share = Some(reference);
            best.production_share = Some(production);
        }
    }
    best
}
