//! The names of files and versions that are windows.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_redact::redact;
use driftscope_report::{
    ColumnReport, DataSet, FileRecord, Redaction, Report, Since, SinceColumn, SinceGroup, Window, Windowing, Windows,
    to_json,
};

const SECRET: [&str; 3] = ["acme-2026-01.csv", "acme-2026-02.csv", "acme-2026-03.csv"];

fn report(unit: Windowing) -> Report {
    let window = |(place, name): (usize, &&str)| Window {
        start: (*name).to_owned(),
        rows: 4 + 100 * place as u64,
        partial: false,
    };
    let names = ["amount".to_owned()];
    let date = SECRET[1].to_owned();
    let column = SinceColumn {
        name: names[0].clone(),
        date: date.clone(),
        low: date.clone(),
        high: date.clone(),
        ..SinceColumn::default()
    };
    let group = SinceGroup {
        date: date.clone(),
        low: date.clone(),
        high: date,
        columns: names.to_vec(),
        ..SinceGroup::default()
    };
    Report {
        production: DataSet {
            files: SECRET.map(|name| FileRecord { name: name.to_owned(), ..FileRecord::default() }).into(),
            ..DataSet::default()
        },
        columns: vec![ColumnReport { name: names[0].clone(), ..ColumnReport::default() }],
        windows: Some(Windows {
            unit,
            production: SECRET.iter().enumerate().map(window).collect(),
            ..Windows::default()
        }),
        since: Some(Since { groups: vec![group], columns: vec![column], ..Since::default() }),
        ..Report::default()
    }
}

#[test]
fn files_are_named_as_in_the_list_of_files() {
    let redacted = redact(&report(Windowing::File), &Redaction { files: true, ..Redaction::default() });
    assert!(!to_json(&redacted).contains("acme"), "{}", to_json(&redacted));
    let since = redacted.since.unwrap();
    assert_eq!(since.groups[0].date, "production file 2");
    assert_eq!(since.sentence, "amount has differed since production file 2");
    assert_eq!(redacted.windows.unwrap().production[2].start, redacted.production.files[2].name);
}

#[test]
fn versions_are_labels_and_rare_ones_have_no_name() {
    let hidden = redact(&report(Windowing::Version), &Redaction { files: true, labels: true, ..Redaction::default() });
    assert!(!to_json(&hidden).contains("acme"), "{}", to_json(&hidden));
    let small = redact(&report(Windowing::Version), &Redaction { small_counts: 10, ..Redaction::default() });
    let windows = small.windows.unwrap();
    assert_eq!([&windows.production[0].start, &windows.production[1].start], ["few rows", SECRET[1]]);
    assert_eq!(small.since.unwrap().groups[0].date, SECRET[1]);
}
