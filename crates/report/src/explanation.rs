//! Which columns carry a change of the model's predictions.

use serde::{Deserialize, Serialize};

/// What carries the change of the model's predictions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// The column of the predictions: numbers, scores or classes.
    pub prediction: String,
    /// The class whose probability or share it is about; `None` of numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Whether the values are probabilities of the class, and not the answers themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_probability: bool,
    /// The mean of the reference.
    pub reference: f64,
    /// The mean of production.
    pub production: f64,
    /// The change of the mean, with its 95 % interval.
    pub change: ExplainedPart,
    /// The share of the variance of the predictions that the columns explain, from 0 to 1.
    pub explained: f64,
    /// What each column carries, the largest part first.
    pub columns: Vec<ExplainedColumn>,
    /// Columns that cannot be told from the rest, since production lies outside the reference in them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// What no column carries: another version of the model, columns that the log lacks, combinations of columns.
    pub rest: ExplainedPart,
    /// What carries the change, in one or two sentences.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sentence: String,
}

/// A part of the change, in the unit of the predictions, with its 95 % interval.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExplainedPart {
    /// The part.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// What a column carries of the change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ExplainedColumn {
    /// The column.
    pub column: String,
    /// Its part of the change.
    pub part: ExplainedPart,
    /// How much the predictions depend on it: its share of what the columns explain of the reference's predictions. The shares sum to 1.
    pub importance: f64,
}
