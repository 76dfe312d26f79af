//! Finds a list of arrays, and the list of as many names beside it.

use super::super::converted::Step;
use super::cell::values;
use super::column::{Column, columns};
use super::header;
use crate::read::tree::{Node, decoded};

/// Objects and lists within each other that are looked through.
const LEVELS: usize = 8;

/// Lists that are looked at.
const MOST_LISTS: usize = 400;

/// Documents before the one with the names, and that one.
const MOST_BEFORE: usize = 5;

/// Rows that a list without names must have to be a table.
const LEAST_UNNAMED: usize = 5;

/// Keys of the names of columns, in the order in which they are preferred. Beside a list within records only these are names.
const NAMES: [&str; 16] = [
    "columns",
    "Columns",
    "fields",
    "cols",
    "columnNames",
    "column_names",
    "colnames",
    "names",
    "headers",
    "header",
    "meta",
    "rowType",
    "ColumnInfo",
    "columnMetadata",
    "ColumnMetadata",
    "column_meta",
];

/// Keys of model servers, whose requests are batches: see `batches`.
const OF_SERVERS: [&str; 7] = ["dataframe_split", "ndarray", "tensor", "inputs", "outputs", "instances", "predictions"];

/// Where the parts of a table lie in its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Places {
    /// The way to each value that holds a table of its own; nothing where the document holds one.
    pub unit: Option<Vec<Step>>,
    /// Where the names are.
    pub names: Names,
    /// The way to the list of the rows, from a unit if there are any.
    pub rows: Vec<Step>,
    /// There is no list: each row is a document of its own, or lies in one.
    pub are_lines: bool,
    /// The list holds columns rather than rows.
    pub is_transposed: bool,
    /// The columns, as far as they are known before the document is read.
    pub columns: Vec<Column>,
}

/// Where the names of the columns are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Names {
    /// At the end of this way.
    At(Vec<Step>),
    /// They are the keys of the columns.
    Keys,
    /// In the first row.
    FirstRow,
    /// Nowhere.
    Nowhere,
}

impl Names {
    /// The way to them.
    pub(super) fn way(&self) -> &[Step] {
        if let Self::At(way) = self { way } else { &[] }
    }
}

/// A list, or an object of lists, in a document.
struct List<'a, 'n> {
    way: Vec<Step>,
    node: &'n Node<'a>,
    /// The start of the document ends within it.
    is_open: bool,
}

/// A list that may hold a table.
pub(super) struct Found {
    /// Its places.
    pub places: Places,
    /// Its rows, as far as they are known.
    pub rows: usize,
    /// Its names lie under a usual key, such as `columns`.
    pub is_known: bool,
}

impl Found {
    fn has_names(&self) -> bool {
        self.places.names != Names::Nowhere
    }
}

/// The table in a document, if there is any: that with names, and of those the longest. `said` is the way to the rows that a
/// person named.
pub(super) fn table(root: &Node<'_>, is_cut: bool, said: Option<&[Step]>) -> Option<Found> {
    let mut lists = Vec::new();
    walk(root, is_cut, &mut Vec::new(), &mut lists);
    let is_sought = |list: &&List<'_, '_>| match said {
        Some(way) => list.way == way,
        None => !list.way.iter().any(|step| matches!(step, Step::Key(key) if OF_SERVERS.contains(&key.as_str()))),
    };
    let tables = lists.iter().filter(is_sought).filter_map(|list| table_in(list, &lists, said.is_some()));
    // Of equals the first.
    tables.reduce(|best, next| if (next.has_names(), next.rows) > (best.has_names(), best.rows) { next } else { best })
}

/// Where names and rows lie in documents of which an early one holds the names and each later one a row, as StarRocks streams its
/// answers: `{"meta": [{"name": "x"}]}`, `{"data": [1]}`.
pub(super) fn streamed(records: &[Node<'_>]) -> Option<Places> {
    let names_in = |record: &Node<'_>| {
        record.entries().iter().find_map(|(key, list)| {
            let way = vec![Step::Key(decoded(key).into_owned())];
            rank(&way)?;
            Some((way, columns(list)?))
        })
    };
    let (at, (names, columns)) =
        records.iter().enumerate().take(MOST_BEFORE).find_map(|(at, record)| Some((at, names_in(record)?)))?;
    let is_row = |list: &Node<'_>| list.items().len() == columns.len() && list.items().iter().all(Node::is_plain);
    let below = &records[at + 1..];
    let (key, _) = below.first()?.entries().iter().find(|(_, list)| is_row(list))?;
    let holds_row =
        |record: &&Node<'_>| std::str::from_utf8(key).ok().and_then(|key| record.get(key)).is_some_and(is_row);
    // What was counted stands in the last document.
    let are_rows = below.iter().filter(holds_row).count() + 1 >= below.len() && !holds_row(&&records[at]);
    let rows = vec![Step::Key(decoded(key).into_owned())];
    are_rows.then_some(Places {
        unit: None,
        names: Names::At(names),
        rows,
        are_lines: true,
        is_transposed: false,
        columns,
    })
}

fn walk<'a, 'n>(node: &'n Node<'a>, is_open: bool, way: &mut Vec<Step>, lists: &mut Vec<List<'a, 'n>>) {
    if way.len() >= LEVELS || lists.len() >= MOST_LISTS {
        return;
    }
    let entries = node.entries();
    let holds_lists =
        (entries.len() > 1 || is_open) && !entries.is_empty() && entries.iter().all(|(_, value)| value.is_array());
    if node.is_array() || holds_lists && !way.is_empty() {
        lists.push(List { way: way.clone(), node, is_open });
    }
    for (at, (key, value)) in entries.iter().enumerate() {
        way.push(Step::Key(decoded(key).into_owned()));
        walk(value, is_open && at + 1 == entries.len(), way, lists);
        way.pop();
    }
    if let Some(first) = node.items().first().filter(|first| first.is_object()) {
        way.push(Step::Items);
        walk(first, is_open && node.items().len() == 1, way, lists);
        way.pop();
    }
}

/// The table whose rows or columns a list holds.
fn table_in(list: &List<'_, '_>, lists: &[List<'_, '_>], is_said: bool) -> Option<Found> {
    if list.node.is_object() {
        return by_keys(list, lists, is_said);
    }
    let rows = if list.is_open { usize::MAX } else { list.node.items().len() };
    if let Some(Beside { way, columns, is_transposed, .. }) = names_beside(list, lists) {
        let rows = if is_transposed { column_of(list.node.items().first()?)?.len() } else { rows };
        let is_known = rank(&way).is_some();
        return Some(Found { places: places(list, Names::At(way), is_transposed, columns), rows, is_known });
    }
    let width = width(list)?;
    let is_table = is_said || rows >= LEAST_UNNAMED && !list.way.contains(&Step::Items) && width > 0;
    let names = if header::is_header(whole_items(list)) { Names::FirstRow } else { Names::Nowhere };
    is_table.then(|| Found { places: places(list, names, false, Vec::new()), rows, is_known: false })
}

fn places(list: &List<'_, '_>, names: Names, is_transposed: bool, columns: Vec<Column>) -> Places {
    let unit = list.way.iter().rposition(|step| *step == Step::Items).map_or(0, |at| at + 1);
    let (unit, rows) = list.way.split_at(unit);
    let (names, is_within) = match names {
        Names::At(way) => match way.strip_prefix(unit) {
            Some(within) if !unit.is_empty() => (Names::At(within.to_vec()), true),
            _ => (Names::At(way), false),
        },
        names => (names, !unit.is_empty()),
    };
    match is_within {
        true => {
            Places { unit: Some(unit.to_vec()), names, rows: rows.to_vec(), is_transposed, columns, are_lines: false }
        }
        false => Places { unit: None, names, rows: list.way.clone(), is_transposed, columns, are_lines: false },
    }
}

/// The items that are known to be whole.
fn whole_items<'a, 'n>(list: &List<'a, 'n>) -> &'n [Node<'a>] {
    let items = list.node.items();
    &items[..items.len() - usize::from(list.is_open && !items.is_empty())]
}

/// The number of values that every row has.
fn width(list: &List<'_, '_>) -> Option<usize> {
    let mut widths = whole_items(list).iter().map(|row| values(row).map(<[_]>::len));
    let width = widths.next()??;
    widths.all(|other| other == Some(width)).then_some(width)
}

/// The values of a column, which R writes with their type and attributes around them.
pub(super) fn column_of<'a, 'n>(node: &'n Node<'a>) -> Option<&'n [Node<'a>]> {
    let list = if node.is_object() { node.get("value")? } else { node };
    list.is_array().then(|| list.items())
}

/// Whether the items of a list are columns for this many names.
fn are_columns(list: &List<'_, '_>, names: usize) -> bool {
    let items = list.node.items();
    let Some(first) = items.first().and_then(column_of) else { return false };
    let mut lengths = whole_items(list).iter().map(|item| column_of(item).map(<[_]>::len));
    let are_even = lengths.all(|length| length == Some(first.len()));
    match list.is_open {
        true => are_even && items.len() <= names && first.len() > names,
        false => are_even && items.len() == names,
    }
}

/// Names that fit to a list.
struct Beside {
    way: Vec<Step>,
    columns: Vec<Column>,
    /// The list holds columns.
    is_transposed: bool,
    /// Of several, the names with the largest one are taken: how near they are, and how usual their key.
    weight: (usize, usize),
}

/// The names beside a list that fit best.
fn names_beside(list: &List<'_, '_>, lists: &[List<'_, '_>]) -> Option<Beside> {
    let others = lists.iter().filter(|other| !other.is_open && other.node.is_array());
    let width = width(list);
    // Of equals the first.
    others
        .filter_map(|other| fitting(list, width, other))
        .reduce(|best, next| if next.weight > best.weight { next } else { best })
}

/// The names that another list holds, if they fit to a list.
fn fitting(list: &List<'_, '_>, width: Option<usize>, other: &List<'_, '_>) -> Option<Beside> {
    let near = other.way.iter().zip(&list.way).take_while(|(one, two)| one == two).count();
    let rank = rank(&other.way);
    let is_elsewhere = other.way.starts_with(&list.way) || other.way[near..].contains(&Step::Items);
    if is_elsewhere || list.way.contains(&Step::Items) && rank.is_none() {
        return None;
    }
    let (items, names) = (list.node.items(), other.node.items().len());
    let is_empty = items.is_empty() && !list.is_open;
    // R's names of rows and columns are two lists, whatever their number.
    if !list.is_open && !is_empty && Some(names) != width && names != items.len() && names != 2 {
        return None;
    }
    let columns = described(&other.way, other.node)?;
    let fits = width == Some(columns.len()) || is_empty && rank.is_some_and(|rank| rank < NAMES.len());
    let is_transposed = are_columns(list, columns.len()) && (!fits || is_square_of_columns(list));
    let weight = (near, usize::MAX - rank.unwrap_or(NAMES.len()));
    (fits || is_transposed).then(|| Beside { way: other.way.clone(), columns, is_transposed, weight })
}

/// The columns that a list describes. R keeps the names of rows and of columns in one list.
pub(super) fn described(way: &[Step], list: &Node<'_>) -> Option<Vec<Column>> {
    match (way, list.items()) {
        ([.., Step::Key(key)], [_, names]) if key == "dimnames" => columns(names),
        _ => columns(list),
    }
}

fn rank(way: &[Step]) -> Option<usize> {
    match way {
        [.., Step::Key(key)] if NAMES.contains(&key.as_str()) => NAMES.iter().position(|name| name == key),
        // R writes the names of a list as one of its attributes.
        [.., Step::Key(names), Step::Key(value)] if names == "names" && value == "value" => Some(NAMES.len()),
        [.., Step::Key(key)] if key == "dimnames" => Some(NAMES.len()),
        _ => None,
    }
}

/// Whether a list of as many arrays as each has values holds columns: where each array is of one kind, and they differ, or where
/// the key of the list or of what is around it names columns.
fn is_square_of_columns(list: &List<'_, '_>) -> bool {
    let kind = |node: &Node<'_>| match node {
        Node::Plain([first, ..]) => match first {
            b'"' => Some(b'"'),
            b't' | b'f' => Some(b't'),
            b'n' => None,
            _ => Some(b'0'),
        },
        _ => Some(b'{'),
    };
    let kinds = |items: &[Node<'_>]| {
        let mut kinds: Vec<u8> = items.iter().filter_map(kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    };
    let items = list.node.items();
    let columns: Vec<Vec<u8>> = items.iter().filter_map(column_of).map(kinds).collect();
    let are_even = columns.iter().all(|kinds| kinds.len() <= 1);
    let differ = columns.windows(2).any(|pair| pair[0] != pair[1]);
    let is_named = matches!(&list.way[..], [.., Step::Key(data), Step::Key(values)] if data == "data" && values == "values")
        || matches!(&list.way[..], [.., Step::Key(columns)] if columns == "columns");
    are_even && (differ || is_named) || items.first().is_some_and(Node::is_object)
}

/// A table whose columns are lists under their names.
fn by_keys(list: &List<'_, '_>, lists: &[List<'_, '_>], is_said: bool) -> Option<Found> {
    let entries = list.node.entries();
    let whole = &entries[..entries.len() - usize::from(list.is_open)];
    let first = entries.first()?.1.items();
    let are_even = whole.iter().all(|(_, column)| column.items().len() == first.len());
    let is_plain = entries.iter().all(|(_, column)| column.items().iter().all(Node::is_plain));
    let is_described = lists.iter().filter_map(|list| described(&list.way, list.node)).any(|columns| {
        columns.len() == entries.len() && columns.iter().zip(entries).all(|(column, (key, _))| column.name == *key)
    });
    let least = if is_described || is_said { 1 } else { LEAST_UNNAMED };
    let is_table = are_even && is_plain && first.len() >= least && !list.way.contains(&Step::Items);
    is_table.then(|| Found {
        places: places(list, Names::Keys, true, Vec::new()),
        rows: first.len(),
        is_known: is_described,
    })
}
