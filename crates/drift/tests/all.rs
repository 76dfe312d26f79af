//! The tests of the comparison.
//!
//! They are one program, since each program of its own costs seconds to link.
#![allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]

mod among;
mod bars;
mod business;
mod cases;
mod clocks;
mod codes;
mod common;
mod completeness;
mod decided_again;
mod estimate;
mod evidently;
mod explanation;
mod flights;
mod forms;
mod gone_or_mixed;
mod hashed;
mod identifiers;
mod in_parts;
mod kept;
mod label_delay;
mod lists;
mod missing_words;
mod model_parts;
mod moments;
mod names;
mod nannyml;
mod outcomes;
mod performance;
mod precision;
mod preview;
mod profile;
mod profile_models;
mod profile_segments;
mod profile_windows;
mod properties;
mod rankings;
mod running_numbers;
mod same_rows;
mod segments;
mod sentences;
mod sentinels;
mod service;
mod simulation;
mod spellings;
mod sql;
mod sql_models;
mod statistics;
mod text;
mod timestamps;
mod together;
mod unchanged;
mod units;
mod windows;
