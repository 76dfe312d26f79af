//! The alerts of the settings, or the rules that suit the data.

use driftscope_decide::{alerts, proposed_rules};
use driftscope_present::alerts::{row, summary, with_rules};
use driftscope_report::{Alert, AlertRule, Report};

use super::Page;
use super::paper::Style;
use crate::text::{padded, plain, shortened};

/// Rules that are printed.
const MOST: usize = 20;

/// Prints them, if there are any.
pub(super) fn print(report: &Report, page: &mut Page) {
    let rules = &report.settings.alerts;
    if rules.is_empty() {
        proposed(report, page);
        return;
    }
    page.heading("Alerts");
    page.paragraph(Style::Plain, &format!("  {}", plain(&summary(&report.alerts))), 2);
    list(rules, &report.alerts, report, page);
}

/// What the data would be watched by.
fn proposed(report: &Report, page: &mut Page) {
    let rules = proposed_rules(report);
    if rules.is_empty() {
        return;
    }
    page.heading("Alerts");
    let words = "  No rules are set. These would suit the data; they are proposed, and neither end the command with another exit code nor \
                 go into exports until they are among the settings";
    page.paragraph(Style::Plain, words, 2);
    let found = alerts(report, &rules);
    list(&rules, &found, report, page);
}

fn list(rules: &[AlertRule], alerts: &[Alert], report: &Report, page: &mut Page) {
    for (alert, rule) in with_rules(alerts, rules).take(MOST) {
        let row = row(alert, rule, report);
        let interval = if row.interval.is_empty() { String::new() } else { format!(" ({})", row.interval) };
        let bound = if row.bound == "–" { String::new() } else { format!(", bound {}", row.bound) };
        let since = if row.since.is_empty() { String::new() } else { format!(", since {}", row.since) };
        let state = format!("{} {}", row.state.sign, row.state.word);
        let name = padded(&shortened(&plain(&row.name), 26), 27);
        let line =
            format!("  {name}{}{}{}{interval}{bound}{since}", padded(row.severity, 10), padded(&state, 14), row.value);
        page.line(if alert.needs_attention() { Style::Bold } else { Style::Plain }, &line);
        let detail = if row.detail.is_empty() { String::new() } else { format!("; {}", row.detail) };
        page.paragraph(Style::Dim, &format!("    {} {}{}", plain(&row.metric), row.condition, plain(&detail)), 6);
    }
    if alerts.len() > MOST {
        page.line(Style::Dim, &format!("  {} more, in the report as JSON or page", alerts.len() - MOST));
    }
}
