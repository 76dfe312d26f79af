//! The report: everything that any view or export shows, and no raw row.
//!
//! Public fields in the order in which they are written. A number that does not exist is `None`, in JSON `null`; there
//! is no NaN.

use serde::{Deserialize, Serialize};

use crate::{
    ColumnReport, FileRecord, Multivariate, ReportPart, SchemaDifferences, Segments, Settings, Since, Verdict, Warning,
    Windows, report_part,
};

/// The version of [`Report`] that this engine writes.
pub const SCHEMA_VERSION: u32 = 3;

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
    /// The windows of time of both sides, where there is a time column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub windows: Option<Windows>,
    /// For whom columns drifted, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments: Option<Segments>,
    /// Since when drifted columns differ, where there are windows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Since>,
    /// The parts that are still being computed, or that never came because the work stopped after the verdict.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "report_part::read_list")]
    pub incomplete: Vec<ReportPart>,
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

impl Default for Report {
    /// A report on nothing, of this version.
    fn default() -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            engine_version: env!("CARGO_PKG_VERSION").to_owned(),
            settings: Settings::default(),
            reference: DataSet::default(),
            production: DataSet::default(),
            verdict: Verdict::default(),
            schema: SchemaDifferences::default(),
            columns: Vec::new(),
            multivariate: None,
            windows: None,
            segments: None,
            since: None,
            incomplete: Vec::new(),
        }
    }
}
