//! Takes rows whose values are typed already, a batch of each column at a time, for inputs that are no text.
//!
//! Invariant: the table is the one of the same rows written as JSON Lines. So nothing that needs to be said of a row, and no limit, is dealt
//! with here: such rows are refused, and their reader feeds them as records.

use super::assemble::column_batch::ColumnBatch;
use super::place::Whereabouts;
use super::reader::{Packing, TableReader};

impl TableReader {
    /// Whether the file that is open is one of JSON Lines, of which the last has ended, so that [batches](TableReader::add_batches) may
    /// go on. Where this is `false`, rows must be fed as records; a sample is drawn from records only.
    pub fn takes_batches(&mut self) -> bool {
        let records = &mut self.records;
        let Some(file) = self.open.as_mut().filter(|_| !records.rows.is_sampled()) else { return false };
        matches!(file.packing, Packing::Plain)
            && !records.rows.columns.notes_unchecked
            && file.pieces.settle(&mut file.input, records)
            && file.input.records().is_some_and(|framing| framing.is_after_line())
    }

    /// Adds `rows` rows with a value of each of these columns, as if they had been fed as lines of JSON with these keys in their order.
    ///
    /// `false` and nothing done where that would make a column, pass a limit or need a warning of a new kind: then the rows must be fed as lines.
    /// The first rows of a file always are, since they say what columns there are.
    pub fn add_batches(&mut self, rows: usize, columns: &[ColumnBatch]) -> bool {
        if !self.takes_batches() || columns.iter().any(|column| column.len() != rows) {
            return false;
        }
        let records = &mut self.records;
        let Some(framing) = self.open.as_mut().and_then(|file| file.input.records()) else { return false };
        let cursor = framing.cursor();
        let here = Whereabouts { input: &[], line: cursor.line, offset: cursor.offset };
        let added = records.rows.add_batches(rows, columns, here);
        if added {
            framing.pass_rows(rows);
        }
        added
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, ReadOptions, Spelling, Table};

    /// Two columns of some rows, as lines and as batches.
    fn rows(from: usize, count: usize) -> (String, [ColumnBatch; 2]) {
        let spelling = Spelling::of(b"1970-01-01T00:00:00.000Z");
        let mut batches = [ColumnBatch::new("n".to_owned(), None), ColumnBatch::new("t".to_owned(), spelling)];
        let mut lines = String::new();
        for row in from..from + count {
            let time = row as i64 * 1_000;
            let text = spelling.map(|spelling| spelling.write(time)).unwrap_or_default();
            lines += &format!("{{\"n\":{},\"t\":\"{text}\"}}\n", 1_i64 << (row % 60));
            batches[0].integer(1_i64 << (row % 60));
            assert!(batches[1].timestamp(time));
        }
        (lines, batches)
    }

    fn table(limits: Limits, mut next: impl FnMut(&mut TableReader, usize)) -> Table {
        let mut reader = TableReader::new(ReadOptions { limits, ..ReadOptions::default() });
        reader.begin_file("log");
        (0..40).for_each(|round| next(&mut reader, round * 100));
        let mut table = reader.finish().expect("rows");
        table.files.iter_mut().for_each(|file| file.bytes = 0);
        table.warnings.iter_mut().for_each(|warning| warning.byte_offset = None);
        table
    }

    #[test]
    fn batches_are_the_rows_that_lines_are() {
        for limits in [
            Limits::default(),
            Limits { rows: 1_050, ..Limits::default() },
            Limits { distinct: 950, ..Limits::default() },
        ] {
            let lines = table(limits.clone(), |reader, from| reader.feed(rows(from, 100).0.as_bytes()));
            let mut added = 0;
            let batches = table(limits, |reader, from| {
                let (lines, batches) = rows(from, 100);
                if reader.add_batches(100, &batches) {
                    added += 1;
                } else {
                    reader.feed(lines.as_bytes());
                }
            });
            assert!(lines == batches && added > 5, "{added}");
        }
    }

    #[test]
    fn what_needs_a_column_or_is_no_row_is_refused() {
        let (lines, batches) = rows(0, 100);
        let mut reader = TableReader::new(ReadOptions::default());
        assert!(!reader.add_batches(100, &batches), "no file");
        reader.begin_file("log");
        assert!(!reader.add_batches(100, &batches), "it is not known what the file is");
        reader.feed(lines.as_bytes());
        assert!(!reader.add_batches(99, &batches), "another number of rows");
        let [numbers, mut times] = batches;
        times.name = "other".to_owned();
        assert!(!reader.add_batches(100, &[numbers, times]), "a column that is not there");
        reader.feed(b"{\"n\":1");
        assert!(!reader.add_batches(100, &rows(0, 100).1), "within a record");
        assert_eq!(reader.rows(), 100);
    }
}
