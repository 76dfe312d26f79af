//! The parts of SQL statements: what leads to their values, names of columns, lists of values.

/// How far a statement was read.
pub(super) enum Scan {
    /// It ends here; whether values follow.
    End(usize, bool),
    /// More of it must come.
    Cut,
}

/// A value of a row.
#[derive(Debug, PartialEq)]
pub(super) enum Value {
    Null,
    /// A number or a word.
    Bare(String),
    Text(String),
}

/// The end of a text in quotes that begins at a place, and its length with them. In MySQL a backslash escapes.
fn quoted(input: &[u8], at: usize) -> Option<usize> {
    let quote = *input.get(at)?;
    let mut end = at + 1;
    loop {
        match *input.get(end)? {
            b'\\' if quote != b'`' && matches!(input.get(end + 1), Some(b'\'' | b'"' | b'\\')) => end += 2,
            byte if byte == quote && input.get(end + 1) == Some(&quote) => end += 2,
            byte if byte == quote => return Some(end + 1),
            _ => end += 1,
        }
    }
}

/// The end of a comment that begins at a place.
fn comment(input: &[u8], at: usize) -> Option<Option<usize>> {
    match input.get(at..at + 2) {
        Some(b"--") => Some(memchr::memchr(b'\n', &input[at..]).map(|end| at + end)),
        Some(b"/*") => Some(memchr::memmem::find(&input[at + 2..], b"*/").map(|end| at + end + 4)),
        _ => None,
    }
}

/// The head of a statement: up to the values of an insertion, or past its semicolon.
pub(super) fn head(input: &[u8]) -> Scan {
    let mut at = 0;
    while let Some(&byte) = input.get(at) {
        if at + 1 == input.len() && matches!(byte, b'-' | b'/') {
            return Scan::Cut;
        }
        if let Some(end) = comment(input, at) {
            match end {
                Some(end) => at = end,
                None => return Scan::Cut,
            }
            continue;
        }
        match byte {
            b'\'' | b'"' | b'`' => match quoted(input, at) {
                Some(end) => at = end,
                None => return Scan::Cut,
            },
            b';' => return Scan::End(at + 1, false),
            b'v' | b'V' if !is_word(input.get(at.wrapping_sub(1))) => {
                let end = at + input[at..].iter().take_while(|byte| is_word(Some(byte))).count();
                if end == input.len() {
                    return Scan::Cut;
                }
                if input[at..end].eq_ignore_ascii_case(b"values") {
                    return Scan::End(end, true);
                }
                at = end;
            }
            _ => at += 1,
        }
    }
    Scan::Cut
}

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// The table and the columns of a statement that inserts.
pub(super) fn inserted(statement: &str) -> Option<(String, Vec<String>)> {
    named(statement, "into")
}

/// The table and the columns of a statement that makes a table.
pub(super) fn created(statement: &str) -> Option<(String, Vec<String>)> {
    const CONSTRAINTS: [&str; 8] = ["primary", "key", "unique", "constraint", "index", "fulltext", "foreign", "check"];
    let statement = without_comments(statement);
    // `ALTER TABLE t …` names no columns.
    if !statement.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("create")) {
        return None;
    }
    let (table, parts) = named(statement, "table")?;
    let is_column = |name: &String| !CONSTRAINTS.contains(&name.to_ascii_lowercase().as_str());
    Some((table, parts.into_iter().filter(is_column).collect()))
}

/// A statement without the comments, and psql's commands, before it.
fn without_comments(statement: &str) -> &str {
    let mut rest = statement.trim_start();
    loop {
        let after = match () {
            () if rest.starts_with("--") || rest.starts_with('\\') => rest.split_once('\n'),
            () if rest.starts_with("/*") => rest.split_once("*/"),
            () => return rest,
        };
        rest = after.map_or("", |(_, rest)| rest.trim_start());
    }
}

/// The name behind a word, and the first word of each part within the brackets that follow it.
fn named(statement: &str, word: &str) -> Option<(String, Vec<String>)> {
    let lower = statement.to_ascii_lowercase();
    let at = lower.match_indices(word).map(|(at, _)| at).find(|at| {
        let bytes = lower.as_bytes();
        !is_word(at.checked_sub(1).and_then(|before| bytes.get(before))) && !is_word(bytes.get(at + word.len()))
    })?;
    let rest = statement[at + word.len()..].trim_start();
    let exists = "if not exists";
    let rest = match rest.get(..exists.len()) {
        Some(start) if start.eq_ignore_ascii_case(exists) => rest[exists.len()..].trim_start(),
        _ => rest,
    };
    let (table, columns) = rest.split_once('(').unwrap_or((rest, ""));
    let table = table.trim().rsplit('.').next().unwrap_or_default();
    let table = table.split_whitespace().next().unwrap_or_default();
    Some((unquoted(table), parts(columns)))
}

/// The first word of each part of a list, up to the bracket that closes it.
fn parts(list: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let (mut depth, mut begin, mut at) = (0_usize, 0, 0);
    let bytes = list.as_bytes();
    let mut push = |part: &str| {
        let part = part.trim();
        let end = match part.as_bytes().first() {
            Some(b'`' | b'"' | b'\'') => quoted(part.as_bytes(), 0).unwrap_or(part.len()),
            Some(b'[') => part.find(']').map_or(part.len(), |end| end + 1),
            _ => part.find(|letter: char| letter.is_whitespace() || letter == '(').unwrap_or(part.len()),
        };
        if !part.is_empty() {
            parts.push(unquoted(&part[..end]));
        }
    };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\'' | b'"' | b'`' => at = quoted(bytes, at).unwrap_or(bytes.len()) - 1,
            b'(' => depth += 1,
            b')' if depth == 0 => break,
            b')' => depth -= 1,
            b',' if depth == 0 => {
                push(&list[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    push(list.get(begin..at).unwrap_or_default());
    parts
}

/// A name without its quotes.
fn unquoted(name: &str) -> String {
    let is_quote = |letter: char| matches!(letter, '`' | '"' | '\'' | '[' | ']');
    name.trim_matches(is_quote).replace("``", "`").replace("\"\"", "\"")
}

/// The values of a list in brackets, and its length; `None` where more of it must come. `has_escapes`: `\n` is a line break, as in MySQL.
pub(super) fn tuple(input: &[u8], has_escapes: bool) -> Option<(Vec<Value>, usize)> {
    let mut values = Vec::new();
    let (mut depth, mut at, mut begin) = (0_usize, 1, 1);
    loop {
        match *input.get(at)? {
            b'\'' | b'"' => {
                // What follows decides whether a quote ends the text.
                at = quoted(input, at)?;
                input.get(at)?;
            }
            b'(' => {
                depth += 1;
                at += 1;
            }
            byte @ (b',' | b')') if depth == 0 => {
                values.push(value(&input[begin..at], has_escapes));
                at += 1;
                begin = at;
                if byte == b')' {
                    return Some((values, at));
                }
            }
            b')' => {
                depth -= 1;
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// A value: a text with a type before it (`DATE '2026-03-01'`, `N'x'`) is that text.
fn value(written: &[u8], has_escapes: bool) -> Value {
    let text = String::from_utf8_lossy(written);
    let text = text.trim();
    if text.eq_ignore_ascii_case("null") {
        return Value::Null;
    }
    let quote = text.find(['\'', '"']).filter(|at| {
        let before = &text[..*at];
        !before.contains('(')
            && before.chars().all(|letter| letter.is_ascii_alphanumeric() || letter.is_whitespace() || letter == '_')
    });
    let Some(begin) = quote else {
        return with_line_breaks(text).map_or_else(|| Value::Bare(text.to_owned()), Value::Text);
    };
    let Some(end) = quoted(text.as_bytes(), begin) else { return Value::Bare(text.to_owned()) };
    Value::Text(unescaped(&text[begin + 1..end - 1], &text[begin..=begin], has_escapes))
}

/// A text with line breaks as SQLite dumps it: `replace('a\nb','\n',char(10))`, and that around it for `\r`.
fn with_line_breaks(text: &str) -> Option<String> {
    let mut inner = text;
    let mut breaks = Vec::new();
    while let Some(rest) = inner.strip_prefix("replace(") {
        let (before, mark, line_end) =
            [("\\n", "10", "\n"), ("\\r", "13", "\r")].into_iter().find_map(|(mark, code, end)| {
                let before = rest.strip_suffix(&format!(",'{mark}',char({code}))"))?;
                Some((before, mark, end))
            })?;
        breaks.push((mark, line_end));
        inner = before;
    }
    let quoted = inner.strip_prefix('\'')?.strip_suffix('\'')?;
    let text = quoted.replace("''", "'");
    Some(breaks.into_iter().rev().fold(text, |text, (mark, line_end)| text.replace(mark, line_end)))
}

fn unescaped(inner: &str, quote: &str, has_escapes: bool) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut letters = inner.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.peek() {
                Some('\'' | '"' | '\\') => out.extend(letters.next()),
                Some(letter @ ('n' | 'r' | 't')) if has_escapes => {
                    out.push(if *letter == 't' {
                        '\t'
                    } else if *letter == 'r' {
                        '\r'
                    } else {
                        '\n'
                    });
                    letters.next();
                }
                _ => out.push('\\'),
            },
            letter if quote.starts_with(letter) => {
                letters.next();
                out.push(letter);
            }
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_databases_write_them() {
        let (values, end) = tuple(br"(1, 'it''s', NULL, 'a\'b,)', DATE '2026-03-01', f(1, 2), '')x", false).unwrap();
        let text = |text: &str| Value::Text(text.to_owned());
        let bare = |text: &str| Value::Bare(text.to_owned());
        assert_eq!(
            values,
            [bare("1"), text("it's"), Value::Null, text("a'b,)"), text("2026-03-01"), bare("f(1, 2)"), text("")]
        );
        assert_eq!(end, 60);
        for cut in 1..60 {
            assert!(tuple(&br"(1, 'it''s', NULL, 'a\'b,)', DATE '2026-03-01', f(1, 2), '')"[..cut], false).is_none());
        }
    }

    #[test]
    fn line_breaks_are_read_as_databases_write_them() {
        let only = |text: &str, has_escapes| tuple(text.as_bytes(), has_escapes).unwrap().0.remove(0);
        let text = |text: &str| Value::Text(text.to_owned());
        assert_eq!(only(r"('a\nb')", true), text("a\nb"));
        assert_eq!(only(r"('a\n\r\tb')", true), text("a\n\r\tb"));
        assert_eq!(only(r"('a\nb')", false), text(r"a\nb"));
        assert_eq!(only(r"(replace('it''s\nb','\n',char(10)))", false), text("it's\nb"));
        let both = r"(replace(replace('a\r\nb','\r',char(13)),'\n',char(10)))";
        assert_eq!(only(both, false), text("a\r\nb"));
        assert_eq!(only("(replace('a','b','c'))", false), Value::Bare("replace('a','b','c')".to_owned()));
    }

    #[test]
    fn only_create_table_names_the_columns_of_a_table() {
        let table = "/*!40101 SET x = 1 */;\n-- of table `t`\n\\restrict k\nCREATE TABLE public.t (a int, b text);";
        assert_eq!(
            created(table.split_once(";\n").unwrap().1),
            Some(("t".to_owned(), vec!["a".to_owned(), "b".to_owned()]))
        );
        for other in ["ALTER TABLE public.t OWNER TO nobody;", "-- Data of table `t`\nLOCK TABLES `t` WRITE;", ""] {
            assert_eq!(created(other), None);
        }
    }

    #[test]
    fn statements_name_tables_and_columns() {
        for (statement, table, columns) in [
            ("INSERT INTO t (a, `b c`) ", "t", "a|b c"),
            ("insert into \"s\".\"t\" ", "t", ""),
            ("INSERT INTO [dbo].[t] ([a], [b]) ", "t", "a|b"),
        ] {
            assert_eq!(
                inserted(statement),
                Some((table.to_owned(), parts(&columns.replace('|', ",").replace("b c", "`b c`"))))
            );
        }
        let created = created(
            "CREATE TABLE IF NOT EXISTS `t` (`id` int(11) NOT NULL DEFAULT 'a,b', x decimal(5,2), PRIMARY KEY (`id`))",
        )
        .unwrap();
        assert_eq!(created, ("t".to_owned(), vec!["id".to_owned(), "x".to_owned()]));
    }
}
