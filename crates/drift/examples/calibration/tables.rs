//! The tables of `docs/calibration.md`, in Markdown.

mod false_alarms;
mod power;

use crate::share::Share;
use crate::study::{CHANGES, Change, MORE, Size, TEN, changes};
use crate::trial::{ColumnCounts, Counts, What};

/// The level that a rule by p-values promises, and that a person expects of any, in per cent.
const NOMINAL: f64 = 5.0;

/// With fewer trials, all kinds of columns together say whether a rule keeps the level.
const FEW_TRIALS: u64 = 100;

/// Sizes side by side in a table.
const ABREAST: usize = 5;

/// All tables, each under its heading.
pub(crate) fn all(sized: &[(Size, Counts)]) -> String {
    let parts = [
        false_alarms::by_column(sized),
        false_alarms::by_data_set(sized),
        false_alarms::by_kind(sized),
        power::against_peers(sized),
        power::behind(sized),
        power::among_ten(sized),
        power::every_rule(sized),
    ];
    parts.join("\n")
}

/// Columns of a table, right-aligned after the first ones.
fn head(names: &[String], left: usize) -> String {
    let rules = names.iter().enumerate().map(|(at, _)| if at < left { "---|" } else { "---:|" });
    format!("| {} |\n|{}\n", names.join(" | "), rules.collect::<String>())
}

fn row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// "5000 / 100", large numbers short.
fn name(size: &Size) -> String {
    let short = |rows: usize| match rows {
        1_000_000.. => format!("{} M", rows / 1_000_000),
        10_000.. => format!("{} k", rows / 1_000),
        _ => rows.to_string(),
    };
    format!("{} / {}", short(size.n), short(size.m))
}

fn peer_name(what: What) -> &'static str {
    match what {
        What::Evidently => "evidently",
        What::Nannyml => "nannyml",
        What::Ks => "ks",
        What::Psi => "psi",
        _ => "ours",
    }
}

fn share(column: &ColumnCounts, what: What, trials: u64) -> Share {
    Share { found: column.found[what as usize], of: trials }
}

/// The columns without drift: the ten, and the changes that are none.
fn undrifted(counts: &Counts) -> &[ColumnCounts] {
    &counts.columns[..TEN + MORE]
}

/// The changes that are some, each with what was counted of it.
fn planted(counts: &Counts) -> impl Iterator<Item = (Change, &ColumnCounts)> {
    let changes: [Change; CHANGES] = changes();
    changes.into_iter().zip(&counts.columns[TEN..]).skip(MORE)
}

/// Whether a rule keeps the level where nothing has drifted, on columns of this kind at this size, as far as can be told.
fn keeps_level(size: &Size, counts: &Counts, kind: usize, what: What) -> bool {
    let of_kind = share(&counts.columns[kind], what, size.trials);
    let of_all: Share = counts.columns[..TEN].iter().map(|column| share(column, what, size.trials)).sum();
    !of_kind.is_above(NOMINAL) && (size.trials >= FEW_TRIALS || !of_all.is_above(NOMINAL))
}
