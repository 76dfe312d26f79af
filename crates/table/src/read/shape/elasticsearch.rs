//! Answers of Elasticsearch and OpenSearch to a search, and the documents that tools dump.
//!
//! A hit holds its document under `_source`, or under `fields`, where each value is an array even if there is only
//! one. The row is the document, after the hit's `_id`.
//!
//! Source: the search API of the Elasticsearch reference,
//! <https://www.elastic.co/guide/en/elasticsearch/reference/current/search-search.html>.

use super::converted::{Action, Converted, Converter, Found, Sink, write};
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::tree::Node;

/// Elasticsearch.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Elasticsearch,
    open: |plan, cursor, _| Converted::open(plan, Search, cursor),
    signs: Signs { record: is_answer_or_hit, document: |root, _| holds_answer(root).then(Vec::new), ..Signs::NONE },
    #[cfg(test)]
    sample: r#"{"hits":{"hits":[{"_id":"a","_source":{"x":1.5}},{"_id":"b","_source":{"x":2}}]}}"#,
};

fn is_answer_or_hit(record: &Node<'_>) -> bool {
    let holds = |key| record.get(key).is_some_and(Node::is_object);
    (holds("_source") || holds("fields")) && record.get("_index").is_some() || has_hits(record)
}

/// Whether an answer lies within the document of another tool.
fn holds_answer(root: &Node<'_>) -> bool {
    let answers = ["response", "rawResponse"].iter().filter_map(|key| root.get(key));
    let mut answers = answers.chain(root.get("responses").and_then(|all| all.items().first()));
    answers.any(has_hits)
}

fn has_hits(answer: &Node<'_>) -> bool {
    // An answer of nothing but aggregations has no hits: its buckets are a list of objects in a document.
    let is_aggregated = || answer.get("aggregations").or_else(|| answer.get("aggs")).is_some_and(Node::is_object);
    answer.at(&["hits", "hits"]).is_some_and(|hits| hits.is_array() && !(hits.items().is_empty() && is_aggregated()))
}

#[derive(Debug)]
struct Search;

impl Converter for Search {
    fn action(&mut self, found: Found<'_>) -> Action {
        action(found)
    }

    fn convert(&mut self, hit: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
        convert(hit, record, sink);
    }
}

/// First keys of an answer, with which no hit begins.
const OF_ANSWERS: &[&[u8]] =
    &[b"took", b"timed_out", b"_scroll_id", b"_shards", b"_clusters", b"pit_id", b"hits", b"responses", b"rawResponse"];

/// Keys under which hits lie, or answers.
const WAY: &[&str] = &["hits", "response", "responses", "rawResponse"];

/// What is done with a value of an answer, or of a file of hits.
fn action(found: Found<'_>) -> Action {
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
fn convert(hit: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
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
pub(super) fn begin(record: &mut Vec<u8>, id: Option<&Node<'_>>, document: &Node<'_>) {
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
