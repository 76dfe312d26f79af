//! All statistics of one walk through the pooled order of two sorted samples.
//!
//! Each statistic has a function of its own that walks for it alone. Where several are wanted, one walk fills the sums of all of
//! them: finding the pooled order is the costly part. Both ways give the same bits.

use crate::distances::energy::SquaredGap;
use crate::distances::wasserstein::AbsoluteGap;
use crate::effects::cliffs_delta::{CliffsDelta, Dominances};
use crate::numeric_tests::anderson_darling::{AndersonDarling, Discrepancies};
use crate::numeric_tests::cramer_von_mises::{CramerVonMises, SquaredGaps, SquaredRankGaps};
use crate::numeric_tests::ks::{KolmogorovSmirnov, LargestGap};
use crate::numeric_tests::kuiper::{GapsOnBothSides, Kuiper};
use crate::numeric_tests::mann_whitney::{MannWhitney, PairsWon};
use crate::numeric_tests::mood::{Mood, SquaredRanks};
use crate::samples::runs::Runs;
use crate::walk::accumulate::{Accumulate, walk, walk_runs};
use crate::walk::tie_group::{Samples, TieGroup};
use crate::walk::ties::Ties;

/// The sums of one walk through two samples, with a method for each statistic.
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
    ties: Ties,
    largest_gap: LargestGap,
    gaps_on_both_sides: GapsOnBothSides,
    discrepancies: Discrepancies,
    squared_gaps: SquaredGaps,
    squared_rank_gaps: SquaredRankGaps,
    pairs_won: PairsWon,
    dominances: Dominances,
    squared_ranks: SquaredRanks,
    absolute_gap: AbsoluteGap,
    squared_gap: SquaredGap,
}

impl Merged {
    /// Walks through two sorted samples. `None` where one is empty or has more than 2³¹ values.
    #[must_use]
    pub fn of_sorted(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<Self> {
        walk(reference_sorted, production_sorted)
    }

    /// Walks through two samples of counted values. All sums equal those of [`Merged::of_sorted`].
    #[must_use]
    pub fn of_runs(reference: &Runs, production: &Runs) -> Option<Self> {
        walk_runs(reference, production)
    }

    /// See [`crate::ks::kolmogorov_smirnov`].
    #[must_use]
    pub fn kolmogorov_smirnov(&self) -> KolmogorovSmirnov {
        self.largest_gap.test(&self.ties)
    }

    /// See [`crate::kuiper::kuiper`].
    #[must_use]
    pub fn kuiper(&self) -> Kuiper {
        self.gaps_on_both_sides.test(&self.ties)
    }

    /// See [`crate::anderson_darling::anderson_darling`].
    #[must_use]
    pub fn anderson_darling(&self) -> Option<AndersonDarling> {
        self.discrepancies.test(&self.ties)
    }

    /// See [`crate::cramer_von_mises::cramer_von_mises`].
    #[must_use]
    pub fn cramer_von_mises(&self) -> CramerVonMises {
        self.squared_gaps.test(&self.ties)
    }

    /// See [`crate::cramer_von_mises::by_midranks`].
    #[must_use]
    pub fn cramer_von_mises_by_midranks(&self) -> CramerVonMises {
        self.squared_rank_gaps.test()
    }

    /// See [`crate::mann_whitney::mann_whitney`].
    #[must_use]
    pub fn mann_whitney(&self) -> MannWhitney {
        self.pairs_won.test(&self.ties)
    }

    /// See [`crate::mood::mood`].
    #[must_use]
    pub fn mood(&self) -> Option<Mood> {
        self.squared_ranks.test(&self.ties)
    }

    /// See [`crate::cliffs_delta::cliffs_delta`].
    #[must_use]
    pub fn cliffs_delta(&self, level: f64) -> Option<CliffsDelta> {
        self.dominances.delta(level)
    }

    /// See [`crate::wasserstein::wasserstein`].
    #[must_use]
    pub fn wasserstein(&self) -> Option<f64> {
        self.absolute_gap.distance()
    }

    /// See [`crate::energy::energy`].
    #[must_use]
    pub fn energy(&self) -> Option<f64> {
        self.squared_gap.distance()
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
