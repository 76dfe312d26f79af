//! Why nothing could be read: what was found, where, and what to do next.

use serde::{Deserialize, Serialize};

use super::detect::Guess;
use super::input::Input;

/// Why an input gives no table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadError {
    /// There is no byte, or nothing but white space.
    Empty,
    /// It is a known kind of file that holds no JSON.
    OtherFormat {
        /// What it is, with its article: "a Parquet file".
        found: String,
        /// What to do.
        advice: String,
    },
    /// It begins like no kind of file that is known.
    Unrecognised {
        /// The first bytes, as far as they can be shown.
        snippet: String,
    },
    /// It is JSON, or begins like it, and holds no record.
    NoRecords {
        /// Records that were broken.
        skipped: u64,
        /// What was wrong with the first of them.
        reason: String,
        /// Its line, from 1.
        line: Option<u64>,
        /// Its place in the (unpacked) file, in bytes from 0.
        byte_offset: Option<u64>,
        /// At most forty bytes at that place.
        snippet: Option<String>,
    },
    /// It is a gzip file that cannot be unpacked.
    DamagedGzip,
    /// There are records, and the sample holds none of them.
    EmptySample {
        /// How many records there are.
        rows: u64,
    },
}

impl ReadError {
    /// A stable name for the kind of error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::OtherFormat { .. } => "other_format",
            Self::Unrecognised { .. } => "unrecognised",
            Self::NoRecords { .. } => "no_records",
            Self::DamagedGzip => "damaged_gzip",
            Self::EmptySample { .. } => "empty_sample",
        }
    }

    /// The error for a file that is known to be something else.
    pub(crate) fn of_wrong_file(input: &Input) -> Option<Self> {
        let guess = input.guess.map(Self::from);
        guess.or_else(|| input.unrecognised.clone().map(|snippet| Self::Unrecognised { snippet }))
    }
}

impl From<Guess> for ReadError {
    fn from(guess: Guess) -> Self {
        Self::OtherFormat { found: guess.found.to_owned(), advice: guess.advice.to_owned() }
    }
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => formatter.write_str("The file is empty: check that the export has finished"),
            Self::OtherFormat { found, advice } => write!(formatter, "This is {found}: {advice}"),
            Self::Unrecognised { snippet } => write!(
                formatter,
                "This is neither JSON Lines nor an array of JSON records: export the data as one of them. It begins \
                 with {snippet}"
            ),
            Self::NoRecords { skipped, reason, line, byte_offset, snippet } => {
                write!(formatter, "There is no record to read. {reason}")?;
                if *skipped > 1 {
                    write!(formatter, ", and so with all {skipped} records")?;
                }
                if let (Some(line), Some(offset)) = (line, byte_offset) {
                    write!(formatter, ". The first is on line {line}, at byte {offset}")?;
                }
                match snippet {
                    Some(snippet) => write!(formatter, ": {snippet}"),
                    None => Ok(()),
                }
            }
            Self::EmptySample { rows: 1 } => {
                formatter.write_str("The sample leaves out the one record that there is: choose a larger share")
            }
            Self::EmptySample { rows } => {
                write!(formatter, "The sample holds none of the {rows} records: choose a larger share")
            }
            Self::DamagedGzip => {
                formatter.write_str("This gzip file is damaged from its start: copy or download it again")
            }
        }
    }
}

impl std::error::Error for ReadError {}
