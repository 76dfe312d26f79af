//! What can be typed after `driftscope sql`.

use std::path::PathBuf;

use clap::Args;
use driftscope_report::WindowUnit;

use crate::reading_arguments::ReadingArguments;

/// Write SQL that computes a profile inside a database
///
/// One SELECT, which scans the table once. Export its result with a header as CSV, or as JSON: it is read as a profile wherever a file
/// is. Numbers and timestamps have the buckets of `driftscope profile`, and strings its counts; docs/formats.md lists what is exact.
#[derive(Args, Debug)]
pub(crate) struct SqlArguments {
    /// The SQL of which database: duckdb, spark, bigquery, trino, snowflake or postgres
    #[arg(long, value_name = "NAME", value_parser = crate::sql_choices::dialect)]
    pub(crate) dialect: &'static driftscope_sql::Dialect,

    /// The table, as it is written in SQL; or a query in brackets with a name
    #[arg(long, value_name = "TABLE")]
    pub(crate) table: String,

    /// The columns with their kinds (number, decimal, text, boolean, time, date) or types, with commas or blanks between them:
    /// carrier:text,delay:DOUBLE. Put a name with commas in quotes ("a, b":number); add SQL after = to compute one
    /// (late:boolean=delay>15)
    #[arg(long, value_name = "NAME:KIND", num_args = 1.., required_unless_present = "edges")]
    pub(crate) columns: Vec<String>,

    /// The columns of a model of classes, for its metrics: target=actual prediction=answer score=probability version=model_version. A
    /// target is needed, and a prediction or the score; all are among --columns. The result then holds how many rows have each
    /// combination of label, answer, version and score: a row with a rare score can be recognised
    #[arg(long, value_name = "ROLE=COLUMN", num_args = 1..)]
    pub(crate) model: Vec<String>,

    /// Also count every other column within each value of this one, as `driftscope profile --segment` does, over all rows whatever the
    /// window. It is a column of text, booleans or few different numbers. The result still holds values with few rows; they are merged
    /// when it is read
    #[arg(long, value_name = "COLUMN")]
    pub(crate) segment: Option<String>,

    /// A part for each hour, day, week or month, in UTC
    #[arg(long, value_name = "LENGTH", value_parser = crate::sql_choices::window, requires = "time")]
    pub(crate) window: Option<WindowUnit>,

    /// The column of timestamps for --window
    #[arg(long, value_name = "COLUMN", requires = "window")]
    pub(crate) time: Option<String>,

    /// The reference: a profile, a result of such SQL, or its rows. Its columns are taken unless --columns names some, and buckets are
    /// at least as wide as its own. The database need not sort the values if all numbers and times have more than 4096 there. A profile
    /// does not tell 32-bit numbers: name their type in --columns
    #[arg(long, value_name = "FILE")]
    pub(crate) edges: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: ReadingArguments,

    /// Write the SQL to this file instead of standard output
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
