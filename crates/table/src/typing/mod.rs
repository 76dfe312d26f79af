//! Decides what a column holds, over both data sets together.
//!
//! A type decided on one side alone makes drift that is not there: numbers written as strings on one side, `true`
//! here and `1` there, a null spelled `"NA"`. So each side only gives [`Evidence`], and [`decide`] looks at both.

mod cell_counts;
mod classes;
mod clocks;
mod codes;
mod column_name;
mod evidence;
mod kind;
mod leading_zeros;
mod numbers;
mod sides;
mod timestamps;
mod truth;
pub mod words;
mod zero_padded;

pub use crate::spelling::conventions::{OpenSpelling, ReadAs};
pub use crate::spelling::label_form::label_form;
pub use crate::spelling::list::{PROJECTIONS, VectorSketch, tags};
pub use crate::spelling::text_class::{TextClass, classify_text};
pub use crate::spelling::windows_1252::misread;
pub use cell_counts::CellCounts;
pub use classes::ReadWords;
pub use clocks::{ClockCounts, ClockSign, are_times_of_day, on_the_clock, time_of_day};
pub use codes::{CodeSign, MOST_FAR_APART, are_far_apart, is_kept_as_written, is_long_whole};
pub use column_name::{is_named_part, is_named_time, words_of};
pub(crate) use column_name::{names_a_label, names_an_answer};
pub use driftscope_report::Kind;
pub use driftscope_report::calendar::{civil_from_days, days_from_civil, format_datetime, parse_datetime};
pub use evidence::{Evidence, MOST_EXACT, WrittenAs, is_long};
pub use kind::{Decided, Variety, decide};
pub use leading_zeros::{LeadingZeros, padded_digits};
pub use numbers::{number, numbers, seconds, spelled, times_of_day, timestamp};
pub use timestamps::{OUR_TIME, holds_timestamps, is_day, timestamp_of};
pub use zero_padded::merged_leading_zeros;
