//! Tables drawn with bars: Markdown, and what psql, mysql, SQLite, DuckDB, ClickHouse, polars and rich print.

use super::super::shape::{Declaration, Signs};
use super::bars::{self, are_types, cells, continued, is_framed, is_omission, is_rule, names_in_rule};
use super::reader::{Line, LineReader, Lines};
use super::write;
use crate::Format;

/// Tables with bars.
pub(in super::super) const SHAPE: Declaration = Declaration {
    format: Format::Markdown,
    open: |plan, cursor, _| LineReader::open(plan, cursor, Bars::default()),
    signs: Signs::NONE,
    #[cfg(test)]
    sample: "| x | y |\n|--:|---|\n| 1.5 | a |\n|  | b |\n",
};

/// Whether a line of names with bars stands above a rule, or between two.
pub(super) fn is_table(lines: &[&str]) -> bool {
    let is_above = |pair: &[&str]| {
        let [names, rule] = [bars::plain(pair[0]), bars::plain(pair[1])];
        let is_framed = is_framed(&rule);
        let length = cells(&names, is_framed).len();
        names.contains('|')
            && !is_rule(&names)
            && is_rule(&rule)
            && length == cells(&rule.replace('+', "|"), is_framed).len()
            && (length > 1 || names.trim_start().starts_with('|'))
    };
    lines.windows(2).any(is_above)
        || lines.windows(2).any(|pair| names_in_rule(pair[0]).is_some() && pair[1].contains('│'))
}

#[derive(Debug, Default)]
struct Bars {
    /// The lines before the rule.
    above: Vec<String>,
    /// The names in them.
    names: Vec<String>,
    is_framed: bool,
    /// The rule below the names came.
    has_rule: bool,
    /// A row of which the next line may be a part. Once there was one, each row waits for the line behind it.
    held: Option<Vec<String>>,
}

/// Lines above the first rule that may hold the names.
const MOST_ABOVE: usize = 3;

impl Lines for Bars {
    fn line(&mut self, line: &str, record: &mut Vec<u8>) -> Line {
        if let Some(names) = names_in_rule(line) {
            (self.names, self.is_framed, self.has_rule) = (names, true, true);
            return self.next(None, record);
        }
        let plain = bars::plain(line);
        if is_rule(&plain) {
            if !self.has_rule && !self.above.is_empty() {
                self.is_framed = is_framed(&plain);
                let above: Vec<Vec<String>> = self.above.iter().map(|line| trimmed(line, self.is_framed)).collect();
                // DuckDB writes the types of the columns below their names.
                let has_types = above.last().is_some_and(|last| are_types(last));
                let names = above.len().checked_sub(if has_types { 2 } else { 1 }).and_then(|at| above.get(at));
                self.names = names.or(above.last()).cloned().unwrap_or_default();
                self.has_rule = true;
            }
            return self.next(None, record);
        }
        // Text around the table, and psql's number of rows.
        if !plain.contains('|') {
            return self.next(None, record);
        }
        if !self.has_rule {
            if self.above.len() == MOST_ABOVE {
                self.above.remove(0);
            }
            self.above.push(plain.into_owned());
            return Line::Aside;
        }
        let row = trimmed(&plain, self.is_framed);
        // DuckDB counts the rows in a line of one cell.
        let is_footer = row.len() == 1 && self.names.len() > 1;
        if row == self.names || is_footer || are_types(&row) {
            return self.next(None, record);
        }
        if is_omission(&row) {
            return Line::Broken;
        }
        self.next(Some(row), record)
    }

    fn end(&mut self, record: &mut Vec<u8>) -> Line {
        self.next(None, record)
    }
}

impl Bars {
    /// Writes the row that is complete now: this one, or the one that waited for it.
    fn next(&mut self, row: Option<Vec<String>>, record: &mut Vec<u8>) -> Line {
        let (written, held) = match (self.held.take(), row) {
            (Some(mut held), Some(row)) if is_part(&held, &row) => {
                for (cell, more) in held.iter_mut().zip(&row) {
                    // In place: a cell may go on for a million lines.
                    if let Some(begun) = continued(cell).map(|begun| begun.trim_end().len()) {
                        cell.truncate(begun);
                        cell.push('\n');
                        cell.push_str(more.strip_prefix('↳').unwrap_or(more));
                    }
                }
                (None, Some(held))
            }
            (None, Some(row)) if !row.iter().any(|cell| continued(cell).is_some()) => (Some(row), None),
            (held, row) => (held, row),
        };
        self.held = held;
        let Some(row) = written else { return Line::Aside };
        for (place, cell) in row.iter().enumerate() {
            write::entry(record, &write::name(&self.names, place), Some(cell.as_str()).filter(|cell| !cell.is_empty()));
        }
        Line::Row
    }
}

fn trimmed(line: &str, is_framed: bool) -> Vec<String> {
    cells(line, is_framed).iter().map(|cell| cell.trim().to_owned()).collect()
}

/// Bytes of a row that goes on in further lines, at most.
const LONGEST: usize = 1 << 20;

/// Whether a line holds the rest of cells of the row before it, and nothing else.
fn is_part(row: &[String], line: &[String]) -> bool {
    let mut pairs = row.iter().zip(line);
    row.len() == line.len()
        && row.iter().map(String::len).sum::<usize>() <= LONGEST
        && row.iter().any(|cell| continued(cell).is_some())
        && pairs.all(|(cell, more)| more.is_empty() || continued(cell).is_some())
}
