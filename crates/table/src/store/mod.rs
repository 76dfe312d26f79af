//! Stores a data set as columns: each value in 64 bits, each distinct string once.

pub(crate) mod cell;
pub(crate) mod cells;
mod chunk;
pub(crate) mod column;
pub(crate) mod datetime_spelling;
pub(crate) mod dictionary;
pub(crate) mod found_labels;
pub(crate) mod hash;
pub mod hashed;
pub(crate) mod label_delays;
pub(crate) mod slices;
pub(crate) mod table;
