//! Makes the memory of WebAssembly grow in few large steps.
//!
//! The allocator asks for no more than it needs at the timestamp, 64 KiB nearly always, and each time the engine replaces the
//! buffer that scripts see of the memory and takes note of its size. Over a file of 500 MB those two thousand steps took
//! longer than all parsing. What was allocated and let go of stays with the allocator: the next columns lie there. Until
//! they do, it costs addresses and no memory.

use std::hint::black_box;

/// The largest step.
const MOST: u64 = 8 << 20;

/// Reserves up to as many bytes as were read, so that memory grows in few steps.
#[inline]
pub(crate) fn make(bytes: u64) {
    let mut room = Vec::<u8>::new();
    // There may be none, and then something else will say so.
    let _ = room.try_reserve_exact(bytes.min(MOST) as usize);
    black_box(room);
}
