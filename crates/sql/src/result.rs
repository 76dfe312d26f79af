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

/// Most buckets of scores of a model and window. The same as in `driftscope_drift`, where a test compares them.
pub const MOST_SCORES: u32 = 16_384;

/// Most combinations of a label, an answer and a version in a window. Likewise.
pub const MOST_COMBINATIONS: u32 = 1_000;

/// Most combinations of a segment and a value of a column. Likewise.
pub const MOST_PAIRS: u32 = 10_000;

/// Stands for itself in a value of a combination, with [`ESCAPED`] behind it, and for [`BETWEEN`], with [`ESCAPED_BETWEEN`] behind it. All
/// engines have `REPLACE`; what they count as the length of a text differs.
pub const ESCAPE: char = '~';

/// Stands between the values of a combination. A value follows a colon; nothing is none.
pub const BETWEEN: char = '|';

/// Behind [`ESCAPE`]: the letter itself.
pub const ESCAPED: char = '0';

/// Behind [`ESCAPE`]: [`BETWEEN`].
pub const ESCAPED_BETWEEN: char = '1';

/// Up to this number of dropped bits the sums of a bucket fit into 38 digits, for 10¹⁰ rows in it. Beyond it they are not computed.
pub const MOST_BITS_SUMMED: u32 = 46;
