//! The worker's side of a file that two workers share: one reads it from the beginning, the other from a line amid it on.
//!
//! ```text
//! page                         worker of the side             another worker
//!   │◄── Divisible ──────────────────│  after the first piece       │
//!   │─── Divide ────────────────────►│  if a core is idle           │
//!   │◄── Divided ────────────────────│  where a line begins         │
//!   │─── ReadRest + file ─────────────────────────────────────────►│
//!   │◄── RestRead + buffers ──────────────────────────────────────────│
//!   │─── Append + buffers ──────────►│                              ┴
//!   │◄── Joined ─────────────────────│  once it has got there
//! ```
//!
//! Where the rest cannot be taken in, the first worker reads on.

use std::cell::RefCell;
use std::future::poll_fn;
use std::task::{Poll, Waker};

use driftscope_table::{TableReader, Tail};
use js_sys::Array;
use wasm_bindgen::JsValue;

use super::parcel;
use super::slices::{Slices, first_line};
use crate::state::ReadChoice;
use driftscope_session::{Event, Problem, TailLabel};

thread_local! {
    /// Where the page wants a file to be divided: which file, and the offset.
    static WANTED: RefCell<Option<(usize, u64)>> = const { RefCell::new(None) };
    static REST: RefCell<Rest> = const { RefCell::new(Rest::Nobodys) };
}

/// The rest of the file that is being read.
enum Rest {
    /// No file is divided.
    Nobodys,
    /// That of this file has not come.
    OnItsWay(usize),
    /// It is waited for.
    Awaited(Waker),
    /// It has come, or will never come.
    Come(Option<Tail>),
}

/// The page wants a file to be divided.
pub(super) fn divide(file: usize, at: u64) {
    WANTED.set(Some((file, at)));
}

/// The rest of the file has come, or there will be none.
pub(super) fn append(file: usize, rest: Option<TailLabel>, buffers: &Array) {
    // What nobody waits for any more may come late.
    let is_expected = REST.with_borrow(|rest| match rest {
        Rest::OnItsWay(expected) => *expected == file,
        Rest::Awaited(_) => true,
        Rest::Nobodys | Rest::Come(_) => false,
    });
    if !is_expected {
        return;
    }
    let rest = rest.and_then(|rest| {
        let columns = parcel::unpack_columns(rest.columns, buffers)?;
        Some(Tail { columns, outline: rest.outline })
    });
    if let Rest::Awaited(waker) = REST.replace(Rest::Come(rest)) {
        waker.wake();
    }
}

/// Where a file is divided, once the page wants that: the first line from there on, if it lies behind what was read.
pub(super) async fn division(file: usize, source: &JsValue, read: u64) -> Option<u64> {
    let (_, at) = WANTED.take().filter(|(wanted, _)| *wanted == file)?;
    let from = first_line(source, at).await.filter(|from| *from > read)?;
    REST.set(Rest::OnItsWay(file));
    Some(from)
}

/// Takes in the rest of the file, as soon as it has come. `false` where it has to be read here.
pub(super) async fn join(reader: &mut TableReader) -> bool {
    // Nobody is waited for in vain.
    if !reader.is_divisible() {
        REST.set(Rest::Nobodys);
        return false;
    }
    let come = poll_fn(|context| {
        REST.with_borrow_mut(|rest| match std::mem::replace(rest, Rest::Nobodys) {
            Rest::Come(come) => Poll::Ready(come),
            Rest::Nobodys => Poll::Ready(None),
            Rest::OnItsWay(_) | Rest::Awaited(_) => {
                *rest = Rest::Awaited(context.waker().clone());
                Poll::Pending
            }
        })
    });
    come.await.is_some_and(|tail| reader.append(tail))
}

/// Reads the rest of a file for another worker, saying now and then how many bytes and rows that is.
pub(super) async fn read(
    (name, file): (&str, JsValue),
    from: u64,
    choice: &ReadChoice,
    mut progress: impl FnMut(u64, u64),
) -> Result<(Event, Array), Problem> {
    let mut reader = TableReader::of_tail(choice.options(), name, from);
    let mut slices = Slices::from(name, file, from)?;
    let mut bytes = 0;
    while let Some(piece) = slices.next().await? {
        bytes += piece.len() as u64;
        reader.feed(piece);
        progress(bytes, reader.rows() as u64);
    }
    let Some(Tail { columns, outline }) = reader.finish_tail() else {
        return Ok((Event::TailRead { tail: None }, Array::new()));
    };
    let (columns, buffers) = parcel::pack_columns(columns);
    Ok((Event::TailRead { tail: Some(TailLabel { columns, outline }) }, buffers))
}
