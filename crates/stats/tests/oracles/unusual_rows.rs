//! Distances of rows, compared with a regression of each column's scores on the others by NumPy.

use driftscope_stats::unusual_rows::Expectations;
use serde_json::Value;

use crate::golden::{assert_close, numbers};

#[test]
fn distances_are_what_a_regression_on_the_other_columns_leaves() {
    let golden: Value = serde_json::from_str(include_str!("../golden/unusual_rows.json")).expect("golden values");
    let cases = golden["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 4);
    for case in cases {
        let columns =
            |key: &str| -> Vec<Vec<f64>> { case[key].as_array().expect("columns").iter().map(numbers).collect() };
        let (rows, expected) = (columns("rows"), Expectations::of(&columns("reference")).expect("a reference"));
        let places = numbers(&case["columns"]);
        for (row, distance) in numbers(&case["distances"]).into_iter().enumerate() {
            let values: Vec<f64> = rows.iter().map(|column| column[row]).collect();
            let found = expected.farthest(&values);
            assert_close(found.0, distance, 1e-9, &format!("{values:?}"));
            assert_eq!(found.1 as f64, places[row], "{values:?}");
        }
    }
}
