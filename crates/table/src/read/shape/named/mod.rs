//! Answers made of names and arrays: `{"columns": [{"name": "x"}], "rows": [[1], [2]]}`, as databases and services write them.
//!
//! Warehouses and time series databases save room by naming their columns once, beside rows that are lists of values, or beside
//! columns that are. `find` looks for a list of arrays and for the list of as many names that lies nearest, whatever their
//! keys; `header` decides whether the names are in the first row, `column` reads the names and types, and `cell` unwraps what
//! services put around values.
//!
//! A document with one table is walked, and each of its rows is read as it comes. Where tables lie in a list (the series of
//! InfluxDB, the frames of Grafana), each item of it is read whole, and the values that belong to all of its rows (its name, its tags) are
//! repeated in each.
//!
//! Sources: ClickHouse's formats JSONCompact, JSONCompactEachRowWithNames and JSONColumnsWithMetadata
//! (<https://clickhouse.com/docs/interfaces/formats>), Trino's client protocol (<https://trino.io/docs/current/develop/client-protocol.html>),
//! Snowflake's SQL API (<https://docs.snowflake.com/en/developer-guide/sql-api/handling-responses>), `jobs.query` of BigQuery
//! (<https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs/query>), Socrata's `rows.json`, Grafana's data frames
//! (<https://grafana.com/developers/dataplane/>), InfluxDB's `/query` (<https://docs.influxdata.com/influxdb/v1/tools/api/>),
//! Elasticsearch's SQL and ES|QL.

mod cell;
mod column;
mod find;
mod header;
mod words;

use super::converted::{Action, Converted, Converter, Found, Sink, Step, write};
use super::plan::Plan;
use super::shape::{Declaration, Shape, Signs};
use crate::Format;
use crate::read::place::Cursor;
use crate::read::tree::{Node, decoded};
use column::{Column, Holds};
use find::Names;
pub(crate) use find::Places;

/// Names and arrays.
pub(super) const SHAPE: Declaration = Declaration {
    format: Format::NamedArrays,
    open: |plan, cursor, _| open(plan, cursor),
    signs: Signs::NONE,
    #[cfg(test)]
    sample: r#"{"meta":[{"name":"x","type":"Float64"},{"name":"y","type":"String"}],"data":[[1.5,"a"],[null,"b"]],"rows":2}"#,
};

/// Reads a file whose places are in its plan.
pub(super) fn open(mut plan: Plan, cursor: Cursor) -> Box<dyn Shape> {
    let places = plan.named.take().map_or_else(Places::nowhere, |places| *places);
    let (columns, ways) = (places.columns.clone(), places.ways());
    let named = Named { columns, places, ways, part: Part::Row, is_after_names: false };
    Converted::open(plan, named, cursor)
}

/// Bytes that what is repeated in the rows of one table may take together.
const MOST_REPEATED: usize = 256 << 20;

/// How a document is read whose rows are arrays beside names, if it is one. `least` is the length that the list must have if it
/// has no names.
pub(super) fn plan(root: &Node<'_>, is_cut: bool, longest: &Longest<'_>) -> Option<Plan> {
    let table = find::table(root, is_cut, None)?;
    longest.is_less_than(&table).then(|| of(table.places))
}

/// The list of objects of a document, which may hold its records.
pub(super) struct Longest<'p> {
    /// The keys that lead to it; nothing where there is none.
    pub path: Option<&'p [String]>,
    /// Its items.
    pub items: usize,
    /// The document is recognised as a dictionary of lists.
    pub are_lists: bool,
}

impl Longest<'_> {
    fn is_less_than(&self, table: &find::Found) -> bool {
        let Some(path) = self.path else {
            return !self.are_lists || table.is_known && matches!(table.places.names, Names::At(_));
        };
        let is_at = |way: &[Step]| {
            way.len() >= path.len() && path.iter().zip(way).all(|(key, step)| *step == Step::Key(key.clone()))
        };
        // It holds the tables, or describes the columns.
        let is_part = table.places.unit.as_deref().is_some_and(is_at)
            || is_at(&table.places.rows)
            || matches!(&table.places.names, Names::At(way) if is_at(way));
        is_part || table.places.names != Names::Nowhere && table.rows >= self.items
    }
}

/// How one of several documents is read, of which each is such an answer, or each is a row: what else an answer holds is repeated
/// in its rows.
pub(super) fn plan_of_many(records: &[Node<'_>]) -> Option<Plan> {
    find::streamed(records).map(of).or_else(|| plan_of_answers(records))
}

fn plan_of_answers(records: &[Node<'_>]) -> Option<Plan> {
    let table = find::table(records.first()?, false, None)?;
    let Names::At(names) = &table.places.names else { return None };
    // Deeper ones are batches of model servers.
    let is_answer = table.places.unit.is_some() || names.len() == 1 && table.places.rows.len() == 1;
    let is_alike = |record: &Node<'_>| {
        find::table(record, false, None).is_none_or(|other| other.places.names == table.places.names)
    };
    if !is_answer || !records.iter().all(is_alike) {
        return None;
    }
    let unit = table.places.unit.clone().or(Some(Vec::new()));
    Some(of(Places { unit, ..table.places }))
}

/// How a document is read whose rows are at the path that a person named, or anywhere.
pub(super) fn plan_at(root: &Node<'_>, is_cut: bool, path: &[String]) -> Option<Plan> {
    let way: Vec<Step> = path.iter().cloned().map(Step::Key).collect();
    let table = find::table(root, is_cut, (!way.is_empty()).then_some(&way))?;
    let plan = of(table.places);
    (way.is_empty() || plan.named.as_ref().is_some_and(|places| places.names != Names::Nowhere)).then_some(plan)
}

/// How arrays are read, one a row, whose first holds the names. `are_items`: they lie in an array.
pub(super) fn plan_of_rows(rows: &[Node<'_>], are_items: bool) -> Option<Plan> {
    header::is_header(rows).then(|| of(Places { names: Names::FirstRow, are_lines: !are_items, ..Places::nowhere() }))
}

/// How an array is read that holds the list of the records beside other things: phpMyAdmin's export, whose tables stand behind a
/// header, and the World Bank's answer, whose records stand behind the number of pages.
pub(super) fn plan_of_array(items: &[Node<'_>]) -> Option<Plan> {
    let is_header = |item: &Node<'_>| {
        let comment = item.get("comment").and_then(Node::text).unwrap_or_default();
        item.get("type").and_then(Node::text).as_deref() == Some("header") && comment.contains("PHPMyAdmin")
    };
    let rows = match items {
        [first, ..] if is_header(first) => vec![Step::Items, Step::Key("data".to_owned())],
        [first, list] if first.is_object() && list.items().first().is_some_and(Node::is_object) => vec![Step::Items],
        _ => return None,
    };
    let path =
        rows.iter().filter_map(|step| if let Step::Key(key) = step { Some(key.clone()) } else { None }).collect();
    let places = Places { rows, ..Places::nowhere() };
    Some(Plan { named: Some(Box::new(places)), ..Plan::new(Format::Envelope, path) })
}

fn of(places: Places) -> Plan {
    let way = places.unit.iter().flatten().chain(&places.rows);
    let path = way.map_while(|step| if let Step::Key(key) = step { Some(key.clone()) } else { None });
    Plan { named: Some(Box::new(places.clone())), ..Plan::new(Format::NamedArrays, path.collect()) }
}

impl Places {
    fn nowhere() -> Self {
        Self {
            unit: None,
            names: Names::Nowhere,
            rows: Vec::new(),
            is_transposed: false,
            columns: Vec::new(),
            are_lines: false,
        }
    }

    /// The ways to what is read whole, and what that is.
    fn ways(&self) -> Vec<(Vec<Step>, Part)> {
        let Self { unit, names, rows, is_transposed, are_lines, .. } = self;
        let mut ways = vec![match (unit, is_transposed) {
            (Some(unit), _) => (unit.clone(), Part::Table),
            (None, true) => (rows.clone(), Part::Columns),
            (None, false) if *are_lines => (rows.clone(), Part::Row),
            (None, false) => ([&rows[..], &[Step::Items]].concat(), Part::Row),
        }];
        if let (None, Names::At(way)) = (unit, names) {
            ways.push((way.clone(), Part::Names));
        }
        ways
    }
}

/// What a unit is.
#[derive(Clone, Copy, Debug)]
enum Part {
    Names,
    Row,
    Columns,
    Table,
}

#[derive(Debug)]
struct Named {
    places: Places,
    /// The ways to what is read whole.
    ways: Vec<(Vec<Step>, Part)>,
    columns: Vec<Column>,
    /// What the unit is that was found last.
    part: Part,
    /// The row before held the names.
    is_after_names: bool,
}

impl Converter for Named {
    fn action(&mut self, found: Found<'_>) -> Action {
        for (way, part) in &self.ways {
            match found.steps_of(way) {
                Some(steps) if steps == way.len() => {
                    self.part = *part;
                    return Action::Unit;
                }
                Some(steps)
                    if found.is_object() == matches!(way[steps], Step::Key(_))
                        && (found.is_object() || found.is_array()) =>
                {
                    return Action::Open;
                }
                _ => {}
            }
        }
        Action::Skip
    }

    fn opens_arrays(&self) -> bool {
        !self.places.are_lines
    }

    fn words(&self, _: &Plan) -> String {
        words::of(&self.places)
    }

    fn convert(&mut self, unit: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
        match self.part {
            Part::Names => self.columns = find::described(self.places.names.way(), unit).unwrap_or_default(),
            Part::Row => self.row(unit, record, sink),
            Part::Columns => {
                record.clear();
                record.push(b'{');
                let columns = std::mem::take(&mut self.columns);
                table(&Parts { columns: &columns, rows: unit, is_transposed: true }, record, sink);
                self.columns = columns;
            }
            Part::Table => self.table(unit, record, sink),
        }
    }
}

impl Named {
    /// One row of a list.
    fn row(&mut self, row: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
        if row.is_object() && self.places.names == Names::Nowhere {
            record.clear();
            write::node(record, row);
            return sink.row(record);
        }
        let Some(values) = cell::values(row) else { return sink.no_row() };
        let names = || column::columns_of(&values.iter().filter_map(cell::unwrapped).cloned().collect::<Vec<_>>());
        let begins_alike = || {
            let first = values.first().and_then(cell::unwrapped).and_then(column::name_of);
            first.is_some() && first == self.columns.first().map(|column| column.name.as_slice())
        };
        let is_names = match (&self.places.names, self.columns.is_empty()) {
            (Names::FirstRow, true) => true,
            // Athena repeats them in the first row, and each document of several may.
            (Names::FirstRow | Names::At(_), _) if begins_alike() => {
                names().is_some_and(|names| column::are_named_alike(&names, &self.columns))
            }
            _ => false,
        };
        let is_types = std::mem::replace(&mut self.is_after_names, is_names) && header::are_types(values);
        if is_names {
            self.columns = names().unwrap_or_default();
        }
        if is_names || is_types {
            return;
        }
        record.clear();
        record.push(b'{');
        cell::entries(record, values, &self.columns);
        record.push(b'}');
        sink.row(record);
    }

    /// A table of its own, in a list of them.
    fn table(&mut self, unit: &Node<'_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
        let Some(rows) = follow(unit, &self.places.rows) else { return sink.no_row() };
        let names = self.places.names.way();
        let columns = follow(unit, names).and_then(|names_of| find::described(names, names_of)).unwrap_or_default();
        record.clear();
        record.push(b'{');
        repeated(record, unit, &columns, names);
        table(&Parts { columns: &columns, rows, is_transposed: self.places.is_transposed }, record, sink);
    }
}

/// A table that is held whole.
struct Parts<'p, 'n> {
    columns: &'p [Column],
    /// Its rows, or its columns.
    rows: &'p Node<'n>,
    is_transposed: bool,
}

/// Writes the rows of a table, each behind what is written already.
fn table(parts: &Parts<'_, '_>, record: &mut Vec<u8>, sink: &mut Sink<'_>) {
    let begin = record.len();
    let items = parts.rows.items();
    let lists: Vec<&[Node<'_>]> = match parts.rows {
        Node::Object(entries) => entries.iter().map(|(_, column)| column.items()).collect(),
        _ if parts.is_transposed => items.iter().map(|column| find::column_of(column).unwrap_or_default()).collect(),
        _ => Vec::new(),
    };
    let rows = if parts.is_transposed { lists.iter().map(|list| list.len()).max().unwrap_or(0) } else { items.len() };
    let null = Node::Plain(b"null");
    for row in 0..rows {
        if row.saturating_mul(begin) > MOST_REPEATED {
            return sink.too_many(row, rows);
        }
        record.truncate(begin);
        match parts.rows {
            Node::Object(entries) => {
                for ((key, _), list) in entries.iter().zip(&lists) {
                    write::key(record, key);
                    cell::value(record, list.get(row).unwrap_or(&null), Holds::Values, &[]);
                }
            }
            _ if parts.is_transposed => {
                let values: Vec<Node<'_>> = lists.iter().map(|list| list.get(row).unwrap_or(&null).clone()).collect();
                cell::entries(record, &values, parts.columns);
            }
            _ => match items.get(row).and_then(cell::values) {
                Some(values) => cell::entries(record, values, parts.columns),
                None => {
                    sink.no_row();
                    continue;
                }
            },
        }
        record.push(b'}');
        sink.row(record);
        if sink.is_full() {
            return;
        }
    }
}

/// The value at the end of a way of keys.
fn follow<'a, 'n>(node: &'n Node<'a>, way: &[Step]) -> Option<&'n Node<'a>> {
    way.iter().try_fold(node, |node, step| {
        let Step::Key(name) = step else { return None };
        node.entries().iter().rev().find(|(key, _)| decoded(key) == *name).map(|(_, value)| value)
    })
}

/// Writes the values that belong to all rows of a table: its plain values, its tags, and the labels of its only column that has some.
fn repeated(record: &mut Vec<u8>, unit: &Node<'_>, columns: &[Column], names: &[Step]) {
    let is_column = |key: &[u8]| columns.iter().any(|column| column.name == key);
    for (key, value) in unit.entries() {
        let are_tags = value.is_object() && matches!(*key, b"tags" | b"labels" | b"metric" | b"group");
        if (value.is_plain() || are_tags) && !is_column(key) {
            write::key(record, key);
            write::node(record, value);
        }
    }
    let described = follow(unit, names).map_or(&[][..], Node::items);
    let mut labels =
        described.iter().filter_map(|column| column.get("labels")).filter(|labels| !labels.entries().is_empty());
    if let (Some(only), None) = (labels.next(), labels.next())
        && !is_column(b"labels")
    {
        write::key(record, b"labels");
        write::node(record, only);
    }
}
