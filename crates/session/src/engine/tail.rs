//! The tail of a file that another worker reads: `session::tail` has the conversation.

use std::cell::RefCell;
use std::future::poll_fn;
use std::task::{Poll, Waker};

use driftscope_table::{TableReader, Tail};

use super::source::{Chunks, FileSource, first_line};
use super::{Engine, PROGRESS_STEP_BYTES};
use crate::{Buffers, Event, Problem, ReadChoice, TailLabel, parcel};

/// Where a reader leaves the tail of its file, and finds it again.
#[derive(Default)]
pub(super) struct TailSlot {
    /// The file whose tail the page wants to be left, and the offset.
    asked: RefCell<Option<(usize, u64)>>,
    held: RefCell<Held>,
}

#[derive(Default)]
enum Held {
    /// No tail is left to another worker.
    #[default]
    None,
    /// That of this file has not come.
    Coming(usize),
    /// The reader waits for it.
    Awaited(Waker),
    /// It has come, or never will.
    Here(Option<Tail>),
}

impl TailSlot {
    /// The page wants the tail of a file to be left.
    pub(super) fn ask(&self, file: usize, at: u64) {
        self.asked.replace(Some((file, at)));
    }

    /// The tail of a file has come, or there will be none.
    pub(super) fn receive(&self, file: usize, tail: Option<TailLabel>, buffers: &mut impl Buffers) {
        // It may come late, after the reader has given up waiting.
        let is_expected = match &*self.held.borrow() {
            Held::Coming(expected) => *expected == file,
            Held::Awaited(_) => true,
            Held::None | Held::Here(_) => false,
        };
        if !is_expected {
            return;
        }
        let tail = tail.and_then(|tail| {
            let columns = parcel::unpack_columns(tail.columns, buffers)?;
            Some(Tail { columns, outline: tail.outline })
        });
        if let Held::Awaited(waker) = self.held.replace(Held::Here(tail)) {
            waker.wake();
        }
    }

    /// The offset at which the tail of a file is left, once the page wants that: the first line from there on, if it lies
    /// after what was read.
    pub(super) async fn leave(&self, file: usize, source: &impl FileSource, read: u64) -> Option<u64> {
        let (_, at) = self.asked.take().filter(|(asked, _)| *asked == file)?;
        let from = first_line(source, at).await.filter(|from| *from > read)?;
        self.held.replace(Held::Coming(file));
        Some(from)
    }

    /// Appends the tail of the file, as soon as it has come. `false` if it has to be read here.
    pub(super) async fn append(&self, reader: &mut TableReader) -> bool {
        // Asked first, so that no tail is awaited in vain.
        if !reader.is_divisible() {
            self.held.replace(Held::None);
            return false;
        }
        let tail = poll_fn(|context| match self.held.take() {
            Held::Here(tail) => Poll::Ready(tail),
            Held::None => Poll::Ready(None),
            Held::Coming(_) | Held::Awaited(_) => {
                self.held.replace(Held::Awaited(context.waker().clone()));
                Poll::Pending
            }
        });
        tail.await.is_some_and(|tail| reader.append(tail))
    }
}

/// The tail of a file for the worker that reads its beginning.
pub(super) struct TailOf<'a, S> {
    pub(super) job: u32,
    pub(super) name: &'a str,
    pub(super) file: &'a S,
    /// The offset at which it begins.
    pub(super) from: u64,
    pub(super) choice: &'a ReadChoice,
}

impl<B: Buffers> Engine<B> {
    pub(super) async fn read_tail<S: FileSource>(&self, tail: TailOf<'_, S>) -> Result<(), Problem> {
        let TailOf { job, name, file, from, choice } = tail;
        let unreadable = |reason| Problem::Unreadable { file: name.to_owned(), reason };
        let mut reader = TableReader::of_tail(choice.options(), name, from);
        let mut chunks = file.chunks(from).map_err(unreadable)?;
        let mut bytes = 0;
        while let Some(chunk) = chunks.next().await.map_err(unreadable)? {
            let before = bytes / PROGRESS_STEP_BYTES;
            bytes += chunk.len() as u64;
            reader.feed(chunk);
            if bytes / PROGRESS_STEP_BYTES > before {
                self.emit(Event::Reading { job, bytes, rows: reader.rows() as u64 });
            }
        }
        let mut buffers = B::default();
        let tail = reader.finish_tail().map(|Tail { columns, outline }| TailLabel {
            columns: parcel::pack_columns(columns, &mut buffers),
            outline,
        });
        self.emit_with(Event::TailRead { tail }, buffers);
        Ok(())
    }
}
