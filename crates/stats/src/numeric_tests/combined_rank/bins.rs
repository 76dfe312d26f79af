//! Pearson's χ² over every distinct value, for changes that are spread over many values, none of them large.
//!
//! **Law**, given the margins: a multiple of a χ² with the exact mean and variance of the statistic (Haldane 1940,
//! doi 10.1093/biomet/31.3-4.346, for the 2 × k table), so that rare values do no harm.

use super::Look;
use super::scan::Edge;
use crate::laws::chi_squared_law;

/// Compares the counts between the edges, of `size` values of which `reference` are the reference's. `None` with fewer than two
/// bins, or fewer than four values.
pub(super) fn chi_square(edges: &[Edge], size: u64, reference: u64) -> Option<Look> {
    let bins = edges.len().checked_sub(1).filter(|&bins| bins > 1)?;
    let (size, reference) = (size as f64, reference as f64);
    let production = size - reference;
    let (mut statistic, mut inverses) = (0.0, 0.0);
    for pair in edges.windows(2) {
        let total = (pair[1].below - pair[0].below) as f64;
        let inside = (pair[1].reference_below - pair[0].reference_below) as f64;
        let off = inside - total * reference / size;
        statistic += off * off / total;
        inverses += 1.0 / total;
    }
    statistic *= size * size / (reference * production);
    let (mean, variance) = moments(bins as f64, size, reference * production, inverses)?;
    // a χ²_d with this mean and variance.
    let scale = 0.5 * variance / mean;
    Some(Look { statistic, p_value: chi_squared_law::sf(statistic / scale, mean / scale) })
}

/// Mean and variance of Pearson's statistic of a 2 × k table given its margins.
fn moments(bins: f64, size: f64, product: f64, inverses: f64) -> Option<(f64, f64)> {
    if size < 4.0 {
        return None;
    }
    let mean = (bins - 1.0) * size / (size - 1.0);
    // Dawson (1954, doi 10.1093/biomet/41.1-2.275): what the margins of the sides and those of the bins contribute.
    let uneven = |classes: f64, inverses: f64| (size * inverses - classes * classes) / (size - 2.0);
    let even = |classes: f64| (classes - 1.0) * (size - classes) / (size - 1.0);
    let (of_sides, of_bins) = (uneven(2.0, size / product), uneven(bins, inverses));
    let variance = 2.0 * size / (size - 3.0) * (even(2.0) - of_sides) * (even(bins) - of_bins)
        + size * size / (size - 1.0) * of_sides * of_bins;
    (variance > 0.0).then_some((mean, variance))
}
