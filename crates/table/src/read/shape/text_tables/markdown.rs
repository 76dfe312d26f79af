//! Tables drawn with bars: Markdown, and what psql, mysql, SQLite, DuckDB, ClickHouse, polars and rich print.
//!
//! A cell with a line break goes on in the next line. psql and ClickHouse mark it at its end; mysql writes the break as it is, so that the
//! line does not end with a bar; SQLite then draws a rule between all rows, and leaves blank what does not go on.

use std::borrow::Cow;
use std::collections::VecDeque;

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
    /// Lines begin with a bar, and the rule has plus signs or is drawn: rows end with a bar, too.
    is_drawn: bool,
    /// A row of mysql whose last bar has not come.
    open: String,
    /// Whether a rule stands between all rows, once it is known.
    is_ruled: Option<bool>,
    /// The last line was a rule.
    is_after_rule: bool,
    /// The lines since the last rule while that is not known, and rows that wait to be written, one with each line.
    waiting: VecDeque<Vec<String>>,
    /// A row of which the next line may be a part. Once there was one, each row waits for the line behind it.
    held: Option<Vec<String>>,
}

/// Lines above the first rule that may hold the names.
const MOST_ABOVE: usize = 3;

impl Lines for Bars {
    fn line(&mut self, line: &str, record: &mut Vec<u8>) -> Line {
        if let Some(names) = names_in_rule(line) {
            (self.names, self.is_framed, self.has_rule) = (names, true, true);
            return self.pass(record);
        }
        let plain = bars::plain(line);
        let plain = match self.whole(&plain, record) {
            Ok(Some(whole)) => Cow::Owned(whole),
            Ok(None) => plain,
            Err(line) => return line,
        };
        if is_rule(&plain) {
            self.is_after_rule = self.has_rule;
            if !self.has_rule && !self.above.is_empty() {
                self.is_framed = is_framed(&plain);
                self.is_drawn = self.is_framed && plain.contains('+');
                let above: Vec<Vec<String>> = self.above.iter().map(|line| trimmed(line, self.is_framed)).collect();
                // DuckDB writes the types of the columns below their names.
                let has_types = above.last().is_some_and(|last| are_types(last));
                let names = above.len().checked_sub(if has_types { 2 } else { 1 }).and_then(|at| above.get(at));
                self.names = names.or(above.last()).cloned().unwrap_or_default();
                self.has_rule = true;
            }
            return self.pass(record);
        }
        // Text around the table, and psql's number of rows.
        if !plain.contains('|') {
            return self.pass(record);
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
            return self.pass(record);
        }
        if is_omission(&row) {
            return Line::Broken;
        }
        if !self.is_drawn || self.is_ruled == Some(false) && self.waiting.is_empty() {
            return self.next(Some(row), record);
        }
        self.see(row);
        self.next_waiting(record)
    }

    fn end(&mut self, record: &mut Vec<u8>) -> Line {
        self.is_ruled.get_or_insert(false);
        self.is_after_rule = true;
        while !self.waiting.is_empty() {
            if let Line::Row = self.next_waiting(record) {
                return Line::Row;
            }
        }
        match self.next(None, record) {
            // A row of mysql that is cut off.
            Line::Aside if !std::mem::take(&mut self.open).is_empty() => Line::Broken,
            last => last,
        }
    }
}

impl Bars {
    /// The whole row that a line ends, if it was begun in an earlier one. The row goes on: what the line is then.
    fn whole(&mut self, plain: &str, record: &mut Vec<u8>) -> Result<Option<String>, Line> {
        let is_begun = !self.open.is_empty();
        let line = plain.trim_end();
        let can_end = line.ends_with('|') && !line.ends_with("\\|");
        let begins = self.is_drawn && plain.trim_start().starts_with('|');
        if !is_begun && (can_end || !begins || is_rule(plain)) {
            return Ok(None);
        }
        if is_begun && is_rule(plain) || self.open.len() > LONGEST {
            self.open.clear();
            return Err(Line::Broken);
        }
        if is_begun {
            self.open.push('\n');
        }
        self.open.push_str(plain);
        if can_end && cells(&self.open, true).len() >= self.names.len() {
            return Ok(Some(std::mem::take(&mut self.open)));
        }
        Err(self.pass(record))
    }

    /// Passes a line that is no row: one that waits may be written.
    fn pass(&mut self, record: &mut Vec<u8>) -> Line {
        if self.waiting.is_empty() { self.next(None, record) } else { self.next_waiting(record) }
    }

    /// Takes in a line of a drawn table, and decides whether it is a row of its own.
    fn see(&mut self, row: Vec<String>) {
        /// Lines without a rule between them, from which on each is a row.
        const MOST: usize = 20;
        let is_first = std::mem::take(&mut self.is_after_rule);
        if self.is_ruled.is_none() && is_first && !self.waiting.is_empty() {
            self.is_ruled = Some(true);
            let group = self.waiting.drain(..).reduce(joined).unwrap_or_default();
            self.waiting.push_back(group);
        }
        match (self.is_ruled, self.waiting.pop_back()) {
            (Some(true), Some(last)) if !is_first => self.waiting.push_back(joined(last, row)),
            (_, last) => {
                let is_row = last.is_some() && !row.iter().any(String::is_empty);
                self.waiting.extend(last);
                self.waiting.push_back(row);
                if self.is_ruled.is_none() && (is_row || self.waiting.len() > MOST) {
                    self.is_ruled = Some(false);
                }
            }
        }
    }

    /// Writes a row that has waited, if the first of them is known to be whole.
    fn next_waiting(&mut self, record: &mut Vec<u8>) -> Line {
        let is_whole = match self.is_ruled {
            None => false,
            Some(true) => self.waiting.len() > 1 || self.is_after_rule,
            Some(false) => true,
        };
        match self.waiting.front() {
            Some(_) if is_whole => {
                let row = self.waiting.pop_front();
                self.next(row, record)
            }
            _ => Line::Aside,
        }
    }

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

/// A row and a line in which its cells go on.
fn joined(mut row: Vec<String>, line: Vec<String>) -> Vec<String> {
    for (cell, more) in row.iter_mut().zip(line).filter(|(_, more)| !more.is_empty()) {
        if let Some(begun) = continued(cell).map(|begun| begun.trim_end().len()) {
            cell.truncate(begun);
        }
        if !cell.is_empty() {
            cell.push('\n');
        }
        cell.push_str(more.strip_prefix('↳').unwrap_or(&more));
    }
    row
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
