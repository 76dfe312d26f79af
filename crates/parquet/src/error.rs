//! Why a Parquet file cannot be read, and what to do.

use std::fmt;

/// Why a Parquet file cannot be read.
#[derive(Debug)]
pub enum ParquetError {
    /// Its end, which says where everything is, cannot be read.
    NoEnd {
        /// What the decoder says.
        reason: String,
    },
    /// It is whole, and uses something that cannot be read: an encryption, a packing, a page that is too large.
    Unsupported {
        /// What it uses.
        what: String,
    },
    /// What it holds contradicts itself.
    Damaged {
        /// The group of rows, from 1.
        group: usize,
        /// The column in dotted form, where it is known.
        column: Option<String>,
        /// What was met.
        reason: String,
    },
}

impl fmt::Display for ParquetError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoEnd { reason } => write!(
                formatter,
                "This Parquet file is cut off or damaged at its end, so nothing in it can be found: check that the \
                 export has finished, and copy it again. The decoder says: {reason}"
            ),
            Self::Unsupported { what } => write!(
                formatter,
                "This Parquet file cannot be read, since it has {what}: write it again without, for example with \
                 pandas: pd.read_parquet(\"data.parquet\").to_parquet(\"plain.parquet\")"
            ),
            Self::Damaged { group, column, reason } => {
                write!(formatter, "This Parquet file is damaged: copy it or export it again. Row group {group}")?;
                match column {
                    Some(column) => write!(formatter, ", column {column}: {reason}"),
                    None => write!(formatter, ": {reason}"),
                }
            }
        }
    }
}

impl std::error::Error for ParquetError {}
