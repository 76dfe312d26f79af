//! How a file is read: its format, and the keys that lead to its rows.

use super::named::Places;
use super::overlooked::Overlooked;
use crate::Format;

/// How a file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// How the rows lie in it.
    pub format: Format,
    /// The keys that lead to them, for [`Format::Envelope`], [`Format::Table`] and [`Format::Batches`].
    pub path: Vec<String>,
    /// The keys that lead to further lists, each with an item for each row, for [`Format::Batches`].
    pub beside: Vec<Vec<String>>,
    /// Where names and rows lie, for [`Format::NamedArrays`].
    pub named: Option<Box<Places>>,
    /// A list much longer than that of the rows, which is not read.
    pub overlooked: Option<Overlooked>,
}

impl Plan {
    /// A plan for a format, with the keys that a person gave, if any.
    pub(crate) fn new(format: Format, path: Vec<String>) -> Self {
        let is_table = format == Format::Table && path.is_empty();
        Self {
            format,
            path: if is_table { vec!["data".to_owned()] } else { path },
            beside: Vec::new(),
            named: None,
            overlooked: None,
        }
    }
}
