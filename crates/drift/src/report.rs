//! Everything that any view or export shows, and no raw row.
//!
//! Plain public fields, in the order in which they are written. A number that does not exist is `None`, which
//! JSON shows as `null`; there is no NaN.

use std::collections::BTreeMap;

use driftscope_stats::combined_rank;
use driftscope_table::{FileRecord, Warning};
use serde::{Deserialize, Serialize};

use crate::{
    AllMissing, IdentifierDrift, Kind, MixedTypes, MomentProfile, Multivariate, Role, RowsToSettle, Settings,
    TextDrift, ValueChange,
};

/// The version of [`Report`] that this engine writes.
pub const SCHEMA_VERSION: u32 = 1;

/// The outcome of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The version of this structure.
    pub schema_version: u32,
    /// The version of the engine that made it.
    pub engine_version: String,
    /// The choices under which it was made.
    pub settings: Settings,
    /// The reference data set.
    pub reference: DataSet,
    /// The production data set.
    pub production: DataSet,
    /// Whether the data set has drifted.
    pub verdict: Verdict,
    /// How the columns themselves differ.
    pub schema: SchemaDifferences,
    /// One entry a column: those of the reference in its order, then those that only production has.
    pub columns: Vec<ColumnReport>,
    /// What the columns show together, where there are rows to look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multivariate: Option<Multivariate>,
    /// The work stopped behind the verdict: the tests that do not decide, what other rules say, what the columns show together
    /// and the files' fingerprints are missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub incomplete: bool,
}

/// One of the two data sets: where it came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DataSet {
    /// Records read.
    pub rows: u64,
    /// Records skipped.
    pub skipped: u64,
    /// The files, in the order given.
    pub files: Vec<FileRecord>,
    /// Which of their rows these are, in words; nothing where it is all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// Of a sample, how many rows it was taken from, both sides of a split log together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sampled_from: Option<u64>,
    /// What was wrong with them.
    pub warnings: Vec<Warning>,
    /// The period covered, where there is a time column.
    pub period: Option<Period>,
    /// Only a profile of its rows was compared: counts, sums and buckets of each column.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub profile: bool,
}

/// The period that a data set covers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Period {
    /// The time column.
    pub column: String,
    /// The first moment, as `2013-03-01T10:45:00Z`.
    pub first: String,
    /// The last moment.
    pub last: String,
}

/// Whether the data set has drifted.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it has.
    pub drifted: bool,
    /// Columns that drifted.
    pub drifted_columns: u64,
    /// Columns that were tested.
    pub tested_columns: u64,
    /// Tested columns of which the rows leave open whether they drifted.
    #[serde(alias = "too_few_rows_columns")]
    pub unclear_columns: u64,
    /// Columns that hold the same values on both sides.
    #[serde(default)]
    pub identical_columns: u64,
    /// Drifted over tested columns, from 0 to 1; `None` where none was tested.
    pub share: Option<f64>,
    /// What each preset says of the data set, by its name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub presets: BTreeMap<String, PresetSummary>,
    /// The verdict in one sentence.
    pub sentence: String,
    /// What was compared, and by which rule.
    pub basis: String,
}

/// How the columns of the two data sets differ.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SchemaDifferences {
    /// Columns that only production has.
    pub added: Vec<String>,
    /// Columns that only the reference has, but for targets: see `labels_awaited`.
    pub removed: Vec<String>,
    /// Targets of which production has no label yet: they come later, in their own file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels_awaited: Vec<String>,
    /// Columns whose values were written as another type.
    pub type_changed: Vec<TypeChange>,
    /// Numeric columns that were rounded on one side only.
    #[serde(default)]
    pub precision_changed: Vec<PrecisionChange>,
    /// Columns that have no value on a side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all_missing: Vec<AllMissing>,
    /// Columns of numbers of which some are written as text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mixed_types: Vec<MixedTypes>,
}

/// A numeric column that was rounded on one side only.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PrecisionChange {
    /// The column.
    pub name: String,
    /// The significant digits that the reference has at most.
    pub reference: u32,
    /// Those of production.
    pub production: u32,
    /// The decimal places to which both sides were rounded before they were compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub places: Option<u32>,
    /// Which side holds numbers of single precision (float32), where the other has digits that no such number has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub single_precision: Option<Presence>,
}

/// A column whose values were written as one type here and another there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TypeChange {
    /// The column.
    pub name: String,
    /// How the reference writes it, in words: "number".
    pub reference: String,
    /// How production writes it: "string".
    pub production: String,
}

/// On which sides a column is found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Presence {
    /// On both.
    #[default]
    Both,
    /// Only in the reference: it was removed.
    Reference,
    /// Only in production: it was added.
    Production,
}

/// One column, described and tested.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnReport {
    /// Its dotted name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// What it is for.
    pub role: Role,
    /// On which sides it is found.
    pub presence: Presence,
    /// The reference's values; all zero where it has none.
    pub reference: Summary,
    /// Production's values; all zero where it has none.
    pub production: Summary,
    /// The verdict on the column.
    pub drift: Drift,
    /// Every test, distance and effect size that applies, by name. What has no answer for these values stands there without
    /// a statistic. The maximum mean discrepancy (`mmd`) looks at up to 256 values of each side, drawn with a fixed seed, and at
    /// 199 relabellings; all others look at every value.
    pub tests: BTreeMap<String, TestResult>,
    /// What each preset says of the column, by its name; none where only one side has the column.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub presets: BTreeMap<String, PresetVerdict>,
    /// What the shift is made of, for tested numeric columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift>,
    /// The single value whose share changed most, for tested numeric columns with few or frequent values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_change: Option<ValueChange>,
    /// Both sides on common edges, for numeric and date-time columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub histogram: Option<Histogram>,
    /// Quantiles of both sides, for numeric columns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantiles: Option<Quantiles>,
    /// Both sides by category, for category and boolean columns; by form, for identifiers of several forms.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Categories>,
    /// How coarse its values are, where only a profile of them was compared and they are not exact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub binned: Option<Binned>,
    /// Lengths and words of both sides, for text columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<TextDrift>,
    /// How often values come again and how long they are, for identifiers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identifier: Option<IdentifierDrift>,
    /// Periods, gaps, hours and weekdays of both sides, for date-time columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moments: Option<MomentProfile>,
    /// What was found, in one sentence.
    pub finding: String,
}

/// How coarse the values of a profiled column are: within which bounds the figures are those of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Binned {
    /// By how much a cumulative share of either side may be off, and with it the Kolmogorov–Smirnov statistic; for categories,
    /// the share of a side that is counted in no category of its own. From 0 to 1.
    pub share: f64,
    /// By how much a value, such as a quantile, may be off, as a share of its magnitude. 0 for categories.
    pub width: f64,
}

/// One side of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Values that are there.
    pub count: u64,
    /// Values that are missing: absent, null, NaN or spelled so.
    pub missing: u64,
    /// Distinct values.
    pub distinct: u64,
    /// Infinite values: they count for ranks and not for moments.
    pub infinite: u64,
    /// Arithmetic mean of the finite values (numeric).
    pub mean: Option<f64>,
    /// Sample standard deviation of the finite values, n − 1 (numeric).
    pub sd: Option<f64>,
    /// Smallest finite value (numeric); seconds since 1970 (date-time).
    pub min: Option<f64>,
    /// Largest finite value (numeric); seconds since 1970 (date-time).
    pub max: Option<f64>,
    /// Median (numeric).
    pub median: Option<f64>,
    /// The most frequent category, and how often it occurs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<TopCategory>,
}

impl Summary {
    /// Share of values that are missing, from 0 to 1; 0 where there is no row.
    pub fn missing_share(&self) -> f64 {
        let rows = self.count + self.missing;
        if rows == 0 { 0.0 } else { self.missing as f64 / rows as f64 }
    }
}

/// The most frequent category of a side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TopCategory {
    /// Its label.
    pub label: String,
    /// How often it occurs.
    pub count: u64,
}

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
    /// What the score is held against: the limit.
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
    /// Why the column's values were not tested, where they were not. Other parts of it may have been.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The parts that were tested.
    pub parts: Vec<DriftPart>,
}

impl Drift {
    /// The part that the effect and its interval are of.
    pub fn deciding_part(&self) -> Option<&DriftPart> {
        let is_it =
            |part: &&DriftPart| Some(part.effect) == self.effect && (self.high.is_none() || part.high == self.high);
        self.parts.iter().find(|part| is_it(part) && part.test == self.method).or_else(|| self.parts.iter().find(is_it))
    }

    /// What the effect was held against; nothing where the verdict did not go by the effect.
    pub fn limit(&self) -> Option<f64> {
        self.threshold.filter(|_| self.rule.is_none() && self.effect.is_some() && self.score == self.effect)
    }
}

/// What one rule says of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PresetVerdict {
    /// Whether it drifted by this rule.
    pub drifted: bool,
    /// The test that the rule took, by the name that its tool has for it; empty where it took none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// What the rule decides by: a p-value, a distance, or the effect.
    pub score: Option<f64>,
    /// What the score is held against.
    pub threshold: Option<f64>,
    /// Why there is no score, where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What else there is to say: `3 of 10 chunks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Why the rule says otherwise than the calibrated one, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub differs: Option<String>,
}

/// What one rule says of the data set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresetSummary {
    /// Whether the share of drifted columns reaches the settings' `drift_share`.
    pub drifted: bool,
    /// Columns that drifted by the rule.
    pub drifted_columns: u64,
    /// Columns of which the rule has a verdict.
    pub tested_columns: u64,
}

/// What of a column a test looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// The values that are there.
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

impl From<combined_rank::Change> for Change {
    fn from(change: combined_rank::Change) -> Self {
        match change {
            combined_rank::Change::Level => Self::Level,
            combined_rank::Change::Spread => Self::Spread,
            combined_rank::Change::Shape => Self::Shape,
            combined_rank::Change::Tail => Self::Tail,
            combined_rank::Change::Values => Self::Values,
        }
    }
}

/// One part of a column's verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriftPart {
    /// Which part.
    pub part: Part,
    /// The name of its test: `combined_rank`, `chi_square`, `fisher`, `unconditional` or `permutation` of the values, `combined_rank` of the length and
    /// `mann_whitney` of the words of texts, `z` or `unconditional` of the missing.
    pub test: String,
    /// Its p-value by itself.
    pub p_value: f64,
    /// Its p-value, corrected over the column's parts and over the columns.
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
}

/// One test or distance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TestResult {
    /// The statistic, or the distance.
    pub statistic: Option<f64>,
    /// Its p-value, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p_value: Option<f64>,
    /// How to read a p-value at which the published table of the test's law ends. Only reports of earlier versions have it, for
    /// `anderson_darling`; it is kept so that they are shown as they were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p_bound: Option<PBound>,
    /// Degrees of freedom, where it has some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degrees_of_freedom: Option<f64>,
    /// Lower end of its 95 % interval, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Upper end of its 95 % interval, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Where it was found: for `ks`, the value at which the two cumulative shares are farthest apart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<f64>,
    /// For `ks`, the reference's cumulative share at that value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_share: Option<f64>,
    /// For `ks`, production's cumulative share at that value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub production_share: Option<f64>,
}

/// What the shift of a numeric column is made of, by its percentiles from 1 to 99 %.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shift {
    /// How far the mean has moved, in standard deviations of the reference.
    pub location: f64,
    /// How many times as wide production is.
    pub scale: f64,
    /// How many times as heavy its lower tail is, with location and scale set aside; nothing with too few rows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lower_tail: Option<f64>,
    /// How many times as heavy its upper tail is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upper_tail: Option<f64>,
    /// What each has in the squared distance.
    pub shares: ShiftShares,
    /// The share of the Wasserstein distance that the outermost 1 % of the values make.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outermost_share: Option<f64>,
    /// What the effect is without the outermost 1 % of each side's values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect_without_outermost: Option<f64>,
    /// All of it in words: "0.25 sd higher, 40 % wider, heavier upper tail".
    pub words: String,
}

/// The shares of location, scale and shape in a squared Wasserstein distance; they add up to 1, or are 0 where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ShiftShares {
    /// That of the means.
    pub location: f64,
    /// That of the standard deviations.
    pub scale: f64,
    /// The rest.
    pub shape: f64,
}

/// That a p-value is a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PBound {
    /// The p-value is this or larger.
    AtLeast,
    /// The p-value is this or smaller.
    AtMost,
}

/// Both sides of a column on common edges.
///
/// Bin `i` holds the finite values from `edges[i]` up to, not including, `edges[i + 1]`; the last bin includes its
/// upper edge. All bins are equally wide but for a first or last one that gathers a long tail, see
/// [`Histogram::lower_tail`] and [`Histogram::upper_tail`]. The counts of a side add up to its finite values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// One more than there are bins, ascending.
    pub edges: Vec<f64>,
    /// The reference's counts.
    pub reference: Vec<u64>,
    /// Production's counts.
    pub production: Vec<u64>,
    /// The first bin gathers everything down to the minimum, and is wider than the rest.
    pub lower_tail: bool,
    /// The last bin gathers everything up to the maximum, and is wider than the rest.
    pub upper_tail: bool,
}

/// Quantiles of both sides, by linear interpolation between order statistics (type 7 of Hyndman and Fan).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Quantiles {
    /// The probabilities, ascending, from 0 to 1.
    pub probabilities: Vec<f64>,
    /// The reference's values; empty where it has none.
    pub reference: Vec<f64>,
    /// Production's values; empty where it has none.
    pub production: Vec<f64>,
}

/// Both sides of a column by category.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Categories {
    /// The most frequent categories of both sides together, at most 50, by the reference's counts, descending; a
    /// boolean's two as false and true.
    pub labels: Vec<String>,
    /// The reference's counts.
    pub reference: Vec<u64>,
    /// Production's counts.
    pub production: Vec<u64>,
    /// Everything that is not in `labels`.
    pub other: OtherCategories,
    /// Categories that only production has, the most frequent first; at most 50 are listed.
    pub new: Vec<String>,
    /// Categories that only the reference has, the most frequent first; at most 50 are listed.
    pub vanished: Vec<String>,
    /// How many categories only production has; 0 in reports of a version that did not count them.
    #[serde(default)]
    pub new_categories: u64,
    /// How many categories only the reference has.
    #[serde(default)]
    pub vanished_categories: u64,
    /// Share of production's values in new categories, from 0 to 1.
    pub new_share: f64,
    /// Share of the reference's values in vanished categories, from 0 to 1.
    pub vanished_share: f64,
    /// The rare category that decided, where the test of a single one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decisive: Option<CountedCategory>,
}

/// One category, and how often it occurs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountedCategory {
    /// Its label.
    pub label: String,
    /// How often the reference has it.
    pub reference: u64,
    /// How often production has it.
    pub production: u64,
}

/// Categories that are not listed one by one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OtherCategories {
    /// How many there are.
    pub categories: u64,
    /// The reference's values in them.
    pub reference: u64,
    /// Production's values in them.
    pub production: u64,
}
