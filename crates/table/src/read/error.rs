//! Why nothing could be read: what was found, where, and what to do next.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::detect::Guess;
use super::input::Input;

/// Why an input gives no table.
#[derive(Clone, Debug, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadError {
    /// There is no byte, or nothing but white space.
    #[error("The file is empty: check that the export has finished")]
    Empty,
    /// It is a known kind of file that holds no JSON.
    #[error("This is {found}: {advice}")]
    OtherFormat {
        /// What it is, with its article: "a Parquet file".
        found: String,
        /// What to do.
        advice: String,
    },
    /// It begins like no kind of file that is known.
    #[error(
        "This is neither JSON Lines nor an array of JSON records: export the data as one of them. It begins with {snippet}"
    )]
    Unrecognised {
        /// The first bytes, as far as they can be shown.
        snippet: String,
    },
    /// It is JSON, or begins like it, and holds no record.
    #[error(
        "There is no record to read. {reason}{}{}{}",
        all_alike(*skipped),
        first_place(*line, *byte_offset),
        shown(snippet.as_deref())
    )]
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
    #[error("This gzip file is damaged from its start: copy or download it again")]
    DamagedGzip,
    /// There are records, and the sample holds none of them.
    #[error("{}", match rows {
        1 => "The sample leaves out the one record that there is: choose a larger share".to_owned(),
        rows => format!("The sample holds none of the {rows} records: choose a larger share"),
    })]
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

/// The same reason holds for all records.
fn all_alike(skipped: u64) -> String {
    if skipped > 1 { format!(", and so with all {skipped} records") } else { String::new() }
}

fn first_place(line: Option<u64>, byte_offset: Option<u64>) -> String {
    let place = line.zip(byte_offset);
    place.map_or_else(String::new, |(line, offset)| format!(". The first is on line {line}, at byte {offset}"))
}

fn shown(snippet: Option<&str>) -> String {
    snippet.map_or_else(String::new, |snippet| format!(": {snippet}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_place_and_advice() {
        let error = |skipped, line, snippet: Option<&str>| ReadError::NoRecords {
            skipped,
            reason: "R".to_owned(),
            line,
            byte_offset: Some(7),
            snippet: snippet.map(str::to_owned),
        };
        for (error, message) in [
            (error(0, None, None), "There is no record to read. R"),
            (
                error(2, Some(3), Some("{x")),
                "There is no record to read. R, and so with all 2 records. The first is on line 3, at byte 7: {x",
            ),
            (
                ReadError::EmptySample { rows: 1 },
                "The sample leaves out the one record that there is: choose a larger share",
            ),
            (ReadError::EmptySample { rows: 9 }, "The sample holds none of the 9 records: choose a larger share"),
        ] {
            assert_eq!(error.to_string(), message);
        }
    }
}
