//! What can be typed after `driftscope`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use driftscope_drift::{Correction, Preset, Split};
use driftscope_table::WindowBy;

use crate::fail_on::FailOn;
use crate::reading_arguments::ReadingArguments;

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
    Compare(Box<CompareArguments>),
    Convert(ConvertArguments),
    Profile(ProfileArguments),
    Serve(ServeArguments),
}

/// Compare production with the reference
///
/// Reads JSON in every shape that data tools write, CSV and TSV, and logs with JSON in them, plain or packed by gzip, and
/// Parquet; a folder stands for the files in it. `-` reads standard input. With --split one log is compared with itself.
///
/// Exit code: 0 done, 1 what `--fail-on` asks for was found, 2 wrong use or unusable input. The data set has drifted when half
/// of its tested columns have; with --drift-share 0.1, when a tenth have.
#[derive(Args, Debug)]
pub(crate) struct CompareArguments {
    /// The reference, which production is held against, and then the files of production; with --split the files of the
    /// only log
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Files of the reference: the data a model was trained on, or a period that was good
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "production", conflicts_with = "files")]
    pub(crate) reference: Vec<PathBuf>,

    /// Files of production: what to judge
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "reference", conflicts_with = "files")]
    pub(crate) production: Vec<PathBuf>,

    /// Where the only log is parted: at a moment (2013-07-01, or COLUMN@2013-07-01), by values of a column that are the
    /// reference (model_version=v1,v2), or after a share of its rows (60%). A profile with windows is parted at an edge of one
    #[arg(long, value_name = "WHERE", conflicts_with_all = ["reference", "production"])]
    pub(crate) split: Option<Split>,

    #[command(flatten)]
    pub(crate) reading: ReadingArguments,

    /// Settings as JSON: docs/formats.md has every key
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,

    /// The rule that decides what has drifted; goes before the one in the settings
    #[arg(long, value_name = "NAME", value_parser = named(Preset::ALL))]
    pub(crate) preset: Option<Preset>,

    /// One test for every column where it applies, by its name in the report; under `--preset evidently` by Evidently's own
    /// short name: ks, psi, kl_div, ed, TVD, …
    #[arg(long, value_name = "NAME")]
    pub(crate) test: Option<String>,

    /// The threshold of the test; without --test that of the preset
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub(crate) threshold: Option<f64>,

    /// How p-values are corrected for the number of columns; goes before the one in the settings
    #[arg(long, value_name = "NAME", value_parser = named(Correction::ALL))]
    pub(crate) correction: Option<Correction>,

    /// How to write the report
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,

    /// Where to write the report, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Exit with code 1 if this was found: `drift`, the data set has drifted; `column`, any column has; `column:NAME`, this
    /// one has, or a side lacks it. Can be given several times
    #[arg(long, value_name = "WHAT")]
    pub(crate) fail_on: Vec<FailOn>,

    /// The share of drifted columns from which on the data set has drifted, 0.5 by default; goes before the one in the
    /// settings
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub(crate) drift_share: Option<f64>,
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

/// Write files as JSON Lines
///
/// Reads what `compare` reads, such as Parquet, and writes a record for each row, which the page reads as well. What is
/// nested becomes flat, as it is compared: {"input.temp": 20.5}.
#[derive(Args, Debug)]
pub(crate) struct ConvertArguments {
    /// The files, whose rows follow each other
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: ReadingArguments,

    /// Where to write the rows, instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Write what stands for files when their rows are too many or may not be moved
///
/// A profile has counts, sums and buckets of each column, some kilobytes a column however many rows. `compare` and the page
/// take it wherever they take files. Profiles among the files are merged with the rest; the profile of the parts is that of
/// the whole, whatever their order. docs/methods.md says what is exact and within which bound the rest is.
#[derive(Args, Debug)]
pub(crate) struct ProfileArguments {
    /// The files, of rows or profiles
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: ReadingArguments,

    /// Keep a part for each hour, day, week or month of the time column, or of the one that is named (COLUMN@day), so that
    /// `compare p.json --split 2024-07-01` works
    #[arg(long, value_name = "LENGTH")]
    pub(crate) window: Option<WindowBy>,

    /// Windows of fewer rows are kept together with the rows that have no moment, since few rows say what they hold
    #[arg(long, value_name = "ROWS", default_value_t = 10, requires = "window")]
    pub(crate) smallest_window: u64,

    /// Where to write the profile, instead of standard output; a name that ends in .gz has it packed by gzip
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
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

/// Knows choices by name, so that a wrong name is answered with the list.
fn named<T, const N: usize>(choices: [(&'static str, T); N]) -> impl TypedValueParser<Value = T>
where
    T: Copy + Default + Send + Sync + 'static,
{
    PossibleValuesParser::new(choices.map(|(name, _)| name))
        .map(move |given| choices.into_iter().find(|(name, _)| *name == given).map_or_else(T::default, |found| found.1))
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
    fn every_preset_and_correction_is_known_by_its_name() {
        for (name, preset) in Preset::ALL {
            let arguments = Arguments::try_parse_from(["driftscope", "compare", "a", "b", "--preset", name]);
            let Ok(Arguments { command: Command::Compare(arguments) }) = arguments else { panic!("{name} is refused") };
            assert_eq!(arguments.preset, Some(preset));
        }
        for (name, correction) in Correction::ALL {
            let arguments = Arguments::try_parse_from(["driftscope", "compare", "a", "b", "--correction", name]);
            let Ok(Arguments { command: Command::Compare(arguments) }) = arguments else { panic!("{name} is refused") };
            assert_eq!(arguments.correction, Some(correction));
        }
        let refused = Arguments::try_parse_from(["driftscope", "compare", "a", "b", "--preset", "none"]);
        assert!(refused.is_err_and(|error| error.to_string().contains("calibrated")));
    }
}
