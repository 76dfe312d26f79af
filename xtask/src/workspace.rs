//! Finds the folders of the repository, reads and writes files, and runs programs.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::Failure;

/// The root of the repository: the nearest folder above the running package that has a `Cargo.lock`.
pub fn root() -> &'static Path {
    static ROOT: OnceLock<PathBuf> = OnceLock::new();
    ROOT.get_or_init(|| {
        // Cargo sets the variable at each run. Two checkouts that share a target directory share this program, so the
        // path that was compiled in may be the other one's.
        let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        let mut above = Path::new(&here).ancestors();
        above.find(|folder| folder.join("Cargo.lock").is_file()).map_or_else(PathBuf::new, Path::to_owned)
    })
}

/// The names of the folders in `crates`, in order. The package in `crates/stats` is `driftscope-stats`.
///
/// # Errors
///
/// If the folder cannot be read.
pub fn crates() -> Result<Vec<String>, Failure> {
    let folder = root().join("crates");
    let entries = fs::read_dir(&folder).map_err(Failure::file("read", &folder))?;
    let manifests = entries.flatten().map(|entry| entry.path()).filter(|path| path.join("Cargo.toml").is_file());
    let mut names: Vec<String> =
        manifests.filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned())).collect();
    names.sort();
    Ok(names)
}

/// The cargo that started this program, in the root of the repository.
pub fn cargo() -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root());
    command
}

/// The directory of build products, which settings and the environment may have moved.
///
/// # Errors
///
/// If `cargo metadata` fails.
pub fn target_directory() -> Result<PathBuf, Failure> {
    let output = cargo()
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .stderr(Stdio::inherit())
        .output()
        .map_err(cannot_start("cargo", "Install Rust from https://rustup.rs"))?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    match metadata["target_directory"].as_str() {
        Some(path) if output.status.success() => Ok(PathBuf::from(path)),
        _ => Err(Failure::Program { command: "cargo metadata".to_owned(), status: output.status.to_string() }),
    }
}

/// Runs a program to its end; its output goes to the terminal.
///
/// # Errors
///
/// If it cannot be started or fails.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let line = line(command);
    let program = line.split(' ').next().unwrap_or_default();
    let status = command.status().map_err(cannot_start(program, "Is it installed?"))?;
    if status.success() { Ok(()) } else { Err(Failure::Program { command: line, status: status.to_string() }) }
}

/// Runs a program to its end and returns its standard output; its standard error goes to the terminal.
///
/// # Errors
///
/// If it cannot be started or fails.
pub fn output(command: &mut Command) -> Result<Vec<u8>, Failure> {
    let line = line(command);
    let program = line.split(' ').next().unwrap_or_default();
    let output = command.stderr(Stdio::inherit()).output().map_err(cannot_start(program, "Is it installed?"))?;
    let status = output.status;
    if status.success() {
        Ok(output.stdout)
    } else {
        Err(Failure::Program { command: line, status: status.to_string() })
    }
}

/// A command as a person would type it.
fn line(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_stem().unwrap_or(program.as_os_str());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Turns a program that does not start into a failure.
pub fn cannot_start(program: &str, advice: &str) -> impl FnOnce(std::io::Error) -> Failure + use<> {
    let (program, advice) = (program.to_owned(), advice.to_owned());
    move |reason| Failure::Start { program, reason, advice }
}

/// Reads a text file of the repository.
///
/// # Errors
///
/// If it cannot be read or is not UTF-8.
pub fn read(path: &str) -> Result<String, Failure> {
    let path = root().join(path);
    fs::read_to_string(&path).map_err(Failure::file("read", &path))
}

/// Reads a file of the repository.
///
/// # Errors
///
/// If it cannot be read.
pub fn read_bytes(path: &str) -> Result<Vec<u8>, Failure> {
    let path = root().join(path);
    fs::read(&path).map_err(Failure::file("read", &path))
}

/// Writes a file and creates its directory. A reader sees the old file or the new one, never a part.
///
/// # Errors
///
/// If it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(directory) = path.parent() {
        fs::create_dir_all(directory).map_err(Failure::file("create", directory))?;
    }
    let beside = path.with_extension("partial");
    fs::write(&beside, bytes).map_err(Failure::file("write", &beside))?;
    fs::rename(&beside, path).map_err(Failure::file("write", path))
}
