//! The scan statistic: the window of the pooled order in which the shares of the samples differ most.
//!
//! Rank tests that look below and above a cut do not see a few values that became frequent somewhere in the middle, or a gap that
//! filled. The windows here are bins of about equally many values, up to 40 of them, and pairs and fours of neighbouring bins; a
//! value that fills a bin has one of its own, and where there are few distinct values each has. The statistic is the largest G² of
//! side by (inside, outside) a window.
//!
//! **Law**, given the ties: windows overlap, so Bonferroni's sum of the tails over all windows is too large; three quarters of it are
//! right to within a fifth at the levels that decide (Naus 1982, doi 10.1080/01621459.1982.10477783, for the idea of approximating a
//! scan by its windows).

use super::Look;
use super::two_by_two::Margins;
use crate::samples::ordered::Ordered;
use crate::samples::pooled::Pooled;

/// The most and the fewest bins of about equally many values.
const MOST_BINS: u64 = 40;
const FEWEST_BINS: u64 = 4;

/// Values of the smaller sample for each bin.
const VALUES_PER_BIN: u64 = 10;

/// With at most as many distinct values, and as many values of the smaller sample for each, each is a bin.
const FEW_VALUES: usize = 100;
const OCCURRENCES: u64 = 2;

/// Frequent values have swallowed the others where there are fewer bins than this share of those aimed at.
const SWALLOWED: f64 = 0.6;

/// Lengths of windows, in bins.
const LENGTHS: [usize; 3] = [1, 2, 4];

/// The share of the sum over windows that is not counted twice. Few bins have few windows that overlap.
const WITHOUT_OVERLAP: f64 = 0.75;
const WITHOUT_OVERLAP_OF_FEW: f64 = 0.95;
const FEW_BINS: usize = 8;

/// A place between bins: pooled values below, and the reference's among them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Edge {
    pub(super) below: u64,
    pub(super) reference_below: u64,
}

/// Bins of the pooled order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bins {
    /// The edges, the outer ones included.
    pub(super) edges: Vec<Edge>,
    /// There are few distinct values, or a few of them are most of all.
    pub(super) are_tied: bool,
}

impl Bins {
    pub(super) fn of<R: Ordered + ?Sized, P: Ordered + ?Sized>(pooled: &Pooled<'_, R, P>) -> Self {
        if let Some(edges) = of_each_value(pooled) {
            return Self { edges, are_tied: true };
        }
        let smaller = pooled.reference.size().min(pooled.production.size());
        let bins = (smaller / VALUES_PER_BIN).clamp(FEWEST_BINS, MOST_BINS);
        let edges = of_quantiles(pooled, bins);
        let are_tied = edges.len() > 3 && ((edges.len() - 1) as f64) < SWALLOWED * bins as f64;
        Self { edges, are_tied }
    }
}

/// The edge below a value, and that above it.
fn around<R: Ordered + ?Sized, P: Ordered + ?Sized>(pooled: &Pooled<'_, R, P>, value: f64) -> [Edge; 2] {
    let (reference, production) = (pooled.reference, pooled.production);
    let edge = |of_reference: u64, of_production: u64| Edge {
        below: of_reference + of_production,
        reference_below: of_reference,
    };
    [edge(reference.below(value), production.below(value)), edge(reference.up_to(value), production.up_to(value))]
}

fn of_quantiles<R: Ordered + ?Sized, P: Ordered + ?Sized>(pooled: &Pooled<'_, R, P>, bins: u64) -> Vec<Edge> {
    let size = pooled.len();
    let mut edges = vec![Edge::default()];
    let mut push = |edge: Edge| {
        if edges.last().is_none_or(|last| last.below < edge.below) {
            edges.push(edge);
        }
    };
    for bin in 1..bins {
        let target = (u128::from(size) * u128::from(bin) / u128::from(bins)) as u64;
        let Some(value) = pooled.at(target) else { continue };
        let [low, high] = around(pooled, value);
        if (high.below - low.below).saturating_mul(bins) >= size {
            push(low);
            push(high);
        } else if target - low.below <= high.below - target {
            push(low);
        } else {
            push(high);
        }
    }
    push(Edge { below: size, reference_below: pooled.reference.size() });
    edges
}

/// Each distinct value as a bin, where there are few.
fn of_each_value<R: Ordered + ?Sized, P: Ordered + ?Sized>(pooled: &Pooled<'_, R, P>) -> Option<Vec<Edge>> {
    let smaller = pooled.reference.size().min(pooled.production.size());
    let most = FEW_VALUES.min((smaller / OCCURRENCES).max(2) as usize);
    let mut edges = vec![Edge::default()];
    while edges.len() <= most + 1 {
        let last = edges.last()?.below;
        if last >= pooled.len() {
            return Some(edges);
        }
        let [_, upper] = around(pooled, pooled.at(last)?);
        edges.push(upper);
    }
    None
}

/// Looks at every window of these bins: the look, and the smallest and the largest value of the window in which the sides differ
/// most. `None` where there are fewer than two bins.
pub(super) fn scan<R: Ordered + ?Sized, P: Ordered + ?Sized>(
    pooled: &Pooled<'_, R, P>,
    edges: &[Edge],
) -> Option<(Look, (f64, f64))> {
    let (size, reference) = (pooled.len(), pooled.reference.size());
    let bins = edges.len().checked_sub(1).filter(|&bins| bins > 1)?;
    let windows = || {
        LENGTHS.into_iter().filter(|&length| length < bins).flat_map(|length| edges.windows(length + 1)).filter_map(
            |window| {
                let (first, last) = (window.first()?, window.last()?);
                let margins = Margins { size, reference, chosen: last.below - first.below };
                Some((margins, last.reference_below - first.reference_below, first.below, last.below))
            },
        )
    };
    let mut best = (-1.0, 0, 0);
    for (margins, inside, first, last) in windows() {
        let statistic = margins.likelihood_ratio(inside);
        if statistic > best.0 {
            best = (statistic, first, last);
        }
    }
    let (statistic, first, last) = best;
    if let [_, edge, _] = edges {
        // Two bins are one table seen from both sides.
        let margins = Margins { size, reference, chosen: edge.below };
        let p_value = margins.exact_tail(statistic);
        return Some((Look { statistic, p_value }, (pooled.at(first)?, pooled.at(last.checked_sub(1)?)?)));
    }
    let mut sum = 0.0;
    let mut known: Option<(u64, f64)> = None;
    for (margins, ..) in windows() {
        let tail = match known {
            Some((chosen, tail)) if chosen == margins.chosen => tail,
            _ => margins.tail(statistic),
        };
        known = Some((margins.chosen, tail));
        sum += tail;
    }
    let window = (pooled.at(first)?, pooled.at(last.checked_sub(1)?)?);
    let share = if bins <= FEW_BINS { WITHOUT_OVERLAP_OF_FEW } else { WITHOUT_OVERLAP };
    let p_value = -libm::expm1(-share * sum);
    Some((Look { statistic, p_value }, window))
}
