//! What is written about, and how names stand in it.

use driftscope_report::WindowUnit;

use crate::dialect::Dialect;
use crate::{ColumnError, ColumnSpec, ModelColumns, SqlKind};

/// What is asked of a statement.
#[derive(Clone, Debug)]
pub struct Request {
    /// The table, or a query in brackets, put in as it is.
    pub table: String,
    /// The columns, named differently, at least one.
    pub columns: Vec<ColumnSpec>,
    /// Windows of time: how long, and by which of the columns.
    pub windows: Option<(WindowUnit, String)>,
    /// The columns of a model whose rows are counted together.
    #[cfg(feature = "models")]
    pub model: Option<ModelColumns>,
}

impl Request {
    /// A statement on these columns, with windows by one of them, which is added if it is not there.
    pub fn new(
        table: String,
        mut columns: Vec<ColumnSpec>,
        windows: Option<(WindowUnit, String)>,
    ) -> Result<Self, ColumnError> {
        if let Some((_, name)) = &windows {
            match columns.iter().find(|column| column.name == *name) {
                Some(column) if column.kind.as_str() != SqlKind::Time.as_str() => {
                    return Err(ColumnError::NotTime { name: name.clone() });
                }
                Some(_) => {}
                None => {
                    columns.push(ColumnSpec { name: name.clone(), kind: SqlKind::Time, expression: None, dropped: 0 });
                }
            }
        }
        Ok(Self {
            table,
            columns,
            windows,
            #[cfg(feature = "models")]
            model: None,
        })
    }
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

    /// The number of what stands for the model, behind the columns, and its columns.
    #[cfg(feature = "models")]
    pub(crate) fn model(&self) -> Option<(usize, &ModelColumns)> {
        Some((self.request.columns.len() + 1, self.request.model.as_ref()?))
    }

    /// None: the page has no room for what writes it.
    #[cfg(not(feature = "models"))]
    pub(crate) fn model(&self) -> Option<(usize, &ModelColumns)> {
        None
    }

    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &ColumnSpec)> {
        self.request.columns.iter().enumerate().map(|(place, column)| (place + 1, column))
    }
}
