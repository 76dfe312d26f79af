//! An array for each row, without names: `[[1.5, "a"], [2, "b"]]`, or an array in each line.

use super::document::{Action, Document, DocumentShape, RowLabels, Value};
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::assemble::schema::NO_FIELD;
use crate::read::json::record_reader::RecordReader;
use crate::read::tree::Node;

/// Arrays.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Rows,
    open: |plan, cursor, reader| Document::open(plan, Rows, cursor, reader),
    signs: Signs {
        array: |items, another| {
            !items.is_empty() && !items.iter().any(Node::is_object) && (another || items.iter().any(Node::is_array))
        },
        ..Signs::NONE
    },
    #[cfg(test)]
    sample: r#"[[1.5,"a"],[null,"b"]]"#,
};

#[derive(Debug)]
struct Rows;

impl DocumentShape for Rows {
    fn action(&self, value: &Value<'_>, _: &mut RowLabels, reader: &mut RecordReader) -> Option<Action> {
        let row = Action::Row(reader.rows.columns.rows());
        Some(match value.depth {
            0 if value.is_array() => match value.first() {
                None if !value.last => return None,
                Some(b'[') => Action::Open(NO_FIELD),
                _ => row,
            },
            0 => value.open_if(value.is_object(), NO_FIELD),
            1 if value.is_array() => row,
            _ => Action::Refuse,
        })
    }
}
