//! Packages that carry the command or the page to where people install software.
//!
//! They are made here rather than by the tools of each system, so that only Rust is needed and the bytes depend on nothing but the files in
//! them. Nothing is published from here.

pub(crate) mod container;
mod deb;
pub(crate) mod npm;
mod tar;
mod wheel;
mod zip;

use std::fs;
use std::path::{Path, PathBuf};

use xtask::{Arguments, Failure, toolchain, workspace};

use crate::{page, release};

/// The version of everything.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What it is, in a line.
const DESCRIPTION: &str = "Compares two data sets and reports which columns drifted, how, and how sure that is";
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// A package: its file name and its bytes.
struct Package {
    name: String,
    bytes: Vec<u8>,
}

/// Runs `cargo xtask wheel`: builds page and command, or takes a command that is there, and puts the wheel into `dist`.
pub(crate) fn run_wheel(mut arguments: Arguments) -> Result<(), Failure> {
    let command = arguments.take_value("--command")?.map(PathBuf::from);
    arguments.finish()?;
    println!("{}", write_wheel(command)?.display());
    Ok(())
}

/// Makes the wheel of a command, or of one that is built with its page, and returns its path.
pub(crate) fn write_wheel(command: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let wheel = wheel::of(&bytes(command)?, &toolchain::required_host()?)?;
    write(&wheel, &workspace::root().join("dist"))
}

/// Runs `cargo xtask deb`: the same for the Debian package.
pub(crate) fn run_deb(mut arguments: Arguments) -> Result<(), Failure> {
    let command = arguments.take_value("--command")?.map(PathBuf::from);
    arguments.finish()?;
    let target = toolchain::required_host()?;
    let package = deb::of(&bytes(command)?, &target)?;
    let problem = || Failure::Release { problem: format!("Debian does not run on {target}") };
    println!("{}", write(&package.ok_or_else(problem)?, &workspace::root().join("dist"))?.display());
    Ok(())
}

/// Writes every package of a command that its system can have, and that of its page.
pub(crate) fn write_all(command: &Path, page: &Path, folder: &Path) -> Result<(), Failure> {
    let (bytes, target) = (bytes(Some(command.to_owned()))?, toolchain::required_host()?);
    let page = fs::read_to_string(page).map_err(Failure::file("read", page))?;
    let of_the_command =
        [Some(wheel::of(&bytes, &target)?), deb::of(&bytes, &target)?, container::of(&bytes, &target)?];
    let packages = of_the_command.into_iter().flatten().chain([npm::of(&page)?]);
    packages.into_iter().try_for_each(|package| write(&package, folder).map(drop))
}

/// The bytes of a command; without one, of the one that is built with its page.
fn bytes(command: Option<PathBuf>) -> Result<Vec<u8>, Failure> {
    let build = || {
        let page = page::build()?;
        page.check_imports()?;
        release::build_command(&page)
    };
    let command = command.map_or_else(build, Ok)?;
    fs::read(&command).map_err(Failure::file("read", &command))
}

fn write(package: &Package, folder: &Path) -> Result<PathBuf, Failure> {
    let path = folder.join(&package.name);
    workspace::write(&path, &package.bytes)?;
    Ok(path)
}

/// The second number of the newest glibc that a program asks for: 34 for 2.34. manylinux begins at 5.
fn newest_glibc(program: &[u8]) -> u32 {
    const NAME: &[u8] = b"GLIBC_2.";
    let places = program.windows(NAME.len()).enumerate().filter(|(_, window)| *window == NAME);
    let numbers = places.filter_map(|(place, _)| {
        let digits = program[place + NAME.len()..].iter().take_while(|byte| byte.is_ascii_digit());
        digits.take(3).map(|&digit| digit as char).collect::<String>().parse().ok()
    });
    numbers.max().unwrap_or(0).max(5)
}
