//! Every test of the list, each as it is called on its own, and all of them together as for a column of a report.

use std::hint::black_box;

use driftscope_stats::brown_forsythe::brown_forsythe;
use driftscope_stats::chi_square::{homogeneity, pool_rare};
use driftscope_stats::cohens_w::cohens_w;
use driftscope_stats::epps_singleton::epps_singleton;
use driftscope_stats::g::g_test;
use driftscope_stats::hedges_g::hedges_g;
use driftscope_stats::hellinger::hellinger;
use driftscope_stats::jensen_shannon::{divergence, effect, null_band_auto};
use driftscope_stats::kl::kl;
use driftscope_stats::l_infinity::l_infinity;
use driftscope_stats::levene::levene;
use driftscope_stats::median_shift::median_shift;
use driftscope_stats::merged::Merged;
use driftscope_stats::mmd::mmd;
use driftscope_stats::psi::psi_sorted;
use driftscope_stats::sample::Sample;
use driftscope_stats::scale_ratio::scale_ratio;
use driftscope_stats::student_t::student_t;
use driftscope_stats::total_variation::total_variation;
use driftscope_stats::welch_t::welch_t;

use crate::data::Data;
use crate::listed::{COUNTS, LEVEL, MakeOfCounts, MakeOfNumbers, NUMBERS, OfCounts, OfNumbers};

/// Relabellings for the maximum mean discrepancy, as for a column of a report.
const ROUNDS: u32 = 199;

/// A test of the list, as it is timed.
pub(crate) enum Measured {
    Numbers(&'static OfNumbers),
    Counts(&'static OfCounts),
}

/// Every test, under each name once: numbers come first, so a distance that takes either is timed on numbers.
pub(crate) fn every() -> Vec<Measured> {
    let counts = COUNTS.iter().filter(|test| NUMBERS.iter().all(|other| other.name != test.name));
    NUMBERS.iter().map(Measured::Numbers).chain(counts.map(Measured::Counts)).collect()
}

impl Measured {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Numbers(test) => test.name,
            Self::Counts(test) => test.name,
        }
    }

    /// Makes it from rows in any order, or from counts.
    pub(crate) fn make_of_rows(&self, data: &Data) {
        let Self::Numbers(test) = self else { return self.make_of_sorted(data) };
        match test.make {
            MakeOfNumbers::Sorted(make) => {
                let [x, y] = data.sorted_copies();
                done(make(&x, &y));
            }
            MakeOfNumbers::AnyOrder(make) => {
                let [x, y] = data.rows.each_ref().map(|rows| Sample::of_finite(rows));
                if let (Some(x), Some(y)) = (x, y) {
                    done(make(&x, &y));
                }
            }
            MakeOfNumbers::Rows(make) => done(make(&data.rows[0], &data.rows[1])),
            MakeOfNumbers::Relabelled(make) => done(make(&data.rows[0], &data.rows[1], ROUNDS)),
        }
    }

    /// Makes it from sorted samples, or from counts.
    pub(crate) fn make_of_sorted(&self, data: &Data) {
        let [x, y] = &data.sorted;
        match self {
            Self::Numbers(OfNumbers { make: MakeOfNumbers::Relabelled(make), .. }) => done(make(x, y, ROUNDS)),
            Self::Numbers(test) => done(test.of_sorted(x, y)),
            Self::Counts(OfCounts { make: MakeOfCounts::Categories(make), .. }) => {
                done(make(&data.categories[0], &data.categories[1]));
            }
            Self::Counts(OfCounts { make: MakeOfCounts::Pair(make), .. }) => done(make(data.pair[0], data.pair[1])),
        }
    }
}

/// Every test of a numeric column, each thing that several need computed once: as for a report.
pub(crate) fn every_test(data: &Data) {
    let [x, y] = data.sorted.each_ref().map(Vec::as_slice);
    let (left, right) = (Sample::of_sorted(x), Sample::of_sorted(y));
    if let Some(merged) = Merged::of_sorted(x, y) {
        done((merged.kolmogorov_smirnov(), merged.anderson_darling(), merged.cramer_von_mises_by_midranks()));
        done((merged.mann_whitney(), merged.mood(), merged.kuiper(), merged.energy(), merged.wasserstein()));
        done(merged.cliffs_delta(LEVEL));
    }
    done((epps_singleton(x, y), levene(&left, &right), brown_forsythe(&left, &right)));
    done((welch_t(left.moments(), right.moments()), student_t(left.moments(), right.moments())));
    done((mmd(x, y, ROUNDS, 1), psi_sorted(x, y), hedges_g(left.moments(), right.moments(), LEVEL)));
    done((median_shift(x, y, LEVEL), scale_ratio(&left, &right, LEVEL)));
    let [x, y] = data.bins();
    done((kl(&x, &y), divergence(&x, &y), hellinger(&x, &y), total_variation(&x, &y), l_infinity(&x, &y)));
    done((effect(&x, &y), null_band_auto(&x, &y), cohens_w(&x, &y, LEVEL)));
    let (x, y) = pool_rare(&x, &y, 5.0);
    done((homogeneity(&x, &y), g_test(&x, &y)));
}

/// Keeps the compiler from leaving out a result that nothing reads.
fn done<T>(result: T) {
    black_box(result);
}
