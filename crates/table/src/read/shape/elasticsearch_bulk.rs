//! Bulk files of Elasticsearch and OpenSearch: an action and a document in turn.
//!
//! Each document follows a line with the action; `delete` has no document, and that of `update` lies in `doc`.
//!
//! Source: <https://www.elastic.co/guide/en/elasticsearch/reference/current/docs-bulk.html>.

use super::converted::{Action, Converted, Converter, Found, Sink, write};
use super::elasticsearch::begin;
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::tree::Node;

/// Bulk files.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::ElasticsearchBulk,
    open: |plan, cursor, _| Converted::open(plan, Bulk::default(), cursor),
    signs: Signs { record: is_action, ..Signs::NONE },
    #[cfg(test)]
    sample: "{\"index\":{\"_id\":\"a\"}}\n{\"x\":1.5}\n{\"index\":{\"_id\":\"b\"}}\n{\"x\":2}\n",
};

/// What else stands in an action of a bulk file.
const ACTION_KEYS: &[&[u8]] = &[
    b"routing",
    b"pipeline",
    b"retry_on_conflict",
    b"require_alias",
    b"if_seq_no",
    b"if_primary_term",
    b"version",
    b"version_type",
];

fn is_action(record: &Node<'_>) -> bool {
    let [(b"index" | b"create" | b"update" | b"delete", action)] = record.entries() else { return false };
    let is_known = |key: &[u8]| key.starts_with(b"_") || ACTION_KEYS.contains(&key);
    action.is_object() && action.entries().iter().all(|(key, _)| is_known(key))
}

/// The actions of a bulk file that documents follow, and `delete`.
const ACTIONS: &[&str] = &["index", "create", "update", "delete"];

/// What the line before a document says of it.
#[derive(Debug, Default)]
struct Bulk {
    /// The document follows.
    awaits_document: bool,
    is_update: bool,
    /// Its identifier, as it is written.
    id: Option<Vec<u8>>,
}

impl Converter for Bulk {
    fn action(&mut self, _: Found<'_>) -> Action {
        Action::Unit
    }

    fn convert(&mut self, root: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
        if !root.is_object() {
            return sink.no_row();
        }
        if let Some((name, action)) = action_of(root) {
            if self.awaits_document {
                // The document of the action before is missing.
                sink.no_row();
            }
            let id = match action.get("_id") {
                Some(Node::Plain(id)) => Some(id.to_vec()),
                _ => None,
            };
            *self = Self { awaits_document: name != "delete", is_update: name == "update", id };
            return;
        }
        let Self { is_update, id, .. } = std::mem::take(self);
        let inner = ["doc", "upsert"].iter().find_map(|key| root.get(key).filter(|inner| inner.is_object()));
        let document = if is_update { inner } else { Some(root) };
        // An update by a script says nothing of the document.
        let Some(document) = document else { return sink.no_row() };
        begin(record, id.as_deref().map(Node::Plain).as_ref(), document);
        write::entries(record, document);
        record.push(b'}');
        sink.row(record);
    }

    fn reset(&mut self) {
        *self = Self::default();
    }

    fn awaits_unit(&self) -> bool {
        self.awaits_document
    }
}

/// The action that an object is, if it is one.
fn action_of<'a, 'b>(root: &'b Node<'a>) -> Option<(&'static str, &'b Node<'a>)> {
    let [(key, action)] = root.entries() else { return None };
    let name = ACTIONS.iter().find(|name| name.as_bytes() == *key)?;
    let is_plain = |(_, value): &(&[u8], Node<'_>)| value.is_plain();
    (action.is_object() && action.entries().iter().all(is_plain)).then_some((*name, action))
}
