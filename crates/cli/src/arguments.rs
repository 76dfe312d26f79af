//! What can be typed after `driftscope`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use driftscope_drift::Preset;

/// Compares two data exports, a reference and production, and says which columns drifted, how, and how sure that is.
///
/// Everything happens on this computer: no file and no result leaves it.
#[derive(Debug, Parser)]
#[command(name = "driftscope", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Compare(CompareArguments),
    Serve(ServeArguments),
}

/// Compare production with the reference
///
/// Reads arrays of JSON records and JSON Lines, nested or flat, plain or packed by gzip. `-` reads standard input.
///
/// Exit code: 0 done, 1 drift found with `--fail-on drift`, 2 wrong use or unusable input.
#[derive(Args, Debug)]
pub(crate) struct CompareArguments {
    /// What production is held against: the data a model was trained on, or a period that was good
    #[arg(value_name = "REFERENCE")]
    pub(crate) reference: PathBuf,

    /// What to judge; several files are one data set
    #[arg(value_name = "PRODUCTION", required = true)]
    pub(crate) production: Vec<PathBuf>,

    /// Settings as JSON: docs/formats.md has every key
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,

    /// The rule that decides what has drifted; goes before the one in the settings
    #[arg(long, value_name = "NAME", value_parser = preset_parser())]
    pub(crate) preset: Option<Preset>,

    /// How to write the report
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,

    /// Where to write the report, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Exit with code 1 if this was found
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) fail_on: Option<FailOn>,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: a table as wide as the terminal
    Table,
    /// For programs: the whole report, the same bytes that the page saves
    Json,
    /// For sending: one page with the report in it, which any browser opens offline
    Html,
}

/// What makes the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// The data set has drifted
    Drift,
}

/// Serve the page on this computer
///
/// Serves the page to browsers on this computer only. Files opened in it stay in the browser.
#[derive(Args, Debug)]
pub(crate) struct ServeArguments {
    /// The port; by default 8360, or the next free one
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
}

/// Knows the presets by name, so that a wrong name is answered with the list.
fn preset_parser() -> impl TypedValueParser<Value = Preset> {
    PossibleValuesParser::new(Preset::ALL.map(|(name, _)| name)).map(|given| {
        Preset::ALL.into_iter().find(|(name, _)| *name == given).map_or_else(Preset::default, |found| found.1)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn every_preset_is_known_by_its_name() {
        for (name, preset) in Preset::ALL {
            let arguments = Arguments::try_parse_from(["driftscope", "compare", "a", "b", "--preset", name]);
            let Ok(Arguments { command: Command::Compare(arguments) }) = arguments else { panic!("{name} is refused") };
            assert_eq!(arguments.preset, Some(preset));
        }
        let refused = Arguments::try_parse_from(["driftscope", "compare", "a", "b", "--preset", "none"]);
        assert!(refused.is_err_and(|error| error.to_string().contains("calibrated")));
    }
}
