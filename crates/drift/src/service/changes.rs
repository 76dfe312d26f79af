//! What changed between two sets of requests, with intervals of 99 %: a report has up to six of these figures, and is to raise an alarm
//! by chance in about one of twenty.

use driftscope_report::{Bounds, ServiceChange};
use driftscope_stats::hodges_lehmann::{hodges_lehmann, hodges_lehmann_interval};
use driftscope_stats::interval::Interval;
use driftscope_stats::newcombe::{difference_of, share_difference};
use driftscope_stats::quantile::quantile_sorted;

use super::rows::Gathered;

/// The level of the intervals.
pub(super) const LEVEL: f64 = 0.99;

/// The changes from the first requests to the second.
pub(super) fn between(first: &Gathered, second: &Gathered) -> Vec<ServiceChange> {
    let [before, after] = [first, second].map(logs);
    let shift = hodges_lehmann(&before, &after);
    let ratio = shift.map(|shift| ratio_of(shift, hodges_lehmann_interval(&before, &after, LEVEL)));
    let quantiles = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)];
    let quantiles = quantiles.into_iter().filter_map(|(id, probability)| quantile(id, probability, [first, second]));
    let with_status = [first.with_status, second.with_status];
    let shares = [
        share("error_share", [first.server_errors, second.server_errors], with_status),
        first
            .client_errors
            .zip(second.client_errors)
            .and_then(|(one, other)| share("client_error_share", [one, other], with_status)),
    ];
    ratio.into_iter().chain(quantiles).chain(shares.into_iter().flatten()).collect()
}

/// The sorted logarithms of latencies; one of 0 has none.
pub(super) fn logs(found: &Gathered) -> Vec<f64> {
    found.sorted.iter().filter(|latency| **latency > 0.0).map(|latency| libm::log(*latency)).collect()
}

/// How many times as long a typical answer takes, from the shift of logarithms.
pub(super) fn ratio_of(shift: f64, ends: Option<Interval>) -> ServiceChange {
    let ends = ends.map(|ends| Bounds::of([libm::exp(ends.low), libm::exp(ends.high)]));
    ServiceChange {
        id: "latency_ratio".to_owned(),
        value: libm::exp(shift),
        interval: ends.unwrap_or_default(),
        before: 1.0,
        ..ServiceChange::default()
    }
}

fn quantile(id: &str, probability: f64, sides: [&Gathered; 2]) -> Option<ServiceChange> {
    let values =
        sides.map(|side| quantile_sorted(side.sorted.as_slice(), probability).filter(|value| value.is_finite()));
    let [before, after] = [values[0]?, values[1]?];
    let bounds = sides.map(|side| side.bounds(probability, LEVEL));
    // An end that is not known leaves the other side of the difference open.
    let ends = bounds.map(|bounds| Interval {
        low: bounds.low.unwrap_or(f64::NEG_INFINITY),
        high: bounds.high.unwrap_or(f64::INFINITY),
    });
    let found = difference_of([before, after], ends);
    Some(ServiceChange {
        id: id.to_owned(),
        value: after - before,
        interval: Bounds::of([found.low, found.high]),
        before,
        ..ServiceChange::default()
    })
}

fn share(id: &str, hits: [u64; 2], cases: [u64; 2]) -> Option<ServiceChange> {
    let (value, interval) = share_difference(hits, cases, LEVEL)?;
    Some(ServiceChange {
        id: id.to_owned(),
        value,
        interval: Bounds::of([interval.low, interval.high]),
        before: hits[0] as f64 / cases[0] as f64,
        ..ServiceChange::default()
    })
}
