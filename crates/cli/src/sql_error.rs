//! Why no SQL can be written.

use driftscope_sql::ColumnError;
use thiserror::Error;

/// Why no SQL can be written.
#[derive(Debug, Error)]
pub(crate) enum SqlError {
    /// The columns cannot be read.
    #[error("--columns: {0}")]
    Columns(ColumnError),
    /// Windows need a time column.
    #[error("--window needs --time: the column of timestamps by which rows are counted")]
    NoTime,
}
