//! Why settings cannot be used.

use super::{Preset, SETTINGS_VERSION};

/// Why settings cannot be used.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingsError {
    /// They were written by a later version.
    TooNew {
        /// The version they name.
        version: u32,
    },
    /// A number is outside its range.
    OutOfRange {
        /// The field.
        field: &'static str,
        /// What it may be.
        range: &'static str,
        /// What it is.
        value: f64,
    },
    /// There is no test of a name that was chosen.
    UnknownTest {
        /// The name.
        name: String,
        /// The preset, on which the names depend.
        preset: Preset,
    },
    /// The rule of an alert watches what a report does not have.
    UnknownMetric {
        /// The name of the rule.
        name: String,
        /// What it watches.
        metric: String,
        /// The names that are most like it.
        nearest: Vec<String>,
    },
    /// Something is acknowledged that is neither a metric nor a figure of the service nor an alert.
    NotAcknowledgeable {
        /// Its key.
        key: String,
    },
    /// The rule of an alert is wrong.
    AlertRule {
        /// Its name.
        name: String,
        /// What is wrong.
        fault: &'static str,
    },
}

impl std::fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooNew { version } => write!(
                formatter,
                "the settings have version {version} and this Driftscope reads up to {SETTINGS_VERSION}: use a newer one"
            ),
            Self::OutOfRange { field, range, value } => write!(formatter, "`{field}` must be {range}, and is {value}"),
            Self::UnknownTest { name, preset } => write!(
                formatter,
                "there is no test `{name}` under the preset {}: it may be {}",
                preset.as_str(),
                preset.test_names().join(", ")
            ),
            Self::UnknownMetric { name, metric, nearest } => write!(
                formatter,
                "the alert `{name}`: there is no metric `{metric}`: did you mean {}?",
                nearest.join(", ")
            ),
            Self::NotAcknowledgeable { key } => write!(
                formatter,
                "`{key}` cannot be acknowledged: name a metric (metric:accuracy), a figure of the service (service:p95) or an alert (alert:NAME)"
            ),
            Self::AlertRule { name, fault } => write!(formatter, "the alert `{name}`: {fault}"),
        }
    }
}

impl std::error::Error for SettingsError {}
