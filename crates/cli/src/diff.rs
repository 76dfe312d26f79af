//! `driftscope diff`: what is new, gone, worse and better in a report since an earlier one.
//!
//! A drifted column is new if it did not drift before, gone if it no longer does. It is worse or better only if the two 95 % intervals of its
//! effect do not overlap, so that chance between two periods is no news; without intervals, by its severity.

use std::collections::BTreeMap;
use std::path::Path;

use driftscope_present::{column_name, outcome, performance, size};
use driftscope_report::{ColumnReport, MetricOutcome, Presence, Report, carried_json, from_json};

use crate::arguments::DiffArguments;
use crate::failure::Failure;
use crate::input_error::InputError;
use crate::{output, text};

/// A section of the answer: its sign, its words, and a line for each thing in it.
struct Section {
    sign: char,
    title: &'static str,
    lines: Vec<String>,
    /// Whether it is bad news.
    is_bad: bool,
}

/// Runs the command. `true` says that something is new or worse.
pub(crate) fn run(arguments: &DiffArguments) -> Result<bool, Failure> {
    let [before, after] = [report(&arguments.before)?, report(&arguments.after)?];
    let sections = sections(&before, &after);
    let is_bad = sections.iter().any(|section| section.is_bad && !section.lines.is_empty());
    let mut lines = vec![format!("before  {}", before.verdict.sentence), format!("after   {}", after.verdict.sentence)];
    lines.extend(cautions(&before, &after).into_iter().map(|caution| format!("note    {caution}")));
    for Section { sign, title, lines: found, .. } in sections.iter().filter(|section| !section.lines.is_empty()) {
        lines.push(format!("\n{title} ({})", found.len()));
        lines.extend(found.iter().map(|line| format!("{sign} {line}")));
    }
    if sections.iter().all(|section| section.lines.is_empty()) {
        lines.push("\nNothing is new, gone, worse or better".to_owned());
    }
    let lines: Vec<String> = lines.iter().flat_map(|line| line.split('\n')).map(text::plain).collect();
    output::to_standard_output(&|output| writeln!(output, "{}", lines.join("\n")))?;
    Ok(is_bad)
}

/// The report in a file: JSON, or a shared page.
fn report(path: &Path) -> Result<Report, Failure> {
    let place = path.display().to_string();
    let text =
        std::fs::read_to_string(path).map_err(|reason| InputError::Unreadable { place: place.clone(), reason })?;
    let json = carried_json(&text).unwrap_or(Ok(text));
    json.and_then(|json| from_json(json.trim_end())).map_err(|reason| Failure::Report { place, reason })
}

/// Why the two reports may differ for another reason than the data.
fn cautions(before: &Report, after: &Report) -> Vec<&'static str> {
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

fn sections(before: &Report, after: &Report) -> Vec<Section> {
    let section = |sign, title, is_bad| Section { sign, title, lines: Vec::new(), is_bad };
    let mut new = section('▲', "New drift", true);
    let mut worse = section('▲', "Worse", true);
    let mut better = section('▽', "Better", false);
    let mut gone = section('✓', "Gone", false);
    let mut columns = section('±', "Columns", false);
    let earlier: BTreeMap<&str, &ColumnReport> = before.columns.iter().map(|column| (&*column.name, column)).collect();
    for column in driftscope_present::order(after).into_iter().filter_map(|place| after.columns.get(place)) {
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
    let known: std::collections::BTreeSet<&str> = after.columns.iter().map(|column| &*column.name).collect();
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
