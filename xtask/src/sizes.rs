//! Holds files and functions to the lengths that CONTRIBUTING.md names.
//!
//! Only product code counts: tests may have long tables of cases. The code is formatted, so that a function ends at the first
//! closing brace that is indented like its beginning.

use std::path::Path;

use xtask::{Failure, workspace};

use crate::docs::files;

/// Lines of a file, its tests among them.
const MOST_OF_FILE: usize = 400;

/// Lines of a function, from its name to its closing brace.
const MOST_OF_FUNCTION: usize = 60;

/// Folders without product code.
const TESTS: [&str; 4] = ["tests", "examples", "benches", "fuzz"];

/// Fails if a file or a function is too long.
pub(crate) fn check() -> Result<(), Failure> {
    let mut problems = Vec::new();
    for path in files::texts()?.into_iter().filter(|path| path.ends_with(".rs")) {
        let is_test = Path::new(&path).components().any(|part| TESTS.iter().any(|test| part.as_os_str() == *test));
        if !is_test && !path.ends_with("/tests.rs") {
            problems.extend(found(&path, &workspace::read(&path)?));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Failure::Documents { problems: problems.join("\n  ") }) }
}

/// A sentence for a file that is too long, and for each such function in it.
fn found(path: &str, text: &str) -> Vec<String> {
    let length = text.lines().count();
    let file = (length > MOST_OF_FILE).then(|| format!("{path}: {length} lines, at most {MOST_OF_FILE}"));
    let code: Vec<&str> = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default().lines().collect();
    let long = (0..code.len()).filter_map(|at| {
        let (name, lines) = function(&code[at..])?;
        let is_long = lines > MOST_OF_FUNCTION;
        is_long.then(|| format!("{path}:{}: `{name}` has {lines} lines, at most {MOST_OF_FUNCTION}", at + 1))
    });
    file.into_iter().chain(long).collect()
}

/// The name and the length of the function that begins with the first of these lines, if one does.
fn function<'a>(lines: &[&'a str]) -> Option<(&'a str, usize)> {
    let first = lines.first()?;
    let start = first.trim_start();
    let indent = &first[..first.len() - start.len()];
    let (before, rest) = start.split_once("fn ")?;
    let is_qualifier = |word: &str| {
        word.starts_with("pub") || word.ends_with(')') || ["const", "async", "unsafe", "in"].contains(&word)
    };
    if !before.split_whitespace().all(is_qualifier) {
        return None;
    }
    let name = &rest[..rest.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'))?];
    let is_end = |line: &&str| {
        let own = line.strip_prefix(indent).unwrap_or_default();
        // A declaration without a body ends with its semicolon.
        own == "}" || own.starts_with(|letter: char| !letter.is_whitespace()) && own.ends_with([';', '}'])
    };
    Some((name, lines.iter().position(is_end)? + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(indent: &str, lines: usize) -> String {
        let body = format!("{indent}    work();\n").repeat(lines - 4);
        format!("{indent}pub(crate) fn long(\n{indent}    one: u8,\n{indent}) -> u8 {{\n{body}{indent}}}\n")
    }

    #[test]
    fn long_functions_and_files_are_found_at_their_line() {
        assert!(found("a.rs", &text("", MOST_OF_FUNCTION)).is_empty());
        let code = format!("impl A {{\n    fn short();\n{}}}\n", text("    ", MOST_OF_FUNCTION + 1));
        assert_eq!(found("a.rs", &code), ["a.rs:3: `long` has 61 lines, at most 60"]);
        assert_eq!(found("a.rs", &"\n".repeat(401)), ["a.rs: 401 lines, at most 400"]);
        let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", text("    ", MOST_OF_FUNCTION + 1));
        assert!(found("a.rs", &tests).is_empty());
    }

    #[test]
    fn functions_end_where_they_end() {
        let lines = |text: &'static str| function(&text.lines().collect::<Vec<_>>());
        assert_eq!(lines("    fn one(&self) -> u8;\n    fn two() {"), Some(("one", 1)));
        assert_eq!(lines("pub const fn one() -> u8 { 1 }\n}"), Some(("one", 1)));
        assert_eq!(lines("fn one(\n    a: u8,\n) {\n    let f = || {\n    };\n}\n}"), Some(("one", 6)));
        assert_eq!(lines("    fn one(\n        a: u8,\n    );\n}"), Some(("one", 3)));
        assert_eq!(lines("// A fn that is none\n}"), None);
        assert_eq!(lines("let f: fn (u8);\n}"), None);
    }
}
