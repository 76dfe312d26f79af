//! A drift that a person acknowledged decides nothing, until it grows.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

use driftscope_decide::decide;
use driftscope_report::{
    Acknowledged, AcknowledgedChange, Acknowledgement, AlertCondition, AlertRule, Always, Bounds, ColumnReport,
    ColumnSettings, Drift, DriftPart, LabelledRows, Metric, MetricDifference, MetricOutcome, MetricValue, Part,
    Performance, Report, Service, ServiceChange, Settings, Window, WindowChange, Windows,
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

fn metric(id: &str, reference: f64, production: f64) -> Metric {
    let side = |value| Some(MetricValue { value: Some(value), ..MetricValue::default() });
    let value = production - reference;
    let difference = MetricDifference { value, low: value - 0.01, high: value + 0.01, p_value: 1e-9, p_adjusted: 1e-9 };
    Metric {
        id: id.to_owned(),
        reference: side(reference),
        production: side(production),
        difference: Some(difference),
        ..Metric::default()
    }
}

/// A report on a model whose accuracy is this, whose recall fell, and whose answers take twice as long.
fn model(accuracy: f64) -> Report {
    let rows = LabelledRows { rows: 5_000, labels: 5_000, compared: 5_000 };
    let metrics = vec![metric("accuracy", 0.9, accuracy), metric("recall", 0.8, 0.7)];
    let change = |id: &str, value, interval| ServiceChange {
        id: id.to_owned(),
        value,
        interval: Bounds::of(interval),
        before: 1.0,
        ..ServiceChange::default()
    };
    let changes = vec![change("latency_ratio", 2.0, [1.9, 2.1]), change("p95", 10.0, [9.0, 11.0])];
    Report {
        performance: Some(Performance { metrics, reference: rows, production: rows, ..Performance::default() }),
        service: Some(Service { changes, ..Service::default() }),
        ..Report::default()
    }
}

fn changes(known: &[(&str, Option<f64>)]) -> Settings {
    let one = |(key, change): &(&str, Option<f64>)| {
        ((*key).to_owned(), AcknowledgedChange { change: *change, ..AcknowledgedChange::default() })
    };
    let rule = AlertRule {
        name: "Accuracy".to_owned(),
        metric: "performance.accuracy".to_owned(),
        when: AlertCondition::Drifted(Always),
        ..AlertRule::default()
    };
    Settings { acknowledged: known.iter().map(one).collect(), alerts: vec![rule], ..Settings::default() }
}

#[test]
fn known_changes_of_the_model_and_the_service_need_no_attention_until_they_grow() {
    use Acknowledgement::{Grown, Known};
    let marks = |accuracy: f64, known: &[(&str, Option<f64>)]| {
        let mut report = model(accuracy);
        let settings = changes(known);
        settings.validate().unwrap();
        decide(&mut report, &settings);
        let performance = report.performance.as_ref().unwrap();
        let metrics: Vec<_> = performance.metrics.iter().map(|metric| metric.acknowledged).collect();
        let service: Vec<_> =
            report.service.iter().flat_map(|found| &found.changes).map(|one| one.acknowledged).collect();
        (metrics, performance.outcome, service, report.alerts[0].needs_attention(), performance.sentence.clone())
    };
    let (metrics, outcome, service, fires, sentence) = marks(0.85, &[]);
    assert_eq!((metrics, outcome, service, fires), (vec![None; 2], MetricOutcome::Worse, vec![None; 2], true));
    assert!(sentence.starts_with("Accuracy fell from 90.0\u{202f}% to 85.0\u{202f}%"), "{sentence}");
    // One of two metrics is known: the other one leads. The rule on accuracy goes by the verdict, so it is quiet.
    let (metrics, outcome, _, fires, sentence) = marks(0.85, &[("metric:accuracy", Some(-0.05))]);
    assert_eq!((metrics, outcome, fires), (vec![Some(Known), None], MetricOutcome::Worse, false));
    assert!(sentence.starts_with("Recall fell") && sentence.contains("); 1 more is known."), "{sentence}");
    let both = [("metric:accuracy", Some(-0.05)), ("metric:recall", None), ("service:p95", None)];
    let (metrics, outcome, service, _, sentence) = marks(0.85, &both);
    assert_eq!((metrics, outcome), (vec![Some(Known); 2], MetricOutcome::NoChange));
    assert_eq!(service, [None, Some(Known)]);
    assert!(sentence.contains(", which is known."), "{sentence}");
    // Three points more, of which the interval holds one: grown. One point more is not beyond the limit of two.
    assert_eq!(marks(0.82, &both).0, [Some(Grown), Some(Known)]);
    assert_eq!(marks(0.82, &both).1, MetricOutcome::Worse);
    assert_eq!(marks(0.84, &both).0, [Some(Known); 2]);
    // Longer by more than a tenth of what it was, beyond chance.
    assert_eq!(marks(0.85, &[("service:latency_ratio", Some(1.5))]).2, [Some(Grown), None]);
    assert_eq!(marks(0.85, &[("service:latency_ratio", Some(1.95))]).2, [Some(Known), None]);
    // A change to the other side was not acknowledged; what did not get worse has no mark.
    assert_eq!(marks(0.85, &[("metric:accuracy", Some(0.05))]).0, [Some(Grown), None]);
    assert_eq!(marks(0.9, &[("metric:accuracy", None)]).0, [None; 2]);
}

#[test]
fn a_known_alert_is_the_one_that_began_then() {
    let found = |since: Option<&str>| {
        let known = AcknowledgedChange { since: since.map(str::to_owned), ..AcknowledgedChange::default() };
        let settings = Settings { acknowledged: [("alert:Accuracy".to_owned(), known)].into(), ..changes(&[]) };
        let mut report = model(0.85);
        let change = WindowChange { start: 2, low: 2, high: 2, p_value: 1e-6 };
        report.performance.as_mut().unwrap().change = Some(change);
        let window = |day: usize| Window { start: format!("2026-03-0{}T00:00:00Z", day + 1), ..Window::default() };
        let production = (0..5).map(window).collect();
        report.windows = Some(Windows { production, ..Windows::default() });
        decide(&mut report, &settings);
        (report.alerts[0].since.clone(), report.alerts[0].needs_attention())
    };
    let since = Some("2026-03-03T00:00:00Z".to_owned());
    assert_eq!(found(None), (since.clone(), false));
    assert_eq!(found(since.as_deref()), (since.clone(), false));
    assert_eq!(found(Some("2026-03-04T00:00:00Z")), (since.clone(), false));
    assert_eq!(found(Some("2026-02-01T00:00:00Z")), (since, true));
}

#[test]
fn what_cannot_be_acknowledged_is_refused() {
    for key in ["accuracy", "metric:acuracy", "column:x", ""] {
        let refused = changes(&[(key, None)]).validate().unwrap_err().to_string();
        assert!(refused.contains("cannot be acknowledged: name a metric"), "{refused}");
    }
    assert!(changes(&[("metric:accuracy", Some(f64::NAN))]).validate().is_err());
}
