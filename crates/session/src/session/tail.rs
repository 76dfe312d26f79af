//! Two workers read one large file, if a core would be idle otherwise: one its beginning, the other its tail.
//!
//! ```text
//! page                         reader of the side           another worker
//!   │◄── CanLeaveTail ───────────────│  after the first chunk       │
//!   │─── LeaveTail ─────────────────►│  if a core is idle           │
//!   │◄── TailLeft ───────────────────│  where a line begins         │
//!   │─── ReadTail + file ─────────────────────────────────────────►│
//!   │◄── TailRead + buffers ──────────────────────────────────────────│
//!   │─── AppendTail + buffers ──────►│                              ┴
//!   │◄── TailAppended ───────────────│  once it has got there
//! ```
//!
//! If the tail cannot be appended, the first worker reads on.

use driftscope_table::{LEAST_PART, cut};

use super::{Amount, Attached, Notice, Session, WorkerId};
use crate::{Command, Side, TailLabel};

/// The tail of a file, which has a worker of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    /// The place of the file among those of the side.
    file: usize,
    /// Who reads it, until it is read.
    pub(super) worker: Option<WorkerId>,
    read: Amount,
}

impl<F: Clone, B> Session<F, B> {
    /// A file that is being read could be read by two: that is worth it if the other side has less left to read.
    pub(super) fn leave_tail(&mut self, side: Side, file: usize) {
        let Some(bytes) = self.files[side.index()].get(file).map(|file| file.bytes) else { return };
        let at = cut(bytes, self.left(side.other()), LEAST_PART);
        if let (Some(at), Some(reader)) = (at, self.readers[side.index()]) {
            self.send(reader, Command::LeaveTail { file, at });
        }
    }

    /// The tail of a file is left to another worker.
    pub(super) fn read_tail(&mut self, side: Side, file: usize, from: u64) {
        let Some(input) = self.files[side.index()].get(file).cloned() else { return };
        let choice = self.choices[side.index()].clone();
        let worker = self.start();
        self.tails[side.index()] = Some(Tail { file, worker: Some(worker), read: Amount::default() });
        let command = Command::ReadTail { job: worker.0, name: input.name, from, choice };
        self.send_with(worker, command, Attached::Files(vec![input.handle]));
    }

    /// A tail is read, or nobody can read it: the reader of the beginning gets it, and its worker ends. Returns whether the
    /// worker is one that reads a tail.
    pub(super) fn pass_tail(&mut self, worker: WorkerId, tail: Option<TailLabel>, buffers: Option<B>) -> bool {
        let Some(side) = self.reading_tail(worker) else { return false };
        let Some(known) = &mut self.tails[side.index()] else { return false };
        known.worker = None;
        let file = known.file;
        if let Some(reader) = self.readers[side.index()] {
            let attached = buffers.map_or(Attached::Nothing, Attached::Buffers);
            self.send_with(reader, Command::AppendTail { file, tail }, attached);
        }
        true
    }

    /// A worker has read so much of a side or of a tail of it.
    pub(super) fn progress(&mut self, worker: WorkerId, bytes: u64, rows: u64) {
        let read = Amount { bytes, rows };
        let side = if let Some(side) = self.reading(worker) {
            self.read[side.index()] = read;
            side
        } else if let Some(side) = self.reading_tail(worker) {
            if let Some(tail) = &mut self.tails[side.index()] {
                tail.read = read;
            }
            side
        } else {
            return;
        };
        let Amount { bytes, rows } = self.read_so_far(side);
        self.publish(Notice::Progressed { side, bytes, rows });
    }

    /// All of a side is read.
    pub(super) fn end_reading(&mut self, side: Side, rows: u64) {
        self.tails[side.index()] = None;
        self.read[side.index()] = Amount { bytes: self.bytes(side), rows };
    }

    fn reading_tail(&self, worker: WorkerId) -> Option<Side> {
        let reads = |tail: &Tail| tail.worker == Some(worker);
        Side::BOTH.into_iter().find(|side| self.tails[side.index()].as_ref().is_some_and(reads))
    }

    fn bytes(&self, side: Side) -> u64 {
        self.files[side.index()].iter().map(|file| file.bytes).sum()
    }

    fn read_so_far(&self, side: Side) -> Amount {
        let read = self.read[side.index()];
        let tail = self.tails[side.index()].map_or(Amount::default(), |tail| tail.read);
        Amount { bytes: read.bytes + tail.bytes, rows: read.rows + tail.rows }
    }

    /// Bytes of a side that its workers have not read yet.
    fn left(&self, side: Side) -> u64 {
        if self.readers[side.index()].is_none() {
            return 0;
        }
        self.bytes(side).saturating_sub(self.read_so_far(side).bytes)
    }
}
