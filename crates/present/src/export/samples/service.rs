//! Samples of the service: requests, errors and latencies of both sides.
//!
//! Latencies are written in seconds, and only where their unit is known.

use driftscope_report::{Report, ServiceFigures};

use super::Families;

pub(super) fn of_report(report: &Report, families: &mut Families) {
    let Some(service) = &report.service else { return };
    let sides = [("reference", &service.reference), ("production", &service.production)];
    families.add(
        "driftscope_requests",
        "Logged requests.",
        sides.map(|(side, figures)| (vec![("side", side.to_owned())], figures.requests as f64)),
    );
    families.add(
        "driftscope_error_ratio",
        "Requests that the server failed, as a share of those with a status.",
        sides.into_iter().filter_map(|(side, figures)| Some((vec![("side", side.to_owned())], figures.error_share?))),
    );
    let Some(unit) = service.unit.as_deref().and_then(seconds_of) else { return };
    type Figure = fn(&ServiceFigures) -> Option<f64>;
    let percentiles: [(&str, Figure); 4] = [
        ("50", |figures| figures.p50),
        ("95", |figures| figures.p95),
        ("99", |figures| figures.p99),
        ("100", |figures| figures.max),
    ];
    let samples = sides.into_iter().flat_map(|(side, figures)| {
        percentiles.into_iter().filter_map(move |(percentile, figure)| {
            let labels = vec![("side", side.to_owned()), ("percentile", percentile.to_owned())];
            Some((labels, figure(figures)? * unit))
        })
    });
    families.add("driftscope_latency_seconds", "Percentiles of the latency; 100 is the longest.", samples);
}

/// The seconds of a unit.
fn seconds_of(unit: &str) -> Option<f64> {
    match unit {
        "ns" => Some(1e-9),
        "µs" => Some(1e-6),
        "ms" => Some(1e-3),
        "s" => Some(1.0),
        "min" => Some(60.0),
        _ => None,
    }
}
