//! What a report says of the columns together.

use serde::{Deserialize, Serialize};

/// The most columns that are looked at together.
pub const MOST_COLUMNS_TOGETHER: usize = 50;

/// The smallest difference of two coefficients that is called a change.
pub const LEAST_CHANGE: f64 = 0.1;

/// The error rate of everything that is described beside the verdict: which pairs of columns and which words are said to have
/// changed (by Holm over all of them), and whether a classifier tells the sides apart. It is fixed, so that a report can be
/// decided again under another α without rows.
pub const DESCRIPTIVE_ALPHA: f64 = 0.05;

/// What no single column shows: how well all of them tell the sides apart, and which pairs are associated differently.
/// It is described; the verdict on the data set goes by the columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Multivariate {
    /// The columns that were looked at: tested ones of numbers, categories and booleans; of more than 50 those that drifted
    /// most, and the first of the rest.
    pub columns: Vec<String>,
    /// The reference's rows that were looked at.
    pub reference_rows: u64,
    /// Production's rows that were looked at.
    pub production_rows: u64,
    /// The seed of the sample of rows, and of the folds.
    pub seed: u64,
    /// How well a classifier distinguishes the sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classifier: Option<Classifier>,
    /// How far rows lie from what the reference's columns have in common.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reconstruction: Option<Reconstruction>,
    /// Rows with a value that their other values do not lead one to expect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unusual: Option<UnusualRows>,
    /// The pairs of numbers and booleans whose correlation changed most, at most 20, those that changed and then the largest
    /// difference first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub correlations: Vec<PairChange>,
    /// The pairs of categories, or of a category and a boolean, that changed most, likewise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub associations: Vec<CategoryPairChange>,
    /// The pairs of both kinds that were compared.
    pub pairs: u64,
    /// How many of them changed, by any coefficient.
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
    /// Whether the sides can be distinguished: the p-value is below [`DESCRIPTIVE_ALPHA`] and the interval above 0.5.
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

/// Rows with a value that their other values do not lead one to expect, more so than 99 of 100 rows of the reference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UnusualRows {
    /// The distance past which a row is unusual, in standard deviations of a value from what the others predict.
    pub limit: f64,
    /// The reference's rows that were not learnt from.
    pub reference_rows: u64,
    /// The share of them that is unusual.
    pub reference: f64,
    /// The share of production's rows.
    pub production: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Whether production has more of them, beyond chance.
    pub more: bool,
    /// The columns whose value is the farthest off, the most important first; at most 8. Their importance is how much larger the share of
    /// production's rows is that are unusual by them than that of the reference's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Carrier>,
    /// The share in each of production's windows of time; `None` where fewer than 10 of its rows were looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<Option<f64>>,
    /// The rows that were looked at of each of these windows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub window_rows: Vec<u64>,
}

/// How two columns went together before, and do now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PairChange {
    /// One column.
    pub first: String,
    /// The other.
    pub second: String,
    /// Which coefficient the figures beside it are: `spearman`, that of ranks.
    pub coefficient: String,
    /// That coefficient; in JSON its figures stand beside its name.
    #[serde(flatten)]
    pub ranks: CoefficientChange,
    /// Pearson's coefficient, that of values; none of two booleans, whose ranks are their values, and where a single row
    /// decides it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pearson: Option<CoefficientChange>,
    /// How values and ranks disagree, if they do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs: Option<String>,
}

impl PairChange {
    /// Whether the correlation of ranks or of values changed.
    pub fn has_changed(&self) -> bool {
        self.ranks.changed || self.pearson.as_ref().is_some_and(|pearson| pearson.changed)
    }

    /// The difference of the ranks, or that of the values where only these changed or it is larger and both did; without sign.
    pub fn largest_difference(&self) -> f64 {
        let of_values = self.pearson.as_ref().filter(|pearson| pearson.changed).map(|pearson| pearson.difference.abs());
        match of_values {
            Some(values) if self.ranks.changed => values.max(self.ranks.difference.abs()),
            Some(values) => values,
            None => self.ranks.difference.abs(),
        }
    }
}

/// One coefficient of a pair, before and now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CoefficientChange {
    /// The reference's, from −1 to 1.
    pub reference: f64,
    /// Production's.
    pub production: f64,
    /// Production's less the reference's.
    pub difference: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Of Fisher's test, that of values with the variance that these show.
    pub p_value: f64,
    /// Corrected over all coefficients of all pairs, by Holm.
    pub p_adjusted: f64,
    /// Whether it changed: the corrected p-value is below α and the difference is at least 0.1.
    pub changed: bool,
}

/// How two columns of categories went together before, and do now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CategoryPairChange {
    /// One column.
    pub first: String,
    /// The other.
    pub second: String,
    /// The number of categories of each that were kept; the rest count as one. At most 8.
    pub categories: [u64; 2],
    /// Cramér's V of the reference, corrected for its bias, from 0 to 1.
    pub reference: f64,
    /// Production's.
    pub production: f64,
    /// Production's less the reference's.
    pub difference: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How far the odds ratios moved, on the scale of V, corrected for chance: 0 to 2. It exceeds the difference where other
    /// categories go together than before.
    pub size: f64,
    /// Of the test that the odds ratios are the same.
    pub p_value: f64,
    /// Corrected over all coefficients of all pairs, by Holm.
    pub p_adjusted: f64,
    /// Whether it changed: the corrected p-value is below α and the size is at least 0.1.
    pub changed: bool,
}
