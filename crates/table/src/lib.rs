//! Turns bytes into a [`Table`]: typed columns, and every problem met on the way.
//!
//! Invariant: nothing here looks at a clock, a file or a browser. Bytes are pushed in with
//! [`TableReader::feed`], in pieces of any size, and the table does not depend on where the pieces end.

mod cell;
mod cells;
mod column;
mod dictionary;
pub mod hashed;
mod moment;
mod pick;
mod read;
mod sample;
mod split;
mod table;
pub mod typing;
mod window;
pub mod words;

pub use cell::{Cell, CellKind};
pub use cells::{Cells, Slices};
pub use column::{Column, Tally};
pub use dictionary::Dictionary;
pub use driftscope_report::{FileRecord, Format, MOST_PLACES, Split, SplitError, Warning, WarningCode, WarningPlace};
pub use moment::Spelling;
pub use pick::pick;
pub use read::{
    Fingerprint, LEAST_PART, Limits, Outline, ReadError, ReadOptions, Remainder, TableReader, cut, file_name, is_gzip,
    line_search, line_start, parting_columns, unpack_gzip,
};
pub use sample::Sample;
pub use split::{SplitChoices, TimeChoice, ValueChoice, moments, split, split_choices, split_rows, time_columns};
pub use table::Table;
pub use window::{MOST_WINDOWS, WindowBy, WindowError, WindowUnit, WindowedRows, windows};
