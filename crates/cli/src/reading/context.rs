//! What every step of reading a side needs: its options, its progress, and whether to go on.

use std::sync::atomic::{AtomicBool, Ordering};

use driftscope_drift::ProfileError;
use driftscope_table::{ReadError, ReadOptions};
use indicatif::ProgressBar;

use crate::input_error::InputError;

/// How a side is read.
pub(crate) struct Reading<'a> {
    pub(crate) side: &'static str,
    pub(crate) options: &'a ReadOptions,
    pub(crate) bar: &'a ProgressBar,
    /// How far the other side is, if there is one.
    pub(crate) other: Option<&'a ProgressBar>,
    pub(crate) give_up: &'a AtomicBool,
    /// Bytes that are read whether or not the other side has failed.
    pub(crate) read_on: u64,
}

impl Reading<'_> {
    /// An error once the other side has failed, and enough of this one was read to find its own faults.
    pub(crate) fn go_on(&self) -> Result<(), InputError> {
        let gives_up = self.give_up.load(Ordering::Relaxed) && self.bar.position() >= self.read_on;
        if gives_up { Err(InputError::GivenUp) } else { Ok(()) }
    }

    /// The error for files of rows that cannot be used.
    pub(crate) fn unusable_rows(&self, places: String, reason: ReadError) -> InputError {
        match reason {
            // A file that is nothing else was known for one before.
            ReadError::OtherFormat { found, .. } if found == "a Parquet file" => {
                InputError::ParquetWithoutEnd { place: places }
            }
            reason => InputError::Unusable { side: self.side, places, reason: Box::new(reason) },
        }
    }

    /// The error for a profile that cannot be used.
    pub(crate) fn unusable_profile(&self, place: String, reason: ProfileError) -> InputError {
        InputError::Profile { side: self.side, place, reason: Box::new(reason) }
    }
}
