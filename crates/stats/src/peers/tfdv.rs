//! TensorFlow Data Validation's drift of a numeric column: the Jensen–Shannon divergence of two coarse histograms.
//!
//! ```text
//! JSD = ½ KL₂(P, M) + ½ KL₂(Q, M),   M = ½ (P + Q)
//! ```
//!
//! Each side is counted in ten bins of equal width over *its own* range; then both are cut at all edges, every bin's values
//! taken to lie evenly in it. From 0 to 1, a divergence and not its root. Categories are compared by
//! [`crate::l_infinity`]. TFDV draws its histograms from sketches of quantiles, so that its figures agree with these to a few
//! digits only; and it has no thresholds of its own: its documentation's examples use 0.01.

use crate::peers::numpy_histogram::counts;

/// Bins of each side.
const BINS: usize = 10;

/// The divergence of two sorted samples of finite numbers. `None` where one is empty, or its range exceeds the largest
/// double.
///
/// ```
/// use driftscope_stats::peers::tfdv::divergence;
///
/// let reference: Vec<f64> = (0..=100).map(f64::from).collect();
/// assert_eq!(divergence(&reference, &reference), Some(0.0));
/// assert_eq!(divergence(&reference, &[500.0, 600.0]), Some(1.0));
/// ```
#[must_use]
pub fn divergence(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<f64> {
    let (left, right) = (Histogram::of(reference_sorted)?, Histogram::of(production_sorted)?);
    let mut cuts: Vec<f64> = left.edges.iter().chain(&right.edges).copied().collect();
    cuts.sort_unstable_by(f64::total_cmp);
    cuts.dedup();
    // The values of a side that are all equal lie in a bin of no width, at a cut.
    let spans = cuts.windows(2).map(|pair| (pair[0], pair[1])).chain(cuts.iter().map(|&cut| (cut, cut)));
    let term = |p: f64, middle: f64| if p > 0.0 { p * libm::log2(p / middle) } else { 0.0 };
    let sum: f64 = spans
        .map(|(from, to)| {
            let (p, q) = (left.share(from, to), right.share(from, to));
            term(p, 0.5 * (p + q)) + term(q, 0.5 * (p + q))
        })
        .sum();
    Some((0.5 * sum).clamp(0.0, 1.0))
}

/// One side's bins.
struct Histogram {
    edges: Vec<f64>,
    shares: Vec<f64>,
}

impl Histogram {
    fn of(sorted: &[f64]) -> Option<Self> {
        let (first, last) = (*sorted.first()?, *sorted.last()?);
        let width = (last - first) / BINS as f64;
        if !width.is_finite() {
            return None;
        }
        if width == 0.0 {
            return Some(Self { edges: vec![first], shares: vec![1.0] });
        }
        let mut edges: Vec<f64> = (0..BINS).map(|bin| first + bin as f64 * width).collect();
        edges.push(last);
        let shares = counts(sorted, &edges).into_iter().map(|count| count as f64 / sorted.len() as f64).collect();
        Some(Self { edges, shares })
    }

    /// The share of the values between two neighbouring cuts, or at one.
    fn share(&self, from: f64, to: f64) -> f64 {
        if let [only] = self.edges[..] {
            return if from == only && to == only { 1.0 } else { 0.0 };
        }
        let Some(bin) = self.edges.partition_point(|edge| *edge <= from).checked_sub(1) else { return 0.0 };
        match (self.shares.get(bin), self.edges.get(bin + 1)) {
            (Some(share), Some(upper)) => share * (to - from) / (upper - self.edges[bin]),
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_a_range_share_half() {
        // Uniform on 0 to 10 against uniform on 5 to 15: P and Q share half of their mass.
        let reference: Vec<f64> = (0..=1000).map(|step| f64::from(step) / 100.0).collect();
        let production: Vec<f64> = reference.iter().map(|value| value + 5.0).collect();
        let found = divergence(&reference, &production).unwrap();
        assert!((found - 0.5).abs() < 1e-3, "{found}");
    }

    #[test]
    fn constants_are_compared_by_where_they_lie() {
        assert_eq!(divergence(&[2.0; 3], &[2.0; 9]), Some(0.0));
        assert_eq!(divergence(&[2.0; 3], &[3.0; 9]), Some(1.0));
        assert_eq!(divergence(&[], &[3.0]), None);
        assert_eq!(divergence(&[-1.7e308, 1.7e308], &[3.0]), None);
    }
}
