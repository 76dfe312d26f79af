//! Records in a list somewhere within one document: `{"meta": {}, "data": {"rows": [{"x": 1.5}]}}`.

use super::document::{Action, Document, DocumentShape, Labels, RowLabels, Value};
use super::named;
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::assemble::schema::NO_FIELD;
use crate::read::json::record_reader::RecordReader;
use crate::read::tree::{Node, decoded};

/// Records within a document.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Envelope,
    open: |plan, cursor, reader| {
        if plan.named.is_some() {
            return named::open(plan, cursor);
        }
        let shape = Envelope { path: plan.path.clone(), labels: Labels::Nowhere };
        Document::open(plan, shape, cursor, reader)
    },
    signs: Signs { document: longest_list, ..Signs::NONE },
    #[cfg(test)]
    sample: r#"{"page":1,"data":{"rows":[{"x":1.5,"y":"a"},{"x":null,"y":"b"}]}}"#,
};

/// Records at the end of a path.
#[derive(Debug)]
pub(super) struct Envelope {
    /// The keys that lead to them.
    pub path: Vec<String>,
    /// Where the labels of rows are.
    pub labels: Labels,
}

impl DocumentShape for Envelope {
    fn action(&self, value: &Value<'_>, _: &mut RowLabels, _: &mut RecordReader) -> Option<Action> {
        let depth = value.depth;
        let is_on_path = depth == 0 || self.path.get(depth - 1).is_some_and(|step| decoded(value.key) == *step);
        Some(match is_on_path && depth == self.path.len() {
            true if value.is_array() => Action::Records,
            _ => value.open_if(is_on_path && value.is_object(), NO_FIELD),
        })
    }

    fn labels(&self) -> Labels {
        self.labels
    }

    fn is_by_rows(&self) -> bool {
        true
    }
}

/// Objects within each other that are looked through.
const LEVELS: usize = 4;

/// The keys that lead to the longest list of objects. `is_cut` says that the document goes on after what there is of
/// it: then the list that is still open counts as the longest.
fn longest_list(root: &Node<'_>, is_cut: bool) -> Option<Vec<String>> {
    if is_cut && let Some(path) = open_list(root) {
        return Some(path);
    }
    let mut lists = Vec::new();
    search(root, &mut Vec::new(), &mut lists);
    let is_description = |list: &Node<'_>| lists.iter().any(|(_, other)| describes(list, other));
    let records = lists.iter().filter(|(_, list)| !is_description(list));
    // Of equals the first.
    let longest = records.reduce(|best, next| if next.1.items().len() > best.1.items().len() { next } else { best });
    longest.map(|(path, _)| path.clone())
}

/// Whether a list describes the columns of another: each of its items has the name of one.
fn describes(list: &Node<'_>, records: &Node<'_>) -> bool {
    let Some(record) = records.items().first() else { return false };
    let is_column =
        |item: &Node<'_>| item.get("name").and_then(Node::text).is_some_and(|name| record.get(&name).is_some());
    list.items().iter().all(is_column)
}

fn is_list_of_objects(node: &Node<'_>) -> bool {
    !node.items().is_empty() && node.items().iter().all(Node::is_object)
}

/// The list that the last key of each object leads to.
fn open_list(root: &Node<'_>) -> Option<Vec<String>> {
    let mut path = Vec::new();
    let mut node = root;
    for _ in 0..=LEVELS {
        if is_list_of_objects(node) {
            return (!path.is_empty()).then_some(path);
        }
        let (key, value) = node.entries().last()?;
        path.push(decoded(key).into_owned());
        node = value;
    }
    None
}

/// The lists of objects below a node.
fn search<'a, 'n>(node: &'n Node<'a>, path: &mut Vec<String>, lists: &mut Vec<(Vec<String>, &'n Node<'a>)>) {
    for (key, value) in node.entries() {
        path.push(decoded(key).into_owned());
        if is_list_of_objects(value) {
            lists.push((path.clone(), value));
        }
        if path.len() < LEVELS {
            search(value, path, lists);
        }
        path.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::tree::Tree;

    fn path(text: &str) -> Option<String> {
        let tree = Tree::of(text.as_bytes(), 1000, 16);
        longest_list(&tree.root.unwrap(), tree.end.is_none()).map(|path| path.join("."))
    }

    #[test]
    fn the_longest_list_of_objects_holds_the_records() {
        assert_eq!(path(r#"{"data":[{"x":1},{"x":2}],"meta":{"tags":[{"t":1}]}}"#).as_deref(), Some("data"));
        assert_eq!(path(r#"{"a":{"b":[{"x":1}]},"c":[1,2,3]}"#).as_deref(), Some("a.b"));
        assert_eq!(path(r#"{"id":1,"features":[1,2,3]}"#), None);
        assert_eq!(path(r#"{"data":[]}"#), None);
    }

    #[test]
    fn a_list_that_is_not_at_its_end_is_the_longest() {
        assert_eq!(path(r#"{"links":[{"a":1},{"a":2}],"page":{"rows":[{"x":1},{"x""#).as_deref(), Some("page.rows"));
        assert_eq!(path(r#"{"links":[{"a":1},{"a":2}],"page":{"n""#).as_deref(), Some("links"));
    }
}
