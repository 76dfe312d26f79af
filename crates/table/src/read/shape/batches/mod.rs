//! Records that each hold a batch: the logs of model servers, `{"time": "…", "instances": [[1, 2], [3, 4]]}`.
//!
//! A server answers several instances in one request, and logs the request as one record. Its features are the items of
//! a list, whose length differs from request to request, so that as columns of one row they could not be compared. Here
//! each item is a row. The fields around the list are repeated in each row, and lists as long as it (the predictions
//! beside the instances) give one item to each row. Columns keep the names that a batch of one would have without its
//! list: `instances.age`.
//!
//! `text` reads what strings hold (a request as JSON in a string, CSV and base64 in SageMaker's captures), `arrange`
//! brings tensors, rows below a list of names, and lists of name and value into that form, and `find` decides from the
//! first records which list is the batch.
//!
//! Sources: KServe v1 and the Open Inference Protocol (<https://kserve.github.io/website/docs/concepts/architecture/data-plane>),
//! Seldon's `SeldonMessage`, SageMaker's data capture, the Azure ML model data collector, MLflow's
//! `dataframe_split` and `dataframe_records` (<https://mlflow.org/docs/latest/deployment/deploy-model-locally.html>).

mod arrange;
mod find;
mod text;

use super::converted::{Action, Converted, Converter, Found, Sink, write};
use super::plan::Plan;
use super::shape::{Declaration, Signs};
use crate::Format;
use crate::read::tree::{Node, Tree, decoded};

/// Batches.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::Batches,
    open: |plan, cursor, _| {
        let converter = Batches::of(&plan);
        Converted::open(plan, converter, cursor)
    },
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "{\"id\":1,\"instances\":[{\"x\":1.5}],\"predictions\":[1]}\n{\"id\":2,\"instances\":[{\"x\":2}],\"predictions\":[0]}\n",
};

/// Rows of one record, at most.
const MOST_ROWS: usize = 1 << 20;

/// Bytes that the rows of one record may take together, the repeated fields included.
const MOST_BYTES: usize = 256 << 20;

/// Values of a record, at most.
const MOST_VALUES: usize = 8 << 20;

/// Levels of a record whose strings were replaced by what they hold.
const DEPTH: usize = 128;

/// How the records at the start of a file are read as batches, if they are. `said` is the list that a person named.
pub(super) fn plan(records: &[Node<'_>], said: Option<&[String]>) -> Option<Plan> {
    let texts: Vec<Vec<u8>> = records.iter().map(text::opened).collect();
    let trees = texts.iter().filter_map(|text| Tree::of(text, MOST_VALUES, DEPTH).root);
    let arranged: Vec<(Node<'_>, bool)> = trees.map(arrange::arrange).collect();
    let pivoted = arranged.iter().filter(|(_, is_changed)| *is_changed).count();
    let nodes: Vec<&Node<'_>> = arranged.iter().map(|(node, _)| node).collect();
    let [path, beside @ ..] = &find::lists(&nodes, said)[..] else {
        let is_pivoted = pivoted * 2 >= records.len() && pivoted > 0;
        return is_pivoted.then(|| Plan::new(Format::Batches, Vec::new()));
    };
    Some(Plan { beside: beside.to_vec(), ..Plan::new(Format::Batches, path.clone()) })
}

/// The same for a document that is the whole file: only where it holds tensors, or lists of names and values.
pub(super) fn plan_of_document(root: &Node<'_>) -> Option<Plan> {
    let (arranged, is_changed) = arrange::arrange(root.clone());
    let longest = find::longest(&arranged).filter(|_| is_changed && arranged.is_object())?;
    plan(std::slice::from_ref(root), Some(&longest))
}

/// The keys that lead to rows which are lists of names and values, as CloudWatch Logs Insights writes its results.
pub(super) fn rows_of_pairs(root: &Node<'_>) -> Option<Vec<String>> {
    fn look(node: &Node<'_>, levels: usize) -> Option<Vec<String>> {
        let is_row = |item: &Node<'_>| arrange::pairs(item).is_some();
        if node.items().first().is_some_and(is_row) {
            return Some(Vec::new());
        }
        let inner = |(key, value): &(&[u8], Node<'_>)| {
            let mut path = look(value, levels.checked_sub(1)?)?;
            path.insert(0, decoded(key).into_owned());
            Some(path)
        };
        node.entries().iter().find_map(inner)
    }
    look(root, 3).filter(|path| !path.is_empty())
}

/// Whether a list holds names and values, which are one object.
pub(super) fn are_pairs(list: &Node<'_>) -> bool {
    arrange::pairs(list).is_some()
}

/// What a file of batches was read as, for a person.
pub(super) fn words(plan: &Plan) -> String {
    if plan.path.is_empty() {
        return "JSON records, with lists of names and values as columns".to_owned();
    }
    let beside: Vec<String> = plan.beside.iter().map(|list| list.join(".")).collect();
    let beside = if beside.is_empty() { String::new() } else { format!(", with {} beside it", beside.join(" and ")) };
    let records = if plan.format == Format::LogLines { plan.format.words() } else { "JSON records" };
    format!("{records}, a row for each item of {}{beside}", plan.path.join("."))
}

/// The lists whose items are rows, the first of which is the batch.
#[derive(Debug)]
pub(super) struct Batches {
    lists: Vec<Vec<String>>,
}

impl Batches {
    /// Those of a plan.
    pub(super) fn of(plan: &Plan) -> Self {
        let lists = [plan.path.clone()].into_iter().chain(plan.beside.iter().cloned());
        Self { lists: lists.filter(|list| !list.is_empty()).collect() }
    }

    /// Whether there are none.
    pub(super) fn are_none(&self) -> bool {
        self.lists.is_empty()
    }
}

impl Converter for Batches {
    fn action(&mut self, _: Found<'_>) -> Action {
        Action::Unit
    }

    fn words(&self, plan: &Plan) -> String {
        words(plan)
    }

    fn convert(&mut self, unit: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
        if !unit.is_object() {
            return sink.no_row();
        }
        let opened = text::opened(unit);
        let Some(root) = Tree::of(&opened, MOST_VALUES, DEPTH).root else { return sink.no_row() };
        let (root, _) = arrange::arrange(root);
        let rows = self.lists.first().and_then(|list| find::list(&root, list)).map_or(0, <[_]>::len);
        let beside = |list: &&Vec<String>| find::list(&root, list).is_some_and(|items| items.len() == rows);
        let lists: Vec<&[String]> = self.lists.iter().filter(beside).map(Vec::as_slice).collect();
        let mut written = 0;
        // A record without a batch is a row of its own: nothing of it is lost.
        for row in 0..rows.max(1) {
            record.clear();
            put(record, &root, if rows == 0 { &[] } else { &lists }, row);
            written += record.len();
            if row >= MOST_ROWS || written > MOST_BYTES {
                return sink.too_many(row, rows);
            }
            sink.row(record);
            if sink.is_full() {
                return;
            }
        }
    }
}

/// Writes a value with this row's item in place of each list.
fn put(out: &mut Vec<u8>, node: &Node<'_>, lists: &[&[String]], row: usize) {
    if lists.iter().any(|list| list.is_empty()) {
        return write::node(out, node.items().get(row).unwrap_or(&Node::Plain(b"null")));
    }
    if lists.is_empty() || !node.is_object() {
        return write::node(out, node);
    }
    out.push(b'{');
    for (key, value) in node.entries() {
        let name = decoded(key);
        let inner: Vec<&[String]> = lists
            .iter()
            .filter_map(|list| list.split_first())
            .filter(|(step, _)| **step == name)
            .map(|(_, rest)| rest)
            .collect();
        write::key(out, key);
        put(out, value, &inner, row);
    }
    out.push(b'}');
}
