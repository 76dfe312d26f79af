//! Finds a list in a document that is much longer than the list of the rows: it may be what a person meant.

use super::plan::Plan;
use crate::Format;
use crate::read::tree::{Node, decoded};

/// Objects within each other that are looked through.
const LEVELS: usize = 6;

/// Items from which on a list is worth a warning.
const LEAST: usize = 20;

/// How many times as long as the list of the rows it is.
const TIMES: u64 = 4;

/// A list that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Overlooked {
    path: Vec<String>,
    /// Its items, as far as the start of the file shows them.
    items: usize,
    /// What its items are, for a person.
    kind: &'static str,
}

impl Overlooked {
    /// The warning, if the file gave no more than `rows` rows.
    pub(crate) fn warning(&self, rows: u64) -> Option<String> {
        let Self { items, kind, .. } = self;
        let path = self.path.join(".");
        (*items as u64 >= rows.saturating_mul(TIMES)).then(|| {
            let read = if rows == 1 { "A single row was".to_owned() } else { format!("Only {rows} rows were") };
            format!(
                "{read} read from a document with a list of {items} {kind}, {path}. If that holds the rows, name it as the \
                 place of the records (in the command: --records-at {path})"
            )
        })
    }
}

/// The longest list of a document that is not read by this plan.
pub(super) fn in_document(root: &Node<'_>, plan: &Plan) -> Option<Overlooked> {
    let read = match plan.format {
        Format::Elasticsearch => &["hits".to_owned()][..],
        Format::Records | Format::Envelope | Format::NamedArrays | Format::Batches => &plan.path,
        _ => return None,
    };
    let mut longest = None;
    search(root, read, &mut Vec::new(), &mut longest);
    longest.filter(|list| list.items >= LEAST)
}

fn search(node: &Node<'_>, read: &[String], path: &mut Vec<String>, longest: &mut Option<Overlooked>) {
    for (key, value) in node.entries() {
        path.push(decoded(key).into_owned());
        let items = value.items();
        let is_read = !read.is_empty() && path.starts_with(read);
        if !is_read && longest.as_ref().is_none_or(|list| items.len() > list.items) && !items.is_empty() {
            let kind = match items.first() {
                Some(Node::Object(_)) => "objects",
                Some(Node::Array(_)) => "arrays",
                _ => "values",
            };
            *longest = Some(Overlooked { path: path.clone(), items: items.len(), kind });
        }
        if !is_read && path.len() < LEVELS {
            search(value, read, path, longest);
        }
        path.pop();
    }
}
