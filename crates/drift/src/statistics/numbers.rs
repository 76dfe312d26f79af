//! Every test, distance and effect size of a numeric column, from two sorted samples.
//!
//! What goes by the order of the values comes from one walk through both samples, what goes by moments from one
//! computation of them, and what goes by bins from the bins of the effect, so that a reader can hold them against each
//! other: [`crate::statistics::counts`]. The population stability index alone has bins of its own, the reference's deciles, by
//! which its thresholds of 0.1 and 0.25 are known.
//!
//! **Capped**: the maximum mean discrepancy looks at up to 256 values a side, drawn with a fixed seed, and its p-value
//! comes from 199 relabellings, so it is 0.005 at least. No other looks at less than all values.

use driftscope_stats::brown_forsythe::brown_forsythe;
use driftscope_stats::combined_rank::{CombinedRank, Look};
use driftscope_stats::epps_singleton::epps_singleton;
use driftscope_stats::hedges_g::hedges_g;
use driftscope_stats::ks::KolmogorovSmirnov;
use driftscope_stats::levene::levene;
use driftscope_stats::median_shift::median_shift;
use driftscope_stats::merged::Merged;
use driftscope_stats::mmd::mmd;
use driftscope_stats::moments::Moments;
use driftscope_stats::ordered::Ordered;
use driftscope_stats::psi::psi_sorted;
use driftscope_stats::runs::Runs;
use driftscope_stats::sample::Sample;
use driftscope_stats::scale_ratio::{ratio, scale_ratio};
use driftscope_stats::student_t::{TTest, student_t};
use driftscope_stats::welch_t::welch_t;

use crate::statistics::results::{LEVEL, TestResults, with_interval};
use driftscope_report::TestResult;

/// Relabellings for the maximum mean discrepancy.
const ROUNDS: u32 = 199;

/// The seed of what is drawn for it.
const SEED: u64 = 0x5eed_d21f_7500_0002;

/// Adds every test that goes by values, not by bins. Nothing where a side has no value.
pub(crate) fn add(reference: &Sample<'_>, production: &Sample<'_>, sorted: [&[f64]; 2], results: &mut TestResults) {
    let Some(merged) = Merged::of_sorted(sorted[0], sorted[1]) else { return };
    add_ordered(&merged, reference.moments(), results);
    add_moments([reference.moments(), production.moments()], results);
    let ratio = scale_ratio(reference, production, LEVEL);
    results.add("scale_ratio", ratio.map(|ratio| with_interval(TestResult::new(ratio.statistic), ratio.interval)));
    let by_value = |statistic: f64, p_value: f64| TestResult::new(statistic).with_p(p_value);
    let spread = levene(reference, production);
    results.add("levene", spread.map(|test| by_value(test.statistic, test.p_value)));
    let spread = brown_forsythe(reference, production);
    results.add("brown_forsythe", spread.map(|test| by_value(test.statistic, test.p_value)));
    let test = epps_singleton(sorted[0], sorted[1]);
    let result = |statistic, p_value, degrees| by_value(statistic, p_value).with_degrees_of_freedom(degrees);
    results.add("epps_singleton", test.map(|test| result(test.statistic, test.p_value, test.degrees_of_freedom)));
    let test = mmd(sorted[0], sorted[1], ROUNDS, SEED);
    results.add("mmd", test.map(|test| TestResult::new(test.statistic).with_p(test.p_value)));
    add_places(sorted[0], sorted[1], results);
}

/// Adds every test that goes by counted values: all but those that need each value by itself. Nothing where a side has no
/// value, or more than 2³¹.
pub(crate) fn add_counted([reference, production]: [&Runs; 2], moments: [&Moments; 2], results: &mut TestResults) {
    let Some(merged) = Merged::of_runs(reference, production) else { return };
    add_ordered(&merged, moments[0], results);
    add_moments(moments, results);
    results.add("scale_ratio", ratio(moments[0], moments[1]).map(TestResult::new));
    add_places(reference, production, results);
}

/// Adds what goes by the values at some places of the order.
fn add_places<S: Ordered + ?Sized>(reference: &S, production: &S, results: &mut TestResults) {
    add_psi([reference, production], results);
    let shift = median_shift(reference, production, LEVEL);
    results.add("median_shift", shift.map(|shift| with_interval(TestResult::new(shift.statistic), shift.interval)));
}

/// Adds the test that the verdict goes by, and each of its looks.
pub(crate) fn add_combined_rank(test: Option<&CombinedRank>, results: &mut TestResults) {
    let look = |look: Look| TestResult::new(look.statistic).with_p(look.p_value);
    results.add("combined_rank", test.map(|test| TestResult::default().with_p(test.p_value)));
    results.add("likelihood_ratio_middle", test.map(|test| look(test.looks.middle)));
    results.add("likelihood_ratio_tails", test.map(|test| look(test.looks.tails)));
    results.add(
        "scan",
        test.map(|test| {
            let location = Some(test.looks.window.0).filter(|value| value.is_finite());
            TestResult { location, ..look(test.looks.scan) }
        }),
    );
    if let Some(bins) = test.and_then(|test| test.looks.bins) {
        results.add("chi_square_of_values", Some(look(bins)));
    }
}

fn add_ks(ks: &KolmogorovSmirnov, results: &mut TestResults) {
    let location = Some(ks.location).filter(|location| location.is_finite());
    let shares = [Some(ks.reference_share), Some(ks.production_share)];
    let [reference_share, production_share] = shares;
    let result = TestResult::new(ks.statistic).with_p(ks.p_value);
    results.add("ks", Some(TestResult { location, reference_share, production_share, ..result }));
}

/// Adds what the one walk through both samples gives.
fn add_ordered(merged: &Merged, reference: &Moments, results: &mut TestResults) {
    add_ks(&merged.kolmogorov_smirnov(), results);
    let test = merged.anderson_darling();
    results.add("anderson_darling", test.map(|test| TestResult::new(test.statistic).with_p(test.p_value)));
    let test = merged.cramer_von_mises();
    results.add("cramer_von_mises", Some(TestResult::new(test.statistic).with_p(test.p_value)));
    let test = merged.mann_whitney();
    results.add("mann_whitney", Some(TestResult::new(test.statistic).with_p(test.p_value)));
    results.add("mood", merged.mood().map(|test| TestResult::new(test.statistic).with_p(test.p_value)));
    let test = merged.kuiper();
    results.add("kuiper", Some(TestResult::new(test.statistic).with_p(test.p_value)));
    results.add("energy", merged.energy().map(TestResult::new));
    let distance = merged.wasserstein();
    results.add("wasserstein", distance.map(TestResult::new));
    // In units of the reference's spread; there is none to measure in where it is constant.
    let spread = reference.population_sd.filter(|spread| *spread > 0.0);
    let normed = distance.zip(spread).map(|(distance, spread)| distance / spread);
    results.add("wasserstein_normed", normed.map(TestResult::new));
    let delta = merged.cliffs_delta(LEVEL);
    results.add("cliffs_delta", delta.map(|delta| with_interval(TestResult::new(delta.statistic), delta.interval)));
}

/// Adds what depends on means and standard deviations.
fn add_moments([left, right]: [&Moments; 2], results: &mut TestResults) {
    let t_test = |test: TTest| {
        TestResult::new(test.statistic).with_p(test.p_value).with_degrees_of_freedom(test.degrees_of_freedom)
    };
    results.add("welch_t", welch_t(left, right).map(t_test));
    results.add("student_t", student_t(left, right).map(t_test));
    let effect = hedges_g(left, right, LEVEL);
    results.add("hedges_g", effect.map(|effect| with_interval(TestResult::new(effect.statistic), effect.interval)));
}

/// Adds the population stability index, by the reference's deciles.
pub(crate) fn add_psi<S: Ordered + ?Sized>([reference, production]: [&S; 2], results: &mut TestResults) {
    results.add("psi", psi_sorted(reference, production).map(TestResult::new));
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMERIC: [&str; 20] = [
        "anderson_darling",
        "brown_forsythe",
        "cliffs_delta",
        "cramer_von_mises",
        "energy",
        "epps_singleton",
        "hedges_g",
        "ks",
        "kuiper",
        "levene",
        "mann_whitney",
        "median_shift",
        "mmd",
        "mood",
        "psi",
        "scale_ratio",
        "student_t",
        "wasserstein",
        "wasserstein_normed",
        "welch_t",
    ];

    fn every(reference: &[f64], production: &[f64]) -> TestResults {
        let mut results = TestResults::default();
        let samples = [Sample::of_sorted(reference), Sample::of_sorted(production)];
        add(&samples[0], &samples[1], [reference, production], &mut results);
        results
    }

    #[test]
    fn two_ordinary_samples_have_every_test() {
        let reference: Vec<f64> = (0..60).map(|step| f64::from(step * step)).collect();
        let production: Vec<f64> = (0..80).map(|step| f64::from(step * 40)).collect();
        let names: Vec<String> = every(&reference, &production).into_map().into_keys().collect();
        assert_eq!(names, NUMERIC);
    }

    #[test]
    fn what_is_not_defined_has_no_statistic_and_is_there() {
        let results = every(&[1.0; 10], &[1.0; 10]).into_map();
        assert_eq!(results.len(), NUMERIC.len());
        assert_eq!(results["welch_t"], TestResult::default());
        assert_eq!(results["ks"].p_value, Some(1.0));
    }

    #[test]
    fn tests_of_one_order_agree_on_samples_with_ties() {
        // Of 200 against 260 values, nearly all 10, as visibility in miles is: the share below moves from 15 to 28 %.
        let sample = |low: usize, all: usize| {
            [vec![2.0; low / 3], vec![5.0; low / 3], vec![9.0; low - 2 * (low / 3)], vec![10.0; all - low]].concat()
        };
        let results = every(&sample(30, 200), &sample(73, 260)).into_map();
        for name in ["ks", "kuiper", "anderson_darling", "cramer_von_mises", "mann_whitney"] {
            let p = results[name].p_value.unwrap();
            assert!((0.0004..0.003).contains(&p), "{name}: {p}");
            assert_eq!(results[name].p_bound, None);
        }
    }
}
