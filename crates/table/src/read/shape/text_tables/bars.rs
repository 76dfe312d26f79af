//! The lines of a table that is drawn: rules, and texts between bars, of ASCII or of Unicode's box drawing.

use std::borrow::Cow;

/// A line with bars, dashes and plus signs of ASCII in place of box drawing.
pub(super) fn plain(line: &str) -> Cow<'_, str> {
    if !line.contains(is_drawn) {
        return Cow::Borrowed(line);
    }
    let plain = |letter: char| match letter {
        '│' | '┃' | '║' | '┆' | '┇' | '┊' | '╎' => '|',
        '─' | '━' | '═' | '╌' | '┄' | '╴' | '╶' => '-',
        drawn if is_drawn(drawn) => '+',
        other => other,
    };
    Cow::Owned(line.chars().map(plain).collect())
}

fn is_drawn(letter: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&letter)
}

/// Whether a plain line holds nothing but dashes, bars and colons.
pub(super) fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.contains(['-', '=']) && line.contains(['|', '+']) && line.chars().all(|letter| " |+-:=".contains(letter))
}

/// Whether lines begin with a bar, as the rule does.
pub(super) fn is_framed(rule: &str) -> bool {
    !rule.trim_start().starts_with(['-', ':', '='])
}

/// The texts between the bars of a plain line, with the blanks around them. `is_framed`: there is a bar at both ends, too.
pub(super) fn cells(line: &str, is_framed: bool) -> Vec<String> {
    let line = line.trim_end();
    // ClickHouse numbers the rows before the first bar.
    let number = line.trim_start().trim_start_matches(|digit: char| digit.is_ascii_digit());
    let line = number.strip_prefix(". ").filter(|rest| is_framed && rest.starts_with('|')).unwrap_or(line);
    let inner = line.trim_start().strip_prefix('|').filter(|_| is_framed).unwrap_or(line);
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
    cells
}

/// The names within a rule, as ClickHouse draws them: `┌─id─┬─score─┐`.
pub(super) fn names_in_rule(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('┌')?.strip_suffix('┐')?;
    let names: Vec<String> = inner.split('┬').map(|name| name.trim_matches('─').to_owned()).collect();
    (names.iter().any(|name| !name.is_empty())).then_some(names)
}

/// Whether a row holds nothing but the types of columns, as DuckDB and polars write them below the names.
pub(super) fn are_types(cells: &[String]) -> bool {
    const TYPES: [&str; 24] = [
        "str",
        "string",
        "varchar",
        "bool",
        "boolean",
        "int",
        "i",
        "u",
        "f",
        "uint",
        "float",
        "double",
        "decimal",
        "date",
        "datetime",
        "timestamp",
        "time",
        "interval",
        "blob",
        "json",
        "uuid",
        "cat",
        "enum",
        "hugeint",
    ];
    let is_type = |cell: &String| {
        let word = cell.split(['(', '[']).next().unwrap_or_default();
        TYPES.contains(&word.trim_end_matches(|digit: char| digit.is_ascii_digit()))
    };
    cells.len() > 1 && cells.iter().all(is_type)
}

/// Whether a row stands for rows that are not shown.
pub(super) fn is_omission(cells: &[String]) -> bool {
    cells.len() > 1 && cells.iter().all(|cell| matches!(cell.as_str(), "…" | "·" | "..."))
}

/// What is left of a cell that goes on in the next line, which psql and ClickHouse mark at its end.
pub(super) fn continued(cell: &str) -> Option<&str> {
    cell.strip_suffix(['+', '↵', '↴'])
}
