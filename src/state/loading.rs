//! How far the reading of one side is.

use super::ReadChoice;
use driftscope_session::Problem;

/// How far the reading of one side is.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loading {
    /// No file was given.
    #[default]
    Idle,
    /// The worker reads, and turns what it reads into columns as it goes.
    Reading {
        /// Bytes read.
        bytes: u64,
        /// Rows found so far.
        rows: u64,
    },
    /// The columns lie in a worker.
    Ready {
        /// Rows read.
        rows: u64,
        /// Records skipped.
        skipped: u64,
    },
    /// The reading stopped.
    Failed(Problem),
}

/// One side: which files, and how far they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slot {
    /// The files' names.
    pub names: Vec<String>,
    /// Their bytes together.
    pub bytes: u64,
    /// How they are to be read.
    pub choice: ReadChoice,
    /// What they were read as.
    pub read_as: String,
    /// How far they are.
    pub loading: Loading,
}

impl Slot {
    /// Whether a worker is reading.
    pub fn is_reading(&self) -> bool {
        matches!(self.loading, Loading::Reading { .. })
    }

    /// Whether the columns are there.
    pub fn is_ready(&self) -> bool {
        matches!(self.loading, Loading::Ready { .. })
    }

    /// The files in words: the one name, or the first and how many more.
    pub fn title(&self) -> String {
        match self.names.as_slice() {
            [] => String::new(),
            [name] => name.clone(),
            [name, rest @ ..] => format!("{name} and {} more", rest.len()),
        }
    }
}
