//! Reads what is typed after `--columns`: `carrier:text`, `"a, b":number`, `delay:number=raw.delay / 60`.

use std::fmt;

use driftscope_report::{Kind, Presence, Report};
use thiserror::Error;

use crate::SqlKind;

/// A column of the profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Its name in the profile, and in the table unless there is an expression.
    pub name: String,
    /// What it is counted as.
    pub kind: SqlKind,
    /// SQL that computes it from a row, put in as it is.
    pub expression: Option<String>,
    /// Bits that its buckets drop at least, so that they are not finer than those of another profile.
    pub dropped: u32,
}

/// Why columns cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ColumnError {
    /// Nothing names a column.
    #[error("no column is named; write NAME:KIND, such as carrier:text")]
    NoColumn,
    /// A column has no kind.
    #[error(
        "{name} has no kind; write {name}:number, :decimal, :text, :boolean, :time or :date, or its type in the database"
    )]
    NoKind {
        /// The column.
        name: String,
    },
    /// A kind is unknown.
    #[error("{kind} is not a known kind or type; write number, decimal, text, boolean, time or date after {name}:")]
    UnknownKind {
        /// The column.
        name: String,
        /// What stands after it.
        kind: String,
    },
    /// Windows are to be by a column that is counted as something else.
    #[error("windows of time need timestamps: write {name}:time or {name}:date")]
    NotTime {
        /// The column.
        name: String,
    },
    /// Segments are to be by a column that is not counted.
    #[error("{name} is not among the columns; add it to --columns, with its kind")]
    NoSegment {
        /// The column.
        name: String,
    },
    /// Segments are to be by timestamps.
    #[error("{name} is a time, whose values make no segments: choose a column of text, booleans or few numbers")]
    TimeSegment {
        /// The column.
        name: String,
    },
    /// A column is named twice.
    #[error("{name} is named twice")]
    Twice {
        /// The column.
        name: String,
    },
}

/// The columns of a report as SQL counts them, except lists, which it does not count, and columns that only production has, which have nothing
/// to be compared with.
pub fn columns_of_report(report: &Report) -> Vec<ColumnSpec> {
    let kind = |kind: Kind| match kind {
        Kind::Numeric => Some(SqlKind::Number),
        Kind::Boolean => Some(SqlKind::Boolean),
        Kind::Datetime => Some(SqlKind::Time),
        Kind::Tags | Kind::Vector => None,
        _ => Some(SqlKind::Text),
    };
    let counted = report.columns.iter().filter(|column| column.presence != Presence::Production);
    counted
        .filter_map(|column| {
            Some(ColumnSpec { name: column.name.clone(), kind: kind(column.kind)?, expression: None, dropped: 0 })
        })
        .collect()
}

/// The columns as [`parse_columns`] reads them, a line each.
pub fn written_columns(columns: &[ColumnSpec]) -> String {
    let lines: Vec<String> = columns.iter().map(ColumnSpec::to_string).collect();
    lines.join(",\n")
}

impl fmt::Display for ColumnSpec {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_plain = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '.' | '-');
        match !self.name.is_empty() && self.name.chars().all(is_plain) {
            true => formatter.write_str(&self.name)?,
            false => write!(formatter, "\"{}\"", self.name.replace('"', "\"\""))?,
        }
        write!(formatter, ":{}", self.kind.word())?;
        self.expression.as_ref().map_or(Ok(()), |expression| write!(formatter, "={expression}"))
    }
}

/// Reads columns: several words, each with commas between columns. Quotes keep commas and colons in a name.
pub fn parse_columns(words: &[String]) -> Result<Vec<ColumnSpec>, ColumnError> {
    let mut columns: Vec<ColumnSpec> = Vec::new();
    for part in words.iter().flat_map(|word| split(word)) {
        let column = parse(&part)?;
        if columns.iter().any(|known| known.name == column.name) {
            return Err(ColumnError::Twice { name: column.name });
        }
        columns.push(column);
    }
    if columns.is_empty() { Err(ColumnError::NoColumn) } else { Ok(columns) }
}

/// The parts between commas that are in no quotes and no brackets.
pub(crate) fn split(word: &str) -> Vec<String> {
    let (mut parts, mut part, mut depth, mut quote) = (Vec::new(), String::new(), 0_i32, None);
    for letter in word.chars() {
        match (letter, quote) {
            (_, Some(open)) if letter == open => quote = None,
            ('"' | '\'' | '`', None) => quote = Some(letter),
            ('(' | '[', None) => depth += 1,
            (')' | ']', None) => depth -= 1,
            (',', None) if depth <= 0 => {
                parts.push(std::mem::take(&mut part));
                continue;
            }
            _ => {}
        }
        part.push(letter);
    }
    parts.push(part);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

fn parse(part: &str) -> Result<ColumnSpec, ColumnError> {
    let part = part.trim();
    let (name, rest) = match part.strip_prefix('"') {
        Some(quoted) => unquoted(quoted),
        None => {
            let end = part.find([':', '=']).unwrap_or(part.len());
            (part[..end].trim().to_owned(), &part[end..])
        }
    };
    if name.is_empty() {
        return Err(ColumnError::NoColumn);
    }
    let Some(rest) = rest.trim_start().strip_prefix(':') else { return Err(ColumnError::NoKind { name }) };
    let (kind, expression) = match rest.split_once('=') {
        Some((kind, expression)) => (kind, Some(expression.trim().to_owned())),
        None => (rest, None),
    };
    let kind = SqlKind::named(kind)
        .ok_or_else(|| ColumnError::UnknownKind { name: name.clone(), kind: kind.trim().to_owned() })?;
    Ok(ColumnSpec { name, kind, expression, dropped: 0 })
}

/// The name up to the closing quote, of which two are one, and what follows.
pub(crate) fn unquoted(text: &str) -> (String, &str) {
    let (mut name, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('"') {
        name.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                name.push('"');
                rest = after;
            }
            None => return (name, rest),
        }
    }
    (name + rest, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(words: &[&str]) -> Result<Vec<ColumnSpec>, ColumnError> {
        parse_columns(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn names_kinds_and_expressions_are_read() {
        let found = columns(&[
            "carrier:text,price:DECIMAL(10,2)",
            "\"a \"\"b\"\", c:d\":number",
            "late:boolean=coalesce(delay, 0) > 15",
        ]);
        let found: Vec<_> =
            found.unwrap_or_default().into_iter().map(|one| (one.name, one.kind, one.expression)).collect();
        let column =
            |name: &str, kind, expression: Option<&str>| (name.to_owned(), kind, expression.map(str::to_owned));
        assert_eq!(
            found,
            [
                column("carrier", SqlKind::Text, None),
                column("price", SqlKind::Decimal, None),
                column("a \"b\", c:d", SqlKind::Number, None),
                column("late", SqlKind::Boolean, Some("coalesce(delay, 0) > 15")),
            ]
        );
    }

    #[test]
    fn written_columns_are_those_that_are_read() {
        let names = ["carrier", "a \"b\", c:d", "x=y", "[z", "", "naïve.name_2"];
        let kinds = ["number", "decimal", "text", "boolean", "time", "date"];
        let some: Vec<ColumnSpec> = names
            .iter()
            .filter(|name| !name.is_empty())
            .zip(kinds)
            .map(|(name, kind)| ColumnSpec {
                name: (*name).to_owned(),
                kind: SqlKind::named(kind).unwrap_or(SqlKind::Text),
                expression: (kind == "boolean").then(|| "delay > 15".to_owned()),
                dropped: 0,
            })
            .collect();
        assert_eq!(columns(&[&written_columns(&some)]), Ok(some));
    }

    #[test]
    fn the_columns_of_a_report_are_counted_by_their_kinds() {
        let column = |name: &str, kind, presence| driftscope_report::ColumnReport {
            name: name.to_owned(),
            kind,
            presence,
            ..Default::default()
        };
        let report = Report {
            columns: vec![
                column("delay", Kind::Numeric, Presence::Both),
                column("at", Kind::Datetime, Presence::Both),
                column("tags", Kind::Tags, Presence::Both),
                column("late", Kind::Boolean, Presence::Reference),
                column("new", Kind::Numeric, Presence::Production),
                column("tail", Kind::Identifier, Presence::Both),
            ],
            ..Report::default()
        };
        assert_eq!(written_columns(&columns_of_report(&report)), "delay:number,\nat:time,\nlate:boolean,\ntail:text");
    }

    #[test]
    fn what_is_no_column_is_refused() {
        assert_eq!(columns(&[","]), Err(ColumnError::NoColumn));
        assert_eq!(columns(&["a"]), Err(ColumnError::NoKind { name: "a".into() }));
        assert_eq!(
            columns(&["a:geometry"]),
            Err(ColumnError::UnknownKind { name: "a".into(), kind: "geometry".into() })
        );
        assert_eq!(columns(&["a:text", "a:number"]), Err(ColumnError::Twice { name: "a".into() }));
    }
}
