//! NumPy's histogram: bins of equal width over the range of the values, their number by a rule.
//!
//! ```text
//! Sturges: width = range/(log₂ n + 1)         Doane: width = range/(1 + log₂ n + log₂(1 + |g₁|/s))
//! count = ⌈range/width⌉                       s = √(6 (n − 2)/((n + 1)(n + 3))),  g₁ the skewness
//! ```
//!
//! As `numpy.histogram_bin_edges` 2.4 has it: whole numbers have bins at least 1 wide, and where all values are equal the
//! one bin reaches half a unit to either side. Bins include their lower edge, the last one its upper edge too. An
//! outlier makes all bins wide and leaves nearly everything in one of them.

use core::cmp::Ordering;

/// The rule for the number of bins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// For about normal values (Sturges 1926, doi 10.1080/01621459.1926.10502161).
    Sturges,
    /// Sturges's rule with more bins for skewed values (Doane 1976, doi 10.1080/00031305.1976.10479172).
    Doane,
}

/// The edges for values that are given as sorted runs, all of them together. They must be finite.
///
/// `None` where there is no value or the range exceeds the largest double.
///
/// ```
/// use driftscope_stats::peers::numpy_histogram::{Rule, edges};
///
/// // numpy.histogram_bin_edges([1, 2, 3, 10], bins="sturges")
/// assert_eq!(edges(&[&[1.0, 2.0], &[3.0, 10.0]], Rule::Sturges, true), Some(vec![1.0, 4.0, 7.0, 10.0]));
/// ```
#[must_use]
pub fn edges(runs: &[&[f64]], rule: Rule, whole: bool) -> Option<Vec<f64>> {
    let extreme = |of: fn(&&[f64]) -> Option<f64>, keep: Ordering| {
        runs.iter().filter_map(of).reduce(|a, b| if b.partial_cmp(&a) == Some(keep) { b } else { a })
    };
    let (mut first, mut last) =
        (extreme(|run| run.first().copied(), Ordering::Less)?, extreme(|run| run.last().copied(), Ordering::Greater)?);
    let range = last - first;
    if !range.is_finite() {
        return None;
    }
    let size = runs.iter().map(|run| run.len()).sum::<usize>() as f64;
    let mut width = match rule {
        Rule::Sturges => range / (libm::log2(size) + 1.0),
        Rule::Doane => doane(runs, size, range),
    };
    if range == 0.0 {
        (first, last) = (first - 0.5, last + 0.5);
    }
    if whole && width > 0.0 && width < 1.0 {
        width = 1.0;
    }
    // Both rules give fewer than 200 bins for any number of values that fits in a memory.
    let count = if width > 0.0 { libm::ceil((last - first) / width).clamp(1.0, 1e4) } else { 1.0 };
    let step = (last - first) / count;
    let mut edges: Vec<f64> = (0..count as usize).map(|place| place as f64 * step + first).collect();
    edges.push(last);
    Some(edges)
}

/// The number of sorted values in each bin; those outside of all bins are in none.
///
/// ```
/// use driftscope_stats::peers::numpy_histogram::counts;
///
/// assert_eq!(counts(&[0.0, 1.0, 1.5, 2.0, 9.0], &[1.0, 1.5, 2.0]), [1, 2]);
/// ```
#[must_use]
pub fn counts(sorted: &[f64], edges: &[f64]) -> Vec<u64> {
    let mut places = edges.iter().map(|edge| sorted.partition_point(|value| value < edge)).collect::<Vec<_>>();
    if let (Some(place), Some(last)) = (places.last_mut(), edges.last()) {
        *place = sorted.partition_point(|value| value <= last);
    }
    places.windows(2).map(|pair| pair[1].saturating_sub(pair[0]) as u64).collect()
}

/// Doane's width, or 0 where it is not defined.
fn doane(runs: &[&[f64]], size: f64, range: f64) -> f64 {
    let values = || runs.iter().copied().flatten().copied();
    let mean = values().sum::<f64>() / size;
    let variance = values().map(|value| (value - mean) * (value - mean)).sum::<f64>() / size;
    if size <= 2.0 || variance <= 0.0 || !variance.is_finite() {
        return 0.0;
    }
    let sd = variance.sqrt();
    let cube = |value: f64| {
        let unit = (value - mean) / sd;
        unit * unit * unit
    };
    let skewness = values().map(cube).sum::<f64>() / size;
    let spread = (6.0 * (size - 2.0) / ((size + 1.0) * (size + 3.0))).sqrt();
    range / (1.0 + libm::log2(size) + libm::log2(1.0 + skewness.abs() / spread))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_one_bin_around_them() {
        assert_eq!(edges(&[&[3.0, 3.0], &[3.0]], Rule::Sturges, true), Some(vec![2.5, 3.5]));
        assert_eq!(edges(&[&[3.0, 3.0], &[3.0]], Rule::Doane, false), Some(vec![2.5, 3.5]));
    }

    #[test]
    fn whole_numbers_have_no_narrow_bins() {
        let values: Vec<f64> = (0..1000).map(|step| f64::from(step % 4)).collect();
        let mut values = values;
        values.sort_by(f64::total_cmp);
        assert_eq!(edges(&[&values], Rule::Sturges, true), Some(vec![0.0, 1.0, 2.0, 3.0]));
        assert_eq!(edges(&[&values], Rule::Sturges, false).unwrap().len(), 12);
    }

    #[test]
    fn what_cannot_be_binned_is_none() {
        assert_eq!(edges(&[], Rule::Sturges, false), None);
        assert_eq!(edges(&[&[], &[]], Rule::Sturges, false), None);
        assert_eq!(edges(&[&[-1.7e308, 1.7e308]], Rule::Sturges, false), None);
    }
}
