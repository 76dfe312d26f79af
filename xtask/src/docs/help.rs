//! The help texts of the command, as it prints them.
//!
//! A test of the command compares the document with them, so that `cargo xtask check` need not build it.

use std::process::{Command, Stdio};

use xtask::{Failure, workspace};

use super::marked::Made;

/// The columns of a help text in a document.
const WIDTH: &str = "100";

/// The parts `help` and `help-NAME` for each subcommand.
pub(super) fn of_the_command() -> Result<Made, Failure> {
    workspace::run(workspace::cargo().args(["build", "--quiet", "--package", "driftscope"]))?;
    let mut made = Made::from([("help".to_owned(), of(&[])?)]);
    for name in ["compare", "convert", "diff", "extract", "lock", "profile", "serve", "sign", "sql", "unlock", "verify"]
    {
        made.insert(format!("help-{name}"), of(&[name])?);
    }
    Ok(made)
}

fn of(words: &[&str]) -> Result<String, Failure> {
    let name = format!("driftscope{}", std::env::consts::EXE_SUFFIX);
    let mut command = Command::new(workspace::target_directory()?.join("debug").join(name));
    // Without any terminal the command goes by the variable.
    command.args(words).arg("-h").env("COLUMNS", WIDTH).stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output().map_err(workspace::cannot_start("driftscope", "Was it built?"))?;
    Ok(format!("```text\n{}```", String::from_utf8_lossy(&output.stdout).replace('\r', "")))
}
