//! A file as a worker reads it.

use std::ops::Range;

use driftscope_table::{line_search, line_start};

/// A file whose bytes come in chunks.
// Nothing is sent to another thread: a worker has one.
#[allow(async_fn_in_trait)]
pub trait FileSource {
    /// Its chunks.
    type Chunks: Chunks;
    /// Its rows, if it is a Parquet file.
    type Rows: ParquetRows;

    /// Its size in bytes.
    fn size(&self) -> u64;

    /// Its bytes from this offset on. An error is the reason, in the host's words.
    fn chunks(&self, from: u64) -> Result<Self::Chunks, String>;

    /// A few of its bytes; `None` if they cannot be read. Commands of the page arrive meanwhile.
    async fn range(&self, range: Range<u64>) -> Option<Vec<u8>>;

    /// Its rows, of a Parquet file. An error is the reason, in the host's words.
    async fn rows(&self) -> Result<Self::Rows, String>;
}

/// The rows of a Parquet file, as JSON Lines.
pub trait ParquetRows {
    /// Reads on. An error is the reason for which the host cannot, in its words.
    fn next(&mut self) -> Result<ParquetStep<'_>, String>;

    /// The columns of which values could not be read so far, and how many of each.
    fn unread(&mut self) -> Vec<(String, u64)>;
}

/// What comes next of a Parquet file.
#[derive(Debug)]
pub enum ParquetStep<'a> {
    /// Rows.
    Rows {
        /// A line of JSON for each.
        lines: &'a [u8],
        /// The share of the file's rows that were read so far, from 0 to 1.
        share: f64,
    },
    /// Nothing: all rows were read.
    End,
    /// The file cannot be read, for this reason.
    Failed(String),
}

/// The chunks of a file.
#[allow(async_fn_in_trait)]
pub trait Chunks {
    /// The next bytes; `None` at the end. An error is the reason, in the host's words.
    async fn next(&mut self) -> Result<Option<&[u8]>, String>;
}

/// The first offset from `cut` on at which a line begins, if there is one soon.
pub(super) async fn first_line(source: &impl FileSource, cut: u64) -> Option<u64> {
    let search = line_search(cut);
    let end = search.end.min(source.size());
    let bytes = source.range(search.start..end).await?;
    line_start(search.start, &bytes).filter(|start| *start < source.size())
}

/// Lets commands of the page arrive. While a browser has bytes at hand, chunks come without a turn in which messages do;
/// a byte that is asked for by itself takes one.
pub(super) async fn turn(source: &impl FileSource) {
    source.range(0..1).await;
}

/// The bytes of a file after this offset.
pub(super) fn from_end(source: &impl FileSource, at: u64) -> u64 {
    source.size().saturating_sub(at)
}
