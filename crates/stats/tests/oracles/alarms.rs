//! Binomial tails and the evidence of the e-detector, compared with exact fractions.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::e_detector::EDetector;
use driftscope_stats::share_past_bound::{above, below};
use serde_json::Value;

fn golden(part: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("../golden/alarms.json")).unwrap();
    all[part].as_array().unwrap().clone()
}

fn near(found: f64, expected: &Value, tolerance: f64, what: &Value) {
    let expected = expected.as_f64().unwrap();
    assert!((found - expected).abs() <= tolerance * expected.abs(), "{found} is not {expected}: {what}");
}

#[test]
fn tails_of_shares_are_those_of_exact_fractions() {
    let cases = golden("tails");
    assert!(cases.len() > 100);
    for case in cases {
        let [hits, all] = ["hits", "cases"].map(|key| case[key].as_u64().unwrap());
        let bound = case["bound"].as_f64().unwrap();
        near(above(hits, all, bound), &case["above"], 1e-11, &case);
        near(below(hits, all, bound), &case["below"], 1e-11, &case);
    }
}

#[test]
fn evidence_is_that_of_bets_row_by_row() {
    let cases = golden("detectors");
    assert!(cases.len() > 5);
    for case in cases {
        let mut detector = EDetector::new(case["bound"].as_f64().unwrap()).unwrap();
        let windows = case["windows"].as_array().unwrap();
        for (window, expected) in windows.iter().zip(case["evidence"].as_array().unwrap()) {
            let found = detector.add(window[0].as_u64().unwrap(), window[1].as_u64().unwrap());
            near(found, expected, 1e-9, &case);
        }
    }
}
