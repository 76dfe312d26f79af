//! The labels of rows, and the column that they become where they do more than count.

use super::keys::decoded_key;
use super::value::{Action, Value};
use crate::read::assemble::index::{Index, hash};
use crate::read::assemble::schema::{FieldId, NO_FIELD};
use crate::read::json::record_reader::RecordReader;

/// The name of their column.
const COLUMN: &[u8] = b"index";

/// Where a shape has the labels of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Labels {
    /// It has none.
    Nowhere,
    /// Apart from the values of the rows, as keys or in a list.
    Keys,
    /// In the records, as a field.
    InRecords,
}

/// The labels of a document's rows.
#[derive(Debug)]
pub(crate) struct RowLabels {
    place: Labels,
    /// The rows before those of the document.
    pub base: usize,
    /// The column of the labels.
    pub column: FieldId,
    /// Labels were written to it.
    pub is_used: bool,
    /// Those that a document with one column after the other repeats for each.
    repeated: RepeatedLabels,
}

impl RowLabels {
    /// For a document whose rows follow those of the reader.
    pub(super) fn new(place: Labels, reader: &mut RecordReader) -> Self {
        let rows = &mut reader.rows;
        let mut column = NO_FIELD;
        if place == Labels::Keys {
            // First of all columns, as a person would write it.
            column = rows.field(COLUMN).unwrap_or(NO_FIELD);
            rows.reserve(column);
        }
        Self { place, base: rows.columns.rows(), column, is_used: false, repeated: RepeatedLabels::default() }
    }

    /// The value is that of its key's row in an open column.
    pub(crate) fn cell(&mut self, value: &Value<'_>, reader: &mut RecordReader) -> Action {
        match self.repeated.row(&decoded_key(value.key), value.position) {
            Some(row) => Action::Cell(value.field, self.base + row),
            None => {
                reader.rows.too_many(value.whereabouts);
                Action::Skip
            }
        }
    }

    /// Sets the label of a row.
    pub(super) fn add(&mut self, row: usize, key: &[u8], reader: &mut RecordReader) {
        self.is_used = true;
        reader.rows.label(self.column, row, &decoded_key(key));
    }

    /// Ends a document: its labels become a column, unless they only count the rows.
    pub(super) fn end(&mut self, reader: &mut RecordReader) {
        let rows = &mut reader.rows;
        let repeated = std::mem::take(&mut self.repeated);
        if !repeated.are_counted() {
            self.is_used = true;
            for (row, label) in repeated.iter().enumerate() {
                rows.label(self.column, self.base + row, &label);
            }
        }
        if self.column != NO_FIELD {
            rows.end_labels(self.column, self.base, std::mem::take(&mut self.is_used));
        } else if self.place == Labels::InRecords
            && let Some(label) = rows.field(COLUMN)
        {
            rows.end_labels(label, self.base, true);
        }
        self.base = rows.columns.rows();
    }
}

/// Labels in the order of their rows, where one column comes after the other: the first names them, the others repeat them.
///
/// Nearly every export counts its rows from 0, so nothing is stored as long as a label is its own row's number.
#[derive(Debug, Default)]
struct RepeatedLabels {
    /// Labels that are the numbers of their rows, before the first that is not.
    counted: usize,
    /// The others, end to end.
    text: Vec<u8>,
    ends: Vec<usize>,
    index: Index,
}

/// Bytes that all labels together may take.
const MOST_BYTES: usize = 256 << 20;

impl RepeatedLabels {
    /// The row of a label. `next` is the row that is likely: the one after the last. A label that was not met before
    /// gets a new row; `None` where there is no room for it.
    fn row(&mut self, label: &[u8], next: usize) -> Option<usize> {
        if self.is_at(next, label) {
            return Some(next);
        }
        if let Some(number) = whole_number(label).filter(|number| *number < self.counted) {
            return Some(number);
        }
        let hash = hash(label, 0);
        let known = self.index.find(hash, |place| self.is_at(self.counted + place as usize, label));
        if let Some(place) = known {
            return Some(self.counted + place as usize);
        }
        let row = self.len();
        if self.ends.is_empty() && whole_number(label) == Some(row) {
            self.counted += 1;
            return Some(row);
        }
        let has_room = self.text.len() + label.len() <= MOST_BYTES && self.ends.len() < u32::MAX as usize / 2;
        if !has_room || !self.index.insert(hash, self.ends.len() as u32) {
            return None;
        }
        self.text.extend_from_slice(label);
        self.ends.push(self.text.len());
        Some(row)
    }

    /// The number of labels.
    fn len(&self) -> usize {
        self.counted + self.ends.len()
    }

    /// Whether every label is the number of its row.
    fn are_counted(&self) -> bool {
        self.ends.is_empty()
    }

    /// The labels that are more than numbers of their rows, from row 0 on.
    fn iter(&self) -> impl Iterator<Item = std::borrow::Cow<'_, [u8]>> {
        (0..self.len()).map(|row| match row.checked_sub(self.counted) {
            None => row.to_string().into_bytes().into(),
            Some(place) => self.kept(place).into(),
        })
    }

    fn is_at(&self, row: usize, label: &[u8]) -> bool {
        match row.checked_sub(self.counted) {
            None => whole_number(label) == Some(row),
            Some(place) => place < self.ends.len() && self.kept(place) == label,
        }
    }

    fn kept(&self, place: usize) -> &[u8] {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.text[start..self.ends[place]]
    }
}

/// The number that a label spells as a row's number is spelled: digits, without a zero before them.
fn whole_number(label: &[u8]) -> Option<usize> {
    if label.is_empty() || label.len() > 15 || (label[0] == b'0' && label.len() > 1) {
        return None;
    }
    label.iter().try_fold(0_usize, |number, &byte| {
        if byte.is_ascii_digit() { number.checked_mul(10)?.checked_add(usize::from(byte - b'0')) } else { None }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_labels_are_not_kept() {
        let mut labels = RepeatedLabels::default();
        for row in 0..1000 {
            assert_eq!(labels.row(row.to_string().as_bytes(), row), Some(row));
        }
        assert!(labels.are_counted() && labels.text.is_empty());
        assert_eq!(labels.row(b"17", 0), Some(17));
        assert_eq!(labels.row(b"017", 0), Some(1000));
        assert_eq!(labels.row(b"1001", 1001), Some(1001));
        assert_eq!(labels.row(b"1001", 3), Some(1001));
        assert!(!labels.are_counted());
        assert_eq!(
            labels.iter().skip(999).map(|label| label.into_owned()).collect::<Vec<_>>(),
            [&b"999"[..], b"017", b"1001"]
        );
    }

    #[test]
    fn labels_are_found_in_any_order() {
        let mut labels = RepeatedLabels::default();
        for (label, row) in [("b", 0), ("a", 1), ("", 2), ("b", 0), ("7", 3), ("a", 1)] {
            assert_eq!(labels.row(label.as_bytes(), 0), Some(row), "{label}");
        }
        assert_eq!(labels.len(), 4);
    }
}
