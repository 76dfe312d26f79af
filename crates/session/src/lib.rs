//! A session: two data sets are opened, read, compared, and compared again, with no browser in it.
//!
//! [`Session`] is the page's side, a state machine from what a person does and workers report to effects. [`Engine`] is the
//! worker's side. They exchange the [`Command`]s and [`Event`]s of `protocol`. The command, which has threads instead of
//! workers, shares [`SideReader`], [`SideData`], and what `verify` finds.

mod buffers;
mod engine;
mod feed;
mod parcel;
mod parquet_files;
mod problem;
mod protocol;
mod read_choice;
mod row_columns;
mod session;
mod side;
mod side_data;
mod verify;

pub use buffers::Buffers;
pub use engine::{Chunks, Engine, FileSource, ParquetRows, ParquetStep};
pub use feed::{FeedError, SideReader};
pub use parquet_files::FullTable;
pub use problem::Problem;
pub use protocol::{ColumnLabel, ColumnSize, Command, Event, KnownRoles, TableLabel, TailLabel};
pub use read_choice::ReadChoice;
pub use row_columns::RowOutlines;
pub use session::{Attached, BarAnswer, Effect, InputFile, Notice, Session, SharedReport, Step, WorkerId};
pub use side::Side;
pub use side_data::SideData;
pub use verify::{
    Findings, FoundLine, GivenFile, MatchedFiles, VerifyError, check_build, check_carried, check_page, check_report,
    check_seal, matched_files, settings_to_verify,
};
