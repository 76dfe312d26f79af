//! The second half of `cargo xtask release --dry-run`: installs what was built where it does no harm, and runs it.
//!
//! Every part is tried with the tool that people install it by. A tool that is missing is named, and the rest goes on.

mod crates;
mod npm;
mod programs;
mod systems;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::{Failure, workspace};

use crate::packages::VERSION;
use crate::release::Release;
use programs::quietly;

/// What was found out about a part of a release.
enum Outcome {
    /// It works, and what that means.
    Works(String),
    /// It could not be tried, and why.
    NotTried(String),
}

/// Tries a part; the folder is its own and empty.
type Try = fn(&Release, &Path) -> Result<Outcome, Failure>;

const PARTS: [(&str, Try); 8] = [
    ("the command", the_command),
    ("the crates", crates::install),
    ("their documentation", crates::document),
    ("cargo binstall", crates::binstall),
    ("the Python package", systems::python),
    ("the Debian package", systems::debian),
    ("the npm package", npm::install),
    ("the container file", systems::container),
];

/// Tries every part of a release. It goes on after a failure, so that one run reports everything.
pub(crate) fn everything(release: &Release) -> Result<(), Failure> {
    let scratch = workspace::target_directory()?.join("driftscope").join("tried");
    if scratch.exists() {
        fs::remove_dir_all(&scratch).map_err(Failure::file("remove", &scratch))?;
    }
    let mut first = None;
    for (number, (name, attempt)) in PARTS.into_iter().enumerate() {
        let folder = scratch.join(number.to_string());
        let made = fs::create_dir_all(&folder).map_err(Failure::file("create", &folder));
        match made.and_then(|()| attempt(release, &folder)) {
            Ok(Outcome::Works(what)) => println!("ok         {name}: {what}"),
            Ok(Outcome::NotTried(why)) => println!("NOT TRIED  {name}: {why}"),
            Err(failure) => {
                println!("FAILED     {name}: {failure}");
                first.get_or_insert(failure);
            }
        }
    }
    first.map_or(Ok(()), Err)
}

fn the_command(release: &Release, folder: &Path) -> Result<Outcome, Failure> {
    works(&release.command, release, folder)?;
    Ok(Outcome::Works(format!("says that it is {VERSION}; its shared page is the page of the release around a report")))
}

/// Fails unless an installed command has the right version and compares the flight logs to a shared page of the release's page.
fn works(command: &Path, release: &Release, folder: &Path) -> Result<(), Failure> {
    let version = quietly(Command::new(command).arg("--version"))?;
    if version.trim() != format!("driftscope {VERSION}") {
        return Err(Failure::Unexpected { command: format!("{} --version", command.display()), printed: version });
    }
    let report = folder.join("report.html");
    quietly(Command::new(command).arg("compare").args(logs()).args(["--format", "html", "--output"]).arg(&report))?;
    carries_the_page(&report, release)
}

/// Fails unless a shared page is the page of the release around its report, byte for byte.
fn carries_the_page(report: &Path, release: &Release) -> Result<(), Failure> {
    let mut verify = Command::new(&release.command);
    quietly(verify.arg("verify").arg(report).args(["--self", "--page"]).arg(&release.page)).map(drop)
}

/// The flight logs.
fn logs() -> [PathBuf; 2] {
    let folder = workspace::root().join("tests").join("data").join("flights");
    ["reference.json.gz", "production.ndjson.gz"].map(|name| folder.join(name))
}

/// The file of a release whose name begins and ends like this.
fn file(release: &Release, start: &str, end: &str) -> Option<PathBuf> {
    let names =
        fs::read_dir(&release.folder).ok()?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let found = names.filter(|name| name.starts_with(start) && name.ends_with(end)).min();
    found.map(|name| release.folder.join(name))
}
