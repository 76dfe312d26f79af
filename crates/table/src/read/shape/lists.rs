//! A list for each column: `{"x": [1.5, 2], "y": ["a", "b"]}`.

use super::document::{Action, Document, DocumentShape, RowLabels, Value};
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::json::record_reader::RecordReader;
use crate::read::tree::Node;

/// Lists.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Lists,
    open: |plan, cursor, reader| Document::open(plan, Lists, cursor, reader),
    signs: Signs { document: |root, _| are_lists(root).then(Vec::new), ..Signs::NONE },
    #[cfg(test)]
    sample: r#"{"x":[1.5,null],"y":["a","b"]}"#,
};

fn are_lists(root: &Node<'_>) -> bool {
    let entries = root.entries();
    let is_list = |node: &Node<'_>| node.is_array() && !node.items().iter().any(Node::is_object);
    let holds_any = entries.iter().any(|(_, value)| !value.items().is_empty());
    holds_any && entries.iter().all(|(_, value)| is_list(value))
}

#[derive(Debug)]
struct Lists;

impl DocumentShape for Lists {
    fn action(&self, value: &Value<'_>, labels: &mut RowLabels, reader: &mut RecordReader) -> Option<Action> {
        Some(match value.depth {
            0 => value.open_if(value.is_object(), value.field),
            1 if value.is_array() => Action::Open(value.named_field(reader)),
            2 => Action::Cell(value.field, labels.base + value.position),
            _ => Action::Refuse,
        })
    }

    fn has_lists(&self) -> bool {
        true
    }
}
