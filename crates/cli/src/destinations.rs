//! Destinations are the files, or standard output, that a report is written to, each in its format.
//!
//! The N-th `--output` belongs to the N-th `--format`. Everything that can be wrong with them is found before the first file is read.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use driftscope_present::{Export, ExportInputs};
use driftscope_report::Report;

use crate::arguments::CompareArguments;
use crate::destinations_error::DestinationsError;
use crate::failure::Failure;
use crate::format::Format;
use crate::sources::Source;
use crate::table_view::Paper;
use crate::{output, table_view};

/// The bytes of a step summary that GitHub shows; it drops a longer one.
const LONGEST_STEP_SUMMARY: usize = 1 << 20;

/// Where a report is written to.
pub(crate) struct Destinations<'a> {
    list: Vec<Destination<'a>>,
    /// Whether tables list since when each column differs.
    dates: bool,
    /// The file whose text GitHub Actions shows on the page of a run, where annotations are asked for.
    step_summary: Option<PathBuf>,
}

struct Destination<'a> {
    format: Format,
    /// `None` is standard output.
    path: Option<&'a Path>,
}

impl<'a> Destinations<'a> {
    /// Pairs formats with outputs.
    pub(crate) fn of(arguments: &'a CompareArguments) -> Result<Self, DestinationsError> {
        let formats = if arguments.format.is_empty() { &[Format::Table][..] } else { &arguments.format };
        let outputs = &arguments.output;
        if let Some(path) = outputs.get(formats.len()) {
            return Err(DestinationsError::NoFormat { formats: formats.len(), path: path.clone() });
        }
        if formats.len() > outputs.len() + 1 {
            let formats = formats.iter().map(|format| format.id()).collect();
            return Err(DestinationsError::NoOutput { formats, outputs: outputs.len() });
        }
        for (place, path) in outputs.iter().enumerate() {
            if outputs[..place].iter().any(|earlier| resolved(earlier) == resolved(path)) {
                return Err(DestinationsError::SameFile { path: path.clone() });
            }
        }
        let paths = outputs.iter().map(|path| Some(path.as_path())).chain([None]);
        let list: Vec<Destination<'_>> =
            formats.iter().zip(paths).map(|(format, path)| Destination { format: *format, path }).collect();
        let annotates = list.iter().any(|destination| destination.format.id() == "github");
        let step_summary = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| annotates && !path.is_empty());
        Ok(Self { list, dates: arguments.since, step_summary: step_summary.map(PathBuf::from) })
    }

    /// Checks that each can be written to and is none of the files that are read.
    pub(crate) fn check<'s>(&self, inputs: impl Iterator<Item = &'s Source>) -> Result<(), Failure> {
        let inputs: Vec<&Source> = inputs.collect();
        for destination in &self.list {
            match destination.path {
                None if destination.format.needs_page() && io::stdout().is_terminal() => {
                    return Err(Failure::PageOnTerminal);
                }
                None => {}
                Some(path) => {
                    output::check(path)?;
                    if inputs.iter().any(|source| source.is_same_file(path)) {
                        return Err(Failure::OutputIsInput { path: path.to_owned() });
                    }
                }
            }
        }
        Ok(self.step_summary.as_deref().map_or(Ok(()), output::check)?)
    }

    /// Whether one of them is made from the packed page.
    pub(crate) fn need_page(&self) -> bool {
        self.list.iter().any(|destination| destination.format.needs_page())
    }

    /// Whether a person reads the table on a terminal, with the warnings in it.
    pub(crate) fn show_warnings(&self) -> bool {
        let is_read = |one: &Destination<'_>| matches!(one.format, Format::Table) && one.path.is_none();
        self.list.iter().any(is_read) && io::stdout().is_terminal()
    }

    /// Writes the report to each of them. All are made before the first is written.
    pub(crate) fn write(&self, report: &Report, page: &str) -> Result<(), Failure> {
        let texts = self.list.iter().map(|destination| destination.text(report, page, self.dates));
        let texts: Vec<String> = texts.collect::<Result<_, _>>()?;
        for (destination, text) in self.list.iter().zip(&texts) {
            match destination.path {
                Some(path) => output::to_file(path, &|file| file.write_all(text.as_bytes()))?,
                None => output::to_standard_output(&|output| output.write_all(text.as_bytes()))?,
            }
        }
        match &self.step_summary {
            Some(path) => Ok(add_step_summary(path, report)?),
            None => Ok(()),
        }
    }
}

impl Destination<'_> {
    fn text(&self, report: &Report, page: &str, dates: bool) -> Result<String, Failure> {
        let paper = match (self.format, self.path) {
            (Format::Export(export), _) => return Ok((export.write)(report, &ExportInputs { page })?),
            (Format::Table, Some(_)) => Paper::plain(),
            (Format::Table, None) => Paper::of_standard_output(),
        };
        Ok(table_view::table(report, paper, dates))
    }
}

/// Adds the Markdown summary to the file, which other steps have written to, too.
fn add_step_summary(path: &Path, report: &Report) -> Result<(), Failure> {
    let Some(markdown) = Export::of_id("markdown") else { return Ok(()) };
    let mut text = (markdown.write)(report, &ExportInputs::default())? + "\n";
    if text.len() > LONGEST_STEP_SUMMARY {
        text = format!("**{}**\n\nThe summary is too long for this page.\n", report.verdict.sentence);
    }
    let added =
        OpenOptions::new().append(true).create(true).open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    added.map_err(|reason| output::OutputError::File { path: path.to_owned(), reason }.into())
}

/// The file that a path leads to, which need not exist yet.
fn resolved(path: &Path) -> PathBuf {
    let whole = path.canonicalize().or_else(|_| {
        let folder = output::folder_of(path).canonicalize()?;
        Ok::<_, io::Error>(path.file_name().map_or_else(|| folder.clone(), |name| folder.join(name)))
    });
    whole.unwrap_or_else(|_| path.to_owned())
}
