//! Whether the model's answers are right.

use driftscope_present::performance::{labelled, metric_row, reading};
use driftscope_present::{calibration, column_name, completeness, estimate};
use driftscope_report::{Metric, Performance, PerformanceEstimate, Report};

use super::Page;
use super::paper::Style;
use crate::text::{padded, plain, shortened};

/// Groups of a version or a segment that are printed.
const GROUPS: usize = 8;

/// Prints it, where there are labels.
pub(super) fn print(report: &Report, page: &mut Page) {
    let Some(performance) = &report.performance else { return };
    page.heading("Did it hurt");
    page.paragraph(Style::Plain, &format!("  {}", plain(&performance.sentence)), 2);
    page.paragraph(Style::Dim, &format!("  {}", plain(&reading(performance).join("; "))), 4);
    for (side, rows) in [("reference", performance.reference), ("production", performance.production)] {
        page.line(Style::Dim, &format!("  {side}: {}", labelled(rows)));
    }
    for sentence in completeness::sentences(performance) {
        page.paragraph(Style::Dim, &format!("  {}", plain(&sentence)), 4);
    }
    metrics(&performance.metrics, page);
    metrics(&performance.context, page);
    if let Some(found) = &performance.calibration {
        page.paragraph(Style::Plain, &format!("  {}", plain(&found.sentence)), 2);
        for (title, [reference, production]) in calibration::figures(found) {
            page.line(Style::Dim, &format!("  {}{reference} → {production}", padded(title, 27)));
        }
    }
    if let Some(found) = &performance.estimate {
        estimated(found, page);
    }
    groups(performance, page);
    for column in performance.errors.iter().filter(|column| column.p_adjusted < report.settings.alpha) {
        let Some((value, row)) =
            column.values.first().and_then(|value| Some((value, metric_row(value.metrics.first()?)?)))
        else {
            continue;
        };
        let place = format!("{} {}", plain(column_name(&column.column)), plain(&value.value));
        let text =
            format!("  Errors changed unequally along {place}: {} {} → {}", row.title, row.reference, row.production);
        page.paragraph(Style::Plain, &text, 4);
    }
    for found in &performance.fairness {
        page.paragraph(Style::Plain, &format!("  {}", plain(&found.sentence)), 2);
    }
}

/// The estimate without labels, and what it rests on.
fn estimated(found: &PerformanceEstimate, page: &mut Page) {
    if found.metrics.is_empty() {
        let text = format!("  No estimate without labels: {}", plain(&found.sentence));
        return page.paragraph(Style::Dim, &text, 2);
    }
    page.paragraph(Style::Plain, &format!("  {}", plain(&found.sentence)), 2);
    let rows: Vec<Metric> = found.metrics.iter().map(|metric| estimate::as_metric(metric, found.rows)).collect();
    metrics(&rows, page);
    for sentence in estimate::basis(found) {
        page.paragraph(Style::Dim, &format!("  {}", plain(&sentence)), 4);
    }
}

/// A line for each metric: name, both values, difference with its interval, verdict.
fn metrics(metrics: &[Metric], page: &mut Page) {
    for row in metrics.iter().filter_map(metric_row) {
        let values = format!("{} → {}", row.reference, row.production);
        let outcome = if row.outcome.word == "Not defined" { row.reason.clone() } else { row.outcome.word.to_owned() };
        let found = match row.difference_interval.as_str() {
            "" => row.difference,
            interval => format!("{} ({interval})", row.difference),
        };
        let line = format!(
            "  {}{}{}{outcome}",
            padded(&shortened(row.title, 26), 27),
            padded(&values, 20),
            padded(&found, 30)
        );
        let style = if row.outcome.word == "Worse" { Style::Bold } else { Style::Plain };
        page.line(style, &line);
    }
}

/// The leading metric of each version and segment.
fn groups(performance: &Performance, page: &mut Page) {
    let shown: Vec<_> = performance.groups.iter().filter(|group| group.by != "window").collect();
    for group in shown.iter().take(GROUPS) {
        let Some(row) = group.metrics.first().and_then(metric_row) else { continue };
        let what = format!("{} where {} is {}", row.title, plain(&group.by), plain(&group.value));
        page.paragraph(Style::Plain, &format!("  {what}: {} → {}", row.reference, row.production), 4);
    }
    if shown.len() > GROUPS {
        page.line(Style::Dim, &format!("  {} more groups, in the report as JSON or page", shown.len() - GROUPS));
    }
}
