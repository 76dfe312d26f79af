//! Reports of version 1 open, and can be decided again.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_decide::decide;
use driftscope_report::{Outcome, Report, ReportReader, SCHEMA_VERSION, Settings, from_json};

const FIXTURES: [&str; 2] = [
    include_str!("../../report/tests/fixtures/version-1.json"),
    include_str!("../../report/tests/fixtures/version-1-by-rule.json"),
];

fn outcomes(report: &Report) -> Vec<(String, Outcome, Option<f64>)> {
    let of = |column: &driftscope_report::ColumnReport| (column.name.clone(), column.drift.outcome, column.drift.score);
    report.columns.iter().map(of).collect()
}

#[test]
fn they_open_as_reports_of_this_version() {
    for text in FIXTURES {
        let report = from_json(text).unwrap();
        assert_eq!(report.schema_version, SCHEMA_VERSION);
        assert_eq!(ReportReader::new(text.to_owned()).unwrap().finish().unwrap(), report);
        assert!(text.contains("\"schema_version\":1"));
    }
}

#[test]
fn deciding_them_again_changes_no_verdict() {
    for text in FIXTURES {
        let report = from_json(text).unwrap();
        let mut again = report.clone();
        decide(&mut again, &report.settings);
        assert_eq!(outcomes(&again), outcomes(&report));
        assert_eq!(again.verdict, report.verdict);
        let other = Settings { alpha: 1e-9, ..Settings::default() };
        decide(&mut again, &other);
        assert_eq!(again.settings, other);
    }
}
