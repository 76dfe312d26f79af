//! Every choice a person can make, in one versioned value that page, command and saved file share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The version of [`Settings`] that this engine writes.
pub const SETTINGS_VERSION: u32 = 1;

pub use driftscope_table::Split;
pub use driftscope_table::typing::Kind;

/// What a column is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// An input of the model, or anything else.
    #[default]
    Feature,
    /// What the model answered.
    Prediction,
    /// How sure the model was.
    Confidence,
    /// What really happened.
    Target,
    /// When the record was made.
    Time,
    /// Which model answered.
    Version,
    /// How long the answer took.
    Latency,
    /// How the request went.
    Status,
    /// A group that people look at by itself.
    Segment,
    /// Names the record.
    Identifier,
}

impl Role {
    /// Every role, in the order in which a person is offered them.
    pub const ALL: [Self; 10] = [
        Self::Feature,
        Self::Prediction,
        Self::Confidence,
        Self::Target,
        Self::Time,
        Self::Version,
        Self::Latency,
        Self::Status,
        Self::Segment,
        Self::Identifier,
    ];

    /// Its name in settings, and the word for a person.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Feature => "feature",
            Self::Prediction => "prediction",
            Self::Confidence => "confidence",
            Self::Target => "target",
            Self::Time => "time",
            Self::Version => "version",
            Self::Latency => "latency",
            Self::Status => "status",
            Self::Segment => "segment",
            Self::Identifier => "identifier",
        }
    }
}

/// The rule that decides what has drifted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// A corrected p-value and an effect size that is zero under no drift.
    #[default]
    Calibrated,
}

impl Preset {
    /// Every preset, by the name it has in settings and on the command line.
    pub const ALL: [(&'static str, Self); 1] = [("calibrated", Self::Calibrated)];

    /// Its name in settings and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calibrated => "calibrated",
        }
    }
}

/// How p-values are corrected for the number of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Controls the share of false findings.
    #[default]
    BenjaminiHochberg,
    /// Controls the chance of any false finding.
    Holm,
    /// The same, simpler and weaker.
    Bonferroni,
    /// None.
    None,
}

/// What a person said of one column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ColumnSettings {
    /// Read the column as this, whatever it looks like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// Use the column as this, whatever its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// Describe the column, but do not test it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ignore: bool,
    /// This column alone decides that the data set has drifted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub decisive: bool,
}

/// Every choice a person can make.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The version of this structure.
    pub version: u32,
    /// The rule that decides.
    pub preset: Preset,
    /// The error rate, from 0 to 1, exclusive.
    pub alpha: f64,
    /// The smallest effect that counts, from 0 to 1.
    pub tolerance: f64,
    /// The correction over columns.
    pub correction: Correction,
    /// The share of tested columns that must have drifted before the data set has, above 0, up to 1.
    pub drift_share: f64,
    /// Columns with a role in this list decide alone.
    pub decisive_roles: Vec<Role>,
    /// Where one log is parted into reference and production, if only one is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// Choices for single columns, by name.
    pub columns: BTreeMap<String, ColumnSettings>,
}

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
}

impl std::fmt::Display for SettingsError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::TooNew { version } => write!(
                formatter,
                "the settings have version {version} and this Driftscope reads up to {SETTINGS_VERSION}: use a newer one"
            ),
            Self::OutOfRange { field, range, value } => write!(formatter, "`{field}` must be {range}, and is {value}"),
        }
    }
}

impl std::error::Error for SettingsError {}

impl Settings {
    /// Checks that every number is in its range.
    pub fn validate(&self) -> Result<(), SettingsError> {
        if self.version > SETTINGS_VERSION {
            return Err(SettingsError::TooNew { version: self.version });
        }
        let checks = [
            ("alpha", "above 0 and below 1", self.alpha, self.alpha > 0.0 && self.alpha < 1.0),
            ("tolerance", "from 0 to 1", self.tolerance, (0.0..=1.0).contains(&self.tolerance)),
            ("drift_share", "above 0, at most 1", self.drift_share, self.drift_share > 0.0 && self.drift_share <= 1.0),
        ];
        match checks.into_iter().find(|check| !check.3) {
            Some((field, range, value, _)) => Err(SettingsError::OutOfRange { field, range, value }),
            None => Ok(()),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: SETTINGS_VERSION,
            preset: Preset::default(),
            alpha: 0.05,
            tolerance: 0.05,
            correction: Correction::default(),
            drift_share: 0.5,
            decisive_roles: Vec::new(),
            split: None,
            columns: BTreeMap::new(),
        }
    }
}
