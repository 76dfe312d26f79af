//! The formats of a report: a table for the terminal, and every export.

use std::sync::LazyLock;

use clap::ValueEnum;
use clap::builder::PossibleValue;
use driftscope_present::{EXPORTS, Export};

/// The format of a report.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Format {
    /// A table as wide as the terminal, for people.
    Table,
    /// A file.
    Export(&'static Export),
}

static ALL: LazyLock<Vec<Format>> =
    LazyLock::new(|| std::iter::once(Format::Table).chain(EXPORTS.iter().map(Format::Export)).collect());

impl Format {
    /// Whether it is made from the packed page.
    pub(crate) fn needs_page(self) -> bool {
        matches!(self, Self::Export(export) if export.needs_page)
    }

    /// Its name on the command line.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Export(export) => export.id,
        }
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Table => PossibleValue::new(self.id()).help("A table as wide as the terminal, for people"),
            Self::Export(export) => PossibleValue::new(self.id()).help(export.help),
        })
    }
}
