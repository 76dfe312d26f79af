//! The proof of the verdict, by simulation: no alarm without drift, and no drift without an alarm.
//!
//! For time, there are few sizes and few trials here. `docs/calibration.md` has many of both, other tools' rules beside
//! ours, and what was counted; `cargo xtask bench calibration` counts again.

mod columns;
mod planted;
mod undrifted;

use driftscope_report::{Outcome, Report};

fn drifted(report: &Report) -> Vec<&str> {
    report.columns.iter().filter(|column| column.drift.drifted).map(|column| column.name.as_str()).collect()
}

/// Expects alarms in at most 7 % of data sets without drift.
#[track_caller]
fn expect_no_alarms(rows: (usize, usize), trials: u64) {
    let alarms: Vec<_> = (0..trials)
        .filter_map(|seed| {
            let report = undrifted::report(rows, seed);
            // In few rows a rare value may not occur at all, and what is constant is not tested.
            assert!(report.verdict.tested_columns >= 18, "{rows:?}, seed {seed}");
            let names = drifted(&report).join(", ");
            (!names.is_empty()).then_some((seed, names))
        })
        .collect();
    let share = alarms.len() as f64 / trials as f64;
    assert!(share <= undrifted::ALARMS_ALLOWED, "{rows:?}: {} of {trials}: {alarms:?}", alarms.len());
}

#[test]
fn no_alarm_without_drift_at_100_and_30_rows() {
    expect_no_alarms((100, 30), 200);
}

#[test]
fn no_alarm_without_drift_at_5000_and_30_rows() {
    expect_no_alarms((5000, 30), 100);
}

#[test]
fn no_alarm_without_drift_at_5000_and_100_rows() {
    expect_no_alarms((5000, 100), 100);
}

#[test]
fn no_alarm_without_drift_at_1000_and_1000_rows() {
    expect_no_alarms((1000, 1000), 200);
}

#[test]
fn no_alarm_without_drift_at_20_000_and_20_000_rows() {
    // Fewer trials, for time: here the tolerance alone keeps the alarms away.
    expect_no_alarms((20_000, 20_000), 20);
}

#[test]
fn every_planted_drift_is_found_and_nothing_else() {
    let changes = planted::changes();
    for seed in 0..5 {
        let report = planted::report(&changes, seed);
        let expected: Vec<_> = changes.iter().map(|change| change.0).collect();
        assert_eq!(drifted(&report), expected, "seed {seed}");
    }
}

#[test]
fn an_event_ten_times_as_frequent_is_never_overlooked() {
    const TRIALS: u64 = 50;
    let reports: Vec<_> = (0..TRIALS).map(|seed| planted::report(&planted::rare_event(), seed)).collect();
    for report in &reports {
        let [drawn, exact] = [&report.columns[0].drift, &report.columns[1].drift];
        // Beyond chance in every trial; where the drawn effect falls just below the limit, by how much is open.
        assert!(matches!(drawn.outcome, Outcome::Drifted | Outcome::Negligible | Outcome::Unclear), "{drawn:?}");
        assert!(drawn.p_adjusted.is_some_and(|p| p < 1e-6), "{drawn:?}");
        assert!(exact.drifted, "{exact:?}");
    }
    // 84.6 % of 50, and three standard deviations less.
    let found = reports.iter().filter(|report| report.columns[0].drift.drifted).count();
    assert!(found >= 35, "{found} of {TRIALS}");
}

#[test]
fn a_new_category_is_found_at_unequal_sizes() {
    for seed in 0..10 {
        let report = planted::report_at((30_000, 1_000), &planted::new_category(), seed);
        assert_eq!(drifted(&report), ["new category of 5 %"], "seed {seed}");
        // The effect is what it is at equal sizes, not that of a pool.
        assert!(report.columns[0].drift.effect > Some(0.12), "{:?}", report.columns[0].drift);
    }
}

#[test]
fn a_single_wild_value_is_no_drift() {
    for seed in 0..5 {
        let report = planted::report(&planted::no_changes(), seed);
        assert_eq!(drifted(&report), [""; 0], "seed {seed}");
        let column = &report.columns[0];
        assert_eq!(column.production.max, Some(1e9));
        assert!(matches!(column.drift.outcome, Outcome::NoDrift | Outcome::Negligible), "{:?}", column.drift);
    }
}
