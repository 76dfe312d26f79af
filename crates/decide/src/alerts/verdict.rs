//! Rules that go by a verdict of the report instead of a bound.

use driftscope_report::{
    AlertCondition, AlertRule, MetricOutcome, Outcome, Report, ServiceOutcome, Since, WatchedMetric, Worse,
};

use super::machine::Reading;

/// A verdict as a rule sees it.
pub(super) struct Found {
    /// Whether it is what the rule waits for.
    pub(super) reading: Reading,
    /// Since when, where the report knows a date.
    pub(super) since: Option<String>,
    /// The limit by which it was decided, if it is one number.
    pub(super) bound: Option<f64>,
}

/// What the verdict on a metric is for the worse, or leaves open.
struct Verdict {
    is_worse: bool,
    cannot_tell: bool,
    since: Option<String>,
    bound: Option<f64>,
}

/// Holds the report's verdict against the rule. `None` where the rule has a bound.
pub(super) fn found(report: &Report, rule: &AlertRule, metric: &WatchedMetric<'_>) -> Option<Found> {
    let asks_for_change = match rule.when {
        AlertCondition::Drifted(_) => true,
        AlertCondition::CannotTell(_) => false,
        _ => return None,
    };
    let Some(verdict) = verdict(report, metric) else {
        return Some(Found { reading: Reading::NoData, since: None, bound: None });
    };
    let reading = match (asks_for_change, verdict.is_worse, verdict.cannot_tell) {
        (true, true, _) | (false, _, true) => Reading::Past,
        // Where the rows leave open whether it changed, nothing is known.
        (true, false, true) => Reading::NoData,
        (true, false, false) | (false, _, false) => Reading::Back,
    };
    let since = verdict.since.filter(|_| asks_for_change && reading == Reading::Past);
    Some(Found { reading, since, bound: verdict.bound.filter(|_| asks_for_change) })
}

/// Since when columns differ, if that is a time.
fn dates(report: &Report) -> impl Iterator<Item = &Since> {
    report.since.iter().filter(|_| report.time_windows().is_some())
}

fn verdict(report: &Report, metric: &WatchedMetric<'_>) -> Option<Verdict> {
    match *metric {
        WatchedMetric::Performance(info) if info.worse != Worse::Neither => {
            let performance = report.performance.as_ref()?;
            let metric = performance.metrics.iter().find(|found| found.id == info.id)?;
            let outcome = metric.outcome;
            let since = performance.since.as_ref().map(|since| since.date.clone());
            (outcome != MetricOutcome::NotDefined).then_some(Verdict {
                is_worse: metric.needs_attention(),
                cannot_tell: outcome == MetricOutcome::TooFewLabels,
                since,
                bound: None,
            })
        }
        WatchedMetric::Column(figure, name) if figure.has_verdict => {
            let column = report.columns.iter().find(|column| column.name == name)?;
            let since = dates(report).flat_map(|since| &since.columns).find(|since| since.name == name);
            column.drift.tested.then(|| Verdict {
                is_worse: column.drift.needs_attention(),
                cannot_tell: column.drift.outcome == Outcome::Unclear,
                since: since.map(|since| since.date.clone()),
                bound: column.drift.limit(),
            })
        }
        WatchedMetric::Figure(figure) => {
            let id = figure.id.strip_prefix("service.");
            let Some(id) = id.filter(|_| figure.has_verdict) else {
                let is_tested = figure.has_verdict && report.verdict.tested_columns > 0;
                let is_share = figure.id == "drifted_share";
                return is_tested.then(|| Verdict {
                    is_worse: report.verdict.drifted,
                    cannot_tell: report.verdict.unclear_columns == report.verdict.tested_columns,
                    since: dates(report).flat_map(|since| &since.groups).next().map(|group| group.date.clone()),
                    bound: is_share.then_some(report.settings.drift_share),
                });
            };
            let change = report.service.as_ref()?.changes.iter().find(|change| change.id == id)?;
            Some(Verdict {
                is_worse: change.needs_attention(),
                cannot_tell: change.outcome == ServiceOutcome::TooFewRequests,
                since: None,
                bound: None,
            })
        }
        WatchedMetric::Performance(_) | WatchedMetric::Column(..) => None,
    }
}
