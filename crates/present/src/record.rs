//! The record of a comparison in sentences: rows, settings, parts of rows, choices, and what is missing.

use driftscope_report::{Build, NUMBER_SETTINGS, NumberSetting, Report, ReportPart, Settings};

use crate::{choices, numbers, part};

/// What was read and by which settings it was judged.
pub fn summary(report: &Report) -> String {
    let settings = &report.settings;
    let skipped = match [report.reference.skipped, report.production.skipped] {
        [0, 0] => "none skipped".to_owned(),
        counts => format!("{} and {} skipped", numbers::count(counts[0]), numbers::count(counts[1])),
    };
    format!(
        "{} and {} read, {skipped}. Rule {}, correction {}, {}. \
         Driftscope {}. The same files and settings give the same report, byte for byte, here and from the command.",
        numbers::counted(report.reference.rows, "row", "rows"),
        numbers::count(report.production.rows),
        settings.preset.title(),
        settings.correction.title(),
        numbers_of(settings).join(", "),
        report.engine_version,
    )
}

/// Each number of the settings in words: "α 0.05".
fn numbers_of(settings: &Settings) -> Vec<String> {
    let words = |setting: &NumberSetting| {
        let value = (setting.get)(settings);
        setting.record.replace("{}", &if setting.is_share { numbers::percent(value) } else { numbers::number(value) })
    };
    NUMBER_SETTINGS.iter().map(words).collect()
}

/// The page that made the report. `None` if the report does not name it.
pub fn build(report: &Report) -> Option<String> {
    report.build.as_ref().map(build_words)
}

/// A build in words.
pub fn build_words(build: &Build) -> String {
    let Build { page, rust } = build;
    format!("Made with Rust {rust}; SHA-256 of the page without a report: {page}")
}

/// For each side that holds a part of its files' rows, which part.
pub fn parts(report: &Report) -> Vec<String> {
    let sides = [("reference", &report.reference), ("production", &report.production)];
    sides.into_iter().filter_map(|(side, data_set)| Some(format!("Rows of {side}: {}", part(data_set)?))).collect()
}

/// The parts that a report lacks, listed in words: "the other tests, the windows of time". `None` if it is complete.
pub fn missing_parts(report: &Report) -> Option<String> {
    let words = report.incomplete.iter().map(|part| match part {
        ReportPart::Tests => "the other tests",
        ReportPart::Rules => "the verdicts of other rules",
        ReportPart::Multivariate => "the columns together",
        ReportPart::Windows => "the windows of time",
        ReportPart::Model => "the model and its service",
        ReportPart::Segments => "the segments",
        ReportPart::Fingerprints => "the files’ fingerprints (SHA-256)",
    });
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// What is missing from a report, as a sentence. `None` if it is complete.
pub fn incomplete(report: &Report) -> Option<String> {
    missing_parts(report).map(|parts| format!("Incomplete: the verdict is final. Missing: {parts}."))
}

/// What was left out or made neutral before the report was sent. `None` if nothing was.
pub fn redaction(report: &Report) -> Option<String> {
    let redaction = report.redaction.as_ref()?;
    let of_count = |title: &str| match title.starts_with("Counts") {
        true => format!("{title} (multiples of {})", redaction.small_counts),
        false => title.to_owned(),
    };
    let titles: Vec<String> = redaction.titles().into_iter().map(of_count).collect();
    Some(format!("Redacted before it was sent: {}", titles.join("; ")))
}

/// Every sentence of the record.
pub fn lines(report: &Report) -> Vec<String> {
    let mut lines = vec![summary(report)];
    lines.extend(build(report));
    lines.extend(parts(report));
    lines.extend(choices(&report.settings));
    lines.extend(redaction(report));
    lines.extend(incomplete(report));
    lines
}
