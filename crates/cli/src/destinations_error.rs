//! Errors of formats and outputs that cannot be paired.

use std::fmt;
use std::path::PathBuf;

/// Why formats and outputs cannot be paired.
#[derive(Debug)]
pub(crate) enum DestinationsError {
    /// There are more outputs than formats.
    NoFormat { formats: usize, path: PathBuf },
    /// More than one format would go to standard output.
    NoOutput { formats: Vec<&'static str>, outputs: usize },
    /// Two formats would go to one file.
    SameFile { path: PathBuf },
}

impl fmt::Display for DestinationsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFormat { formats, path } => write!(
                formatter,
                "--output {} has no --format: {formats} given; write a --format for each --output, in the same order",
                path.display()
            ),
            Self::NoOutput { formats, outputs } => write!(
                formatter,
                "{} formats ({}) but {outputs} of --output: add `--output FILE` until at most the last format is left for standard \
                 output",
                formats.len(),
                formats.join(", ")
            ),
            Self::SameFile { path } => {
                write!(formatter, "two of --output name the same file, {}: give each format its own", path.display())
            }
        }
    }
}

impl std::error::Error for DestinationsError {}
