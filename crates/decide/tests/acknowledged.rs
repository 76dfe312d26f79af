//! A drift that a person acknowledged decides nothing, until it grows.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_decide::decide;
use driftscope_report::{
    Acknowledged, Acknowledgement, ColumnReport, ColumnSettings, Drift, DriftPart, Part, Report, Settings,
};

/// Columns with these effects, each with an interval of 0.02 to both sides and far beyond chance.
fn report(effects: &[f64]) -> Report {
    let column = |(place, effect): (usize, &f64)| ColumnReport {
        name: format!("c{place}"),
        drift: Drift {
            parts: vec![DriftPart {
                part: Part::Values,
                test: "combined_rank".to_owned(),
                p_value: 1e-9,
                effect: *effect,
                low: Some(effect - 0.02),
                high: Some(effect + 0.02),
                rows: [5_000; 2],
                ..DriftPart::default()
            }],
            ..Drift::default()
        },
        ..ColumnReport::default()
    };
    Report { columns: effects.iter().enumerate().map(column).collect(), ..Report::default() }
}

fn known(columns: &[(&str, Option<f64>)]) -> Settings {
    let choice = |effect: Option<f64>| {
        let acknowledged = Some(Acknowledged { note: "expected".to_owned(), effect });
        ColumnSettings { acknowledged, ..ColumnSettings::default() }
    };
    let columns = columns.iter().map(|(name, effect)| ((*name).to_owned(), choice(*effect))).collect();
    Settings { columns, ..Settings::default() }
}

#[test]
fn known_drifts_count_among_the_drifted_and_decide_nothing() {
    let mut found = report(&[0.3, 0.2, 0.01, 0.01]);
    decide(&mut found, &Settings::default());
    assert_eq!((found.verdict.drifted, found.verdict.acknowledged_columns), (true, 0));
    decide(&mut found, &known(&[("c0", None), ("c2", None)]));
    let verdict = &found.verdict;
    assert_eq!((verdict.drifted, verdict.drifted_columns, verdict.acknowledged_columns), (false, 2, 1));
    assert_eq!(verdict.share, Some(0.5));
    assert_eq!(verdict.sentence, "2 of 4 columns drifted (1 known), c1 most");
    let marks: Vec<_> = found.columns.iter().map(|column| column.drift.acknowledged).collect();
    assert_eq!(marks, [Some(Acknowledgement::Known), None, None, None]);
    assert!(found.columns[0].finding.ends_with("; known: expected"), "{}", found.columns[0].finding);
    decide(&mut found, &known(&[("c0", None), ("c1", None)]));
    assert_eq!(found.verdict.sentence, "2 of 4 columns drifted (all known), c0 most");
    // A column that decides alone does not, if what it shows is known.
    let mut settings = known(&[("c0", None)]);
    settings.columns.get_mut("c0").unwrap().decisive = true;
    decide(&mut found, &settings);
    assert!(!found.verdict.drifted);
    settings.columns.get_mut("c0").unwrap().acknowledged = None;
    decide(&mut found, &settings);
    assert!(found.verdict.drifted);
}

#[test]
fn a_drift_grows_beyond_chance_and_by_the_tolerance() {
    // The interval of 0.3 begins at 0.28; the tolerance is 0.05.
    for (effect, expected) in [
        (0.3, Acknowledgement::Known),
        (0.29, Acknowledgement::Known),
        (0.26, Acknowledgement::Known),
        (0.25, Acknowledgement::Grown),
        (0.1, Acknowledgement::Grown),
    ] {
        let mut found = report(&[0.3]);
        decide(&mut found, &known(&[("c0", Some(effect))]));
        assert_eq!(found.columns[0].drift.acknowledged, Some(expected), "{effect}");
        assert_eq!(found.verdict.drifted, expected == Acknowledgement::Grown);
    }
    // A tolerance below the width of the interval: chance decides.
    for (effect, expected) in [(0.279, Acknowledgement::Grown), (0.281, Acknowledgement::Known)] {
        let mut found = report(&[0.3]);
        decide(&mut found, &Settings { tolerance: 0.001, ..known(&[("c0", Some(effect))]) });
        assert_eq!(found.columns[0].drift.acknowledged, Some(expected), "{effect}");
    }
}

#[test]
fn alerts_pass_over_what_is_known() {
    let rules = r#"{"alerts":[
        {"name":"share","metric":"drifted_share","when":{"above":0.4}},
        {"name":"count","metric":"drifted_columns","when":{"above":1}},
        {"name":"column","metric":"effect:c0","when":{"drifted":true}}
    ]}"#;
    let firing = |columns: &[(&str, Option<f64>)]| {
        let rules: Settings = serde_json::from_str(rules).unwrap();
        let mut found = report(&[0.3, 0.2, 0.01, 0.01]);
        decide(&mut found, &Settings { columns: known(columns).columns, ..rules });
        let firing = found.alerts.iter().filter(|alert| alert.state.is_firing());
        firing.map(|alert| alert.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(firing(&[]), ["share", "count", "column"]);
    assert!(firing(&[("c0", None)]).is_empty());
    assert_eq!(firing(&[("c1", None)]), ["column"]);
}
