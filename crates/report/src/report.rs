//! The report: everything that any view or export shows, and no raw row.
//!
//! Public fields in the order in which they are written. A number that does not exist is `None`, in JSON `null`; there
//! is no NaN.

use serde::{Deserialize, Serialize};

use crate::{
    Alert, Beside, Build, Business, ColumnReport, Explanation, FileRecord, Multivariate, Notes, Performance, Preset,
    Redaction, ReportPart, Role, SchemaDifferences, Segments, Service, Settings, Since, Verdict, Warning, Windowing,
    Windows, Zone, report_part,
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
    /// The packed page that it was saved by, or that the command which wrote it has inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub build: Option<Build>,
    /// The view that a page opens at with it, and the filters and the open column of its table, as in the page's address; empty for the overview.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opens_at: String,
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
    /// Whether the model's answers are right, where there are labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performance: Option<Performance>,
    /// Which columns carry a change of the predictions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
    /// How the model is served, where latency or status is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<Service>,
    /// How much the model is used, where there is a time column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Business>,
    /// What the rules of alerts found, in the order of the rules.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alerts: Vec<Alert>,
    /// The parts that are still being computed, or that never came because the work stopped after the verdict.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "report_part::read_list")]
    pub incomplete: Vec<ReportPart>,
    /// What a person wrote for the readers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Notes>,
    /// What another tool's report says of the same data, where a person put one beside this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beside: Option<Beside>,
    /// What was left out or made neutral before the report was sent; nothing in a report that is whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redaction: Option<Redaction>,
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
    /// Of a side that was compared by its profile, the column by whose values the profile counts its rows, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub segments: Option<String>,
    /// Of a side that was compared by its profile, the SHA-256 of each file that was opened, in lower-case hexadecimal, in the order given: a
    /// profile names in `files` those that it was made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<String>,
    /// How long the labels that came in files of their own took, where predictions and labels have times.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_delay: Option<LabelDelay>,
}

/// How long labels take to come after their predictions.
///
/// Predictions that have no label yet count by how long they have waited, as Kaplan and Meier's curve has it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LabelDelay {
    /// Rows whose label came at or after the prediction.
    pub labels: u64,
    /// Rows without a label that are not newer than the newest label.
    pub waiting: u64,
    /// Rows whose label has a time before that of the prediction.
    pub before: u64,
    /// Seconds within which half of the labels come; nothing where fewer have come so far.
    pub half: Option<f64>,
    /// Seconds within which nine in ten come; nothing where fewer have come so far.
    pub most: Option<f64>,
    /// The time of the newest label, as `2013-08-01T10:45:00Z`.
    pub newest: String,
}

/// The period that a data set covers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
            build: None,
            opens_at: String::new(),
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
            performance: None,
            explanation: None,
            service: None,
            business: None,
            alerts: Vec::new(),
            incomplete: Vec::new(),
            notes: None,
            beside: None,
            redaction: None,
        }
    }
}

impl Report {
    /// The parts that a report of the verdict alone lacks, as far as its data and settings call for them.
    pub fn missing_after_verdict(&self) -> Vec<ReportPart> {
        ReportPart::ALL.into_iter().filter(|part| self.calls_for(*part)).collect()
    }

    /// The parts that a report lacks once all of its columns are compared.
    pub fn missing_after_comparison(&self) -> Vec<ReportPart> {
        Vec::from_iter(Some(ReportPart::Fingerprints).filter(|part| self.calls_for(*part)))
    }

    /// The zone by whose clock moments are given: that of the settings, but profiles go by UTC.
    pub fn zone(&self) -> Option<&Zone> {
        self.settings.zone.as_ref().filter(|_| self.are_rows())
    }

    /// Whether the rows of both sides were compared; those of a profile are not known.
    pub fn are_rows(&self) -> bool {
        !self.reference.profile && !self.production.profile
    }

    /// The windows, if they are stretches of time.
    pub fn time_windows(&self) -> Option<&Windows> {
        self.windows.as_ref().filter(|windows| windows.unit.is_of_time())
    }

    /// Whether production has several files, and it is known which rows are of which.
    fn has_files(&self) -> bool {
        self.production.files.iter().filter(|file| file.rows.is_some() && !file.has_labels()).count() > 1
    }

    fn calls_for(&self, part: ReportPart) -> bool {
        let sides = [&self.reference, &self.production];
        let are_rows = self.are_rows();
        match part {
            // Under any other rule, its verdict comes with those of all rules and with every test.
            ReportPart::Tests | ReportPart::Rules => self.settings.preset == Preset::Calibrated,
            ReportPart::Multivariate => are_rows && self.settings.period.is_none(),
            ReportPart::Windows => {
                let have_time = || sides.iter().all(|side| side.period.is_some());
                let have_windows = match self.settings.window {
                    Windowing::None => false,
                    Windowing::Version => self.columns.iter().any(|column| column.role == Role::Version),
                    Windowing::File => self.has_files(),
                    Windowing::Auto => have_time() || self.has_files(),
                    _ => have_time(),
                };
                are_rows && have_windows && self.windows.is_none()
            }
            ReportPart::Model => are_rows && self.columns.iter().any(|column| column.role.is_joint()),
            ReportPart::Segments => are_rows && (self.settings.segment.is_some() || self.settings.find_segments),
            ReportPart::Fingerprints => sides.iter().any(|side| side.files.iter().any(|file| file.sha256.is_empty())),
        }
    }
}
