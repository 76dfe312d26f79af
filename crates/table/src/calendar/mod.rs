//! Reads and writes dates, times and durations in the spellings that logs, programs and people use.
//!
//! The arithmetic of the Gregorian calendar and ISO 8601 are `driftscope_report::calendar`, which this module passes on.

pub(crate) mod spelled_duration;
pub(crate) mod written_date;

pub use driftscope_report::calendar::*;
