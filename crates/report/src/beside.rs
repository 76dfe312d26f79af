//! What a report of another tool says of the same data, beside ours.
//!
//! Nothing here follows from the data sets: it is what a file said that a person put beside the report.

use serde::{Deserialize, Serialize};

/// Another tool's report.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    /// The tool: `Evidently`.
    pub tool: String,
    /// The name of the file.
    pub file: String,
    /// Whether the tool calls the data set drifted, where the file says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drifted: Option<bool>,
    /// The share of drifted columns from which on it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// The columns that it judged.
    pub tested_columns: u64,
    /// Those that drifted.
    pub drifted_columns: u64,
    /// The rows of production, where the file says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// Its verdict on each column, in the order of the file.
    pub columns: Vec<BesideColumn>,
    /// Its metrics of the model that Driftscope has, too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<BesideMetric>,
    /// Columns that were not taken over: those past the first 5000, and those whose names are longer than any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub columns_left_out: u64,
}

/// Another tool's verdict on a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BesideColumn {
    /// The name of the column.
    pub name: String,
    /// What it was judged by, by the tool's own name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub method: String,
    /// The p-value or distance.
    pub score: Option<f64>,
    /// What the score was compared with.
    pub threshold: Option<f64>,
    /// Whether it drifted; nothing where neither the file nor score and threshold tell.
    pub drifted: Option<bool>,
}

/// Another tool's value of a metric of the model.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BesideMetric {
    /// The metric, by its name in this report: `accuracy`.
    pub id: String,
    /// Production's value.
    pub production: f64,
    /// The reference's, where the file has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<f64>,
}

impl Beside {
    /// The verdict on a column.
    pub fn column(&self, name: &str) -> Option<&BesideColumn> {
        self.columns.iter().find(|column| column.name == name)
    }
}

fn is_zero(count: &u64) -> bool {
    *count == 0
}
