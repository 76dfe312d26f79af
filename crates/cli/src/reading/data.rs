//! Reads the files of a side into its data: rows, or the profile of all files if any of them is a profile.

use driftscope_drift::{KeptTogether, Profile};
use driftscope_session::SideData;
use driftscope_table::WindowBy;

use super::context::Reading;
use super::files::{read_files, read_rows};
use crate::input_error::InputError;
use crate::sources::{Source, places};

/// Bytes of files that are read into one table before it becomes a profile.
const BATCH: u64 = 512 << 20;

/// Reads the files of a side. Rows stay rows unless there is a profile among the files.
pub(crate) fn data(reading: &Reading<'_>, sources: &[Source]) -> Result<SideData, InputError> {
    if sources.iter().any(Source::is_profile) {
        return profile(reading, sources, &Parts::default()).map(SideData::Profile);
    }
    read_rows(reading, sources).map(SideData::Rows)
}

/// What a profile keeps besides its columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    /// A part for each window.
    pub windows: Option<WindowBy>,
    /// The columns by the values of this one.
    pub segment: Option<String>,
    /// What is counted together.
    pub keeps: KeptTogether,
}

/// The profile of all files, a batch of rows in memory at a time.
pub(crate) fn profile(reading: &Reading<'_>, sources: &[Source], parts: &Parts) -> Result<Profile, InputError> {
    let mut parts = parts.clone();
    let mut whole: Option<Profile> = None;
    let mut rest = sources;
    while let Some(first) = rest.first() {
        let (part, taken) = if first.is_profile() {
            (read_files(reading, &rest[..1])?.into_profile(), 1)
        } else {
            let batch = batch(rest);
            (of_rows(reading, &rest[..batch], &parts)?, batch)
        };
        if let (Some(by), Some(windows)) = (&mut parts.windows, part.windows()) {
            // What was found in the first rows holds for all.
            by.column.get_or_insert_with(|| windows.column.clone());
        }
        rest = &rest[taken..];
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => whole.merge(part).map_err(|reason| reading.unusable_profile(first.place(), reason))?,
        }
    }
    let whole = whole.unwrap_or_default();
    if parts.windows.is_some() && whole.windows().is_none() {
        return Err(InputError::OtherWindows);
    }
    if parts.segment.as_deref().is_some_and(|column| whole.segment_column() != Some(column)) {
        return Err(InputError::OtherSegments);
    }
    Ok(whole)
}

fn of_rows(reading: &Reading<'_>, sources: &[Source], parts: &Parts) -> Result<Profile, InputError> {
    let table = read_rows(reading, sources)?;
    let mut profile = match &parts.windows {
        None => Profile::keeping(&table, parts.keeps),
        Some(by) => Profile::of_windows_keeping(&table, by, parts.keeps)
            .map_err(|reason| InputError::Windows { place: places(sources), reason })?,
    };
    if let Some(column) = &parts.segment {
        let failed = |reason| InputError::Segments { place: places(sources), reason };
        profile.count_segments(&table, column).map_err(failed)?;
    }
    Ok(profile)
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
