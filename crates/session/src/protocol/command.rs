//! What the page asks of a worker.

use driftscope_drift::{Extent, FineBuckets, WindowPlan};
use driftscope_report::{Bar, PeriodChoice, Settings, Split, Windowing, Zone};
use driftscope_table::PeriodOutline;
use serde::{Deserialize, Serialize};

use super::{KnownRoles, TableLabel, TailLabel};
use crate::{ReadChoice, RowOutlines, Side};

/// A request of the page to a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Read the attached files as one data set, and keep it.
    Read {
        /// The number of this piece of work.
        job: u32,
        /// The side that the files are read for.
        side: Side,
        /// The names of the attached files.
        names: Vec<String>,
        /// How many of them, the last ones, have labels for the rows of the others.
        labels: usize,
        /// How to read them.
        choice: ReadChoice,
    },
    /// Stop reading a file at the first line that begins at this offset or later: another worker reads the tail.
    LeaveTail {
        /// The place of the file among those of the side.
        file: usize,
        /// The offset in bytes.
        at: u64,
    },
    /// Read the tail of the attached file, for the worker that reads its beginning.
    ReadTail {
        /// The number of this piece of work.
        job: u32,
        /// The file's name.
        name: String,
        /// The offset at which the tail begins.
        from: u64,
        /// How to read it.
        choice: ReadChoice,
    },
    /// Append the tail of the file that is being read, whose columns are attached.
    AppendTail {
        /// The place of the file among those of the side.
        file: usize,
        /// What is in the attached buffers; `None` if nobody could read the tail.
        tail: Option<TailLabel>,
    },
    /// List the columns and values by which the only data set can be split.
    OfferSplit {
        /// The side it is on.
        side: Side,
    },
    /// Split the only data set into both sides.
    Split {
        /// The side it is on.
        side: Side,
        /// Where to split it.
        by: Split,
    },
    /// Count the rows that each side would have after a split of the only data set.
    CountSplit {
        /// The side it is on.
        side: Side,
        /// Where to split it.
        by: Split,
    },
    /// Send columns of a side away, to be compared by another worker.
    Give {
        /// The side.
        side: Side,
        /// The columns' names.
        columns: Vec<String>,
        /// The receiver's place among the workers that keep columns.
        to: usize,
    },
    /// Keep the attached columns of a side, beside those that are here.
    Adopt {
        /// The side.
        side: Side,
        /// What is in the attached buffers.
        label: TableLabel,
        /// What is in the buffers after those: whole rows of the side.
        sample: Option<TableLabel>,
    },
    /// Drop the data of a side.
    Forget {
        /// The side.
        side: Side,
    },
    /// Exchange the two sides.
    Swap,
    /// Give moments by the clock of a zone from here on, by UTC if there is none.
    SetZone {
        /// The zone.
        zone: Option<Zone>,
    },
    /// Find the rows of a period by a time column that is here, and choose them for the next comparison.
    FindPeriod {
        /// The number of the comparison that they are for.
        job: u32,
        /// The period, and what it is compared with.
        period: PeriodChoice,
    },
    /// Choose the rows that another worker found. A code for each row of each side is attached.
    TakePeriod {
        /// Everything else about them.
        outline: PeriodOutline,
    },
    /// Find the windows of the rows of both sides, by a column that is here or by files.
    FindWindows {
        /// The number of the comparison that they are for.
        job: u32,
        /// The time column, if there is one.
        time: Option<String>,
        /// The column of versions, if there is one.
        version: Option<String>,
        /// What they are.
        windowing: Windowing,
    },
    /// Keep the windows that another worker found. The windows of the rows of each side are attached.
    TakeWindows {
        /// The windows.
        plan: WindowPlan,
    },
    /// Compare the columns that are here, and write the report.
    Compare {
        /// The number of this piece of work.
        job: u32,
        /// The settings to compare under.
        settings: Settings,
        /// How much of each column is wanted.
        extent: Extent,
        /// The names of all columns of each side, in order.
        columns: [Vec<String>; 2],
        /// What is known about the roles of all columns.
        known: KnownRoles,
        /// Another worker compares the rest of them; its part comes with [`Command::Complete`].
        is_part: bool,
    },
    /// Compare the columns that are here, for the report of another worker.
    Describe {
        /// The number of that piece of work.
        job: u32,
        /// The settings to compare under.
        settings: Settings,
        /// How much of each column is wanted.
        extent: Extent,
        /// What is known about the roles of all columns.
        known: KnownRoles,
    },
    /// Write the report with the columns of another worker, which are attached as [`Event::Described`](super::Event) sent
    /// them.
    Complete {
        /// The number of this piece of work.
        job: u32,
        /// What is in the buffers after them.
        rows: RowOutlines,
    },
    /// Find the rows of production in a bar of a column that is here, and compare the columns that are here between them and the rest.
    FindBar {
        /// The number of this piece of work.
        job: u32,
        /// The bar.
        bar: Bar,
        /// The settings to compare under.
        settings: Settings,
        /// The names of all columns of each side, in order.
        columns: [Vec<String>; 2],
        /// Another worker compares the rest of them; its part comes with [`Command::CompleteBar`].
        is_part: bool,
    },
    /// Compare the columns that are here between the rows that another worker found and the rest. A code for each row is attached.
    TakeBar {
        /// The number of that piece of work.
        job: u32,
        /// The bar.
        bar: Bar,
        /// The settings to compare under.
        settings: Settings,
    },
    /// Write the report of a bar with the columns of another worker, which are attached as [`Event::BarDescribed`](super::Event) sent them.
    CompleteBar {
        /// The number of this piece of work.
        job: u32,
    },
    /// Describe some of the columns that are here to the full, so that they are known when all are compared.
    DescribeAhead {
        /// The piece of work.
        job: u32,
        /// The settings to compare under.
        settings: Settings,
        /// The columns.
        columns: Vec<String>,
    },
    /// Count a column by window and by fine buckets: of all rows, whatever period is chosen.
    CountFinely {
        /// The piece of work.
        job: u32,
        /// The column.
        column: String,
        /// What its values are counted by.
        buckets: FineBuckets,
    },
    /// Compute the SHA-256 of each attached file.
    Fingerprint {
        /// The names of the attached files.
        names: Vec<String>,
    },
    /// Read the first rows of a Parquet file, by which the page sees what it holds. Comes with the file.
    ReadFirst,
    /// Read what the attached report of another tool says.
    ReadBeside {
        /// The file's name.
        name: String,
    },
    /// Hold a report that a page carries against that of its files. The texts of both in the page's slot are attached, and the page's own text.
    Verify,
}

impl Command {
    /// Whether other rows or columns are here after it.
    pub fn changes_rows(&self) -> bool {
        matches!(self, Self::Split { .. } | Self::Give { .. } | Self::Adopt { .. } | Self::Forget { .. } | Self::Swap)
    }

    /// Whether it goes by moments, and so by the clock of a zone.
    pub fn needs_zone(&self) -> bool {
        matches!(
            self,
            Self::OfferSplit { .. }
                | Self::Split { .. }
                | Self::CountSplit { .. }
                | Self::FindPeriod { .. }
                | Self::TakePeriod { .. }
                | Self::FindWindows { .. }
                | Self::Compare { .. }
                | Self::Describe { .. }
                | Self::DescribeAhead { .. }
                | Self::FindBar { .. }
                | Self::TakeBar { .. }
        )
    }

    /// Whether files are attached to it, rather than buffers.
    pub fn has_files(&self) -> bool {
        matches!(
            self,
            Self::Read { .. }
                | Self::ReadTail { .. }
                | Self::Fingerprint { .. }
                | Self::ReadBeside { .. }
                | Self::ReadFirst
        )
    }
}
