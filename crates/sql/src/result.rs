//! The columns of a result, by which a file is known to be one, and the words in it.
//!
//! Every value is text: engines export 64-bit integers and decimals as rounded doubles in some formats, and text in none. `docs/formats.md`
//! says what each column holds.

/// The columns, in their order.
pub const COLUMNS: [&str; 9] = ["driftscope_sql", "start", "c", "what", "low", "high", "amount", "first", "second"];

/// The last column.
pub const LABEL: &str = "label";

/// The version of the result that is written and read.
pub const VERSION: &str = "1";

/// Most buckets of a column and window. The same as `driftscope_stats::value_sketch::MOST_BUCKETS`; a test compares them.
pub const MOST_BUCKETS: u32 = 4_096;

/// Most strings of a column that are counted one by one. The same as `driftscope_drift::MOST_LABELS`; a test compares them.
pub const MOST_LABELS: u32 = 10_000;

/// Up to this number of dropped bits the sums of a bucket fit into 38 digits, for 10¹⁰ rows in it. Beyond it they are not computed.
pub const MOST_BITS_SUMMED: u32 = 46;
