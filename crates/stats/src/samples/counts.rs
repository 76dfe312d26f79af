//! Two slices of counts over the same categories, read safely.
//!
//! Where one slice is shorter, the categories it lacks count as zero. Totals are kept in 128 bits, so that no input
//! can overflow them, and become floating-point numbers only where a formula divides.

/// The two counts of every category, in the order of the slices.
pub(crate) fn pairs(reference: &[u64], production: &[u64]) -> impl Iterator<Item = (u64, u64)> {
    let count = |side: &[u64], place: usize| side.get(place).copied().unwrap_or(0);
    (0..reference.len().max(production.len())).map(move |place| (count(reference, place), count(production, place)))
}

/// The categories that at least one side has.
pub(crate) fn non_empty(reference: &[u64], production: &[u64]) -> impl Iterator<Item = (u64, u64)> {
    pairs(reference, production).filter(|&(left, right)| left > 0 || right > 0)
}

/// The sum of one side.
pub(crate) fn total(side: &[u64]) -> u128 {
    side.iter().map(|&count| u128::from(count)).sum()
}

/// Both sums as numbers; `None` where a side is empty.
pub(crate) fn totals(reference: &[u64], production: &[u64]) -> Option<(f64, f64)> {
    let (left, right) = (total(reference), total(production));
    (left > 0 && right > 0).then_some((left as f64, right as f64))
}
