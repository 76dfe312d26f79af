//! The settings under which the files of a report are compared again.

use driftscope_report::{AlertRule, Redaction, Report, Settings, Split, WatchedMetric};

use super::VerifyError;

/// The settings of a report, if they are those that it was made under, and its files can be known.
pub fn settings_to_verify(report: &Report) -> Result<Settings, VerifyError> {
    if [&report.reference, &report.production].iter().any(|side| side.profile && side.opened.is_empty()) {
        return Err(VerifyError::Profile);
    }
    if hides_settings(report) { Err(VerifyError::HiddenSettings) } else { Ok(report.settings.clone()) }
}

/// Whether a redaction changed the settings themselves, so that under them the files give another report.
fn hides_settings(report: &Report) -> bool {
    let Some(Redaction { names, labels, small_counts, .. }) = &report.redaction else { return false };
    let Settings { alerts, split, period, segment, positive, columns, acknowledged, .. } = &report.settings;
    let watches_column = |rule: &AlertRule| matches!(WatchedMetric::of(&rule.metric), Some(WatchedMetric::Column(..)));
    let splits_by = match split {
        Some(Split::Time { column, .. }) => [column.is_some(), false],
        Some(Split::Value { .. }) => [true, true],
        Some(Split::Share { .. }) | None => [false, false],
    };
    let has_columns = splits_by[0]
        || period.as_ref().is_some_and(|period| period.column.is_some())
        || segment.is_some()
        || !columns.is_empty()
        || alerts.iter().any(watches_column);
    let has_rounded = columns.values().any(|choice| choice.acknowledged.as_ref().is_some_and(|it| it.effect.is_some()))
        || acknowledged.values().any(|known| known.change.is_some());
    // The name of an alert that is known may have a version in it.
    let has_labels = positive.is_some() || splits_by[1] || !acknowledged.is_empty();
    (*names && has_columns) || (*labels && has_labels) || (*small_counts > 1 && has_rounded)
}
