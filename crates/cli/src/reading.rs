//! Reads both sides at the same time, each on a thread of its own, and takes the fingerprint of every byte on the way.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use driftscope_table::{Fingerprint, Format, ReadError, ReadOptions, Table, TableReader};
use indicatif::ProgressBar;

use crate::input_error::InputError;
use crate::parquet_files::ParquetFiles;
use crate::progress;
use crate::sources::Source;

/// Bytes asked of the system at once: large enough that asking costs nothing, small enough to stay in the cache.
const PIECE: usize = 4 << 20;

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
