//! The table of settings, from their declarations.

use std::fmt::Write as _;

use driftscope_report::{Correction, DOCUMENTED_SETTINGS, Layer, Preset, Windowing};

/// A row for each setting, in the order in which they are written.
pub(crate) fn table() -> String {
    let mut table = "| key | meaning | range | changes |\n|---|---|---|---|\n".to_owned();
    for row in DOCUMENTED_SETTINGS {
        let range = match row.id {
            "preset" => names(&Preset::ALL),
            "correction" => names(&Correction::ALL),
            "window" => names(&Windowing::ALL),
            _ => row.range.to_owned(),
        };
        let changes = match row.layer {
            Layer::Decide => "verdicts",
            Layer::Columns => "columns",
            Layer::Rows => "rows",
        };
        let _ = writeln!(table, "| `{}` | {} | {range} | {changes} |", row.id, row.meaning);
    }
    table
}

/// The names of an enum as JSON strings.
fn names<T>(all: &[(&str, T)]) -> String {
    let names: Vec<String> = all.iter().map(|(name, _)| format!("`\"{name}\"`")).collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_its_range() {
        let table = table();
        assert_eq!(table.lines().count(), DOCUMENTED_SETTINGS.len() + 2);
        assert!(!table.contains("| names |"), "{table}");
    }
}
