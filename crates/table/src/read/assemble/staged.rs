//! Holds the values of one record until the record is known to be complete.
//!
//! A record that turns out to be broken leaves nothing behind, and a record whose end has not come yet is parsed again
//! later. So its values wait here, in sixteen bytes each and without copying any text, and only a whole record goes
//! into the columns.

use super::schema::{FieldId, NO_FIELD};
use crate::WarningCode;
use crate::read::lex::fault::Fault;
use crate::read::lex::scalar::{Scalar, scalar};
use crate::read::lex::value::{Kind, pair};

/// A value of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    /// [`NO_FIELD`] for a value that a later one of the same key replaced.
    pub field: FieldId,
    pub kind: Kind,
    pub payload: u64,
}

/// What a record that is read the general way consists of, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A key.
    Key(FieldId),
    /// A scalar, and where it lies in the record.
    Value { field: FieldId, start: usize, end: usize },
    /// An array begins.
    Array(FieldId),
    /// It ends, after this many values.
    ArrayEnd(u32),
}

/// Something to warn of, should the record be whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub code: WarningCode,
    /// How often.
    pub count: u64,
    /// Where first, from the start of the record.
    pub at: usize,
}

/// Where the values of a record go as they are read.
pub(crate) trait Values {
    /// Takes a value of a field. `false` where it cannot: then the record must be read another way.
    fn value(&mut self, field: FieldId, kind: Kind, payload: u64) -> bool;

    /// Scans the scalar at `at` and takes it as the value of a field. Returns where it ends; an error where it is broken or
    /// cannot be taken.
    #[inline]
    fn scan(&mut self, input: &[u8], at: usize, field: FieldId) -> Result<usize, Fault> {
        let Scalar { kind, payload, end } = scalar(input, at)?;
        // A record whose value cannot be taken is read another way, whatever the fault is.
        if self.value(field, kind, payload) { Ok(end) } else { Err(Fault::Incomplete) }
    }

    /// An array begins, which the values up to its end belong to. `false` where it cannot be taken.
    fn begin_array(&mut self, field: FieldId) -> bool;

    /// The innermost array ends, with `count` values.
    fn end_array(&mut self, count: usize) -> bool;
}

/// The values of one record.
#[derive(Debug, Default)]
pub(crate) struct Staged {
    pub values: Vec<Value>,
    pub notes: Vec<Note>,
    /// How the record is laid out; only noted where that is asked for.
    pub steps: Vec<Step>,
    /// Whether it is.
    pub is_noting_steps: bool,
    /// Where the arrays that are open begin among the values.
    open: Vec<usize>,
}

impl Values for Staged {
    #[inline]
    fn value(&mut self, field: FieldId, kind: Kind, payload: u64) -> bool {
        self.push(field, kind, payload);
        true
    }

    fn begin_array(&mut self, field: FieldId) -> bool {
        self.open.push(self.values.len());
        self.push(field, Kind::Array, 0);
        true
    }

    fn end_array(&mut self, count: usize) -> bool {
        let Some(begin) = self.open.pop() else { return false };
        let own = self.values.len().saturating_sub(begin + 1);
        self.values.get_mut(begin).map(|value| value.payload = pair(count, own)).is_some()
    }
}

impl Staged {
    /// Begins a record.
    pub(crate) fn clear(&mut self) {
        self.values.clear();
        self.notes.clear();
        self.steps.clear();
        self.open.clear();
        self.is_noting_steps = false;
    }

    /// Notes a part of the record's layout.
    #[inline]
    pub(crate) fn step(&mut self, step: Step) {
        if self.is_noting_steps {
            self.steps.push(step);
        }
    }

    /// Adds a value, unless it is one of no field.
    #[inline]
    pub(crate) fn push(&mut self, field: FieldId, kind: Kind, payload: u64) {
        if field != NO_FIELD {
            self.values.push(Value { field, kind, payload });
        }
    }

    /// Takes out the values from `start` to `end`.
    pub(crate) fn forget(&mut self, start: u32, end: u32) {
        if end as usize >= self.values.len() {
            self.values.truncate(start as usize);
        } else if let Some(values) = self.values.get_mut(start as usize..end as usize) {
            values.iter_mut().for_each(|value| value.field = NO_FIELD);
        }
    }

    /// Something to warn of.
    #[cold]
    pub(crate) fn note(&mut self, code: WarningCode, at: usize) {
        match self.notes.iter_mut().find(|note| note.code == code) {
            Some(note) => note.count += 1,
            None => self.notes.push(Note { code, count: 1, at }),
        }
    }
}
