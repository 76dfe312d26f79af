//! Why a command failed, and what to do about it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a command failed.
#[derive(Debug, Error)]
pub enum Failure {
    /// The arguments make no sense.
    #[error("{problem}")]
    Usage {
        /// What is wrong with them.
        problem: String,
    },
    /// A file could not be read or written.
    #[error("cannot {doing} {}: {reason}", path.display())]
    File {
        /// What was attempted: "read", "write".
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's error.
        reason: io::Error,
    },
    /// A program could not be started.
    #[error("cannot start {program}: {reason}. {advice}")]
    Start {
        /// Its name.
        program: String,
        /// The system's error.
        reason: io::Error,
        /// What to do.
        advice: String,
    },
    /// A program ended with an error, which it has printed itself.
    #[error("`{command}` failed: {status}")]
    Program {
        /// The command line.
        command: String,
        /// Its exit status.
        status: String,
    },
    /// The wasm target is missing and cannot be added from here.
    #[error(
        "this Rust has no standard library for wasm32-unknown-unknown ({tried}).\n\
         With rustup: `rustup target add wasm32-unknown-unknown`. Rust from a distribution: install its package \
         (Debian, Ubuntu: `apt-get install libstd-rust-dev-wasm32`; Fedora: `dnf install \
         rust-std-static-wasm32-unknown-unknown`), or install rustup from https://rustup.rs"
    )]
    NoWasmTarget {
        /// What was tried.
        tried: String,
    },
    /// The page grew over its budget.
    #[error("the page has {size} bytes after gzip; its budget is {budget}")]
    TooLarge {
        /// Its size, in bytes after gzip.
        size: u64,
        /// The most it may have.
        budget: u64,
    },
    /// The page can ask things of the browser that nobody agreed to.
    #[error("{problem}")]
    Imports {
        /// The differences, one a line.
        problem: String,
    },
    /// Documents are out of date or not as they should be.
    #[error("{problems}")]
    Documents {
        /// The problems, one a line.
        problems: String,
    },
    /// Packages have a licence or a source that is not allowed.
    #[error("{problems}")]
    Dependencies {
        /// The packages, one a line.
        problems: String,
    },
    /// A release cannot be made from what is there.
    #[error("{problem}")]
    Release {
        /// What is in its way, and what to do.
        problem: String,
    },
    /// Two builds of one commit differ.
    #[error("two builds of the same commit differ:\n{one}\n{other}")]
    NotReproducible {
        /// The checksum of one.
        one: String,
        /// That of the other.
        other: String,
    },
    /// The server cannot listen.
    #[error("cannot listen on 127.0.0.1:{port}: {reason}")]
    Listen {
        /// The port.
        port: u16,
        /// The system's error.
        reason: String,
    },
    /// A measurement ended without its figures.
    #[error("the measurement failed: {problem}")]
    Measurement {
        /// What came instead of them.
        problem: String,
    },
    /// A program printed something other than was expected of it.
    #[error("`{command}` printed something unexpected: {printed}")]
    Unexpected {
        /// The command line.
        command: String,
        /// Its output.
        printed: String,
    },
    /// There is no browser to test with, or it did not do what was asked of it.
    #[error(transparent)]
    Browser(#[from] driftscope_browser::BrowserError),
}

impl Failure {
    /// Turns a failed read or write into a failure that names the file.
    pub fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |reason| Self::File { doing, path, reason }
    }
}
