//! The Rust that builds: its version, its targets, and the flags that make its products reproducible.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::{Failure, workspace};

/// The page's target.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the wasm target with rustup if it is missing.
///
/// # Errors
///
/// If it is missing and cannot be added.
pub fn ensure_wasm_target() -> Result<(), Failure> {
    if has_wasm_target() {
        return Ok(());
    }
    eprintln!("Adding the target {WASM}");
    let added = Command::new("rustup").args(["target", "add", WASM]).current_dir(workspace::root()).status();
    let tried = match added {
        Ok(status) if status.success() && has_wasm_target() => return Ok(()),
        Ok(status) => format!("`rustup target add {WASM}` ended with {status}"),
        Err(reason) => format!("rustup cannot be started: {reason}"),
    };
    Err(Failure::NoWasmTarget { tried })
}

/// Compiler flags that replace the paths of this computer (home, checkout and toolchain) by neutral names, so that products
/// do not depend on where they were built.
pub fn neutral_paths() -> Vec<OsString> {
    let home = |variable: &str, directory: &str| {
        let base = || std::env::home_dir().map(|home| home.join(directory));
        std::env::var_os(variable).map(Into::into).or_else(base)
    };
    // The compiler takes the last one that fits, so the more general come first.
    let places = [
        (home("RUSTUP_HOME", ".rustup"), "/rustup"),
        (sysroot(), "/rust"),
        (home("CARGO_HOME", ".cargo"), "/cargo"),
        (Some(workspace::root().to_owned()), "/driftscope"),
    ];
    let flag = |place: PathBuf, name: &str| {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(place);
        flag.push("=");
        flag.push(name);
        flag
    };
    places.into_iter().filter_map(|(place, name)| Some(flag(place?, name))).collect()
}

/// The version of this Rust: `1.95.0`.
pub fn version() -> Option<String> {
    let output = rustc().arg("--version").stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().nth(1).map(str::to_owned)
}

/// The target triple of this computer: `x86_64-unknown-linux-gnu`.
pub fn host() -> Option<String> {
    let output = rustc().arg("-vV").stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().find_map(|line| line.strip_prefix("host: ").map(str::to_owned))
}

/// [`host`], or why there is none.
///
/// # Errors
///
/// If `rustc` does not print it.
pub fn required_host() -> Result<String, Failure> {
    host().ok_or_else(|| unknown("host"))
}

/// The failure of a `rustc` that does not print something.
pub fn unknown(what: &str) -> Failure {
    Failure::Unexpected { command: "rustc".to_owned(), printed: format!("no {what}") }
}

/// The directory in which this Rust has its libraries.
fn sysroot() -> Option<PathBuf> {
    let output = rustc().args(["--print", "sysroot"]).stderr(Stdio::null()).output().ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

fn has_wasm_target() -> bool {
    let directory = rustc().args(["--print", "target-libdir", "--target", WASM]).stderr(Stdio::null()).output();
    directory.is_ok_and(|output| {
        let directory = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        // A target that is known but not installed has a directory's name, and no library in it.
        std::fs::read_dir(directory).is_ok_and(|mut files| files.any(|file| file.is_ok()))
    })
}

fn rustc() -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.current_dir(workspace::root());
    command
}
