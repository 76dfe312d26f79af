//! What `--redact` names: choices, or a file with them.

use std::path::PathBuf;
use std::str::FromStr;

use driftscope_report::{Redaction, RedactionError};

use crate::settings_file::{self, SettingsFileError};

/// Choices, or a file with them.
#[derive(Clone, Debug)]
pub(crate) enum RedactChoice {
    Words(Redaction),
    File(PathBuf),
}

impl FromStr for RedactChoice {
    type Err = RedactionError;

    fn from_str(words: &str) -> Result<Self, RedactionError> {
        match words.parse() {
            Ok(redaction) => Ok(Self::Words(redaction)),
            // No choice has a dot or a slash in its name.
            Err(_) if words.contains(['.', '/', '\\']) => Ok(Self::File(PathBuf::from(words))),
            Err(error) => Err(error),
        }
    }
}

impl RedactChoice {
    /// The choices, read from their file if they are in one.
    pub(crate) fn redaction(&self) -> Result<Redaction, SettingsFileError> {
        match self {
            Self::Words(redaction) => Ok(redaction.clone()),
            Self::File(path) => settings_file::read_redaction(path),
        }
    }
}
