//! Timestamps in all the spellings that tools have, and sequences in spellings that nobody knows.

use crate::common::column;
use driftscope_drift::compare;
use driftscope_report::{Kind, Report, Role, Settings};
use driftscope_table::Table;

fn report([reference, production]: &[Table; 2]) -> Report {
    compare(reference, production, &Settings::default())
}

/// Nineteen spellings of one time, a month later on the other side; 1772323200 is 2026-03-01T00:00:00Z by Python's `datetime`.
#[test]
fn every_spelling_of_a_time_is_a_timestamp() {
    let report = report(&crate::common::case("70-moments-unusual"));
    for column in report.columns.iter().filter(|column| column.name != "proto.nanos") {
        assert_eq!(column.kind, Kind::Datetime, "{}: {}", column.name, column.finding);
        let first = column.reference.min.unwrap();
        let expected = match column.name.as_str() {
            "isoweek" => 1_772_323_200.0 - 6.0 * 86_400.0,
            // An hour east of Greenwich.
            "js" => 1_772_323_200.0 - 3_600.0,
            "syslog" => 951_868_800.0,
            "epoch_float" => 1_772_323_200.123,
            "mysql0" => first,
            _ => 1_772_323_200.0,
        };
        assert!((first - expected).abs() < 1e-3, "{}: {first}", column.name);
    }
    assert_eq!(report.verdict.drifted_columns, 0, "{}", report.verdict.sentence);
}

#[test]
fn kibana_s_exports_have_a_time() {
    let report = report(&crate::common::case("47-kibana-csv"));
    let time = column(&report, "@timestamp");
    assert_eq!((time.kind, time.role), (Kind::Datetime, Role::Time));
    assert_eq!(report.reference.period.as_ref().unwrap().first, "2026-03-01T00:00:00Z");
    let status = column(&report, "response.keyword");
    assert_ne!(status.role, Role::Prediction);
}

fn lines(count: std::ops::Range<usize>, line: impl Fn(usize) -> String) -> Table {
    crate::common::table(&count.map(|row| line(row) + "\n").collect::<String>())
}

#[test]
fn what_rises_with_the_rows_in_unknown_spellings_is_a_sequence() {
    let line = |row: usize| {
        format!(
            r#"{{"stamp":"2026_{:03}_{:02}h","run":"run-{}/part","clock":{},"x":{}}}"#,
            60 + row / 24,
            row % 24,
            990 + row,
            177_232_320 + row * row % 7 + row * 10,
            row * 31 % 17
        )
    };
    let report = report(&[lines(0..200, line), lines(700..900, line)]);
    for name in ["stamp", "run", "clock"] {
        let column = column(&report, name);
        assert_eq!((column.kind, column.drift.tested), (Kind::Identifier, false), "{name}: {}", column.finding);
        assert!(column.finding.contains("rise with the rows"), "{}", column.finding);
    }
    assert_eq!(report.verdict.drifted_columns, 0, "{}", report.verdict.sentence);
}

/// In another order, with shared values or with other letters it is something else.
#[test]
fn labels_and_measurements_are_no_sequence() {
    let line = |row: usize| {
        format!(
            r#"{{"shuffled":"run-{}","batch":"v{}","mixed":"{}-{row}","meter":{}.5,"price":{}}}"#,
            row / 1_000 * 1_000 + row * 67 % 199,
            row / 1_000,
            ["a", "bc", "d"][row % 3],
            row * 3,
            row / 1_000 * 100 + row * 67 % 199,
        )
    };
    let report = report(&[lines(0..199, line), lines(1_000..1_199, line)]);
    assert_eq!(column(&report, "batch").kind, Kind::Category);
    assert!(column(&report, "batch").drift.drifted);
    assert_eq!(column(&report, "meter").kind, Kind::Numeric);
    for name in ["shuffled", "mixed", "price"] {
        assert!(!column(&report, name).finding.contains("rise with the rows"), "{name}");
    }
}

/// Without any day past the twelfth, the number that stays the same is the month.
#[test]
fn few_days_tell_which_number_is_the_month() {
    let day = |month: usize, first: bool| {
        move |row: usize| {
            let (day, month) = (1 + row % 9, month);
            if first {
                format!(r#"{{"t":"0{day}/0{month}/2026"}}"#)
            } else {
                format!(r#"{{"t":"0{month}/0{day}/2026"}}"#)
            }
        }
    };
    for first in [true, false] {
        let report = report(&[lines(0..90, day(3, first)), lines(0..90, day(4, first))]);
        let last = report.production.period.as_ref().unwrap().last.clone();
        assert_eq!(last, "2026-04-09T00:00:00Z", "{first}");
    }
}

/// Spreadsheets count days from 1900.
#[test]
fn serial_days_of_spreadsheets_need_the_name_of_a_date() {
    let line = |row: usize| format!(r#"{{"order_date":{},"weight":{}}}"#, 46_000 + row % 40, 46_000 + row % 40);
    let report = report(&[lines(0..100, line), lines(0..100, line)]);
    assert_eq!((column(&report, "order_date").kind, column(&report, "weight").kind), (Kind::Datetime, Kind::Numeric));
    // 46000 is 2025-12-09 in Excel.
    assert_eq!(report.reference.period.as_ref().unwrap().first, "2025-12-09T00:00:00Z");
}
