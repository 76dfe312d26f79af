//! Reports of earlier versions open, and can be decided again.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_decide::decide;
use driftscope_report::{Outcome, Report, ReportPart, ReportReader, SCHEMA_VERSION, Settings, from_json, to_json};

const FIXTURES: [&str; 4] = [
    include_str!("../../report/tests/fixtures/version-1.json"),
    include_str!("../../report/tests/fixtures/version-1-by-rule.json"),
    include_str!("../../report/tests/fixtures/version-2.json"),
    include_str!("../../report/tests/fixtures/version-2-incomplete.json"),
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
        assert!(!text.contains(&format!("\"schema_version\":{SCHEMA_VERSION},")));
    }
}

#[test]
fn the_parts_that_version_2_lacked_are_listed() {
    let [_, _, whole, incomplete] = FIXTURES.map(|text| from_json(text).unwrap());
    // No file of it has a fingerprint, as of a comparison of tables in memory. That did not make a report incomplete.
    assert!(whole.incomplete.is_empty());
    // Nobody asked for segments.
    let wanted: Vec<ReportPart> = ReportPart::ALL.into_iter().filter(|part| *part != ReportPart::Segments).collect();
    assert_eq!(incomplete.incomplete, wanted);
    let text = FIXTURES[3].replace("\"incomplete\":true", "\"incomplete\":false");
    assert!(from_json(&text).unwrap().incomplete.is_empty());
    let rewritten = to_json(&incomplete);
    assert!(
        rewritten
            .contains("\"incomplete\":[\"tests\",\"rules\",\"multivariate\",\"windows\",\"model\",\"fingerprints\"]")
    );
    assert_eq!(from_json(&rewritten).unwrap(), incomplete);
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
