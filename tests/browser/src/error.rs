//! Why a browser could not do what it was asked for.

use std::fmt;

/// Why a browser could not do what it was asked for.
#[derive(Debug)]
pub enum BrowserError {
    /// A program is nowhere to be found.
    Missing {
        /// Which one.
        program: &'static str,
        /// The variable of the environment that could name it.
        variable: &'static str,
    },
    /// A program or a connection failed.
    Io {
        /// What was being done.
        doing: String,
        /// What the system said.
        reason: std::io::Error,
    },
    /// chromedriver ended, or never said where it listens.
    Silent {
        /// What it printed.
        printed: String,
    },
    /// chromedriver's answer is no answer to a WebDriver command.
    Protocol {
        /// What came.
        answer: String,
    },
    /// The browser refused a command.
    Refused {
        /// The command.
        command: String,
        /// The protocol's name for the reason.
        error: String,
        /// The reason in words.
        message: String,
    },
    /// What was waited for did not come.
    Late {
        /// What was waited for.
        what: String,
        /// What the page showed instead.
        page: String,
    },
}

impl BrowserError {
    pub(crate) fn io(doing: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let doing = doing.into();
        move |reason| Self::Io { doing, reason }
    }
}

impl fmt::Display for BrowserError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { program, variable } => write!(
                formatter,
                "{program} is not installed, and the tests in a browser need it. Debian: `apt-get install chromium \
                 chromium-driver`; Fedora: `dnf install chromium chromedriver`; macOS: `brew install --cask \
                 google-chrome chromedriver`; elsewhere: Chrome and its driver of the same version from \
                 https://googlechromelabs.github.io/chrome-for-testing. If it lies in an unusual place, name it in the \
                 environment: {variable}=/path/to/it"
            ),
            Self::Io { doing, reason } => write!(formatter, "cannot {doing}: {reason}"),
            Self::Silent { printed } => {
                write!(formatter, "chromedriver did not say where it listens; it said: {printed}")
            }
            Self::Protocol { answer } => write!(formatter, "chromedriver answered what is no answer: {answer}"),
            Self::Refused { command, error, message } => {
                write!(formatter, "the browser refused {command}: {error}: {message}")
            }
            Self::Late { what, page } => write!(formatter, "{what} did not come; the page shows: {page}"),
        }
    }
}

impl std::error::Error for BrowserError {}
