//! How the metrics of a model differ between groups of rows.

use serde::{Deserialize, Serialize};

use crate::{MetricDifference, MetricValue};

/// How the metrics differ between the groups of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupDifferences {
    /// The column.
    pub column: String,
    /// The side whose groups are compared: production, or the reference where production has too few labels.
    pub side: String,
    /// What differs, in one or two sentences.
    pub sentence: String,
    /// The values with fewer than 30 labelled rows, which are one group, `other`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub folded_values: u64,
    /// The metrics, those that decide first.
    pub metrics: Vec<MetricOfGroups>,
}

/// A metric of all groups of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetricOfGroups {
    /// Its name: see [`METRICS`](crate::METRICS).
    pub id: String,
    /// Of the hypothesis that it is the same in all groups.
    pub p_value: f64,
    /// After Holm's correction for the metrics and columns of the report.
    pub p_adjusted: f64,
    /// The standard deviation between groups that chance does not explain.
    pub spread: f64,
    /// Whether any group differs.
    pub differs: bool,
    /// The groups with enough rows for this metric.
    pub groups: Vec<GroupDifference>,
}

/// A group against all others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GroupDifference {
    /// The column's value, or `other`.
    pub value: String,
    /// The metric of the group.
    pub own: MetricValue,
    /// That less the metric of all other groups together.
    pub gap: MetricValue,
    /// The gap that is likely, given how far groups differ on the whole.
    pub shrunk: MetricValue,
    /// Production's gap less the reference's, where both are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<MetricDifference>,
    /// Whether it differs from the others.
    pub outcome: GapOutcome,
}

/// Whether a group differs from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapOutcome {
    /// By chance, or by less than the limit.
    #[default]
    NoDifference,
    /// The metric is lower by more than chance and the limit.
    Lower,
    /// It is higher.
    Higher,
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}
