//! `driftscope verify`: a report and its files in, whether the files give this report out.
//!
//! The files are found by their SHA-256, whatever they are called and in whatever order they are given, and compared again under the
//! report's own settings. The two reports must be the same, byte for byte; of a shared page everything around the report, too.

mod differences;
mod files;

use std::path::Path;

use driftscope_report::{
    AlertRule, Build, Redaction, Report, Settings, Split, WatchedMetric, carried_json, from_json, seal_holds,
    sealed_json, shared_page_parts,
};

use crate::arguments::VerifyArguments;
use crate::failure::Failure;
use crate::input_error::InputError;
use crate::{compare, output, page, settings_file, sign};
use differences::differences;
use files::{Given, sha256};

/// What was found, line by line.
struct Findings {
    lines: Vec<String>,
    is_equal: bool,
}

impl Findings {
    fn agree(&mut self, what: String) {
        self.lines.push(format!("= {what}"));
    }

    fn differ(&mut self, what: String) {
        self.lines.push(format!("! {what}"));
        self.is_equal = false;
    }
}

/// Runs the command. `true` says that something differs.
pub(crate) fn run(arguments: &VerifyArguments) -> Result<bool, Failure> {
    let mut found = Findings { lines: Vec::new(), is_equal: true };
    if let Some((signature, key)) = arguments.signature.as_ref().zip(arguments.key.as_ref()) {
        let (holds, words) = sign::check(&arguments.report, signature, key)?;
        if holds { found.agree(words) } else { found.differ(words) }
    }
    let text = read(&arguments.report)?;
    if arguments.code {
        if let Some(report) = carried_json(&text).and_then(Result::ok).and_then(|json| from_json(&json).ok()) {
            build(&report, arguments, &mut found);
        }
        code(&text, arguments, &mut found)?;
    } else if !arguments.files.is_empty() {
        recompute(&text, arguments, &mut found)?;
    }
    let verdict = if found.is_equal { "Verified" } else { "Not verified" };
    let lines = found.lines.join("\n");
    output::to_standard_output(&|output| writeln!(output, "{lines}\n{verdict}"))?;
    Ok(!found.is_equal)
}

fn read(path: &Path) -> Result<String, Failure> {
    let place = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|reason| InputError::Unreadable { place, reason })?;
    // A byte that is not UTF-8 was changed: no report and no page has one.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Compares the page that a report names with the packed page, where both are known.
fn build(report: &Report, arguments: &VerifyArguments, found: &mut Findings) {
    let own = template(arguments).ok().and_then(|template| Build::of(&template));
    let Some((named, own)) = report.build.as_ref().zip(own) else { return };
    if *named == own {
        found.agree(format!("The page that the report names, SHA-256 {}", own.page));
    } else {
        let Build { page, rust } = named;
        let words =
            format!("The report names another page: SHA-256 {page}, made with Rust {rust}; this is {}", own.page);
        found.lines.push(words);
    }
}

/// Compares the code of a page with the packed page of this command, or with the one that is named.
fn code(page: &str, arguments: &VerifyArguments, found: &mut Findings) -> Result<(), Failure> {
    let template = template(arguments)?;
    let place = arguments.report.display().to_string();
    let parts = shared_page_parts(page).ok_or(Failure::NotShared { place })?;
    let own = shared_page_parts(&template).ok_or(page::NoPage)?;
    found.lines.push(format!("SHA-256 of the packed page: {}", sha256(template.as_bytes())));
    match (0..3).find(|part| parts[*part] != own[*part]) {
        None => found.agree("The page around the report is the packed page, byte for byte".to_owned()),
        Some(part) => {
            let before: usize = parts[..part].iter().map(|part| part.len()).sum();
            let same = parts[part].bytes().zip(own[part].bytes()).take_while(|(one, other)| one == other).count();
            found.differ(format!("The page differs from the packed page, first at byte {} of its code", before + same));
        }
    }
    Ok(())
}

/// The packed page.
fn template(arguments: &VerifyArguments) -> Result<String, Failure> {
    match &arguments.page {
        Some(path) => read(path),
        None => Ok(page::embedded()?.to_owned()),
    }
}

/// Makes the report again.
fn recompute(text: &str, arguments: &VerifyArguments, found: &mut Findings) -> Result<(), Failure> {
    let place = arguments.report.display().to_string();
    let carried = carried_json(text).transpose().map_err(|reason| Failure::Report { place: place.clone(), reason })?;
    let is_page = carried.is_some();
    let json = carried.unwrap_or_else(|| text.trim_end_matches('\n').to_owned());
    let report = from_json(&json).map_err(|reason| Failure::Report { place, reason })?;
    if [&report.reference, &report.production].iter().any(|side| side.profile && side.opened.is_empty()) {
        return Err(Failure::VerifyProfile);
    }
    match seal_holds(&json) {
        Some(true) => found.agree("The report's own SHA-256".to_owned()),
        Some(false) => {
            found.differ("The report was changed after it was written: its own SHA-256 is another".to_owned())
        }
        None => found.lines.push("The report has no SHA-256 of its own: an earlier version wrote it".to_owned()),
    }
    build(&report, arguments, found);
    let Some(sides) = files::matched(&report, &Given::of(&arguments.files)?, found) else { return Ok(()) };
    let made = compared(&report, sides, arguments)?;
    let engine = env!("CARGO_PKG_VERSION");
    if report.engine_version != engine {
        found.lines.push(format!("The report was made by version {}, this is version {engine}", report.engine_version));
    }
    let made_json = sealed_json(&made);
    if made_json == json {
        found.agree(format!("All figures of {} columns under the same settings", made.columns.len()));
    } else {
        differences(&json, &made_json).into_iter().for_each(|difference| found.differ(difference));
    }
    if is_page {
        whole_page(text, &made, arguments, found)?;
    }
    Ok(())
}

/// The report of these files under the settings of a report, and without what that leaves out.
fn compared(report: &Report, sides: files::Sides, arguments: &VerifyArguments) -> Result<Report, Failure> {
    let mut settings = settings(report, arguments)?;
    let split = settings.split.clone();
    let files::Sides { reference, production, labels } = sides;
    let inputs = match &split {
        Some(by) => compare::Inputs::One { log: reference, by },
        None => compare::Inputs::Two { reference, production },
    };
    let whole = compare::compared(&inputs, &labels, &arguments.reading, &mut settings)?;
    let made = match &report.redaction {
        Some(redaction) => driftscope_redact::redact(&whole, redaction),
        None => whole,
    };
    // Neither notes nor another tool's report nor the page follow from files: the report's own SHA-256 is for them, and `build` for the page.
    Ok(Report { notes: report.notes.clone(), beside: report.beside.clone(), build: report.build.clone(), ..made })
}

/// The settings under which the files are compared again.
fn settings(report: &Report, arguments: &VerifyArguments) -> Result<Settings, Failure> {
    if let Some(path) = &arguments.settings {
        return Ok(settings_file::read(path)?);
    }
    if hides_settings(report) { Err(Failure::VerifyNeutral) } else { Ok(report.settings.clone()) }
}

/// Whether a redaction changed the settings themselves, so that under them the files give another report.
fn hides_settings(report: &Report) -> bool {
    let Some(Redaction { names, labels, small_counts, .. }) = &report.redaction else { return false };
    let Settings { alerts, split, period, segment, positive, columns, acknowledged, .. } = &report.settings;
    let watches_column = |rule: &AlertRule| matches!(WatchedMetric::of(&rule.metric), Some(WatchedMetric::Column(..)));
    let splits_by = match split {
        Some(Split::Time { column, .. }) => [column.is_some(), false],
        Some(Split::Value { .. }) => [true, true],
        Some(Split::Share { .. }) | None => [false, false],
    };
    let has_columns = splits_by[0]
        || period.as_ref().is_some_and(|period| period.column.is_some())
        || segment.is_some()
        || !columns.is_empty()
        || alerts.iter().any(watches_column);
    let has_rounded = columns.values().any(|choice| choice.acknowledged.as_ref().is_some_and(|it| it.effect.is_some()))
        || acknowledged.values().any(|known| known.change.is_some());
    // The name of an alert that is known may have a version in it.
    let has_labels = positive.is_some() || splits_by[1] || !acknowledged.is_empty();
    (*names && has_columns) || (*labels && has_labels) || (*small_counts > 1 && has_rounded)
}

/// Compares the whole page with the one that this report makes.
fn whole_page(text: &str, made: &Report, arguments: &VerifyArguments, found: &mut Findings) -> Result<(), Failure> {
    if arguments.page.is_none() && page::embedded().is_err() {
        found.lines.push("The page's code was not compared: this build has no page, name one with --page".to_owned());
        return Ok(());
    }
    code(text, arguments, found)?;
    if page_of(made, &template(arguments)?)? == text {
        found.agree("The page's summary for readers without scripts, and all of its bytes".to_owned());
    } else if found.is_equal {
        found.differ("The page's summary for readers without scripts".to_owned());
    }
    Ok(())
}

fn page_of(report: &Report, template: &str) -> Result<String, Failure> {
    let inputs = driftscope_present::ExportInputs { page: template };
    let Some(html) = driftscope_present::Export::of_id("html") else { return Ok(String::new()) };
    Ok((html.write)(report, &inputs)?)
}
