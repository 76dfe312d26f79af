//! A report without what a person does not want to send: names, labels, small counts, extremes.
//!
//! [`redact`] takes a report apart field by field. Each structure is destructured without `..`, so a field that is added to the report
//! does not compile here until somebody has decided what becomes of it. Sentences are made again from what is left, by the same
//! functions that made them; verdicts stay what they were.
//!
//! Small counts: every count of rows is rounded up or down to a multiple of *k*, so that any sum and any difference of counts is one,
//! too. Which way depends on the count and on all figures of the unredacted report, which a reader does not have: equal counts are
//! rounded alike, and their rounding tells no more than that the count is less than *k* away. Shares are those of rounded counts.
//!
//! Invariant: no I/O, no clock; the same report and choices give the same bytes, and redacting twice is redacting once for all but counts.

mod alerts;
mod beside;
mod business;
mod column;
mod completeness;
mod counts;
mod estimate;
mod explanation;
mod groups;
mod model;
mod names;
mod redactor;
mod search;
mod service;
mod settings;
mod sides;
mod text;
mod together;
mod values;
mod windows;
mod words;

pub use redactor::redact;
pub use search::{Searched, search};
