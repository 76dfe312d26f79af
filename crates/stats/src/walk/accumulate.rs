//! The walk through the pooled order of two sorted samples, on which every statistic of ranks is summed.
//!
//! Ranks, empirical distribution functions and pairs of values all follow from the same walk: at each distinct value, how
//! many values of each sample are equal to it and how many are smaller. Finding that order is the costly part, so it is done
//! once, and each statistic keeps its own sums ([`Accumulate`]). The walk hands out short runs of tie groups, so memory does
//! not grow with the samples, and every sum runs in a loop of its own.
//!
//! Infinite values are groups at the ends. Groups come in ascending order. Sums are whole numbers wherever the statistic is one
//! of ranks, so they are exact in any order of the rows.

use crate::samples::runs::Runs;
use crate::walk::tie_group::{Samples, TieGroup};

/// Tie groups handed out at a time: 40 KB, which stays in the processor's nearest cache.
const RUN: usize = 1_024;

/// The sums of one statistic, or of several, that a walk fills.
pub(crate) trait Accumulate {
    /// Sums before the first group.
    fn new(samples: &Samples) -> Self;

    /// Adds the next tie groups, in ascending order of their values.
    fn add(&mut self, groups: &[TieGroup]);
}

/// Walks through two sorted samples and adds every tie group to the sums.
///
/// `None` where a sample is empty or has more than 2³¹ values.
pub(crate) fn walk<A: Accumulate>(reference: &[f64], production: &[f64]) -> Option<A> {
    let mut sums = A::new(&Samples::of(reference, production)?);
    let mut groups = Vec::with_capacity(RUN);
    let (mut i, mut j) = (0, 0);
    while i < reference.len() || j < production.len() {
        let (from_i, from_j) = (i, j);
        let value = match (reference.get(i), production.get(j)) {
            (Some(&left), Some(&right)) => {
                // Added as numbers, not chosen by a branch: which sample is next is chance, and a processor that guesses
                // wrong half the time takes several times as long. A NaN, which should not be here, counts as
                // production's turn, so that the walk goes on.
                i += usize::from(left <= right);
                j += usize::from(left < right) ^ 1;
                if left <= right { left } else { right }
            }
            (Some(&left), None) => {
                i += 1;
                left
            }
            (None, Some(&right)) => {
                j += 1;
                right
            }
            (None, None) => break,
        };
        i += equal_to(value, &reference[i..]);
        j += equal_to(value, &production[j..]);
        groups.push(TieGroup {
            value,
            reference: (i - from_i) as u64,
            production: (j - from_j) as u64,
            reference_below: from_i as u64,
            production_below: from_j as u64,
        });
        if groups.len() == RUN {
            sums.add(&groups);
            groups.clear();
        }
    }
    sums.add(&groups);
    Some(sums)
}

/// Walks through two samples of counted values, with one step for each distinct value.
pub(crate) fn walk_runs<A: Accumulate>(reference: &Runs, production: &Runs) -> Option<A> {
    let mut sums = A::new(&Samples::of(reference, production)?);
    let mut groups = Vec::with_capacity(RUN);
    let mut left = reference.runs().peekable();
    let mut right = production.runs().peekable();
    let (mut reference_below, mut production_below) = (0, 0);
    while let Some(value) = [left.peek(), right.peek()].into_iter().flatten().map(|run| run.0).reduce(f64::min) {
        let of = |run: Option<(f64, u64)>| run.map_or(0, |run| run.1);
        let (reference, production) = (of(left.next_if(|run| run.0 == value)), of(right.next_if(|run| run.0 == value)));
        groups.push(TieGroup { value, reference, production, reference_below, production_below });
        reference_below += reference;
        production_below += production;
        if groups.len() == RUN {
            sums.add(&groups);
            groups.clear();
        }
    }
    sums.add(&groups);
    Some(sums)
}

/// How many values at the start of a sorted slice equal the given one.
fn equal_to(value: f64, sorted: &[f64]) -> usize {
    let mut count = 0;
    while sorted.get(count).is_some_and(|&next| next == value) {
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps all groups.
    struct All(Vec<TieGroup>);

    impl Accumulate for All {
        fn new(_: &Samples) -> Self {
            Self(Vec::new())
        }

        fn add(&mut self, groups: &[TieGroup]) {
            self.0.extend_from_slice(groups);
        }
    }

    fn groups(reference: &[f64], production: &[f64]) -> Vec<(f64, [u64; 4])> {
        walk::<All>(reference, production)
            .unwrap()
            .0
            .iter()
            .map(|group| {
                (group.value, [group.reference, group.production, group.reference_below, group.production_below])
            })
            .collect()
    }

    #[test]
    fn equal_values_make_one_group() {
        assert_eq!(
            groups(&[1.0, 2.0, 2.0, 5.0], &[2.0, 3.0, 3.0]),
            [(1.0, [1, 0, 0, 0]), (2.0, [2, 1, 1, 0]), (3.0, [0, 2, 3, 1]), (5.0, [1, 0, 3, 3])]
        );
        let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
        assert_eq!(
            groups(&[low, 0.0, high], &[low, high, high]),
            [(low, [1, 1, 0, 0]), (0.0, [1, 0, 1, 1]), (high, [1, 2, 2, 1])]
        );
    }

    #[test]
    fn long_samples_come_in_several_runs() {
        let reference: Vec<f64> = (0..3_000).map(f64::from).collect();
        let production: Vec<f64> = (0..2_500).map(|step| f64::from(step) + 0.5).collect();
        let groups = walk::<All>(&reference, &production).unwrap().0;
        assert_eq!(groups.len(), 5_500);
        let (mut below, mut last) = ((0, 0), f64::NEG_INFINITY);
        for group in groups {
            assert!(group.value > last && group.size() == 1);
            assert_eq!((group.reference_below, group.production_below), below);
            last = group.value;
            below = (below.0 + group.reference, below.1 + group.production);
        }
        assert_eq!(below, (3_000, 2_500));
    }

    #[test]
    fn not_a_number_ends_the_walk() {
        let nan = f64::NAN;
        for (left, right) in [([1.0, nan], [1.0, nan]), ([nan, nan], [1.0, 2.0]), ([1.0, 2.0], [nan, nan])] {
            assert!(walk::<All>(&left, &right).is_some());
        }
    }

    #[test]
    fn an_empty_sample_has_no_walk() {
        assert!(walk::<All>(&[], &[1.0]).is_none() && walk::<All>(&[1.0], &[]).is_none());
    }
}
