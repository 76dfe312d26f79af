//! The verdict on a column.

use serde::{Deserialize, Serialize};

/// How large a drift is, by its effect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No drift.
    #[default]
    None,
    /// From the limit, 0.05 by default.
    Small,
    /// From 0.10.
    Moderate,
    /// From 0.20.
    Large,
}

/// The verdict on a column, in one word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Significant, with an effect that reaches the limit.
    Drifted,
    /// Significant, with an interval of the effect that ends below the limit: real, and shown to be small.
    Negligible,
    /// Not significant, with intervals that end below the limit: shown to be small.
    NoDrift,
    /// The interval of the effect reaches the limit, and the column did not drift: the rows leave it open.
    #[serde(alias = "too_few_rows")]
    Unclear,
    /// The same values on both sides.
    Identical,
    /// Described, not tested.
    #[default]
    NotTested,
}

/// Whether a drift is the one that a person acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acknowledgement {
    /// It is, and needs no attention.
    Known,
    /// It is larger than the one that was acknowledged.
    Grown,
}

/// The verdict on a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Drift {
    /// Whether the column was tested.
    pub tested: bool,
    /// Whether it drifted.
    pub drifted: bool,
    /// The verdict in one word.
    pub outcome: Outcome,
    /// How large the drift is.
    pub severity: Severity,
    /// The test of the deciding part; empty where none was made.
    pub method: String,
    /// What the verdict is decided on besides the p-value: the effect.
    pub score: Option<f64>,
    /// The limit that the score is compared with.
    pub threshold: Option<f64>,
    /// Bias-corrected Jensen–Shannon distance, base 2, of the deciding part: 0 (none) to 1 (disjoint).
    pub effect: Option<f64>,
    /// Lower end of the effect's 95 % interval.
    #[serde(default)]
    pub low: Option<f64>,
    /// Upper end of the effect's 95 % interval.
    #[serde(default)]
    pub high: Option<f64>,
    /// Bonferroni over the column's parts.
    pub p_value: Option<f64>,
    /// Corrected over the columns.
    pub p_adjusted: Option<f64>,
    /// What the deciding part's effect stays under in 95 of 100 cases without drift.
    pub null_band: Option<f64>,
    /// The rows that would settle an unclear column, if its effect stays what it is; nothing where it is so near the limit
    /// that more rows hardly will.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows_to_settle: Option<RowsToSettle>,
    /// Whose rule decided, where it was not the calibrated one: the name of another tool, or of a test that a person chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Whether the drift is one that the settings acknowledge; `None` where they do not, and where there is no drift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Acknowledgement>,
    /// Why the column's values were not tested, where they were not. Other parts of it may have been.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The parts that were tested.
    pub parts: Vec<DriftPart>,
}

impl Severity {
    /// The severity of a drift with this effect.
    pub fn of_effect(effect: f64) -> Self {
        /// Effects from which a drift is moderate and large.
        const MODERATE: f64 = 0.10;
        const LARGE: f64 = 0.20;
        match effect {
            effect if effect >= LARGE => Self::Large,
            effect if effect >= MODERATE => Self::Moderate,
            _ => Self::Small,
        }
    }
}

impl Drift {
    /// Whether the drift is the one that a person acknowledged.
    pub fn is_known(&self) -> bool {
        self.acknowledged == Some(Acknowledgement::Known)
    }

    /// Whether there is a drift that nobody acknowledged, or a larger one than a person did.
    pub fn needs_attention(&self) -> bool {
        self.drifted && !self.is_known()
    }

    /// The part that the effect and its interval are of.
    pub fn deciding_part(&self) -> Option<&DriftPart> {
        let is_it =
            |part: &&DriftPart| Some(part.effect) == self.effect && (self.high.is_none() || part.high == self.high);
        self.parts.iter().find(|part| is_it(part) && part.test == self.method).or_else(|| self.parts.iter().find(is_it))
    }

    /// The limit of the effect; `None` if the effect did not decide.
    pub fn limit(&self) -> Option<f64> {
        self.threshold.filter(|_| self.rule.is_none() && self.effect.is_some() && self.score == self.effect)
    }
}

/// What of a column a test looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The values that are there.
    #[default]
    Values,
    /// How long the texts are.
    Length,
    /// What the strings of an identifier are made of: prefix, letters, digits and signs.
    Form,
    /// Which share of an identifier's values differ.
    Distinct,
    /// How often the most frequent value of an identifier occurs.
    Frequent,
    /// Which words the texts have.
    Words,
    /// Whether they are there.
    Missing,
}

impl Part {
    /// The word for a person.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Values => "Values",
            Self::Length => "Length",
            Self::Form => "Form",
            Self::Distinct => "Distinct values",
            Self::Frequent => "Most frequent value",
            Self::Words => "Words",
            Self::Missing => "Missing",
        }
    }
}

/// What changed about the values of a numeric column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Change {
    /// They are higher or lower.
    Level,
    /// They are more or less spread out.
    Spread,
    /// They have another shape: skewed or peaked otherwise.
    Shape,
    /// Only the outermost values differ.
    Tail,
    /// Some values are more or less frequent.
    Values,
}

/// One part of a column's verdict.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DriftPart {
    /// Which part.
    pub part: Part,
    /// The name of its test: `combined_rank`, `chi_square`, `fisher`, `unconditional` or `permutation` of the values, `combined_rank` of the length and
    /// `mann_whitney` of the words of texts, `z` or `unconditional` of the missing.
    pub test: String,
    /// Its p-value by itself.
    pub p_value: f64,
    /// Its p-value, corrected over the column's parts and over the columns; its own until the column is decided.
    pub p_adjusted: f64,
    /// Of the values of a numeric column: which kind of change the test sees best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// Its effect: bias-corrected Jensen–Shannon distance, base 2.
    pub effect: f64,
    /// Lower end of the effect's 95 % interval.
    #[serde(default)]
    pub low: Option<f64>,
    /// Upper end of the effect's 95 % interval.
    #[serde(default)]
    pub high: Option<f64>,
    /// What the effect stays under in 95 of 100 cases without drift.
    pub null_band: f64,
    /// The values that were counted on each side; 0 in reports of version 1.
    #[serde(default)]
    pub rows: [u64; 2],
}

/// The rows at which an unclear column would be settled, if its effect stays what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowsToSettle {
    /// How many, rounded up to two digits.
    pub rows: u64,
    /// On both sides, not only in production.
    pub both: bool,
}
