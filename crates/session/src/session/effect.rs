//! The effects of a session: what its host has to do, and what it shows.

use std::rc::Rc;

use driftscope_report::{Report, Split};
use driftscope_table::SplitChoices;

use crate::{Command, Problem, ReadChoice, Side};

/// A worker, by the number under which it is started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WorkerId(pub u32);

/// A file that a person opened. `F` is the host's handle of it.
#[derive(Clone, Debug, PartialEq)]
pub struct InputFile<F> {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// The handle.
    pub handle: F,
    /// It has labels of predictions, rather than predictions.
    pub has_labels: bool,
}

/// What goes with a command. `B` is the host's type for buffers, which the session passes on unread.
#[derive(Clone, Debug, PartialEq)]
pub enum Attached<F, B> {
    /// Nothing.
    Nothing,
    /// Files, in the order of the command's names.
    Files(Vec<F>),
    /// What another worker sent: arrays, which change owner, or text.
    Buffers(B),
}

/// Something that the host of a session has to do. Effects are carried out in their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect<F, B> {
    /// Start a worker. If that fails, report it by [`Session::on_worker_lost`](super::Session::on_worker_lost).
    StartWorker(WorkerId),
    /// Send a command to a worker.
    Send {
        /// The worker.
        worker: WorkerId,
        /// The command.
        command: Box<Command>,
        /// What goes with it.
        attached: Attached<F, B>,
    },
    /// End a worker at once. Its memory is free then.
    EndWorker(WorkerId),
    /// Parse a report, and hand it to [`Session::on_report`](super::Session::on_report). It may take a while: once
    /// [`Session::is_wanted`](super::Session::is_wanted) is `false`, nobody needs it any more.
    ParseReport {
        /// The worker that wrote it.
        worker: WorkerId,
        /// The comparison that it is the result of.
        job: u32,
        /// The report as the worker sent it.
        report: B,
    },
    /// Keep a column's fine counts: [`FineColumn::from_arrays`](driftscope_decide::FineColumn::from_arrays) takes them.
    KeepFineCounts {
        /// The column.
        column: String,
        /// How many buckets there are.
        buckets: usize,
        /// The three arrays.
        counts: B,
        /// Whether no column is left, and what was kept is to be used.
        is_last: bool,
    },
    /// Drop all fine counts: other rows or windows are compared.
    DropFineCounts,
    /// Call [`Session::on_step`](super::Session::on_step) later.
    Later(Step),
    /// Show something.
    Publish(Notice),
}

/// A step that a session takes later, so that its host can do other work first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Show the newest report: in a task of its own, since a click may come first.
    Show,
    /// Go on with what nobody waits for: once the report is drawn.
    Complete,
}

/// A report that several parts of an application hold. Compares by pointer, since it is large.
#[derive(Clone, Debug)]
pub struct SharedReport(pub Rc<Report>);

impl std::ops::Deref for SharedReport {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.0
    }
}

impl PartialEq for SharedReport {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// A change of the session that is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Files were opened on a side, and are read.
    Opened {
        /// The side.
        side: Side,
        /// Their names.
        names: Vec<String>,
        /// Their bytes together.
        bytes: u64,
        /// How they are read.
        choice: ReadChoice,
    },
    /// The reading of a side has progressed.
    Progressed {
        /// The side.
        side: Side,
        /// Bytes read.
        bytes: u64,
        /// Rows found.
        rows: u64,
    },
    /// A side was read.
    Read {
        /// The side.
        side: Side,
        /// Rows read.
        rows: u64,
        /// Records skipped.
        skipped: u64,
        /// The formats that the files were read as.
        read_as: String,
    },
    /// The columns and values by which the only log can be split.
    SplitOffered(Rc<SplitChoices>),
    /// The rows that each side would have.
    SplitCounted {
        /// Where the only log would be split.
        by: Split,
        /// The rows; `None` if it cannot be split there.
        rows: Option<[u64; 2]>,
    },
    /// The only log was split into both sides.
    Split {
        /// The rows of each side.
        rows: [u64; 2],
    },
    /// A comparison is running.
    Comparing {
        /// Columns done.
        done: u64,
        /// Columns in all; 0 before it is known.
        columns: u64,
    },
    /// The report is there, or more of it.
    Compared {
        /// The report.
        report: SharedReport,
        /// Whether the other tests and the files' fingerprints are still being computed.
        completing: bool,
    },
    /// What differs in the bar that was asked about.
    BarCompared(BarAnswer),
    /// A piece of work stopped.
    Failed {
        /// The side that is not there for this reason, if it is one.
        side: Option<Side>,
        /// The reason.
        problem: Problem,
    },
    /// What was running was cancelled.
    Cancelled,
    /// Neither side is there any more.
    Lost,
    /// The sides were exchanged.
    Swapped,
}

/// What is known about the bar that was asked about.
#[derive(Clone, Debug, PartialEq)]
pub enum BarAnswer {
    /// The report of its rows, as production, and of the rest of production, as the reference.
    Compared(SharedReport),
    /// Fewer than ten rows are in the bar, or outside of it.
    TooFew,
    /// The rows that it was asked of are not here, or not those that are compared now.
    NoRows,
}
