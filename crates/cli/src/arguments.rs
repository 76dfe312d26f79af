//! What can be typed after `driftscope`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use driftscope_report::{Against, Correction, PeriodChoice, Preset, Split, Windowing};
use driftscope_table::WindowBy;

use crate::fail_on::FailOn;
use crate::format::Format;
use crate::reading_arguments::ReadingArguments;
use crate::redact_choice::RedactChoice;
use crate::sql_arguments::SqlArguments;
use crate::zone::{self, ChosenZone};

/// Compares two data exports, a reference and production, and reports which columns drifted, how, and with what confidence.
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
    Diff(DiffArguments),
    Extract(ExtractArguments),
    /// Lock the report of a shared page with a password
    ///
    /// Encrypts it with AES-256-GCM under a key from the password (PBKDF2, SHA-256, 600 000 rounds), and leaves nothing about the report around
    /// it. The page asks for the password when it is opened; `driftscope unlock` opens it, too.
    Lock(LockArguments),
    Profile(ProfileArguments),
    Serve(ServeArguments),
    Sign(SignArguments),
    Sql(SqlArguments),
    /// Open a shared page that is locked with a password
    ///
    /// Writes the page as it would have been saved without a password, byte for byte: what `driftscope verify` checks.
    Unlock(LockArguments),
    Verify(VerifyArguments),
}

/// Compare production with the reference
///
/// Reads JSON in every shape that data tools write, CSV, TSV and logs with JSON in them, plain or gzipped, and Parquet. A
/// folder means all files in it; `-` is standard input. With --split, one log is divided into reference and production.
///
/// Exit codes: 0 success, 1 a --fail-on condition was met, 2 wrong usage or unusable input. The data set has drifted when half
/// of its tested columns have; --drift-share changes that.
#[derive(Args, Debug)]
pub(crate) struct CompareArguments {
    /// The reference, then one or more production files; with --split, the files of the only log
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Reference files: the data a model was trained on, or a period that was good
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "production", conflicts_with = "files")]
    pub(crate) reference: Vec<PathBuf>,

    /// Production files: the data to judge
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "reference", conflicts_with = "files")]
    pub(crate) production: Vec<PathBuf>,

    /// Where to split the only log: at a time (2013-07-01 or COLUMN@2013-07-01), by the column values that belong to the
    /// reference (model_version=v1,v2), or after a percentage of its rows (60%). A profile splits at the edge of a window
    #[arg(long, value_name = "WHERE", conflicts_with_all = ["reference", "production"])]
    pub(crate) split: Option<Split>,

    /// Files with labels that came later than the predictions of either side; they are joined by an identifier that both have, such as
    /// request_id
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) labels: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: ReadingArguments,

    /// A JSON file with settings; docs/formats.md lists every key
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,

    /// The rule that decides which columns drifted; overrides the settings file
    #[arg(long, value_name = "NAME", value_parser = named(Preset::ALL))]
    pub(crate) preset: Option<Preset>,

    /// One test for every column to which it applies, by its name in the report; with `--preset evidently`, by Evidently's
    /// own short name (ks, psi, kl_div, ed, TVD, …)
    #[arg(long, value_name = "NAME")]
    pub(crate) test: Option<String>,

    /// The threshold of --test, or of the preset if no test is given
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub(crate) threshold: Option<f64>,

    /// The correction of p-values for the number of columns; overrides the settings file
    #[arg(long, value_name = "NAME", value_parser = named(Correction::ALL))]
    pub(crate) correction: Option<Correction>,

    /// Count columns by windows: hour, day, week, month, rows (equally many in each), file, version, or none; what fits the data unless set
    #[arg(long, value_name = "LENGTH", value_parser = named(Windowing::ALL))]
    pub(crate) window: Option<Windowing>,

    /// The time zone whose days, hours and dates count: a name such as Europe/Berlin, a distance such as +02:00, or UTC (unless set). Times
    /// that name no zone are taken as they are
    #[arg(long, value_name = "ZONE", allow_hyphen_values = true, value_parser = zone::named)]
    pub(crate) zone: Option<ChosenZone>,

    /// In the table, list the date from which each drifted column differs, with its confidence interval, and the columns without a date
    #[arg(long)]
    pub(crate) since: bool,

    /// Compare every column within the values of this one: what of a change is their mix, and what is within them
    #[arg(long, value_name = "COLUMN")]
    pub(crate) segment: Option<String>,

    /// The rank k down to which items count in metrics of ranked lists, such as NDCG@k (10 unless set, at most 1000)
    #[arg(long, value_name = "K")]
    pub(crate) ranking_depth: Option<u32>,

    /// Search for the segments of one or two conditions that hold most of the drift
    #[arg(long)]
    pub(crate) find_segments: bool,

    /// Compare only this period of production, by its timestamps: two dates, the last one included (2013-07-01..2013-07-14), or two
    /// times; COLUMN@ before them names the column of timestamps
    #[arg(long, value_name = "A..B")]
    pub(crate) period: Option<PeriodChoice>,

    /// Compare the period with the reference (unless set), with the rest of production, with the period of the same length before it,
    /// or with the same weekdays before it
    #[arg(long, value_name = "ROWS", requires = "period", value_parser = named(Against::ALL))]
    pub(crate) against: Option<Against>,

    /// The format of the report (table unless set). Can be repeated, with an --output for each: the first --output gets the first
    /// --format, and so on; of several formats, one without an --output, the last, goes to standard output
    #[arg(long, value_enum)]
    pub(crate) format: Vec<Format>,

    /// Write the report to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,

    /// A report of Evidently as JSON, as its save_json writes it, on the same data: its verdicts stand beside those of this report
    #[arg(long, value_name = "FILE")]
    pub(crate) beside: Option<PathBuf>,

    /// A JSON file with notes for the readers: {"title": …, "summary": …, "columns": {NAME: …}}, shown as plain text
    #[arg(long, value_name = "FILE")]
    pub(crate) notes: Option<PathBuf>,

    /// Leave out of every output what not everyone may see: `all`, words with commas between them (`names,labels,small_counts=10`), or a JSON
    /// file with them, such as a team's policy. The words: names, labels, small_counts=N, coarse, extremes, identifiers, files, fingerprints,
    /// notes, quantiles, windows, segments. docs/privacy.md explains each
    #[arg(long, value_name = "WHAT")]
    pub(crate) redact: Option<RedactChoice>,

    /// Exit with code 1 if the data set drifted (`drift`), if any column drifted (`column`), if one column drifted or is absent from a
    /// side (`column:NAME`), if a metric of the model got worse (`performance`), or if an alert of the settings fires (`alert`), of at least
    /// some severity (`alert:warning`, `alert:critical`). Can be repeated
    #[arg(long, value_name = "WHAT")]
    pub(crate) fail_on: Vec<FailOn>,

    /// The data set has drifted when at least this share of its tested columns has (0.5 unless set); overrides the settings
    /// file
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    pub(crate) drift_share: Option<f64>,
}

/// Convert files to JSON Lines
///
/// Reads whatever `compare` reads, such as Parquet, and writes a record for each row, which the page can read, too. Nested
/// fields are flattened as they are for a comparison: {"input.temp": 20.5}.
#[derive(Args, Debug)]
pub(crate) struct ConvertArguments {
    /// The files; their rows are concatenated
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: ReadingArguments,

    /// Write the rows to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Extract the report from a shared page
///
/// Writes the JSON that "Save report as JSON" on the page writes, byte for byte, and `compare --format json` for the same files.
#[derive(Args, Debug)]
pub(crate) struct ExtractArguments {
    /// The shared page
    #[arg(value_name = "PAGE")]
    pub(crate) page: PathBuf,

    /// Write the report to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Summarise files into a profile that can be compared without the rows
///
/// A profile holds counts, sums and buckets of each column: some kilobytes a column, however many rows. `compare` and the page
/// accept it wherever they accept files. Profiles among the files are merged with the rest; merging parts in any order gives
/// the profile of the whole. docs/methods.md lists which figures are exact, and the error bounds of the others.
#[derive(Args, Debug)]
pub(crate) struct ProfileArguments {
    /// Files of rows, or profiles
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: ReadingArguments,

    /// Keep a separate part for each hour, day, week or month of the time column, or of a named column (COLUMN@day), for the
    /// heat map, since when, `--period` and `--split` without rows
    #[arg(long, value_name = "LENGTH")]
    pub(crate) window: Option<WindowBy>,

    /// Merge windows with fewer rows into the rows without a timestamp, since few rows reveal their values
    #[arg(long, value_name = "ROWS", default_value_t = 10, requires = "window")]
    pub(crate) smallest_window: u64,

    /// Also count every other column within each value of this one, so that two profiles answer `compare --segment`. The 24 largest values
    /// are kept; all others, and those with fewer than 10 rows, are counted as one
    #[arg(long, value_name = "COLUMN")]
    pub(crate) segment: Option<String>,

    /// Keep labels, answers, scores and versions of a model of classes together, for its metrics. A row with a rare score can then be
    /// recognised
    #[arg(long)]
    pub(crate) model: bool,

    /// Write the profile to this file instead of standard output; gzipped if the name ends in .gz
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Serve the page on this computer
///
/// Only browsers on this computer can open it. Files opened in the page stay in the browser.
#[derive(Args, Debug)]
pub(crate) struct ServeArguments {
    /// The port (8360, or the next free one, unless set)
    #[arg(long, value_name = "N")]
    pub(crate) port: Option<u16>,
}

/// Sign a file with an Ed25519 key
///
/// Writes the signature beside the file, as OpenSSL does. `driftscope verify --signature` checks it, and so does `openssl pkeyutl -verify
/// -pubin -inkey public.pem -rawin -in report.html -sigfile report.html.sig`.
#[derive(Args, Debug)]
pub(crate) struct SignArguments {
    /// The file, such as a shared page
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// The private key, a PEM file as `openssl genpkey -algorithm ed25519` writes it
    #[arg(long, value_name = "FILE")]
    pub(crate) key: PathBuf,

    /// Write the signature to this file instead of FILE.sig
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Show what is new, gone, worse and better in a report since an earlier one
///
/// A column is worse or better if the 95 % intervals of its two effects do not overlap. Exit codes: 0 nothing is new or worse, 1 something is,
/// 2 wrong usage or unusable input.
#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// The earlier report: a shared page, or JSON
    #[arg(value_name = "BEFORE")]
    pub(crate) before: PathBuf,

    /// The later report
    #[arg(value_name = "AFTER")]
    pub(crate) after: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct LockArguments {
    /// The shared page; `-` is standard input
    #[arg(value_name = "PAGE")]
    pub(crate) page: PathBuf,

    /// A file whose text is the password; the end of its line is none of it
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: PathBuf,

    /// Write the page to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Check a report against the files that it was made of
///
/// Finds each file by its SHA-256, compares them again under the report's settings, and says whether the report is the same, byte for
/// byte, or where it differs. Of a shared page, everything around the report is compared with the packed page, too; --self does only
/// that. A file that was read in a way that it does not show needs the same --read-as, --records-at or --sample as before; a report with
/// neutral names needs the --settings that it was made with, where columns are named in them.
///
/// Exit codes: 0 the same, 1 something differs, 2 wrong usage or unusable input.
#[derive(Args, Debug)]
pub(crate) struct VerifyArguments {
    /// The shared page, or the report as JSON
    #[arg(value_name = "REPORT")]
    pub(crate) report: PathBuf,

    /// All files of the report, in any order, those with labels included
    #[arg(value_name = "FILE", required_unless_present_any = ["code", "signature"])]
    pub(crate) files: Vec<PathBuf>,

    /// Only compare the page's code with that of the packed page
    #[arg(long = "self", conflicts_with = "files")]
    pub(crate) code: bool,

    /// The packed page to compare with, such as driftscope.html of a release; that of this command unless set
    #[arg(long, value_name = "FILE")]
    pub(crate) page: Option<PathBuf>,

    /// Check this signature, too; or alone, if no files are given
    #[arg(long, value_name = "FILE", requires = "key")]
    pub(crate) signature: Option<PathBuf>,

    /// The public key of the signature, a PEM file
    #[arg(long, value_name = "FILE", requires = "signature")]
    pub(crate) key: Option<PathBuf>,

    /// The settings that the report was made with, where its own have neutral names
    #[arg(long, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
}

/// Parses a choice by its name; the error for a wrong name lists all of them.
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
