//! The thirty-two tests by their names in the report, each as it is called on its own, and all of them as for a column.

use std::hint::black_box;

use driftscope_stats::anderson_darling::anderson_darling;
use driftscope_stats::brown_forsythe::brown_forsythe;
use driftscope_stats::chi_square::{homogeneity, pool_rare};
use driftscope_stats::cliffs_delta::cliffs_delta;
use driftscope_stats::cohens_h::cohens_h;
use driftscope_stats::cohens_w::cohens_w;
use driftscope_stats::cramer_von_mises;
use driftscope_stats::cramers_v::cramers_v;
use driftscope_stats::energy::energy;
use driftscope_stats::epps_singleton::epps_singleton;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::g::g_test;
use driftscope_stats::hedges_g::hedges_g;
use driftscope_stats::hellinger::hellinger;
use driftscope_stats::jensen_shannon::{divergence, effect, null_band_auto};
use driftscope_stats::kl::kl;
use driftscope_stats::ks::kolmogorov_smirnov;
use driftscope_stats::kuiper::kuiper;
use driftscope_stats::l_infinity::l_infinity;
use driftscope_stats::levene::levene;
use driftscope_stats::mann_whitney::mann_whitney;
use driftscope_stats::median_shift::{median_shift, median_shift_of};
use driftscope_stats::merged::Merged;
use driftscope_stats::mmd::mmd;
use driftscope_stats::mood::mood;
use driftscope_stats::proportions::two_proportions;
use driftscope_stats::psi::psi_sorted;
use driftscope_stats::sample::Sample;
use driftscope_stats::scale_ratio::scale_ratio;
use driftscope_stats::student_t::student_t;
use driftscope_stats::total_variation::total_variation;
use driftscope_stats::wasserstein::{wasserstein, wasserstein_normed};
use driftscope_stats::welch_t::welch_t;

use crate::data::Data;

/// The confidence of every interval.
const LEVEL: f64 = 0.95;

/// Relabellings for the maximum mean discrepancy, as for a column of a report.
const ROUNDS: u32 = 199;

/// How a test is made, by its name in the report.
pub(crate) enum Measured {
    /// From sorted samples.
    Sorted(&'static str, fn(&[f64], &[f64])),
    /// From samples in any order.
    AnyOrder(&'static str, fn(&Sample<'_>, &Sample<'_>)),
    /// From rows, in any order or sorted.
    Rows(&'static str, fn(&[f64], &[f64])),
    /// From counts of thirty categories.
    OfCategories(&'static str, fn(&[u64], &[u64])),
    /// From counts of two.
    OfPair(&'static str, fn([u64; 2], [u64; 2])),
}

impl Measured {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Sorted(name, _)
            | Self::AnyOrder(name, _)
            | Self::Rows(name, _)
            | Self::OfCategories(name, _)
            | Self::OfPair(name, _) => name,
        }
    }

    /// Makes it from rows in any order, or from counts.
    pub(crate) fn make_of_rows(&self, data: &Data) {
        match self {
            Self::Sorted(_, test) => {
                let [x, y] = data.sorted_copies();
                test(&x, &y);
            }
            Self::AnyOrder(_, test) => {
                let [x, y] = data.rows.each_ref().map(|rows| Sample::of_finite(rows));
                if let (Some(x), Some(y)) = (x, y) {
                    test(&x, &y);
                }
            }
            Self::Rows(_, test) => test(&data.rows[0], &data.rows[1]),
            _ => self.make_of_sorted(data),
        }
    }

    /// Makes it from sorted samples, or from counts.
    pub(crate) fn make_of_sorted(&self, data: &Data) {
        match self {
            Self::Sorted(_, test) | Self::Rows(_, test) => test(&data.sorted[0], &data.sorted[1]),
            Self::AnyOrder(_, test) => test(&Sample::of_sorted(&data.sorted[0]), &Sample::of_sorted(&data.sorted[1])),
            Self::OfCategories(_, test) => test(&data.categories[0], &data.categories[1]),
            Self::OfPair(_, test) => test(data.pair[0], data.pair[1]),
        }
    }
}

/// Every test.
pub(crate) const MEASURED: [Measured; 32] = [
    Measured::Sorted("ks", |x, y| done(kolmogorov_smirnov(x, y))),
    Measured::Sorted("anderson_darling", |x, y| done(anderson_darling(x, y))),
    Measured::Sorted("cramer_von_mises", |x, y| done(cramer_von_mises::by_midranks(x, y))),
    Measured::Sorted("epps_singleton", |x, y| done(epps_singleton(x, y))),
    Measured::Sorted("mann_whitney", |x, y| done(mann_whitney(x, y))),
    Measured::AnyOrder("welch_t", |x, y| done(welch_t(x.moments(), y.moments()))),
    Measured::AnyOrder("student_t", |x, y| done(student_t(x.moments(), y.moments()))),
    Measured::AnyOrder("levene", |x, y| done(levene(x, y))),
    Measured::AnyOrder("brown_forsythe", |x, y| done(brown_forsythe(x, y))),
    Measured::Sorted("mood", |x, y| done(mood(x, y))),
    Measured::Sorted("kuiper", |x, y| done(kuiper(x, y))),
    Measured::Sorted("energy", |x, y| done(energy(x, y))),
    Measured::Sorted("wasserstein", |x, y| done(wasserstein(x, y))),
    Measured::Sorted("wasserstein_normed", |x, y| done(wasserstein_normed(x, y))),
    Measured::Rows("mmd", |x, y| done(mmd(x, y, ROUNDS, 1))),
    Measured::Sorted("psi", |x, y| done(psi_sorted(x, y))),
    Measured::Sorted("cliffs_delta", |x, y| done(cliffs_delta(x, y, LEVEL))),
    Measured::AnyOrder("hedges_g", |x, y| done(hedges_g(x.moments(), y.moments(), LEVEL))),
    Measured::Rows("median_shift", |x, y| done(median_shift_of(x, y, LEVEL))),
    Measured::AnyOrder("scale_ratio", |x, y| done(scale_ratio(x, y, LEVEL))),
    Measured::OfCategories("kl", |x, y| done(kl(x, y))),
    Measured::OfCategories("jensen_shannon", |x, y| done(divergence(x, y).map(f64::sqrt))),
    Measured::OfCategories("hellinger", |x, y| done(hellinger(x, y))),
    Measured::OfCategories("total_variation", |x, y| done(total_variation(x, y))),
    Measured::OfCategories("l_infinity", |x, y| done(l_infinity(x, y))),
    Measured::OfCategories("chi_square", |x, y| done(homogeneity(x, y))),
    Measured::OfCategories("g", |x, y| done(g_test(x, y))),
    Measured::OfCategories("cramers_v", |x, y| done(cramers_v(x, y))),
    Measured::OfCategories("cohens_w", |x, y| done(cohens_w(x, y, LEVEL))),
    Measured::OfPair("fisher", |[a, b], [c, d]| done(fisher_exact(a, b, c, d))),
    Measured::OfPair("z", |[a, b], [c, d]| done(two_proportions(b, a + b, d, c + d))),
    Measured::OfPair("cohens_h", |[a, b], [c, d]| done(cohens_h(b, a + b, d, c + d, LEVEL))),
];

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

/// Sees to it that the compiler computes what nobody looks at.
fn done<T>(result: T) {
    black_box(result);
}
