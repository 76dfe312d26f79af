//! What a worker reports to the page.

use driftscope_drift::WindowPlan;
use driftscope_report::{Beside, Split};
use driftscope_table::{PeriodOutline, SplitChoices};
use serde::{Deserialize, Serialize};

use super::{ColumnSize, TableLabel, TailLabel};
use crate::{Findings, Problem, RowOutlines, Side};

/// Something that happened in a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// Reading has progressed.
    Reading {
        /// The piece of work.
        job: u32,
        /// Bytes read.
        bytes: u64,
        /// Rows found.
        rows: u64,
    },
    /// Another worker could read the tail of a file.
    CanLeaveTail {
        /// The place of the file among those of the side.
        file: usize,
    },
    /// The tail of a file is left to another worker.
    TailLeft {
        /// The place of the file among those of the side.
        file: usize,
        /// The offset at which the tail begins.
        from: u64,
    },
    /// The tail of a file was read. Its columns are attached, for the worker that reads the beginning.
    TailRead {
        /// What is in the attached buffers; `None` if the tail cannot be read without what comes before it.
        tail: Option<TailLabel>,
    },
    /// The tail of a file was appended, or is read by the worker that read the beginning.
    TailAppended {
        /// Bytes read.
        bytes: u64,
        /// Rows found.
        rows: u64,
    },
    /// A data set was read.
    Read {
        /// The piece of work.
        job: u32,
        /// Rows found.
        rows: u64,
        /// Records skipped.
        skipped: u64,
        /// The formats that the files were read as.
        read_as: String,
        /// The columns, in order.
        columns: Vec<ColumnSize>,
    },
    /// The answer to [`Command::OfferSplit`](super::Command::OfferSplit).
    SplitOffered {
        /// The columns and values to choose from.
        choices: SplitChoices,
    },
    /// The answer to [`Command::CountSplit`](super::Command::CountSplit).
    SplitCounted {
        /// Where the data set would be split.
        by: Split,
        /// The rows of each side; `None` if it cannot be split there.
        rows: Option<[u64; 2]>,
    },
    /// The only data set was split.
    Split {
        /// The rows of each side.
        rows: [u64; 2],
    },
    /// The attached buffers are columns for another worker.
    Given {
        /// The side that they belong to.
        side: Side,
        /// The receiver's place among the workers that keep columns.
        to: usize,
        /// What is in the buffers.
        label: TableLabel,
        /// What is in the buffers after those: whole rows of the side, for the worker that writes the report.
        sample: Option<TableLabel>,
    },
    /// Columns were compared for the report of another worker. They are attached as JSON, which the page passes on unread; then come columns
    /// by row.
    Described {
        /// The piece of work.
        job: u32,
        /// What is in the buffers after them.
        rows: RowOutlines,
    },
    /// The SHA-256 of each file was computed.
    Fingerprinted {
        /// The hashes, in the order of the files.
        sha256: Vec<String>,
    },
    /// The answer to [`Command::FindPeriod`](super::Command::FindPeriod). A code for each row of each side is attached, for another worker.
    PeriodFound {
        /// The comparison that they are for.
        job: u32,
        /// Everything else about the rows.
        outline: PeriodOutline,
    },
    /// The answer to [`Command::FindWindows`](super::Command::FindWindows). The windows of the rows of each side are attached, for
    /// another worker.
    WindowsFound {
        /// The comparison that they are for.
        job: u32,
        /// The windows; `None` if the rows have none.
        plan: Option<WindowPlan>,
    },
    /// The rows of a bar are found. A code for each row of production is attached, for another worker.
    BarFound {
        /// The piece of work.
        job: u32,
    },
    /// Fewer than ten rows are in a bar, or outside of it.
    NoBar {
        /// The piece of work.
        job: u32,
    },
    /// Columns were compared between the rows of a bar and the rest. They are attached as JSON, for the worker that found the rows.
    BarDescribed {
        /// The piece of work.
        job: u32,
    },
    /// Some columns are described to the full.
    DescribedAhead {
        /// The piece of work.
        job: u32,
    },
    /// A column is counted by window and by fine buckets. Its three arrays are attached; none if its rows are not here.
    CountedFinely {
        /// The piece of work.
        job: u32,
        /// The column.
        column: String,
        /// How many buckets there are.
        buckets: usize,
    },
    /// The comparison has progressed.
    Comparing {
        /// The piece of work.
        job: u32,
        /// Columns done.
        done: u64,
        /// Columns in all.
        columns: u64,
    },
    /// The data sets were compared. The report is attached as JSON.
    Compared {
        /// The piece of work.
        job: u32,
    },
    /// The answer to [`Command::ReadFirst`](super::Command::ReadFirst).
    FirstRead {
        /// The first rows as JSON Lines; none if the file cannot be read.
        lines: String,
    },
    /// The answer to [`Command::ReadBeside`](super::Command::ReadBeside).
    BesideRead {
        /// What it says; `None` if the file is no such report, and may be data.
        beside: Option<Box<Beside>>,
    },
    /// The answer to [`Command::Verify`](super::Command::Verify).
    Verified {
        /// What is the same, and what differs.
        findings: Findings,
    },
    /// Something stopped the work.
    Failed {
        /// The piece of work; `None` if the worker itself broke.
        job: Option<u32>,
        /// The reason.
        problem: Problem,
    },
}
