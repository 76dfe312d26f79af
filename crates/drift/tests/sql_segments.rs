//! Segments in results of `driftscope sql` as engines exported them, against those of profiles of the same rows.
//!
//! `tests/sql/make.py` made the files. `docs/comparison/sql.py` does the same with more data, in running engines.

use driftscope_drift::{Profile, compare, compare_profiles, profile_from_bytes, profile_to_json};
use driftscope_report::{Report, Settings, WarningCode};
use driftscope_table::{Table, WindowBy};

use crate::common::{flights, profile_of_sql, sql_result};

const COLUMNS: [&str; 7] = [
    "timestamp",
    "model_version",
    "input.carrier",
    "input.origin",
    "input.dep_delay",
    "prediction.confidence",
    "actual",
];

/// The results: by carrier with windows from DuckDB, by carrier without them from PostgreSQL.
const RESULTS: [&str; 2] = ["segments-duckdb.csv", "segments-postgres.json"];

/// The flights with the columns that were counted.
fn tables() -> [Table; 2] {
    flights().map(|mut table| {
        table.columns.retain(|column| COLUMNS.contains(&column.name.as_str()));
        table
    })
}

fn of_rows(table: &Table, window: Option<&str>) -> Profile {
    let mut profile = match window {
        None => Profile::of(table),
        Some(by) => Profile::of_windows(table, &by.parse::<WindowBy>().unwrap()).unwrap(),
    };
    profile.count_segments(table, "input.carrier").unwrap();
    profile.without_small_segments(10);
    profile
}

fn segments(profile: &Profile) -> String {
    let text = profile_to_json(profile);
    text[text.find("\"segments\"").unwrap()..].to_owned()
}

/// What a report says by segment, as it is written.
fn for_whom(report: &Report) -> String {
    let mixes: Vec<_> = report.columns.iter().map(|column| (&column.name, &column.mix)).collect();
    serde_json::to_string(&(&report.segments, mixes)).unwrap()
}

#[test]
fn segments_are_those_of_the_rows_byte_for_byte() {
    let tables = tables();
    let by_rows = [of_rows(&tables[0], Some("timestamp@week")), of_rows(&tables[1], None)];
    let by_sql = RESULTS.map(|name| profile_of_sql(&sql_result(name)));
    for (sql, rows) in by_sql.iter().zip(&by_rows) {
        assert_eq!(segments(sql), segments(rows));
        assert_eq!(sql.windows().is_some(), rows.windows().is_some());
    }
    let settings = Settings { segment: Some("input.carrier".to_owned()), ..Settings::default() };
    let report = |sides: &[Profile; 2]| for_whom(&compare_profiles(&sides[0], &sides[1], &settings));
    assert_eq!(report(&by_sql), report(&by_rows));
    assert_eq!(report(&by_sql), for_whom(&compare(&tables[0], &tables[1], &settings)));
}

#[test]
fn a_result_whose_segments_cannot_be_is_refused() {
    let whole = sql_result(RESULTS[0]);
    let refused = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        profile_from_bytes(whole.replacen(from, to, 1).as_bytes()).map(|_| ()).unwrap_err().to_string()
    };
    let row = whole.lines().find(|line| line.contains(",segment,")).unwrap();
    assert_eq!(row.replace("\"\"", ""), "1,,8,segment,:3,,,,,");
    let by = |column: &str| row.replace(":3", column);
    for (from, to) in [
        (row.to_owned(), by(":9")),
        (row.to_owned(), by("3")),
        (row.to_owned(), format!("{row}\n{row}")),
        ("::AA|:EWR".to_owned(), "::AA".to_owned()),
        ("::AA|:EWR".to_owned(), "::AA|EWR".to_owned()),
    ] {
        assert!(!refused(&from, &to).is_empty(), "{from} {to}");
    }
    // A row is lost: the column is named.
    let lost = whole.lines().find(|line| line.contains("::AA|:EWR")).unwrap();
    assert!(refused(&format!("{lost}\n"), "").contains("input.origin"));
    // A warning names what makes no segments, and the rest is read.
    let profile = profile_of_sql(&whole.replacen(row, &by(":6"), 1));
    assert!(profile.segment_column().is_none() && profile.rows > 0);
    let told = profile.warnings.iter().find(|warning| warning.code == WarningCode::Segments).unwrap();
    assert!(told.message.starts_with("no segments are kept of this result: "), "{}", told.message);
}
