//! `cargo xtask check`: everything that can be judged without running the tests.

use std::process::Command;

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::{dist, imports, toolchain, workspace};

/// What is compiled to WebAssembly.
const IN_WASM: [&str; 6] = [
    "driftscope-stats",
    "driftscope-table",
    "driftscope-drift",
    "driftscope-charts",
    "driftscope-page",
    "driftscope-wasm-checks",
];

/// Runs the command. It goes on after a failure, so that one run tells all there is.
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
    let deny = ["--", "--deny", "warnings"];
    let mut lints = cargo("clippy");
    lints.args(["--quiet", "--workspace", "--all-targets"]).args(deny);
    step("lints, for this computer", workspace::run(&mut lints));
    let mut lints = cargo("clippy");
    lints.args(["--quiet", "--lib", "--target", toolchain::WASM]);
    lints.args(IN_WASM.iter().flat_map(|package| ["--package", package])).args(deny);
    step("lints, for WebAssembly", workspace::run(&mut lints));
    let mut documentation = cargo("doc");
    documentation.args(["--quiet", "--workspace", "--no-deps"]);
    step("documentation", workspace::run(documentation.env("RUSTDOCFLAGS", "--deny warnings")));
    match dist::build() {
        Err(failure) => step("the page", Err(failure)),
        Ok(page) => {
            let size = page.packed_size()?;
            step(&format!("the page's size, {size} bytes after gzip"), page.check_size());
            step("what the page may ask of the browser", imports::check(&page.bound));
        }
    }
    first.map_or(Ok(()), Err)
}

fn cargo(command: &str) -> Command {
    let mut cargo = workspace::cargo();
    cargo.arg(command);
    cargo
}
