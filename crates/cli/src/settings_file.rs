//! Reads the settings that a person gave, and says in which line they are wrong.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use driftscope_report::{Notes, Redaction, RedactionError, SETTINGS_VERSION, Settings, SettingsError};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Larger files are no settings: a choice for each of 100 000 columns takes 10 MB.
const LARGEST: u64 = 32 << 20;

/// Why a settings file cannot be used.
#[derive(Debug)]
pub(crate) enum SettingsFileError {
    /// It cannot be read.
    Unreadable { path: PathBuf, reason: io::Error },
    /// It is far too large.
    TooLarge { path: PathBuf },
    /// It is not of the shape of settings.
    Malformed { path: PathBuf, reason: serde_json::Error },
    /// A value in it is not allowed.
    Refused { path: PathBuf, reason: SettingsError },
    /// A number of a redaction is not allowed.
    Redaction { path: PathBuf, reason: RedactionError },
}

impl fmt::Display for SettingsFileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, reason } if reason.kind() == io::ErrorKind::NotFound => {
                write!(formatter, "there is no settings file {}: check the name", path.display())
            }
            Self::Unreadable { path, reason } => {
                write!(formatter, "the settings file {} cannot be read: {reason}", path.display())
            }
            Self::TooLarge { path } => write!(
                formatter,
                "the settings file {} has more than 32 MB: give the file that the page saved, not data",
                path.display()
            ),
            Self::Malformed { path, reason } => {
                let place = match (reason.line(), reason.column()) {
                    (0, _) => String::new(),
                    (line, column) => format!(":{line}:{column}"),
                };
                let whole = reason.to_string();
                // serde_json ends its message with the place, which stands in front here.
                let message = whole.rfind(" at line ").map_or(whole.as_str(), |end| &whole[..end]);
                write!(formatter, "{}{place}: {message}", path.display())
            }
            Self::Refused { path, reason } => write!(formatter, "{}: {reason}", path.display()),
            Self::Redaction { path, reason } => write!(formatter, "{}: {reason}", path.display()),
        }
    }
}

impl std::error::Error for SettingsFileError {}

/// Reads and checks the settings in `path`.
pub(crate) fn read(path: &Path) -> Result<Settings, SettingsFileError> {
    parse(path, &text(path)?)
}

/// Reads a redaction, such as a team's policy.
pub(crate) fn read_redaction(path: &Path) -> Result<Redaction, SettingsFileError> {
    let redaction: Redaction = from_json(path, &text(path)?)?;
    redaction.checked().map_err(|reason| SettingsFileError::Redaction { path: path.to_owned(), reason })
}

/// Reads notes for the readers of a report.
pub(crate) fn read_notes(path: &Path) -> Result<Notes, SettingsFileError> {
    from_json(path, &text(path)?)
}

/// The text of a file of choices.
fn text(path: &Path) -> Result<String, SettingsFileError> {
    let unreadable = |reason| SettingsFileError::Unreadable { path: path.to_owned(), reason };
    let mut text = String::new();
    File::open(path).map_err(unreadable)?.take(LARGEST + 1).read_to_string(&mut text).map_err(unreadable)?;
    if text.len() as u64 > LARGEST {
        return Err(SettingsFileError::TooLarge { path: path.to_owned() });
    }
    // Windows editors begin a file with a byte order mark.
    Ok(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
}

fn from_json<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, SettingsFileError> {
    serde_json::from_str(text).map_err(|reason| SettingsFileError::Malformed { path: path.to_owned(), reason })
}

fn parse(path: &Path, text: &str) -> Result<Settings, SettingsFileError> {
    let refused = |reason| SettingsFileError::Refused { path: path.to_owned(), reason };
    // The version first: what a later version added would else be called an unknown field.
    if let Ok(Version { version }) = serde_json::from_str(text)
        && version > SETTINGS_VERSION
    {
        return Err(refused(SettingsError::TooNew { version }));
    }
    let settings: Settings = from_json(path, text)?;
    settings.validate().map_err(refused)?;
    Ok(settings)
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        parse(Path::new("s.json"), text).map_or_else(|error| error.to_string(), |_| "accepted".to_owned())
    }

    #[test]
    fn what_settings_write_is_read_back() {
        let text = serde_json::to_string_pretty(&Settings::default()).unwrap();
        assert_eq!(parse(Path::new("s.json"), &text).unwrap(), Settings::default());
    }

    #[test]
    fn a_fault_is_found_with_its_place() {
        assert!(message("{\n  \"alhpa\": 0.1\n}").starts_with("s.json:2:9: unknown field `alhpa`, expected one of"));
        assert!(message("{\n").starts_with("s.json:2:0: EOF"), "{}", message("{\n"));
        assert!(message("{\"alpha\": \"a\"}").starts_with("s.json:1:13: invalid type: string \"a\", expected f64"));
        assert_eq!(message("{\"alpha\": 2}"), "s.json: `alpha` must be above 0 and below 1, and is 2");
        assert!(message("{\"version\": 99, \"later\": 1}").contains("version 99"));
    }
}
