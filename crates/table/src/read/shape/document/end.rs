//! The ends of a document: of its objects and arrays, of itself, of the file, and where it is broken.

use super::keys::is_start_of_key;
use super::{Document, State};
use crate::WarningCode;
use crate::read::json::record_reader::RecordReader;
use crate::read::place::SNIPPET;
use crate::read::shape::shape::Shape;

impl Document {
    /// The innermost object or array ends.
    pub(super) fn close(&mut self, reader: &mut RecordReader) {
        let closed = self.stack.pop();
        self.state = State::After;
        if let Some(level) = closed.filter(|_| self.shape.has_lists() && self.stack.len() == 1) {
            let length = if level.is_fresh { 0 } else { level.position + 1 };
            let [least, most] = self.lengths.unwrap_or([length; 2]);
            self.lengths = Some([least.min(length), most.max(length)]);
        }
        if self.stack.is_empty() {
            self.end_document(reader);
        }
    }

    /// One document is read: its labels become a column, unless they only count the rows.
    pub(super) fn end_document(&mut self, reader: &mut RecordReader) {
        if let Some([least, most]) = self.lengths.take().filter(|[least, most]| least < most) {
            reader.rows.problems.add(WarningCode::UnequalLengths, || {
                let message = format!(
                    "The lists of the columns have {least} to {most} values; the shorter ones are taken to end early"
                );
                (None, message)
            });
        }
        self.labels.end(reader);
        self.names.clear();
    }

    /// The end of the file.
    pub(super) fn end(&mut self, rest: &[u8], reader: &mut RecordReader) {
        if self.is_over() || self.stack.is_empty() {
            if !self.stack.is_empty() {
                self.end_document(reader);
            }
            self.state = State::Over;
            return;
        }
        if !matches!(self.state, State::Records(_)) {
            reader.rows.problems.add(WarningCode::Truncated, || {
                let message = "The file ends before its document does; what is whole in it is read: check that the \
                               export has finished";
                let whereabouts = self.cursor.record(rest);
                (Some(whereabouts.at(0)), message.to_owned())
            });
        }
        self.end_document(reader);
        self.stack.clear();
        self.state = State::Over;
    }

    /// Neither a key nor the start of one.
    pub(super) fn no_key(&mut self, rest: &[u8], at: usize, last: bool, reader: &mut RecordReader) -> (usize, bool) {
        let may_go_on = rest.first() == Some(&b'"') && rest.len() < reader.rows.limits.record_bytes;
        if may_go_on && !last && is_start_of_key(rest) {
            return (at, false);
        }
        if may_go_on && is_start_of_key(rest) {
            // The end of the file gets a warning of its own.
            return (at, false);
        }
        (at, self.broken(rest, last, reader))
    }

    /// The document is no JSON from here on. Gives whether there is anything more to do.
    pub(super) fn broken(&mut self, rest: &[u8], last: bool, reader: &mut RecordReader) -> bool {
        let whereabouts = self.cursor.record(rest);
        if !last && rest.len() <= SNIPPET {
            return false;
        }
        reader.rows.broken_document(whereabouts);
        self.state = State::Over;
        self.end_document(reader);
        self.stack.clear();
        false
    }
}
