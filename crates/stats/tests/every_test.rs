//! Properties of every two-sample test, distance and effect size of the list in `listed`, tried on samples drawn from a seeded
//! generator: symmetry, no difference between a sample and itself, and invariance under a change of unit, a rising function, merged
//! categories and doubled samples.

mod listed;

use std::fs;
use std::path::Path;

use driftscope_stats::random::Random;
use driftscope_stats::sorting::sort_numbers;
use listed::{COUNTS, Doubled, Exchanged, Found, NUMBERS, OfSame, Unit};

/// Modules that hold no two-sample statistic of a single column, or one that the report has in another place.
const NOT_LISTED: [&str; 18] = [
    "anova",
    "boschloo",
    "combined_rank",
    "drift_mass",
    "effect_bounds",
    "hodges_lehmann",
    "kaplan_meier",
    "kruskal_wallis",
    "mantel_haenszel",
    "newcombe",
    "outermost",
    "permutation",
    "quantile_decomposition",
    "rare_category",
    "rare_pool",
    "relabelling_tail",
    "stratified_shift",
    "unconditional",
];

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

/// Both values, where there are any: what changes the samples must not decide whether there is one.
#[track_caller]
fn both(before: Option<Found>, after: Option<Found>, context: &str) -> Option<(Found, Found)> {
    assert_eq!(before.is_some(), after.is_some(), "{context}: {before:?} {after:?}");
    before.zip(after)
}

/// The p-values are the same, if there are any.
#[track_caller]
fn assert_same_p_value(before: Found, after: Found, context: &str) {
    assert_near(after.p_value.unwrap_or(0.0), before.p_value.unwrap_or(0.0), context);
}

#[test]
fn every_module_with_a_statistic_is_listed() {
    let modules = ["numeric_tests", "count_tests", "distances", "effects"].into_iter().flat_map(|folder| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder).join("mod.rs");
        let text = fs::read_to_string(path).expect("a folder with its list of modules");
        let names = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';').map(str::to_owned));
        names.collect::<Vec<_>>()
    });
    let listed: Vec<&str> =
        NUMBERS.iter().map(|test| test.module).chain(COUNTS.iter().map(|test| test.module)).collect();
    let mut found = 0;
    for module in modules {
        let is_listed = listed.contains(&module.as_str());
        assert!(is_listed != NOT_LISTED.contains(&module.as_str()), "{module}: list it in tests/listed");
        found += usize::from(is_listed);
    }
    assert_eq!(found, 31, "modules of the list");
}

/// Samples at the ends of what can be computed, sorted: none, one, all equal, infinite, largest, smallest.
fn odd_samples() -> Vec<Vec<f64>> {
    let infinite = [f64::NEG_INFINITY, -1.0, 0.0, f64::INFINITY];
    let mut odd =
        vec![vec![], vec![0.0], vec![f64::INFINITY], vec![f64::MIN, f64::MAX], vec![-0.0, 0.0], infinite.to_vec()];
    odd.extend([0.0, f64::MAX, f64::MIN_POSITIVE, f64::from_bits(1), 1e300].map(|value| vec![value; 12]));
    odd.push((0..40).map(f64::from_bits).collect());
    odd.push((0..40).map(|step| 1.7e307 * f64::from(step - 20) / 4.0).collect());
    odd.push((0..40).map(f64::from).collect());
    odd
}

/// Counts at the ends: no categories, no rows, one category, more rows than any memory holds.
fn odd_counts() -> Vec<Vec<u64>> {
    let most = 1 << 53;
    vec![
        vec![],
        vec![0],
        vec![0, 0],
        vec![most, most],
        vec![0, most],
        vec![1, most, 0],
        vec![7; 300],
        vec![1, 0, 0, 0, 1],
    ]
}

#[test]
fn no_sample_however_odd_makes_a_statistic_panic_or_give_no_number() {
    let assert_sound = |name: &str, found: Option<Found>, context: &str| {
        let p_value = found.and_then(|found| found.p_value);
        let is_number = found.is_none_or(|found| !found.statistic.is_nan());
        assert!(is_number && p_value.is_none_or(|p| (0.0..=1.0).contains(&p)), "{name}: {found:?} of {context}");
    };
    for (x, y) in odd_samples().iter().flat_map(|x| odd_samples().into_iter().map(move |y| (x, y))) {
        for test in NUMBERS {
            assert_sound(test.name, test.of_sorted(x, &y), &format!("{x:?} and {y:?}"));
        }
    }
    for (x, y) in odd_counts().iter().flat_map(|x| odd_counts().into_iter().map(move |y| (x, y))) {
        for test in COUNTS {
            assert_sound(test.name, test.of_counts(x, &y), &format!("{x:?} and {y:?}"));
        }
    }
}

#[test]
fn nothing_differs_from_itself() {
    for (sample, _) in samples(150) {
        for test in NUMBERS {
            let Some(found) = test.of_sorted(&sample, &sample) else { continue };
            let (expected, least_p_value) = match test.of_same {
                OfSame::Zero => (0.0, 1.0),
                OfSame::One => (1.0, 1.0),
                OfSame::HalfOfPairs => (0.5 * (sample.len() * sample.len()) as f64, 1.0),
                OfSame::AtMost { statistic, least_p_value } => (found.statistic.min(statistic), least_p_value),
            };
            assert_near(found.statistic, expected, test.name);
            assert!(found.p_value.is_none_or(|p| p > least_p_value - 1e-9), "{}: {found:?}", test.name);
        }
    }
    for (counts, _) in counts(150) {
        for test in COUNTS {
            let Some(found) = test.of_counts(&counts, &counts) else { continue };
            let is_one = found.p_value.is_none_or(|p| p > 1.0 - 1e-7);
            assert!(found.statistic.abs() < 1e-7 && is_one, "{}: {found:?}", test.name);
        }
    }
}

#[track_caller]
fn assert_exchanged(rule: Exchanged, there: Found, back: Found, context: &str) {
    assert_same_p_value(there, back, context);
    match rule {
        Exchanged::Same => assert_near(there.statistic, back.statistic, context),
        Exchanged::Negated => assert_near(there.statistic, -back.statistic, context),
        Exchanged::Reciprocal => assert_near(there.statistic * back.statistic, 1.0, context),
        Exchanged::Other => {}
    }
}

#[test]
fn sides_can_be_exchanged() {
    for (left, right) in samples(200) {
        for test in NUMBERS {
            // A constant sample has no standard deviation to measure in, so one way there may be no value.
            if let Some((there, back)) = test.of_sorted(&left, &right).zip(test.of_sorted(&right, &left)) {
                assert_exchanged(test.exchanged, there, back, test.name);
            }
        }
    }
    for (left, right) in counts(200) {
        for test in COUNTS {
            if let Some((there, back)) = both(test.of_counts(&left, &right), test.of_counts(&right, &left), test.name) {
                assert_exchanged(test.exchanged, there, back, test.name);
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
        for test in NUMBERS.iter().filter(|test| matches!(test.unit, Unit::Ranks)) {
            let after = test.of_sorted(&rising(&left), &rising(&right));
            assert_eq!(test.of_sorted(&left, &right), after, "{}", test.name);
        }
    }
}

#[test]
fn a_unit_changes_a_statistic_by_a_power_of_its_factor() {
    let scaled = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| 8.0 * value).collect() };
    let moved = |values: &[f64]| -> Vec<f64> { values.iter().map(|value| 8.0 * value + 1024.0).collect() };
    for (left, right) in samples(200) {
        for test in NUMBERS {
            let before = test.of_sorted(&left, &right);
            if let Unit::Factor = test.unit {
                assert_eq!(test.of_sorted(&scaled(&left), &scaled(&right)), before, "{}", test.name);
                continue;
            }
            let after = test.of_sorted(&moved(&left), &moved(&right));
            let Some((before, after)) = both(before, after, test.name) else { continue };
            let power = if let Unit::Power(power) = test.unit { power } else { 0.0 };
            assert_near(after.statistic, libm::pow(8.0, power) * before.statistic, test.name);
            assert_same_p_value(before, after, test.name);
        }
    }
}

#[track_caller]
fn assert_doubled(rule: Doubled, once: f64, twice: f64, context: &str) {
    match rule {
        Doubled::Same => assert_near(twice, once, context),
        Doubled::Times(factor) => assert_near(twice, factor * once, context),
        Doubled::Other => {}
    }
}

#[test]
fn doubled_samples_have_the_same_distances() {
    let doubled = |values: &[f64]| -> Vec<f64> { values.iter().flat_map(|value| [*value; 2]).collect() };
    for (left, right) in samples(150) {
        for test in NUMBERS {
            let (once, twice) = (test.of_sorted(&left, &right), test.of_sorted(&doubled(&left), &doubled(&right)));
            if let Some((once, twice)) = once.zip(twice) {
                assert_doubled(test.doubled, once.statistic, twice.statistic, test.name);
            }
        }
    }
    for (left, right) in counts(150) {
        let double = |counts: &[u64]| -> Vec<u64> { counts.iter().map(|count| 2 * count).collect() };
        for test in COUNTS {
            let (once, twice) = (test.of_counts(&left, &right), test.of_counts(&double(&left), &double(&right)));
            if let Some((once, twice)) = both(once, twice, test.name) {
                assert_doubled(test.doubled, once.statistic, twice.statistic, test.name);
            }
        }
    }
}

#[test]
fn merged_categories_are_no_further_apart_and_split_ones_as_far() {
    let whole = |counts: &[u64]| -> Vec<u64> { counts.iter().map(|count| 2 * count).collect() };
    let split = |counts: &[u64]| -> Vec<u64> { counts.iter().flat_map(|count| [*count; 2]).collect() };
    for (left, right) in counts(300).filter(|(left, _)| left.len() > 2) {
        let merge = |counts: &[u64]| -> Vec<u64> { [&[counts[0] + counts[1]], &counts[2..]].concat() };
        for test in COUNTS.iter().filter(|test| test.shrinks) {
            let statistic = |left: &[u64], right: &[u64]| {
                test.of_counts(left, right).unwrap_or_else(|| panic!("{}: no value", test.name)).statistic
            };
            let (before, after) = (statistic(&left, &right), statistic(&merge(&left), &merge(&right)));
            assert!(after <= before + 1e-12, "{}: {after} {before}", test.name);
            let (halves, both) = (statistic(&split(&left), &split(&right)), statistic(&whole(&left), &whole(&right)));
            assert_near(halves, both, test.name);
        }
    }
}

#[test]
fn the_order_of_categories_does_not_matter() {
    for (left, right) in counts(200) {
        let turned = |counts: &[u64]| -> Vec<u64> { counts.iter().rev().copied().collect() };
        for test in COUNTS {
            let (before, after) = (test.of_counts(&left, &right), test.of_counts(&turned(&left), &turned(&right)));
            if let Some((before, after)) = both(before, after, test.name) {
                // z and Cohen's h are those of the second category.
                assert_near(after.statistic.abs(), before.statistic.abs(), test.name);
                assert_same_p_value(before, after, test.name);
            }
        }
    }
}
