//! Statistics on sorted numbers against SciPy and NumPy.

use driftscope_stats::ks::{kolmogorov_smirnov, p_value_without_ties};
use driftscope_stats::moments::Moments;
use driftscope_stats::psi::psi_sorted;
use driftscope_stats::quantile::quantile_sorted;
use driftscope_stats::sorting::sort_numbers;
use driftscope_stats::wasserstein::wasserstein;
use serde_json::Value;

use crate::golden::{assert_close, cases, number, numbers};

/// A case with both samples sorted.
struct Pair {
    name: String,
    reference: Vec<f64>,
    production: Vec<f64>,
    expected: Value,
}

fn pairs() -> Vec<Pair> {
    let sorted = |value: &Value| {
        let mut values = numbers(value);
        sort_numbers(&mut values);
        values
    };
    cases(include_str!("../golden/numeric_pairs.json"), 25)
        .into_iter()
        .map(|case| Pair {
            name: case["name"].to_string(),
            reference: sorted(&case["reference"]),
            production: sorted(&case["production"]),
            expected: case,
        })
        .collect()
}

#[test]
fn kolmogorov_smirnov_agrees() {
    for Pair { name, reference, production, expected } in pairs() {
        let found = kolmogorov_smirnov(&reference, &production).unwrap();
        assert_close(found.statistic, number(&expected["ks"]["statistic"]), 1e-14, &name);
        // SciPy's law is that without ties; given ties the p-value is at most that (`ties.rs` has what it is then).
        let without_ties = p_value_without_ties(&reference, &production).unwrap();
        assert_close(without_ties, number(&expected["ks"]["p_value"]), 1e-11, &name);
        assert!(found.p_value <= without_ties * (1.0 + 1e-9), "{name}: {} {without_ties}", found.p_value);
        let gap = (found.reference_share - found.production_share).abs();
        assert!((gap - found.statistic).abs() < 1e-15, "{name}: the place does not show the distance");
        let share = |sample: &[f64]| {
            sample.iter().filter(|value| **value <= found.location).count() as f64 / sample.len() as f64
        };
        assert_eq!((share(&reference), share(&production)), (found.reference_share, found.production_share), "{name}");
    }
}

#[test]
fn wasserstein_agrees() {
    for Pair { name, reference, production, expected } in pairs() {
        let found = wasserstein(&reference, &production).unwrap();
        assert_close(found, number(&expected["wasserstein"]), 1e-12, &name);
    }
}

#[test]
fn psi_agrees() {
    for Pair { name, reference, production, expected } in pairs() {
        let (found, expected) = (psi_sorted(&reference, &production).unwrap(), number(&expected["psi"]));
        assert!((found - expected).abs() <= 1e-12 * expected.max(1e-3), "{name}: {found:e} {expected:e}");
    }
}

#[test]
fn quantiles_agree_to_the_last_bit() {
    for Pair { name, reference, expected, .. } in pairs() {
        let (probabilities, expected) = (numbers(&expected["probabilities"]), numbers(&expected["quantiles"]));
        for (probability, expected) in probabilities.into_iter().zip(expected) {
            assert_eq!(quantile_sorted(&reference, probability), Some(expected), "{name} at {probability}");
        }
    }
}

#[test]
fn moments_agree() {
    for Pair { name, reference, expected, .. } in pairs() {
        let found = Moments::of_sorted(&reference);
        let (mean, spread) = (number(&expected["mean"]), reference[reference.len() - 1] - reference[0]);
        assert!((found.mean.unwrap() - mean).abs() <= 1e-15 * mean.abs().max(spread), "{name}: {found:?} {mean}");
        assert_close(found.population_sd.unwrap(), number(&expected["population_sd"]), 1e-13, &name);
        match (found.sd, expected["sd"].as_f64()) {
            (Some(found), Some(expected)) => assert_close(found, expected, 1e-13, &name),
            (found, expected) => assert_eq!(found, expected, "{name}"),
        }
    }
}
