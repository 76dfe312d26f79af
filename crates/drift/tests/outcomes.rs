//! Outcome, interval, limit and sentence of random pairs agree.

use crate::common::table;
use driftscope_drift::compare;
use driftscope_report::{ColumnReport, Outcome, Preset, Report, Settings};

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
            // A thirtieth of a standard deviation: real, and below the limit.
            let bell = next(1_000) + next(1_000) + next(1_000) + 16 * shift.min(1);
            format!(
                "{{\"bell\":{bell}.5,\"amount\":{amount},\"count\":{},\"label\":\"{label}\",\"gaps\":{missing}}}\n",
                next(6)
            )
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

/// Sizes and shifts of pairs: fixed ones that every outcome comes from, then drawn ones.
fn pairs() -> Vec<(u64, u64, u64)> {
    let fixed =
        [(5, 5, 0), (60, 40, 0), (800, 800, 0), (12_000, 12_000, 3), (5_000, 300, 2), (3_000, 3_000, 30), (50, 60, 40)];
    let mut state = 99_u64;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let drawn = (0..20).map(|_| (20 + next(60) * next(60), 20 + next(60) * next(60), next(4) * next(20)));
    fixed.into_iter().chain(drawn).collect()
}

/// The headline and the sentence on all columns at once say of the columns what the columns say.
fn sentences_agree(report: &Report) {
    let sentence = &report.verdict.sentence;
    let has = |outcome: Outcome| report.columns.iter().any(|column| column.drift.outcome == outcome);
    let (drifted, tested) = (report.verdict.drifted_columns, report.verdict.tested_columns);
    let begins = match drifted {
        0 => ["None of", "No drift seen in", "Too few rows", "The files are identical", "All "]
            .iter()
            .any(|begin| sentence.starts_with(begin)),
        _ => sentence.starts_with(&format!("{drifted} of {tested} columns drifted")),
    };
    assert!(begins, "{drifted} of {tested}: {sentence}");
    if sentence.starts_with("No drift seen") {
        let significant = |column: &ColumnReport| column.drift.p_adjusted.is_some_and(|p_value| p_value < 0.05);
        assert!(!report.columns.iter().any(significant) && has(Outcome::Unclear), "{sentence}");
    }
    assert!(
        has(Outcome::Unclear) || !sentence.contains("too few rows") && !sentence.contains("could hide"),
        "{sentence}"
    );
    let together = report.multivariate.as_ref().map_or("", |found| &found.finding);
    assert!(drifted == 0 || !together.contains("No single column drifted"), "{sentence} / {together}");
}

#[test]
fn outcome_interval_limit_and_sentence_agree_and_the_counts_add_up() {
    let mut seen = std::collections::BTreeSet::new();
    for (seed, (n, m, shift)) in pairs().into_iter().enumerate() {
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
            sentences_agree(&report);
            seen.extend(report.columns.iter().map(|column| format!("{:?}", column.drift.outcome)));
        }
    }
    for outcome in ["Drifted", "Negligible", "NoDrift", "Unclear", "Identical"] {
        assert!(seen.contains(outcome), "{outcome} is not among {seen:?}");
    }
}

#[test]
fn under_another_rule_its_own_score_decides() {
    let presets = [Preset::Evidently, Preset::Nannyml, Preset::Ks, Preset::Psi, Preset::Tfdv];
    for (seed, (n, m, shift)) in pairs().into_iter().take(12).enumerate() {
        let [reference, production] = [(n, seed as u64, 0), (m, seed as u64 + 100, shift)]
            .map(|(rows, seed, shift)| table(&lines(rows, seed, shift)));
        for preset in presets {
            let report = compare(&reference, &production, &Settings { preset, ..Settings::default() });
            let name = Preset::ALL.iter().find(|(_, each)| *each == preset).unwrap().0;
            for column in report.columns.iter().filter(|column| column.drift.tested) {
                let (drift, of_rule) = (&column.drift, &column.presets[name]);
                assert_eq!(drift.drifted, of_rule.drifted, "{name}: {drift:?}");
                assert_eq!(drift.drifted, drift.outcome == Outcome::Drifted, "{name}: {drift:?}");
                assert_eq!((drift.score, drift.threshold), (of_rule.score, of_rule.threshold), "{name}: {drift:?}");
                assert!(drift.drifted || !column.finding.contains(" drift: production"), "{name}: {}", column.finding);
            }
        }
    }
}
