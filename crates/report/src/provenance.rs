//! Where a table came from, and what was wrong with it: the part of the audit record that reading makes.

use serde::{Deserialize, Serialize};

use crate::Format;

/// One file that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// The file's name, without its folder.
    pub name: String,
    /// Its size in bytes, as it lay on the disk.
    pub bytes: u64,
    /// SHA-256 of those bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// What it was read as, in words: "JSON Lines, gzip".
    pub read_as: String,
    /// The rows that it gave, where a data set has several files; nothing of a sample or of a part of a log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u64>,
    /// How its rows lay in it; nothing for a file that could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<Format>,
}

/// How the words for how a file of labels was read begin.
const LABELS: &str = "labels, ";

impl FileRecord {
    /// The record of a file of labels, which were joined to these rows: "11 549 of 12 000 rows by request_id".
    pub fn of_labels(file: &Self, rows: &str) -> Self {
        Self { read_as: format!("{LABELS}{}: {rows}", file.read_as), ..file.clone() }
    }

    /// Whether it has labels of predictions, which are in other files.
    pub fn has_labels(&self) -> bool {
        self.read_as.starts_with(LABELS)
    }
}

/// Different names of the files of a data set that hold rows: of files with the same name, the later ones have their number behind it.
pub fn file_labels(files: &[FileRecord]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for file in files.iter().filter(|file| !file.has_labels()) {
        let number = labels.len() + 1;
        let is_taken = labels.contains(&file.name);
        labels.push(if is_taken { format!("{} ({number})", file.name) } else { file.name.clone() });
    }
    labels
}

/// What kind of thing was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningCode {
    /// A record that is not valid JSON.
    InvalidRecord,
    /// A record that the next one begins before the end of, as on a line that was cut off.
    CutOff,
    /// A valid record that is not an object, among objects.
    NotAnObject,
    /// The file ends in the middle of a record.
    Truncated,
    /// A record longer than the limit.
    RecordTooLong,
    /// A record nested deeper than the limit.
    TooDeep,
    /// More columns than the limit.
    TooManyColumns,
    /// More distinct strings in a column than the limit.
    TooManyDistinct,
    /// A column with strings that are compared by their hashes.
    HashedStrings,
    /// Values of a Parquet column that are neither text nor numbers.
    UnreadableValues,
    /// Bytes that are not UTF-8.
    InvalidUtf8,
    /// Half of a surrogate pair in a string.
    LoneSurrogate,
    /// A key twice in one object: the last one counts.
    DuplicateKey,
    /// An array with more values than become columns of their own: its length is kept.
    LongArray,
    /// A line of a log without a record.
    NoRecordOnLine,
    /// A line of a log with more than one record: the first one counts.
    RecordsOnLine,
    /// A damaged gzip stream.
    DamagedGzip,
    /// A list in the document that is much longer than that of the rows, and is not read.
    LongerList,
    /// Lists of columns, or rows, that are not of one length.
    UnequalLengths,
    /// A file without any record, beside others that have some.
    EmptyFile,
    /// The table was filled before the end of the input.
    TooManyRows,
    /// A column holds values of more than one type.
    MixedTypes,
    /// Values of a column that may mean two things, and nothing in it tells which.
    OpenSpelling,
    /// Strings that hold JSON, and are read as what is in them.
    JsonInStrings,
    /// A number that is likely to stand for a missing value.
    Placeholder,
    /// Labels that no prediction has, or that contradict each other.
    Labels,
    /// The same file was given on both sides.
    SameFile,
    /// Times that do not go by the clock of the zone that was chosen.
    TimeZone,
    /// Profiles whose segments do not go together.
    Segments,
}

impl WarningCode {
    /// Whether a record is left out for it, so that people look for the record.
    pub fn leaves_out_records(self) -> bool {
        matches!(
            self,
            Self::InvalidRecord
                | Self::CutOff
                | Self::NotAnObject
                | Self::Truncated
                | Self::RecordTooLong
                | Self::TooDeep
                | Self::UnequalLengths
        )
    }
}

/// Places of records that are left out for one reason that are kept.
pub const MOST_PLACES: usize = 10;

/// Where in a file something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarningPlace {
    /// The file, where it is another than that of the place before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<u64>,
    /// The offset in the (unpacked) file, in bytes from 0.
    pub byte_offset: Option<u64>,
}

/// A problem that did not stop the reading: how often it was met, and where first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// What kind of problem.
    pub code: WarningCode,
    /// One sentence for a person, with what to do about it; data from the file comes last.
    pub message: String,
    /// How many times.
    pub count: u64,
    /// The file of the first one.
    pub file: Option<String>,
    /// The line of the first one, from 1.
    pub line: Option<u64>,
    /// The offset of the first one in the (unpacked) file, in bytes from 0.
    pub byte_offset: Option<u64>,
    /// At most forty bytes of the input at that place.
    pub snippet: Option<String>,
    /// The places after the first of records that are left out, nine of them at most.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<WarningPlace>,
}

impl Warning {
    /// A problem of `count` values, without a single place.
    pub fn of_values(code: WarningCode, count: u64, message: String) -> Self {
        Self { code, message, count, file: None, line: None, byte_offset: None, snippet: None, further: Vec::new() }
    }
}
