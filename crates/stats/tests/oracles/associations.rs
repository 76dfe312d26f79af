//! Pairs of columns of categories, against pandas, SciPy and statsmodels.

use driftscope_stats::association::association;
use driftscope_stats::association_change::association_change;
use driftscope_stats::cross_table::CrossTable;
use serde_json::Value;

use crate::golden::{assert_close, cases, counts, number};

fn tables() -> Vec<([CrossTable; 2], Value)> {
    let table = |case: &Value, side: &str| {
        let codes = |at: usize| -> Vec<u8> { counts(&case[side][at]).into_iter().map(|code| code as u8).collect() };
        let categories = counts(&case["categories"]);
        CrossTable::of(&codes(0), &codes(1), [categories[0] as usize, categories[1] as usize])
    };
    cases(include_str!("../golden/associations.json"), 8)
        .into_iter()
        .map(|case| (["reference", "production"].map(|side| table(&case, side)), case))
        .collect()
}

#[test]
fn associations_are_those_of_scipy() {
    for (sides, case) in tables() {
        for (side, expected) in sides.iter().zip(case["associations"].as_array().expect("both sides")) {
            let found = association(side, 0.95).expect("an association");
            assert_close(found.v, number(&expected["v"]), 1e-11, &"V");
            // The derivatives are numeric there.
            assert_close(found.interval.low, number(&expected["low"]), 1e-6, &"low");
            assert_close(found.interval.high, number(&expected["high"]), 1e-6, &"high");
        }
    }
}

#[test]
fn changes_are_those_of_the_log_linear_model_of_statsmodels() {
    for ([reference, production], case) in tables() {
        let found = association_change(&reference, &production, 0.95).expect("a change");
        let expected = &case["change"];
        assert_eq!(Some(found.degrees_of_freedom), expected["degrees_of_freedom"].as_u64());
        assert_close(found.statistic, number(&expected["statistic"]), 1e-6, &"statistic");
        assert_close(found.p_value, number(&expected["p_value"]), 1e-4, &"p");
    }
}
