//! What `cargo xtask …` does: builds, serves, tests and checks Driftscope.
//!
//! It needs nothing but Rust. What else a command wants (the wasm target, a browser) it finds, or installs where that
//! is possible, or says exactly how to get.

mod arguments;
mod bench;
mod bind;
mod check;
mod dist;
mod failure;
mod imports;
mod methods;
mod pack;
mod serve;
mod test;
mod toolchain;
mod workspace;

use std::process::ExitCode;

use arguments::{Arguments, USAGE};
use failure::Failure;

fn main() -> ExitCode {
    match run(Arguments::of_this_process()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: Arguments) -> Result<(), Failure> {
    let command = arguments.next_word().unwrap_or_default();
    match command.as_str() {
        "dist" => dist::run(arguments),
        "serve" => serve::run(arguments),
        "test" => test::run(arguments),
        "check" => check::run(arguments),
        "bench" => bench::run(arguments),
        "prepare-tests" => test::prepare_alone(arguments),
        "" | "help" | "-h" | "--help" => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(Failure::Usage { problem: format!("there is no command \"{command}\"") }),
    }
}
