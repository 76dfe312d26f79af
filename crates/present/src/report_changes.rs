//! What is new, gone, worse and better in a report since an earlier one.
//!
//! A drifted column is new if it did not drift before, gone if it no longer does. It is worse or better only if the two 95 % intervals of its
//! effect do not overlap, so that chance between two periods is no news; without intervals, by its severity.

use std::collections::{BTreeMap, BTreeSet};

use driftscope_report::{ColumnReport, MetricOutcome, Presence, Report};

use crate::{column_name, outcome, performance, size};

/// What changed in one way: its sign, its words, and a line for each thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The sign before each line.
    pub sign: char,
    /// The way.
    pub title: &'static str,
    /// The things.
    pub lines: Vec<String>,
    /// Whether it is bad news.
    pub is_bad: bool,
}

/// Both reports, the earlier one first, by the last moment of their production; as they are if either has no time.
pub fn in_order<'a>(shown: &'a Report, other: &'a Report) -> [&'a Report; 2] {
    let last = |report: &'a Report| report.production.period.as_ref().map(|period| period.last.as_str());
    match (last(shown), last(other)) {
        (Some(shown_last), Some(other_last)) if other_last > shown_last => [shown, other],
        _ => [other, shown],
    }
}

/// Why the two reports may differ for another reason than the data.
pub fn cautions(before: &Report, after: &Report) -> Vec<&'static str> {
    let mut cautions = Vec::new();
    let hashes = |report: &Report| report.reference.files.iter().map(|file| file.sha256.clone()).collect::<Vec<_>>();
    if hashes(before) != hashes(after) {
        cautions.push("the two reports have different references, or their fingerprints were left out");
    }
    if before.settings != after.settings {
        cautions.push("the two reports were made under different settings");
    }
    if before.engine_version != after.engine_version {
        cautions.push("the two reports were made by different versions");
    }
    if [before, after].iter().any(|report| report.redaction.is_some()) {
        cautions.push(
            "at least one report was redacted: figures are rounded, and neutral names need not be of the same columns",
        );
    }
    cautions
}

/// What changed, bad news first; a section each, also where nothing is in it.
pub fn sections(before: &Report, after: &Report) -> Vec<Section> {
    let section = |sign, title, is_bad| Section { sign, title, lines: Vec::new(), is_bad };
    let mut new = section('▲', "New drift", true);
    let mut worse = section('▲', "Worse", true);
    let mut better = section('▽', "Better", false);
    let mut gone = section('✓', "Gone", false);
    let mut columns = section('±', "Columns", false);
    let mut earlier: BTreeMap<&str, &ColumnReport> = BTreeMap::new();
    earlier.extend(before.columns.iter().map(|column| (&*column.name, column)));
    for column in crate::order(after).into_iter().filter_map(|place| after.columns.get(place)) {
        let Some(was) = earlier.get(&*column.name) else {
            columns.lines.push(format!("{} is in this report only", column_name(&column.name)));
            continue;
        };
        match (was.drift.drifted, column.drift.drifted) {
            (false, true) => new.lines.push(format!("{}: {}", column_name(&column.name), column.finding)),
            (true, false) => gone.lines.push(from_to(was, column)),
            (true, true) if moved(was, column) => worse.lines.push(from_to(was, column)),
            (true, true) if moved(column, was) => better.lines.push(from_to(was, column)),
            _ => {}
        }
        if was.presence != column.presence {
            let words = match column.presence {
                Presence::Both => "is on both sides now",
                Presence::Reference => "is gone from production",
                Presence::Production => "is in production only",
            };
            columns.lines.push(format!("{} {words}", column_name(&column.name)));
        }
    }
    let mut known: BTreeSet<&str> = BTreeSet::new();
    known.extend(after.columns.iter().map(|column| &*column.name));
    let lost = before.columns.iter().filter(|column| !known.contains(&*column.name));
    columns.lines.extend(lost.map(|column| format!("{} is in the earlier report only", column_name(&column.name))));
    metrics(before, after, &mut worse.lines, &mut better.lines);
    vec![new, worse, better, gone, columns]
}

/// "distance: ▲ Moderate 0.12 (0.10 to 0.14) → ▲ Large 0.31 (0.29 to 0.33)".
fn from_to(was: &ColumnReport, is: &ColumnReport) -> String {
    let words = [was, is].map(|column| {
        let word = outcome(column);
        format!("{} {} {}", word.sign, word.word, size(&column.drift).words())
    });
    format!("{}: {} → {}", column_name(&is.name), words[0], words[1])
}

/// Whether a column moved further away than it was, by more than both intervals leave open.
fn moved(was: &ColumnReport, is: &ColumnReport) -> bool {
    match (was.drift.high, is.drift.low) {
        (Some(high), Some(low)) => low > high,
        _ => is.drift.severity > was.drift.severity,
    }
}

/// Metrics of the model that got worse since then, and those that recovered.
fn metrics(before: &Report, after: &Report, worse: &mut Vec<String>, better: &mut Vec<String>) {
    let (Some(before), Some(after)) = (&before.performance, &after.performance) else { return };
    for metric in &after.metrics {
        let Some(was) = before.metrics.iter().find(|was| was.id == metric.id) else { continue };
        let list = match (was.outcome, metric.outcome) {
            (MetricOutcome::Worse, MetricOutcome::Worse) => continue,
            (_, MetricOutcome::Worse) => &mut *worse,
            (MetricOutcome::Worse, MetricOutcome::NoChange | MetricOutcome::Better) => &mut *better,
            _ => continue,
        };
        if let [Some(old), Some(new)] = [was, metric].map(performance::metric_row) {
            list.push(format!("{} in production: {} → {}", new.title, old.production, new.production));
        }
    }
}
