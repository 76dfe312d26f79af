//! Reads a Parquet file by the host's reader of such files, as records.

use driftscope_report::Format;
use driftscope_table::OUTLINE_BYTES;

use super::source::{FileSource, ParquetRows, ParquetStep};
use super::{Engine, PROGRESS_STEP_BYTES};
use crate::feed::SideReader;
use crate::parquet_files::FullTable;
use crate::{Buffers, Event, Problem, ReadChoice};

/// The bytes that every Parquet file begins with.
const MAGIC: &[u8] = b"PAR1";

/// Whether it is a Parquet file.
pub(super) async fn is_parquet(source: &impl FileSource) -> bool {
    source.range(0..MAGIC.len() as u64).await.is_some_and(|head| head == MAGIC)
}

/// The first rows as JSON Lines, no more than the page looks at of any file.
pub(super) async fn first_lines(source: &impl FileSource) -> Option<String> {
    let mut rows = source.rows().await.ok()?;
    let Ok(ParquetStep::Rows { lines, .. }) = rows.next() else { return None };
    let lines = &lines[..lines.len().min(OUTLINE_BYTES as usize)];
    let end = lines.iter().rposition(|byte| *byte == b'\n')?;
    Some(String::from_utf8_lossy(&lines[..end]).into_owned())
}

/// A Parquet file of a side.
pub(super) struct OneParquet<'a, S> {
    pub(super) job: u32,
    pub(super) name: &'a str,
    pub(super) source: &'a S,
    pub(super) choice: &'a ReadChoice,
    /// The bytes of the files before it.
    pub(super) before: u64,
}

impl<B: Buffers> Engine<B> {
    /// Reads a Parquet file.
    pub(super) async fn read_parquet<S: FileSource>(
        &self,
        file: OneParquet<'_, S>,
        reader: &mut SideReader,
    ) -> Result<(), Problem> {
        let OneParquet { job, name, source, choice, before } = file;
        let unusable = |message: String| Problem::BadParquet { file: name.to_owned(), message };
        let unreadable = |reason| Problem::Unreadable { file: name.to_owned(), reason };
        let options = choice.options();
        if options.format.is_some_and(|format| format != Format::Records) {
            return Err(unusable(
                "It is a Parquet file, and has no other shape: choose “As detected” under “Read as”".to_owned(),
            ));
        }
        let mut rows = source.rows().await.map_err(unreadable)?;
        let table = reader.begin_parquet(name, source.size());
        let mut full = FullTable::new(table.rows());
        let mut reported = before / PROGRESS_STEP_BYTES;
        loop {
            match rows.next().map_err(unreadable)? {
                ParquetStep::Failed(message) => return Err(unusable(message)),
                ParquetStep::End => break,
                ParquetStep::Rows { lines, share } => {
                    table.feed(lines);
                    let bytes = before + (source.size() as f64 * share) as u64;
                    if bytes / PROGRESS_STEP_BYTES > reported {
                        reported = bytes / PROGRESS_STEP_BYTES;
                        self.emit(Event::Reading { job, bytes, rows: table.rows() as u64 });
                    }
                    if full.is_full(table.rows(), options.sample.is_some()) {
                        break;
                    }
                }
            }
        }
        // The fingerprint comes later, as that of any file.
        reader.end_parquet(String::new(), rows.unread());
        Ok(())
    }
}
