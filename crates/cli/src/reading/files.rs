//! Reads files one after the other into one table, or one file that is a profile, and takes the fingerprint of every byte on the way.

use driftscope_report::Format;
use driftscope_session::{FeedError, SideData, SideReader};
use driftscope_table::{Fingerprint, LEAST_PART, Table};

use super::context::Reading;
use super::parquet_files;
use super::pieces::each_piece;
use super::shared_file::Share;
use crate::input_error::InputError;
use crate::sources::{Source, places};

/// Reads files of rows.
pub(crate) fn read_rows(reading: &Reading<'_>, sources: &[Source]) -> Result<Table, InputError> {
    match read_files(reading, sources)? {
        SideData::Rows(table) => Ok(table),
        SideData::Profile(_) => Err(InputError::ProfileThroughPipe { place: places(sources) }),
    }
}

/// Reads files into one table, or one file that is a profile.
pub(crate) fn read_files(reading: &Reading<'_>, sources: &[Source]) -> Result<SideData, InputError> {
    let &Reading { side, options, bar, .. } = reading;
    let mut reader = SideReader::new(options.clone());
    let mut go_on = || reading.go_on();
    for source in sources {
        if let Some(path) = source.parquet() {
            if options.format.is_some_and(|format| format != Format::Records) {
                return Err(InputError::ShapeOfParquet { place: source.place() });
            }
            parquet_files::read(side, (source, path), (&mut reader, options), bar, &mut go_on)?;
            continue;
        }
        let failed = |error| match error {
            FeedError::Rows(reason) => reading.unusable_rows(source.place(), reason),
            FeedError::Profile(reason) => reading.unusable_profile(source.place(), reason),
        };
        // The result of SQL lies in lines, too, and is a profile.
        let share = if source.is_profile() { None } else { Share::of(reading, source, LEAST_PART) };
        if let Some(share) = share {
            let rows = reader.begin_file_of_rows(&source.name());
            let sha256 = share.read(reading, rows)?;
            reader.end_file(sha256).map_err(failed)?;
            continue;
        }
        reader.begin_file(&source.name());
        let mut fingerprint = Fingerprint::new();
        each_piece(source, &mut |piece| {
            let fed = reader.feed(piece);
            bar.inc(piece.len() as u64);
            fed.map_err(failed)?;
            fingerprint.feed(piece);
            if reader.is_profile() && !source.is_profile() {
                // Only what can be opened twice is known to be a profile before it is read.
                return Err(InputError::ProfileThroughPipe { place: source.place() });
            }
            go_on()
        })?;
        reader.end_file(fingerprint.finish()).map_err(failed)?;
    }
    reader.finish().map_err(|error| match error {
        FeedError::Rows(reason) => reading.unusable_rows(places(sources), reason),
        FeedError::Profile(reason) => reading.unusable_profile(places(sources), reason),
    })
}
