//! How production's files or versions differ among themselves in a column.

use serde::{Deserialize, Serialize};

/// The tests of whether production's files, or versions, are alike in a column. They do not look at the reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AmongWindows {
    /// The files or versions that take part: those with at least 10 rows.
    pub windows: u64,
    /// The tests that could be made, the deciding one of the values first.
    pub tests: Vec<AmongTest>,
    /// Bonferroni over Kruskal–Wallis or χ² of the values, and χ² of whether they are missing. `None` where neither could be made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p_value: Option<f64>,
    /// Corrected for the number of columns by Benjamini–Hochberg.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p_adjusted: Option<f64>,
}

/// One test of several samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AmongTest {
    /// Which one.
    pub id: AmongTestId,
    /// H, F or χ².
    pub statistic: f64,
    /// Its degrees of freedom; of F also those within the samples.
    pub degrees_of_freedom: Vec<f64>,
    /// The probability of a statistic at least as large where all samples are alike.
    pub p_value: f64,
    /// ε², η² or Cramér's V, from 0 to 1; `None` where it is not defined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<f64>,
}

/// The tests of several samples.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmongTestId {
    /// Kruskal–Wallis, of numbers; its effect is ε².
    KruskalWallis,
    /// Fisher's one-way analysis of variance, of numbers; its effect is η².
    Anova,
    /// χ² of the categories; its effect is Cramér's V.
    ChiSquare,
    /// χ² of whether values are missing; its effect is Cramér's V.
    Missing,
}

impl AmongTestId {
    /// Its name for people, the letter of its statistic and that of its effect.
    pub fn words(self) -> [&'static str; 3] {
        match self {
            Self::KruskalWallis => ["Kruskal–Wallis", "H", "ε²"],
            Self::Anova => ["analysis of variance", "F", "η²"],
            Self::ChiSquare => ["χ²", "χ²", "Cramér’s V"],
            Self::Missing => ["χ² of missing values", "χ²", "Cramér’s V"],
        }
    }
}
