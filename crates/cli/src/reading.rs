//! Reads both sides at the same time, each on a thread of its own, and takes the fingerprint of every byte on the way.

use std::fmt;
use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use driftscope_parquet::ParquetError;
use driftscope_table::{Fingerprint, Format, ReadError, ReadOptions, Table, TableReader};
use indicatif::ProgressBar;

use crate::parquet_files::ParquetFiles;
use crate::progress;
use crate::sources::Source;

/// Bytes asked of the system at once: large enough that asking costs nothing, small enough to stay in the cache.
const PIECE: usize = 4 << 20;

/// Why a side cannot be read.
#[derive(Debug)]
pub(crate) enum InputError {
    /// The file cannot be opened, or reading it failed on the way.
    Unreadable { place: String, reason: io::Error },
    /// A folder without a file in it was given.
    EmptyFolder { place: String },
    /// A file was given twice on one side.
    GivenTwice { place: String },
    /// Standard input was given twice.
    StandardInputTwice,
    /// The files were read, and hold nothing usable.
    Unusable { side: &'static str, places: String, reason: Box<ReadError> },
    /// It is a Parquet file that cannot be decoded.
    Parquet { side: &'static str, place: String, reason: Box<ParquetError> },
    /// A Parquet file comes through a pipe, or is packed as a whole.
    ParquetWithoutEnd { place: String },
    /// A shape of text was said for a Parquet file.
    ShapeOfParquet { place: String },
    /// The other side could not be read, so this one was given up.
    GivenUp,
    /// The thread that read ended in a panic: a fault of Driftscope.
    Broken { side: &'static str },
}

impl fmt::Display for InputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { place, reason } => match reason.kind() {
                io::ErrorKind::NotFound => write!(formatter, "there is no file {place}: check the name and the folder"),
                io::ErrorKind::PermissionDenied => {
                    write!(formatter, "{place} may not be read by this user: change its permissions, or copy it")
                }
                _ => write!(formatter, "{place} cannot be read: {reason}"),
            },
            Self::EmptyFolder { place } => {
                write!(formatter, "{place} is a folder without a file in it: check that the export has finished")
            }
            Self::GivenTwice { place } => {
                write!(formatter, "{place} is given twice, and its rows would count twice: leave it out once")
            }
            Self::StandardInputTwice => {
                formatter.write_str("`-` is given twice, and there is one standard input: name a file for the others")
            }
            Self::Unusable { side, places, reason } => write!(formatter, "{side} {places}: {reason}"),
            Self::Parquet { side, place, reason } => write!(formatter, "{side} {place}: {reason}"),
            Self::ParquetWithoutEnd { place } => write!(
                formatter,
                "{place} is a Parquet file that comes through a pipe or is packed by gzip, and such a file is read from \
                 its end: write it to a file as it is, and name that one"
            ),
            Self::ShapeOfParquet { place } => write!(
                formatter,
                "{place} is a Parquet file, and has no other shape: leave out --read-as and --records-at"
            ),
            Self::GivenUp => formatter.write_str("the other side could not be read"),
            Self::Broken { side } => write!(
                formatter,
                "reading the {side} broke down, which is a fault of Driftscope: please report it with the line above"
            ),
        }
    }
}

impl std::error::Error for InputError {}

/// Reads the only log.
pub(crate) fn read_one(sources: &[Source], options: &ReadOptions) -> Result<Table, InputError> {
    let bars = progress::bars([sources, &[]]);
    let table = read_side("log", sources, options, &bars.reference, &AtomicBool::new(false));
    bars.clear();
    table
}

/// Reads the reference and production.
pub(crate) fn read_both(
    reference: &[Source],
    production: &[Source],
    options: &ReadOptions,
) -> Result<(Table, Table), InputError> {
    let bars = progress::bars([reference, production]);
    let give_up = AtomicBool::new(false);
    let [reference, production] = thread::scope(|scope| {
        let sides = [("reference", reference, &bars.reference), ("production", production, &bars.production)];
        let threads = sides.map(|(side, sources, bar)| {
            let give_up = &give_up;
            let work = move || {
                let table = read_side(side, sources, options, bar, give_up);
                if table.is_err() {
                    give_up.store(true, Ordering::Relaxed);
                }
                table
            };
            (side, scope.spawn(work))
        });
        threads.map(|(side, thread)| thread.join().unwrap_or(Err(InputError::Broken { side })))
    });
    bars.clear();
    match (reference, production) {
        (Ok(reference), Ok(production)) => Ok((reference, production)),
        // What was given up says nothing: the reason is the other side's.
        (Err(InputError::GivenUp), Err(error)) | (Err(error), _) | (_, Err(error)) => Err(error),
    }
}

fn read_side(
    side: &'static str,
    sources: &[Source],
    options: &ReadOptions,
    bar: &ProgressBar,
    give_up: &AtomicBool,
) -> Result<Table, InputError> {
    let mut reader = TableReader::new(options.clone());
    let mut parquet = ParquetFiles::default();
    let mut go_on = || if give_up.load(Ordering::Relaxed) { Err(InputError::GivenUp) } else { Ok(()) };
    for (number, source) in sources.iter().enumerate() {
        if let Some(path) = source.parquet() {
            if options.format.is_some_and(|format| format != Format::Records) {
                return Err(InputError::ShapeOfParquet { place: source.place() });
            }
            parquet.read((side, number), (source, path), (&mut reader, options), bar, &mut go_on)?;
            continue;
        }
        let mut fingerprint = Fingerprint::new();
        reader.begin_file(&source.name());
        each_piece(source, &mut |piece| {
            fingerprint.feed(piece);
            reader.feed(piece);
            bar.inc(piece.len() as u64);
            match reader.is_hopeless() {
                Some(reason) => Err(unusable(side, source.place(), reason)),
                None => go_on(),
            }
        })?;
        reader.end_file(fingerprint.finish());
    }
    bar.finish();
    let mut table = reader.finish().map_err(|reason| unusable(side, places(sources), reason))?;
    parquet.settle(&mut table);
    Ok(table)
}

/// Hands over the bytes of a source, piece by piece.
pub(crate) fn each_piece(
    source: &Source,
    take: &mut dyn FnMut(&[u8]) -> Result<(), InputError>,
) -> Result<(), InputError> {
    let unreadable = |reason| InputError::Unreadable { place: source.place(), reason };
    let mut file = source.open().map_err(unreadable)?;
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(length) => take(&piece[..length])?,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(error)),
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
fn places(sources: &[Source]) -> String {
    match sources {
        [only] => only.place(),
        [first, rest @ ..] => format!("{} and {} more", first.place(), rest.len()),
        [] => String::new(),
    }
}
