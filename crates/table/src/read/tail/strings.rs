//! Puts the strings of a tail's column behind those that are known, in the order in which they came.
//!
//! One reader would have met them in that order, so each gets the code that it would have got, or none where the
//! column is full. It would also have looked, at certain numbers of strings, whether they are timestamps, though not at
//! strings with escapes; as long as that is in vain, looking at the same numbers is the same. Where it is not, cells of both parts would change, and the tail is
//! refused. So it is where only the tail keeps timestamps as such, unless it is the first to have strings at all.

use super::ColumnOutline;
use crate::read::assemble::column_builder::ColumnBuilder;
use crate::read::limits::Limits;
use crate::store::hashed;
use crate::{Cell, CellKind, Column, Spelling};

/// The strings of a column as they were, to come back to.
pub(crate) struct Before {
    strings: usize,
    was_full: bool,
    spelling: Option<Spelling>,
    settled_in_vain: u32,
}

impl Before {
    pub(crate) fn of(builder: &ColumnBuilder) -> Self {
        Self {
            strings: builder.texts.len(),
            was_full: builder.texts.is_full(),
            spelling: builder.spelling,
            settled_in_vain: builder.settled_in_vain,
        }
    }

    /// Forgets the strings that were added since.
    pub(crate) fn restore(self, builder: &mut ColumnBuilder) {
        builder.texts.forget_from(self.strings, self.was_full);
        builder.spelling = self.spelling;
        builder.settled_in_vain = self.settled_in_vain;
    }
}

/// The cells here of all strings of a column, by their codes there. `None` where it cannot be taken in: after that,
/// what was added has to be taken back.
///
/// `held` counts the bytes of all columns. `may_hash` says whether strings past the limit may be kept by their hashes.
pub(crate) fn add(
    builder: &mut ColumnBuilder,
    column: &Column,
    outline: &ColumnOutline,
    limits: &Limits,
    held: &mut usize,
    may_hash: bool,
) -> Option<Vec<Cell>> {
    let Before { strings, was_full, spelling, settled_in_vain } = Before::of(builder);
    let is_new = strings == 0 && !was_full && spelling.is_none() && settled_in_vain == 0;
    match (spelling, column.spelling) {
        _ if outline.is_full => return None,
        (Some(own), Some(other)) if own != other => return None,
        (None, Some(_)) if !is_new => return None,
        _ => {}
    }
    if is_new {
        (builder.spelling, builder.settled_in_vain) = (column.spelling, outline.settled_in_vain);
    }
    let mut cells = Vec::with_capacity(column.dictionary.len());
    let mut unchecked = outline.unchecked.iter().flat_map(|&(first, end)| first..end).peekable();
    for (code, text) in (0..).zip(column.dictionary.iter()) {
        let is_checked = unchecked.next_if_eq(&code).is_none();
        if let Some(timestamp) = spelling.and_then(|spelling| spelling.read(text.as_bytes())) {
            cells.push(Cell::timestamp(timestamp));
            continue;
        }
        let hash = match builder.texts.find(text.as_bytes()) {
            Ok(code) => {
                cells.push(Cell::text(code));
                continue;
            }
            Err(hash) => hash,
        };
        cells.push(match builder.texts.add(text, hash, limits, held) {
            Some(code) => Cell::text(code),
            None if may_hash => hashed::cell(text),
            None => return None,
        });
        if !is_new && is_checked && builder.may_settle_timestamps() {
            if builder.timestamps().is_some() {
                return None;
            }
            builder.settled_in_vain += 1;
        }
    }
    Some(cells)
}

/// What a cell of the tail is here. The second value says whether its string is past the limit.
#[inline]
pub(crate) fn cell(cell: Cell, strings: &[Cell]) -> (Cell, bool) {
    let (code, is_big) = match cell.kind() {
        CellKind::Text(code) => (code, false),
        CellKind::BigInteger(code) => (code, true),
        _ => return (cell, false),
    };
    let Some(&here) = strings.get(code as usize) else { return (cell, false) };
    match here.kind() {
        CellKind::Text(code) if is_big => (Cell::big_integer(code), false),
        CellKind::Hashed(_) | CellKind::Missing => (here, true),
        _ => (here, false),
    }
}
