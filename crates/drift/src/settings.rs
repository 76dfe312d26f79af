//! Every choice a person can make, in one versioned value that page, command and saved file share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::presets;

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
    /// Evidently 0.7.23 with its defaults: a test by type and size, each with its own threshold.
    Evidently,
    /// NannyML 0.13 with its defaults: Jensen–Shannon distances over chunks.
    Nannyml,
    /// The textbook detector: a p-value below 0.05 over the newest 1000 rows.
    Ks,
    /// The population stability index on deciles, from 0.1 on.
    Psi,
    /// TensorFlow Data Validation: L∞ of categories and Jensen–Shannon divergence of numbers, above 0.01.
    Tfdv,
}

impl Preset {
    /// Every preset, by the name it has in settings and on the command line.
    pub const ALL: [(&'static str, Self); 6] = [
        ("calibrated", Self::Calibrated),
        ("evidently", Self::Evidently),
        ("nannyml", Self::Nannyml),
        ("ks", Self::Ks),
        ("psi", Self::Psi),
        ("tfdv", Self::Tfdv),
    ];

    /// Its name in settings and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Calibrated => "calibrated",
            Self::Evidently => "evidently",
            Self::Nannyml => "nannyml",
            Self::Ks => "ks",
            Self::Psi => "psi",
            Self::Tfdv => "tfdv",
        }
    }

    /// Its name for a person.
    pub fn title(self) -> &'static str {
        match self {
            Self::Calibrated => "Calibrated",
            Self::Evidently => "Evidently",
            Self::Nannyml => "NannyML",
            Self::Ks => "KS of the newest rows",
            Self::Psi => "PSI",
            Self::Tfdv => "TFDV",
        }
    }
}

/// A test and a threshold that go before those of the preset.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TestChoice {
    /// The test, by its name in the report; under `evidently` by Evidently's short name. It decides wherever it applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// The threshold of the test, or without a test that of the preset; under `calibrated` the tolerance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
}

/// How p-values are corrected for the number of columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    /// Controls the share of false findings.
    #[default]
    BenjaminiHochberg,
    /// Controls the share of false findings whatever the columns have to do with each other, and is stricter.
    BenjaminiYekutieli,
    /// Controls the chance of any false finding.
    Holm,
    /// The same, simpler and weaker.
    Bonferroni,
    /// None.
    None,
}

impl Correction {
    /// All corrections by their names, from the default one on.
    pub const ALL: [(&'static str, Self); 5] = [
        ("benjamini_hochberg", Self::BenjaminiHochberg),
        ("benjamini_yekutieli", Self::BenjaminiYekutieli),
        ("holm", Self::Holm),
        ("bonferroni", Self::Bonferroni),
        ("none", Self::None),
    ];

    /// Its name for a person.
    pub fn title(self) -> &'static str {
        match self {
            Self::BenjaminiHochberg => "Benjamini–Hochberg",
            Self::BenjaminiYekutieli => "Benjamini–Yekutieli",
            Self::Holm => "Holm",
            Self::Bonferroni => "Bonferroni",
            Self::None => "None",
        }
    }
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
    /// The test of this column: see [`TestChoice::test`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// The threshold of this column: see [`TestChoice::threshold`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
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
    /// The test of every column: see [`TestChoice::test`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// The threshold of every column: see [`TestChoice::threshold`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// Tests and thresholds for all columns of a kind; they go before those of every column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<Kind, TestChoice>,
    /// Choices for single columns, by name; they go before those of a kind.
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
    /// There is no test of a name that was chosen.
    UnknownTest {
        /// The name.
        name: String,
        /// The preset, on which the names depend.
        preset: Preset,
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
                test_names(*preset).join(", ")
            ),
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
        if let Some((field, range, value, _)) = checks.into_iter().find(|check| !check.3) {
            return Err(SettingsError::OutOfRange { field, range, value });
        }
        let names = test_names(self.preset);
        let kinds = self.kinds.values().map(|choice| (&choice.test, choice.threshold));
        let columns = self.columns.values().map(|choice| (&choice.test, choice.threshold));
        for (test, threshold) in kinds.chain(columns).chain([(&self.test, self.threshold)]) {
            if let Some(value) = threshold.filter(|threshold| !(*threshold >= 0.0 && threshold.is_finite())) {
                return Err(SettingsError::OutOfRange { field: "threshold", range: "0 or above", value });
            }
            if let Some(name) = test.as_ref().filter(|name| !names.contains(&name.as_str())) {
                return Err(SettingsError::UnknownTest { name: name.clone(), preset: self.preset });
            }
        }
        Ok(())
    }

    /// The test and the threshold chosen for a column: its own, or those of its kind, or those of every column.
    ///
    /// A threshold belongs to the test beside which it stands: it does not carry over to a test that is chosen more closely.
    pub fn choice(&self, column: &str, kind: Kind) -> TestChoice {
        let own = self.columns.get(column).map(|choice| (choice.test.as_ref(), choice.threshold));
        let of_kind = self.kinds.get(&kind).map(|choice| (choice.test.as_ref(), choice.threshold));
        let mut found = TestChoice::default();
        for (test, threshold) in own.into_iter().chain(of_kind).chain([(self.test.as_ref(), self.threshold)]) {
            if found.threshold.is_none() {
                found.threshold = threshold;
            }
            if let Some(test) = test {
                found.test = Some(test.clone());
                break;
            }
        }
        found
    }
}

/// The names that a test may have.
fn test_names(preset: Preset) -> Vec<&'static str> {
    match preset {
        Preset::Evidently => presets::evidently_names().collect(),
        _ => presets::names().collect(),
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
            test: None,
            threshold: None,
            kinds: BTreeMap::new(),
            columns: BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Settings {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_closest_choice_goes_first_and_thresholds_stay_with_their_tests() {
        let all = settings(
            r#"{"test":"ks","threshold":0.01,"kinds":{"category":{"test":"psi"}},"columns":{"a":{"threshold":0.2},"b":{"test":"mood"}}}"#,
        );
        let choice = |column, kind| {
            let choice = all.choice(column, kind);
            (choice.test.unwrap(), choice.threshold)
        };
        assert_eq!(choice("x", Kind::Numeric), ("ks".to_owned(), Some(0.01)));
        assert_eq!(choice("x", Kind::Category), ("psi".to_owned(), None));
        assert_eq!(choice("a", Kind::Numeric), ("ks".to_owned(), Some(0.2)));
        assert_eq!(choice("b", Kind::Numeric), ("mood".to_owned(), None));
    }

    #[test]
    fn a_test_must_be_one_of_the_preset() {
        assert_eq!(settings(r#"{"preset":"evidently","test":"ed"}"#).validate(), Ok(()));
        assert_eq!(settings(r#"{"columns":{"a":{"test":"energy","threshold":1}}}"#).validate(), Ok(()));
        let refused = settings(r#"{"kinds":{"numeric":{"test":"ed"}}}"#).validate().unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with("there is no test `ed` under the preset calibrated: it may be combined_rank, ")
        );
        assert!(settings(r#"{"threshold":-1}"#).validate().is_err());
    }
}
