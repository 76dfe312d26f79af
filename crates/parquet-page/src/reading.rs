//! A file on its way to be JSON Lines.

use driftscope_parquet::{ParquetError, ParquetReader};

use crate::file::{Source, SourceFile};

/// What the next step of a reading gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Rows, as JSON Lines.
    Rows,
    /// Nothing more.
    End,
    /// The file cannot be read, and the text says why.
    Failed,
}

/// A file that is being read.
pub struct Reading<S: Source> {
    state: Result<ParquetReader<SourceFile<S>>, ParquetError>,
    /// Rows that were read.
    rows: u64,
    text: Vec<u8>,
}

impl<S: Source> Reading<S> {
    /// Reads the end of a file. If that fails, the first step says so.
    pub fn new(source: S, size: u64) -> Self {
        let file = SourceFile::new(source, size);
        let state = ParquetReader::with_own_codecs(file.clone());
        file.read_ahead(state.as_ref().map_or(1, ParquetReader::columns));
        Self { state, rows: 0, text: Vec::new() }
    }

    /// Reads on.
    pub fn step(&mut self) -> Step {
        self.text.clear();
        let read = match &mut self.state {
            Ok(reader) => reader.read(&mut self.text).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match read {
            Ok(0) => Step::End,
            Ok(rows) => {
                self.rows += rows as u64;
                Step::Rows
            }
            Err(words) => {
                self.text = words.into_bytes();
                Step::Failed
            }
        }
    }

    /// Makes the columns of which values could not be read so far the text: a JSON array of pairs, name and number.
    pub fn unread(&mut self) {
        let unread = self.state.as_ref().map_or_else(|_| Vec::new(), ParquetReader::unread);
        let pairs: Vec<_> = unread.into_iter().map(|column| (column.name, column.values)).collect();
        self.text = serde_json::to_vec(&pairs).unwrap_or_default();
    }

    /// What came of the last call.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The share of the rows that were read, from 0 to 1.
    pub fn share(&self) -> f64 {
        let all = self.state.as_ref().map_or(0, ParquetReader::rows);
        (self.rows as f64 / all.max(1) as f64).min(1.0)
    }
}

impl<S: Source> std::fmt::Debug for Reading<S> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Reading").field("rows", &self.rows).finish_non_exhaustive()
    }
}
