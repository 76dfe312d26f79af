//! What two sides share by choice or by mistake is no finding: one file on both, or the column that a log is split by.

use crate::common::table;
use driftscope_drift::compare;
use driftscope_report::{Outcome, Settings};

#[test]
fn a_file_against_itself_says_so_however_few_the_rows() {
    let mut sides = [table("{\"x\":1.5}\n{\"x\":2}\n"), table("{\"x\":1.5}\n{\"x\":2}\n")];
    for side in &mut sides {
        side.files[0].sha256 = "ab".repeat(32);
    }
    let report = compare(&sides[0], &sides[1], &Settings::default());
    assert_eq!(report.verdict.sentence, "The files are identical");
    assert!(report.columns.iter().all(|column| column.drift.outcome == Outcome::Identical));
    sides[1].files[0].sha256 = "cd".repeat(32);
    let report = compare(&sides[0], &sides[1], &Settings::default());
    assert_eq!(report.verdict.sentence, "The only tested column is identical");
}

#[test]
fn what_a_log_is_parted_by_has_not_drifted() {
    let lines =
        // Not one number after the other, which would count the rows.
        |part: &str| -> String {
            (0..100).map(|row| format!("{{\"x\":{},\"carrier\":\"{part}\"}}\n", row * row % 97)).collect()
        };
    let split = driftscope_report::Split::Value { column: "carrier".to_owned(), reference: vec!["UA".to_owned()] };
    let settings = Settings { split: Some(split), ..Settings::default() };
    let report = compare(&table(&lines("UA")), &table(&lines("B6")), &settings);
    assert!(!report.columns[1].drift.tested && report.columns[1].presets.is_empty());
    assert_eq!(report.columns[1].finding, "Not tested: the log is split by it");
    assert_eq!(report.verdict.tested_columns, 1);
}
