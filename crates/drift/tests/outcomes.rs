//! Outcome, interval, limit and sentence of random pairs agree.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

mod common;

use common::table;
use driftscope_drift::{ColumnReport, Outcome, Settings, compare};

/// A table of some kinds of columns from a small generator of its own.
fn lines(rows: u64, seed: u64, shift: u64) -> String {
    let mut state = seed;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..rows)
        .map(|_| {
            let amount = next(1_000) as f64 / 7.0 + shift as f64;
            let label = ["a", "b", "c"][next(3 + shift.min(1)).min(2) as usize];
            let missing = if next(10) < 1 + shift.min(3) { "null".to_owned() } else { next(50).to_string() };
            format!("{{\"amount\":{amount},\"count\":{},\"label\":\"{label}\",\"gaps\":{missing}}}\n", next(6))
        })
        .collect()
}

fn agrees(column: &ColumnReport, alpha: f64) {
    let drift = &column.drift;
    let limit = drift.threshold.unwrap();
    let significant = drift.parts.iter().any(|part| part.p_adjusted < alpha);
    if drift.outcome == Outcome::Identical {
        assert_eq!((drift.effect, drift.low, drift.high), (Some(0.0), None, None), "{drift:?}");
        assert!(column.finding.starts_with("Identical"), "{}", column.finding);
        return;
    }
    let (effect, low, high) = (drift.effect.unwrap(), drift.low.unwrap(), drift.high.unwrap());
    assert!(low <= effect && effect <= high, "{drift:?}");
    let all_below = drift.parts.iter().all(|part| part.high < Some(limit));
    let begins = match drift.outcome {
        Outcome::Drifted => {
            assert!(significant && effect >= limit);
            "drift: "
        }
        Outcome::Negligible => {
            assert!(significant && all_below);
            "Real, but below the limit"
        }
        Outcome::NoDrift => {
            assert!(!significant && all_below);
            "No drift: "
        }
        Outcome::Unclear => {
            assert!(high >= limit && !all_below, "{drift:?}");
            "Unclear: "
        }
        other => panic!("{other:?}"),
    };
    assert!(column.finding.contains(begins), "{}", column.finding);
}

#[test]
fn outcome_interval_limit_and_sentence_agree_and_the_counts_add_up() {
    for (seed, (n, m, shift)) in
        [(5, 5, 0), (60, 40, 0), (800, 800, 0), (5_000, 5_000, 0), (5_000, 300, 2), (3_000, 3_000, 30), (50, 60, 40)]
            .into_iter()
            .enumerate()
    {
        let seed = seed as u64;
        let reference = table(&lines(n, seed, 0));
        for production in [table(&lines(m, seed + 100, shift)), table(&lines(n, seed, 0))] {
            let report = compare(&reference, &production, &Settings::default());
            let of = |outcome| report.columns.iter().filter(|c| c.drift.tested && c.drift.outcome == outcome).count();
            report.columns.iter().filter(|column| column.drift.tested).for_each(|column| agrees(column, 0.05));
            use Outcome::{Drifted, Identical, Negligible, NoDrift, Unclear};
            let all: usize = [Drifted, Negligible, NoDrift, Unclear, Identical].map(of).iter().sum();
            assert_eq!(all as u64, report.verdict.tested_columns);
            assert_eq!(of(Unclear) as u64, report.verdict.unclear_columns);
        }
    }
}
