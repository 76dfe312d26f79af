//! Why a page cannot be locked with a password, or opened.

use std::fmt;
use std::path::PathBuf;

/// Why a page cannot be locked or opened.
#[derive(Debug)]
pub(crate) enum LockError {
    /// A page that was to be locked already is.
    IsLocked {
        /// The page.
        place: String,
    },
    /// A page that was to be opened is not locked.
    NotLocked {
        /// The page.
        place: String,
    },
    /// The password is wrong, or the page was changed.
    WrongPassword {
        /// The page.
        place: String,
    },
    /// A file holds no password.
    NoPassword {
        /// The file.
        path: PathBuf,
    },
    /// The system gives no random bytes.
    NoRandom {
        /// Its error.
        reason: String,
    },
}

impl fmt::Display for LockError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IsLocked { place } => write!(formatter, "{place} is locked already: unlock it first"),
            Self::NotLocked { place } => write!(formatter, "{place} is not locked with a password"),
            Self::WrongPassword { place } => {
                write!(formatter, "{place} does not open: wrong password, or the page was changed")
            }
            Self::NoPassword { path } => {
                write!(formatter, "{} holds no password: write one into it, on one line", path.display())
            }
            Self::NoRandom { reason } => write!(formatter, "the system gives no random bytes: {reason}"),
        }
    }
}

impl std::error::Error for LockError {}
