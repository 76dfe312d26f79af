//! The table of rules, from their registry.

use std::fmt::Write as _;

use driftscope_report::{DOCUMENTED_RULES, Preset};

/// A row for each rule, in the order in which settings list them.
pub(crate) fn table() -> String {
    let mut table = "| preset | numbers | categories | drifted |\n|---|---|---|---|\n".to_owned();
    for row in DOCUMENTED_RULES {
        let _ = writeln!(table, "| `{}` | {} | {} | {} |", row.rule.as_str(), row.numbers, row.categories, row.drifted);
    }
    table
}

/// The names of all rules.
pub(crate) fn names() -> String {
    Preset::ALL.map(|(name, _)| format!("`{name}`")).join(", ")
}
