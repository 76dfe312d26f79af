//! What a report says of the columns together.

use serde::{Deserialize, Serialize};

/// What no single column shows: how well all of them tell the sides apart, and which go together otherwise than before.
/// It is described; the verdict on the data set goes by the columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Multivariate {
    /// The columns that were looked at: tested ones of numbers, categories and booleans.
    pub columns: Vec<String>,
    /// The reference's rows that were looked at.
    pub reference_rows: u64,
    /// Production's rows that were looked at.
    pub production_rows: u64,
    /// The seed of the sample of rows, and of the folds.
    pub seed: u64,
    /// How well the sides can be told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classifier: Option<Classifier>,
    /// How far rows lie from what the reference's columns have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconstruction: Option<Reconstruction>,
    /// The pairs of columns whose correlation changed most, at most 20, the largest difference first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<PairChange>,
    /// The pairs that were compared.
    pub pairs: u64,
    /// How many of them changed.
    pub changed_pairs: u64,
    /// What was left out, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What was found, in a few sentences.
    pub finding: String,
}

/// How well a classifier tells production's rows from the reference's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Classifier {
    /// The area under the ROC curve on rows that it was not trained on: 0.5 is guessing, 1 is without fault.
    pub auc: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Of Hotelling's test that no feature has moved; `None` with too few rows for it.
    pub p_value: Option<f64>,
    /// Whether the sides can be told apart: the p-value is below α and the interval above 0.5.
    pub told_apart: bool,
    /// Each row is tried once, by the classifier that was trained on the other folds.
    pub folds: u64,
    /// The features made of the columns.
    pub features: u64,
    /// The columns that carry it, the most important first; at most 12.
    pub carried_by: Vec<Carrier>,
}

/// A column that tells the sides apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Carrier {
    /// The column.
    pub column: String,
    /// How much the area falls when what the column adds to the score is dealt to the rows at random.
    pub importance: f64,
}

/// The mean distance of rows from the reference's principal components.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reconstruction {
    /// That of those rows of the reference that the components were not fitted to.
    pub reference: f64,
    /// Its standard error.
    pub reference_error: f64,
    /// That of production's rows.
    pub production: f64,
    /// Its standard error.
    pub production_error: f64,
    /// Of Welch's test that the two are the same.
    pub p_value: f64,
    /// How many components there are.
    pub components: u64,
    /// The share of the reference's variance that they explain.
    pub explained: f64,
}

/// How two columns went together before, and do now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairChange {
    /// One column.
    pub first: String,
    /// The other.
    pub second: String,
    /// Which coefficient: `spearman`.
    pub coefficient: String,
    /// The reference's coefficient, from −1 to 1.
    pub reference: f64,
    /// Production's.
    pub production: f64,
    /// Production's less the reference's.
    pub difference: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Of Fisher's test.
    pub p_value: f64,
    /// Corrected over all pairs, by Holm.
    pub p_adjusted: f64,
    /// Whether it changed: the corrected p-value is below α and the difference is at least 0.1.
    pub changed: bool,
}
