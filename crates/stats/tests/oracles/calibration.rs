//! Calibration of scores, compared with statsmodels and scikit-learn.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::performance::{Measured, Scores, calibration};
use serde_json::Value;

fn near(found: f64, expected: f64, what: &str) {
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1e-3), "{what}: {found} is not {expected}");
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn same(found: Measured, expected: &Value, what: &str) {
    for (found, expected) in [found.value, found.low, found.high].into_iter().zip(numbers(expected)) {
        near(found, expected, what);
    }
}

#[test]
fn calibration_of_scores() {
    let golden: Value = serde_json::from_str(include_str!("../golden/calibration.json")).unwrap();
    let mut with_bins = 0;
    for case in golden["cases"].as_array().unwrap() {
        let (name, expected) = (case["name"].as_str().unwrap(), &case["expected"]);
        let labels = case["labels"].as_array().unwrap().iter().map(|label| label.as_u64() == Some(1));
        let rows: Vec<(f64, bool)> = numbers(&case["scores"]).into_iter().zip(labels).collect();
        let found = calibration(&Scores::of(&rows)).unwrap();
        near(found.mean_score, expected["mean_score"].as_f64().unwrap(), name);
        same(found.slope.unwrap(), &expected["slope"], &format!("{name}: slope"));
        same(found.intercept.unwrap(), &expected["intercept"], &format!("{name}: intercept"));
        let (z, p_value) = found.spiegelhalter.unwrap();
        near(z, expected["z"].as_f64().unwrap(), &format!("{name}: z"));
        near(p_value, expected["p_value"].as_f64().unwrap(), &format!("{name}: p"));
        let Some(bins) = expected["bins"].as_array() else { continue };
        with_bins += 1;
        near(found.squared_error, expected["squared_error"].as_f64().unwrap(), &format!("{name}: squared error"));
        assert_eq!(found.bins.len(), bins.len(), "{name}");
        for (bin, expected) in found.bins.iter().zip(bins) {
            let expected = numbers(expected);
            let measured = [bin.score, bin.rate.value, bin.rate.low, bin.rate.high];
            measured.into_iter().zip(expected).for_each(|(found, expected)| near(found, expected, name));
        }
    }
    assert!(with_bins >= 4, "{with_bins}");
}
