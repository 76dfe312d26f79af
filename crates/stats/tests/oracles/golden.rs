//! Reads the tables.

use serde_json::Value;

/// The cases of a table, and at least this many of them, so that no test passes on an empty table.
pub(crate) fn cases(table: &str, at_least: usize) -> Vec<Value> {
    let mut table: Value = serde_json::from_str(table).expect("the table is JSON");
    assert_eq!(table["versions"]["scipy"], "1.17.1");
    let Value::Array(cases) = table["cases"].take() else { panic!("the table has cases") };
    assert!(cases.len() >= at_least, "only {} cases", cases.len());
    cases
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

pub(crate) fn counts(value: &Value) -> Vec<u64> {
    value.as_array().expect("a list").iter().map(|count| count.as_u64().expect("a count")).collect()
}

/// The same to within a relative error; what is below the smallest normal number counts as zero.
#[track_caller]
pub(crate) fn assert_close(found: f64, expected: f64, tolerance: f64, context: &dyn std::fmt::Display) {
    let error = (found - expected).abs();
    let close = error <= tolerance * expected.abs() || error < f64::MIN_POSITIVE;
    assert!(close, "{context}: found {found:e}, expected {expected:e}, off by {:e}", error / expected.abs());
}
