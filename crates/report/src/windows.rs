//! The windows of time into which the rows of both sides fall, and since which of them columns differ.

use serde::{Deserialize, Serialize};

use crate::{AmongWindows, WindowUnit};

/// Windows with fewer rows have no counts in a report: a window with a single row would be that row.
pub const FEWEST_ROWS_OF_A_WINDOW: u64 = 10;

/// The most windows of a side.
pub const MOST_REPORT_WINDOWS: usize = 1000;

/// How long the windows of a report are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Windowing {
    /// What fits the data: the shortest of hour, day, week and month that leaves enough windows with enough rows, else windows of
    /// equally many rows; without a time the files of production, if it has several.
    #[default]
    Auto,
    /// No windows.
    None,
    /// From a full hour to the next.
    Hour,
    /// From midnight to midnight, by UTC.
    Day,
    /// From Monday to Sunday.
    Week,
    /// From the first of a month to the last.
    Month,
    /// Of equally many rows, in the order of time.
    Rows,
    /// A window for each file.
    File,
    /// A window for each version of the model.
    Version,
}

impl Windowing {
    /// All of them with their names in settings and on the command line.
    pub const ALL: [(&'static str, Self); 9] = [
        ("auto", Self::Auto),
        ("none", Self::None),
        ("hour", Self::Hour),
        ("day", Self::Day),
        ("week", Self::Week),
        ("month", Self::Month),
        ("rows", Self::Rows),
        ("file", Self::File),
        ("version", Self::Version),
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, windowing)| *windowing == self).map_or("", |(name, _)| name)
    }

    /// The unit of the calendar that it names, if it names one.
    pub fn unit(self) -> Option<WindowUnit> {
        match self {
            Self::Hour => Some(WindowUnit::Hour),
            Self::Day => Some(WindowUnit::Day),
            Self::Week => Some(WindowUnit::Week),
            Self::Month => Some(WindowUnit::Month),
            Self::Auto | Self::None | Self::Rows | Self::File | Self::Version => None,
        }
    }

    /// Whether windows are stretches of time, so that a period of them can be chosen, and figures followed from one to the next.
    pub fn is_of_time(self) -> bool {
        !matches!(self, Self::File | Self::Version)
    }

    /// What one window is called: "window", "file", "version".
    pub fn noun(self) -> &'static str {
        if self.is_of_time() { "window" } else { self.as_str() }
    }

    /// Whether it is the default, which settings leave out.
    pub fn is_auto(&self) -> bool {
        *self == Self::Auto
    }
}

/// The windows of both sides, by the time of their rows, or by their files or versions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Windows {
    /// The time column, or that of the versions. Of files the time column that they are ordered by; empty where they are ordered by
    /// name.
    pub column: String,
    /// How long a window is; never `auto` or `none`.
    pub unit: Windowing,
    /// The reference's windows in their order, those of time without gaps: empty ones are among them. At most 1000; at most 200 files
    /// or versions, the last of which is all others.
    pub reference: Vec<Window>,
    /// Production's windows.
    pub production: Vec<Window>,
    /// How long they are and how many rows they have, in one sentence.
    pub sentence: String,
}

/// One window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// When it begins: `2013-03-01`, or `2013-03-01T05:00:00Z` of hours and windows of equally many rows; the name of a file or
    /// version.
    pub start: String,
    /// Its rows; where they are fewer than 10, columns have no counts of it.
    pub rows: u64,
    /// The data cover less than 80 % of it, at an end of a side, or it is all files or versions past the 199th. It is no evidence of
    /// anything.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
}

impl Window {
    /// Whether it has counts, and may be drawn as what its rows are like.
    pub fn has_counts(&self) -> bool {
        self.rows >= FEWEST_ROWS_OF_A_WINDOW
    }

    /// Whether it counts for a date: it has rows enough, and the data cover it.
    pub fn is_evidence(&self) -> bool {
        self.has_counts() && !self.partial
    }
}

/// A column by window.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ColumnWindows {
    /// The inner edges of the bins of numbers: those of the effect, or every other one of more than a dozen. A bin holds its lower
    /// edge.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edges: Vec<f64>,
    /// The categories that are counted; where there is one count more, it is of all others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub labels: Vec<String>,
    /// The reference's windows, each compared with the reference's other rows.
    pub reference: WindowedCounts,
    /// Production's windows, each compared with the reference.
    pub production: WindowedCounts,
    /// Since when production differs; `None` where the windows cannot answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<WindowChange>,
    /// Why they cannot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_change: Option<NoWindowChange>,
    /// How production's files or versions differ among themselves; `None` of windows of time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub among: Option<AmongWindows>,
}

/// The counts of one side, an entry for each of its windows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WindowedCounts {
    /// The values of each bin or category; empty for windows with fewer than 10 rows.
    pub counts: Vec<Vec<u64>>,
    /// Rows without a value; 0 for windows with fewer than 10 rows; empty where no row lacks one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<u64>,
    /// The effect, to three decimals: the bias-corrected Jensen–Shannon distance of the values, or of whether they are missing where
    /// that is larger. For looking at, not a test.
    pub effect: Vec<Option<f64>>,
}

/// The likeliest place of a change that lasts until the end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WindowChange {
    /// Of the hypothesis that production's windows are like the reference's, before any correction.
    pub p_value: f64,
    /// Production's first window of the change, from 0.
    pub start: usize,
    /// The first window of the 95 % set of starts.
    pub low: usize,
    /// The last window of the 95 % set of starts.
    pub high: usize,
}

/// Why windows cannot answer since when production differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoWindowChange {
    /// There are too few windows with rows on a side.
    TooFewWindows,
}

/// Since when drifted columns differ; of files and versions, since which one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Since {
    /// In one sentence.
    pub sentence: String,
    /// Columns that changed together, the largest group first.
    pub groups: Vec<SinceGroup>,
    /// Each drifted column with a date.
    pub columns: Vec<SinceColumn>,
    /// Drifted columns without a date: the reference's own windows differ too much for one, or too few of them are there, or the
    /// 95 % interval holds more than half of production's windows. Of files and versions, those that do not differ in the last one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undated: Vec<String>,
}

/// Columns whose dates may be one date.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SinceGroup {
    /// The date, or the first file or version from which on all differ.
    pub date: String,
    /// The first date that all of their intervals hold.
    pub low: String,
    /// The last one.
    pub high: String,
    /// Whether the date is that of production's first whole window: the change may be older.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub from_the_first: bool,
    /// Their names, in the order of the report.
    pub columns: Vec<String>,
}

/// Since when one column differs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SinceColumn {
    /// The column.
    pub name: String,
    /// Of the hypothesis that production's windows are like the reference's; of files and versions that of the column's verdict.
    pub p_value: f64,
    /// Corrected for the number of columns by Benjamini–Hochberg; of files and versions that of the column's verdict.
    pub p_adjusted: f64,
    /// The likeliest date, or the first file or version from which on all differ.
    pub date: String,
    /// The first date of the 95 % interval.
    pub low: String,
    /// The last date of it.
    pub high: String,
}
