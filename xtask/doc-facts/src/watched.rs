//! The table of what alerts can watch, from its registry.

use std::fmt::Write as _;

use driftscope_report::{METRICS, WATCHED_FIGURES, WatchedMetric};

/// A row for the metrics of the model, whose names stand in a table of their own, and one for every other figure.
pub(crate) fn table() -> String {
    let mut table =
        "| `metric` | what it is | by window | `worsens` | `drifted`, `cannot_tell` |\n|---|---|---|---|---|\n"
            .to_owned();
    let counted = METRICS.iter().filter(|metric| {
        WatchedMetric::of(&format!("performance.{}", metric.id)).is_some_and(|metric| metric.is_share_of_counts())
    });
    let counted: Vec<String> = counted.map(|metric| format!("`{}`", metric.id)).collect();
    let _ = writeln!(
        table,
        "| `performance.ID` | a [metric](#performance) of the model by its `id`, such as `performance.accuracy` | some | {} | yes |",
        counted.join(", ")
    );
    for figure in WATCHED_FIGURES {
        let column = if figure.of_column { ":COLUMN" } else { "" };
        let [by_window, worsens, verdict] =
            [figure.by_window, figure.is_share_of_counts, figure.has_verdict].map(|is| if is { "yes" } else { "" });
        let _ =
            writeln!(table, "| `{}{column}` | {} | {by_window} | {worsens} | {verdict} |", figure.id, figure.meaning);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_row() {
        let table = table();
        assert_eq!(table.lines().count(), WATCHED_FIGURES.len() + 3);
        assert!(table.contains("| `missing_share:COLUMN` |") && table.contains("`accuracy`, "), "{table}");
    }
}
