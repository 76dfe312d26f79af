//! The build of the packed page that made a report.

use serde::{Deserialize, Serialize};

/// The build of the packed page that a report was made by, or that the command has inside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Build {
    /// The SHA-256 of the packed page without a report, in hexadecimal.
    pub page: String,
    /// The version of Rust that compiled it: `1.95.0`.
    pub rust: String,
}

pub(crate) fn hexadecimal(hash: &[u8]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
