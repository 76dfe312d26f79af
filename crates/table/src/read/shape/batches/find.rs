//! Finds the list whose items are instances, and the lists beside it.

use std::collections::BTreeMap;

use crate::read::tree::{Node, decoded};

/// Objects within each other that are looked through.
const LEVELS: usize = 6;

/// Names under which servers log a batch, in the order in which they are preferred.
const BATCHES: [&str; 9] = [
    "instances",
    "inputs",
    "dataframe_records",
    "dataframe_split",
    "ndarray",
    "tensor",
    "data",
    "predictions",
    "outputs",
];

/// Lists that belong to one record: the turns of a conversation, the answers and tools of a language model.
const OF_ONE: [&str; 7] = ["messages", "choices", "tool_calls", "tools", "history", "turns", "content"];

/// The list at the end of a path.
pub(super) fn list<'a, 'b>(root: &'b Node<'a>, path: &[String]) -> Option<&'b [Node<'a>]> {
    let found = path.iter().try_fold(root, |node, step| {
        node.entries().iter().rev().find(|(key, _)| decoded(key) == *step).map(|(_, value)| value)
    })?;
    found.is_array().then(|| found.items())
}

/// What is known about a list from the first records.
#[derive(Debug, Default)]
struct Seen {
    /// Its length in each record.
    lengths: Vec<Option<usize>>,
    /// Records in which its items are objects, or arrays of one length.
    of_rows: usize,
    /// The place at which it was found first.
    place: usize,
}

impl Seen {
    fn present(&self) -> usize {
        self.lengths.iter().flatten().filter(|length| **length > 0).count()
    }

    /// Whether its length differs from record to record.
    fn differs(&self) -> bool {
        let mut lengths = self.lengths.iter().flatten().filter(|length| **length > 0);
        let first = lengths.next();
        lengths.any(|length| Some(length) != first)
    }

    /// Whether it is as long as another in each record that has both.
    fn is_as_long_as(&self, other: &Self) -> bool {
        let pairs = self.lengths.iter().zip(&other.lengths);
        self.present() > 0 && pairs.filter_map(|(one, two)| one.zip(*two)).all(|(one, two)| one == two)
    }
}

/// The batch and the lists beside it; nothing where the records hold none, or several that are not of one length. `said` is
/// the batch that a person named.
pub(super) fn lists(records: &[&Node<'_>], said: Option<&[String]>) -> Vec<Vec<String>> {
    let mut seen: BTreeMap<Vec<String>, Seen> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        look(record, &mut Vec::new(), at, &mut seen);
    }
    seen.values_mut().for_each(|list| list.lengths.resize(records.len(), None));
    let mut by_place: Vec<(&Vec<String>, &Seen)> = seen.iter().collect();
    by_place.sort_by_key(|(_, list)| list.place);
    let batch = match said {
        Some(said) => Some(said.to_vec()),
        None => batch(&by_place, records.len()).cloned(),
    };
    let Some(batch) = batch else { return Vec::new() };
    let Some(main) = seen.get(&batch) else { return Vec::new() };
    let beside = by_place.iter().filter(|(path, list)| {
        let is_told = main.differs() || main.lengths.iter().flatten().any(|length| *length > 1) || rank(path).is_some();
        **path != batch && is_told && list.is_as_long_as(main) && !is_of_one(path)
    });
    let beside: Vec<Vec<String>> = beside.map(|(path, _)| (*path).clone()).collect();
    [batch].into_iter().chain(beside).collect()
}

/// The longest list of rows in a document.
pub(super) fn longest(root: &Node<'_>) -> Option<Vec<String>> {
    let mut seen = BTreeMap::new();
    look(root, &mut Vec::new(), 0, &mut seen);
    let rows = seen.into_iter().filter(|(_, list)| list.of_rows > 0);
    rows.max_by_key(|(_, list)| (list.lengths[0], usize::MAX - list.place)).map(|(path, _)| path)
}

fn rank(path: &[String]) -> Option<usize> {
    // A tensor has its name below the key of its list.
    path.iter().rev().take(2).find_map(|step| BATCHES.iter().position(|name| name == step))
}

fn is_of_one(path: &[String]) -> bool {
    path.last().is_some_and(|step| OF_ONE.contains(&step.as_str()))
}

/// The list that is the batch.
fn batch<'a>(by_place: &[(&'a Vec<String>, &Seen)], records: usize) -> Option<&'a Vec<String>> {
    let is_usual = |list: &Seen| list.present() * 10 >= records * 9;
    let holds_rows = |path: &[String], list: &Seen| {
        is_usual(list) && list.of_rows == list.present() && list.present() > 0 && !is_of_one(path)
    };
    let known = by_place.iter().filter(|(path, list)| rank(path).is_some() && holds_rows(path, list));
    if let Some((path, _)) = known.min_by_key(|(path, _)| rank(path)) {
        return Some(path);
    }
    let others: Vec<_> = by_place.iter().filter(|(path, list)| holds_rows(path, list) && list.differs()).collect();
    let (path, first) = others.first()?;
    others.iter().all(|(_, list)| list.is_as_long_as(first)).then_some(*path)
}

fn look(node: &Node<'_>, path: &mut Vec<String>, record: usize, seen: &mut BTreeMap<Vec<String>, Seen>) {
    for (key, value) in node.entries() {
        path.push(decoded(key).into_owned());
        if value.is_array() {
            let place = seen.len();
            let list = seen.entry(path.clone()).or_insert_with(|| Seen { place, ..Seen::default() });
            list.lengths.resize(record, None);
            list.lengths.push(Some(value.items().len()));
            list.of_rows += usize::from(holds_rows(value, path));
        } else if path.len() < LEVELS {
            look(value, path, record, seen);
        }
        path.pop();
    }
}

/// Whether a list is a conversation, whatever its name: Langfuse's `input`, OpenInference's `llm.input_messages`.
fn is_conversation(items: &[Node<'_>]) -> bool {
    let has = |item: &Node<'_>, keys: &[&str]| keys.iter().any(|key| item.get(key).is_some());
    items.iter().any(|item| {
        let turn = item.get("message").unwrap_or(item);
        has(turn, &["role"]) && has(turn, &["content", "parts", "tool_calls"])
            || has(item, &["message.role"]) && has(item, &["message.content"])
    })
}

/// Whether the items of a list are objects, or arrays of one length; below the name of a tensor they are anything. The turns of a
/// conversation are of one record.
fn holds_rows(list: &Node<'_>, path: &[String]) -> bool {
    let items = list.items();
    if is_conversation(items) {
        return false;
    }
    let width = items.first().map_or(0, |first| first.items().len());
    let is_row = |item: &Node<'_>| item.is_array() && item.items().len() == width && width > 0;
    let is_tensor = path.iter().rev().nth(1).is_some_and(|step| step == "inputs" || step == "outputs");
    !items.is_empty() && (is_tensor || items.iter().all(Node::is_object) || items.iter().all(is_row))
}
