//! What a report watches, for a list of what needs attention: alerts, the model, the service, and the facts of the data.

use driftscope_report::{EstimatedMetric, MetricOutcome, Performance, Report, Service, ServiceChange, ServiceOutcome};

use crate::estimate::estimate_row;
use crate::performance::metric_row;
use crate::service::described;
use crate::{Card, Target, Weight, alerts, cards, numbers, service};

/// The facts that are known, the most urgent kind first. Those of the data are always among them.
pub fn watched(report: &Report) -> Vec<Card> {
    let found = [
        alerts::card(report),
        report.performance.as_ref().and_then(model),
        report.service.as_ref().and_then(of_service),
    ];
    found.into_iter().flatten().chain(cards(report)).collect()
}

/// How many metrics of the model got worse, by labels or by the estimate without them; not those of which that is known.
pub fn worse_metrics(performance: &Performance) -> u64 {
    let estimated = performance.estimate.iter().flat_map(|estimate| &estimate.metrics);
    let found = if is_labelled(performance) {
        performance.metrics.iter().filter(|metric| metric.needs_attention()).count()
    } else {
        estimated.filter(|metric| metric.outcome == MetricOutcome::Worse).count()
    };
    found as u64
}

/// Whether both sides have a metric by labels.
fn is_labelled(performance: &Performance) -> bool {
    performance.metrics.iter().any(|metric| metric.difference.is_some())
}

/// How many metrics got worse, by labels or by the estimate without them, and the first of them.
fn model(performance: &Performance) -> Option<Card> {
    let is_labelled = is_labelled(performance);
    let rows: Vec<(bool, String)> = if is_labelled {
        let rows = performance.metrics.iter();
        let rows = rows.filter_map(|metric| Some((metric.needs_attention(), metric_row(metric)?.pair())));
        rows.collect()
    } else {
        let estimate = performance.estimate.as_ref()?;
        let row = |metric: &EstimatedMetric| estimate_row(metric, estimate.rows);
        let is_worse = |metric: &EstimatedMetric| metric.outcome == MetricOutcome::Worse;
        let rows = estimate.metrics.iter().filter_map(|metric| Some((is_worse(metric), row(metric)?.estimated_pair())));
        rows.collect()
    };
    let worse = rows.iter().find(|(is_worse, _)| *is_worse);
    let how = if is_labelled { "" } else { ", estimated" };
    let value = match worse_metrics(performance) {
        0 => "no metric".to_owned(),
        count => numbers::counted(count, "metric", "metrics"),
    };
    let weight = match (worse.is_none(), is_labelled) {
        (true, _) => Weight::Plain,
        (false, true) => Weight::Severe,
        (false, false) => Weight::Mild,
    };
    let (_, detail) = worse.or(rows.first())?;
    let value = format!("{value} got worse{how}");
    Some(Card { title: "Model", value, weight, detail: detail.clone(), target: Target::Model })
}

/// Whether requests fail more often or take longer.
fn of_service(found: &Service) -> Option<Card> {
    if found.changes.is_empty() {
        return None;
    }
    let rows = service::rows(found);
    let of = |outcome: ServiceOutcome| {
        found.changes.iter().filter(move |change| change.outcome == outcome && change.needs_attention())
    };
    let worse: Vec<&ServiceChange> = of(ServiceOutcome::MoreErrors).chain(of(ServiceOutcome::Slower)).collect();
    let words: Vec<&str> = [(ServiceOutcome::MoreErrors, "more errors"), (ServiceOutcome::Slower, "slower")]
        .into_iter()
        .filter(|(outcome, _)| of(*outcome).next().is_some())
        .map(|(_, word)| word)
        .collect();
    // A figure with its unit says more than how many times as long an answer takes.
    let shown = worse.iter().find(|change| change.id != "latency_ratio").or(worse.first());
    Some(Card {
        title: "Service",
        value: if words.is_empty() { "no slower, no more errors".to_owned() } else { words.join(", ") },
        weight: if words.is_empty() { Weight::Plain } else { Weight::Severe },
        detail: shown
            .and_then(|change| described(change, &rows))
            .unwrap_or_else(|| "no change beyond chance and a tenth".to_owned()),
        target: Target::Service,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Bounds, Metric, MetricDifference, MetricValue, ServiceFigures};

    fn titles(report: &Report, weight: Weight) -> Vec<(&'static str, String)> {
        let found = watched(report).into_iter().filter(|card| card.weight == weight);
        found.map(|card| (card.title, card.value)).collect()
    }

    #[test]
    fn a_report_on_data_alone_watches_the_data() {
        assert_eq!(watched(&Report::default()), cards(&Report::default()));
    }

    #[test]
    fn metrics_and_answers_that_got_worse_come_first() {
        let value = |value: f64| Some(MetricValue { value: Some(value), low: None, high: None, n: 100 });
        let metric = |id: &str, outcome| Metric {
            id: id.to_owned(),
            reference: value(0.9),
            production: value(0.8),
            difference: Some(MetricDifference { value: -0.1, ..MetricDifference::default() }),
            outcome,
            acknowledged: None,
            reason: None,
        };
        let metrics = vec![
            metric("accuracy", MetricOutcome::NoChange),
            metric("recall", MetricOutcome::Worse),
            metric("precision", MetricOutcome::Worse),
        ];
        let change = |id: &str, outcome| ServiceChange {
            id: id.to_owned(),
            value: 3.0,
            interval: Bounds::default(),
            before: 4.0,
            outcome,
            acknowledged: None,
        };
        let figures = |p50: f64| ServiceFigures { p50: Some(p50), ..ServiceFigures::default() };
        let service = Service {
            reference: figures(4.0),
            production: figures(7.0),
            unit: Some("ms".to_owned()),
            changes: vec![change("latency_ratio", ServiceOutcome::Slower), change("p50", ServiceOutcome::Slower)],
            ..Service::default()
        };
        let performance = Performance { metrics, ..Performance::default() };
        assert_eq!(worse_metrics(&performance), 2);
        let report = Report { performance: Some(performance), service: Some(service), ..Report::default() };
        let expected = [("Model", "2 metrics got worse".to_owned()), ("Service", "slower".to_owned())];
        assert_eq!(titles(&report, Weight::Severe), expected);
        let details: Vec<String> = watched(&report).into_iter().take(2).map(|card| card.detail).collect();
        assert_eq!(details, ["Recall 90.0\u{202f}% → 80.0\u{202f}%", "median 4\u{202f}ms → 7\u{202f}ms"]);
    }
}
