//! Declares what a shape of input is: how it is recognised, and how its rows are read.

use super::plan::Plan;
use crate::Format;
use crate::read::json::framing::Framing;
use crate::read::json::record_reader::RecordReader;
use crate::read::place::Cursor;
use crate::read::tree::Node;

/// Reads the rows of one file of a known shape.
///
/// Invariant: [`Shape::process`] may be called with any prefix of the rest of the file, and what it does to the rows only
/// depends on the file.
pub(crate) trait Shape: std::fmt::Debug + Send {
    /// Reads what is complete in `input`, and returns its length. `last`: nothing follows.
    fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize;

    /// Whether the rest of the file cannot add a row.
    fn is_over(&self) -> bool;

    /// How the rows lie in the file.
    fn plan(&self) -> Plan;

    /// What the file was read as, for a person.
    fn words(&self) -> String {
        self.plan().format.words().to_owned()
    }

    /// Whether the rows come one after the other, so that each can be left out of a sample as it comes.
    fn is_by_rows(&self) -> bool {
        true
    }

    /// The reader of a plain stream of records, if it is one: two readers can share only such a file.
    fn records(&self) -> Option<&Framing> {
        None
    }

    /// The same, to change it.
    fn records_mut(&mut self) -> Option<&mut Framing> {
        None
    }
}

/// A shape of input.
pub(crate) struct Declaration {
    /// Its name and its words.
    pub format: Format,
    /// Begins to read a file at this place.
    pub open: fn(Plan, Cursor, &mut RecordReader) -> Box<dyn Shape>,
    /// How it is recognised.
    pub signs: Signs,
    /// A small file of this shape, which is recognised as such and gives two rows.
    #[cfg(test)]
    pub sample: &'static str,
}

/// How a shape is recognised. Shapes are asked in the order of [`SHAPES`](super::SHAPES), and the first that answers is taken.
#[derive(Clone, Copy)]
pub(crate) struct Signs {
    /// Whether the first record of a file, or a document that is the whole file, is of this shape.
    pub record: fn(&Node<'_>) -> bool,
    /// Whether a document that is the whole file is of this shape: the keys that lead to its rows. The flag tells that only
    /// the start of the document is known.
    pub document: fn(&Node<'_>, bool) -> Option<Vec<String>>,
    /// Whether an array of these items is of this shape. The flag tells that another array follows.
    pub array: fn(&[Node<'_>], bool) -> bool,
}

impl Signs {
    /// Nothing: the shape is recognised by `detect::text_format`, or only read when a person asks for it.
    pub(crate) const NONE: Self = Self { record: |_| false, document: |_, _| None, array: |_, _| false };
}
