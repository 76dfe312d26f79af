//! The record of a comparison in sentences: rows, settings, parts of rows, choices, and what is missing.

use driftscope_report::Report;

use crate::{choices, numbers, part};

/// What was read and by which settings it was judged.
pub fn summary(report: &Report) -> String {
    let settings = &report.settings;
    let skipped = match [report.reference.skipped, report.production.skipped] {
        [0, 0] => "none skipped".to_owned(),
        counts => format!("{} and {} skipped", numbers::count(counts[0]), numbers::count(counts[1])),
    };
    format!(
        "{} and {} read, {skipped}. Rule {}, correction {}, α {}, limit {}, data set drifts at {} of its columns. \
         Driftscope {}. The same files and settings give the same report, byte for byte, here and from the command.",
        numbers::counted(report.reference.rows, "row", "rows"),
        numbers::count(report.production.rows),
        settings.preset.title(),
        settings.correction.title(),
        numbers::number(settings.alpha),
        numbers::number(settings.tolerance),
        numbers::percent(settings.drift_share),
        report.engine_version,
    )
}

/// For each side that holds a part of its files' rows, which part.
pub fn parts(report: &Report) -> Vec<String> {
    let sides = [("reference", &report.reference), ("production", &report.production)];
    sides.into_iter().filter_map(|(side, data_set)| Some(format!("Rows of {side}: {}", part(data_set)?))).collect()
}

/// What is missing from a report whose work stopped after the verdict.
pub const INCOMPLETE: &str = "Incomplete: the verdict is final, but the other tests, the other rules, the analysis of all \
                              columns at once and the files’ SHA-256 are missing.";

/// Every sentence of the record.
pub fn lines(report: &Report) -> Vec<String> {
    let mut lines = vec![summary(report)];
    lines.extend(parts(report));
    lines.extend(choices(&report.settings));
    lines.extend(report.incomplete.then(|| INCOMPLETE.to_owned()));
    lines
}
