//! Work in pieces that do not depend on each other, which a caller with several cores may have done side by side.
//!
//! There are no threads here: a page has workers instead, and each of those compares columns of its own. Every result has the place of its
//! piece, so it does not matter who did which one when.

use std::sync::{Mutex, PoisonError};

/// Does a piece of work, by its number from 0.
pub type Piece<'a> = dyn Fn(usize) + Sync + 'a;

/// Has this many pieces done, each once, in any order and on any number of threads, and returns when all are.
pub type Pieces<'a> = dyn Fn(usize, &Piece<'_>) + 'a;

/// Does all pieces in their order, here.
pub(crate) fn in_order(count: usize, piece: &Piece<'_>) {
    (0..count).for_each(piece);
}

/// The results of all pieces, in the order of their numbers.
pub(crate) fn gather<T: Send>(count: usize, pieces: &Pieces<'_>, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let slots: Vec<Mutex<Option<T>>> = (0..count).map(|_| Mutex::new(None)).collect();
    pieces(count, &|number| {
        let made = make(number);
        if let Some(slot) = slots.get(number) {
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(made);
        }
    });
    let found = slots.into_iter().map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner));
    // A piece that was left out is done here.
    found.enumerate().map(|(number, found)| found.unwrap_or_else(|| make(number))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_their_pieces() {
        let expected: Vec<usize> = (0..10).map(|number| number * number).collect();
        let square = |number: usize| number * number;
        assert_eq!(gather(10, &in_order, square), expected);
        assert_eq!(gather(10, &|count, piece| (0..count).rev().for_each(piece), square), expected);
        assert_eq!(
            gather(10, &|count, piece| (0..count).step_by(3).for_each(piece), square),
            expected,
            "some left out"
        );
        assert!(gather(0, &in_order, square).is_empty());
    }
}
