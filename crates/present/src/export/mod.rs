//! Exports: the files that a report can be written as, declared once for the page's buttons and `driftscope compare --format`.
//!
//! To add one, write its file and add its line to [`EXPORTS`].

mod alertmanager;
mod csv;
mod evidently;
mod github;
mod html;
mod json;
mod junit;
mod markdown;
mod openmetrics;
mod problems;
mod prometheus;
mod samples;
mod statistics;
mod summary;

use driftscope_report::Report;

pub(crate) use csv::quoted;
pub use summary::summary as page_summary;

/// A form in which a report is written.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    /// Its name on the command line.
    pub id: &'static str,
    /// What it is, for `--help`.
    pub help: &'static str,
    /// The words on the page's button.
    pub title: &'static str,
    /// The ending of its file, without the dot.
    pub extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Whether it is made from the packed page.
    pub needs_page: bool,
    /// Writes it.
    pub write: fn(&Report, &ExportInputs<'_>) -> Result<String, ExportError>,
}

/// What an export is made from besides the report.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportInputs<'a> {
    /// The packed page; empty where there is none.
    pub page: &'a str,
}

/// Why an export could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// The text that was given is not a packed page.
    Page(driftscope_report::ShareError),
}

impl std::fmt::Display for ExportError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self::Page(error) = self;
        error.fmt(formatter)
    }
}

impl std::error::Error for ExportError {}

/// Every export, in the order in which they are offered.
pub static EXPORTS: &[Export] = &[
    json::EXPORT,
    html::EXPORT,
    csv::EXPORT,
    statistics::EXPORT,
    markdown::EXPORT,
    prometheus::EXPORT,
    openmetrics::EXPORT,
    junit::EXPORT,
    alertmanager::EXPORT,
    github::EXPORT,
    evidently::EXPORT,
];

impl Export {
    /// The export of this name.
    pub fn of_id(id: &str) -> Option<&'static Self> {
        EXPORTS.iter().find(|export| export.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_export_has_a_name_of_its_own_and_writes_an_empty_report() {
        let page = "<noscript id=\"driftscope-summary\"></noscript><script type=\"text/plain\" id=\"driftscope-report\"></script>";
        for (place, export) in EXPORTS.iter().enumerate() {
            assert!(EXPORTS[..place].iter().all(|other| other.id != export.id && other.extension != export.extension));
            assert_eq!(Export::of_id(export.id).map(|found| found.title), Some(export.title));
            let text = (export.write)(&Report::default(), &ExportInputs { page }).unwrap();
            assert!(text.ends_with('\n') || export.needs_page, "{}", export.id);
            assert_eq!((export.write)(&Report::default(), &ExportInputs::default()).is_err(), export.needs_page);
        }
    }
}
