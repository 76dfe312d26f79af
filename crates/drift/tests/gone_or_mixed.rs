//! Columns that are all missing, and numbers that are partly text, are findings of the first rank.

use driftscope_drift::{Profile, compare, compare_profiles};
use driftscope_report::{Report, Settings, from_json, to_json};
use driftscope_table::Table;

fn reports([reference, production]: &[Table; 2]) -> [Report; 2] {
    let profiles = [reference, production].map(Profile::of);
    let settings = Settings::default();
    [compare(reference, production, &settings), compare_profiles(&profiles[0], &profiles[1], &settings)]
}

fn side(row: impl Fn(u32) -> String) -> Table {
    crate::common::table(&(0..300).map(|at| row(at) + "\n").collect::<String>())
}

#[test]
fn what_is_gone_is_said_and_what_was_never_there() {
    let tables = [
        side(|row| format!("{{\"fare\": {row}, \"late\": null, \"never\": null, \"x\": {}}}", row % 7)),
        side(|row| format!("{{\"fare\": null, \"late\": {row}, \"never\": \"\", \"x\": {}}}", row % 7)),
    ];
    for report in reports(&tables) {
        let found = driftscope_present::faults(&report.schema);
        let found: Vec<_> = found.iter().map(|(name, fault)| (*name, fault.as_str())).collect();
        assert_eq!(
            found,
            [
                ("fare", "no values in production any more"),
                ("late", "no values in the reference, only in production"),
                ("never", "no values on either side"),
            ]
        );
        assert_eq!(from_json(&to_json(&report)).unwrap(), report);
    }
}

#[test]
fn numbers_that_are_partly_text_are_said() {
    let tables = [
        side(|row| format!("{{\"two_types\": {row}, \"grouped\": {row}, \"all\": {row}}}")),
        side(|row| {
            let value = if row % 3 == 0 { format!("\"{row}\"") } else { row.to_string() };
            let grouped = if row % 3 == 0 { "\"1,234\"".to_owned() } else { row.to_string() };
            format!("{{\"two_types\": {value}, \"grouped\": {grouped}, \"all\": \"{row}\"}}")
        }),
    ];
    for report in reports(&tables) {
        let found = driftscope_present::faults(&report.schema);
        assert_eq!(found, [("two_types", "33\u{202f}% of production is text that looks like a number".to_owned())]);
        assert_eq!(report.schema.type_changed.len(), 1, "all of it is another type");
    }
}

#[test]
fn values_that_are_partly_objects_are_said() {
    let tables = [
        side(|row| format!("{{\"x\": {row}, \"a\": 1, \"a.b\": {row}}}")),
        side(|row| {
            let value = if row % 4 == 0 { format!("{{\"value\": {row}}}") } else { row.to_string() };
            format!("{{\"x\": {value}, \"a\": 1, \"a.b\": {row}}}")
        }),
    ];
    for report in reports(&tables) {
        let found = driftscope_present::faults(&report.schema);
        let words = "25\u{202f}% of production is objects or lists, the rest single values";
        assert_eq!(found, [("x", words.to_owned())]);
    }
}

/// Labels that come later are no fault.
#[test]
fn awaited_labels_are_not_gone() {
    let tables = [
        side(|row| format!("{{\"target\": {}, \"x\": {row}}}", row % 2)),
        side(|row| format!("{{\"target\": null, \"x\": {row}}}")),
    ];
    for report in reports(&tables) {
        assert_eq!((report.schema.all_missing.len(), report.schema.labels_awaited.len()), (0, 1));
    }
}

/// A date that most rows lack is not the time of the records, even if it is the only one: that it went missing is drift.
#[test]
fn a_sole_date_that_goes_missing_is_said() {
    let churned = |every: u32| {
        side(move |row| {
            let date = if row % every == 0 {
                format!("\"2026-{:02}-{:02}\"", 1 + row % 12, 1 + row % 28)
            } else {
                "null".to_owned()
            };
            format!("{{\"churned_at\": {date}, \"x\": {}}}", row % 7)
        })
    };
    for report in reports(&[churned(1), churned(5)]) {
        let column = &report.columns[0];
        assert!(column.drift.drifted && column.finding.contains("missing 0"), "{}", column.finding);
    }
}
