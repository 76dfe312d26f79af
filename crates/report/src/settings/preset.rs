//! The rules that can decide, by their names.

use serde::{Deserialize, Serialize};

use crate::{Decides, Statistic};

/// The tests of Evidently by its short names, and whether a small score means drift.
const EVIDENTLY_TESTS: [(&str, bool); 17] = [
    ("ks", true),
    ("wasserstein", false),
    ("anderson", true),
    ("cramer_von_mises", true),
    ("ed", false),
    ("es", true),
    ("mannw", true),
    ("t_test", true),
    ("psi", false),
    ("kl_div", false),
    ("jensenshannon", false),
    ("hellinger", false),
    ("chisquare", true),
    ("z", true),
    ("fisher_exact", true),
    ("g_test", true),
    ("TVD", true),
];

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

impl Preset {
    /// Whether a test, by the name that this rule has for it, decides by a p-value: a small score means drift.
    pub fn is_p_value(self, test: &str) -> bool {
        match self {
            Self::Evidently => EVIDENTLY_TESTS.contains(&(test, true)),
            _ => Statistic::of_id(test).is_some_and(|statistic| statistic.decides == Decides::ByPValue),
        }
    }

    /// The names of the tests that can be chosen under it.
    pub fn test_names(self) -> Vec<&'static str> {
        match self {
            Self::Evidently => EVIDENTLY_TESTS.iter().map(|(name, _)| *name).collect(),
            _ => Statistic::choosable().map(|statistic| statistic.id).collect(),
        }
    }
}
