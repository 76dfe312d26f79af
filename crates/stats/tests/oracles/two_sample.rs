//! The two-sample tests of numbers and their effect sizes, against SciPy, mpmath and exact fractions.

use driftscope_stats::anderson_darling::p_value_by_table;
use driftscope_stats::brown_forsythe::brown_forsythe;
use driftscope_stats::epps_singleton::by_own_covariances;
use driftscope_stats::hedges_g::hedges_g;
use driftscope_stats::hodges_lehmann::hodges_lehmann;
use driftscope_stats::ks::{kolmogorov_smirnov, p_value_without_ties};
use driftscope_stats::levene::{SpreadTest, levene};
use driftscope_stats::mann_whitney::p_value_less;
use driftscope_stats::median_shift::{median_shift, median_shift_of};
use driftscope_stats::merged::Merged;
use driftscope_stats::mmd::mmd;
use driftscope_stats::moments::Moments;
use driftscope_stats::psi::psi_sorted;
use driftscope_stats::sample::Sample;
use driftscope_stats::scale_ratio::scale_ratio;
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::special::erfc;
use driftscope_stats::student_t::{TTest, student_t};
use driftscope_stats::wasserstein::{wasserstein, wasserstein_normed};
use driftscope_stats::welch_t::welch_t;
use driftscope_stats::{cramer_von_mises, interval::Interval};
use serde_json::Value;

use crate::golden::{assert_close, cases, number, numbers};
use crate::listed::NUMBERS;

/// A case with both samples sorted.
struct Pair {
    name: String,
    reference: Vec<f64>,
    production: Vec<f64>,
    expected: Value,
}

/// A list of numbers, evenly spaced ones, or those that a rule makes.
fn sample(value: &Value) -> Vec<f64> {
    let mut values = match value {
        Value::Object(stream) if stream.contains_key("shape") => crate::streams::values(value),
        Value::Object(ramp) => {
            let (start, step, count) = (number(&ramp["start"]), number(&ramp["step"]), number(&ramp["count"]));
            (0..count as u32).map(|place| start + step * f64::from(place)).collect()
        }
        list => numbers(list),
    };
    sort_numbers(&mut values);
    values
}

fn pairs() -> Vec<Pair> {
    cases(include_str!("../golden/two_sample.json"), 40).into_iter().chain(streams()).map(pair).collect()
}

/// The longer samples, which are made by a rule.
fn streams() -> Vec<Value> {
    cases(include_str!("../golden/streams.json"), 25)
}

fn pair(case: Value) -> Pair {
    Pair {
        name: case["name"].to_string(),
        reference: sample(&case["reference"]),
        production: sample(&case["production"]),
        expected: case,
    }
}

/// Whether any two values of both samples are equal.
fn has_ties(pair: &Pair) -> bool {
    let mut pooled = [pair.reference.as_slice(), &pair.production].concat();
    sort_numbers(&mut pooled);
    pooled.windows(2).any(|two| two[0] == two[1])
}

/// The same, with an error of this many last digits of 1 allowed near 0, where a statistic is a difference.
#[track_caller]
fn assert_near(found: f64, expected: f64, tolerance: f64, context: &dyn std::fmt::Display) {
    let error = (found - expected).abs();
    assert!(error <= tolerance * expected.abs().max(1e-3), "{context}: found {found:e}, expected {expected:e}");
}

/// Compares what a test found in every pair with what the table says under its name; returns how many had a test and
/// the smallest p-value.
///
/// A mean of 1e9 standard deviations leaves seven digits of a difference of means, in whatever way it is computed.
fn compare(name: &str, find: impl Fn(&Pair) -> Option<(f64, f64)>, tolerance: f64) -> (usize, f64) {
    let (mut compared, mut smallest) = (0, 1.0_f64);
    for pair in pairs() {
        let expected = &pair.expected[name];
        let context = format!("{name}, {}", pair.name);
        match find(&pair) {
            None => assert!(expected.is_null(), "{context}: there is a test"),
            Some((statistic, p_value)) => {
                assert!(!expected.is_null(), "{context}: there is no test, found {statistic} and {p_value}");
                let by_means = ["student_t", "welch_t", "levene"].contains(&name);
                let [tolerance, p_tolerance] =
                    if by_means && pair.name == "\"large mean\"" { [1e-6; 2] } else { [tolerance, 1e-9] };
                assert_near(statistic, number(&expected["statistic"]), tolerance, &context);
                assert_close(p_value, number(&expected["p_value"]), p_tolerance, &context);
                compared += 1;
                smallest = if p_value > 0.0 { smallest.min(p_value) } else { smallest };
            }
        }
    }
    (compared, smallest)
}

fn merged(pair: &Pair) -> Merged {
    Merged::of_sorted(&pair.reference, &pair.production).expect("no sample is empty")
}

#[track_caller]
fn assert_interval(found: Option<Interval>, expected: &Value, tolerance: f64, context: &str) {
    match found {
        None => assert!(expected["low"].is_null(), "{context}: there is an interval"),
        Some(Interval { low, high }) => {
            assert_near(low, number(&expected["low"]), tolerance, &format!("{context}, lower end"));
            assert_near(high, number(&expected["high"]), tolerance, &format!("{context}, upper end"));
        }
    }
}

#[test]
fn anderson_darling_agrees() {
    let (compared, _) = compare(
        "anderson_darling",
        |pair| {
            let test = merged(pair).anderson_darling()?;
            // SciPy's p-value is the table's; that of the test itself is in `ties.rs`, and it goes on where the table ends.
            let by_table = p_value_by_table(&pair.reference, &pair.production)?;
            let (low, high) = if by_table <= 0.001 {
                (0.0, 0.002)
            } else if by_table >= 0.25 {
                (0.2, 1.0)
            } else {
                (0.6 * by_table, 1.6 * by_table)
            };
            if !has_ties(pair) {
                assert!((low..=high).contains(&test.p_value), "{}: {} {by_table}", pair.name, test.p_value);
            }
            Some((test.statistic, by_table))
        },
        1e-11,
    );
    assert!(compared >= 38, "{compared}");
}

#[test]
fn cramer_von_mises_agrees() {
    // With ties the table has other statistics; there `ties.rs` holds the test against permutations.
    let (mut compared, mut smallest) = (0, 1.0_f64);
    for pair in pairs().into_iter().filter(|pair| !has_ties(pair)) {
        let (test, expected) = (merged(&pair).cramer_von_mises(), &pair.expected["cramer_von_mises"]);
        assert_near(test.statistic, number(&expected["statistic"]), 1e-12, &pair.name);
        assert_close(test.p_value, number(&expected["p_value"]), 1e-9, &pair.name);
        compared += 1;
        smallest = if test.p_value > 0.0 { smallest.min(test.p_value) } else { smallest };
    }
    assert!(compared >= 25 && smallest < 1e-250, "{compared}, {smallest}");
}

#[test]
fn cramer_von_mises_by_midranks_agrees_with_scipy() {
    for pair in pairs() {
        let found = cramer_von_mises::by_midranks(&pair.reference, &pair.production).unwrap();
        assert_eq!(merged(&pair).cramer_von_mises_by_midranks(), found);
        let expected = &pair.expected["cramer_von_mises"]["by_midranks"];
        assert_near(found.statistic, number(&expected["statistic"]), 1e-12, &pair.name);
        assert_close(found.p_value, number(&expected["p_value"]), 1e-9, &pair.name);
    }
}

#[test]
fn mann_whitney_agrees() {
    let find = |pair: &Pair| {
        let test = merged(pair).mann_whitney();
        assert_close(test.superiority, number(&pair.expected["mann_whitney"]["superiority"]), 1e-15, &pair.name);
        // SciPy's law, which is symmetric.
        let less = |x: &[f64], y: &[f64]| p_value_less(x, y).unwrap();
        let p_value = less(&pair.reference, &pair.production).min(less(&pair.production, &pair.reference));
        let scipy = (2.0 * p_value).min(1.0);
        is_near_the_normal_law(pair, test.p_value, scipy);
        Some((test.statistic, scipy))
    };
    let (compared, smallest) = compare("mann_whitney", find, 0.0);
    assert!(compared >= 40 && smallest < 1e-250, "{compared}, {smallest}");
}

#[test]
fn mood_agrees() {
    let find = |pair: &Pair| {
        let test = merged(pair).mood()?;
        let normal = erfc(test.statistic.abs() * core::f64::consts::FRAC_1_SQRT_2);
        is_near_the_normal_law(pair, test.p_value, normal);
        Some((test.statistic, normal))
    };
    let (compared, smallest) = compare("mood", find, 1e-12);
    assert!(compared >= 38 && smallest < 1e-250, "{compared}, {smallest}");
}

/// Without ties the normal law is near the right one, the nearer the more values there are, but for its tails.
fn is_near_the_normal_law(pair: &Pair, p_value: f64, normal: f64) {
    let fewest = pair.reference.len().min(pair.production.len());
    let slack = if fewest >= 200 { 0.01 } else { 0.04 };
    if !has_ties(pair) && fewest >= 15 && normal > 1e-3 {
        assert!((p_value / normal - 1.0).abs() < slack, "{}: {p_value} {normal}", pair.name);
    }
}

#[test]
fn kuiper_agrees() {
    // The table has the law without ties. With ties the p-value is smaller, but for what the law without them is off in small samples.
    let (mut compared, mut smallest) = (0, 1.0_f64);
    for pair in pairs() {
        let (test, expected) = (merged(&pair).kuiper(), &pair.expected["kuiper"]);
        assert_near(test.statistic, number(&expected["statistic"]), 1e-14, &pair.name);
        if has_ties(&pair) {
            let limit = 1.3 * number(&expected["p_value"]);
            assert!(test.p_value <= limit.max(1e-300), "{}: {} {limit}", pair.name, test.p_value);
            continue;
        }
        assert_close(test.p_value, number(&expected["p_value"]), 1e-9, &pair.name);
        compared += 1;
        smallest = if test.p_value > 0.0 { smallest.min(test.p_value) } else { smallest };
    }
    assert!(compared >= 25 && smallest < 1e-250, "{compared}, {smallest}");
}

#[test]
fn energy_agrees() {
    for pair in pairs() {
        assert_close(merged(&pair).energy().unwrap(), number(&pair.expected["energy"]), 1e-12, &pair.name);
    }
}

#[test]
fn cliffs_delta_agrees() {
    for pair in pairs() {
        let (found, expected) = (merged(&pair).cliffs_delta(0.95).unwrap(), &pair.expected["cliffs_delta"]);
        assert_close(found.statistic, number(&expected["statistic"]), 1e-15, &pair.name);
        assert_interval(found.interval, expected, 1e-11, &pair.name);
    }
}

fn t_test(name: &str, test: impl Fn(&Moments, &Moments) -> Option<TTest>) -> (usize, f64) {
    let find = |pair: &Pair| {
        let found = test(&Moments::of_sorted(&pair.reference), &Moments::of_sorted(&pair.production))?;
        let expected = number(&pair.expected[name]["degrees_of_freedom"]);
        assert_close(found.degrees_of_freedom, expected, 1e-12, &pair.name);
        Some((found.statistic, found.p_value))
    };
    compare(name, find, 1e-12)
}

#[test]
fn student_t_and_welch_t_agree() {
    for (compared, smallest) in [t_test("student_t", student_t), t_test("welch_t", welch_t)] {
        assert!(compared >= 38 && smallest < 1e-250, "{compared}, {smallest}");
    }
}

fn spread_test(name: &str, test: impl Fn(&Sample<'_>, &Sample<'_>) -> Option<SpreadTest>) -> (usize, f64) {
    let find = |pair: &Pair| {
        let found = test(&Sample::of_sorted(&pair.reference), &Sample::of_sorted(&pair.production))?;
        Some((found.statistic, found.p_value))
    };
    compare(name, find, 1e-9)
}

#[test]
fn levene_and_brown_forsythe_agree() {
    for (compared, smallest) in [spread_test("levene", levene), spread_test("brown_forsythe", brown_forsythe)] {
        assert!(compared >= 36 && smallest < 1e-250, "{compared}, {smallest}");
    }
}

#[test]
fn epps_singleton_by_own_covariances_agrees_with_scipy() {
    let mut deficient = 0;
    for pair in pairs() {
        let expected = &pair.expected["epps_singleton"];
        let Some(found) = by_own_covariances(&pair.reference, &pair.production) else {
            assert!(expected.is_null(), "{}: there is a test", pair.name);
            continue;
        };
        // The larger the condition, the fewer digits the smallest eigenvalue has.
        let tolerance = 1e-12 + 1e-14 * number(&expected["condition"]);
        // Quartiles of 1e9 standard deviations have as many digits fewer.
        let tolerance = if pair.name == "\"large mean\"" { 1e-6 } else { tolerance };
        assert_eq!(found.degrees_of_freedom, number(&expected["degrees_of_freedom"]), "{}", pair.name);
        // So has the phase of a value that lies 1e6 such deviations away.
        let tolerance = if pair.name.contains("outlier of 1e6") { tolerance.max(1e-10) } else { tolerance };
        if pair.name.contains("1e300") {
            // Its phase has no digits in a double.
            continue;
        }
        assert_near(found.statistic, number(&expected["statistic"]), tolerance, &pair.name);
        // A p-value far in the tail has no fewer digits than the others.
        let p_tolerance = (tolerance * (1.0 + found.statistic)).min(tolerance.max(1e-9));
        assert_close(found.p_value, number(&expected["p_value"]), p_tolerance, &pair.name);
        deficient += u32::from(found.degrees_of_freedom < 4.0);
    }
    assert!(deficient > 1, "{deficient}");
}

#[test]
fn effect_sizes_agree() {
    for pair in pairs() {
        let Pair { name, reference, production, expected } = &pair;
        let of_means = if name == "\"large mean\"" { 1e-6 } else { 1e-11 };
        let (left, right) = (Moments::of_sorted(reference), Moments::of_sorted(production));
        let (found, wanted) = (hedges_g(&left, &right, 0.95), &expected["hedges_g"]);
        assert_eq!(found.is_none(), wanted.is_null(), "{name}");
        if let Some(found) = found {
            assert_near(found.statistic, number(&wanted["statistic"]), of_means, name);
            assert_near(found.cohens_d, number(&wanted["cohens_d"]), of_means, name);
            assert_interval(Some(found.interval), wanted, of_means, name);
        }
        let (found, wanted) = (median_shift(reference, production, 0.95).expect("finite"), &expected["median_shift"]);
        assert_close(found.statistic, number(&wanted["statistic"]), 1e-12, name);
        match found.interval {
            None => assert!(wanted["low"].is_null(), "{name}"),
            Some(Interval { low, high }) => {
                let width = number(&wanted["high"]) - number(&wanted["low"]);
                assert_close(high - low, width, 1e-11, name);
                assert!((low - number(&wanted["low"])).abs() <= 1e-12 * low.abs().max(width), "{name}");
            }
        }
        let samples = (Sample::of_sorted(reference), Sample::of_sorted(production));
        let (found, wanted) = (scale_ratio(&samples.0, &samples.1, 0.95), &expected["scale_ratio"]);
        assert_eq!(found.is_none(), wanted.is_null(), "{name}");
        if let Some(found) = found {
            assert_close(found.statistic, number(&wanted["statistic"]), 1e-12, name);
            assert_interval(found.interval, wanted, of_means.max(1e-10), name);
        }
        let found = hodges_lehmann(reference, production).expect("finite");
        assert_close(found, number(&expected["hodges_lehmann"]), 0.0, name);
    }
}

#[test]
fn mmd_agrees() {
    const ROUNDS: u32 = 999;
    let mut compared = 0;
    for pair in pairs() {
        let expected = &pair.expected["mmd"];
        let Some(found) = mmd(&pair.reference, &pair.production, ROUNDS, 5) else {
            assert!(expected.is_null(), "{}: there is one", pair.name);
            continue;
        };
        if expected.is_null() {
            // Too long for listing all pairs.
            assert!(pair.reference.len() + pair.production.len() > 300, "{}", pair.name);
            continue;
        }
        assert_close(found.bandwidth, number(&expected["bandwidth"]), 1e-12, &pair.name);
        let square = found.statistic * found.statistic;
        // A large mean has few digits left for the distances.
        let tolerance = if pair.name.contains("large mean") { 1e-6 } else { 1e-13 };
        assert!((square - number(&expected["square"])).abs() < tolerance, "{}: {square:e}", pair.name);
        let (p_value, p) = (found.p_value.expect("rounds"), number(&expected["p_value"]));
        // Both are from random rounds, this one from fewer.
        let error = (p * (1.0 - p) * (1.0 / f64::from(ROUNDS) + 1.0 / 20_000.0)).sqrt();
        assert!((p_value - p).abs() < 4.0 * error + 2.0 / f64::from(ROUNDS), "{}: {p_value} {p}", pair.name);
        compared += 1;
    }
    assert!(compared >= 30, "{compared}");
}

#[test]
fn what_goes_by_cumulative_shares_agrees() {
    let mut smallest = 1.0_f64;
    for case in streams() {
        let Pair { name, reference, production, expected } = pair(case);
        let test = kolmogorov_smirnov(&reference, &production).expect("no sample is empty");
        assert_close(test.statistic, number(&expected["ks"]["statistic"]), 1e-14, &name);
        let without_ties = p_value_without_ties(&reference, &production).expect("no sample is empty");
        if let Some(p_value) = expected["ks"]["p_value"].as_f64() {
            assert_close(without_ties, p_value, 1e-9, &name);
            smallest = smallest.min(p_value);
        } else {
            assert!(without_ties < 1e-299, "{name}: {without_ties}");
        }
        assert!(test.p_value <= without_ties * 1.02 + 1e-299, "{name}: {} {without_ties}", test.p_value);
        assert_close(
            wasserstein(&reference, &production).expect("finite"),
            number(&expected["wasserstein"]),
            1e-12,
            &name,
        );
        match (wasserstein_normed(&reference, &production), expected["wasserstein_normed"].as_f64()) {
            (Some(found), Some(expected)) => assert_close(found, expected, 1e-12, &name),
            (found, expected) => assert_eq!(found, expected, "{name}"),
        }
        let (found, expected) = (psi_sorted(&reference, &production).expect("finite"), number(&expected["psi"]));
        assert!((found - expected).abs() <= 1e-12 * expected.max(1e-3), "{name}: {found:e} {expected:e}");
    }
    assert!(smallest < 1e-250, "{smallest:e}");
}

/// Tests whose p-values are not the ones of the table, which are wrong under ties or for few rows. They are compared on their own: here,
/// in `ties.rs` and in `ks_laws.rs`.
const OWN_LAWS: [&str; 7] =
    ["ks", "anderson_darling", "cramer_von_mises", "epps_singleton", "mann_whitney", "mood", "kuiper"];

#[test]
fn every_listed_test_has_the_golden_values_under_its_name() {
    let mut compared = std::collections::BTreeMap::new();
    for Pair { name, reference, production, expected } in pairs() {
        for test in NUMBERS.iter().filter(|test| !OWN_LAWS.contains(&test.name)) {
            let wanted = &expected[test.name];
            let Some(statistic) = wanted.as_f64().or(wanted["statistic"].as_f64()) else { continue };
            let context = format!("{} of {name}", test.name);
            let found = test.of_sorted(&reference, &production).unwrap_or_else(|| panic!("{context}: none"));
            assert_near(found.statistic, statistic, 1e-6, &context);
            if let (Some(wanted), Some(p_value)) = (wanted["p_value"].as_f64(), found.p_value) {
                assert_close(p_value, wanted, 1e-6, &context);
            }
            *compared.entry(test.name).or_insert(0) += 1;
        }
    }
    assert!(compared.len() >= 10 && compared.values().all(|count| *count >= 25), "{compared:?}");
}

#[test]
fn samples_in_any_order_give_the_same() {
    for case in streams() {
        let unsorted = [&case["reference"], &case["production"]].map(crate::streams::values);
        let Pair { name, reference, production, .. } = pair(case);
        let [x, y] = unsorted.each_ref().map(|values| Sample::of_finite(values).expect("finite"));
        let (x_sorted, y_sorted) = (Sample::of_sorted(&reference), Sample::of_sorted(&production));
        let near = |found: Option<f64>, expected: Option<f64>| match (found, expected) {
            (Some(found), Some(expected)) => assert_near(found, expected, 1e-11, &name),
            (found, expected) => assert_eq!(found, expected, "{name}"),
        };
        near(
            brown_forsythe(&x, &y).map(|test| test.statistic),
            brown_forsythe(&x_sorted, &y_sorted).map(|test| test.statistic),
        );
        near(
            welch_t(x.moments(), y.moments()).map(|test| test.statistic),
            welch_t(x_sorted.moments(), y_sorted.moments()).map(|test| test.statistic),
        );
        let low = |ratio: Option<driftscope_stats::scale_ratio::ScaleRatio>| {
            ratio.and_then(|ratio| ratio.interval).map(|interval| interval.low)
        };
        near(low(scale_ratio(&x, &y, 0.95)), low(scale_ratio(&x_sorted, &y_sorted, 0.95)));
        assert_eq!(
            median_shift_of(&unsorted[0], &unsorted[1], 0.95),
            median_shift(&reference, &production, 0.95),
            "{name}"
        );
    }
}
