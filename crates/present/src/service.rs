//! How the model is served, in words: figures with their intervals, what changed, and versions compared.

use driftscope_report::{
    Bounds, LastHour, LatencyFigures, Service, ServiceChange, ServiceFigures, ServiceGroup, ServiceOutcome,
    VersionComparison,
};

use crate::outcome::KNOWN;
use crate::{Tone, Word, numbers, windows};

/// A figure as a row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRow {
    /// Its name in a report.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// The value of each side.
    pub values: [String; 2],
    /// The 95 % interval of each, empty where there is none.
    pub intervals: [String; 2],
    /// The change, empty where it is not tested.
    pub change: String,
    /// Its 99 % interval.
    pub change_interval: String,
    /// Whether that is a change.
    pub outcome: Option<Word>,
}

/// The figures of both sides that are known, as rows of a table.
pub fn rows(service: &Service) -> Vec<ServiceRow> {
    let sides = [&service.reference, &service.production];
    let unit = service.unit.as_deref();
    let plain = |id, title, values: [Option<String>; 2]| ServiceRow {
        id,
        title,
        values: values.map(|value| value.unwrap_or_else(|| "–".to_owned())),
        intervals: Default::default(),
        change: String::new(),
        change_interval: String::new(),
        outcome: None,
    };
    let latency = |id, title, of: fn(&ServiceFigures) -> (Option<f64>, Option<Bounds>)| {
        let found = sides.map(of);
        let row = plain(id, title, found.map(|(value, _)| value.map(|value| duration(value, unit))));
        with_change(
            ServiceRow { intervals: found.map(|(value, bounds)| latency_bounds(value, bounds)), ..row },
            service,
        )
    };
    let share = |id, title, of: fn(&ServiceFigures) -> (Option<f64>, Option<Bounds>)| {
        let found = sides.map(of);
        let row = plain(id, title, found.map(|(value, _)| value.map(numbers::percent)));
        with_change(ServiceRow { intervals: found.map(|(_, bounds)| share_bounds(bounds)), ..row }, service)
    };
    let sorts = |title, of: fn(&ServiceFigures) -> Option<LatencyFigures>| {
        plain("", title, sides.map(|side| of(side).map(|found| quantiles(found, unit))))
    };
    let all = vec![
        plain("requests", "Logged requests", sides.map(|side| Some(numbers::count(side.requests)))),
        plain("rate", "Rate", sides.map(|side| side.rate.map(rate))),
        share("error_share", "Server errors", |side| (side.error_share, side.error_share_interval)),
        share("client_error_share", "Client errors", |side| {
            (side.client_error_share, side.client_error_share_interval)
        }),
        plain("availability", "Availability", sides.map(|side| side.availability.map(numbers::percent))),
        with_change(plain("latency_ratio", "Typical latency", [None, None]), service),
        latency("p50", "Latency, median", |side| (side.p50, side.p50_interval)),
        latency("p95", "Latency, p95", |side| (side.p95, side.p95_interval)),
        latency("p99", "Latency, p99", |side| (side.p99, side.p99_interval)),
        latency("max", "Latency, longest", |side| (side.max, None)),
        latency("mean", "Latency, mean", |side| (side.mean, None)),
        sorts("Successes: median, p95, p99", |side| side.successes),
        sorts("Errors: median, p95, p99", |side| side.errors),
    ];
    let is_known = |row: &ServiceRow| row.values.iter().any(|value| value != "–") || !row.change.is_empty();
    all.into_iter().filter(is_known).collect()
}

fn with_change(row: ServiceRow, service: &Service) -> ServiceRow {
    let Some(found) = service.changes.iter().find(|change| change.id == row.id) else { return row };
    let [change, change_interval] = change_words(found, service.unit.as_deref());
    let word = if found.is_known() { KNOWN } else { outcome(found.outcome) };
    ServiceRow { change, change_interval, outcome: Some(word), ..row }
}

/// A change and its interval: `+0.42 ms` and `0.2 to 0.7`, `×1.02` and `1.01 to 1.03`, `at least 3`.
fn change_words(change: &ServiceChange, unit: Option<&str>) -> [String; 2] {
    let Bounds { low, high } = change.interval;
    let is_share = change.id.ends_with("error_share");
    let written = |value: f64| if is_share { numbers::decimals(100.0 * value, 2) } else { numbers::number(value) };
    let interval = match (low, high) {
        (Some(low), Some(high)) => format!("{} to {}", written(low), written(high)),
        (Some(low), None) => format!("at least {}", written(low)),
        (None, Some(high)) => format!("at most {}", written(high)),
        (None, None) => "not known".to_owned(),
    };
    let plus = if change.value > 0.0 { "+" } else { "" };
    let value = match change.id.as_str() {
        "latency_ratio" => format!("×{:.3}", change.value),
        _ if is_share => format!("{plus}{} points", written(change.value)),
        _ => with_unit(format!("{plus}{}", written(change.value)), unit),
    };
    [value, interval]
}

/// A latency with its unit: `4.6 ms`.
pub fn duration(value: f64, unit: Option<&str>) -> String {
    with_unit(numbers::number(value), unit)
}

fn with_unit(digits: String, unit: Option<&str>) -> String {
    match unit {
        Some(unit) => format!("{digits}\u{202f}{unit}"),
        None => digits,
    }
}

fn latency_bounds(value: Option<f64>, bounds: Option<Bounds>) -> String {
    let bounds = bounds.unwrap_or_default();
    match (bounds.low, bounds.high) {
        (Some(low), Some(high)) => {
            let [low, high] = numbers::numbers([low, high]);
            format!("{low} to {high}")
        }
        // Without the upper end the quantile may be larger than anything that was measured.
        (Some(low), None) if value.is_some() => format!("at least {}", numbers::number(low)),
        _ => String::new(),
    }
}

fn share_bounds(bounds: Option<Bounds>) -> String {
    match bounds.and_then(|bounds| bounds.low.zip(bounds.high)) {
        Some((low, high)) => {
            let [low, high] = numbers::percents([low, high]);
            format!("{low} to {high}")
        }
        None => String::new(),
    }
}

/// Requests in a unit of time in which there is at least one: `4.2 a second`, `8.2 an hour`.
pub fn rate(per_second: f64) -> String {
    let units = [(1.0, "a second"), (60.0, "a minute"), (3_600.0, "an hour"), (86_400.0, "a day")];
    let found = units.into_iter().find(|(seconds, _)| per_second * seconds >= 1.0);
    let (seconds, unit) = found.unwrap_or((86_400.0, "a day"));
    format!("{} {unit}", numbers::number(per_second * seconds))
}

fn quantiles(found: LatencyFigures, unit: Option<&str>) -> String {
    let [p50, p95, p99] = [found.p50, found.p95, found.p99].map(numbers::number);
    with_unit(format!("{p50}, {p95}, {p99}"), unit)
}

/// The sign and word of an outcome.
pub fn outcome(outcome: ServiceOutcome) -> Word {
    let (sign, word, tone) = match outcome {
        ServiceOutcome::Slower => ("▲", "Slower", Tone::Large),
        ServiceOutcome::Faster => ("✓", "Faster", Tone::NoDrift),
        ServiceOutcome::MoreErrors => ("▲", "More errors", Tone::Large),
        ServiceOutcome::FewerErrors => ("✓", "Fewer errors", Tone::NoDrift),
        ServiceOutcome::NoChange => ("✓", "No change", Tone::NoDrift),
        ServiceOutcome::TooFewRequests => ("?", "Too few requests", Tone::Unclear),
    };
    Word { sign, word, tone }
}

/// What changed: "Answers are slower: a typical one takes 1.313 times as long (1.285 to 1.342); p99 23.33 → 52.01 ms."
pub fn sentence(service: &Service) -> String {
    let rows = rows(service);
    let with = |wanted: ServiceOutcome| -> Vec<String> {
        let is_wanted = |change: &&ServiceChange| change.outcome == wanted;
        service.changes.iter().filter(is_wanted).filter_map(|change| described(change, &rows)).collect()
    };
    let mut parts = Vec::new();
    for (word, wanted) in [
        ("More requests fail", ServiceOutcome::MoreErrors),
        ("Answers are slower", ServiceOutcome::Slower),
        ("Fewer requests fail", ServiceOutcome::FewerErrors),
        ("Answers are faster", ServiceOutcome::Faster),
    ] {
        let found = with(wanted);
        if !found.is_empty() {
            parts.push(format!("{word}: {}.", found.join(", ")));
        }
    }
    if parts.is_empty() {
        parts.push(unchanged(service, &rows));
    }
    parts.join(" ")
}

/// A change within a sentence.
pub(crate) fn described(change: &ServiceChange, rows: &[ServiceRow]) -> Option<String> {
    let row = rows.iter().find(|row| row.id == change.id)?;
    if change.id == "latency_ratio" {
        return Some(format!("a typical one takes {:.2} times as long ({})", change.value, row.change_interval));
    }
    let title = row.title.strip_prefix("Latency, ").unwrap_or(row.title);
    let interval = if change.id.ends_with("error_share") {
        format!(" ({}, {})", row.change, row.change_interval)
    } else {
        String::new()
    };
    Some(format!("{} {} → {}{interval}", lower_first(title), row.values[0], row.values[1]))
}

fn unchanged(service: &Service, rows: &[ServiceRow]) -> String {
    let lead = ["p95", "error_share"].into_iter().find_map(|id| rows.iter().find(|row| row.id == id));
    let pair = lead
        .map_or_else(String::new, |row| format!(": {} {} → {}", lower_first(row.title), row.values[0], row.values[1]));
    let are_few = service.changes.iter().any(|change| change.outcome == ServiceOutcome::TooFewRequests);
    match service.changes.is_empty() {
        true => "One side alone has latencies or states of requests, so nothing can be compared.".to_owned(),
        false if are_few => {
            format!("No change is sure, but there are too few requests to exclude one of every figure{pair}.")
        }
        false => format!("No figure changed by more than chance and a tenth{pair}."),
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// What the figures are about, and in which unit: "Of logged requests. Latencies of latency_ms in ms."
pub fn reading(service: &Service) -> String {
    let mut parts = vec!["Of logged requests: what the log sampled or lost is not in them".to_owned()];
    match (&service.latency, &service.unit) {
        (Some(name), Some(unit)) => parts.push(format!("Latency: {}, in {unit}", numbers::name(name, 40))),
        (Some(name), None) => parts.push(format!("Latency: {}, unit unknown", numbers::name(name, 40))),
        (None, _) => parts.push("No column holds latencies".to_owned()),
    }
    match service.status.as_slice() {
        [] => parts.push("No column holds the status of requests, so errors are unknown".to_owned()),
        names => {
            let names: Vec<String> = names.iter().map(|name| numbers::name(name, 40)).collect();
            parts.push(format!("Status: {}", names.join(", ")));
        }
    }
    let negative = service.reference.negative_latencies + service.production.negative_latencies;
    if negative > 0 {
        parts.push(format!("{} below 0, left out", numbers::counted(negative, "latency", "latencies")));
    }
    if service.windows_left_out > 0 {
        parts.push(format!(
            "{} with fewer than 10 requests left out",
            numbers::counted(service.windows_left_out, "window", "windows")
        ));
    }
    parts.join(". ") + "."
}

/// The two newest versions: compared, or why they cannot be.
pub fn versions(service: &Service, found: &VersionComparison) -> String {
    let VersionComparison { older, newer, older_period, newer_period, .. } = found;
    let [older, newer] = [older, newer].map(|name| numbers::name(name, 30));
    if found.windows == 0 {
        return format!(
            "{older} answered until {} and {newer} from {}: the version and the time cannot be separated, so a change may come from either.",
            windows::date(&older_period.last),
            windows::date(&newer_period.first)
        );
    }
    let changes = found.changes.iter().map(|change| {
        let [value, interval] = change_words(change, service.unit.as_deref());
        let what = if change.id == "latency_ratio" { "latency" } else { "server errors" };
        format!("{what} {value} ({interval}): {}", outcome(change.outcome).word.to_lowercase())
    });
    format!(
        "{newer} compared with {older} in the {} where both answered at the same time ({} and {} requests): {}.",
        numbers::counted(found.windows, "window", "windows"),
        numbers::count(found.newer_requests),
        numbers::count(found.older_requests),
        changes.collect::<Vec<String>>().join("; ")
    )
}

/// The last 60 minutes of production, each figure with its name, to two decimals as dashboards print them.
pub fn last_hour(last: &LastHour, unit: Option<&str>) -> Vec<(&'static str, String)> {
    let latency = |value: Option<f64>| value.map(|value| with_unit(format!("{value:.2}"), unit));
    let figures = [
        ("Requests", Some(numbers::count(last.requests))),
        ("Success rate", last.success_share.map(|share| format!("{:.2}\u{202f}%", 100.0 * share))),
        ("Mean latency", latency(last.mean)),
        ("p95", latency(last.p95)),
        ("p99", latency(last.p99)),
        ("Longest", latency(last.max)),
    ];
    figures.into_iter().filter_map(|(title, text)| Some((title, text?))).collect()
}

/// A version as a row: its name, then requests, server errors, median, p95 and p99 of each side.
pub fn version_row(group: &ServiceGroup, unit: Option<&str>) -> [[String; 5]; 2] {
    let absent = || "–".to_owned();
    [&group.reference, &group.production].map(|side| match side {
        None => [(); 5].map(|()| absent()),
        Some(side) => {
            let latency = |value: Option<f64>| value.map_or_else(absent, |value| duration(value, unit));
            [
                numbers::count(side.requests),
                side.error_share.map_or_else(absent, numbers::percent),
                latency(side.p50),
                latency(side.p95),
                latency(side.p99),
            ]
        }
    })
}
