//! A session: two data sets are opened, read, compared, and compared again, with no browser in it.
//!
//! The page and its workers talk in the [`Command`]s and [`Event`]s of `protocol`.

mod problem;
mod protocol;
mod read_choice;
mod side;

pub use problem::Problem;
pub use protocol::{ColumnLabel, ColumnSize, Command, Event, TableLabel, TailLabel};
pub use read_choice::ReadChoice;
pub use side::Side;
