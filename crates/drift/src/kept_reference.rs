//! The reference's columns while the rows of production change: what does not depend on production is computed once.

use crate::values::kept_side::KeptSide;

/// Bytes that are kept at most: the sorted numbers of twelve columns of a million rows.
const MOST: usize = 96 << 20;

/// What is kept of the columns of a reference, which are always given in one order. It is to be dropped with the rows.
///
/// **Invariant:** a report made with it has the bytes of one made without. Held by `crates/drift/tests/kept.rs`.
#[derive(Debug, Default)]
pub struct KeptReference {
    /// By the place of the column.
    sides: Vec<KeptSide>,
    /// The bytes of all of them, about.
    size: usize,
}

impl KeptReference {
    /// Calls this with what is kept of the column at a place, to which it may add.
    pub(crate) fn with<T>(&mut self, place: usize, call: impl FnOnce(&KeptSide) -> T) -> T {
        if place >= self.sides.len() {
            self.sides.resize_with(place + 1, KeptSide::default);
        }
        let side = &mut self.sides[place];
        let before = side.size();
        let value = call(side);
        self.size = self.size - before + side.size();
        if self.size > MOST {
            self.size -= side.size();
            *side = KeptSide::default();
        }
        value
    }
}
