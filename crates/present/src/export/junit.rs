//! JUnit XML: a test case for the data set, each column, each metric of the model, each figure of the service and each alert, for CI systems.
//!
//! Drift, a column of one side, a metric or a figure that got worse and an alert that fires are failures; what cannot be decided with these rows is skipped. The time of a
//! suite is the last moment of production, so that the same data gives the same bytes.

use std::fmt::Write as _;

use driftscope_report::{
    Alert, AlertState, ColumnReport, MetricInfo, MetricOutcome, Outcome, Report, Service, ServiceOutcome,
};

use super::Export;
use super::problems::{of_change, of_column, of_metric};
use crate::alerts::{AlertRow, rows as rows_of_alerts, sentence};
use crate::service::rows;
use crate::{column_name, order};

pub(super) const EXPORT: Export = Export {
    id: "junit",
    help: "JUnit XML for CI systems: a test case for the data set, each column, each metric, each figure of the service and each alert",
    title: "Save as JUnit XML",
    extension: "xml",
    media_type: "application/xml",
    needs_page: false,
    write: |report, _| Ok(write(report)),
};

/// How a test case ended.
enum Ending {
    Passed,
    Failed { kind: &'static str, message: String },
    Skipped { message: String },
}

/// A test case.
struct Case {
    name: String,
    ending: Ending,
}

fn write(report: &Report) -> String {
    let columns = order(report).into_iter().filter_map(|place| report.columns.get(place));
    let mut suites = vec![
        ("data set", vec![data_set(report)]),
        ("columns", columns.map(|column| of_one_column(column, report)).collect()),
    ];
    if report.performance.is_some() {
        suites.push(("performance", metrics(report)));
    }
    if let Some(service) = report.service.as_ref().filter(|service| !service.changes.is_empty()) {
        suites.push(("service", figures(service)));
    }
    if !report.alerts.is_empty() {
        suites.push(("alerts", alerts(report)));
    }
    let all: Vec<&Case> = suites.iter().flat_map(|(_, cases)| cases).collect();
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"driftscope\" {}>\n",
        counts(all.into_iter())
    );
    let time =
        report.production.period.as_ref().map_or_else(String::new, |period| {
            format!(" timestamp=\"{}\"", escaped(period.last.trim_end_matches('Z')))
        });
    for (name, cases) in &suites {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "  <testsuite name=\"{name}\" {}{time}>", counts(cases.iter()));
        for case in cases {
            write_case(&mut text, name, case);
        }
        text.push_str("  </testsuite>\n");
    }
    text + "</testsuites>\n"
}

fn data_set(report: &Report) -> Case {
    let message = report.verdict.sentence.clone();
    let ending = match report.verdict {
        ref verdict if verdict.drifted => Ending::Failed { kind: "drift", message },
        ref verdict if verdict.tested_columns == 0 => Ending::Skipped { message },
        _ => Ending::Passed,
    };
    Case { name: "drift of the data set".to_owned(), ending }
}

fn of_one_column(column: &ColumnReport, report: &Report) -> Case {
    let reason = || column.not_tested.clone().or_else(|| column.drift.reason.clone());
    let ending = match (of_column(column, report), column.drift.outcome) {
        (Some(problem), outcome) => Ending::Failed {
            kind: if outcome == Outcome::Drifted { "drift" } else { "schema" },
            message: problem.sentence,
        },
        (None, Outcome::Unclear) => Ending::Skipped { message: reason().unwrap_or_else(|| column.finding.clone()) },
        (None, Outcome::NotTested) => Ending::Skipped { message: reason().unwrap_or_else(|| "Not tested".to_owned()) },
        (None, _) => Ending::Passed,
    };
    Case { name: column_name(&column.name).to_owned(), ending }
}

fn metrics(report: &Report) -> Vec<Case> {
    let metrics = report.performance.iter().flat_map(|performance| &performance.metrics);
    let case = |metric: &driftscope_report::Metric| {
        let message = || metric.reason.clone().unwrap_or_else(|| "Not defined".to_owned());
        let ending = match metric.outcome {
            MetricOutcome::Worse if metric.needs_attention() => {
                Ending::Failed { kind: "performance", message: of_metric(metric, None).sentence }
            }
            MetricOutcome::TooFewLabels | MetricOutcome::NotDefined => Ending::Skipped { message: message() },
            MetricOutcome::Worse | MetricOutcome::Better | MetricOutcome::NoChange => Ending::Passed,
        };
        Case { name: MetricInfo::of(&metric.id).map_or(metric.id.as_str(), |info| info.title).to_owned(), ending }
    };
    metrics.map(case).collect()
}

fn figures(service: &Service) -> Vec<Case> {
    let rows = rows(service);
    let case = |change: &driftscope_report::ServiceChange| {
        let row = rows.iter().find(|row| row.id == change.id);
        let ending = match (of_change(change, service), change.outcome) {
            (Some(problem), _) => Ending::Failed { kind: "service", message: problem.sentence },
            (None, ServiceOutcome::TooFewRequests) => {
                Ending::Skipped { message: "There are too few requests to tell whether it changed".to_owned() }
            }
            (None, _) => Ending::Passed,
        };
        Case { name: row.map_or(change.id.as_str(), |row| row.title).to_owned(), ending }
    };
    service.changes.iter().map(case).collect()
}

fn alerts(report: &Report) -> Vec<Case> {
    let case = |(alert, row): (&Alert, AlertRow)| {
        let ending = match alert.state {
            _ if alert.needs_attention() => Ending::Failed { kind: "alert", message: sentence(&row) },
            AlertState::NoData => Ending::Skipped { message: sentence(&row) },
            _ => Ending::Passed,
        };
        Case { name: row.name, ending }
    };
    report.alerts.iter().zip(rows_of_alerts(report)).map(case).collect()
}

fn counts<'a>(cases: impl Iterator<Item = &'a Case>) -> String {
    let [mut tests, mut failures, mut skipped] = [0_u64; 3];
    for case in cases {
        tests += 1;
        failures += u64::from(matches!(case.ending, Ending::Failed { .. }));
        skipped += u64::from(matches!(case.ending, Ending::Skipped { .. }));
    }
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\"")
}

fn write_case(text: &mut String, suite: &str, case: &Case) {
    let head = format!("    <testcase classname=\"driftscope.{suite}\" name=\"{}\"", escaped(&case.name));
    let _ = match &case.ending {
        Ending::Passed => writeln!(text, "{head}/>"),
        Ending::Failed { kind, message } => {
            writeln!(text, "{head}><failure type=\"{kind}\" message=\"{}\"/></testcase>", escaped(message))
        }
        Ending::Skipped { message } => {
            writeln!(text, "{head}><skipped message=\"{}\"/></testcase>", escaped(message))
        }
    };
}

/// The value of an attribute. Characters that XML 1.0 forbids become U+FFFD.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => written.push_str("&amp;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            '"' => written.push_str("&quot;"),
            // A bare line break in an attribute is read as a blank. Writing into a string cannot fail.
            '\t' | '\n' | '\r' => drop(write!(written, "&#{};", u32::from(letter))),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => written.push('\u{fffd}'),
            _ => written.push(letter),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftscope_report::{Bounds, Drift, ServiceChange, ServiceFigures};

    #[test]
    fn what_xml_forbids_is_replaced_and_the_rest_escaped() {
        assert_eq!(escaped("a<b>&\"\n\u{1b}[1m\u{ffff}é"), "a&lt;b&gt;&amp;&quot;&#10;\u{fffd}[1m\u{fffd}é");
    }

    #[test]
    fn figures_of_the_service_fail_where_they_got_worse() {
        let change = |id: &str, outcome| ServiceChange {
            id: id.to_owned(),
            value: 0.5,
            interval: Bounds::of([0.4, f64::INFINITY]),
            outcome,
            ..ServiceChange::default()
        };
        let figures = |value| ServiceFigures {
            error_share: Some(value),
            client_error_share: Some(value),
            p50: Some(value),
            p99: Some(value),
            ..ServiceFigures::default()
        };
        let changes = vec![
            change("error_share", ServiceOutcome::MoreErrors),
            change("client_error_share", ServiceOutcome::FewerErrors),
            change("p50", ServiceOutcome::Slower),
            change("p99", ServiceOutcome::TooFewRequests),
        ];
        let service = Service { changes, reference: figures(0.25), production: figures(0.75), ..Service::default() };
        let text = write(&Report { service: Some(service), ..Report::default() });
        assert!(text.contains("name=\"service\" tests=\"4\" failures=\"2\" errors=\"0\" skipped=\"1\""), "{text}");
        assert!(text.contains("name=\"Server errors\"><failure type=\"service\""), "{text}");
        assert!(text.contains("99 % interval at least 0.4"), "{text}");
        assert!(text.contains("name=\"Client errors\"/>"), "{text}");
        assert!(text.contains("name=\"Latency, p99\"><skipped"), "{text}");
    }

    #[test]
    fn columns_that_rows_leave_open_are_skipped_and_drifted_ones_fail() {
        let column = |name: &str, outcome| ColumnReport {
            name: name.to_owned(),
            drift: Drift { outcome, ..Drift::default() },
            ..ColumnReport::default()
        };
        let columns =
            [("a", Outcome::Drifted), ("b", Outcome::Unclear), ("c", Outcome::NoDrift), ("d", Outcome::Negligible)];
        let report =
            Report { columns: columns.map(|(name, outcome)| column(name, outcome)).into(), ..Report::default() };
        let text = write(&report);
        assert!(text.contains("name=\"columns\" tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\""), "{text}");
        assert!(text.contains("name=\"a\"><failure type=\"drift\""), "{text}");
        assert!(text.contains("name=\"b\"><skipped"), "{text}");
    }
}
