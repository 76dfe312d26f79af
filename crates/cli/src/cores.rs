//! Does pieces of work on all cores: each takes the next piece that nobody has begun.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use driftscope_drift::Piece;

/// Has this many pieces done, each once, and returns when all are.
pub(crate) fn each(count: usize, piece: &Piece<'_>) {
    let cores = thread::available_parallelism().map_or(1, usize::from).min(count);
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return;
            }
            piece(number);
        }
    };
    thread::scope(|scope| {
        (1..cores).for_each(|_| {
            scope.spawn(work);
        });
        work();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_piece_is_done_once() {
        for count in [0, 1, 2, 1_000] {
            let done: Vec<AtomicUsize> = (0..count).map(|_| AtomicUsize::new(0)).collect();
            each(count, &|number| {
                done[number].fetch_add(1, Ordering::Relaxed);
            });
            assert!(done.iter().all(|times| times.load(Ordering::Relaxed) == 1));
        }
    }
}
