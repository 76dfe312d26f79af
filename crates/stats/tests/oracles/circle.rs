//! Mean directions and distances on a circle, compared with SciPy's and with the cheapest transport.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::circle::{direction, shift, wasserstein_on_circle};
use serde_json::Value;

const DAY: f64 = 86_400.0;

#[test]
fn directions_and_distances_are_those_of_scipy() {
    let golden: Value = serde_json::from_str(include_str!("../golden/circle.json")).unwrap();
    let cases = golden["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 60);
    for case in cases {
        let numbers = |key: &str| serde_json::from_value::<Vec<f64>>(case[key].clone()).unwrap();
        let sides = [numbers("reference"), numbers("production")];
        let (means, concentrations) = (numbers("means"), numbers("concentrations"));
        for side in 0..2 {
            let found = direction(&sides[side][..], DAY).unwrap();
            assert!((found.concentration - concentrations[side]).abs() < 1e-12, "{found:?} {case}");
            // Where values nearly cancel out, the last bits of the sums turn the mean.
            let slack = 1e-8 / concentrations[side].max(1e-6);
            assert!(shift(found.mean.unwrap(), means[side], DAY).abs() < slack, "{found:?} {case}");
        }
        let distance = wasserstein_on_circle(&sides[0][..], &sides[1][..], DAY).unwrap();
        let expected = case["distance"].as_f64().unwrap();
        assert!((distance - expected).abs() < 1e-6, "{distance} {expected}");
    }
}
