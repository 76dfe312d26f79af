//! Parquet files, whose table is that of the records that they would be as JSON Lines.

use std::collections::HashSet;

use driftscope_report::{Format, Warning, WarningCode};
use driftscope_table::Table;

/// Batches without a row more after which a table is taken to be full: it says itself why.
const IN_VAIN: usize = 4096;

/// The Parquet files of one data set.
#[derive(Debug, Default)]
pub(crate) struct ParquetFiles(Vec<ParquetFile>);

/// What the table reader, which saw records, cannot know of a Parquet file.
#[derive(Debug)]
struct ParquetFile {
    /// Its place among the files of the data set.
    number: usize,
    name: String,
    bytes: u64,
    /// Columns of which values could not be read, each with how many.
    unread: Vec<(String, u64)>,
}

impl ParquetFiles {
    /// A file begins.
    pub(crate) fn begin(&mut self, number: usize, name: &str, bytes: u64) {
        self.0.push(ParquetFile { number, name: name.to_owned(), bytes, unread: Vec::new() });
    }

    /// The file that began last has ended.
    pub(crate) fn end(&mut self, unread: Vec<(String, u64)>) {
        if let Some(file) = self.0.last_mut() {
            file.unread = unread;
        }
    }

    /// Says of the table's Parquet files what they are.
    pub(crate) fn settle(self, table: &mut Table) {
        let numbers: HashSet<usize> = self.0.iter().map(|file| file.number).collect();
        let files = table.files.iter().enumerate();
        let others: HashSet<String> =
            files.filter(|(number, _)| !numbers.contains(number)).map(|(_, file)| file.name.clone()).collect();
        for file in self.0 {
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

/// Notices that nothing more of a file goes into the table.
#[derive(Debug)]
pub struct FullTable {
    rows: usize,
    in_vain: usize,
}

impl FullTable {
    /// Before the first batch, of a table of this many rows.
    pub fn new(rows: usize) -> Self {
        Self { rows, in_vain: 0 }
    }

    /// Whether the table is full, which has this many rows after a further batch. Of a `sample` it is not known.
    pub fn is_full(&mut self, rows: usize, is_sample: bool) -> bool {
        // A sample may well have nothing of a batch.
        let is_in_vain = !is_sample && rows == self.rows;
        self.in_vain = if is_in_vain { self.in_vain + 1 } else { 0 };
        self.rows = rows;
        self.in_vain == IN_VAIN
    }
}

fn warning(file: &str, (column, values): (String, u64)) -> Warning {
    Warning {
        code: WarningCode::UnreadableValues,
        message: format!(
            "Values that are neither text nor numbers, such as bytes and intervals, count as missing. Write the column \
             as text to have it compared: {column}"
        ),
        count: values,
        file: Some(file.to_owned()),
        line: None,
        byte_offset: None,
        snippet: None,
        further: Vec::new(),
    }
}
