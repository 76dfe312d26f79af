//! Parquet files, whose table is that of the records that they would be as JSON Lines.

use std::fs::File;
use std::io;
use std::path::Path;

use driftscope_parquet::ParquetReader;
use driftscope_session::{FullTable, SideReader};
use driftscope_table::{Fingerprint, ReadOptions};
use indicatif::ProgressBar;

use super::pieces::each_piece;
use crate::decoding::decode;
use crate::input_error::InputError;
use crate::sources::Source;

/// Reads the next file of a side.
pub(crate) fn read(
    side: &'static str,
    (source, path): (&Source, &Path),
    (reader, options): (&mut SideReader, &ReadOptions),
    bar: &ProgressBar,
    go_on: &mut dyn FnMut() -> Result<(), InputError>,
) -> Result<(), InputError> {
    let place = source.place();
    let unreadable = |reason: io::Error| InputError::Unreadable { place: place.clone(), reason };
    let damaged = |reason| InputError::Parquet { side, place: place.clone(), reason: Box::new(reason) };
    // Its bytes are read twice, since their fingerprint needs all of them in their order.
    let mut fingerprint = Fingerprint::new();
    let mut bytes = 0;
    each_piece(source, &mut |piece| {
        fingerprint.feed(piece);
        bytes += piece.len() as u64;
        go_on()
    })?;
    let file = File::open(path).map_err(unreadable)?;
    let mut parquet = decode(&place, || ParquetReader::new(file)).map_err(damaged)?;
    let rows = parquet.rows().max(1);

    let table = reader.begin_parquet(&source.name(), bytes);
    let mut full = FullTable::new(table.rows());
    loop {
        let read = decode(&place, || parquet.read_into(table)).map_err(damaged)?;
        if read == 0 || full.is_full(table.rows(), options.sample.is_some()) {
            break;
        }
        bar.inc((bytes as f64 * read as f64 / rows as f64) as u64);
        go_on()?;
    }
    let unread = parquet.unread().into_iter().map(|column| (column.name, column.values)).collect();
    reader.end_parquet(fingerprint.finish(), unread);
    Ok(())
}
