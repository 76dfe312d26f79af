//! Joins records that chunk borders cut through, and copies no more than those.
//!
//! What is whole in a piece is read where it lies. Only a record that goes on in the next piece is kept, and read once
//! twice as much has come, so that the work stays linear even when single bytes are fed.

use crate::read::input::Input;
use crate::read::json::record_reader::RecordReader;

/// Bytes that are waited for at least.
const STEP: usize = 4096;

/// The part of the file that was fed and could not be read yet.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pending: Vec<u8>,
    /// Reading is tried again once this many bytes are there.
    enough: usize,
}

impl Pieces {
    /// Takes the next bytes of the (unpacked) file.
    pub(crate) fn feed(&mut self, mut bytes: &[u8], input: &mut Input, reader: &mut RecordReader) {
        while !bytes.is_empty() && !input.is_over() {
            if self.pending.is_empty() {
                let done = input.process(bytes, false, reader);
                self.keep(&bytes[done..]);
                return;
            }
            let before = self.pending.len();
            let taken = bytes.len().min(self.enough.saturating_sub(before).max(1));
            self.pending.extend_from_slice(&bytes[..taken]);
            if self.pending.len() < self.enough {
                return;
            }
            let done = input.process(&self.pending, false, reader);
            if done >= before {
                // The rest lies in the piece as well: no need to keep it here.
                self.pending.clear();
                bytes = &bytes[done - before..];
            } else {
                self.pending.drain(..done);
                self.enough = self.pending.len() * 2 + STEP;
                bytes = &bytes[taken..];
            }
        }
    }

    /// Reads what is whole, without waiting for more of it. Gives whether nothing is left.
    pub(crate) fn settle(&mut self, input: &mut Input, reader: &mut RecordReader) -> bool {
        if !self.pending.is_empty() {
            let done = input.process(&self.pending, false, reader);
            self.pending.drain(..done);
        }
        self.pending.is_empty()
    }

    /// Reads what is left at the end of the file.
    pub(crate) fn end(&mut self, input: &mut Input, reader: &mut RecordReader) {
        let pending = std::mem::take(&mut self.pending);
        let done = input.process(&pending, true, reader);
        debug_assert!(done == pending.len() || input.is_over(), "{done} of {}", pending.len());
    }

    fn keep(&mut self, rest: &[u8]) {
        self.pending.extend_from_slice(rest);
        self.enough = self.pending.len() * 2 + STEP;
    }
}
