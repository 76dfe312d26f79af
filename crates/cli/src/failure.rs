//! Everything that ends the command with exit code 2.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use driftscope_decide::BesideError;
use driftscope_drift::{CompareError, ProfileSplitError};
use driftscope_present::ExportError;
use driftscope_report::{PeriodError, ReportError, SettingsError, SplitError};
use driftscope_table::LabelsError;

use crate::destinations_error::DestinationsError;
use crate::fail_on::NoSuchColumn;
use crate::input_error::InputError;
use crate::lock_error::LockError;
use crate::output::OutputError;
use crate::page::NoPage;
use crate::settings_file::SettingsFileError;
use crate::sql_error::SqlError;

/// The words of [`Failure::SinceWithoutWindows`].
const NO_WINDOWS: &str = "--since: dates come from windows of time, which are switched off; choose another --window than none, or \
                          another `window` in the settings";

/// Why the command gave up.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file cannot be read, or holds nothing usable.
    Input(InputError),
    /// No file was named.
    NoFiles,
    /// One file was named, and nothing to compare it with.
    OneFile,
    /// The only log cannot be split that way.
    Split(SplitError),
    /// The period cannot be compared.
    Period(PeriodError),
    /// The labels cannot be joined to the predictions.
    Labels(LabelsError),
    /// Labels were given for a profile, which has no rows.
    LabelsOfProfile,
    /// The only profile cannot be split that way.
    ProfileSplit(ProfileSplitError),
    /// The settings cannot be used.
    Settings(SettingsFileError),
    /// What was typed makes no settings.
    Choice(SettingsError),
    /// The two data sets cannot be compared.
    Compare(CompareError),
    /// What `--fail-on` names is not there.
    NoSuchColumn(NoSuchColumn),
    /// `--fail-on alert` without a rule that could fire.
    NoAlertRules,
    /// `--since` where windows are switched off.
    SinceWithoutWindows,
    /// The report cannot be written.
    Output(OutputError),
    /// This build has no page in it.
    NoPage(NoPage),
    /// The page in this build cannot carry a report.
    Export(ExportError),
    /// The output is one of the files that are read.
    OutputIsInput {
        /// The file.
        path: PathBuf,
    },
    /// A file is not a shared page.
    NotShared {
        /// The file.
        place: String,
    },
    /// A page cannot be locked or opened.
    Lock(LockError),
    /// The report in a shared page cannot be read.
    Report {
        /// The page.
        place: String,
        /// What is wrong with it.
        reason: ReportError,
    },
    /// A file cannot stand beside the report.
    Beside {
        /// The file.
        place: String,
        /// What is wrong with it.
        reason: BesideError,
    },
    /// A file is not a key.
    Key {
        /// The file.
        path: PathBuf,
        /// Which half of a key it should be.
        half: &'static str,
    },
    /// A report of a profile cannot be made again from the files of the profile.
    VerifyProfile,
    /// A report whose settings have neutral names cannot be made again.
    VerifyNeutral,
    /// `--format` and `--output` cannot be paired.
    Destinations(DestinationsError),
    /// No SQL can be written.
    Sql(SqlError),
    /// A page would be printed on a terminal.
    PageOnTerminal,
    /// No connection can be listened for.
    Listen {
        /// The first port that was tried.
        port: u16,
        /// Whether the person named it.
        explicit: bool,
        /// What the system says.
        reason: io::Error,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Input(error) => error.fmt(formatter),
            Self::NoFiles => formatter
                .write_str("there is nothing to compare: name a reference and production, or one log and --split"),
            Self::OneFile => formatter.write_str(
                "there is one file and nothing to compare it with: name another one after it, or part it in two with \
                 --split, for example at a moment (--split 2013-07-01) or after 60 % of its rows (--split 60%)",
            ),
            Self::Split(error) => error.fmt(formatter),
            Self::Sql(error) => error.fmt(formatter),
            Self::Period(error) => error.fmt(formatter),
            Self::Labels(error) => write!(formatter, "Labels not joined: {error}"),
            Self::LabelsOfProfile => formatter.write_str("Labels need the rows of production: a profile has none"),
            Self::ProfileSplit(error) => error.fmt(formatter),
            Self::Settings(error) => error.fmt(formatter),
            Self::Choice(error) => write!(formatter, "--test, --threshold, --drift-share or --ranking-depth: {error}"),
            Self::Compare(error) => error.fmt(formatter),
            Self::NoSuchColumn(error) => error.fmt(formatter),
            Self::NoAlertRules => formatter.write_str(
                "--fail-on alert: there are no rules that could fire; list them under `alerts` in a file for --settings \
                 (without --fail-on alert, the report shows the rules that suit the data)",
            ),
            Self::SinceWithoutWindows => formatter.write_str(NO_WINDOWS),
            Self::Output(error) => error.fmt(formatter),
            Self::NoPage(error) => error.fmt(formatter),
            Self::Export(error) => error.fmt(formatter),
            Self::OutputIsInput { path } => write!(
                formatter,
                "--output names a file that is read, and would overwrite it: give another name than {}",
                path.display()
            ),
            Self::Destinations(error) => error.fmt(formatter),
            Self::NotShared { place } => write!(
                formatter,
                "{place} carries no report: name a page that was saved under \"Share\" or --format html"
            ),
            Self::Lock(error) => error.fmt(formatter),
            Self::Report { place, reason } => write!(formatter, "{place}: {reason}"),
            Self::Beside { place, reason } => write!(formatter, "--beside {place}: {reason}"),
            Self::Key { path, half } => bad_key(formatter, path, half),
            Self::VerifyProfile => formatter.write_str(
                "a profile was compared, and the report has no SHA-256 of it: an earlier version made the report, or it was left out. \
                 Make the report again, and compare the two with `driftscope diff`",
            ),
            Self::VerifyNeutral => formatter.write_str(
                "the settings of this report have neutral names or rounded figures: ask its sender for the settings, and give them with --settings",
            ),
            Self::PageOnTerminal => formatter.write_str(
                "a page is nothing to print on a terminal: add `--output report.html`, or send it on with `>` or `|`",
            ),
            Self::Listen { port, explicit: true, reason } => write!(
                formatter,
                "port {port} cannot be used ({reason}): give another one, or leave out --port for the next free one"
            ),
            Self::Listen { port, explicit: false, reason } => {
                write!(formatter, "no port from {port} on can be used ({reason}): name a free one with --port")
            }
        }
    }
}

fn bad_key(formatter: &mut fmt::Formatter<'_>, path: &Path, half: &str) -> fmt::Result {
    write!(
        formatter,
        "{} is not the {half} half of an Ed25519 key in PEM: openssl genpkey -algorithm ed25519 makes a key, openssl pkey -pubout its \
         public half",
        path.display()
    )
}

impl std::error::Error for Failure {}

impl From<LockError> for Failure {
    fn from(error: LockError) -> Self {
        Self::Lock(error)
    }
}

impl From<SqlError> for Failure {
    fn from(error: SqlError) -> Self {
        Self::Sql(error)
    }
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Self {
        Self::Input(error)
    }
}

impl From<ProfileSplitError> for Failure {
    fn from(error: ProfileSplitError) -> Self {
        Self::ProfileSplit(error)
    }
}

impl From<LabelsError> for Failure {
    fn from(error: LabelsError) -> Self {
        Self::Labels(error)
    }
}

impl From<PeriodError> for Failure {
    fn from(error: PeriodError) -> Self {
        Self::Period(error)
    }
}

impl From<SplitError> for Failure {
    fn from(error: SplitError) -> Self {
        Self::Split(error)
    }
}

impl From<SettingsFileError> for Failure {
    fn from(error: SettingsFileError) -> Self {
        Self::Settings(error)
    }
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        Self::Choice(error)
    }
}

impl From<CompareError> for Failure {
    fn from(error: CompareError) -> Self {
        Self::Compare(error)
    }
}

impl From<NoSuchColumn> for Failure {
    fn from(error: NoSuchColumn) -> Self {
        Self::NoSuchColumn(error)
    }
}

impl From<DestinationsError> for Failure {
    fn from(error: DestinationsError) -> Self {
        Self::Destinations(error)
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        Self::Output(error)
    }
}

impl From<NoPage> for Failure {
    fn from(error: NoPage) -> Self {
        Self::NoPage(error)
    }
}

impl From<ExportError> for Failure {
    fn from(error: ExportError) -> Self {
        Self::Export(error)
    }
}
