//! Tables drawn with bars: Markdown, and what psql, mysql and DuckDB print.

use super::super::shape::{Declaration, Signs};
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
        let is_framed = is_framed(pair[1]);
        let names = cells(pair[0], is_framed).len();
        let columns = cells(&pair[1].replace(['+', '┼', '╪', '├', '┤', '╞', '╡'], "|"), is_framed).len();
        !is_rule(pair[0])
            && is_rule(pair[1])
            && names == columns
            && (names > 1 || pair[0].trim_start().starts_with('|'))
    };
    lines.windows(2).any(|pair| pair[0].contains(['|', '│']) && is_above(pair))
}

/// A line of nothing but dashes, bars and colons.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains(['-', '─', '═'])
        && line.contains(['|', '+', '┼', '┬', '┴', '├', '╪'])
        && line.chars().all(|letter| " |+-:=─═│┼┬┴├┤┌┐└┘╪╞╡".contains(letter))
}

/// Whether lines begin with a bar, as the rule does.
fn is_framed(rule: &str) -> bool {
    !rule.trim_start().starts_with(['-', ':', '─', '═', '='])
}

/// The texts between the bars, without blanks around them. `is_framed`: there is a bar at both ends, too.
fn cells(line: &str, is_framed: bool) -> Vec<String> {
    let line = line.trim_end().replace('│', "|");
    let inner = line.trim_start().strip_prefix('|').filter(|_| is_framed).unwrap_or(&line);
    let inner = inner.strip_suffix('|').filter(|inner| is_framed && !inner.ends_with('\\')).unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut letters = inner.chars().peekable();
    while let Some(letter) = letters.next() {
        let cell = cells.len() - 1;
        match letter {
            '\\' if letters.peek() == Some(&'|') => cells[cell].extend(letters.next()),
            '|' => cells.push(String::new()),
            letter => cells[cell].push(letter),
        }
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}

#[derive(Debug, Default)]
struct Bars {
    /// The line before the rule.
    above: String,
    /// The names in it.
    names: Vec<String>,
    is_framed: bool,
    /// The rule below the names came.
    has_rule: bool,
}

impl Lines for Bars {
    fn line(&mut self, line: &str, record: &mut Vec<u8>) -> Line {
        if is_rule(line) {
            if !self.has_rule && !self.above.is_empty() {
                self.is_framed = is_framed(line);
                self.names = cells(&self.above, self.is_framed);
                self.has_rule = true;
            }
            return Line::Aside;
        }
        // Text around the table, and psql's number of rows.
        if !line.contains(['|', '│']) {
            return Line::Aside;
        }
        if !self.has_rule {
            line.clone_into(&mut self.above);
            return Line::Aside;
        }
        let cells = cells(line, self.is_framed);
        if cells == self.names {
            return Line::Aside;
        }
        for (place, cell) in cells.iter().enumerate() {
            write::entry(record, &write::name(&self.names, place), Some(cell.as_str()).filter(|cell| !cell.is_empty()));
        }
        Line::Row
    }
}
