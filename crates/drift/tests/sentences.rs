//! Sentences that agree with the numbers beside them.

use crate::common::table;
use driftscope_drift::{check_comparable, compare};
use driftscope_present::Typical;
use driftscope_report::{ColumnReport, Outcome, Settings};
use driftscope_table::Table;

/// A table of one column `x` with each value as often as given.
fn column(counts: &[(&str, usize)]) -> Table {
    let lines = counts.iter().flat_map(|(value, count)| std::iter::repeat_n(format!("{{\"x\": {value}}}\n"), *count));
    table(&lines.collect::<String>())
}

fn compared(reference: &[(&str, usize)], production: &[(&str, usize)]) -> ColumnReport {
    let report = compare(&column(reference), &column(production), &Settings::default());
    report.columns.into_iter().next().unwrap()
}

fn plain(text: &str) -> String {
    text.replace('\u{202f}', " ")
}

#[test]
fn a_rare_event_is_named_and_not_its_opposite() {
    // 9 frauds of 3000 become 36, p = 6e-5.
    let found = compared(&[("0", 2991), ("1", 9)], &[("0", 2964), ("1", 36)]);
    let finding = plain(&found.finding);
    assert!(finding.contains("“1” rose from 0.3 % to 1.2 %, 4 times as often"), "{finding}");
    let shares = driftscope_present::typical(&found).map(|side| match side {
        Some(Typical::Share { label, share }) => plain(&format!("{label}: {share}")),
        other => panic!("{other:?}"),
    });
    assert_eq!(shares, ["1: 0.3 %", "1: 1.2 %"]);
}

#[test]
fn of_two_frequent_categories_the_positive_one_is_named() {
    let found = compared(&[("\"no\"", 780), ("\"yes\"", 220)], &[("\"no\"", 600), ("\"yes\"", 400)]);
    assert!(plain(&found.finding).contains("“yes” rose from 22 % to 40 %"), "{}", found.finding);
}

#[test]
fn all_new_categories_are_counted() {
    let new: Vec<(String, usize)> = (0..120).map(|number| (format!("\"P{number:04}\""), 27)).collect();
    let mut production: Vec<(&str, usize)> = new.iter().map(|(label, count)| (label.as_str(), *count)).collect();
    production.push(("\"old\"", 760));
    let found = compared(&[("\"old\"", 2000), ("\"older\"", 2000)], &production);
    assert_eq!(found.categories.as_ref().unwrap().new_categories, 120);
    let finding = plain(&found.finding);
    // The most changed is one that vanished or fell; where it is a new one, all are counted.
    assert!(!finding.contains("49 more"), "{finding}");
    let found = compared(&[("\"old\"", 4000), ("\"same\"", 10)], &production);
    let fresh = plain(&found.finding);
    assert!(fresh.contains("“old” fell") || fresh.contains("119 more are new"), "{fresh}");
}

#[test]
fn one_new_label_among_many_counts_the_rest() {
    let rare: Vec<(String, usize)> = (0..100).map(|number| (format!("\"n{number:03}\""), 1)).collect();
    let mut production: Vec<(&str, usize)> = rare.iter().map(|(label, count)| (label.as_str(), *count)).collect();
    production.extend([("\"a\"", 450), ("\"b\"", 450), ("\"big\"", 200)]);
    let found = compared(&[("\"a\"", 500), ("\"b\"", 500)], &production);
    let finding = plain(&found.finding);
    assert!(finding.contains("“big” and 100 more are new, 25 % of production"), "{finding}");
}

#[test]
fn few_numbers_are_named_one_by_one() {
    let reference = [("0", 1350), ("1", 150)];
    let found = compared(&reference, &[("0", 1350), ("1", 90), ("3", 60)]);
    let change = found.value_change.unwrap();
    assert_eq!((change.value, change.reference, change.production, change.few), (3.0, 0, 60, true));
    if found.drift.outcome == Outcome::Drifted {
        assert!(plain(&found.finding).contains("3 is new, 4 % of production"), "{}", found.finding);
    }
    let found = compared(&[("0", 400), ("1", 400)], &[("0", 400), ("1", 200), ("2", 200)]);
    assert!(plain(&found.finding).contains("2 is new, 25 % of production"), "{}", found.finding);
}

#[test]
fn two_numbers_that_differ_do_not_look_alike() {
    let values = |offset: f64| -> Vec<(String, usize)> {
        (0..400).map(|number| (format!("{}", 0.3 + f64::from(number) * 1e-9 + offset), 1)).collect()
    };
    let [reference, production] = [values(0.0), values(3e-7)];
    let all = |values: &[(String, usize)]| {
        let counts: Vec<(&str, usize)> = values.iter().map(|(value, count)| (value.as_str(), *count)).collect();
        column(&counts)
    };
    let report = compare(&all(&reference), &all(&production), &Settings::default());
    let finding = &report.columns[0].finding;
    assert!(!finding.contains("median 0.3 against 0.3"), "{finding}");
    let [left, right] = driftscope_present::typical(&report.columns[0]);
    assert_ne!(left, right);
}

#[test]
fn a_file_without_columns_is_named() {
    let empty = table("{\"hits\": []}\n");
    let error = check_comparable(&table("{\"a\": 1}\n"), &empty).unwrap_err().to_string();
    assert!(error.starts_with("Production has no column: its records hold nothing"), "{error}");
    let error = check_comparable(&empty, &empty).unwrap_err().to_string();
    assert!(error.starts_with("Neither file has a column"), "{error}");
}

#[test]
fn labels_that_come_later_are_awaited_and_not_removed() {
    let lines = |with_label: bool| -> Table {
        let line = |row: u32| {
            let label = if with_label { format!(", \"clf_target\": {}", row % 2) } else { String::new() };
            format!("{{\"x\": {}{label}}}\n", row * 7919 % 1000)
        };
        table(&(0..400).map(line).collect::<String>())
    };
    let report = compare(&lines(true), &lines(false), &Settings::default());
    assert_eq!(report.schema.labels_awaited, ["clf_target"]);
    assert!(report.schema.removed.is_empty());
    let target = &report.columns[1];
    assert_eq!((target.role, target.drift.outcome), (driftscope_report::Role::Target, Outcome::NotTested));
    assert!(target.finding.starts_with("No labels in production yet"), "{}", target.finding);
    let sentence = &report.verdict.sentence;
    assert!(
        sentence.contains("no labels in production yet for clf_target") && !sentence.contains("removed"),
        "{sentence}"
    );
    // The other way round it is a column that was added.
    let report = compare(&lines(false), &lines(true), &Settings::default());
    assert_eq!((report.schema.added, report.schema.labels_awaited.len()), (vec!["clf_target".to_owned()], 0));
}

#[test]
fn a_target_without_a_value_in_production_is_awaited() {
    let reference =
        table(&(0..400).map(|row| format!("{{\"x\": {row}, \"label\": {}}}\n", row % 2)).collect::<String>());
    let production = table(&(0..400).map(|row| format!("{{\"x\": {row}, \"label\": null}}\n")).collect::<String>());
    let report = compare(&reference, &production, &Settings::default());
    assert_eq!((report.schema.labels_awaited, report.verdict.drifted_columns), (vec!["label".to_owned()], 0));
    assert!(report.columns[1].awaits_labels());
}

#[test]
fn psi_says_that_it_cannot_see_a_constant_change() {
    let found = compared(&[("3", 400)], &[("4", 400)]);
    let psi = &found.presets["psi"];
    assert!(found.drift.drifted && !psi.drifted, "{found:?}");
    assert_eq!(psi.differs.as_deref(), Some("PSI bins by the reference, which has one value, so it cannot see this"));
}
