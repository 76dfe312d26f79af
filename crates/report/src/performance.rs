//! Whether the model's answers are right: metrics of both sides by their labels, each with its interval.

use serde::{Deserialize, Serialize};

use crate::{
    Acknowledgement, Calibration, GroupDifferences, LabelCompleteness, PerformanceEstimate, PredictedActual,
    ScoreCurves, WindowChange,
};

/// What kind of answer the model returns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// One of two classes.
    #[default]
    Binary,
    /// One of more than two classes.
    Multiclass,
    /// A number.
    Regression,
    /// The order of the items of a list.
    Ranking,
}

/// Whether the model's answers are right.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Performance {
    /// What kind of answer the model returns.
    pub task: Task,
    /// Of two classes the one that recall and its kin are about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub positive: Option<String>,
    /// Which columns hold labels, answers and scores.
    pub columns: ModelColumns,
    /// Whether the metrics together changed: worse where any of them is, unless that is known.
    pub outcome: MetricOutcome,
    /// What the metrics show, in one or two sentences.
    pub sentence: String,
    /// The labels of the reference.
    pub reference: LabelledRows,
    /// The labels of production.
    pub production: LabelledRows,
    /// Which rows of production have a label yet, where some have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completeness: Option<LabelCompleteness>,
    /// The metrics, those that decide first.
    pub metrics: Vec<Metric>,
    /// What the metrics depend on besides the model: the share of positives, and the share answered as positive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub context: Vec<Metric>,
    /// Whether the scores are probabilities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
    /// The ROC and the precision–recall curve, of scores of two classes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub curves: Option<ScoreCurves>,
    /// Predicted numbers beside actual ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub predicted_actual: Option<PredictedActual>,
    /// The metrics of production, estimated without its labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<PerformanceEstimate>,
    /// The likeliest place of a change of the errors that lasts until the end, by window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<WindowChange>,
    /// Since when answers are wrong more or less often, if that is sure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<PerformanceSince>,
    /// The rows by class and answer, of at most 20 classes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confusion: Option<ConfusionCounts>,
    /// The metrics by window, by version and by segment.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<PerformanceGroup>,
    /// The columns along which the change of the errors differs most, the surest first; at most 8.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ColumnErrors>,
    /// How the metrics differ between the groups of a column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fairness: Vec<GroupDifferences>,
}

/// Which columns hold labels, answers and scores, and how scores are read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelColumns {
    /// The labels.
    pub target: String,
    /// The answers: classes or numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prediction: Option<String>,
    /// The scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<String>,
    /// The probabilities of the classes, in their order, of more than two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub probabilities: Vec<String>,
    /// What a score is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score_meaning: Option<ScoreMeaning>,
    /// Scores are percentages, and were divided by 100.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub are_percentages: bool,
    /// The score from which on the answer is the positive class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<f64>,
}

/// What a score is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScoreMeaning {
    /// The probability of the positive class.
    Positive,
    /// The probability of the other class.
    Negative,
    /// The probability of the class that the model answered.
    Answered,
    /// A number that rises with the probability of the positive class, and is none itself.
    Ranking,
}

/// How many rows have a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledRows {
    /// All rows.
    pub rows: u64,
    /// Rows with a label.
    pub labels: u64,
    /// Rows with a label and an answer, which the metrics are about.
    pub compared: u64,
}

/// A metric of both sides.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// Its name: see [`METRICS`](crate::METRICS).
    pub id: String,
    /// The reference's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<MetricValue>,
    /// Production's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub production: Option<MetricValue>,
    /// Production's less the reference's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<MetricDifference>,
    /// Whether that is a change.
    pub outcome: MetricOutcome,
    /// Whether it got worse as the settings acknowledge; `None` where they do not, and where it did not get worse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<Acknowledgement>,
    /// Why it is not defined, or how small a change would have been found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Metric {
    /// Whether it got worse as a person acknowledged.
    pub fn is_known(&self) -> bool {
        self.acknowledged == Some(Acknowledgement::Known)
    }

    /// Whether it got worse, and nobody acknowledged that, or a smaller change.
    pub fn needs_attention(&self) -> bool {
        self.outcome == MetricOutcome::Worse && !self.is_known()
    }
}

/// A metric of some rows, with its 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetricValue {
    /// The value; `None` where it is not defined.
    pub value: Option<f64>,
    /// The lower end.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The rows that it is about: those of the positive class for recall, those answered as positive for precision.
    pub n: u64,
}

/// The difference of a metric between both sides, with its 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetricDifference {
    /// The difference.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Of the hypothesis that there is none.
    pub p_value: f64,
    /// After Holm's correction for the metrics of the report.
    pub p_adjusted: f64,
}

/// Whether a metric changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricOutcome {
    /// By more than chance and more than the limit, for the worse.
    Worse,
    /// By more than chance and more than the limit, for the better.
    Better,
    /// By chance, or by less than the limit.
    NoChange,
    /// A change of the size of the limit would not have been found.
    TooFewLabels,
    /// A side has no value.
    #[default]
    NotDefined,
}

/// Since when a model's answers are wrong more or less often.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PerformanceSince {
    /// The date.
    pub date: String,
    /// The first date of the 95 % interval.
    pub low: String,
    /// The last one.
    pub high: String,
}

/// The rows by class and answer.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConfusionCounts {
    /// The classes.
    pub labels: Vec<String>,
    /// The reference's rows: a list for each class, of the rows with each answer.
    pub reference: Vec<Vec<u64>>,
    /// Production's rows.
    pub production: Vec<Vec<u64>>,
}

/// The metrics of some rows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PerformanceGroup {
    /// `window`, `version`, or the name of a column.
    pub by: String,
    /// When the window begins, the version, or the column's value; `other` are all with too few rows.
    pub value: String,
    /// The labelled rows of both sides, or of the side that the window is on; at least 10.
    pub n: u64,
    /// The metrics.
    pub metrics: Vec<Metric>,
}

/// How the errors changed along a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnErrors {
    /// The column.
    pub column: String,
    /// Of the hypothesis that the errors changed alike at all of its values.
    pub p_value: f64,
    /// After Holm's correction for the columns.
    pub p_adjusted: f64,
    /// The values whose change differs most from that of all others, at most 4: accuracy or MAE.
    pub values: Vec<PerformanceGroup>,
}
