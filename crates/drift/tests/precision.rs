//! A change of precision is named, and is no drift of values; a true drift beside it is found.

use driftscope_drift::{Profile, compare, compare_profiles};
use driftscope_report::{Report, Settings};
use driftscope_table::Table;

/// The report on rows, and that on profiles, which is exact for so few values.
fn reports([reference, production]: [Table; 2]) -> [Report; 2] {
    let profiles = [&reference, &production].map(Profile::of);
    let settings = Settings::default();
    [compare(&reference, &production, &settings), compare_profiles(&profiles[0], &profiles[1], &settings)]
}

/// Values that are nearly normal, from evenly spread ones: a sum of twelve of them (Irwin–Hall).
fn values(seed: u64, count: usize) -> Vec<f64> {
    let mut state = seed;
    let mut even = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    (0..count).map(|_| (0..12).map(|_| even()).sum::<f64>() - 6.0).collect()
}

fn table(values: impl Iterator<Item = String>) -> Table {
    crate::common::table(&values.map(|value| format!("{{\"x\": {value}}}\n")).collect::<String>())
}

#[test]
fn a_rounded_side_has_not_drifted() {
    for (case, places) in [("05-few-floats", 2), ("190-rounding-changed", 0)] {
        for report in reports(crate::common::case(case)) {
            let changes: Vec<_> = report.schema.precision_changed.iter().map(|change| change.places).collect();
            assert_eq!(changes, [Some(places)], "{case}");
            assert_eq!(report.verdict.drifted_columns, 0, "{case}: {}", report.verdict.sentence);
            let changed = &report.schema.precision_changed[0].name;
            let column = report.columns.iter().find(|column| column.name == *changed).unwrap();
            assert!(!column.finding.contains("higher") && !column.finding.contains("lower"), "{}", column.finding);
        }
    }
}

#[test]
fn a_drift_beside_a_change_of_precision_is_found() {
    let reference = || table(values(1, 2000).into_iter().map(|value| format!("{:.2}", 20.0 + 3.0 * value)));
    for (shift, drifted) in [(0.0, 0), (2.0, 1)] {
        let production = values(2, 2000).into_iter().map(|value| format!("{:.0}", 20.0 + shift + 3.0 * value));
        for report in reports([reference(), table(production)]) {
            assert_eq!(report.schema.precision_changed.len(), 1);
            assert_eq!(report.verdict.drifted_columns, drifted, "{shift}: {}", report.verdict.sentence);
        }
    }
}

/// Single and double precision of the same numbers.
#[test]
fn single_precision_is_no_drift() {
    let decimals = |seed| values(seed, 1000).into_iter().map(|value| (value * 10.0).round() / 10.0);
    let single = decimals(4).map(|value| format!("{:?}", f64::from(value as f32)));
    for report in reports([table(decimals(3).map(|value| format!("{value:?}"))), table(single)]) {
        assert_eq!(report.schema.precision_changed.len(), 1);
        assert_eq!(report.verdict.drifted_columns, 0, "{}", report.verdict.sentence);
    }
}
