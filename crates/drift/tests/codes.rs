//! Codes that are written with digits: their spelling is kept, and they are compared as labels.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

mod common;

use driftscope_drift::{Profile, compare, compare_profiles};
use driftscope_report::WarningCode;
use driftscope_report::{ColumnReport, Kind, Report, Settings};
use driftscope_table::{ReadOptions, Table, TableReader};

fn csv(text: &str) -> Table {
    let mut reader = TableReader::new(ReadOptions::default());
    reader.begin_file("table.csv");
    reader.feed(text.as_bytes());
    reader.end_file(String::new());
    reader.finish().unwrap()
}

fn column<'a>(report: &'a Report, name: &str) -> &'a ColumnReport {
    report.columns.iter().find(|column| column.name == name).unwrap()
}

fn labels(column: &ColumnReport) -> Vec<(String, u64, u64)> {
    let categories = column.categories.as_ref().unwrap();
    let counts = categories.reference.iter().zip(&categories.production);
    categories.labels.iter().cloned().zip(counts).map(|(label, (one, other))| (label, *one, *other)).collect()
}

#[test]
fn postcodes_are_labels_with_their_zeros() {
    let [reference, production] = common::case("03-postcodes");
    let report = compare(&reference, &production, &Settings::default());
    let postcode = column(&report, "postcode");
    assert_eq!(postcode.kind, Kind::Category, "{}", postcode.finding);
    let labels = labels(postcode);
    assert!(labels.iter().any(|(label, ..)| label.starts_with('0')), "{labels:?}");
    assert!(labels.iter().all(|(label, ..)| label.len() == 5 || label == "other"), "{labels:?}");
    assert!(postcode.drift.drifted && !postcode.finding.contains("median"), "{}", postcode.finding);
    assert!(report.schema.type_changed.is_empty(), "{:?}", report.schema.type_changed);
}

#[test]
fn strings_with_zeros_are_labels_too() {
    let lines = |codes: [&str; 4]| -> String {
        let line = |row: usize| format!("{{\"zip\": \"{}\"}}\n", codes[row % 4]);
        (0..400).map(line).collect()
    };
    let [reference, production] = [["01067", "80331", "50667", "01067"], ["01067", "80331", "50667", "50667"]]
        .map(|codes| common::table(&lines(codes)));
    let report = compare(&reference, &production, &Settings::default());
    let found = labels(column(&report, "zip"));
    assert!(found.contains(&("01067".to_owned(), 200, 100)), "{found:?}");
    assert_eq!(found.len(), 3);
}

/// Profiles are typed from counts, and must give the same labels.
#[test]
fn profiles_keep_zeros() {
    let [reference, production] = common::case("03-postcodes");
    let rows = compare(&reference, &production, &Settings::default());
    let [one, other] = [&reference, &production].map(|table| {
        let text = driftscope_drift::profile_to_json(&Profile::of(table));
        driftscope_drift::profile_from_bytes(text.as_bytes()).unwrap()
    });
    let profiled = compare_profiles(&one, &other, &Settings::default());
    assert_eq!(column(&profiled, "postcode").kind, Kind::Category);
    assert_eq!(labels(column(&profiled, "postcode")), labels(column(&rows, "postcode")));
}

#[test]
fn a_stray_zero_is_said_and_changes_nothing() {
    let text = |stray: &str| -> String {
        let rows = (0..300).map(|row| format!("{}\n", (row * 7919) % 2003));
        std::iter::once("amount\n".to_owned()).chain(rows).chain([format!("{stray}\n")]).collect()
    };
    let report = compare(&csv(&text("007")), &csv(&text("7")), &Settings::default());
    assert_eq!(column(&report, "amount").kind, Kind::Numeric);
    let warnings = &report.reference.warnings;
    let found = warnings.iter().find(|warning| warning.code == WarningCode::OpenSpelling).unwrap();
    assert!(found.message.contains("“007”") && found.count == 1, "{}", found.message);
    assert!(report.production.warnings.is_empty(), "{:?}", report.production.warnings);
}
