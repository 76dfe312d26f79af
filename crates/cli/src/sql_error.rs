//! Why no SQL can be written.

use driftscope_sql::ColumnError;
use thiserror::Error;

/// Why no SQL can be written.
#[derive(Debug, Error)]
pub(crate) enum SqlError {
    /// The columns cannot be read.
    #[error(transparent)]
    Columns(ColumnError),
    /// Windows need a time column.
    #[error("--window needs --time: the column of timestamps by which rows are counted")]
    NoTime,
    /// The time column is something else.
    #[error(
        "--time {name}: that column is not counted as timestamps; write {name}:time or {name}:date after --columns"
    )]
    NotTime {
        /// The column.
        name: String,
    },
}
