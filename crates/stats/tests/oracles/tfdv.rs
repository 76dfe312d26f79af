//! TensorFlow Data Validation's scores against its own, version 1.16.1.
//!
//! It draws histograms of numbers from sketches of quantiles, so that half of its scores of numbers agree to 0.001 and the
//! others to 0.05.

use driftscope_stats::l_infinity::l_infinity;
use driftscope_stats::peers::tfdv::divergence;
use driftscope_stats::sorting::sort_numbers;
use serde_json::Value;

use crate::golden::number;
use crate::streams::values;

fn cases() -> Vec<Value> {
    let table: Value = serde_json::from_str(include_str!("../golden/tfdv.json")).expect("the table is JSON");
    assert_eq!(table["versions"]["tensorflow_data_validation"], "1.16.1");
    table["cases"].as_array().expect("a list").clone()
}

#[test]
fn scores_of_numbers_are_near() {
    let (mut compared, mut errors) = (0, Vec::new());
    for case in cases() {
        let Some(expected) = case["jensen_shannon_divergence"].as_f64() else { continue };
        let [reference, production] = ["reference", "production"].map(|side| {
            let mut values = values(&case[side]);
            sort_numbers(&mut values);
            values
        });
        let found = divergence(&reference, &production).expect("finite");
        errors.push((found - expected).abs());
        compared += 1;
    }
    errors.sort_by(f64::total_cmp);
    assert!(
        compared >= 30 && errors[compared / 2] < 0.001 && errors[compared - 3] < 0.015 && errors[compared - 1] < 0.05,
        "{compared}, {errors:?}"
    );
}

#[test]
fn scores_of_categories_agree() {
    let mut compared = 0;
    for case in cases() {
        let Some(expected) = case["l_infinity"].as_f64() else { continue };
        // Whole numbers are the names of the categories.
        let names = ["reference", "production"]
            .map(|side| values(&case[side]).into_iter().map(|value| value as i64).collect::<Vec<_>>());
        let mut all = names.concat();
        all.sort_unstable();
        all.dedup();
        let [reference, production] = names.map(|names| -> Vec<u64> {
            all.iter().map(|name| names.iter().filter(|other| *other == name).count() as u64).collect()
        });
        let found = l_infinity(&reference, &production).expect("no side is empty");
        assert!((found - number(&case["l_infinity"])).abs() < 1e-12, "{found} {expected} {case}");
        compared += 1;
    }
    assert!(compared >= 25, "{compared}");
}
