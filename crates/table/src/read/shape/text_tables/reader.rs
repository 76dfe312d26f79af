//! Reads a table line by line.

use super::super::converted::Sink;
use super::super::plan::Plan;
use super::super::shape::Shape;
use crate::read::json::record_reader::RecordReader;
use crate::read::place::Cursor;
use crate::spelling::windows_1252;

/// What a line is.
pub(super) enum Line {
    /// A row, which was written as a record.
    Row,
    /// Names, a comment, a rule: nothing is lost.
    Aside,
    /// Something that stands where a row should.
    Broken,
}

/// A table whose rows are lines.
pub(super) trait Lines: std::fmt::Debug + Send {
    /// Reads a line; a row is written as an object, whose first bracket is there.
    fn line(&mut self, line: &str, record: &mut Vec<u8>) -> Line;

    /// Ends the table: rows may have waited for the line behind them. Asked again as long as there is one.
    fn end(&mut self, _: &mut Vec<u8>) -> Line {
        Line::Aside
    }
}

/// Reads the lines of one file.
#[derive(Debug)]
pub(super) struct LineReader {
    plan: Plan,
    lines: Box<dyn Lines>,
    cursor: Cursor,
    record: Vec<u8>,
    is_over: bool,
    /// The rest of a line that is too long.
    is_skipping: bool,
}

impl LineReader {
    pub(super) fn open(plan: Plan, cursor: Cursor, lines: impl Lines + 'static) -> Box<dyn Shape> {
        Box::new(Self { plan, lines: Box::new(lines), cursor, record: Vec::new(), is_over: false, is_skipping: false })
    }

    fn read(&mut self, line: &[u8], reader: &mut RecordReader) {
        let text = windows_1252::decode(line);
        if text.trim().is_empty() {
            return;
        }
        self.put(line, reader, |lines, record| lines.line(&text, record));
    }

    fn put(
        &mut self,
        line: &[u8],
        reader: &mut RecordReader,
        read: impl FnOnce(&mut dyn Lines, &mut Vec<u8>) -> Line,
    ) -> bool {
        self.record.clear();
        self.record.push(b'{');
        let kind = read(&mut *self.lines, &mut self.record);
        let mut sink = Sink::new(reader, self.cursor.record(line));
        let is_row = matches!(kind, Line::Row);
        match kind {
            Line::Row => {
                self.record.push(b'}');
                sink.row(&self.record);
                self.is_over = sink.is_full();
            }
            Line::Aside => {}
            Line::Broken => sink.no_row(),
        }
        is_row
    }
}

impl Shape for LineReader {
    fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        while !self.is_over && at < input.len() {
            let rest = &input[at..];
            let most = reader.rows.limits.record_bytes;
            let end = memchr::memchr(b'\n', rest);
            let (line, passed) = match end {
                Some(end) => (&rest[..end], end + 1),
                None if last || self.is_skipping => (rest, rest.len()),
                None if rest.len() < most => return at,
                None => (rest, rest.len()),
            };
            if !self.is_skipping && line.len() < most {
                self.read(line.strip_suffix(b"\r").unwrap_or(line), reader);
            } else if !self.is_skipping {
                reader.rows.too_long(self.cursor.record(line));
            }
            self.is_skipping = end.is_none();
            at += self.cursor.pass(&rest[..passed]);
        }
        if last && !self.is_over {
            while !self.is_over && self.put(&[], reader, |lines, record| lines.end(record)) {}
        }
        self.is_over |= last;
        if self.is_over { input.len() } else { at }
    }

    fn is_over(&self) -> bool {
        self.is_over
    }

    fn plan(&self) -> Plan {
        self.plan.clone()
    }
}
