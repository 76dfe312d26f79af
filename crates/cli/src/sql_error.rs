//! Why no SQL can be written.

use driftscope_sql::{ColumnError, ModelError};
use thiserror::Error;

/// Why no SQL can be written.
#[derive(Debug, Error)]
pub(crate) enum SqlError {
    /// The columns cannot be read.
    #[error("--columns: {0}")]
    Columns(ColumnError),
    /// The columns of the model cannot be read.
    #[error("--model: {0}")]
    Model(ModelError),
    /// Windows need a time column.
    #[error("--window needs --time: the column of timestamps by which rows are counted")]
    NoTime,
}
