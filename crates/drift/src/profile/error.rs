//! Why a profile cannot be read or merged.

use driftscope_stats::value_sketch::NoSketch;
use driftscope_table::MOST_WINDOWS;

use super::sql_result_error::SqlResultError;

/// The version of [`Profile`](super::Profile) that this engine writes.
pub const PROFILE_VERSION: u32 = 1;

/// More rows than this are counted in JSON without their last digit.
pub(crate) const MOST_ROWS: u64 = 1 << 53;

/// Why a text is no profile, or profiles cannot be merged.
#[derive(Debug)]
pub enum ProfileError {
    /// It is no JSON, or not of a profile's shape.
    Malformed(serde_json::Error),
    /// It was written by a later version.
    TooNew {
        /// The version it names.
        version: u32,
    },
    /// A column contradicts itself.
    Contradiction {
        /// The column.
        column: String,
        /// What of it.
        what: Contradiction,
    },
    /// Two columns have one name.
    SameName {
        /// The name.
        column: String,
    },
    /// There are more rows than 2⁵³.
    TooManyRows,
    /// There are more windows than [`MOST_WINDOWS`].
    TooManyWindows,
    /// Its windows do not add up to its rows, or do not begin where such windows do.
    Windows,
    /// The table of its model does not add up to its rows, or cannot be.
    Model,
    /// Its segments do not add up to its rows or columns, or cannot be.
    Segments,
    /// It is packed by gzip, and damaged.
    Damaged,
    /// It is the result of `driftscope sql`, and not whole.
    SqlResult(SqlResultError),
}

/// What of a column contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// Lists that go together have not one length.
    Lengths,
    /// The buckets of its numbers or moments.
    Buckets(NoSketch),
    /// The sums of its numbers.
    Sums,
    /// The registers that tell how many values differ, or their absence where they are needed.
    Distinct,
    /// Its labels: too many, too long, twice or without a count.
    Labels,
    /// The counts of its values do not add up, or exceed the rows.
    Counts,
}

impl std::fmt::Display for ProfileError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(error) => write!(
                formatter,
                "this is no whole Driftscope profile: {error}. Make it again with `driftscope profile`"
            ),
            Self::TooNew { version } => write!(
                formatter,
                "the profile has version {version} and this Driftscope reads up to {PROFILE_VERSION}: use a newer one"
            ),
            Self::Contradiction { column, what } => {
                let what = match what {
                    Contradiction::Lengths => "lists that go together are not of one length",
                    Contradiction::Buckets(NoSketch::TooMany) => "there are more buckets than 4096",
                    Contradiction::Buckets(NoSketch::OutOfOrder { .. }) => "its buckets do not ascend",
                    Contradiction::Buckets(NoSketch::WrongCount { .. }) => "a bucket's count cannot be",
                    Contradiction::Sums => "no numbers have these sums",
                    Contradiction::Distinct => "what tells how many values differ is no such text, or is not there",
                    Contradiction::Labels => "its labels are too many or too long, or one has no count",
                    Contradiction::Counts => "the counts of its values do not add up, or exceed the rows",
                };
                let column = driftscope_present::numbers::name(column, 48);
                write!(
                    formatter,
                    "the profile of column {column} cannot be: {what}. Make it again, or see docs/formats.md"
                )
            }
            Self::SameName { column } => write!(
                formatter,
                "the profile has two columns of the name {}: leave one out",
                driftscope_present::numbers::name(column, 48)
            ),
            Self::TooManyRows => {
                formatter.write_str("the profiles have more than 2⁵³ rows together, which is more than can be counted")
            }
            Self::TooManyWindows => write!(
                formatter,
                "the profiles have more than {MOST_WINDOWS} windows: make them with longer ones"
            ),
            Self::Windows => formatter.write_str(
                "the windows of the profile do not add up to its rows, or do not begin where such windows do: make it again",
            ),
            Self::Model => formatter.write_str(
                "the table of the model does not add up to the rows of the profile, or cannot be: make it again",
            ),
            Self::Segments => formatter.write_str(
                "the segments of the profile do not add up to its rows and columns, or cannot be: make it again",
            ),
            Self::SqlResult(error) => error.fmt(formatter),
            Self::Damaged => formatter.write_str(
                "this profile is packed by gzip, and damaged or cut off: copy it or make it again",
            ),
        }
    }
}

impl std::error::Error for ProfileError {}

impl From<SqlResultError> for ProfileError {
    fn from(error: SqlResultError) -> Self {
        Self::SqlResult(error)
    }
}
