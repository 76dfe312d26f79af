//! The `driftscope` command: compares, profiles and converts data exports in a terminal or a pipeline, and serves the page on
//! this computer.
//!
//! Invariant: nothing here decides or computes anything about data. It reads files, writes files and prints.
//!
//! Exit codes: 0 the work is done; 1 drift was found under `--fail-on drift`, `verify` found a difference, or `diff` something new or worse; 2 wrong use or unusable input, with the
//! reason on standard error.

mod arguments;
mod beside;
mod compare;
mod convert;
mod cores;
mod decoding;
mod destinations;
mod destinations_error;
mod diff;
mod extract;
mod fail_on;
mod failure;
mod format;
mod input_error;
mod json_lines;
mod lock;
mod lock_error;
mod output;
mod page;
mod profile;
mod progress;
mod reading;
mod reading_arguments;
mod redact_choice;
mod serve;
mod settings_file;
mod sign;
mod sources;
mod sql;
mod sql_arguments;
mod sql_choices;
mod sql_error;
mod table_view;
mod text;
mod verify;
mod warnings;
mod zone;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};

/// Drift was found, and `--fail-on drift` was given.
const DRIFT_FOUND: u8 = 1;
/// A report is not that of its files, or is worse than an earlier one.
const DIFFERS: u8 = 1;
/// Wrong use, or input that cannot be used.
const UNUSABLE: u8 = 2;

fn main() -> ExitCode {
    decoding::watch();
    let outcome = match Arguments::parse().command {
        Command::Compare(arguments) => compare::run(&arguments).map(|failed| if failed { DRIFT_FOUND } else { 0 }),
        Command::Convert(arguments) => convert::run(&arguments).map(|()| 0),
        Command::Diff(arguments) => diff::run(&arguments).map(|is_bad| if is_bad { DIFFERS } else { 0 }),
        Command::Extract(arguments) => extract::run(&arguments).map(|()| 0),
        Command::Lock(arguments) => lock::lock(&arguments).map(|()| 0),
        Command::Profile(arguments) => profile::run(&arguments).map(|()| 0),
        Command::Serve(arguments) => serve::run(&arguments).map(|()| 0),
        Command::Sign(arguments) => sign::run(&arguments).map(|()| 0),
        Command::Sql(arguments) => sql::run(&arguments).map(|()| 0),
        Command::Unlock(arguments) => lock::unlock(&arguments).map(|()| 0),
        Command::Verify(arguments) => verify::run(&arguments).map(|differs| if differs { DIFFERS } else { 0 }),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            warnings::print_line(&format!("error: {failure}"));
            ExitCode::from(UNUSABLE)
        }
    }
}
