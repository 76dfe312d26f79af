//! What stopped a piece of work, as data that crosses from worker to page, and the words for it.

use driftscope_table::ReadError;
use serde::{Deserialize, Serialize};

/// What stopped a piece of work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Problem {
    /// The browser refused the bytes of the file.
    Unreadable {
        /// The file.
        file: String,
        /// The reason that the browser gives.
        reason: String,
    },
    /// The bytes of the files are not a data set.
    Unusable {
        /// The files.
        file: String,
        /// What is wrong with them.
        error: ReadError,
    },
    /// A folder was dropped that holds no file to open.
    Folder {
        /// Its name.
        name: String,
    },
    /// A Parquet file cannot be read.
    BadParquet {
        /// The file.
        file: String,
        /// Why, and what to do.
        message: String,
    },
    /// A profile cannot be used.
    BadProfile {
        /// The file.
        file: String,
        /// Why.
        message: String,
    },
    /// A log cannot be split as asked.
    Unsplittable {
        /// Why.
        message: String,
    },
    /// A period cannot be compared as asked.
    NoPeriod {
        /// Why.
        message: String,
    },
    /// The two data sets have nothing to compare.
    Incomparable {
        /// Why.
        message: String,
    },
    /// A report was opened that cannot be read.
    BadReport {
        /// Why.
        message: String,
    },
    /// A file is no report that could be compared with the one that is shown.
    NoReport {
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// A page cannot verify the report in it.
    Unverifiable {
        /// Why.
        message: String,
    },
    /// A file that was to be loaded holds no settings.
    BadSettings {
        /// Its name.
        name: String,
        /// Why.
        reason: String,
    },
    /// A worker ended unexpectedly once the verdict was shown, and the rest of the report is missing.
    Unfinished {
        /// Its last message.
        message: String,
    },
    /// A worker that held rows ended unexpectedly, and the report of them is whole.
    RowsLost {
        /// Its last message.
        message: String,
    },
    /// A worker ended unexpectedly.
    Crashed {
        /// Its last message.
        message: String,
    },
}

impl Problem {
    /// What happened, for a person.
    pub fn title(&self) -> String {
        match self {
            Self::Unreadable { file, .. } | Self::BadParquet { file, .. } => format!("{file} cannot be read"),
            Self::Unusable { file, .. } => format!("{file} has no data to compare"),
            Self::Folder { name } => format!("{name} is a folder without a file that can be opened"),
            Self::BadProfile { file, .. } => format!("{file} is a profile that cannot be used"),
            Self::Unsplittable { .. } => "This log cannot be split that way".to_owned(),
            Self::NoPeriod { .. } => "This period cannot be compared".to_owned(),
            Self::Incomparable { .. } => "These two files cannot be compared".to_owned(),
            Self::BadReport { .. } => "The report in this page cannot be read".to_owned(),
            Self::NoReport { name, .. } => format!("{name} is no report that can be compared"),
            Self::Unverifiable { .. } => "This page cannot verify its report".to_owned(),
            Self::BadSettings { name, .. } => format!("{name} has no settings that can be used"),
            Self::Unfinished { .. } => "The verdict stands, but the other tests could not be computed".to_owned(),
            Self::RowsLost { .. } => "The report stands, but its rows are no longer in memory".to_owned(),
            Self::Crashed { .. } => "The work stopped unexpectedly".to_owned(),
        }
    }

    /// Why, and what to do next.
    pub fn advice(&self) -> String {
        match self {
            Self::Unreadable { reason, .. } => {
                format!(
                    "It may have been moved, changed or locked since it was chosen: open it again. The browser says: {reason}"
                )
            }
            Self::Unusable { error, .. } => error.to_string(),
            Self::Folder { .. } => {
                "If there are files in it, open those instead; several files together are one data set".to_owned()
            }
            Self::BadParquet { message, .. }
            | Self::BadProfile { message, .. }
            | Self::Unsplittable { message }
            | Self::NoPeriod { message }
            | Self::Incomparable { message }
            | Self::Unverifiable { message }
            | Self::BadReport { message } => message.clone(),
            Self::NoReport { reason, .. } => {
                format!("Choose a shared page, or a report as JSON, by Driftscope or Evidently. {reason}")
                    .trim_end()
                    .to_owned()
            }
            Self::BadSettings { reason, .. } => format!(
                "Nothing was changed. Open a file that was saved by “Save settings”, or that the command reads with --settings. {reason}"
            ),
            Self::Unfinished { message } => format!(
                "What is on the page can be saved; its record lists what is missing. Or compare again, which reads both files \
                 again. If that ends the same way, the files may be too large for the memory of a browser tab. The last \
                 message was: {message}"
            ),
            Self::RowsLost { message } => format!(
                "The report can be saved. The next changed setting, or comparing again, reads both files again. If that ends \
                 the same way, the files may be too large for the memory a browser tab has. The last words were: {message}"
            ),
            Self::Crashed { message } => format!(
                "The files may be larger than the memory a browser tab has: open fewer rows, or use the driftscope \
                 command, which has the whole memory of the computer. Nothing else is lost. The last words were: {message}"
            ),
        }
    }
}
