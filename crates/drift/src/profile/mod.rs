//! What is left of a table when its rows stay where they are: counts, sums and buckets of each column, which add up.
//!
//! A browser tab holds some ten million rows, and a computer some hundred million. Above that, and wherever rows may not leave
//! the place where they are, each part of the data is turned into its [`Profile`] there: by `driftscope profile`, once for each
//! file, day or machine. Profiles are some kilobytes a column whatever the number of rows, [`Profile::merge`] gives the profile
//! of the whole, and [`compare_profiles`](crate::compare_profiles) compares two of them into the same [`Report`](driftscope_report::Report) that two tables give.
//!
//! **What merging promises.** Counts, extremes, exact sums and buckets of numbers and moments of the parts, in whatever order
//! they are merged, give those of the whole bit for bit. So do the counts of texts while a column has no more than
//! [`MOST_LABELS`] distinct ones; beyond, each count is short of the whole's by at most the number that is kept with it.
//!
//! [`Windows`] keep the same for each hour, day, week or month, by which a profile can be split like a log.
//!
//! **What a profile does not know** is the order of rows, and the order of values within a bucket. Tests that need each value
//! by itself (`mmd`, `epps_singleton`, `levene`, `brown_forsythe`) are absent from the report, as are the verdicts of other
//! tools' rules that go by rows. All others are there, exact for columns of no more than 4096 distinct values, else within the
//! bound that [`ColumnReport::binned`](driftscope_report::ColumnReport::binned) states.

mod by_window;
mod column;
mod error;
mod file;
mod json;
mod model;
mod model_rows;
mod numbers;
mod period;
mod segments;
mod sides;
mod sql_columns;
mod sql_result;
mod sql_result_error;
mod texts;
mod times;
mod variety;
mod windows;

use std::collections::HashMap;

use driftscope_report::{FileRecord, Warning};
use driftscope_table::Table;

pub use error::{Contradiction, PROFILE_VERSION, ProfileError};
pub use file::{BEGINNING, is_profile, profile_from_bytes};
pub use json::{profile_from_json, profile_to_json};
pub use period::{profile_period, select_windows};
pub use segments::{FEWEST_OF_SEGMENT, MOST_SEGMENTS, SegmentError};
pub use sql_result_error::SqlResultError;
pub use texts::MOST_LABELS;
pub use windows::{ProfileSplitError, Windows};

pub(crate) use self::by_window::ProfileWindows;
pub(crate) use self::column::ColumnProfile;
use self::model::{ModelColumns, ModelTable};
pub(crate) use self::model_rows::CountedRows;
use self::segments::Segments;
pub(crate) use self::segments::by_segment;
pub(crate) use self::sides::ProfileSides;

/// Kinds of warnings that a merged profile keeps, more than there are of one part.
const MOST_WARNINGS: usize = 100;

/// One data set without its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Records read.
    pub rows: u64,
    /// Records skipped.
    pub skipped: u64,
    /// The files, in the order given.
    pub files: Vec<FileRecord>,
    /// The SHA-256 of each file that was read, if it is known: profiles, or files of rows. Not written to a profile.
    pub opened: Vec<String>,
    /// Which of their rows these are, in words; nothing where it is all of them.
    pub part: Option<String>,
    /// What was wrong with them.
    pub warnings: Vec<Warning>,
    /// The columns, in the order of their first appearance.
    pub(crate) columns: Vec<ColumnProfile>,
    /// What stands for the rows of each window of time, whose sum the columns are.
    pub(crate) windows: Option<Windows>,
    /// Labels, answers and scores counted together, where they are kept.
    pub(crate) model: Option<ModelTable>,
    /// The columns by the values of one of them, where they are kept.
    pub(crate) segments: Option<Box<Segments>>,
}

/// Which columns a profile counts together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeptTogether {
    /// None: each column by itself.
    #[default]
    Nothing,
    /// The label, the answer, the score and the version of a model of classes, for its metrics.
    Model,
}

impl KeptTogether {
    fn model_columns(self, table: &Table) -> Option<ModelColumns> {
        (self == Self::Model).then(|| ModelColumns::of(table)).flatten()
    }
}

impl Profile {
    /// The profile of a table.
    pub fn of(table: &Table) -> Self {
        Self { columns: table.columns.iter().map(ColumnProfile::of).collect(), ..Self::without_columns(table) }
    }

    /// The profile of a table, with what is to be kept together.
    pub fn keeping(table: &Table, keeps: KeptTogether) -> Self {
        let model = keeps.model_columns(table).and_then(|columns| ModelTable::of(table, &columns));
        Self { model, ..Self::of(table) }
    }

    /// The columns that are counted together; none where nothing is.
    pub fn kept_together(&self) -> Vec<&str> {
        let columns = self.model.iter().flat_map(|model| model.columns.classes.iter().chain(&model.columns.score));
        columns.map(String::as_str).collect()
    }

    fn without_columns(table: &Table) -> Self {
        Self {
            rows: table.rows as u64,
            skipped: table.skipped,
            files: table.files.clone(),
            opened: table.files.iter().map(|file| file.sha256.clone()).filter(|sha256| !sha256.is_empty()).collect(),
            part: table.part.clone(),
            warnings: table.warnings.clone(),
            ..Self::default()
        }
    }

    /// Adds the rows of another part. A column that only one of them has is missing in the rows of the other. Windows are added one
    /// by one, and are no more where only one of them has them, or others.
    pub fn merge(&mut self, mut part: Self) -> Result<(), ProfileError> {
        self.merge_segments(&mut part);
        self.model = merged_models((self.rows, self.model.take()), (part.rows, part.model));
        self.rows = self.rows.saturating_add(part.rows);
        if self.rows > error::MOST_ROWS {
            return Err(ProfileError::TooManyRows);
        }
        self.skipped = self.skipped.saturating_add(part.skipped);
        self.files.extend(part.files);
        self.opened.extend(part.opened);
        if self.part != part.part {
            self.part = None;
        }
        for warning in part.warnings {
            let is_full = self.warnings.len() >= MOST_WARNINGS;
            match self.warnings.iter_mut().find(|known| known.code == warning.code) {
                Some(known) => known.count = known.count.saturating_add(warning.count),
                None if is_full => {}
                None => self.warnings.push(warning),
            }
        }
        self.windows = Windows::merged(self.windows.take(), part.windows)?;
        match &self.windows {
            Some(windows) => {
                self.columns = windows.whole();
                self.model = windows.whole_model();
            }
            None => merge_columns(&mut self.columns, part.columns),
        }
        Ok(())
    }

    /// Takes columns out, as a profile of the same rows; both hold the model and the segments.
    pub fn take_columns(&mut self, is_taken: impl Fn(&str) -> bool) -> Self {
        let windows = self.windows.as_mut().map(|windows| windows.take_columns(&is_taken));
        let (taken, kept) = std::mem::take(&mut self.columns).into_iter().partition(|column| is_taken(&column.name));
        self.columns = kept;
        Self {
            columns: taken,
            files: self.files.clone(),
            opened: self.opened.clone(),
            part: self.part.clone(),
            warnings: self.warnings.clone(),
            windows,
            model: self.model.clone(),
            segments: self.segments.clone(),
            ..*self
        }
    }

    /// Adds columns of the same rows, taken out elsewhere.
    pub fn add_columns(&mut self, mut of: Self) {
        self.columns.append(&mut of.columns);
        if let (Some(windows), Some(taken)) = (&mut self.windows, of.windows) {
            windows.add_columns(taken);
        }
    }

    /// The names of the columns.
    pub fn column_names(&self) -> impl Iterator<Item = &str> + Clone {
        self.columns.iter().map(|column| column.name.as_str())
    }
}

/// The models of two parts with this many rows as one. `None` where a part that has rows does not hold its model.
fn merged_models(
    (rows, model): (u64, Option<ModelTable>),
    (of_part, part): (u64, Option<ModelTable>),
) -> Option<ModelTable> {
    match (rows, of_part) {
        (0, _) => part,
        (_, 0) => model,
        _ => model?.merged(part?),
    }
}

/// Adds the values of other rows, column by column.
fn merge_columns(columns: &mut Vec<ColumnProfile>, part: Vec<ColumnProfile>) {
    let places: HashMap<String, usize> =
        columns.iter().enumerate().map(|(place, column)| (column.name.clone(), place)).collect();
    for column in part {
        match places.get(&column.name) {
            Some(&place) => columns[place].merge(column),
            None => columns.push(column),
        }
    }
}
