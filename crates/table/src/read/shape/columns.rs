//! An object for each column, with a key for each row: `{"x": {"0": 1.5, "1": 2}}`, the default of pandas.

use super::document::{Action, Document, DocumentShape, Labels, RowLabels, Value};
use super::orientation;
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::json::record_reader::RecordReader;

/// Columns.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Columns,
    open: |plan, cursor, reader| Document::open(plan, Columns, cursor, reader),
    signs: Signs {
        document: |root, is_cut| {
            (orientation::of_objects(root.entries(), is_cut) == Some(Format::Columns)).then(Vec::new)
        },
        ..Signs::NONE
    },
    #[cfg(test)]
    sample: r#"{"x":{"0":1.5,"1":null},"y":{"0":"a","1":"b"}}"#,
};

#[derive(Debug)]
struct Columns;

impl DocumentShape for Columns {
    fn action(&self, value: &Value<'_>, labels: &mut RowLabels, reader: &mut RecordReader) -> Option<Action> {
        Some(match value.depth {
            0 => value.open_if(value.is_object(), value.field),
            1 if value.is_object() => Action::Open(value.named_field(reader)),
            2 => labels.cell(value, reader),
            _ => Action::Refuse,
        })
    }

    fn labels(&self) -> Labels {
        Labels::Keys
    }
}
