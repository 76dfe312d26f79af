//! Builds, serves, tests and checks Driftscope: `cargo xtask …`.
//!
//! Only Rust has to be installed. Whatever else a command needs (the wasm target, a browser) it finds or installs; where
//! neither is possible, its error explains how to install it.

mod bench;
mod check;
mod deny;
mod dist;
mod docs;
mod integrations;
mod licences;
mod packages;
mod page;
mod published;
mod release;
mod reproduce;
mod serve;
mod sizes;
mod test;
mod tried;
mod usage;
mod words;

use std::process::ExitCode;

use usage::USAGE;
use xtask::{Arguments, Failure};

fn main() -> ExitCode {
    match run(Arguments::of_this_process()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            if matches!(failure, Failure::Usage { .. }) {
                eprintln!("\n{USAGE}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let command = arguments.next_word().unwrap_or_default();
    match command.as_str() {
        "dist" => dist::run(arguments),
        "deny" => deny::run(arguments),
        "docs" => docs::run(arguments),
        "release" => release::run(arguments),
        "reproduce" => reproduce::run(arguments),
        "serve" => serve::run(arguments),
        "test" => test::run(arguments),
        "check" => check::run(arguments),
        "bench" => bench::run(arguments),
        "integrations" => integrations::run(arguments),
        "deb" => packages::run_deb(arguments),
        "wheel" => packages::run_wheel(arguments),
        "prepare-tests" => test::prepare_alone(arguments),
        "" | "help" | "-h" | "--help" => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure::Usage { problem: format!("there is no command \"{command}\"") }),
    }
}
