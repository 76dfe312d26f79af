//! Reads both sides at the same time, each on a thread of its own, and takes the fingerprint of every byte on the way. A
//! large file that would leave a core idle is read by two threads: see `shared_file`.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use driftscope_drift::Profile;
use driftscope_report::Format;
use driftscope_session::{FeedError, SideData, SideReader};
use driftscope_table::{Fingerprint, LEAST_PART, ReadError, ReadOptions, Table, WindowBy};

use crate::data::Reading;
use crate::input_error::InputError;
use crate::parquet_files::ParquetFiles;
use crate::progress;
use crate::shared_file::Share;
use crate::sources::Source;

/// Bytes asked of the system at once: large enough that asking costs nothing, small enough to stay in the cache.
const PIECE: usize = 4 << 20;

/// Bytes of a side that are read even if the other has failed, so that the faults of both are named, and which ones does not
/// hang on which thread was faster. A quarter of a second; nobody waits for a pipe.
const READ_ON: u64 = 64 << 20;

/// Reads the only log, whose rows are needed.
pub(crate) fn read_one(sources: &[Source], options: &ReadOptions) -> Result<Table, InputError> {
    if let Some(profile) = sources.iter().find(|source| source.is_profile()) {
        return Err(InputError::ProfileWithoutRows { place: profile.place() });
    }
    alone("log", sources, options, |reading| read_rows(reading, sources))
}

/// Reads files of rows and profiles into one profile.
pub(crate) fn read_profile(
    sources: &[Source],
    options: &ReadOptions,
    by: Option<&WindowBy>,
) -> Result<Profile, InputError> {
    alone("data", sources, options, |reading| reading.profile(sources, by))
}

fn alone<T>(side: &'static str, sources: &[Source], options: &ReadOptions, read: impl FnOnce(&Reading<'_>) -> T) -> T {
    let bars = progress::bars([sources, &[]]);
    let read = read(&Reading {
        side,
        options,
        bar: &bars.reference,
        other: None,
        give_up: &AtomicBool::new(false),
        read_on: 0,
    });
    bars.clear();
    read
}

/// Reads the reference and production.
pub(crate) fn read_both(
    reference: &[Source],
    production: &[Source],
    options: &ReadOptions,
) -> Result<(SideData, SideData), InputError> {
    let bars = progress::bars([reference, production]);
    let give_up = AtomicBool::new(false);
    let [reference, production] = thread::scope(|scope| {
        let bars = [&bars.reference, &bars.production];
        let sides = [("reference", reference, bars), ("production", production, [bars[1], bars[0]])];
        let threads = sides.map(|(side, sources, [bar, other])| {
            let give_up = &give_up;
            let work = move || {
                let read_on = if sources.iter().all(|source| source.size().is_some()) { READ_ON } else { 0 };
                let data = Reading { side, options, bar, other: Some(other), give_up, read_on }.data(sources);
                bar.finish();
                if data.is_err() {
                    give_up.store(true, Ordering::Relaxed);
                }
                data
            };
            (side, scope.spawn(work))
        });
        threads.map(|(side, thread)| thread.join().unwrap_or(Err(InputError::Broken { side })))
    });
    bars.clear();
    match (reference, production) {
        (Ok(reference), Ok(production)) => Ok((reference, production)),
        // What was given up says nothing: the reason is the other side's.
        (Err(InputError::GivenUp), Err(error)) | (Err(error), Err(InputError::GivenUp)) => Err(error),
        (Err(reference), Err(production)) => Err(InputError::Both(Box::new([reference, production]))),
        (Err(error), Ok(_)) | (Ok(_), Err(error)) => Err(error),
    }
}

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
    let mut parquet = ParquetFiles::default();
    let mut go_on = || reading.go_on();
    for (number, source) in sources.iter().enumerate() {
        if let Some(path) = source.parquet() {
            if options.format.is_some_and(|format| format != Format::Records) {
                return Err(InputError::ShapeOfParquet { place: source.place() });
            }
            let rows = reader.begin_file_of_rows(&source.name());
            parquet.read((side, number), (source, path), (rows, options), bar, &mut go_on)?;
            continue;
        }
        let failed = |error| match error {
            FeedError::Rows(reason) => unusable(side, source.place(), reason),
            FeedError::Profile(reason) => reading.unusable(source, reason),
        };
        if let Some(share) = Share::of(reading, source, LEAST_PART) {
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
            if !reader.is_profile() {
                fingerprint.feed(piece);
            } else if !source.is_profile() {
                // Only what can be opened twice is known to be a profile before it is read.
                return Err(InputError::ProfileThroughPipe { place: source.place() });
            }
            go_on()
        })?;
        reader.end_file(fingerprint.finish()).map_err(failed)?;
    }
    let mut data = reader.finish().map_err(|error| match error {
        FeedError::Rows(reason) => unusable(side, places(sources), reason),
        FeedError::Profile(reason) => InputError::Profile { side, place: places(sources), reason: Box::new(reason) },
    })?;
    if let SideData::Rows(table) = &mut data {
        parquet.settle(table);
    }
    Ok(data)
}

/// Hands over the bytes of a source, piece by piece.
pub(crate) fn each_piece(
    source: &Source,
    take: &mut dyn FnMut(&[u8]) -> Result<(), InputError>,
) -> Result<(), InputError> {
    let file = source.open().map_err(|reason| InputError::Unreadable { place: source.place(), reason })?;
    each_piece_of(file, source, take)
}

/// Hands over bytes of a source, piece by piece.
pub(crate) fn each_piece_of(
    mut file: impl Read,
    source: &Source,
    take: &mut dyn FnMut(&[u8]) -> Result<(), InputError>,
) -> Result<(), InputError> {
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(length) => take(&piece[..length])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(reason) => return Err(InputError::Unreadable { place: source.place(), reason }),
        }
    }
}

fn unusable(side: &'static str, places: String, reason: ReadError) -> InputError {
    match reason {
        // A file that is nothing else was known for one before.
        ReadError::OtherFormat { found, .. } if found == "a Parquet file" => {
            InputError::ParquetWithoutEnd { place: places }
        }
        reason => InputError::Unusable { side, places, reason: Box::new(reason) },
    }
}

/// The first files by name, and how many more.
pub(crate) fn places(sources: &[Source]) -> String {
    match sources {
        [only] => only.place(),
        [first, rest @ ..] => format!("{} and {} more", first.place(), rest.len()),
        [] => String::new(),
    }
}
