//! Walks once through the pooled order of two sorted samples, for every statistic that depends on it.
//!
//! Ranks, empirical distribution functions and pairs of values are all read off the same walk: at each distinct value,
//! how many values of either sample are equal to it and how many lie below. Finding that order is the costly part, so
//! it is done once, and each statistic keeps its own sums of what it is shown. The walk hands out short runs of tie
//! groups, so that nothing of the length of the samples is kept and every sum runs in a loop of its own.
//!
//! Infinite values are groups at the ends. Groups come in ascending order, and sums are whole numbers wherever the
//! statistic is one of ranks: its value is then exact, and the same whichever way the samples were shuffled.

use crate::distances::energy::SquaredGap;
use crate::distances::wasserstein::AbsoluteGap;
use crate::effects::cliffs_delta::Dominances;
use crate::numeric_tests::anderson_darling::Discrepancies;
use crate::numeric_tests::cramer_von_mises::{SquaredGaps, SquaredRankGaps};
use crate::numeric_tests::ks::LargestGap;
use crate::numeric_tests::kuiper::GapsOnBothSides;
use crate::numeric_tests::mann_whitney::PairsWon;
use crate::numeric_tests::mood::SquaredRanks;
use crate::samples::ordered::{Ordered, Within};
use crate::samples::runs::Runs;
use crate::walk::ties::Ties;

/// More values than this on a side, and products of two counts would no longer fit in 62 bits.
const MOST_VALUES: u64 = 1 << 31;

/// Tie groups handed out at a time: 40 KB, which stays in the processor's nearest cache.
const RUN: usize = 1_024;

/// Every sum that one walk through two samples gives; ask it for the statistics, each of which has a method here.
///
/// ```
/// use driftscope_stats::merged::Merged;
///
/// let merged = Merged::of_sorted(&[1.0, 2.0, 3.0], &[2.5, 3.5, 4.5]).unwrap();
/// assert_eq!(merged.kolmogorov_smirnov().statistic, 2.0 / 3.0);
/// assert_eq!(merged.mann_whitney().superiority, 8.0 / 9.0);
/// ```
#[derive(Clone, Debug)]
pub struct Merged {
    pub(crate) ties: Ties,
    pub(crate) largest_gap: LargestGap,
    pub(crate) gaps_on_both_sides: GapsOnBothSides,
    pub(crate) discrepancies: Discrepancies,
    pub(crate) squared_gaps: SquaredGaps,
    pub(crate) squared_rank_gaps: SquaredRankGaps,
    pub(crate) pairs_won: PairsWon,
    pub(crate) dominances: Dominances,
    pub(crate) squared_ranks: SquaredRanks,
    pub(crate) absolute_gap: AbsoluteGap,
    pub(crate) squared_gap: SquaredGap,
}

impl Merged {
    /// Walks through two sorted samples. `None` where one is empty or has more than 2³¹ values.
    #[must_use]
    pub fn of_sorted(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<Self> {
        walk(reference_sorted, production_sorted)
    }

    /// Walks through two samples whose equal values are counted, as [`Merged::of_sorted`] walks through the values one by
    /// one: the sums of whole numbers are the same, and so are all sums over groups.
    #[must_use]
    pub fn of_runs(reference: &Runs, production: &Runs) -> Option<Self> {
        walk_runs(reference, production)
    }
}

impl Accumulate for Merged {
    fn new(samples: &Samples) -> Self {
        Self {
            ties: Accumulate::new(samples),
            largest_gap: Accumulate::new(samples),
            gaps_on_both_sides: Accumulate::new(samples),
            discrepancies: Accumulate::new(samples),
            squared_gaps: Accumulate::new(samples),
            squared_rank_gaps: Accumulate::new(samples),
            pairs_won: Accumulate::new(samples),
            dominances: Accumulate::new(samples),
            squared_ranks: Accumulate::new(samples),
            absolute_gap: Accumulate::new(samples),
            squared_gap: Accumulate::new(samples),
        }
    }

    fn add(&mut self, groups: &[TieGroup]) {
        self.ties.add(groups);
        self.largest_gap.add(groups);
        self.gaps_on_both_sides.add(groups);
        self.discrepancies.add(groups);
        self.squared_gaps.add(groups);
        self.squared_rank_gaps.add(groups);
        self.pairs_won.add(groups);
        self.dominances.add(groups);
        self.squared_ranks.add(groups);
        self.absolute_gap.add(groups);
        self.squared_gap.add(groups);
    }
}

/// The sums that one statistic needs.
pub(crate) trait Accumulate {
    /// Sums of nothing yet.
    fn new(samples: &Samples) -> Self;

    /// Takes up the next tie groups, in ascending order of their values.
    fn add(&mut self, groups: &[TieGroup]);
}

/// What is known of two sorted samples before the walk. Neither of them is empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Samples {
    pub(crate) reference: Extent,
    pub(crate) production: Extent,
}

impl Samples {
    /// How many values either sample has.
    pub(crate) fn sizes(&self) -> Sizes {
        Sizes { n: self.reference.size, m: self.production.size }
    }
}

/// How many values a sorted sample has, and how far its finite ones reach.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// All values.
    pub(crate) size: u64,
    /// Values at −∞.
    pub(crate) low: u64,
    /// Finite values.
    pub(crate) finite: u64,
    /// The smallest and the largest finite value.
    pub(crate) ends: Option<(f64, f64)>,
}

impl Extent {
    fn of(sorted: &(impl Ordered + ?Sized)) -> Self {
        let finite = Within::finite(sorted);
        let ends = finite.at(0).zip(finite.size().checked_sub(1).and_then(|last| finite.at(last)));
        Self { size: sorted.size(), low: sorted.up_to(f64::NEG_INFINITY), finite: finite.size(), ends }
    }
}

/// How many values the reference (`n`) and production (`m`) have, at most 2³¹ each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sizes {
    pub(crate) n: u64,
    pub(crate) m: u64,
}

impl Sizes {
    /// n + m.
    pub(crate) fn total(self) -> u64 {
        self.n + self.m
    }

    /// n · m, the number of pairs.
    pub(crate) fn pairs(self) -> u64 {
        self.n * self.m
    }
}

/// The values of both samples that equal one another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TieGroup {
    pub(crate) value: f64,
    /// How many of the reference's values are in the group.
    pub(crate) reference: u64,
    /// How many of production's.
    pub(crate) production: u64,
    /// How many of the reference's values are smaller.
    pub(crate) reference_below: u64,
    /// How many of production's.
    pub(crate) production_below: u64,
}

impl TieGroup {
    /// How many values are in the group.
    pub(crate) fn size(&self) -> u64 {
        self.reference + self.production
    }

    /// Twice the mean rank of the group's values in the pooled order, counted from 1.
    pub(crate) fn twice_midrank(&self) -> u64 {
        2 * (self.reference_below + self.production_below) + self.size() + 1
    }

    /// nm (F − G) at and above the group's value, up to the next one.
    pub(crate) fn gap(&self, sizes: Sizes) -> i64 {
        let reference = (self.reference_below + self.reference) * sizes.m;
        let production = (self.production_below + self.production) * sizes.n;
        // Both are at most nm ≤ 2⁶².
        reference as i64 - production as i64
    }

    /// nm (F − G) below the group's value, down to the one before.
    pub(crate) fn gap_below(&self, sizes: Sizes) -> i64 {
        (self.reference_below * sizes.m) as i64 - (self.production_below * sizes.n) as i64
    }
}

/// Shows every tie group of two sorted samples to the sums of one statistic, or of several.
///
/// `None` where a sample is empty or has more than 2³¹ values.
pub(crate) fn walk<A: Accumulate>(reference: &[f64], production: &[f64]) -> Option<A> {
    let mut sums = A::new(&begin(reference, production)?);
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

/// The same for two samples whose equal values are counted: as many steps as they have distinct values.
pub(crate) fn walk_runs<A: Accumulate>(reference: &Runs, production: &Runs) -> Option<A> {
    let mut sums = A::new(&begin(reference, production)?);
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

/// What is known before the walk; `None` where a sample is empty or has too many values.
fn begin(reference: &(impl Ordered + ?Sized), production: &(impl Ordered + ?Sized)) -> Option<Samples> {
    let samples = Samples { reference: Extent::of(reference), production: Extent::of(production) };
    let Sizes { n, m } = samples.sizes();
    (n > 0 && m > 0 && n <= MOST_VALUES && m <= MOST_VALUES).then_some(samples)
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

    /// Keeps what it is shown.
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
        assert!(Merged::of_sorted(&[], &[1.0]).is_none() && Merged::of_sorted(&[1.0], &[]).is_none());
    }
}
