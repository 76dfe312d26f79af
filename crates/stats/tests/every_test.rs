//! What must hold for each of the thirty-two tests, distances and effect sizes, tried on samples drawn from a seeded generator:
//! symmetry, nothing between a sample and itself, and what a change of unit, a rising function, a merged category or a
//! doubled sample leaves alone.

use std::collections::BTreeMap;

use driftscope_stats::brown_forsythe::brown_forsythe;
use driftscope_stats::chi_square::homogeneity;
use driftscope_stats::cohens_h::cohens_h;
use driftscope_stats::cohens_w::cohens_w;
use driftscope_stats::cramers_v::cramers_v;
use driftscope_stats::epps_singleton::epps_singleton;
use driftscope_stats::fisher::fisher_exact;
use driftscope_stats::g::g_test;
use driftscope_stats::hedges_g::hedges_g;
use driftscope_stats::hellinger::hellinger;
use driftscope_stats::jensen_shannon::divergence;
use driftscope_stats::kl::kl;
use driftscope_stats::l_infinity::l_infinity;
use driftscope_stats::levene::levene;
use driftscope_stats::median_shift::median_shift;
use driftscope_stats::merged::Merged;
use driftscope_stats::mmd::mmd;
use driftscope_stats::proportions::two_proportions;
use driftscope_stats::psi::{psi, psi_sorted};
use driftscope_stats::random::Random;
use driftscope_stats::sample::Sample;
use driftscope_stats::scale_ratio::scale_ratio;
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::student_t::student_t;
use driftscope_stats::total_variation::total_variation;
use driftscope_stats::wasserstein::wasserstein_normed;
use driftscope_stats::welch_t::welch_t;

/// Statistic and p-value of each test that has them, by its name.
type Results = BTreeMap<&'static str, (f64, Option<f64>)>;

/// Tests that go by ranks alone.
const BY_RANKS: [&str; 7] =
    ["ks", "anderson_darling", "cramer_von_mises", "mann_whitney", "mood", "kuiper", "cliffs_delta"];

/// Statistics that do not depend on the unit of the column and where its zero is.
const WITHOUT_UNIT: [&str; 9] = [
    "welch_t",
    "student_t",
    "levene",
    "brown_forsythe",
    "epps_singleton",
    "hedges_g",
    "wasserstein_normed",
    "mmd",
    "scale_ratio",
];

/// Tests whose p-value is the same with the sides exchanged.
const SYMMETRIC: [&str; 12] = [
    "ks",
    "anderson_darling",
    "cramer_von_mises",
    "epps_singleton",
    "mann_whitney",
    "welch_t",
    "student_t",
    "levene",
    "brown_forsythe",
    "mood",
    "kuiper",
    "mmd",
];

/// Distances of counts that a merger of two categories never increases.
const SHRINKING: [&str; 8] =
    ["psi", "kl", "jensen_shannon", "hellinger", "total_variation", "chi_square", "g", "cohens_w"];

/// The twenty tests of numbers.
fn of_numbers(reference: &[f64], production: &[f64]) -> Results {
    let mut results = Results::new();
    let mut add = |name, found: Option<(f64, Option<f64>)>| results.extend(found.map(|found| (name, found)));
    let merged = Merged::of_sorted(reference, production).expect("no sample is empty");
    let test = merged.kolmogorov_smirnov();
    add("ks", Some((test.statistic, Some(test.p_value))));
    add("anderson_darling", merged.anderson_darling().map(|test| (test.statistic, Some(test.p_value))));
    let test = merged.cramer_von_mises_by_midranks();
    add("cramer_von_mises", Some((test.statistic, Some(test.p_value))));
    let test = epps_singleton(reference, production);
    add("epps_singleton", test.map(|test| (test.statistic, Some(test.p_value))));
    let test = merged.mann_whitney();
    add("mann_whitney", Some((test.statistic, Some(test.p_value))));
    let (x, y) = (Sample::of_sorted(reference), Sample::of_sorted(production));
    add("welch_t", welch_t(x.moments(), y.moments()).map(|test| (test.statistic, Some(test.p_value))));
    add("student_t", student_t(x.moments(), y.moments()).map(|test| (test.statistic, Some(test.p_value))));
    add("levene", levene(&x, &y).map(|test| (test.statistic, Some(test.p_value))));
    add("brown_forsythe", brown_forsythe(&x, &y).map(|test| (test.statistic, Some(test.p_value))));
    add("mood", merged.mood().map(|test| (test.statistic, Some(test.p_value))));
    let test = merged.kuiper();
    add("kuiper", Some((test.statistic, Some(test.p_value))));
    add("energy", merged.energy().map(|distance| (distance, None)));
    add("wasserstein", merged.wasserstein().map(|distance| (distance, None)));
    add("wasserstein_normed", wasserstein_normed(reference, production).map(|distance| (distance, None)));
    add("mmd", mmd(reference, production, 0, 1).map(|test| (test.statistic, None)));
    add("psi", psi_sorted(reference, production).map(|distance| (distance, None)));
    add("cliffs_delta", merged.cliffs_delta(0.95).map(|effect| (effect.statistic, None)));
    add("hedges_g", hedges_g(x.moments(), y.moments(), 0.95).map(|effect| (effect.statistic, None)));
    add("median_shift", median_shift(reference, production, 0.95).map(|shift| (shift.statistic, None)));
    add("scale_ratio", scale_ratio(&x, &y, 0.95).map(|ratio| (ratio.statistic, None)));
    results
}

/// The tests of counts; the last three where there are two categories.
fn of_counts(reference: &[u64], production: &[u64]) -> Results {
    let mut results = Results::new();
    let mut add = |name, found: Option<(f64, Option<f64>)>| results.extend(found.map(|found| (name, found)));
    let distance = |distance: Option<f64>| distance.map(|distance| (distance, None));
    add("psi", distance(psi(reference, production)));
    add("kl", distance(kl(reference, production)));
    add("jensen_shannon", distance(divergence(reference, production).map(f64::sqrt)));
    add("hellinger", distance(hellinger(reference, production)));
    add("total_variation", distance(total_variation(reference, production)));
    add("l_infinity", distance(l_infinity(reference, production)));
    add("cramers_v", distance(cramers_v(reference, production)));
    add("cohens_w", distance(cohens_w(reference, production, 0.95).map(|effect| effect.statistic)));
    add("chi_square", homogeneity(reference, production).map(|test| (test.statistic, Some(test.p_value))));
    add("g", g_test(reference, production).map(|test| (test.statistic, Some(test.p_value))));
    if let (&[a, b], &[c, d]) = (reference, production) {
        add("z", two_proportions(b, a + b, d, c + d).map(|test| (test.z, Some(test.p_value))));
        add("cohens_h", distance(cohens_h(b, a + b, d, c + d, 0.95).map(|effect| effect.statistic)));
        add("fisher", Some((0.0, Some(fisher_exact(a, b, c, d)))));
    }
    results
}

/// Sorted samples of quarters, so that sums, products by powers of two and shifts of them are exact.
fn samples(rounds: u64) -> impl Iterator<Item = (Vec<f64>, Vec<f64>)> {
    let mut random = Random::new(77);
    (0..rounds).map(move |round| {
        let mut draw = |spread: u64| -> Vec<f64> {
            let length = 8 + random.below(90);
            let mut values: Vec<f64> = (0..length)
                .map(|_| {
                    let value = random.below(spread) as f64 * 0.25 - 3.0;
                    if round % 3 == 0 { value * value } else { value }
                })
                .collect();
            sort_numbers(&mut values);
            values
        };
        let spread = [6, 90, 5_000][(round % 3) as usize];
        (draw(spread), draw(spread + spread / 3))
    })
}

/// Counts without an empty cell, whose distances no floor changes.
fn counts(rounds: u64) -> impl Iterator<Item = (Vec<u64>, Vec<u64>)> {
    let mut random = Random::new(78);
    (0..rounds).map(move |round| {
        let categories = if round % 3 == 0 { 2 } else { 3 + random.below(30) };
        let mut draw = || -> Vec<u64> { (0..categories).map(|_| 1 + random.below(300)).collect() };
        (draw(), draw())
    })
}

#[track_caller]
fn assert_near(found: f64, expected: f64, context: &str) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs() + 1e-12, "{context}: found {found}, expected {expected}");
}

#[test]
fn every_test_is_there() {
    let mut names: Vec<&str> = of_numbers(&[1.0, 2.0, 4.0, 5.0, 9.0], &[2.0, 3.0, 4.0, 7.0, 8.0]).into_keys().collect();
    names.extend(of_counts(&[5, 6], &[3, 9]).into_keys());
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), 32, "{names:?}");
}

#[test]
fn nothing_differs_from_itself() {
    for (sample, _) in samples(150) {
        for (name, (statistic, p_value)) in of_numbers(&sample, &sample) {
            let none = match name {
                "scale_ratio" => 1.0,
                "mann_whitney" => 0.5 * (sample.len() * sample.len()) as f64,
                // Its statistic is standardised, and below 0 where samples are closer than chance would have them.
                "anderson_darling" | "cramer_von_mises" => statistic.min(0.05),
                _ => 0.0,
            };
            assert_near(statistic, none, name);
            let largest = if name == "anderson_darling" { 0.25 } else { 1.0 };
            assert!(p_value.is_none_or(|p| p > largest - 1e-9), "{name}: {p_value:?}");
        }
    }
    for (counts, _) in counts(150) {
        for (name, (statistic, p_value)) in of_counts(&counts, &counts) {
            assert!(
                statistic.abs() < 1e-7 && p_value.is_none_or(|p| p > 1.0 - 1e-7),
                "{name}: {statistic} {p_value:?}"
            );
        }
    }
}

#[test]
fn sides_can_be_exchanged() {
    for (left, right) in samples(200) {
        let (there, back) = (of_numbers(&left, &right), of_numbers(&right, &left));
        for name in SYMMETRIC.into_iter().filter(|name| there.contains_key(name)) {
            let (there, back) = (there[name], back[name]);
            assert_near(there.1.unwrap_or(there.0), back.1.unwrap_or(back.0), name);
        }
        for name in ["energy", "wasserstein"] {
            assert_near(there[name].0, back[name].0, name);
        }
        for name in ["cliffs_delta", "hedges_g", "median_shift", "mood", "welch_t", "student_t"] {
            if let (Some(there), Some(back)) = (there.get(name), back.get(name)) {
                assert_near(there.0, -back.0, name);
            }
        }
        assert_near(there["scale_ratio"].0 * back["scale_ratio"].0, 1.0, "scale_ratio");
    }
    for (left, right) in counts(200) {
        let (there, back) = (of_counts(&left, &right), of_counts(&right, &left));
        for (name, (statistic, p_value)) in &there {
            // The one distance that is none.
            if *name != "kl" {
                assert_near(statistic.abs(), back[name].0.abs(), name);
                assert_near(p_value.unwrap_or(0.0), back[name].1.unwrap_or(0.0), name);
            }
        }
    }
}

#[test]
fn a_rising_function_leaves_tests_of_ranks_alone() {
    // Exact in doubles, and nowhere flat.
    let rising = |values: &[f64]| -> Vec<f64> {
        values.iter().map(|value| if *value < 0.0 { 0.25 * value } else { 8.0 * value + 1.0 }).collect()
    };
    for (left, right) in samples(200) {
        let (before, after) = (of_numbers(&left, &right), of_numbers(&rising(&left), &rising(&right)));
        for name in BY_RANKS {
            assert_eq!(before.get(name), after.get(name), "{name}");
        }
    }
}

#[test]
fn unit_and_zero_leave_what_has_no_unit_alone() {
    let changed = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| 8.0 * value + 1024.0).collect() };
    for (left, right) in samples(200) {
        let (before, after) = (of_numbers(&left, &right), of_numbers(&changed(&left), &changed(&right)));
        for name in WITHOUT_UNIT.iter().chain(&BY_RANKS).filter(|name| before.contains_key(**name)) {
            assert_near(after[name].0, before[name].0, name);
            assert_near(after[name].1.unwrap_or(0.0), before[name].1.unwrap_or(0.0), name);
        }
        // A new zero may round a decile to the other side of a value, a unit that is a power of two does not.
        let times_eight = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| 8.0 * value).collect() };
        assert_eq!(psi_sorted(&times_eight(&left), &times_eight(&right)), Some(before["psi"].0));
        for (name, factor) in [("wasserstein", 8.0), ("median_shift", 8.0), ("energy", 8.0_f64.sqrt())] {
            assert_near(after[name].0, factor * before[name].0, name);
        }
    }
}

#[test]
fn doubled_samples_have_the_same_distances() {
    let doubled = |values: &[f64]| -> Vec<f64> { values.iter().flat_map(|value| [*value; 2]).collect() };
    for (left, right) in samples(150) {
        let (once, twice) = (of_numbers(&left, &right), of_numbers(&doubled(&left), &doubled(&right)));
        for name in ["ks", "kuiper", "energy", "wasserstein", "wasserstein_normed", "cliffs_delta", "median_shift"] {
            assert_eq!(once.contains_key(name), twice.contains_key(name), "{name}");
            if let (Some(once), Some(twice)) = (once.get(name), twice.get(name)) {
                assert_near(twice.0, once.0, name);
            }
        }
    }
    for (left, right) in counts(150) {
        let double = |counts: &[u64]| -> Vec<u64> { counts.iter().map(|count| 2 * count).collect() };
        let (once, twice) = (of_counts(&left, &right), of_counts(&double(&left), &double(&right)));
        for name in ["psi", "kl", "jensen_shannon", "hellinger", "total_variation", "l_infinity", "cohens_w"] {
            assert_near(twice[name].0, once[name].0, name);
        }
        for name in ["chi_square", "g"] {
            assert_near(twice[name].0, 2.0 * once[name].0, name);
        }
        if let (Some(once), Some(twice)) = (once.get("z"), twice.get("z")) {
            assert_near(twice.0, 2.0_f64.sqrt() * once.0, "z");
        }
    }
}

#[test]
fn merged_categories_are_no_further_apart_and_split_ones_as_far() {
    for (left, right) in counts(300).filter(|(left, _)| left.len() > 2) {
        let merge = |counts: &[u64]| -> Vec<u64> { [&[counts[0] + counts[1]], &counts[2..]].concat() };
        let (before, after) = (of_counts(&left, &right), of_counts(&merge(&left), &merge(&right)));
        for name in SHRINKING {
            assert!(after[name].0 <= before[name].0 + 1e-12, "{name}: {} {}", after[name].0, before[name].0);
        }
        // Each category in two halves.
        let whole = |counts: &[u64]| -> Vec<u64> { counts.iter().map(|count| 2 * count).collect() };
        let split = |counts: &[u64]| -> Vec<u64> { counts.iter().flat_map(|count| [*count; 2]).collect() };
        let (whole, split) = (of_counts(&whole(&left), &whole(&right)), of_counts(&split(&left), &split(&right)));
        for name in SHRINKING {
            assert_near(split[name].0, whole[name].0, name);
        }
    }
}

#[test]
fn the_order_of_categories_does_not_matter() {
    for (left, right) in counts(200) {
        let turned = |counts: &[u64]| -> Vec<u64> { counts.iter().rev().copied().collect() };
        let (before, after) = (of_counts(&left, &right), of_counts(&turned(&left), &turned(&right)));
        for (name, (statistic, p_value)) in &before {
            // z and Cohen's h are those of the second category.
            assert_near(after[name].0.abs(), statistic.abs(), name);
            assert_near(after[name].1.unwrap_or(0.0), p_value.unwrap_or(0.0), name);
        }
    }
}
