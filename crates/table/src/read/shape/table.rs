//! A schema and records: `{"schema": {"fields": […]}, "data": [{"x": 1.5}]}`, pandas with `orient="table"`.

use super::document::{Document, Labels};
use super::envelope::Envelope;
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::tree::Node;

/// A schema and records.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Table,
    open: |plan, cursor, reader| {
        let shape = Envelope { path: plan.path.clone(), labels: Labels::InRecords };
        Document::open(plan, shape, cursor, reader)
    },
    signs: Signs {
        document: |root, is_cut| {
            let has_schema = root.at(&["schema", "fields"]).is_some_and(Node::is_array);
            (has_schema && (root.get("data").is_some_and(Node::is_array) || is_cut)).then(Vec::new)
        },
        ..Signs::NONE
    },
    #[cfg(test)]
    sample: r#"{"schema":{"fields":[{"name":"x"}]},"data":[{"x":1.5,"y":"a"},{"x":null,"y":"b"}]}"#,
};
