//! Why a Parquet file cannot be read, and what to do.

use thiserror::Error;

/// Why a Parquet file cannot be read.
#[derive(Debug, Error)]
pub enum ParquetError {
    /// Its end, which says where everything is, cannot be read.
    #[error(
        "This Parquet file is cut off or damaged at its end, so nothing in it can be found: check that the export has \
         finished, and copy it again. The decoder says: {reason}"
    )]
    NoEnd {
        /// What the decoder says.
        reason: String,
    },
    /// It is whole, and uses something that cannot be read: an encryption, a packing, a page that is too large.
    #[error(
        "This Parquet file cannot be read, since it has {what}: write it again without, for example with pandas: \
         pd.read_parquet(\"data.parquet\").to_parquet(\"plain.parquet\")"
    )]
    Unsupported {
        /// What it uses.
        what: String,
    },
    /// It is whole, and packed in a way that the command unpacks, and the page does not.
    #[error(
        "This Parquet file is packed by {packing}, which the page does not unpack: compare it with the driftscope command, or write it \
         as JSON Lines with: driftscope convert FILE -o data.jsonl"
    )]
    Packing {
        /// The packing.
        packing: &'static str,
    },
    /// What it holds contradicts itself.
    #[error(
        "This Parquet file is damaged: copy it or export it again. Row group {group}{}: {reason}",
        column.as_ref().map(|column| format!(", column {column}")).unwrap_or_default()
    )]
    Damaged {
        /// The group of rows, from 1.
        group: usize,
        /// The column in dotted form, where it is known.
        column: Option<String>,
        /// What was met.
        reason: String,
    },
}
