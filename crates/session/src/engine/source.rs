//! A file as a worker reads it.

use std::ops::Range;

use driftscope_table::{line_search, line_start};

/// A file whose bytes come in chunks.
// Nothing is sent to another thread: a worker has one.
#[allow(async_fn_in_trait)]
pub trait FileSource {
    /// Its chunks.
    type Chunks: Chunks;

    /// Its size in bytes.
    fn size(&self) -> u64;

    /// Its bytes from this offset on. An error is the reason, in the host's words.
    fn chunks(&self, from: u64) -> Result<Self::Chunks, String>;

    /// A few of its bytes; `None` if they cannot be read. Commands of the page arrive meanwhile.
    async fn range(&self, range: Range<u64>) -> Option<Vec<u8>>;
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
