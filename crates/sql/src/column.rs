//! Reads what is typed after `--columns`: `carrier:text`, `"a, b":number`, `delay:number=raw.delay / 60`.

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
    #[error("--columns: no column is named; write NAME:KIND, such as carrier:text")]
    NoColumn,
    /// A column has no kind.
    #[error(
        "--columns: {name} has no kind; write {name}:number, :decimal, :text, :boolean, :time or :date, or its type in the database"
    )]
    NoKind {
        /// The column.
        name: String,
    },
    /// A kind is unknown.
    #[error(
        "--columns: {kind} is not a known kind or type; write number, decimal, text, boolean, time or date after {name}:"
    )]
    UnknownKind {
        /// The column.
        name: String,
        /// What stands after it.
        kind: String,
    },
    /// A column is named twice.
    #[error("--columns: {name} is named twice")]
    Twice {
        /// The column.
        name: String,
    },
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
fn split(word: &str) -> Vec<String> {
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
fn unquoted(text: &str) -> (String, &str) {
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
