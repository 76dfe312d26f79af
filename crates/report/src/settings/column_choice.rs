//! The choices for one column, and the test that follows from all of them.

use serde::{Deserialize, Serialize};

use super::{Kind, Role};

/// A test and a threshold that override those of the preset.
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
    /// Words that stand for missing values elsewhere, such as `NA` and `None`, are labels of this column.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub words_are_labels: bool,
    /// Describe the column, but do not test it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ignore: bool,
    /// This column alone decides that the data set has drifted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub decisive: bool,
    /// The drift of this column is known and expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Acknowledged>,
    /// The test of this column: see [`TestChoice::test`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test: Option<String>,
    /// The threshold of this column: see [`TestChoice::threshold`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
}

/// A drift that a person knows of and expects, so that the next report shows it as known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Acknowledged {
    /// Why it is expected, in the person's words: plain text; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The effect that was known, from 0 to 1. A drift that is larger is not known any more. `None`: any effect is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<f64>,
}
