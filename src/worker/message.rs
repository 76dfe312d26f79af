//! What page and workers say to each other.

use driftscope_drift::Extent;
use driftscope_report::Settings;
use driftscope_report::{FileRecord, Split, Warning};
use driftscope_table::{Outline, ReadError, Spelling, SplitChoices, Tally};
use serde::{Deserialize, Serialize};

use crate::state::{ReadChoice, Side};

/// What the page asks of a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Read the attached files as one data set, and keep its table.
    Read {
        /// The number of this piece of work.
        job: u32,
        /// The side it is for.
        side: Side,
        /// The names of the attached files.
        names: Vec<String>,
        /// How to read them.
        choice: ReadChoice,
    },
    /// Leave the rest of a file that is being read to another worker: from the first line on that begins here or later.
    Divide {
        /// Which of the files.
        file: usize,
        /// The offset.
        at: u64,
    },
    /// Read the rest of the attached file, for the worker that reads what comes before.
    ReadRest {
        /// The number of this piece of work.
        job: u32,
        /// The file's name.
        name: String,
        /// Where the rest begins.
        from: u64,
        /// How to read it.
        choice: ReadChoice,
    },
    /// Take in the rest of the file that is being read, whose columns are attached; nothing where nobody could read it.
    Append {
        /// Which of the files.
        file: usize,
        /// What is in the attached buffers.
        rest: Option<RestLabel>,
    },
    /// Say what the only table can be parted by.
    OfferSplit {
        /// The side it is on.
        side: Side,
    },
    /// Part the only table into both sides.
    Split {
        /// The side it is on.
        side: Side,
        /// Where.
        by: Split,
    },
    /// Count the rows of each side that a split of the only table would have.
    CountSplit {
        /// The side it is on.
        side: Side,
        /// Where.
        by: Split,
    },
    /// Send columns of a side away, to be compared elsewhere.
    Give {
        /// The side.
        side: Side,
        /// The columns' names.
        columns: Vec<String>,
        /// Whom they are for, by its place among those that keep columns.
        to: usize,
    },
    /// Keep the attached columns for a side, beside those that are there.
    Adopt {
        /// The side.
        side: Side,
        /// What is in the attached buffers.
        label: TableLabel,
        /// What is in those after them: whole rows of the side.
        sample: Option<TableLabel>,
    },
    /// Forget the table of a side.
    Forget {
        /// The side.
        side: Side,
    },
    /// Exchange the two sides.
    Swap,
    /// Compare the columns that are here, and put the report together.
    Compare {
        /// The number of this piece of work.
        job: u32,
        /// The choices to do it under.
        settings: Settings,
        /// How much of each column is wanted.
        extent: Extent,
        /// The names of all columns of each side, in order.
        columns: [Vec<String>; 2],
        /// Others of them are compared elsewhere, and come with [`Command::Complete`].
        is_part: bool,
    },
    /// Compare the columns that are here, for another worker's report.
    Describe {
        /// The number of that piece of work.
        job: u32,
        /// The choices to do it under.
        settings: Settings,
        /// How much of each column is wanted.
        extent: Extent,
    },
    /// Put the report together with columns that were compared elsewhere: what [`Event::Described`] attached is attached.
    Complete {
        /// The number of this piece of work.
        job: u32,
    },
    /// Take the fingerprints of the attached files.
    Fingerprint {
        /// The names of the attached files.
        names: Vec<String>,
    },
}

/// What a worker tells the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// How far the reading is.
    Reading {
        /// Which piece of work.
        job: u32,
        /// Bytes read.
        bytes: u64,
        /// Rows found.
        rows: u64,
    },
    /// A file is one that two workers can share.
    Divisible {
        /// Which of the files.
        file: usize,
    },
    /// The rest of a file is left to another worker.
    Divided {
        /// Which of the files.
        file: usize,
        /// Where the rest begins.
        from: u64,
    },
    /// The attached buffers are the rest of a file, for the worker that reads what comes before.
    RestRead {
        /// What is in them; nothing where it depends on what comes before.
        rest: Option<RestLabel>,
    },
    /// The rest of a file was taken in, or is read where the rest of it was.
    Joined {
        /// Bytes read.
        bytes: u64,
        /// Rows found.
        rows: u64,
    },
    /// A data set was read.
    Read {
        /// Which piece of work.
        job: u32,
        /// Rows found.
        rows: u64,
        /// Records skipped.
        skipped: u64,
        /// What the files were read as.
        read_as: String,
        /// The columns, in order.
        columns: Vec<ColumnSize>,
    },
    /// What the only table can be parted by.
    SplitOffered {
        /// The columns and values to choose from.
        choices: SplitChoices,
    },
    /// How many rows each side would have; nothing where the table cannot be parted so.
    SplitCounted {
        /// Where it would be parted.
        by: Split,
        /// The rows.
        rows: Option<[u64; 2]>,
    },
    /// The only table was parted.
    Parted {
        /// The rows of each side.
        rows: [u64; 2],
    },
    /// The attached buffers are columns for another worker.
    Given {
        /// The side that they belong to.
        side: Side,
        /// Whom they are for.
        to: usize,
        /// What is in them.
        label: TableLabel,
        /// What is in those after them: whole rows of the side, for whoever puts the report together.
        sample: Option<TableLabel>,
    },
    /// Columns were compared for another worker's report. They are attached as JSON, which the page passes on unread.
    Described {
        /// Which piece of work.
        job: u32,
    },
    /// The fingerprints of files were taken.
    Fingerprinted {
        /// The SHA-256 of each file, in order.
        sha256: Vec<String>,
    },
    /// How far the comparison is.
    Comparing {
        /// Which piece of work.
        job: u32,
        /// Columns done.
        done: u64,
        /// Columns in all.
        columns: u64,
    },
    /// The tables were compared. The report is attached as JSON.
    Compared {
        /// Which piece of work.
        job: u32,
    },
    /// Something stopped the work.
    Failed {
        /// Which piece of work; `None` where the worker itself broke.
        job: Option<u32>,
        /// What it was.
        problem: Problem,
    },
}

/// What stopped a piece of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Problem {
    /// The browser would not give the file's bytes.
    Unreadable {
        /// The file.
        file: String,
        /// What the browser said.
        reason: String,
    },
    /// The file's bytes are no data set.
    Unusable {
        /// The files.
        file: String,
        /// What is wrong with them.
        error: ReadError,
    },
    /// A folder was dropped, and no file in it can be opened.
    Folder {
        /// Its name.
        name: String,
    },
    /// A profile cannot be used.
    BadProfile {
        /// The file.
        file: String,
        /// Why.
        message: String,
    },
    /// A log cannot be parted as it was asked.
    Unsplittable {
        /// Why.
        message: String,
    },
    /// The two data sets have nothing to compare.
    Incomparable {
        /// Why.
        message: String,
    },
    /// A report was opened that cannot be read.
    BadReport {
        /// Why.
        message: String,
    },
    /// A worker ended unexpectedly once the verdict was shown, and the rest of the report is not there.
    Unfinished {
        /// What it said last.
        message: String,
    },
    /// A worker ended unexpectedly.
    Crashed {
        /// What it said last.
        message: String,
    },
}

impl Problem {
    /// What happened, for a person.
    pub fn title(&self) -> String {
        match self {
            Self::Unreadable { file, .. } => format!("{file} cannot be read"),
            Self::Unusable { file, .. } => format!("{file} has no data to compare"),
            Self::Folder { name } => format!("{name} is a folder without a file that can be opened"),
            Self::BadProfile { file, .. } => format!("{file} is a profile that cannot be used"),
            Self::Unsplittable { .. } => "This log cannot be split so".to_owned(),
            Self::Incomparable { .. } => "These two files cannot be compared".to_owned(),
            Self::BadReport { .. } => "The report in this page cannot be read".to_owned(),
            Self::Unfinished { .. } => "The verdict stands, but the other tests could not be computed".to_owned(),
            Self::Crashed { .. } => "The work stopped unexpectedly".to_owned(),
        }
    }

    /// Why, and what to do next.
    pub fn advice(&self) -> String {
        match self {
            Self::Unreadable { reason, .. } => {
                format!(
                    "It may have been moved, changed or locked since it was chosen: open it again. The browser says: {reason}"
                )
            }
            Self::Unusable { error, .. } => error.to_string(),
            Self::Folder { .. } => {
                "If there are files in it, open those instead; several files together are one data set".to_owned()
            }
            Self::BadProfile { message, .. }
            | Self::Unsplittable { message }
            | Self::Incomparable { message }
            | Self::BadReport { message } => message.clone(),
            Self::Unfinished { message } => format!(
                "What is on the page can be saved: it says that the tests that do not decide, what other rules say, what the \
                 columns show together and the files' fingerprints are missing. Or compare again, which reads both files anew. If that ends alike, the \
                 files may be too large for the memory a browser tab has. The last words were: {message}"
            ),
            Self::Crashed { message } => format!(
                "The files may be larger than the memory a browser tab has: open fewer rows, or use the driftscope \
                 command, which has the whole memory of the computer. Nothing else is lost. The last words were: {message}"
            ),
        }
    }
}

/// A column, and how much there is of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnSize {
    /// Its name.
    pub name: String,
    /// The bytes that it takes.
    pub bytes: u64,
}

/// What is in the buffers of columns that cross from one worker to another: for each column its cells, the texts of
/// its dictionary and where they end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TableLabel {
    /// Rows.
    pub rows: u64,
    /// The columns, in order.
    pub columns: Vec<ColumnLabel>,
    /// The files it was read from.
    pub files: Vec<FileRecord>,
    /// Which of their rows these are.
    pub part: Option<String>,
    /// Of a sample, how many rows it was taken from.
    pub sampled_from: Option<u64>,
    /// Records skipped.
    pub skipped: u64,
    /// What was wrong.
    pub warnings: Vec<Warning>,
    /// A profile as JSON, where there are no cells.
    pub profile: Option<String>,
}

/// What is in the buffers of a file's rest, as those of a [`TableLabel`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RestLabel {
    /// The columns, as they were made.
    pub columns: Vec<ColumnLabel>,
    /// All else.
    pub outline: Outline,
}

/// One column of a [`TableLabel`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnLabel {
    /// Its name.
    pub name: String,
    /// How many cells it has.
    pub rows: u32,
    /// Which of them are held: the row of the first, and how many follow each other. The others are missing.
    pub runs: Vec<(u32, u32)>,
    /// What was written in it.
    pub tally: Tally,
    /// How its moments are written, where they are kept as such.
    pub spelling: Option<Spelling>,
}
