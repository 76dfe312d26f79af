//! Running numbers and parts of the calendar are no features that drift.

use driftscope_drift::{Profile, compare, compare_profiles};
use driftscope_report::{ColumnSettings, Kind, Report, Settings};
use driftscope_table::Table;

fn reports([reference, production]: &[Table; 2]) -> [Report; 2] {
    let profiles = [reference, production].map(Profile::of);
    let settings = Settings::default();
    [compare(reference, production, &settings), compare_profiles(&profiles[0], &profiles[1], &settings)]
}

#[test]
fn running_numbers_are_identifiers_whatever_their_name() {
    let [reference, production] = crate::common::case("61-running-numbers");
    let shuffled = [crate::common::shuffled(&reference), crate::common::shuffled(&production)];
    for report in reports(&[reference, production]).into_iter().chain(reports(&shuffled)) {
        for column in report.columns.iter().filter(|column| column.name != "x") {
            assert_eq!(column.kind, Kind::Identifier, "{}", column.name);
        }
        assert_eq!(report.verdict.drifted_columns, 0, "{}", report.verdict.sentence);
    }
}

/// Both sides have the ranks from 1 on in any order; row numbers restart with each file.
#[test]
fn ranks_are_compared_and_rows_that_begin_anew_are_not() {
    let side = |rows: u64| {
        let lines = (0..rows).map(|row| format!("{{\"rank\": {}, \"row\": {row}}}\n", row * 167 % rows + 1));
        crate::common::table(&lines.collect::<String>())
    };
    let [report, profiled] = reports(&[side(400), side(300)]);
    let kinds = report.columns.iter().map(|column| column.kind).collect::<Vec<_>>();
    assert_eq!(kinds, [Kind::Numeric, Kind::Identifier]);
    let reason = profiled.columns[0].drift.reason.as_deref().unwrap();
    assert!(reason.ends_with("whose order no profile knows"), "{reason}");
}

/// A meter rises with the rows, too, by steps of all sizes.
#[test]
fn a_measurement_that_rises_is_compared() {
    let meter = |from: u64| -> Table {
        let lines = (from..from + 400).map(|row| format!("{{\"meter\": {}}}\n", row * 7 + row * row % 6));
        crate::common::table(&lines.collect::<String>())
    };
    for report in reports(&[meter(0), meter(400)]) {
        assert_eq!((report.columns[0].kind, report.verdict.drifted_columns), (Kind::Numeric, 1));
    }
}

#[test]
fn what_the_period_makes_is_described_and_not_counted() {
    let [reference, production] = crate::common::case("140-calendar-numbers");
    for report in reports(&[reference.clone(), production.clone()]) {
        assert_eq!(report.verdict.drifted_columns, 0, "{}", report.verdict.sentence);
        for name in ["month", "week", "day_of_year"] {
            let column = report.columns.iter().find(|column| column.name == name).unwrap();
            let reason = column.drift.reason.as_deref().unwrap_or_default();
            assert!(reason.contains("made by the period") && column.histogram.is_some(), "{name}: {reason}");
        }
    }
    let mut settings = Settings::default();
    settings
        .columns
        .insert("month".to_owned(), ColumnSettings { kind: Some(Kind::Numeric), ..ColumnSettings::default() });
    let chosen = compare(&reference, &production, &settings);
    assert!(
        chosen.columns.iter().any(|column| column.name == "month" && column.drift.drifted),
        "a person may ask for it"
    );
}
