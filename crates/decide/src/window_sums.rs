//! Some windows of a column against others: their counts summed, and the p-values and effects that follow from these.

use driftscope_report::{ColumnWindows, WindowedCounts};
use driftscope_stats::{chi_square, jensen_shannon};

/// The expected count below which values are pooled for χ².
pub(crate) const SMALLEST_EXPECTED: f64 = 5.0;

/// The values of some windows by bin, and how many rows have none.
pub(crate) struct Summed {
    bins: Vec<u64>,
    missing: u64,
}

/// The values of the chosen windows of both sides.
pub(crate) fn summed(column: &ColumnWindows, chosen: &[Vec<bool>; 2]) -> Summed {
    let mut sum = Summed { bins: Vec::new(), missing: 0 };
    for (side, chosen) in [&column.reference, &column.production].into_iter().zip(chosen) {
        let WindowedCounts { counts, missing, .. } = side;
        for (number, counts) in counts.iter().enumerate().filter(|(number, _)| chosen.get(*number) == Some(&true)) {
            sum.bins.resize(sum.bins.len().max(counts.len()), 0);
            sum.bins.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            sum.missing += missing.get(number).copied().unwrap_or_default();
        }
    }
    sum
}

/// The p-value and the effect of the values, and those of whether they are missing.
pub(crate) fn parts(sides: [&Summed; 2]) -> Vec<(f64, f64)> {
    let there = sides.map(|side| vec![side.bins.iter().sum(), side.missing]);
    let values = sides.map(|side| side.bins.clone());
    let compared = [values, there].into_iter().filter_map(|[reference, production]| {
        let effect = jensen_shannon::effect(&reference, &production)?;
        let (reference, production) = chi_square::pool_rare(&reference, &production, SMALLEST_EXPECTED);
        let p_value = chi_square::homogeneity(&reference, &production).map_or(1.0, |found| found.p_value);
        Some((p_value, effect))
    });
    compared.collect()
}

/// The p-value of both parts together: Bonferroni.
pub(crate) fn p_value(parts: &[(f64, f64)]) -> f64 {
    (parts.iter().map(|part| part.0).fold(1.0, f64::min) * parts.len() as f64).min(1.0)
}
