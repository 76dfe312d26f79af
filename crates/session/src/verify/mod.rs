//! Verifying a report: whether the files that it names give it again, byte for byte.
//!
//! `files` finds them among those that are given, by their SHA-256, whatever they are called and in whatever order they are given.
//! `settings` gives those to compare them under again, and [`check_report`] holds the new report against the old one.

mod differences;
mod files;
mod settings;

use driftscope_redact::redact;
use driftscope_report::{
    Build, Report, ReportError, from_json, packed_report, page_with, seal_holds, sealed_json, unpack_json,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use self::differences::differences;
pub use self::files::{GivenFile, MatchedFiles, matched_files};
pub use self::settings::settings_to_verify;

/// Why a report cannot be verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// A report of a profile whose files it does not name.
    #[error(
        "A profile was compared, and the report has no SHA-256 of it: an earlier version made the report, or it was left out. Make the report \
         again, and drop it on this one to compare the two"
    )]
    Profile,
    /// A report whose settings have neutral names or rounded figures.
    #[error(
        "Names or figures in this report's settings were hidden before it was sent, so its files cannot give it again. Ask the sender for the \
         original settings, and use the command: driftscope verify REPORT FILE… --settings SETTINGS"
    )]
    HiddenSettings,
}

/// What was found, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    /// The lines, in order.
    pub lines: Vec<FoundLine>,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundLine {
    /// Whether it is the same in both reports; `None` if it proves neither.
    pub is_equal: Option<bool>,
    /// What it is.
    pub words: String,
}

impl Findings {
    /// Something is the same.
    pub fn agree(&mut self, words: String) {
        self.lines.push(FoundLine { is_equal: Some(true), words });
    }

    /// Something differs.
    pub fn differ(&mut self, words: String) {
        self.lines.push(FoundLine { is_equal: Some(false), words });
    }

    /// Something that proves neither.
    pub fn note(&mut self, words: String) {
        self.lines.push(FoundLine { is_equal: None, words });
    }

    /// Whether nothing differs.
    pub fn are_equal(&self) -> bool {
        self.lines.iter().all(|line| line.is_equal != Some(false))
    }
}

/// Checks a report's own SHA-256.
pub fn check_seal(json: &str, found: &mut Findings) {
    match seal_holds(json) {
        Some(true) => found.agree("The report's own SHA-256".to_owned()),
        Some(false) => {
            found.differ("The report was changed after it was written: its own SHA-256 is another".to_owned());
        }
        None => found.note("The report has no SHA-256 of its own: an earlier version wrote it".to_owned()),
    }
}

/// Compares the page that a report names with a packed page, where both are known.
pub fn check_build(report: &Report, own: Option<&Build>, found: &mut Findings) {
    let Some((named, own)) = report.build.as_ref().zip(own) else { return };
    if named == own {
        found.agree(format!("The page that the report names, SHA-256 {}", own.page));
    } else {
        let Build { page, rust } = named;
        found.note(format!(
            "The report names another page: SHA-256 {page}, made with Rust {rust}; this is {}",
            own.page
        ));
    }
}

/// Compares a report, as its JSON, with the one that its files give. Returns the latter without what the former leaves out.
pub fn check_report(json: &str, report: &Report, whole: Report, found: &mut Findings) -> Report {
    let mut made = whole;
    if let Some(redaction) = &report.redaction {
        made = redact(&made, redaction);
    }
    // Neither notes nor another tool's report nor the page and its view follow from files: the report's own SHA-256 is for them, and the build for the page.
    made.notes.clone_from(&report.notes);
    made.beside.clone_from(&report.beside);
    made.build.clone_from(&report.build);
    made.opens_at.clone_from(&report.opens_at);
    let engine = env!("CARGO_PKG_VERSION");
    if report.engine_version != engine {
        found.note(format!("The report was made by version {}, this is version {engine}", report.engine_version));
    }
    let made_json = sealed_json(&made);
    if made_json == json {
        found.agree(format!("All figures of {} columns under the same settings", made.columns.len()));
    } else {
        differences(json, &made_json).into_iter().for_each(|difference| found.differ(difference));
    }
    made
}

/// Compares a shared page with the one that its report makes: the packed page, the report and the summary for readers without scripts.
pub fn check_page(page: &str, template: &str, made: &Report, found: &mut Findings) {
    if page_with(template, &packed_report(made), &driftscope_present::page_summary(made))
        .is_ok_and(|whole| whole == page)
    {
        found.agree("The page's summary for readers without scripts, and all of its bytes".to_owned());
    } else if found.are_equal() {
        found.differ("The page's summary for readers without scripts".to_owned());
    }
}

/// All that a page can check of the report in it, once its files were compared again. `carried` and `made` are the texts of both reports in the
/// page's slot, `page` is its own text, or empty if that has the report locked.
pub fn check_carried(carried: &str, made: &str, page: &str) -> Result<Findings, ReportError> {
    let text = |text: &str| match text.trim_start().starts_with('{') {
        true => Some(text.trim().replace("\\u003c", "<")),
        false => unpack_json(text),
    };
    let json = text(carried).ok_or(ReportError::Damaged)?;
    let report = from_json(&json)?;
    let whole = from_json(&text(made).ok_or(ReportError::Damaged)?)?;
    let mut found = Findings::default();
    check_seal(&json, &mut found);
    let made = check_report(&json, &report, whole, &mut found);
    if !page.is_empty() {
        check_page(page, page, &made, &mut found);
    }
    Ok(found)
}
