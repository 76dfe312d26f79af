//! Why a command failed, and what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::arguments::USAGE;

/// Why a command failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The words after `cargo xtask` make no sense.
    Usage {
        /// What is wrong with them.
        problem: String,
    },
    /// A file could not be read or written.
    File {
        /// What was to be done.
        doing: &'static str,
        /// With which file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// A program could not be started at all.
    Start {
        /// Its name.
        program: String,
        /// What the system said.
        reason: io::Error,
        /// What to do.
        advice: String,
    },
    /// A program ended with an error, which it has printed itself.
    Program {
        /// Its name and first words.
        command: String,
        /// How it ended.
        status: String,
    },
    /// The wasm target is missing and cannot be added from here.
    NoWasmTarget {
        /// What was tried.
        tried: String,
    },
    /// The compiled module could not be bound to JavaScript.
    Bind {
        /// What the library said.
        reason: String,
    },
    /// The page's template and its parts do not fit together.
    Page {
        /// What does not fit.
        problem: String,
    },
    /// The page asks things of the browser that it must not, or that nobody agreed to.
    Imports {
        /// Which, one in a line.
        problem: String,
    },
    /// The page grew over its budget.
    TooLarge {
        /// Its size, in bytes after gzip.
        size: usize,
        /// The most it may have.
        budget: usize,
    },
    /// The server cannot listen.
    Listen {
        /// The port.
        port: u16,
        /// What the system said.
        reason: String,
    },
    /// There is no browser to test with.
    Browser(driftscope_browser::BrowserError),
}

impl Failure {
    /// Turns a failed read or write into a failure that names the file.
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |reason| Self::File { doing, path, reason }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage { problem } => write!(formatter, "{problem}\n\n{USAGE}"),
            Self::File { doing, path, reason } => write!(formatter, "cannot {doing} {}: {reason}", path.display()),
            Self::Start { program, reason, advice } => write!(formatter, "cannot start {program}: {reason}. {advice}"),
            Self::Program { command, status } => write!(formatter, "`{command}` failed: {status}"),
            Self::NoWasmTarget { tried } => write!(
                formatter,
                "this Rust has no standard library for wasm32-unknown-unknown ({tried}).\n\
                 With rustup: `rustup target add wasm32-unknown-unknown`. Rust from a distribution: install its package \
                 (Debian, Ubuntu: `apt-get install libstd-rust-dev-wasm32`; Fedora: `dnf install \
                 rust-std-static-wasm32-unknown-unknown`), or install rustup from https://rustup.rs"
            ),
            Self::Bind { reason } => write!(formatter, "the compiled module cannot be bound to JavaScript: {reason}"),
            Self::Page { problem } => write!(formatter, "the page cannot be packed: {problem}"),
            Self::Imports { problem } => write!(formatter, "{problem}"),
            Self::TooLarge { size, budget } => {
                write!(formatter, "the page has {size} bytes after gzip, and its budget is {budget}")
            }
            Self::Listen { port, reason } => write!(formatter, "cannot listen on 127.0.0.1:{port}: {reason}"),
            Self::Browser(error) => write!(formatter, "{error}"),
        }
    }
}

impl std::error::Error for Failure {}

impl From<driftscope_browser::BrowserError> for Failure {
    fn from(error: driftscope_browser::BrowserError) -> Self {
        Self::Browser(error)
    }
}
