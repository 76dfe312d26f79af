//! Samples of the alerts: which of them fire, and which have no data.

use driftscope_report::{Alert, AlertState, Report};

use super::{Families, flag};

pub(super) fn of_report(report: &Report, families: &mut Families) {
    let labels = |alert: &Alert| {
        let mut labels = vec![("alert", alert.name.clone()), ("severity", alert.severity.as_str().to_owned())];
        labels.extend(alert.version.clone().map(|version| ("version", version)));
        labels
    };
    let with_data = report.alerts.iter().filter(|alert| alert.state != AlertState::NoData);
    families.add(
        "driftscope_alert_firing",
        "1 if the alert fires, also while it recovers; absent if the last window has no data for it.",
        with_data.map(|alert| (labels(alert), flag(alert.state.is_firing()))),
    );
    families.add(
        "driftscope_alert_no_data",
        "1 if the last window has no data for the alert.",
        report.alerts.iter().map(|alert| (labels(alert), flag(alert.state == AlertState::NoData))),
    );
}
