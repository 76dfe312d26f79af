//! Reads numbers, dates and durations in the spellings that logs, programs and people use.
//!
//! Each function reads one text by itself; what only the other texts of a column tell is in [`conventions`].

pub(crate) mod clock;
pub(crate) mod compound;
pub(crate) mod conventions;
pub(crate) mod coordinate;
pub(crate) mod date;
pub(crate) mod duration;
pub(crate) mod label_form;
pub(crate) mod list;
pub(crate) mod literal;
pub(crate) mod number;
mod signs;
pub(crate) mod suffixes;
pub(crate) mod text_class;
pub(crate) mod typeset;
pub(crate) mod units;
pub(crate) mod windows_1252;
