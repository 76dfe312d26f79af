//! Whether the metrics of a model changed: beyond chance, after correction for their number, and by more than a limit.

use driftscope_present::{calibration, did_it_hurt, estimate as estimates, performance as words};
use driftscope_report::{
    Acknowledgeable, AcknowledgedChange, Acknowledgement, Metric, MetricDifference, MetricInfo, MetricOutcome,
    MetricScale, Performance, PerformanceEstimate, PerformanceSince, Report, Windows, Worse,
};
use driftscope_stats::correction;

use crate::fairness;

/// A change of a share or a coefficient below this does not count.
const ABSOLUTE_LIMIT: f64 = 0.02;

/// A change of a loss below this share of the reference's does not count.
const RELATIVE_LIMIT: f64 = 0.1;

/// A change that is found in four of five cases, in halves of the width of its 95 % interval: (1.96 + 0.84) / 1.96.
const FOUND: f64 = 1.43;

/// There are too few labels where a change of this many times the limit would often not be found.
const TOO_FEW: f64 = 2.0;

/// Decides whatever follows from the figures of the performance of a report.
pub(crate) fn decide(performance: &mut Performance, report: &Report) {
    let alpha = report.settings.alpha;
    correct(&mut performance.metrics);
    correct(&mut performance.context);
    let error = performance.metrics.iter().find(|metric| metric.id == "mae").and_then(|mae| mae.reference?.value);
    let has_rows = performance.reference.compared > 0 && performance.production.compared > 0;
    for metric in &mut performance.metrics {
        decide_metric(metric, alpha, error);
        if !has_rows {
            metric.outcome = MetricOutcome::TooFewLabels;
        }
        let known = report.settings.acknowledged.get(&Acknowledgeable::Metric(&metric.id).key());
        metric.acknowledged = known.and_then(|known| acknowledged(metric, known, error));
    }
    let mut by: Vec<String> = performance.groups.iter().map(|group| group.by.clone()).collect();
    by.dedup();
    for by in by {
        // One family for each metric of a column: all of its groups.
        let ids: Vec<String> = performance.metrics.iter().map(|metric| metric.id.clone()).collect();
        for id in ids {
            let groups = performance.groups.iter_mut().filter(|group| group.by == by);
            let mut family: Vec<&mut Metric> =
                groups.flat_map(|group| &mut group.metrics).filter(|metric| metric.id == id).collect();
            correct_all(&mut family);
            family.into_iter().for_each(|metric| decide_metric(metric, alpha, error));
        }
    }
    for column in &mut performance.errors {
        let mut family: Vec<&mut Metric> = column.values.iter_mut().flat_map(|value| &mut value.metrics).collect();
        correct_all(&mut family);
        family.into_iter().for_each(|metric| decide_metric(metric, alpha, error));
    }
    fairness::decide(&mut performance.fairness, alpha, error);
    performance.outcome = overall(&performance.metrics);
    performance.since = since(performance, report.windows.as_ref(), alpha);
    if let Some(mut estimate) = performance.estimate.take() {
        decide_estimate(&mut estimate, alpha, error);
        performance.estimate = Some(estimate);
    }
    let positive = performance.positive.clone().unwrap_or_else(|| "positive".to_owned());
    if let Some(found) = &mut performance.calibration {
        found.sentence = calibration::sentence(found, &positive);
    }
    performance.sentence = did_it_hurt::sentence(performance, alpha);
}

/// Decides the estimated metrics by the rule of those with labels.
fn decide_estimate(estimate: &mut PerformanceEstimate, alpha: f64, error: Option<f64>) {
    let others = estimate.other.iter_mut().map(|other| &mut other.metrics);
    for estimated in std::iter::once(&mut estimate.metrics).chain(others) {
        let mut metrics: Vec<Metric> = estimated.iter().map(|metric| estimates::as_metric(metric, 0)).collect();
        correct(&mut metrics);
        for (estimated, mut metric) in estimated.iter_mut().zip(metrics) {
            decide_metric(&mut metric, alpha, error);
            (estimated.difference, estimated.outcome, estimated.reason) =
                (metric.difference, metric.outcome, metric.reason);
        }
    }
    let decided: Vec<Metric> = estimate.metrics.iter().map(|metric| estimates::as_metric(metric, 0)).collect();
    estimate.outcome = overall(&decided);
    estimate.sentence = estimates::sentence(estimate);
}

fn correct(metrics: &mut [Metric]) {
    correct_all(&mut metrics.iter_mut().collect::<Vec<&mut Metric>>());
}

fn correct_all(metrics: &mut [&mut Metric]) {
    let p_values: Vec<f64> = metrics.iter().filter_map(|metric| Some(metric.difference?.p_value)).collect();
    let adjusted = correction::holm(&p_values);
    let found = metrics.iter_mut().filter_map(|metric| metric.difference.as_mut());
    found.zip(adjusted).for_each(|(found, p_adjusted)| found.p_adjusted = p_adjusted);
}

/// Decides a metric; `error` is the usual size of an error in the reference.
fn decide_metric(metric: &mut Metric, alpha: f64, error: Option<f64>) {
    let Some((info, found)) = MetricInfo::of(&metric.id).zip(metric.difference) else {
        metric.outcome = MetricOutcome::NotDefined;
        return;
    };
    let [reference, production] = values(metric);
    let limit = limit(info, reference, error);
    let is_change = found.p_adjusted < alpha && found.value.abs() >= limit;
    let is_worse = match info.worse {
        Worse::Lower => found.value < 0.0,
        Worse::Higher | Worse::Neither => found.value > 0.0,
        Worse::AwayFromZero => production.abs() > reference.abs(),
    };
    let least = FOUND * (found.high - found.low) / 2.0;
    metric.reason = None;
    metric.outcome = match (is_change, is_worse) {
        (true, true) => MetricOutcome::Worse,
        (true, false) => MetricOutcome::Better,
        (false, _) if found.p_adjusted >= alpha && least > TOO_FEW * limit => {
            let least = words::difference(info.scale, least);
            let least = least.trim_start_matches('+');
            metric.reason =
                Some(format!("only a change of {least} or more would have been found in four of five cases"));
            MetricOutcome::TooFewLabels
        }
        (false, _) => MetricOutcome::NoChange,
    };
}

/// The values of both sides; 0 where there is none.
fn values(metric: &Metric) -> [f64; 2] {
    [metric.reference, metric.production].map(|side| side.and_then(|side| side.value).unwrap_or(0.0))
}

/// The smallest change that counts; `error` is the usual size of an error in the reference.
fn limit(info: &MetricInfo, reference: f64, error: Option<f64>) -> f64 {
    match (info.scale, info.worse) {
        (MetricScale::Share, Worse::Higher) => RELATIVE_LIMIT * reference.abs(),
        (MetricScale::Share | MetricScale::Plain, _) => ABSOLUTE_LIMIT,
        (_, Worse::AwayFromZero) => RELATIVE_LIMIT * error.unwrap_or(reference.abs()),
        _ => RELATIVE_LIMIT * reference.abs(),
    }
}

/// Whether a metric that got worse is as bad as a person acknowledged: it has grown where it is worse beyond chance and by the limit, or on
/// the other side.
fn acknowledged(metric: &Metric, known: &AcknowledgedChange, error: Option<f64>) -> Option<Acknowledgement> {
    let (info, found) = MetricInfo::of(&metric.id).zip(metric.difference)?;
    let limit = limit(info, values(metric)[0], error);
    let MetricDifference { value, low, high, .. } = found;
    (metric.outcome == MetricOutcome::Worse).then(|| grown([value, low, high], known, 0.0, limit))
}

/// Whether a change, given with its interval, is larger than the known one, of which `none` is no change: beyond chance and by the limit.
pub(crate) fn grown(
    [value, low, high]: [f64; 3],
    known: &AcknowledgedChange,
    none: f64,
    limit: f64,
) -> Acknowledgement {
    let is_larger = known.change.is_some_and(|known| {
        let rises = value > none;
        let beyond = if rises { low > known } else { high < known };
        rises != (known > none) || beyond && (value - known).abs() >= limit
    });
    if is_larger { Acknowledgement::Grown } else { Acknowledgement::Known }
}

/// Of all metrics together: worse where any is, unless that is known.
fn overall(metrics: &[Metric]) -> MetricOutcome {
    if metrics.iter().any(Metric::needs_attention) {
        return MetricOutcome::Worse;
    }
    let mut others = metrics.iter().map(|metric| metric.outcome).filter(|outcome| *outcome != MetricOutcome::Worse);
    let first = others.clone().next();
    match others.any(|outcome| outcome == MetricOutcome::Better) {
        true => MetricOutcome::Better,
        // Where each metric got worse as is known, there is none else to go by.
        false => first.unwrap_or(if metrics.is_empty() { MetricOutcome::NotDefined } else { MetricOutcome::NoChange }),
    }
}

/// Since when errors differ, where the leading metric changed and the windows are sure of the date.
fn since(performance: &Performance, windows: Option<&Windows>, alpha: f64) -> Option<PerformanceSince> {
    let (change, production) = (performance.change?, &windows?.production);
    let has_changed = |metric: &Metric| {
        matches!(metric.id.as_str(), "accuracy" | "mae")
            && matches!(metric.outcome, MetricOutcome::Worse | MetricOutcome::Better)
    };
    let is_narrow = 2 * (change.high.saturating_sub(change.low) + 1) <= production.len();
    if change.p_value >= alpha || !is_narrow || !performance.metrics.iter().any(has_changed) {
        return None;
    }
    let start = |window: usize| production.get(window).map(|window| window.start.clone());
    Some(PerformanceSince { date: start(change.start)?, low: start(change.low)?, high: start(change.high)? })
}

#[cfg(test)]
mod tests {
    use driftscope_report::{MetricDifference, MetricValue};

    use super::*;

    fn metric(id: &str, [reference, production]: [f64; 2], half_width: f64, p_value: f64) -> Metric {
        let side = |value| Some(MetricValue { value: Some(value), ..MetricValue::default() });
        let value = production - reference;
        let difference =
            MetricDifference { value, low: value - half_width, high: value + half_width, p_value, p_adjusted: p_value };
        Metric {
            id: id.to_owned(),
            reference: side(reference),
            production: side(production),
            difference: Some(difference),
            ..Metric::default()
        }
    }

    fn outcome(mut metric: Metric) -> MetricOutcome {
        decide_metric(&mut metric, 0.05, Some(2.0));
        metric.outcome
    }

    #[test]
    fn a_change_is_beyond_chance_and_beyond_the_limit() {
        assert_eq!(outcome(metric("accuracy", [0.9, 0.85], 0.01, 1e-6)), MetricOutcome::Worse);
        assert_eq!(outcome(metric("accuracy", [0.85, 0.9], 0.01, 1e-6)), MetricOutcome::Better);
        assert_eq!(outcome(metric("accuracy", [0.9, 0.889], 0.001, 1e-6)), MetricOutcome::NoChange);
        assert_eq!(outcome(metric("accuracy", [0.9, 0.89], 0.05, 0.7)), MetricOutcome::TooFewLabels);
        assert_eq!(outcome(metric("accuracy", [0.9, 0.89], 0.027, 0.5)), MetricOutcome::NoChange);
        assert_eq!(outcome(metric("log_loss", [0.3, 0.36], 0.01, 1e-6)), MetricOutcome::Worse);
        assert_eq!(outcome(metric("bias", [0.1, -0.5], 0.01, 1e-6)), MetricOutcome::Worse);
        assert_eq!(outcome(metric("bias", [-0.5, 0.1], 0.01, 1e-6)), MetricOutcome::Better);
        assert_eq!(outcome(Metric { id: "accuracy".to_owned(), ..Metric::default() }), MetricOutcome::NotDefined);
    }

    #[test]
    fn one_worse_metric_is_not_made_up_for_by_a_better_one() {
        let of = |id: &str, outcome| Metric { id: id.to_owned(), outcome, ..Metric::default() };
        let metrics = [
            of("accuracy", MetricOutcome::NoChange),
            of("f1", MetricOutcome::Better),
            of("recall", MetricOutcome::Worse),
        ];
        assert_eq!(overall(&metrics), MetricOutcome::Worse);
        assert_eq!(overall(&metrics[..2]), MetricOutcome::Better);
        assert_eq!(overall(&metrics[..1]), MetricOutcome::NoChange);
        assert_eq!(overall(&[]), MetricOutcome::NotDefined);
    }
}
