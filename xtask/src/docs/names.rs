//! Compares the first column of tables that are written by hand with the names that the code has.

use std::collections::{BTreeMap, BTreeSet};

const BEGIN: &str = "<!-- names ";
const CHECKED: &str = ": checked by cargo xtask check -->";

/// What is wrong with the checked tables of a document, a line for each.
pub(super) fn problems(path: &str, document: &str, known: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut problems = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix(BEGIN).and_then(|line| line.strip_suffix(CHECKED)) else { continue };
        let Some(expected) = known.get(name) else {
            problems.push(format!("{path}: no names are known as \"{name}\""));
            continue;
        };
        let rows = lines.by_ref().skip_while(|line| line.is_empty()).take_while(|line| line.starts_with('|'));
        let listed: BTreeSet<String> = rows.skip(2).flat_map(names_of_row).collect();
        problems.extend(
            expected.difference(&listed).map(|missing| format!("{path}: the table \"{name}\" lacks `{missing}`")),
        );
        problems.extend(
            listed
                .difference(expected)
                .map(|unknown| format!("{path}: the table \"{name}\" has `{unknown}`, which the code does not know")),
        );
    }
    problems
}

/// The names in code type of a row's first cell.
fn names_of_row(row: &str) -> Vec<String> {
    let cell = row.split('|').nth(1).unwrap_or_default();
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> BTreeMap<String, BTreeSet<String>> {
        BTreeMap::from([("letters".to_owned(), BTreeSet::from(["a".to_owned(), "b".to_owned()]))])
    }

    #[test]
    fn a_table_with_every_name_passes() {
        let text =
            "<!-- names letters: checked by cargo xtask check -->\n\n| key | is |\n|---|---|\n| `a`, `b` | `c` |\n";
        assert_eq!(problems("x.md", text, &known()), Vec::<String>::new());
    }

    #[test]
    fn missing_and_unknown_names_are_listed() {
        let text =
            "<!-- names letters: checked by cargo xtask check -->\n| key |\n|---|\n| `a` |\n| `z` |\n\n| `b` |\n";
        let found = problems("x.md", text, &known());
        assert_eq!(found.len(), 2);
        assert!(found[0].contains("lacks `b`") && found[1].contains("has `z`"));
    }

    #[test]
    fn a_mark_of_an_unknown_list_is_a_problem() {
        assert_eq!(problems("x.md", "<!-- names digits: checked by cargo xtask check -->\n", &known()).len(), 1);
    }
}
