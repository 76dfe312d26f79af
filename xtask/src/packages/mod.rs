//! Packages that carry the command or the page to where people install software.
//!
//! They are made here rather than by the tools of each system, so that only Rust is needed and the bytes depend on nothing but the files in
//! them. Nothing is published from here.

pub(crate) mod wheel;
mod zip;

use std::fs;
use std::path::{Path, PathBuf};

use xtask::{Arguments, Failure, toolchain, workspace};

use crate::{page, release};

/// The version of everything.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What it is, in a line.
const DESCRIPTION: &str = "Compares two data sets and reports which columns drifted, how, and how sure that is";
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// Runs `cargo xtask wheel`: builds page and command, or takes a command that is there, and puts the wheel into `dist`.
pub(crate) fn run_wheel(mut arguments: Arguments) -> Result<(), Failure> {
    let command = arguments.take_value("--command")?.map(PathBuf::from);
    arguments.finish()?;
    println!("{}", write_wheel(command)?.display());
    Ok(())
}

/// Makes the wheel of a command, or of one that is built with its page, and returns its path.
pub(crate) fn write_wheel(command: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let command = match command {
        Some(command) => command,
        None => {
            let page = page::build()?;
            page.check_imports()?;
            release::build_command(&page)?
        }
    };
    write(&command, &workspace::root().join("dist"))
}

/// Makes the packages of a command, and returns the path of the wheel.
pub(crate) fn write(command: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    let bytes = fs::read(command).map_err(Failure::file("read", command))?;
    let wheel = wheel::of(&bytes, &toolchain::required_host()?)?;
    let path = folder.join(&wheel.name);
    workspace::write(&path, &wheel.bytes)?;
    Ok(path)
}
