//! Parquet files, whose table is that of the records that they would be as JSON Lines.

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::Path;

use driftscope_parquet::{ParquetReader, UnreadColumn};
use driftscope_report::{Format, Warning, WarningCode};
use driftscope_table::{Fingerprint, ReadOptions, Table, TableReader};
use indicatif::ProgressBar;

use super::pieces::each_piece;
use crate::decoding::decode;
use crate::input_error::InputError;
use crate::sources::Source;

/// Batches without a row more after which a table is taken to be full: it says itself why.
const IN_VAIN: usize = 4096;

/// The Parquet files of one data set.
#[derive(Default)]
pub(crate) struct ParquetFiles {
    read: Vec<ParquetFile>,
}

/// What the table reader, which saw JSON, cannot know of a Parquet file.
struct ParquetFile {
    /// Its place among the files of the data set.
    number: usize,
    name: String,
    bytes: u64,
    unread: Vec<UnreadColumn>,
}

impl ParquetFiles {
    /// Reads the next file of a side, `number` of which came before. The reader has begun it.
    pub(crate) fn read(
        &mut self,
        (side, number): (&'static str, usize),
        (source, path): (&Source, &Path),
        (reader, options): (&mut TableReader, &ReadOptions),
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

        let (mut before, mut in_vain) = (reader.rows(), 0);
        loop {
            let read = decode(&place, || parquet.read_into(reader)).map_err(damaged)?;
            if read == 0 || in_vain == IN_VAIN {
                break;
            }
            bar.inc((bytes as f64 * read as f64 / rows as f64) as u64);
            go_on()?;
            // A sample may well have nothing of a batch.
            let is_in_vain = options.sample.is_none() && reader.rows() == before;
            in_vain = if is_in_vain { in_vain + 1 } else { 0 };
            before = reader.rows();
        }
        reader.end_file(fingerprint.finish());
        self.read.push(ParquetFile { number, name: source.name(), bytes, unread: parquet.unread() });
        Ok(())
    }

    /// Says of the table's Parquet files what they are.
    pub(crate) fn settle(self, table: &mut Table) {
        let numbers: HashSet<usize> = self.read.iter().map(|file| file.number).collect();
        let files = table.files.iter().enumerate();
        let others: HashSet<String> =
            files.filter(|(number, _)| !numbers.contains(number)).map(|(_, file)| file.name.clone()).collect();
        for file in self.read {
            if let Some(record) = table.files.get_mut(file.number) {
                record.bytes = file.bytes;
                if record.format.is_some() {
                    record.read_as = Format::Parquet.words().to_owned();
                    record.format = Some(Format::Parquet);
                }
            }
            // The line is the row, but no such text lies in the file.
            for warning in &mut table.warnings {
                if warning.file.as_ref().is_some_and(|name| *name == file.name && !others.contains(name)) {
                    warning.byte_offset = None;
                    warning.further.iter_mut().for_each(|place| place.byte_offset = None);
                }
            }
            table.warnings.extend(file.unread.into_iter().map(|column| warning(&file.name, column)));
        }
    }
}

fn warning(file: &str, column: UnreadColumn) -> Warning {
    Warning {
        code: WarningCode::UnreadableValues,
        message: format!(
            "Values that are neither text nor numbers, such as bytes and intervals, count as missing. Write the column \
             as text to have it compared: {}",
            column.name
        ),
        count: column.values,
        file: Some(file.to_owned()),
        line: None,
        byte_offset: None,
        snippet: None,
        further: Vec::new(),
    }
}
