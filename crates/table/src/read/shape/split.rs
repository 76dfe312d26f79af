//! Names, labels and rows apart: `{"columns": ["x"], "index": [0], "data": [[1.5]]}`, pandas with `orient="split"`.

use super::document::{Action, Document, DocumentShape, Labels, RowLabels, Value};
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::assemble::schema::NO_FIELD;
use crate::read::json::record_reader::RecordReader;
use crate::read::tree::Node;

/// Names, labels and rows apart.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Split,
    open: |plan, cursor, reader| Document::open(plan, Split, cursor, reader),
    signs: Signs { document: |root, is_cut| is_split(root, is_cut).then(Vec::new), ..Signs::NONE },
    #[cfg(test)]
    sample: r#"{"columns":["x","y"],"index":[0,1],"data":[[1.5,"a"],[null,"b"]]}"#,
};

fn is_split(root: &Node<'_>, is_cut: bool) -> bool {
    let is_array = |key| root.get(key).is_some_and(Node::is_array);
    let holds_rows = |key| root.get(key).is_some_and(|data| data.items().iter().all(Node::is_array));
    // Columns that are described by objects are those of a database: see `named`.
    let are_names = root.get("columns").is_some_and(|columns| !columns.items().iter().any(Node::is_object));
    is_array("columns") && are_names && (is_array("data") && holds_rows("data") || is_cut && is_array("index"))
}

#[derive(Debug)]
struct Split;

impl DocumentShape for Split {
    fn action(&self, value: &Value<'_>, labels: &mut RowLabels, _: &mut RecordReader) -> Option<Action> {
        let row = labels.base + value.position;
        Some(match (value.depth, value.key) {
            (0, _) => value.open_if(value.is_object(), NO_FIELD),
            (1, b"columns") if value.is_array() => Action::Names,
            (1, b"index") => value.open_if(value.is_array(), labels.column),
            (1, key) => value.open_if(key == b"data" && value.is_array(), NO_FIELD),
            (2, b"") if value.field == labels.column => {
                labels.is_used = true;
                Action::Cell(value.field, row)
            }
            (2, _) if value.is_array() => Action::Row(row),
            _ => Action::Refuse,
        })
    }

    fn labels(&self) -> Labels {
        Labels::Keys
    }

    fn is_named(&self) -> bool {
        true
    }
}
