//! What is written about, and how names stand in it.

use driftscope_report::WindowUnit;

use crate::ColumnSpec;
use crate::dialect::Dialect;

/// What is asked of a statement.
#[derive(Clone, Debug)]
pub struct Request {
    /// The table, or a query in brackets, put in as it is.
    pub table: String,
    /// The columns, named differently, at least one.
    pub columns: Vec<ColumnSpec>,
    /// Windows of time: how long, and by which of the columns.
    pub windows: Option<(WindowUnit, String)>,
}

/// Writes the parts of a statement: `steps.rs` those that compute, `returned.rs` the rows of the result.
pub(crate) struct Writer<'a> {
    pub(crate) request: &'a Request,
    pub(crate) dialect: &'a Dialect,
}

impl Writer<'_> {
    /// A name in quotes.
    pub(crate) fn q(&self, name: &str) -> String {
        self.dialect.name_of(name)
    }

    /// A text in which names between `[` and `]` are put in quotes.
    pub(crate) fn names(&self, text: &str) -> String {
        let quote = self.dialect.quote;
        text.replace(['[', ']'], &quote.to_string())
    }

    /// `2^exponent` as a double.
    pub(crate) fn power(&self, exponent: &str) -> String {
        format!("POWER(CAST(2 AS {}), {exponent})", self.dialect.double)
    }

    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &ColumnSpec)> {
        self.request.columns.iter().enumerate().map(|(place, column)| (place + 1, column))
    }
}
