//! A large file is shared: where a core would be idle, another worker reads the rest of it.

use driftscope_table::{LEAST_PART, cut};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::{Client, Handle, Inner};
use crate::state::{Action, Side};
use driftscope_session::{Command, TailLabel};

/// The rest of a file, which is read by a worker of its own.
pub(super) struct Rest {
    /// Which of the files.
    file: usize,
    /// Who reads it, until it is read.
    handle: Option<Handle>,
    /// Bytes and rows that are read.
    read: (u64, u64),
}

impl Client {
    /// A file that is being read could be shared: that is worth it where the other side has less to read.
    pub(super) fn divide(&self, side: Side, file: usize) {
        let inner = self.0.borrow();
        let Some(bytes) = inner.files[side.index()].get(file).map(|file| file.size() as u64) else { return };
        let (Some(at), Some(reader)) = (cut(bytes, inner.left(side.other()), LEAST_PART), &inner.readers[side.index()])
        else {
            return;
        };
        reader.post(&Command::LeaveTail { file, at }, &[]);
    }

    /// The rest of a file is left to another worker.
    pub(super) fn read_rest(&self, side: Side, number: usize, from: u64) {
        let (file, choice) = {
            let inner = self.0.borrow();
            (inner.files[side.index()].get(number).cloned(), inner.choices[side.index()].clone())
        };
        let job = self.0.borrow_mut().next_job();
        let handle = self.launch(job).ok();
        if let (Some(handle), Some(file)) = (&handle, file) {
            handle.post(&Command::ReadTail { job, name: file.name(), from, choice }, &[JsValue::from(file)]);
        }
        let is_read = handle.is_some();
        self.0.borrow_mut().rests[side.index()] = Some(Rest { file: number, handle, read: (0, 0) });
        if !is_read && let Some(reader) = &self.0.borrow().readers[side.index()] {
            reader.post(&Command::AppendTail { file: number, tail: None }, &[]);
        }
    }

    /// The rest of a file is read, or nobody can read it: that is passed on, and its worker ends. Gives whether the worker is
    /// one that reads such a rest.
    pub(super) fn pass_rest(&self, worker: u32, rest: Option<TailLabel>, buffers: &Array) -> bool {
        let mut inner = self.0.borrow_mut();
        let Some(side) = inner.reading_rest(worker) else { return false };
        let Inner { rests, readers, .. } = &mut *inner;
        let Some(known) = &mut rests[side.index()] else { return false };
        if let Some(reader) = &readers[side.index()] {
            let attached: Vec<JsValue> = buffers.iter().collect();
            let message = reader.message(&Command::AppendTail { file: known.file, tail: rest }, &attached);
            let _ = reader.worker.post_message_with_transfer(&message, buffers);
        }
        known.handle = None;
        true
    }
}

impl Inner {
    /// The side for which a worker reads the rest of a file.
    pub(super) fn reading_rest(&self, worker: u32) -> Option<Side> {
        let reads = |rest: &Rest| rest.handle.as_ref().is_some_and(|handle| handle.job == worker);
        Side::BOTH.into_iter().find(|side| self.rests[side.index()].as_ref().is_some_and(reads))
    }

    /// How far a side is, of which a reader, or whoever reads the rest of its file, has read so many bytes and rows.
    pub(super) fn progress_of_reading(
        &mut self,
        reading: Option<Side>,
        reading_rest: Option<Side>,
        read: (u64, u64),
    ) -> Option<Action> {
        let side = reading.or(reading_rest)?;
        let at = side.index();
        let place = match &mut self.rests[at] {
            Some(rest) if reading.is_none() => &mut rest.read,
            _ => &mut self.read[at],
        };
        *place = read;
        let (bytes, rows) = self.read_so_far(side);
        Some(Action::Progressed { side, bytes, rows })
    }

    /// All of a side is read.
    pub(super) fn end_reading(&mut self, side: Side, rows: u64) {
        self.rests[side.index()] = None;
        self.read[side.index()] = (self.bytes(side), rows);
    }

    fn bytes(&self, side: Side) -> u64 {
        self.files[side.index()].iter().map(|file| file.size() as u64).sum()
    }

    fn read_so_far(&self, side: Side) -> (u64, u64) {
        let (bytes, rows) = self.read[side.index()];
        let rest = self.rests[side.index()].as_ref().map_or((0, 0), |rest| rest.read);
        (bytes + rest.0, rows + rest.1)
    }

    /// Bytes of a side that are not read yet, by those who read it.
    fn left(&self, side: Side) -> u64 {
        if self.readers[side.index()].is_none() {
            return 0;
        }
        self.bytes(side).saturating_sub(self.read_so_far(side).0)
    }
}
