//! Lets two readers share one file.

use super::Tail;
use super::append::append;
use crate::read::input::Input;
use crate::read::limits::{Limits, ReadOptions};
use crate::read::reader::{Packing, TableReader};

impl TableReader {
    /// A reader of the rest of a file of records, from this offset on, where a line has to begin. It is fed like any
    /// other, and ends with [`TableReader::finish_tail`].
    ///
    /// ```
    /// use driftscope_table::{ReadOptions, TableReader};
    ///
    /// let (before, after) = ("{\"a\": 1}\n{\"a\": 2}\n", "{\"a\": 3}\n");
    /// let mut rest = TableReader::of_tail(ReadOptions::default(), "example.jsonl", before.len() as u64);
    /// rest.feed(after.as_bytes());
    ///
    /// let mut reader = TableReader::new(ReadOptions::default());
    /// reader.begin_file("example.jsonl");
    /// reader.feed(before.as_bytes());
    /// let is_taken = rest.finish_tail().is_some_and(|rest| reader.append(rest));
    /// if !is_taken {
    ///     reader.feed(after.as_bytes());
    /// }
    /// assert_eq!(reader.finish()?.rows, 3);
    /// # Ok::<(), driftscope_table::ReadError>(())
    /// ```
    pub fn of_tail(options: ReadOptions, name: &str, offset: u64) -> Self {
        let ReadOptions { limits, format, path, sample } = options;
        // Which strings are past the limit is only known when those before them are. What they take is bounded still.
        let limits = Limits { distinct: usize::MAX, dictionary_bytes: usize::MAX, ..limits };
        let mut reader = Self::new(ReadOptions { limits, format, path, sample });
        reader.begin_file(name);
        reader.records.rows.columns.notes_unchecked = true;
        if let Some(file) = &mut reader.open {
            file.packing = Packing::Plain;
            file.input = Input::after_lines(offset);
        }
        reader
    }

    /// Ends a reader of the rest of a file. `None` where it has found something that depends on what comes before, so
    /// that the first reader has to read this part, too.
    pub fn finish_tail(mut self) -> Option<Tail> {
        let mut file = self.open.take()?;
        file.pieces.end(&mut file.input, &mut self.records);
        let findings = file.input.records()?.findings();
        // Which rows are in a sample depends on their numbers.
        let is_complete = self.sample.is_none() && !findings.asked_for_key;
        is_complete.then(|| Tail::of(self.records.rows, findings, file.record.bytes))
    }

    /// Whether two readers may share the file, of `bytes` bytes in all, as far as its start shows:
    /// records in lines, all of which are likely to fit.
    pub fn may_be_shared(&self, bytes: u64) -> bool {
        let Some(file) = self.open.as_ref().filter(|file| matches!(file.packing, Packing::Plain)) else { return false };
        let rows = (self.rows() - file.rows_before) as f64 * bytes as f64 / file.record.bytes.max(1) as f64;
        let fit = self.records.rows.columns.fit(file.rows_before.saturating_add(rows as usize));
        self.sample.is_none() && file.input.has_lines() && fit
    }

    /// Whether what comes next may be read by another reader, as far as one can see: a line begins here, among records that
    /// lie in lines. To be asked before somebody waits for the other reader.
    pub fn is_divisible(&mut self) -> bool {
        let Some(file) = self.open.as_mut().filter(|file| matches!(file.packing, Packing::Plain)) else { return false };
        self.sample.is_none()
            && file.pieces.settle(&mut file.input, &mut self.records)
            && file.input.records().is_some_and(|records| records.is_after_line())
    }

    /// Takes in the rest of the file, which another reader has read from here on. `false` where the table would not be that
    /// of one reader: then nothing has happened, and the rest has to be fed.
    #[must_use]
    pub fn append(&mut self, tail: Tail) -> bool {
        if !self.is_divisible() {
            return false;
        }
        let (bytes, findings) = (tail.outline.bytes, tail.outline.findings);
        let Some(file) = &mut self.open else { return false };
        let Some(records) = file.input.records() else { return false };
        let line = records.cursor().line;
        if !append(&mut self.records.rows, tail, line - 1) {
            return false;
        }
        records.conclude(findings);
        file.record.bytes += bytes;
        true
    }
}
