//! Samples of a model's performance: each metric of both sides, its bounds, and its course over the windows.

use driftscope_report::{EstimatedMetric, Metric, MetricOutcome, MetricValue, Report};

use super::{Families, Family, flag, over_time};

pub(super) fn of_report(report: &Report, families: &mut Families) {
    let Some(performance) = &report.performance else { return };
    type Figure = fn(&MetricValue) -> Option<f64>;
    let figures: [(&str, &str, Figure); 3] = [
        ("driftscope_performance", "A metric of the model by its labels.", |metric| metric.value),
        ("driftscope_performance_low", "Lower bound of the metric, 95 % interval.", |metric| metric.low),
        ("driftscope_performance_high", "Upper bound of the metric, 95 % interval.", |metric| metric.high),
    ];
    for (name, help, figure) in figures {
        let samples = performance.metrics.iter().flat_map(|metric| {
            sides(metric).into_iter().filter_map(move |(side, value)| Some((labels(metric, side), figure(value?)?)))
        });
        families.add(name, help, samples);
    }
    let estimated = || performance.estimate.iter().flat_map(|estimate| &estimate.metrics);
    type Estimated = fn(&EstimatedMetric) -> f64;
    let figures: [(&str, &str, Estimated); 3] = [
        ("driftscope_performance_estimate", "A metric of production estimated without its labels.", |metric| {
            metric.value
        }),
        ("driftscope_performance_estimate_low", "Lower bound of the estimate, 95 % interval.", |metric| metric.low),
        ("driftscope_performance_estimate_high", "Upper bound of the estimate, 95 % interval.", |metric| metric.high),
    ];
    for (name, help, figure) in figures {
        families.add(name, help, estimated().map(|metric| (vec![("metric", metric.id.clone())], figure(metric))));
    }
    let decided = performance.metrics.iter().filter(|metric| {
        matches!(metric.outcome, MetricOutcome::Worse | MetricOutcome::Better | MetricOutcome::NoChange)
    });
    families.add(
        "driftscope_performance_worse",
        "1 if the metric got worse by more than chance and its limit; absent if there are too few labels to tell.",
        decided.map(|metric| (vec![("metric", metric.id.clone())], flag(metric.outcome == MetricOutcome::Worse))),
    );
}

pub(super) fn of_windows(report: &Report) -> Option<Family> {
    let performance = report.performance.as_ref()?;
    let mut points = Vec::new();
    for group in performance.groups.iter().filter(|group| group.by == "window") {
        for metric in &group.metrics {
            for (side, value) in sides(metric) {
                let value = value.and_then(|value| value.value);
                points.extend(value.map(|value| (labels(metric, side), group.value.as_str(), value)));
            }
        }
    }
    let samples = over_time(report, points);
    Some(Family {
        name: "driftscope_window_performance",
        help: "A metric of the model by the labels of the window.",
        samples,
    })
}

fn sides(metric: &Metric) -> [(&'static str, Option<&MetricValue>); 2] {
    [("reference", metric.reference.as_ref()), ("production", metric.production.as_ref())]
}

fn labels(metric: &Metric, side: &str) -> super::Labels {
    vec![("metric", metric.id.clone()), ("side", side.to_owned()), ("source", "labels".to_owned())]
}
