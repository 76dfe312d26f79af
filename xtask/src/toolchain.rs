//! Makes sure that this Rust can compile to WebAssembly.

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

/// The directory in which this Rust has its libraries.
pub fn sysroot() -> Option<PathBuf> {
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
