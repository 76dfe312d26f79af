//! Dumps of databases as SQL: `INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y');`.
//!
//! Each list of values is a row. Where a statement does not name the columns, those of `CREATE TABLE` before it do.
//! Other statements are passed over.

use super::super::converted::Sink;
use super::super::plan::Plan;
use super::super::shape::{Declaration, Shape, Signs};
use super::sql_values::{self, Scan, Value};
use super::write;
use crate::Format;
use crate::read::json::record_reader::RecordReader;
use crate::read::place::Cursor;
use crate::spelling::windows_1252;
use std::collections::BTreeMap;

/// SQL.
pub(in super::super) const SHAPE: Declaration = Declaration {
    format: Format::Sql,
    open: |plan, cursor, _| {
        let (names, tables, known) = (Vec::new(), Vec::new(), BTreeMap::new());
        Box::new(Sql {
            plan,
            cursor,
            names,
            tables,
            known,
            state: State::Statement,
            has_escapes: false,
            record: Vec::new(),
        })
    },
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "INSERT INTO t (x, y) VALUES\n(1.5, 'a'),\n(NULL, 'b');\n",
};

/// How dumps begin, besides with comments.
const BEGINNINGS: [&str; 12] = [
    "insert into",
    "insert ignore into",
    "create table",
    "drop table",
    "set ",
    "begin",
    "start transaction",
    "use ",
    "lock tables",
    "pragma ",
    "create database",
    "replace into",
];

/// Tables whose names are shown.
const MOST_NAMED: usize = 5;

/// Whether a text is a dump.
pub(super) fn is_sql(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let mut rest = lower.as_str();
    loop {
        rest = rest.trim_start();
        rest = match () {
            // psql's own commands stand in lines that begin with a backslash: pg_dump begins with `\restrict`.
            () if rest.starts_with("--") || rest.starts_with('\\') => {
                rest.split_once('\n').map_or("", |(_, rest)| rest)
            }
            () if rest.starts_with("/*") => rest.split_once("*/").map_or("", |(_, rest)| rest.trim_start_matches(';')),
            () => break,
        };
    }
    let is_dump = lower.starts_with("--") && (lower.contains(" dump ") || lower.contains("sql dump"));
    // The rows of COPY are no statements.
    if lower.contains(" from stdin;") {
        return false;
    }
    let begins = BEGINNINGS.iter().any(|word| rest.starts_with(word));
    begins && (lower.contains("insert into") || lower.contains("create table") || lower.contains("replace into"))
        || is_dump
}

#[derive(Debug)]
enum State {
    /// Between statements.
    Statement,
    /// Among the lists of values of a statement.
    Values,
    Over,
}

#[derive(Debug)]
struct Sql {
    plan: Plan,
    cursor: Cursor,
    /// The columns of the statement.
    names: Vec<String>,
    /// The tables with rows.
    tables: Vec<String>,
    /// The columns of the tables that were made.
    known: BTreeMap<String, Vec<String>>,
    state: State,
    /// The statement quotes names as MySQL does, which writes line breaks as `\n`.
    has_escapes: bool,
    record: Vec<u8>,
}

impl Sql {
    /// A statement up to its values, or to its end. Returns its length, or nothing where more of it must come.
    fn statement(&mut self, input: &[u8], last: bool) -> Option<usize> {
        let (end, has_values) = match sql_values::head(input) {
            Scan::End(end, has_values) => (end, has_values),
            Scan::Cut if last => (input.len(), false),
            Scan::Cut => return None,
        };
        let text = windows_1252::decode(&input[..end]);
        if let Some((table, columns)) = sql_values::created(&text) {
            self.known.insert(table, columns);
        }
        if has_values && let Some((table, columns)) = sql_values::inserted(&text) {
            self.names = if columns.is_empty() { self.known.get(&table).cloned().unwrap_or_default() } else { columns };
            if !self.tables.contains(&table) && self.tables.len() <= MOST_NAMED {
                self.tables.push(table);
            }
            self.has_escapes = text.contains('`');
            self.state = State::Values;
        }
        Some(end)
    }

    /// A list of values, or the end of the statement.
    fn values(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> Option<usize> {
        let blanks = input.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == b',').count();
        if blanks > 0 {
            return Some(blanks);
        }
        if input.first() != Some(&b'(') {
            self.state = State::Statement;
            return Some(0);
        }
        let whereabouts = self.cursor.record(input);
        let Some((values, end)) = sql_values::tuple(input, self.has_escapes) else {
            if last {
                reader.rows.truncated(whereabouts);
                self.state = State::Over;
            }
            return last.then_some(input.len());
        };
        self.record.clear();
        self.record.push(b'{');
        for (place, value) in values.iter().enumerate() {
            let name = write::name(&self.names, place);
            match value {
                Value::Null => write::entry(&mut self.record, &name, None),
                Value::Bare(text) => write::entry(&mut self.record, &name, Some(text)),
                Value::Text(text) => write::text_entry(&mut self.record, &name, text),
            }
        }
        self.record.push(b'}');
        let mut sink = Sink::new(reader, whereabouts.first(end));
        sink.row(&self.record);
        if sink.is_full() {
            self.state = State::Over;
        }
        Some(end)
    }
}

impl Shape for Sql {
    fn process(&mut self, input: &[u8], last: bool, reader: &mut RecordReader) -> usize {
        let mut at = 0;
        while at < input.len() {
            let rest = &input[at..];
            // What is longer than a record may be is too long, however much of it has come.
            let window = &rest[..rest.len().min(reader.rows.limits.record_bytes)];
            let is_last = last && window.len() < reader.rows.limits.record_bytes;
            let read = match self.state {
                State::Statement => self.statement(window, is_last),
                State::Values => self.values(window, is_last, reader),
                State::Over => Some(rest.len()),
            };
            match read {
                Some(length) => at += self.cursor.pass(&rest[..length]),
                None if window.len() == reader.rows.limits.record_bytes => {
                    reader.rows.too_long(self.cursor.record(rest));
                    self.state = State::Over;
                }
                None => return at,
            }
        }
        if last {
            self.state = State::Over;
        }
        at
    }

    fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    fn plan(&self) -> Plan {
        self.plan.clone()
    }

    fn words(&self) -> String {
        let words = self.plan.format.words();
        match &self.tables[..] {
            [] => words.to_owned(),
            [table] => format!("{words} into {table}"),
            tables if tables.len() > MOST_NAMED => {
                format!("{words} into {} and more tables", tables[..MOST_NAMED].join(", "))
            }
            [tables @ .., last] => format!("{words} into {} and {last}", tables.join(", ")),
        }
    }
}
