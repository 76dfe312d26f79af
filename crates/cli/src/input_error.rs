//! Why files cannot be read: which one, why, and what to do.

use std::fmt;
use std::io;

use driftscope_drift::{ProfileError, SegmentError};
use driftscope_parquet::ParquetError;
use driftscope_table::{ReadError, WindowError};

/// Why a side cannot be read.
#[derive(Debug)]
pub(crate) enum InputError {
    /// The file cannot be opened, or reading it failed on the way.
    Unreadable { place: String, reason: io::Error },
    /// A folder without a file in it was given.
    EmptyFolder { place: String },
    /// A file was given twice on one side.
    GivenTwice { place: String },
    /// Standard input was given twice.
    StandardInputTwice,
    /// The files were read, and hold nothing usable.
    Unusable { side: &'static str, places: String, reason: Box<ReadError> },
    /// It is a Parquet file that cannot be decoded.
    Parquet { side: &'static str, place: String, reason: Box<ParquetError> },
    /// A Parquet file comes through a pipe, or is packed as a whole.
    ParquetWithoutEnd { place: String },
    /// A text shape was chosen for a Parquet file.
    ShapeOfParquet { place: String },
    /// It is a profile that cannot be used.
    Profile { side: &'static str, place: String, reason: Box<ProfileError> },
    /// There are no such windows.
    Windows { place: String, reason: WindowError },
    /// A profile among the files has no windows, or others than were asked for.
    OtherWindows,
    /// There are no such segments.
    Segments { place: String, reason: SegmentError },
    /// A profile among the files has no segments, or others than were asked for.
    OtherSegments,
    /// A profile was given where rows are needed.
    ProfileWithoutRows { place: String },
    /// A profile comes through a pipe.
    ProfileThroughPipe { place: String },
    /// Neither the reference nor production can be read.
    Both(Box<[InputError; 2]>),
    /// The other side could not be read, so this one was given up.
    GivenUp,
    /// The thread that read ended in a panic: a fault of Driftscope.
    Broken { side: &'static str },
}

impl fmt::Display for InputError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { place, reason } => match reason.kind() {
                io::ErrorKind::NotFound => write!(formatter, "there is no file {place}: check the name and the folder"),
                io::ErrorKind::PermissionDenied => {
                    write!(formatter, "{place} may not be read by this user: change its permissions, or copy it")
                }
                _ => write!(formatter, "{place} cannot be read: {reason}"),
            },
            Self::EmptyFolder { place } => {
                write!(formatter, "{place} is a folder without a file in it: check that the export has finished")
            }
            Self::GivenTwice { place } => {
                write!(formatter, "{place} is given twice, and its rows would count twice: leave it out once")
            }
            Self::StandardInputTwice => {
                formatter.write_str("`-` is given twice, and there is one standard input: name a file for the others")
            }
            Self::Unusable { side, places, reason } => write!(formatter, "{side} {places}: {reason}"),
            Self::Parquet { side, place, reason } => write!(formatter, "{side} {place}: {reason}"),
            Self::ParquetWithoutEnd { place } => write!(
                formatter,
                "{place} is a Parquet file that comes through a pipe or is packed by gzip, and such a file is read from \
                 its end: write it to a file as it is, and name that one"
            ),
            Self::ShapeOfParquet { place } => write!(
                formatter,
                "{place} is a Parquet file, and has no other shape: leave out --read-as and --records-at"
            ),
            Self::Profile { side, place, reason } => write!(formatter, "{side} {place}: {reason}"),
            Self::Windows { place, reason } => write!(formatter, "{place}: {reason}"),
            Self::OtherWindows => formatter.write_str(
                "a profile among the files has no windows, or others than the rest: make it again with the same --window",
            ),
            Self::Segments { place, reason } => write!(formatter, "{place}: {reason}"),
            Self::OtherSegments => formatter.write_str(
                "a profile among the files has no segments by that column: make it again with the same --segment",
            ),
            Self::ProfileWithoutRows { place } => write!(
                formatter,
                "{place} is a profile, which has no rows: only `compare` and `profile` take one"
            ),
            Self::ProfileThroughPipe { place } => write!(
                formatter,
                "{place} is a profile that comes through a pipe: write it to a file, and name that one"
            ),
            Self::Both(both) => {
                let [reference, production] = both.as_ref();
                write!(formatter, "neither side can be read\n  {reference}\n  {production}")
            }
            Self::GivenUp => formatter.write_str("the other side could not be read"),
            Self::Broken { side } => write!(
                formatter,
                "reading the {side} broke down, which is a fault of Driftscope: please report it with the line above"
            ),
        }
    }
}

impl std::error::Error for InputError {}
