//! A value of a document, and what is done with it.

use super::keys::decoded_key;
use crate::read::assemble::schema::{FieldId, NO_FIELD};
use crate::read::json::record_reader::RecordReader;
use crate::read::place::Whereabouts;

/// What is done with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// What is in it is looked at, for a column if there is one.
    Open(FieldId),
    /// It is passed over, since nothing in it is a value of a row.
    Skip,
    /// It stands where a row or a column should, and is counted as lost.
    Refuse,
    /// It is a list of records.
    Records,
    /// It is a record, and has a label.
    Record,
    /// It is a list of the values of a row.
    Row(usize),
    /// It is the value of a column in a row.
    Cell(FieldId, usize),
    /// It is the list of the columns' names.
    Names,
}

/// A value before it is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Value<'a> {
    /// The value, or its start, and what follows it.
    pub whereabouts: Whereabouts<'a>,
    /// Nothing follows the input.
    pub last: bool,
    /// The number of objects and arrays around it.
    pub depth: usize,
    /// It lies in an object, and not in an array.
    pub in_object: bool,
    /// Its key there, as it is written.
    pub key: &'a [u8],
    /// How many values came before it there.
    pub position: usize,
    /// The column for which that object or array was opened.
    pub field: FieldId,
}

impl Value<'_> {
    /// Whether it is an object.
    pub(crate) fn is_object(&self) -> bool {
        self.whereabouts.input.first() == Some(&b'{')
    }

    /// Whether it is an array.
    pub(crate) fn is_array(&self) -> bool {
        self.whereabouts.input.first() == Some(&b'[')
    }

    /// The first byte within it, if it came.
    pub(crate) fn first(&self) -> Option<u8> {
        let inner = self.whereabouts.input.get(1..).unwrap_or_default();
        inner.iter().find(|byte| !byte.is_ascii_whitespace()).copied()
    }

    /// Opens it for a column if it is `wanted`; otherwise it is left out, and a whole document is counted as lost.
    pub(crate) fn open_if(&self, wanted: bool, field: FieldId) -> Action {
        match self.depth {
            _ if wanted => Action::Open(field),
            0 => Action::Refuse,
            _ => Action::Skip,
        }
    }

    /// The column that its key names.
    pub(crate) fn named_field(&self, reader: &mut RecordReader) -> FieldId {
        reader.rows.field(&decoded_key(self.key)).unwrap_or(NO_FIELD)
    }
}
