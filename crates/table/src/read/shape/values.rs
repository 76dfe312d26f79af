//! One value a row, without a name: `[1.5, 2]`, or a pandas Series, `{"0": 1.5, "1": 2}`.

use super::document::{Action, Document, DocumentShape, Labels, RowLabels, Value};
use super::orientation;
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::assemble::schema::NO_FIELD;
use crate::read::json::record_reader::RecordReader;

/// The name of the column.
const NAME: &[u8] = b"value";

/// Values.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Values,
    open: |plan, cursor, reader| Document::open(plan, Values, cursor, reader),
    signs: Signs {
        document: |root, _| orientation::is_series(root.entries()).then(Vec::new),
        array: |items, another| {
            !items.is_empty() && !another && !items.iter().any(|item| item.is_object() || item.is_array())
        },
        ..Signs::NONE
    },
    #[cfg(test)]
    sample: "[1.5,null]",
};

#[derive(Debug)]
struct Values;

impl DocumentShape for Values {
    fn action(&self, value: &Value<'_>, labels: &mut RowLabels, reader: &mut RecordReader) -> Option<Action> {
        Some(match value.depth {
            0 => {
                let field = reader.rows.field(NAME).unwrap_or(NO_FIELD);
                value.open_if(value.is_object() || value.is_array(), field)
            }
            1 if value.in_object => labels.cell(value, reader),
            1 => Action::Cell(value.field, labels.base + value.position),
            _ => Action::Refuse,
        })
    }

    fn labels(&self) -> Labels {
        Labels::Keys
    }
}
