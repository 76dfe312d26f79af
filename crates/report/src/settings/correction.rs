//! The correction of p-values for many columns.

use serde::{Deserialize, Serialize};

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
