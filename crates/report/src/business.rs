//! How much the model is used, and what comes of it: predictions and key figures by day, week and month.

use serde::{Deserialize, Serialize};

/// How much the model is used. Only records with a timestamp count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Business {
    /// The time column.
    pub column: String,
    /// The column of predictions, if there is one with at most 20 classes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prediction: Option<String>,
    /// What changed, in one or two sentences.
    pub sentence: String,
    /// Predictions per day: days without any are 0 between the first and the last record of a side.
    pub days: BusinessSeries,
    /// Predictions per week, from Monday.
    pub weeks: BusinessSeries,
    /// Predictions per month.
    pub months: BusinessSeries,
    /// Columns of key figures, such as revenue or clicks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<KeyFigure>,
    /// Where the number of predictions a day changed, less the pattern of the week.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<BusinessChange>,
    /// Why no change was looked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_changes: Option<String>,
}

/// Predictions by window, the reference's windows first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BusinessSeries {
    /// The reference's windows.
    pub reference: Vec<BusinessWindow>,
    /// Production's windows.
    pub production: Vec<BusinessWindow>,
}

/// The predictions of a window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BusinessWindow {
    /// Its first day.
    pub start: String,
    /// The predictions.
    pub count: u64,
    /// The records of the side do not cover all of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// Of days the mean of this one and the six before, where the side covers all seven.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trailing: Option<f64>,
    /// The predictions of each class, the most frequent first; absent in windows with fewer than 10.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub classes: Vec<ClassCount>,
}

/// The predictions of a class.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassCount {
    /// The class; `other` are all but the eight most frequent.
    pub label: String,
    /// Its predictions.
    pub count: u64,
}

/// A column of key figures by week, in windows of at least 10 records.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KeyFigure {
    /// The column.
    pub name: String,
    /// The reference's weeks.
    pub reference: Vec<KeyFigureWindow>,
    /// Production's weeks.
    pub production: Vec<KeyFigureWindow>,
}

/// The sum and the mean of a key figure in a window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KeyFigureWindow {
    /// Its first day.
    pub start: String,
    /// Records with a value.
    pub n: u64,
    /// Their sum.
    pub sum: f64,
    /// Their mean.
    pub mean: f64,
    /// The records of the side do not cover all of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
}

/// A change of the number of predictions a day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BusinessChange {
    /// The first day of it.
    pub date: String,
    /// The first day of its interval.
    pub low: String,
    /// The last day.
    pub high: String,
    /// The typical number of predictions a day after it, as a share of that before it.
    pub ratio: f64,
}
