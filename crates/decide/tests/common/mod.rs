//! Reports with windows of days, made up of counts.
#![allow(dead_code, reason = "each of the tests needs other parts")]

use driftscope_report::calendar::format_datetime;
use driftscope_report::{
    AlertRule, Metric, MetricValue, Performance, PerformanceGroup, Report, Service, ServiceFigures, ServiceGroup,
    Settings, Window, Windowing, Windows,
};
use driftscope_stats::newcombe::share_interval;

/// Right answers and rows of a day.
pub(crate) type Day = [u64; 2];

/// The date of a day, from 2026-01-01.
pub(crate) fn date(day: usize) -> String {
    format_datetime(1_767_225_600.0 + 86_400.0 * day as f64).unwrap_or_default().chars().take(10).collect()
}

fn share([right, rows]: Day) -> MetricValue {
    let found = share_interval(right, rows, 0.95);
    MetricValue {
        value: Some(right as f64 / rows as f64),
        low: found.map(|found| found.low),
        high: found.map(|found| found.high),
        n: rows,
    }
}

fn sum(days: &[Day]) -> Day {
    [0, 1].map(|place| days.iter().map(|day| day[place]).sum())
}

/// A report of a model whose answers were right on each day as often as given of each side. A day without rows has no figures.
pub(crate) fn accuracy(reference: &[Day], production: &[Day], rules: Vec<AlertRule>) -> Report {
    let metric = |reference: Option<Day>, production: Option<Day>| Metric {
        id: "accuracy".to_owned(),
        reference: reference.map(share),
        production: production.map(share),
        ..Metric::default()
    };
    let group = |day: usize, metric: Metric| PerformanceGroup {
        by: "window".to_owned(),
        value: date(day),
        n: 10,
        metrics: vec![metric],
    };
    let first = reference.len();
    let of_reference = reference.iter().enumerate().map(|(day, counts)| group(day, metric(Some(*counts), None)));
    let of_production =
        production.iter().enumerate().map(|(day, counts)| (group(first + day, metric(None, Some(*counts))), counts));
    let of_production = of_production.filter(|(_, counts)| counts[1] > 0).map(|(group, _)| group);
    let performance = Performance {
        metrics: vec![metric(Some(sum(reference)), Some(sum(production)))],
        groups: of_reference.chain(of_production).collect(),
        ..Performance::default()
    };
    let rows = |days: &[Day]| days.iter().map(|day| day[1]).collect::<Vec<u64>>();
    Report {
        settings: Settings { alerts: rules, ..Settings::default() },
        windows: Some(windows(&rows(reference), &rows(production))),
        performance: Some(performance),
        ..Report::default()
    }
}

/// Windows of days with these numbers of rows.
pub(crate) fn windows(reference: &[u64], production: &[u64]) -> Windows {
    let list = |first: usize, rows: &[u64]| {
        let window = |(day, rows): (usize, &u64)| Window { start: date(first + day), rows: *rows, partial: false };
        rows.iter().enumerate().map(window).collect()
    };
    Windows {
        unit: Windowing::Day,
        reference: list(0, reference),
        production: list(reference.len(), production),
        ..Windows::default()
    }
}

/// Adds a service with the 99th percentile of each day.
pub(crate) fn with_p99(report: &mut Report, reference: &[f64], production: &[f64]) {
    let figures = |p99: f64| ServiceFigures { p99: Some(p99), ..ServiceFigures::default() };
    let group = |day: usize, sides: [Option<f64>; 2]| {
        let [reference, production] = sides.map(|side| side.map(figures));
        ServiceGroup { by: "window".to_owned(), value: date(day), reference, production }
    };
    let first = reference.len();
    let of_reference = reference.iter().enumerate().map(|(day, p99)| group(day, [Some(*p99), None]));
    let of_production = production.iter().enumerate().map(|(day, p99)| group(first + day, [None, Some(*p99)]));
    report.service = Some(Service { groups: of_reference.chain(of_production).collect(), ..Service::default() });
}

/// Rules from JSON.
pub(crate) fn rules(text: &str) -> Vec<AlertRule> {
    serde_json::from_str(text).expect("rules")
}
