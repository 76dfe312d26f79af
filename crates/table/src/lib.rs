//! Turns bytes into a [`Table`]: typed columns, and every problem met on the way.
//!
//! Invariant: nothing here looks at a clock, a file or a browser. Bytes are pushed in with
//! [`TableReader::feed`], in pieces of any size, and the table does not depend on where the pieces end.

mod label_files;
mod read;
mod select;
mod spelling;
mod store;
pub mod typing;

pub use driftscope_report::{
    Against, FileRecord, Format, MOST_PLACES, PeriodChoice, PeriodError, Split, SplitError, Warning, WarningCode,
    WarningPlace,
};
pub use label_files::{FileOutline, OUTLINE_BYTES};
pub use read::{
    BatchText, ColumnBatch, Fingerprint, LEAST_PART, Limits, Outline, ReadError, ReadOptions, TableReader, Tail, cut,
    file_name, is_gzip, line_search, line_start, partition_columns, unpack_gzip,
};
pub use select::labels::{LabelsError, add_labels, join_labels};
pub use select::period::{PeriodOutline, PeriodRows, part_words};
pub use select::pick::pick;
pub use select::sample::Sample;
pub use select::split::{
    SplitChoices, TimeChoice, ValueChoice, split, split_choices, split_rows, time_columns, timestamps,
};
pub use select::window::{MOST_WINDOWS, WindowBy, WindowError, WindowedRows, windows};
pub use store::cell::{Cell, CellKind};
pub use store::cells::Cells;
pub use store::column::{Column, Tally};
pub use store::datetime_spelling::Spelling;
pub use store::dictionary::{Dictionary, DictionaryBuilder};
pub use store::found_labels::{FoundLabels, label_warnings};
pub use store::hashed;
pub use store::label_delays::{LabelDelays, delay_at};
pub use store::slices::Slices;
pub use store::table::Table;
pub use typing::words;
