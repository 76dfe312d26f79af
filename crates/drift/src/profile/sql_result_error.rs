//! Why the result of `driftscope sql` cannot be read.

use driftscope_table::ReadError;

/// Why a result is not a profile.
#[derive(Debug, thiserror::Error)]
pub enum SqlResultError {
    /// The file is not a table.
    #[error("this result of `driftscope sql` cannot be read: {0}")]
    Rows(#[from] ReadError),
    /// A column is missing.
    #[error("this result of `driftscope sql` lacks the column `{name}`: export it whole, with its header")]
    NoColumn {
        /// The column.
        name: &'static str,
    },
    /// A later version wrote the SQL.
    #[error(
        "this result is of version {version} of `driftscope sql`, and this Driftscope reads version 1: use a newer one"
    )]
    Version {
        /// The version.
        version: String,
    },
    /// A row holds what the SQL does not return.
    #[error(
        "row {row} of this result of `driftscope sql` is not one that the SQL returns: export it again, without rounding"
    )]
    Row {
        /// The row, from 1, without the header.
        row: usize,
    },
    /// Rows are missing from the file, or are there twice.
    #[error(
        "this result of `driftscope sql` is not whole: it has {found} of the {expected} values of a column. Export all its rows, \
         once; consoles and editors often export only the first ones. The column: {column}"
    )]
    NotWhole {
        /// The column.
        column: String,
        /// The values in the rows that are there.
        found: u64,
        /// The values that were counted.
        expected: u64,
    },
}
