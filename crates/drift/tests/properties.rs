//! What holds of every comparison.

use crate::common::{flights, shuffled, some_flights, table};
use driftscope_drift::{check_comparable, compare};
use driftscope_report::{Kind, Outcome, Presence, Preset, Report, Settings, to_json};
use driftscope_table::{Cell, Column, Table};

#[test]
fn the_order_of_rows_does_not_matter() {
    let [reference, production] = flights();
    let settings = Settings::default();
    // Of production's 12,000 rows 10,000 are chosen for what columns show together, and which ones goes by the order. So do the
    // rules that look at chunks of rows and at the newest ones.
    let report = |reference: &Table, production: &Table| {
        let mut report = Report { multivariate: None, ..compare(reference, production, &settings) };
        let goes_by_order = |name: &str| ["nannyml", "ks"].contains(&name);
        report.verdict.presets.retain(|name, _| !goes_by_order(name));
        for column in &mut report.columns {
            column.presets.retain(|name, _| !goes_by_order(name));
        }
        to_json(&report)
    };
    assert_eq!(report(&shuffled(&reference), &shuffled(&production)), report(&reference, &production));
}

#[test]
fn a_table_has_not_drifted_from_itself() {
    for side in flights() {
        let report = compare(&side, &side, &Settings::default());
        assert_eq!((report.verdict.drifted_columns, report.verdict.drifted), (0, false));
        for column in report.columns.iter().filter(|column| column.drift.tested) {
            assert_eq!(column.drift.effect, Some(0.0), "{}", column.name);
            assert!(column.drift.p_adjusted > Some(0.999), "{}", column.name);
        }
    }
}

#[test]
fn writing_a_value_otherwise_is_no_drift_but_a_finding() {
    let lines = |number: &dyn Fn(u32) -> String, flag: &dyn Fn(bool) -> &'static str, none: &str| -> String {
        let line = |row: u32| {
            let gap = if row.is_multiple_of(10) { none.to_owned() } else { format!("{}", row % 7) };
            format!("{{\"x\":{},\"flag\":{},\"gap\":{gap}}}\n", number(row), flag(row.is_multiple_of(3)))
        };
        (0..3_000).map(line).collect()
    };
    let plain = table(&lines(&|row| format!("{row}.5"), &|flag| if flag { "true" } else { "false" }, "null"));
    let quoted = table(&lines(&|row| format!("\"{row}.50\""), &|flag| if flag { "\"True\"" } else { "0" }, "\"NA\""));
    let report = compare(&plain, &quoted, &Settings::default());
    assert_eq!(report.verdict.drifted_columns, 0);
    let kinds: Vec<Kind> = report.columns.iter().map(|column| column.kind).collect();
    assert_eq!(kinds, [Kind::Numeric, Kind::Boolean, Kind::Numeric]);
    let changed: Vec<&str> = report.schema.type_changed.iter().map(|change| change.name.as_str()).collect();
    assert_eq!(changed, ["x", "flag"]);
    assert!(report.columns.iter().all(|column| column.drift.effect == Some(0.0)), "{report:#?}");
}

#[test]
fn columns_that_came_and_went_are_findings_of_their_own() {
    let reference = table(&"{\"a\":1,\"old\":\"x\"}\n{\"a\":2,\"old\":\"y\"}\n".repeat(500));
    let production = table(&"{\"a\":1,\"new\":1.5}\n{\"a\":2,\"new\":2.5}\n".repeat(500));
    let report = compare(&reference, &production, &Settings::default());
    assert_eq!((&report.schema.removed, &report.schema.added), (&vec!["old".to_owned()], &vec!["new".to_owned()]));
    let presence: Vec<Presence> = report.columns.iter().map(|column| column.presence).collect();
    assert_eq!(presence, [Presence::Both, Presence::Reference, Presence::Production]);
    assert_eq!(report.columns[1].production.count + report.columns[2].reference.missing, 0);
    assert!(check_comparable(&reference, &production).is_ok());
    let stranger = table("{\"z\":1}\n");
    let error = check_comparable(&reference, &stranger).unwrap_err().to_string();
    assert!(error.contains("a, old") && error.contains("z"), "{error}");
    assert_eq!(compare(&reference, &stranger, &Settings::default()).verdict.tested_columns, 0);
}

#[test]
fn one_side_that_is_all_missing_has_drifted_by_that() {
    let there = table(&"{\"a\":1.5}\n{\"a\":2.5}\n".repeat(1_000));
    let gone = table(&"{\"a\":null}\n".repeat(2_000));
    let column = &compare(&there, &gone, &Settings::default()).columns[0];
    assert_eq!(column.drift.outcome, Outcome::Drifted);
    assert!(column.drift.effect > Some(0.99) && column.finding.contains("missing 0 → 100"), "{}", column.finding);
}

#[test]
fn values_of_another_kind_are_missing_and_said_to_be() {
    let lines =
        |good: &str, bad: &str| format!("{{\"x\":{good}}}\n").repeat(95) + &format!("{{\"x\":{bad}}}\n").repeat(5);
    let moments = table(&(lines("\"2024-01-02\"", "\"soon\"") + "{\"x\":\"2024-02-02\"}\n"));
    let numbers = table(&(lines("1.5", "\"soon\"") + "{\"x\":2.5}\n"));
    for side in [moments, numbers] {
        let report = compare(&side, &side, &Settings::default());
        let warning = &report.production.warnings[0];
        assert_eq!((warning.count, report.columns[0].production.missing), (5, 5));
        assert!(warning.message.contains("“soon”"), "{}", warning.message);
    }
}

#[test]
fn strange_values_never_break_the_report() {
    let numbers = [f64::INFINITY, f64::NEG_INFINITY, 1.7e308, -1.7e308, 5e-324, 0.0, -0.0, 1.0];
    let column =
        |name: &str, cells: Vec<Cell>| Column { name: name.to_owned(), cells: cells.into(), ..Column::default() };
    for rows in [1, 2, 8, 100] {
        let cells = |shift: usize| (0..rows).map(|row| Cell::number(numbers[(row + shift) % numbers.len()])).collect();
        let side = |shift| Table {
            rows,
            columns: vec![
                column("wild", cells(shift)),
                column("endless", vec![Cell::number(f64::INFINITY); rows]),
                column("nothing", vec![Cell::MISSING; rows]),
                column("hashed", (0..rows).map(|row| Cell::hashed((row as u32).wrapping_mul(0x1234_5678))).collect()),
                column("dangling", vec![Cell::text(7); rows]),
            ],
            ..Table::default()
        };
        for (preset, test) in every_choice() {
            let settings = Settings { preset, test, threshold: Some(0.1), ..Settings::default() };
            settings.validate().unwrap();
            let text = to_json(&compare(&side(0), &side(3), &settings));
            assert_eq!(to_json(&driftscope_report::from_json(&text).unwrap()), text);
            assert!(!text.contains("NaN") && !text.contains(":inf") && !text.contains(":-inf"), "{settings:?}");
        }
    }
    let empty = Table::default();
    assert_eq!(compare(&empty, &empty, &Settings::default()).verdict.tested_columns, 0);
}

/// Every preset by itself, and every test of one's own under it.
fn every_choice() -> Vec<(Preset, Option<String>)> {
    const EVIDENTLY: &str = "ks wasserstein anderson cramer_von_mises ed es mannw t_test psi kl_div jensenshannon hellinger \
                             chisquare z fisher_exact g_test TVD";
    const OURS: &str = "ks anderson_darling cramer_von_mises epps_singleton mann_whitney welch_t student_t levene \
                        brown_forsythe mood kuiper energy wasserstein wasserstein_normed mmd psi kl jensen_shannon hellinger \
                        total_variation l_infinity chi_square g fisher z cramers_v cohens_h cohens_w hedges_g cliffs_delta \
                        median_shift scale_ratio permutation";
    let choices =
        |preset, names: &'static str| names.split_whitespace().map(move |name| (preset, Some(name.to_owned())));
    let alone = Preset::ALL.into_iter().map(|(_, preset)| (preset, None));
    alone.chain(choices(Preset::Evidently, EVIDENTLY)).chain(choices(Preset::Calibrated, OURS)).collect()
}

#[test]
fn a_chosen_test_and_a_preset_make_the_columns_verdict() {
    let [reference, production] = some_flights();
    let mut choices = every_choice();
    choices.retain(|(_, test)| test.as_deref() != Some("TVD"));
    for (preset, test) in choices {
        let settings = Settings { preset, test: test.clone(), threshold: Some(0.1), ..Settings::default() };
        let report = compare(&reference, &production, &settings);
        let drifted = report.columns.iter().filter(|column| column.drift.drifted).count() as u64;
        assert_eq!(report.verdict.drifted_columns, drifted, "{settings:?}");
        for column in report.columns.iter().filter(|column| column.drift.tested) {
            assert!(!column.finding.is_empty() && column.drift.score.is_some(), "{settings:?}, {}", column.name);
            if let Some(test) =
                test.as_ref().filter(|test| preset == Preset::Calibrated && column.tests.contains_key(*test))
            {
                assert_eq!((&column.drift.method, column.drift.threshold), (test, Some(0.1)), "{}", column.name);
            }
        }
    }
}
