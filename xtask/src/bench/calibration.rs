//! Counts how often verdicts are right and puts the tables into `docs/calibration.md`.
//!
//! The counting is an example of `crates/drift`, since it needs nothing but that; it takes some minutes of one core. What
//! stands in the document around the tables was written by hand after reading them. The tests of numbers by themselves are
//! an example of `crates/stats`, with tables of their own.

use xtask::{Failure, workspace};

const DOCUMENT: &str = "docs/calibration.md";

/// The raw counts, of which the tables are made.
const COUNTS: &str = "docs/calibration.csv";

/// What the tables of verdicts, and those of the tests of numbers, stand between.
const VERDICTS: [&str; 2] = ["<!-- tables -->\n", "<!-- end of tables -->"];
const TESTS: [&str; 2] = ["<!-- tests of numbers -->\n", "<!-- end of tests of numbers -->"];

/// Counts and writes both files.
pub(super) fn write() -> Result<(), Failure> {
    let tests = example("driftscope-stats", "number_tests", &[])?;
    let counts = example("driftscope-drift", "calibration", &["count"])?;
    let path = |name: &str| workspace::root().join(name);
    workspace::write(&path(COUNTS), &counts)?;
    let verdicts = example("driftscope-drift", "calibration", &["tables", COUNTS])?;
    let mut document = workspace::read(DOCUMENT)?;
    for (tables, marks) in [(verdicts, VERDICTS), (tests, TESTS)] {
        document = with_tables(&document, &String::from_utf8_lossy(&tables), marks).ok_or_else(|| Failure::Usage {
            problem: format!("{DOCUMENT} needs \"{}\" and \"{}\" around the tables", marks[0].trim_end(), marks[1]),
        })?;
    }
    workspace::write(&path(DOCUMENT), document.as_bytes())
}

fn example(package: &str, name: &str, words: &[&str]) -> Result<Vec<u8>, Failure> {
    let run = ["run", "--release", "--quiet", "--package", package, "--example", name, "--"];
    workspace::output(workspace::cargo().args(run).args(words))
}

/// The document with other tables.
fn with_tables(document: &str, tables: &str, [begin, end]: [&str; 2]) -> Option<String> {
    let (before, rest) = document.split_once(begin)?;
    let (_, after) = rest.split_once(end)?;
    Some(format!("{before}{begin}\n{tables}\n{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::{VERDICTS, with_tables};

    #[test]
    fn only_the_tables_change() {
        let document = "before\n<!-- tables -->\nold\n<!-- end of tables -->\nafter\n";
        let expected = "before\n<!-- tables -->\n\n| new |\n\n<!-- end of tables -->\nafter\n";
        assert_eq!(with_tables(document, "| new |\n", VERDICTS).as_deref(), Some(expected));
        assert_eq!(with_tables("no place", "| new |\n", VERDICTS), None);
    }
}
