//! An object for each row, under its label: `{"a7": {"x": 1.5}}`, pandas with `orient="index"`.

use super::document::{Action, Document, DocumentShape, Labels, RowLabels, Value};
use super::orientation;
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::json::record_reader::RecordReader;

/// Rows under their labels.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Index,
    open: |plan, cursor, reader| Document::open(plan, Index, cursor, reader),
    signs: Signs {
        document: |root, is_cut| {
            (orientation::of_objects(root.entries(), is_cut) == Some(Format::Index)).then(Vec::new)
        },
        ..Signs::NONE
    },
    #[cfg(test)]
    sample: r#"{"0":{"x":1.5,"y":"a"},"1":{"x":null,"y":"b"}}"#,
};

#[derive(Debug)]
struct Index;

impl DocumentShape for Index {
    fn action(&self, value: &Value<'_>, _: &mut RowLabels, _: &mut RecordReader) -> Option<Action> {
        Some(match value.depth {
            0 => value.open_if(value.is_object(), value.field),
            1 if value.is_object() => Action::Record,
            _ => Action::Refuse,
        })
    }

    fn labels(&self) -> Labels {
        Labels::Keys
    }
}
