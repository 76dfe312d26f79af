//! Compares two tables and holds the report against what must be true of any.

use driftscope_drift::{compare};
use driftscope_report::{Report, Settings, from_json, to_json};
use driftscope_table::Table;

/// The report of two tables: made twice alike, and the same after it was written and read.
pub fn compared(reference: &Table, production: &Table, settings: &Settings) -> Report {
    let report = compare(reference, production, settings);
    let json = to_json(&report);
    assert_eq!(json, to_json(&compare(reference, production, settings)), "a comparison is not repeated");
    match from_json(&json) {
        Ok(again) => assert_eq!(to_json(&again), json, "a report is not what was written"),
        Err(error) => panic!("a report cannot be read: {error}: {json}"),
    }
    let verdict = &report.verdict;
    assert!(verdict.drifted_columns <= verdict.tested_columns, "{verdict:?}");
    for column in &report.columns {
        let drift = &column.drift;
        for share in [drift.effect, drift.p_value, drift.p_adjusted].into_iter().flatten() {
            assert!((0.0..=1.0).contains(&share), "{}: {drift:?}", column.name);
        }
    }
    report
}

/// Compares a table with itself: nothing has drifted.
pub fn self_compared(table: &Table) {
    let report = compared(table, table, &Settings::default());
    assert!(!report.verdict.drifted && report.verdict.drifted_columns == 0, "{:?}", report.verdict);
}
