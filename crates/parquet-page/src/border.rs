//! The border of the module: what the worker's script calls, and the one thing that it is asked for.
//!
//! One file is read at a time, by one thread: a module of WebAssembly has no other. Texts cross as a place in the module's memory and a
//! length, which hold until the next call.
//!
//! This is the only hand-written code of the project with `unsafe` in it. The attributes name functions that nothing else in a module can be
//! named like; the call writes into a slice that is its own.

#![cfg(target_arch = "wasm32")]
#![allow(unsafe_code, reason = "the border of a module without a binding")]

use std::cell::RefCell;

use crate::file::Source;
use crate::reading::{Reading, Step};

#[link(wasm_import_module = "file")]
unsafe extern "C" {
    /// Writes `length` bytes of the file, from `from` on, to this place in memory; how many there were.
    fn read(from: f64, into: *mut u8, length: usize) -> usize;
}

thread_local! {
    static READING: RefCell<Option<Reading<Script>>> = const { RefCell::new(None) };
}

/// The worker's script.
#[derive(Clone, Copy, Debug)]
struct Script;

impl Source for Script {
    fn read(self, from: u64, into: &mut [u8]) -> usize {
        // SAFETY: the script writes at most `length` bytes, to memory that is borrowed for this call.
        let read = unsafe { read(from as f64, into.as_mut_ptr(), into.len()) };
        read.min(into.len())
    }
}

/// Begins a file of this many bytes.
#[unsafe(no_mangle)]
extern "C" fn begin(size: f64) {
    READING.set(Some(Reading::new(Script, size as u64)));
}

/// Reads on: 0 at the end, 1 with rows, 2 if the file cannot be read. [`text`] has what came of it.
#[unsafe(no_mangle)]
extern "C" fn step() -> u32 {
    READING.with_borrow_mut(|reading| match reading.as_mut().map(Reading::step) {
        None | Some(Step::End) => 0,
        Some(Step::Rows) => 1,
        Some(Step::Failed) => 2,
    })
}

/// Makes the columns of which values could not be read so far the text: a JSON array of pairs, name and number.
#[unsafe(no_mangle)]
extern "C" fn unread() {
    READING.with_borrow_mut(|reading| reading.as_mut().map(Reading::unread));
}

/// Where the text lies that came of the last call.
#[unsafe(no_mangle)]
extern "C" fn text() -> *const u8 {
    READING.with_borrow(|reading| reading.as_ref().map_or(std::ptr::null(), |reading| reading.text().as_ptr()))
}

/// How many bytes it has.
#[unsafe(no_mangle)]
extern "C" fn length() -> usize {
    READING.with_borrow(|reading| reading.as_ref().map_or(0, |reading| reading.text().len()))
}

/// The share of the rows that were read, from 0 to 1.
#[unsafe(no_mangle)]
extern "C" fn share() -> f64 {
    READING.with_borrow(|reading| reading.as_ref().map_or(0.0, Reading::share))
}
