//! Every choice a person can make, in one versioned value that page, command and saved file share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ColumnSettings, Correction, Kind, PeriodChoice, Preset, Role, SettingsError, Split, TestChoice};
use crate::Windowing;

/// The version of [`Settings`] that this engine writes.
pub const SETTINGS_VERSION: u32 = 1;

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
    /// Where the log is split into reference and production, if there is only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Split>,
    /// The period of production that is compared, if not all of it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<PeriodChoice>,
    /// How long the windows of time are.
    #[serde(skip_serializing_if = "Windowing::is_auto")]
    pub window: Windowing,
    /// The test of every column: see [`TestChoice::test`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// The threshold of every column: see [`TestChoice::threshold`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
    /// Tests and thresholds for all columns of a kind; they override those of every column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub kinds: BTreeMap<Kind, TestChoice>,
    /// Choices for single columns, by name; they override those of a kind.
    pub columns: BTreeMap<String, ColumnSettings>,
}

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
        if let Some(PeriodChoice { from, to, .. }) = self.period.as_ref().filter(|period| !period.is_span()) {
            let (field, range, value) = ("period", "from an earlier to a later moment", to - from);
            return Err(SettingsError::OutOfRange { field, range, value });
        }
        let names = self.preset.test_names();
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
            period: None,
            window: Windowing::Auto,
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
