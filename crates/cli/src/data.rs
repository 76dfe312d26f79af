//! Reads the files of a side into its data: rows, or the profile of all files if any of them is a profile.

use std::sync::atomic::{AtomicBool, Ordering};

use driftscope_drift::Profile;
use driftscope_session::SideData;
use driftscope_table::{ReadOptions, WindowBy};
use indicatif::ProgressBar;

use crate::input_error::InputError;
use crate::reading::{places, read_files, read_rows};
use crate::sources::Source;

/// Bytes of files that are read into one table before it becomes a profile.
const BATCH: u64 = 512 << 20;

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

    /// Reads the files of a side. Rows stay rows unless there is a profile among the files.
    pub(crate) fn data(&self, sources: &[Source]) -> Result<SideData, InputError> {
        if sources.iter().any(Source::is_profile) {
            return self.profile(sources, None).map(SideData::Profile);
        }
        read_rows(self, sources).map(SideData::Rows)
    }

    /// The profile of all files, a batch of rows in memory at a time; with the windows that are asked for.
    pub(crate) fn profile(&self, sources: &[Source], by: Option<&WindowBy>) -> Result<Profile, InputError> {
        let mut by = by.cloned();
        let mut whole: Option<Profile> = None;
        let mut rest = sources;
        while let Some(first) = rest.first() {
            let (part, taken) = if first.is_profile() {
                (read_files(self, &rest[..1])?.into_profile(), 1)
            } else {
                let batch = batch(rest);
                (self.of_rows(&rest[..batch], by.as_ref())?, batch)
            };
            if let (Some(by), Some(windows)) = (&mut by, part.windows()) {
                // What was found in the first rows holds for all.
                by.column.get_or_insert_with(|| windows.column.clone());
            }
            rest = &rest[taken..];
            match &mut whole {
                None => whole = Some(part),
                Some(whole) => whole.merge(part).map_err(|reason| self.unusable(first, reason))?,
            }
        }
        let whole = whole.unwrap_or_default();
        if by.is_some() && whole.windows().is_none() {
            return Err(InputError::OtherWindows);
        }
        Ok(whole)
    }

    fn of_rows(&self, sources: &[Source], by: Option<&WindowBy>) -> Result<Profile, InputError> {
        let table = read_rows(self, sources)?;
        match by {
            None => Ok(Profile::of(&table)),
            Some(by) => {
                Profile::of_windows(&table, by).map_err(|reason| InputError::Windows { place: places(sources), reason })
            }
        }
    }

    pub(crate) fn unusable(&self, source: &Source, reason: driftscope_drift::ProfileError) -> InputError {
        InputError::Profile { side: self.side, place: source.place(), reason: Box::new(reason) }
    }
}

/// The number of files that are read together: as many as fit into a batch, one at least, up to the next profile.
fn batch(sources: &[Source]) -> usize {
    let mut bytes = 0_u64;
    let fits = |source: &&Source| {
        bytes = bytes.saturating_add(source.size().unwrap_or(BATCH));
        bytes <= BATCH && !source.is_profile()
    };
    1 + sources.iter().skip(1).take_while(fits).count()
}
