//! NannyML's univariate drift with its defaults: Jensen–Shannon distances over ten chunks of rows.
//!
//! ```text
//! distance = √JSD₂(reference, chunk)     threshold = mean + 3 sd of the distances of the reference's own chunks
//! ```
//!
//! As version 0.13 computes it: numbers on Doane's bins of the reference, categories on those of the reference; whatever of
//! a chunk lies in none of them is one more bin, empty in the reference. A chunk is a tenth of the rows, in their order, and
//! what remains is a chunk of its own. Each chunk that exceeds the threshold is an alert, so that ten chunks of a stable
//! column have about ten chances of one; the threshold adapts to the noise of the *reference's* chunk size alone.

use crate::peers::numpy_histogram::{Rule, edges};

/// Chunks of each side.
const CHUNKS: usize = 10;

/// Standard deviations above the mean.
const REACH: f64 = 3.0;

/// A row without a value.
pub const MISSING: u32 = u32::MAX;

/// A row whose value is in no bin of the reference.
const OUTSIDE: u32 = u32::MAX - 1;

/// What the chunks say.
#[derive(Clone, Debug, PartialEq)]
pub struct Chunks {
    /// The largest distance of a production chunk.
    pub score: f64,
    /// What a distance must exceed.
    pub threshold: f64,
    /// The distance of each of production's chunks that has a value.
    pub distances: Vec<f64>,
}

impl Chunks {
    /// The chunks that exceed the threshold.
    #[must_use]
    pub fn alerts(&self) -> usize {
        self.distances.iter().filter(|distance| **distance > self.threshold).count()
    }
}

/// Judges numbers in the order of their rows, NaN where one is missing.
///
/// `None` with fewer than ten rows on a side, an infinite reference, or no value at all.
///
/// ```
/// use driftscope_stats::peers::nannyml::of_numbers;
///
/// let reference: Vec<f64> = (0..500).map(|row| f64::from(row * 37 % 101)).collect();
/// let production: Vec<f64> = reference.iter().map(|value| value + 40.0).collect();
/// assert_eq!(of_numbers(&reference, &reference).unwrap().alerts(), 0);
/// assert_eq!(of_numbers(&reference, &production).unwrap().alerts(), 10);
/// ```
#[must_use]
pub fn of_numbers(reference: &[f64], production: &[f64]) -> Option<Chunks> {
    let mut sorted: Vec<f64> = reference.iter().copied().filter(|value| !value.is_nan()).collect();
    if sorted.iter().any(|value| value.is_infinite()) {
        return None;
    }
    crate::samples::sorting::sort_numbers(&mut sorted);
    let edges = edges(&[&sorted], Rule::Doane, false)?;
    let place = |value: f64| place(value, &edges);
    let places = |rows: &[f64]| rows.iter().map(|&value| place(value)).collect::<Vec<u32>>();
    judge(&places(reference), &places(production), edges.len() - 1)
}

/// Judges category numbers in the order of their rows, [`MISSING`] where there is none.
///
/// `None` with fewer than ten rows on a side, or no value at all.
#[must_use]
pub fn of_categories(reference: &[u32], production: &[u32]) -> Option<Chunks> {
    let present = |rows: &[u32]| rows.iter().copied().filter(|&category| category != MISSING).max();
    let most = present(reference).max(present(production))? as usize;
    if most >= reference.len() + production.len() {
        return None;
    }
    // Those of the reference are bins, in their order.
    let mut bins = vec![OUTSIDE; most + 1];
    reference.iter().filter(|&&category| category != MISSING).for_each(|&category| bins[category as usize] = 0);
    let mut count = 0;
    for bin in bins.iter_mut().filter(|bin| **bin != OUTSIDE) {
        *bin = count;
        count += 1;
    }
    let places = |rows: &[u32]| {
        let place = |&category: &u32| if category == MISSING { MISSING } else { bins[category as usize] };
        rows.iter().map(place).collect::<Vec<u32>>()
    };
    judge(&places(reference), &places(production), count as usize)
}

/// The bin of a value: guessed by the width of the bins, which are equal but for rounding, and then found.
fn place(value: f64, edges: &[f64]) -> u32 {
    let (first, last, bins) = (edges[0], edges[edges.len() - 1], edges.len() - 1);
    if value.is_nan() {
        return MISSING;
    }
    if value < first || value > last {
        return OUTSIDE;
    }
    let mut bin = (((value - first) / (last - first) * bins as f64) as usize).min(bins - 1);
    while bin > 0 && edges[bin] > value {
        bin -= 1;
    }
    // The last bin has its upper edge, too.
    while bin + 1 < bins && edges[bin + 1] <= value {
        bin += 1;
    }
    bin as u32
}

fn judge(reference: &[u32], production: &[u32], bins: usize) -> Option<Chunks> {
    let shares = shares(reference, bins)?;
    let distances = |rows: &[u32]| {
        let size = rows.len() / CHUNKS;
        let chunks = (size > 0).then(|| rows.chunks(size))?;
        Some(chunks.filter_map(|chunk| distance(&shares, chunk)).collect::<Vec<f64>>())
    };
    let (own, others) = (distances(reference)?, distances(production)?);
    let size = own.len() as f64;
    let mean = own.iter().sum::<f64>() / size;
    let sd = (own.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / size).sqrt();
    let threshold = mean + REACH * sd;
    let score = others.iter().copied().reduce(f64::max)?;
    Some(Chunks { score, threshold, distances: others })
}

/// The share of each bin, and last of what is outside. `None` where there is no value.
fn shares(rows: &[u32], bins: usize) -> Option<Vec<f64>> {
    let mut counts = vec![0_u64; bins + 1];
    for &place in rows.iter().filter(|&&place| place != MISSING) {
        counts[(place as usize).min(bins)] += 1;
    }
    let total: u64 = counts.iter().sum();
    (total > 0).then(|| counts.iter().map(|&count| count as f64 / total as f64).collect())
}

fn distance(reference: &[f64], chunk: &[u32]) -> Option<f64> {
    let term = |p: f64, middle: f64| if p > 0.0 { p * libm::log2(p / middle) } else { 0.0 };
    let sum: f64 = shares(chunk, reference.len() - 1)?
        .iter()
        .zip(reference)
        .map(|(&q, &p)| term(p, 0.5 * (p + q)) + term(q, 0.5 * (p + q)))
        .sum();
    Some((0.5 * sum).max(0.0).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_category_is_a_bin_of_its_own() {
        let reference: Vec<u32> = (0..200).map(|row| row % 2).collect();
        let production: Vec<u32> = (0..200).map(|row| if row >= 180 { 7 } else { row % 2 }).collect();
        let found = of_categories(&reference, &production).unwrap();
        assert_eq!((found.distances.len(), found.alerts(), found.score), (10, 1, 1.0));
    }

    #[test]
    fn what_cannot_be_judged_is_none() {
        assert_eq!(of_numbers(&[1.0; 9], &[1.0; 20]), None);
        assert_eq!(of_numbers(&[f64::INFINITY; 20], &[1.0; 20]), None);
        assert_eq!(of_numbers(&[f64::NAN; 20], &[1.0; 20]), None);
        assert_eq!(of_categories(&[MISSING; 20], &[MISSING; 20]), None);
        assert_eq!(of_categories(&[u32::MAX - 1; 20], &[0; 20]), None);
    }

    #[test]
    fn what_remains_is_a_chunk_of_its_own() {
        let rows: Vec<f64> = (0..105).map(f64::from).collect();
        assert_eq!(of_numbers(&rows, &rows).unwrap().distances.len(), 11);
    }
}
