//! The table of statistics, from their registry.

use std::fmt::Write as _;

use driftscope_report::{DOCUMENTED, Decides, Statistic};

/// A row for each statistic, in the order in which the page shows them.
pub(crate) fn table() -> String {
    let mut table = "| key | numeric | category, boolean | `statistic` | other fields | if chosen, drift is |\n\
                     |---|---|---|---|---|---|\n"
        .to_owned();
    for row in DOCUMENTED {
        let decides = Statistic::of_id(row.id).map_or_else(String::new, |statistic| words(statistic.decides));
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | {} | {} | {decides} |",
            row.id, row.numeric, row.categories, row.range, row.besides
        );
    }
    table
}

fn words(decides: Decides) -> String {
    match decides {
        Decides::ByPValue => "p < α".to_owned(),
        Decides::FromSize(size) => format!("≥ {size}"),
        Decides::FromRatio(ratio) => format!("≥ {ratio} or ≤ 1/{ratio}"),
        Decides::WithThreshold => "≥ a threshold of your own".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_every_cell() {
        let table = table();
        assert_eq!(table.lines().count(), DOCUMENTED.len() + 2);
        assert!(table.lines().all(|line| line.matches('|').count() == 7), "{table}");
        assert!(table.contains("| `psi` |") && table.contains("| ≥ 1.25 or ≤ 1/1.25 |"));
    }
}
