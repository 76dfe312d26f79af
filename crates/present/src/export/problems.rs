//! Problems are the findings of a report on which somebody may have to act, for exports that notify people.

use driftscope_report::{
    AlertSeverity, ColumnReport, Metric, Outcome, Presence, Report, Service, ServiceChange, ServiceOutcome, Severity,
};

use crate::alerts::{by_urgency, row, sentence};
use crate::performance::{MetricRow, metric_row};
use crate::service::rows;
use crate::{column_name, date_of_change, order, outcome};

/// How urgent a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Urgency {
    /// To know.
    Info,
    /// To look at.
    Warning,
    /// To act on.
    Critical,
}

impl Urgency {
    /// Its name as the label of an alert.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Critical => "critical",
        }
    }
}

/// A finding on which somebody may have to act.
pub(super) struct Problem {
    /// The name of its kind, or of the rule of an alert.
    pub(super) kind: String,
    /// How urgent it is.
    pub(super) urgency: Urgency,
    /// The label and the name of what it is about, unless that is the data set; and of the version, if it is about one.
    pub(super) subject: Vec<(&'static str, String)>,
    /// A few words.
    pub(super) title: String,
    /// A sentence.
    pub(super) sentence: String,
    /// The date since which it holds, where that is known.
    pub(super) since: Option<String>,
}

/// The problems of a report: alerts that fire, the most urgent first, metrics of the model that got worse, figures of the service that did, the data set, then its columns in the
/// order of the page.
pub(super) fn problems(report: &Report) -> Vec<Problem> {
    let performance = report.performance.as_ref();
    let metrics = performance.map_or(&[][..], |performance| &performance.metrics);
    let since = performance.and_then(|performance| Some(performance.since.as_ref()?.date.clone()));
    let worse = metrics.iter().filter(|metric| metric.needs_attention());
    let mut problems: Vec<Problem> = alerts(report).collect();
    problems.extend(worse.map(|metric| of_metric(metric, since.as_ref())));
    if let Some(service) = &report.service {
        problems.extend(service.changes.iter().filter_map(|change| of_change(change, service)));
    }
    if report.verdict.drifted {
        problems.push(Problem {
            kind: "DriftscopeDataDrifted".to_owned(),
            urgency: Urgency::Warning,
            subject: Vec::new(),
            title: "Data drifted".to_owned(),
            sentence: report.verdict.sentence.clone(),
            since: None,
        });
    }
    let columns = order(report).into_iter().filter_map(|place| report.columns.get(place));
    problems.extend(columns.filter_map(|column| of_column(column, report)));
    problems
}

/// The alerts of the report's own rules that fire.
fn alerts(report: &Report) -> impl Iterator<Item = Problem> {
    let rows = by_urgency(&report.alerts).into_iter().filter(|alert| alert.needs_attention());
    let rows = rows.filter_map(|alert| {
        let rule = report.settings.alerts.iter().find(|rule| rule.name == alert.name)?;
        Some((alert, row(alert, rule, report)))
    });
    rows.map(|(alert, row)| Problem {
        kind: alert.name.clone(),
        urgency: match alert.severity {
            AlertSeverity::Info => Urgency::Info,
            AlertSeverity::Warning => Urgency::Warning,
            AlertSeverity::Critical => Urgency::Critical,
        },
        subject: std::iter::once(("metric", alert.metric.clone()))
            .chain(alert.version.clone().map(|version| ("version", version)))
            .collect(),
        title: format!("Alert {}: {}", row.name, row.state.word.to_lowercase()),
        sentence: sentence(&row),
        since: alert.since.clone(),
    })
}

/// What is wrong with a column, if anything is. A drift that is known is nothing to act on.
pub(super) fn of_column(column: &ColumnReport, report: &Report) -> Option<Problem> {
    if column.awaits_labels() || column.drift.is_known() {
        return None;
    }
    let name = column_name(&column.name);
    let (kind, urgency) = match (column.presence, column.drift.outcome, column.drift.severity) {
        (Presence::Both, Outcome::Drifted, Severity::Small) => ("DriftscopeColumnDrifted", Urgency::Info),
        (Presence::Both, Outcome::Drifted, _) => ("DriftscopeColumnDrifted", Urgency::Warning),
        (Presence::Both, ..) => return None,
        (Presence::Reference, ..) => ("DriftscopeColumnRemoved", Urgency::Warning),
        (Presence::Production, ..) => ("DriftscopeColumnAdded", Urgency::Info),
    };
    Some(Problem {
        kind: kind.to_owned(),
        urgency,
        subject: vec![("column", name.to_owned())],
        title: format!("{name}: {}", outcome(column).word.to_lowercase()),
        sentence: match column.presence {
            Presence::Both if !column.finding.is_empty() => column.finding.clone(),
            Presence::Both => "The column has drifted".to_owned(),
            Presence::Reference => "Production lacks this column".to_owned(),
            Presence::Production => "The reference lacks this column".to_owned(),
        },
        since: date_of_change(report, column).map(str::to_owned),
    })
}

/// A metric that got worse, in the words of the page.
pub(super) fn of_metric(metric: &Metric, since: Option<&String>) -> Problem {
    let row = metric_row(metric);
    let title = row.as_ref().map_or(metric.id.as_str(), |row| row.title);
    let sentence = row.as_ref().map_or_else(|| "got worse".to_owned(), |row| {
        let MetricRow { reference, production, difference, difference_interval, .. } = row;
        format!("Reference {reference}, production {production} (difference {difference}, 95 % interval {difference_interval})")
    });
    Problem {
        kind: "DriftscopePerformanceWorse".to_owned(),
        urgency: Urgency::Critical,
        subject: vec![("metric", metric.id.clone())],
        title: format!("{title} got worse"),
        sentence,
        since: since.cloned(),
    }
}

/// A figure of the service that got worse, unless that is known.
pub(super) fn of_change(change: &ServiceChange, service: &Service) -> Option<Problem> {
    if !change.needs_attention() {
        return None;
    }
    let (kind, urgency, worse) = match change.outcome {
        ServiceOutcome::MoreErrors if change.id == "error_share" => {
            ("DriftscopeServiceErrors", Urgency::Critical, "more")
        }
        ServiceOutcome::MoreErrors => ("DriftscopeServiceErrors", Urgency::Warning, "more"),
        ServiceOutcome::Slower => ("DriftscopeServiceSlower", Urgency::Warning, "longer"),
        ServiceOutcome::Faster
        | ServiceOutcome::FewerErrors
        | ServiceOutcome::NoChange
        | ServiceOutcome::TooFewRequests => return None,
    };
    let row = rows(service).into_iter().find(|row| row.id == change.id)?;
    let sentence = match change.id.as_str() {
        "latency_ratio" => format!("Change {} (99 % interval {})", row.change, row.change_interval),
        _ => {
            let [reference, production] = &row.values;
            let (change, interval) = (&row.change, &row.change_interval);
            format!("Reference {reference}, production {production} (change {change}, 99 % interval {interval})")
        }
    };
    Some(Problem {
        kind: kind.to_owned(),
        urgency,
        subject: vec![("figure", change.id.clone())],
        title: format!("{}: {worse}", row.title),
        sentence,
        since: None,
    })
}
