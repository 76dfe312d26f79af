//! `cargo xtask check`: judges everything that can be judged without running the tests.

use std::process::Command;

use xtask::{Arguments, Failure, toolchain, workspace};

use crate::{docs, licences, page, sizes, words};

/// The crates that are compiled for the command only, or with other features for it. All others run in WebAssembly as they are.
const NATIVE_ONLY: [&str; 2] = ["cli", "parquet"];

/// Makes warnings of clippy errors.
const DENY: [&str; 3] = ["--", "--deny", "warnings"];

/// Runs the command. It goes on after a failure, so that one run reports everything.
pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    arguments.finish()?;
    toolchain::ensure_wasm_target()?;
    let mut first = None;
    let mut step = |what: &str, result: Result<(), Failure>| match result {
        Ok(()) => println!("ok      {what}"),
        Err(failure) => {
            println!("FAILED  {what}: {failure}");
            first.get_or_insert(failure);
        }
    };
    step("formatting", workspace::run(cargo("fmt").args(["--all", "--check"])));
    let mut lints = cargo("clippy");
    lints.args(["--quiet", "--workspace", "--all-targets"]).args(DENY);
    step("lints, for this computer", workspace::run(&mut lints));
    step("lints, for WebAssembly", lints_for_wasm());
    let mut documentation = cargo("doc");
    documentation.args(["--quiet", "--workspace", "--no-deps"]);
    step("documentation of the code", workspace::run(documentation.env("RUSTDOCFLAGS", "--deny warnings")));
    step("documents made from code", docs::check());
    step("words of the glossary", words::check());
    step("lengths of files and functions", sizes::check());
    step("licences and sources of dependencies", licences::check());
    match page::build() {
        Err(failure) => step("the page", Err(failure)),
        Ok(page) => {
            step(&format!("the page's size, {} bytes after gzip", page.packed_size), page.check_size());
            step("what the page may ask of the browser", page.check_imports());
        }
    }
    first.map_or(Ok(()), Err)
}

fn cargo(command: &str) -> Command {
    let mut cargo = workspace::cargo();
    cargo.arg(command);
    cargo
}

fn lints_for_wasm() -> Result<(), Failure> {
    let mut lints = cargo("clippy");
    lints.args(["--quiet", "--lib", "--target", toolchain::WASM]);
    let portable = workspace::crates()?.into_iter().filter(|name| !NATIVE_ONLY.contains(&name.as_str()));
    for name in portable.chain(["page", "wasm-checks"].map(str::to_owned)) {
        lints.args(["--package", &format!("driftscope-{name}")]);
    }
    workspace::run(lints.args(DENY))
}
