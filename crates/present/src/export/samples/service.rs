//! Samples of the service: requests, errors and latencies of both sides.
//!
//! Latencies are written in seconds, and only where their unit is known.

use driftscope_report::{Report, ServiceFigures};

use super::{Families, Family, Labels, over_time};

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
    let samples = sides.into_iter().flat_map(|(side, figures)| {
        percentiles(side, figures).into_iter().map(move |(labels, latency)| (labels, latency * unit))
    });
    families.add("driftscope_latency_seconds", "Percentiles of the latency; 100 is the longest.", samples);
}

/// The figures of each window.
pub(super) fn of_windows(report: &Report) -> Vec<Family> {
    let Some(service) = &report.service else { return Vec::new() };
    let unit = service.unit.as_deref().and_then(seconds_of);
    let (mut requests, mut errors, mut latencies) = (Vec::new(), Vec::new(), Vec::new());
    for group in service.groups.iter().filter(|group| group.by == "window") {
        for (side, figures) in [("reference", &group.reference), ("production", &group.production)] {
            let Some(figures) = figures else { continue };
            let labels = vec![("side", side.to_owned())];
            let start = group.value.as_str();
            requests.push((labels.clone(), start, figures.requests as f64));
            errors.extend(figures.error_share.map(|share| (labels, start, share)));
            let timed = unit.into_iter().flat_map(|unit| {
                percentiles(side, figures).into_iter().map(move |(labels, latency)| (labels, start, latency * unit))
            });
            latencies.extend(timed);
        }
    }
    let families = [
        ("driftscope_window_requests", "Logged requests of the window.", requests),
        ("driftscope_window_error_ratio", "Requests of the window that the server failed, as a share.", errors),
        ("driftscope_window_latency_seconds", "Percentiles of the latency in the window.", latencies),
    ];
    families.map(|(name, help, points)| Family { name, help, samples: over_time(report, points) }).into()
}

/// The latencies that are known, in their unit.
fn percentiles(side: &str, figures: &ServiceFigures) -> Vec<(Labels, f64)> {
    let percentiles = [("50", figures.p50), ("95", figures.p95), ("99", figures.p99), ("100", figures.max)];
    let labelled = percentiles.into_iter().filter_map(|(percentile, latency)| {
        Some((vec![("side", side.to_owned()), ("percentile", percentile.to_owned())], latency?))
    });
    labelled.collect()
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
