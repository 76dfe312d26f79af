//! Names of columns in odd places, and what stands beside the rows.

use driftscope_drift::compare;
use driftscope_report::{Report, Role, Settings};

fn report(case: &str) -> Report {
    let [reference, production] = crate::common::case(case);
    compare(&reference, &production, &Settings::default())
}

fn names(report: &Report) -> Vec<&str> {
    report.columns.iter().map(|column| column.name.as_str()).collect()
}

#[test]
fn windows_letters_are_read_with_a_warning() {
    let report = report("49-excel-sep-line");
    assert_eq!(names(&report), ["Datum", "Größe", "Straße"]);
    let street = &report.columns[2].categories.as_ref().unwrap().labels;
    assert!(street.contains(&"Höhe".to_owned()), "{street:?}");
    assert!(report.reference.warnings[0].message.contains("Windows-1252"), "{:?}", report.reference.warnings);
}

/// The mean of the loads without the total: by Python's `statistics.mean`, 895.0 to a digit for the reference.
#[test]
fn units_and_totals_are_no_rows() {
    let report = report("51-units-row-and-total");
    assert_eq!((report.reference.rows, report.production.rows), (150, 150));
    assert!(report.reference.warnings.is_empty(), "{:?}", report.reference.warnings);
    assert!((report.columns[1].reference.mean.unwrap() - 895.0).abs() < 0.5);
    let words = &report.reference.files[0].read_as;
    assert!(words.ends_with("without a line of units, a last row of totals, gzip"), "{words}");
    assert_eq!(report.columns[0].role, Role::Time);
}

#[test]
fn names_of_several_rows_are_joined() {
    let report = report("164-multiindex-header");
    assert_eq!(names(&report), ["day", "price.mean", "price.std", "volume.sum"]);
    assert_eq!(report.reference.rows, 200);
    assert!(report.reference.warnings.is_empty(), "{:?}", report.reference.warnings);
}

#[test]
fn years_name_columns() {
    let report = report("200-year-names");
    assert_eq!(names(&report), ["Month", "Day", "2021", "2022", "2023", "2024"]);
    assert_eq!(report.reference.rows, 112);
}

#[test]
fn comments_between_rows_are_left_out() {
    let report = report("201-comments-between");
    assert_eq!((report.reference.rows, report.production.rows), (200, 200));
    let words = &report.reference.files[0].read_as;
    assert!(words.contains("without 8 comments between its rows"), "{words}");
    assert!(report.reference.warnings.is_empty(), "{:?}", report.reference.warnings);
}
