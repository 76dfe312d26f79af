//! Common bins for two samples, with edges at the quantiles of both together.
//!
//! Bins of equal width put nearly everything into one of them as soon as a single outlier is far away, and a distance
//! between the samples then sees nothing. Bins at the pooled quantiles hold about equally many values each, whatever the
//! scale, so no outlier can empty them; and since they come from both samples, neither side is favoured.
//!
//! The number of bins is min(n, m)/10, at least 4 and at most 20: thinner bins would make the distance noisier than
//! its null band says. **A bin holds its lower edge and not its upper one**; the first reaches down to −∞, the last up
//! to ∞. Equal values always share a bin. A value that fills half a bin gets one of its own, so that a column that is
//! 0 in 93 of 100 rows still has bins below and above 0, and values gathered at a new bound are not counted together
//! with the tail that they come from.

use crate::samples::ordered::Ordered;
use crate::samples::pooled::Pooled;

/// The fewest and the most bins that are aimed at.
const FEWEST: u64 = 4;
const MOST: u64 = 20;

/// Values of the smaller sample for each bin.
const ROWS_PER_BIN: u64 = 10;

/// Values of the smaller sample that are expected in a bin at least.
const SMALLEST_EXPECTED: f64 = 5.0;

/// The inner edges, ascending: one less than there are bins. Empty where a sample is empty or all values are equal.
///
/// Every edge is the smallest value of the bin above it and finite; where only +∞ is above it, it is the next number
/// after the largest finite value. A heavy value may add bins, so that there may be up to 39.
///
/// ```
/// use driftscope_stats::bins::{count_between, pooled_quantile_edges};
///
/// let reference: Vec<f64> = (0..100).map(f64::from).collect();
/// let production: Vec<f64> = (0..40).map(f64::from).collect();
/// let edges = pooled_quantile_edges(&reference, &production);
/// assert_eq!(edges, [17.0, 35.0, 65.0]);
/// assert_eq!(count_between(&production, &edges), [17, 18, 5, 0]);
/// ```
#[must_use]
pub fn pooled_quantile_edges<R: Ordered + ?Sized, P: Ordered + ?Sized>(
    reference_sorted: &R,
    production_sorted: &P,
) -> Vec<f64> {
    let pooled = Pooled { reference: reference_sorted, production: production_sorted };
    let smaller = reference_sorted.size().min(production_sorted.size());
    if smaller == 0 {
        return Vec::new();
    }
    let bins = bins_of(smaller);
    let cuts = without_thin_bins(cuts(&pooled, bins), pooled.len(), thinnest(smaller, pooled.len(), bins));
    cuts.into_iter().filter_map(|cut| edge(&pooled, cut)).collect()
}

/// The number of values in every bin: at or above the edge before, below the edge after.
///
/// The edges must ascend. There is one count more than there are edges.
///
/// ```
/// assert_eq!(driftscope_stats::bins::count_between(&[1.0, 2.0, 2.0, 3.0], &[2.0, 3.0]), [1, 2, 1]);
/// ```
#[must_use]
pub fn count_between<S: Ordered + ?Sized>(sorted: &S, inner_edges: &[f64]) -> Vec<u64> {
    let mut start = 0;
    let mut counts = Vec::with_capacity(inner_edges.len() + 1);
    for edge in inner_edges {
        // An edge that does not ascend holds nothing.
        let end = sorted.below(*edge).max(start);
        counts.push(end - start);
        start = end;
    }
    counts.push(sorted.size() - start);
    counts
}

/// The edge that puts exactly `cut` pooled values below it.
fn edge<R: Ordered + ?Sized, P: Ordered + ?Sized>(pooled: &Pooled<'_, R, P>, cut: u64) -> Option<f64> {
    let above = pooled.at(cut)?;
    if above < f64::INFINITY {
        return Some(above);
    }
    // Only +∞ is above. A finite edge can be written and drawn.
    let below = pooled.at(cut.checked_sub(1)?)?;
    Some(if below == f64::NEG_INFINITY { 0.0 } else { below.next_up() })
}

/// Places of the pooled order, between unequal values, that divide it into about equal parts.
fn cuts<R: Ordered + ?Sized, P: Ordered + ?Sized>(pooled: &Pooled<'_, R, P>, bins: u64) -> Vec<u64> {
    let size = pooled.len();
    let mut cuts = Vec::new();
    for bin in 1..bins {
        let target = (size as u128 * bin as u128 / bins as u128) as u64;
        let Some(value) = pooled.at(target) else { continue };
        let (below, up_to) = pooled.below_and_up_to(value);
        if is_heavy(up_to - below, bins, size) {
            cuts.extend([below, up_to]);
        } else if target - below <= up_to - target {
            cuts.push(below);
        } else {
            cuts.push(up_to);
        }
    }
    cuts.retain(|&cut| cut > 0 && cut < size);
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// How many bins are aimed at, by the values of the smaller sample.
pub(crate) fn bins_of(smaller: u64) -> u64 {
    (smaller / ROWS_PER_BIN).clamp(FEWEST, MOST)
}

/// Whether a value that occurs this often fills half a bin.
pub(crate) fn is_heavy(count: u64, bins: u64, size: u64) -> bool {
    count.saturating_mul(2 * bins) >= size
}

/// The fewest pooled values that a bin may hold.
pub(crate) fn thinnest(smaller: u64, size: u64, bins: u64) -> u64 {
    // Small samples have fewer than five for an even bin; there, half an even bin is enough.
    let expected = SMALLEST_EXPECTED.min(0.5 * smaller as f64 / bins as f64);
    libm::ceil(expected * size as f64 / smaller as f64) as u64
}

/// Joins every bin that is too thin, the thinnest first, to the smaller one of its neighbours.
fn without_thin_bins(mut cuts: Vec<u64>, size: u64, thinnest: u64) -> Vec<u64> {
    while !cuts.is_empty() {
        let bounds: Vec<u64> = std::iter::once(0).chain(cuts.iter().copied()).chain([size]).collect();
        let sizes: Vec<u64> = bounds.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let Some((thin, _)) =
            sizes.iter().enumerate().filter(|(_, size)| **size < thinnest).min_by_key(|(_, size)| **size)
        else {
            break;
        };
        // Cut number i lies between bins i and i + 1.
        let with_next = thin == 0 || (thin + 1 < sizes.len() && sizes[thin + 1] < sizes[thin - 1]);
        cuts.remove(if with_next { thin } else { thin - 1 });
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::samples::sorting::sorted;

    #[test]
    fn a_heavy_value_leaves_its_neighbours_their_bins() {
        let sample = sorted((0..1_000).map(|i| {
            if i < 30 {
                -1.0 - f64::from(i)
            } else if i < 960 {
                0.0
            } else {
                f64::from(i)
            }
        }));
        let edges = pooled_quantile_edges(&sample, &sample);
        assert_eq!(edges, [0.0, 960.0]);
        assert_eq!(count_between(&sample, &edges), [30, 930, 40]);
    }

    #[test]
    fn outliers_do_not_empty_the_bins() {
        let plain = sorted((0..500).map(f64::from));
        let with_outlier = sorted((0..499).map(f64::from).chain([1e300]));
        let counts = count_between(&plain, &pooled_quantile_edges(&plain, &with_outlier));
        assert_eq!(counts.len(), 20);
        assert!(counts.iter().all(|&count| (24..=26).contains(&count)), "{counts:?}");
    }

    #[test]
    fn infinities_get_finite_edges() {
        let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
        let sample = sorted((0..100).map(|i| {
            if i < 30 {
                low
            } else if i < 60 {
                f64::from(i)
            } else {
                high
            }
        }));
        let edges = pooled_quantile_edges(&sample, &sample);
        assert!(edges.iter().all(|edge| edge.is_finite()), "{edges:?}");
        let counts = count_between(&sample, &edges);
        assert_eq!((counts[0], counts[counts.len() - 1]), (30, 40));
        assert_eq!(pooled_quantile_edges(&[low, high, high], &[low, high, high]), [0.0]);
    }

    #[test]
    fn equal_values_and_empty_samples_have_no_edge() {
        assert!(pooled_quantile_edges(&[2.0; 50], &[2.0; 50]).is_empty());
        assert!(pooled_quantile_edges(&[], &[1.0, 2.0]).is_empty());
        assert_eq!(count_between(&[1.0, 2.0], &[]), [2]);
    }

    #[test]
    fn no_bin_is_thinner_than_it_may_be() {
        let mut random = Random::new(12);
        for round in 0..500_u64 {
            let mut draw = || {
                let length = 20 + random.below(600);
                let values = 1 + random.below(3 + round);
                sorted((0..length).map(|_| random.below(values) as f64))
            };
            let (reference, production) = (draw(), draw());
            let edges = pooled_quantile_edges(&reference, &production);
            let smaller = reference.size().min(production.size());
            let size = reference.size() + production.size();
            let bins = (smaller / ROWS_PER_BIN).clamp(FEWEST, MOST);
            let counts = count_between(&reference, &edges).into_iter().zip(count_between(&production, &edges));
            assert!(
                counts
                    .into_iter()
                    .all(|(left, right)| edges.is_empty() || left + right >= thinnest(smaller, size, bins))
            );
            assert!(edges.windows(2).all(|pair| pair[0] < pair[1]) && edges.len() < 39);
        }
    }
}
