//! How often verdicts are right: counts anew, and puts the tables into `docs/calibration.md`.
//!
//! The counting is an example of `crates/drift`, since it needs nothing but that; it takes some minutes of one core. What
//! stands in the document around the tables was written by hand after reading them.

use crate::failure::Failure;
use crate::workspace;

const DOCUMENT: &str = "docs/calibration.md";

/// The raw counts, of which the tables are made.
const COUNTS: &str = "docs/calibration.csv";

/// What the tables stand between.
const BEGIN: &str = "<!-- tables -->\n";
const END: &str = "<!-- end of tables -->";

/// Counts, and writes both files.
pub(super) fn write() -> Result<(), Failure> {
    let counts = example(&["count"])?;
    let path = |name: &str| workspace::root().join(name);
    workspace::write(&path(COUNTS), &counts)?;
    let tables = example(&["tables", COUNTS])?;
    let document = with_tables(&workspace::read(DOCUMENT)?, &String::from_utf8_lossy(&tables)).ok_or_else(|| {
        Failure::Usage { problem: format!("{DOCUMENT} needs \"{}\" and \"{END}\" around the tables", BEGIN.trim_end()) }
    })?;
    workspace::write(&path(DOCUMENT), document.as_bytes())
}

fn example(words: &[&str]) -> Result<Vec<u8>, Failure> {
    let run = ["run", "--release", "--quiet", "--package", "driftscope-drift", "--example", "calibration", "--"];
    workspace::output(workspace::cargo().args(run).args(words))
}

/// The document with other tables.
fn with_tables(document: &str, tables: &str) -> Option<String> {
    let (before, rest) = document.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n{tables}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::with_tables;

    #[test]
    fn only_the_tables_change() {
        let document = "before\n<!-- tables -->\nold\n<!-- end of tables -->\nafter\n";
        let expected = "before\n<!-- tables -->\n\n| new |\n\n<!-- end of tables -->\nafter\n";
        assert_eq!(with_tables(document, "| new |\n").as_deref(), Some(expected));
        assert_eq!(with_tables("no place", "| new |\n"), None);
    }
}
