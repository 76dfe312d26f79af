//! What the table is written on: how wide it is, and whether it takes colours.

use std::io::{self, IsTerminal};

use console::Term;

/// The width where there is no terminal to ask.
const USUAL_WIDTH: usize = 120;
/// Below this, lines break rather than lose what they say.
const NARROWEST: usize = 60;
/// Above this, the eye loses the line.
const WIDEST: usize = 200;

/// Where the table goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paper {
    /// Characters in a line.
    pub(crate) width: usize,
    /// Whether colours are shown.
    pub(crate) colour: bool,
}

impl Paper {
    /// A file.
    pub(crate) fn plain() -> Self {
        Self { width: USUAL_WIDTH, colour: false }
    }

    /// Standard output: a terminal of any width, or a pipe.
    pub(crate) fn of_standard_output() -> Self {
        let terminal = io::stdout().is_terminal().then(|| Term::stdout().size_checked()).flatten();
        let told = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        let width = terminal.map(|(_, columns)| usize::from(columns)).or_else(told).unwrap_or(USUAL_WIDTH);
        // Knows NO_COLOR, CLICOLOR, CLICOLOR_FORCE and TERM=dumb.
        Self { width: width.clamp(NARROWEST, WIDEST), colour: console::colors_enabled() }
    }

    /// The text in this style, if this paper takes colours.
    pub(crate) fn styled(self, text: &str, style: Style) -> String {
        match style.code() {
            Some(code) if self.colour && !text.is_empty() => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            _ => text.to_owned(),
        }
    }
}

/// How a piece of text looks. Blue and orange say which file; green, amber and red say verdict only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As the terminal has it.
    Plain,
    /// What is read first.
    Bold,
    /// What is read last.
    Dim,
    /// The reference.
    Reference,
    /// Production.
    Production,
    /// A large or moderate drift.
    Red,
    /// A small drift.
    Amber,
    /// No drift.
    Green,
}

impl Style {
    fn code(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Bold => Some("1"),
            Self::Dim => Some("2"),
            Self::Reference => Some("34"),
            Self::Production => Some("38;5;166"),
            Self::Red => Some("31"),
            Self::Amber => Some("33"),
            Self::Green => Some("32"),
        }
    }
}
