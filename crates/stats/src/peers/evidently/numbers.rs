//! How Evidently bins two samples of numbers, and its scores that need the values.

use crate::distances::wasserstein::wasserstein;
use crate::peers::numpy_histogram::{Rule, counts, edges};
use crate::samples::sorting::sort_numbers;
use crate::sums::moments::Moments;

/// A numeric reference of up to this many distinct values is not binned.
const UNBINNED: usize = 20;

/// The smallest standard deviation that a Wasserstein distance is divided by.
const SMALLEST_SD: f64 = 1e-3;

pub(super) fn normed_wasserstein(reference: &[f64], production: &[f64]) -> Option<f64> {
    let sd = Moments::of_sorted(reference).population_sd?.max(SMALLEST_SD);
    Some(wasserstein(reference, production)? / sd)
}

/// The counts in bins of equal width, or by value where the reference has few of them.
pub(super) fn binned(reference: &[f64], production: &[f64], whole: bool) -> Option<(Vec<u64>, Vec<u64>)> {
    if reference.chunk_by(|a, b| a == b).take(UNBINNED + 1).count() <= UNBINNED {
        return Some(by_value(reference, production));
    }
    let edges = edges(&[reference, production], Rule::Sturges, whole)?;
    Some((counts(reference, &edges), counts(production, &edges)))
}

/// The counts of each distinct value of both sides, ascending.
pub(super) fn by_value(reference: &[f64], production: &[f64]) -> (Vec<u64>, Vec<u64>) {
    let (mut left, mut right) = (reference, production);
    let mut counts = (Vec::new(), Vec::new());
    while let Some(value) = [left.first(), right.first()].into_iter().flatten().copied().reduce(f64::min) {
        let take = |side: &mut &[f64]| {
            let count = side.iter().take_while(|other| **other == value).count();
            *side = &side[count..];
            count as u64
        };
        let found = (take(&mut left), take(&mut right));
        if found == (0, 0) {
            // A NaN, which should not be here.
            break;
        }
        counts.0.push(found.0);
        counts.1.push(found.1);
    }
    counts
}

/// The Hellinger distance of densities over bins that are chosen from the distinct values.
pub(super) fn hellinger(reference: &[f64], production: &[f64], whole: bool) -> Option<f64> {
    let mut distinct: Vec<f64> = reference.iter().chain(production).copied().collect();
    sort_numbers(&mut distinct);
    distinct.dedup();
    let edges = edges(&[&distinct], Rule::Sturges, whole)?;
    let (left, right) = (counts(reference, &edges), counts(production, &edges));
    let width = (edges.last()? - edges.first()?) / (edges.len() - 1) as f64;
    let density =
        |count: u64, size: usize, place: usize| count as f64 / (edges[place + 1] - edges[place]) / size as f64;
    let sum: f64 = (0..left.len())
        .map(|place| {
            let (p, q) = (density(left[place], reference.len(), place), density(right[place], production.len(), place));
            (p * q).sqrt() * width
        })
        .sum();
    Some((1.0 - sum.clamp(0.0, 1.0)).sqrt())
}
