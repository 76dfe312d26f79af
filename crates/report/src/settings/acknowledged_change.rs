//! Changes of the model and the service, and alerts, that a person knows of and expects. Drifts of columns are acknowledged in
//! [`ColumnSettings::acknowledged`](super::ColumnSettings::acknowledged).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::SettingsError;
use crate::MetricInfo;

/// A change or an alert that is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AcknowledgedChange {
    /// Why it is expected, in the person's words: plain text; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The change that was known, production's figure less the reference's, in the figure's own unit; of `latency_ratio` the ratio. A change
    /// that is larger, or to the other side, is not known any more. `None`: any change is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<f64>,
    /// When the alert that is known began to fire, as in [`Alert::since`](crate::Alert::since). One that fires since a later time is not
    /// known. `None`: any is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// What a known change is of, as the key of [`Settings::acknowledged`](super::Settings::acknowledged).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acknowledgeable<'a> {
    /// A metric of the model, by [its name](crate::METRICS): `metric:accuracy`.
    Metric(&'a str),
    /// A figure of the service, by [its name](crate::ServiceChange::id): `service:p95`.
    Service(&'a str),
    /// An alert, by the name of its rule, with the version if it is about one: `alert:Errors`, `alert:Errors, v2`.
    Alert(&'a str),
}

impl<'a> Acknowledgeable<'a> {
    /// Reads a key.
    pub fn of(key: &'a str) -> Option<Self> {
        match key.split_once(':')? {
            ("metric", id) => MetricInfo::of(id).map(|_| Self::Metric(id)),
            ("service", id) => Some(Self::Service(id)),
            ("alert", name) => Some(Self::Alert(name)),
            _ => None,
        }
    }

    /// The key.
    pub fn key(self) -> String {
        let (kind, name) = match self {
            Self::Metric(name) => ("metric:", name),
            Self::Service(name) => ("service:", name),
            Self::Alert(name) => ("alert:", name),
        };
        [kind, name].concat()
    }
}

/// Checks that the keys are of what can change, and the changes numbers.
pub(super) fn validate(acknowledged: &BTreeMap<String, AcknowledgedChange>) -> Result<(), SettingsError> {
    for (key, known) in acknowledged {
        if Acknowledgeable::of(key).is_none() {
            return Err(SettingsError::NotAcknowledgeable { key: key.clone() });
        }
        if let Some(value) = known.change.filter(|change| !change.is_finite()) {
            return Err(SettingsError::OutOfRange { field: "acknowledged.change", range: "any number", value });
        }
    }
    Ok(())
}
