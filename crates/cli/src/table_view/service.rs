//! How the model is served.

use driftscope_present::service::{last_hour, reading, rows, version_row, versions};
use driftscope_report::{Report, Service};

use super::Page;
use super::paper::Style;
use crate::text::{padded, plain, shortened};

/// Versions that are printed.
const VERSIONS: usize = 8;

/// Prints it, where latencies or the status of requests are known.
pub(super) fn print(report: &Report, page: &mut Page) {
    let Some(service) = &report.service else { return };
    page.heading("Service");
    page.paragraph(Style::Plain, &format!("  {}", plain(&service.sentence)), 2);
    page.paragraph(Style::Dim, &format!("  {}", plain(&reading(service))), 4);
    for row in rows(service) {
        let [reference, production] = &row.values;
        let values = if reference == "–" && production == "–" {
            String::new()
        } else {
            format!("{reference} → {production}")
        };
        let change = match row.change_interval.as_str() {
            "" => row.change,
            interval => format!("{} ({interval})", row.change),
        };
        let outcome = row.outcome.map_or("", |outcome| outcome.word);
        let line = format!("  {}{}{}{outcome}", padded(row.title, 28), padded(&values, 26), padded(&change, 34));
        let style = if matches!(outcome, "Slower" | "More errors") { Style::Bold } else { Style::Plain };
        page.line(style, &line);
    }
    by_version(service, page);
    if let Some(last) = &service.last_hour {
        let figures: Vec<String> = last_hour(last, service.unit.as_deref())
            .into_iter()
            .map(|(title, text)| format!("{} {text}", title.to_lowercase()))
            .collect();
        page.paragraph(Style::Plain, &format!("  Last 60 minutes: {}", figures.join(", ")), 4);
    }
}

fn by_version(service: &Service, page: &mut Page) {
    if let Some(comparison) = &service.comparison {
        page.paragraph(Style::Plain, &format!("  {}", plain(&versions(service, comparison))), 4);
    }
    let shown: Vec<_> = service.groups.iter().filter(|group| group.by == "version").collect();
    for group in shown.iter().take(VERSIONS) {
        let sides = version_row(group, service.unit.as_deref());
        for (side, [requests, errors, p50, p95, p99]) in ["reference", "production"].into_iter().zip(sides) {
            if requests == "–" {
                continue;
            }
            let errors = if errors == "–" { String::new() } else { format!(", server errors {errors}") };
            let version = shortened(&plain(&group.value), 24);
            let figures = format!("{requests} requests{errors}, median {p50}, p95 {p95}, p99 {p99}");
            page.paragraph(Style::Dim, &format!("  {version} in {side}: {figures}"), 4);
        }
    }
}
