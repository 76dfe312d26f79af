//! What Elasticsearch (and OpenSearch) answer to a search, what tools dump of their documents, and bulk files.
//!
//! A hit holds its document under `_source`, or under `fields`, where each value is an array even if there is only
//! one. The row is the document, after the hit's `_id`. In a bulk file each document follows a line that says what is
//! done with it; `delete` has no document, and that of `update` lies in `doc`.
//!
//! Source: the search and bulk APIs of the Elasticsearch reference,
//! <https://www.elastic.co/guide/en/elasticsearch/reference/current/search-search.html> and `docs-bulk.html` beside it.

use super::sink::Sink;
use super::{Action, Found, write};
use crate::read::shape::tree::Node;

/// First keys of an answer, with which no hit begins.
const OF_ANSWERS: &[&[u8]] =
    &[b"took", b"timed_out", b"_scroll_id", b"_shards", b"_clusters", b"pit_id", b"hits", b"responses", b"rawResponse"];

/// Keys under which hits lie, or answers.
const WAY: &[&str] = &["hits", "response", "responses", "rawResponse"];

/// What is done with a value of an answer, or of a file of hits.
pub(crate) fn action(found: Found<'_>) -> Action {
    let is_hit = || matches!(found.first_key(), [b'_', ..] | b"fields" | b"sort");
    let is_answer = || OF_ANSWERS.contains(&found.first_key());
    match found.key {
        "" if found.is_object() && is_hit() && !is_answer() => Action::Unit,
        "" => Action::Open,
        "hits" if found.is_item && is_answer() => Action::Begin,
        "hits" if found.is_item => Action::Unit,
        key if WAY.contains(&key) && (found.is_object() || found.is_array()) => Action::Open,
        _ => Action::Skip,
    }
}

/// Writes a hit as a record.
pub(crate) fn convert(hit: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
    let source = hit.get("_source").filter(|source| source.is_object());
    let Some(document) = source.or_else(|| hit.get("fields").filter(|fields| fields.is_object())) else {
        return sink.no_row();
    };
    begin(record, hit.get("_id"), document);
    match source {
        Some(source) => write::entries(record, source),
        None => fields(record, document),
    }
    record.push(b'}');
    sink.row(record);
}

/// Begins the record of a document with its identifier, unless the document has one itself.
fn begin(record: &mut Vec<u8>, id: Option<&Node<'_>>, document: &Node<'_>) {
    record.clear();
    record.push(b'{');
    if let Some(id) = id.filter(|_| document.get("_id").is_none()) {
        write::key(record, b"_id");
        write::node(record, id);
    }
}

/// Writes the values of `fields`: the only one of an array as itself.
fn fields(record: &mut Vec<u8>, object: &Node<'_>) {
    for (key, value) in object.entries() {
        write::key(record, key);
        match value.items() {
            [Node::Array(_)] => write::node(record, value),
            [only @ Node::Object(_)] => {
                record.push(b'{');
                fields(record, only);
                record.push(b'}');
            }
            [only] => write::node(record, only),
            _ => write::node(record, value),
        }
    }
}

/// The actions of a bulk file that documents follow, and `delete`.
const ACTIONS: &[&str] = &["index", "create", "update", "delete"];

/// What the line before a document says of it.
#[derive(Debug, Default)]
pub(crate) struct Bulk {
    /// The document follows.
    awaits_document: bool,
    is_update: bool,
    /// Its identifier, as it is written.
    id: Option<Vec<u8>>,
}

impl Bulk {
    /// Takes an action, or writes a document as a record.
    pub(crate) fn convert(&mut self, root: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
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

    /// Whether the document of the last action is missing.
    pub(crate) fn awaits_document(&self) -> bool {
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
