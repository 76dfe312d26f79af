//! Change points, compared with those of ruptures and with every segmentation of short series.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_stats::pelt::pelt;
use serde_json::Value;

#[test]
fn change_points_are_those_of_ruptures_and_of_trying_all() {
    let golden: Value = serde_json::from_str(include_str!("../golden/pelt.json")).unwrap();
    let mut compared = 0;
    for case in ["ruptures", "tried"].iter().flat_map(|part| golden[part].as_array().unwrap()) {
        let numbers = |key: &str| serde_json::from_value::<Vec<f64>>(case[key].clone()).ok();
        let values = numbers("values").unwrap();
        let weights = numbers("weights").unwrap_or_else(|| vec![1.0; values.len()]);
        let shortest = case["shortest"].as_u64().unwrap() as usize;
        let expected: Vec<usize> = serde_json::from_value(case["starts"].clone()).unwrap();
        assert_eq!(pelt(&values, &weights, case["penalty"].as_f64().unwrap(), shortest), expected, "{case}");
        compared += 1;
    }
    assert!(compared > 100, "{compared}");
}
