//! What a report holds that a person may not want to send, line by line.

use driftscope_present::numbers::{count, counted};
use driftscope_report::{Redaction, Report};

/// The lines.
pub(super) fn contents(report: &Report) -> Vec<String> {
    let redaction = report.redaction.clone().unwrap_or_default();
    let Redaction { names, labels, small_counts, coarse, extremes, files, fingerprints, .. } = redaction;
    let neutral = |is: bool| if is { ", by neutral names" } else { "" };
    let columns = &report.columns;
    let listed: u64 = columns.iter().filter_map(|column| Some(column.categories.as_ref()?.labels.len() as u64)).sum();
    let mut lines = vec![
        counted(columns.len() as u64, "column", "columns") + neutral(names),
        counted(listed, "label of categories", "labels of categories") + neutral(labels),
    ];
    lines.push(match small_counts {
        0 | 1 => "Exact counts of rows".to_owned(),
        k => format!("Counts of rows, rounded to multiples of {}", count(k)),
    });
    let sides = || columns.iter().flat_map(|column| [&column.reference, &column.production]);
    let ends = sides().filter(|side| side.min.is_some()).count() as u64;
    if ends > 0 && !extremes {
        lines.push(format!("The smallest and the largest value of numbers: {} on each side", count(ends / 2)));
    }
    if let Some(quantiles) = columns.iter().find_map(|column| column.quantiles.as_ref()) {
        let rounded = if coarse { ", rounded" } else { "" };
        lines.push(format!(
            "{} of each column of numbers{rounded}",
            counted(quantiles.probabilities.len() as u64, "quantile", "quantiles")
        ));
    }
    let words: usize =
        columns.iter().filter_map(|column| column.text.as_ref()).map(|text| text.risen.len() + text.fallen.len()).sum();
    if words > 0 {
        lines.push(counted(words as u64, "word of texts", "words of texts"));
    }
    if let Some(windows) = &report.windows {
        let of_time = if windows.unit.is_of_time() { "Windows of time. " } else { "" };
        lines.push(format!("{of_time}{}", windows.sentence));
    }
    if report.segments.is_some() {
        lines.push("Segments, and the values that they are chosen by".to_owned());
    }
    lines.extend(of_the_model(report));
    let quotes = [&report.reference, &report.production]
        .iter()
        .flat_map(|side| &side.warnings)
        .filter(|warning| warning.snippet.is_some())
        .count();
    if quotes > 0 {
        lines.push(counted(quotes as u64, "quote from the input, in a warning", "quotes from the input, in warnings"));
    }
    if let Some(beside) = &report.beside {
        let columns = counted(beside.columns.len() as u64, "column", "columns");
        lines.push(format!("What a report of {} says of {columns}{}", beside.tool, neutral(names)));
    }
    if report.notes.is_some() {
        lines.push("Your title and notes".to_owned());
    }
    let number = (report.reference.files.len() + report.production.files.len()) as u64;
    let hashes = if fingerprints { "" } else { " and SHA-256" };
    lines.push(format!("Names, sizes{hashes} of {}{}", counted(number, "file", "files"), neutral(files)));
    lines.push("The settings".to_owned());
    lines
}

/// What the report holds about the model, its service and its use.
fn of_the_model(report: &Report) -> impl Iterator<Item = String> {
    let is_there = [
        (
            report.performance.is_some() || report.explanation.is_some(),
            "Metrics of the model, and what moved its predictions",
        ),
        (report.service.is_some(), "Latencies and errors of the service"),
        (report.business.is_some(), "Counts of predictions by day, week and month"),
        (!report.alerts.is_empty(), "Rules of alerts, and what they found"),
    ];
    is_there.into_iter().filter(|(is, _)| *is).map(|(_, line)| line.to_owned())
}
