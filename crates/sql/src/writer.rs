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
    pub model: Option<ModelColumns>,
    /// The number of the column, from 1, by whose values the others are counted, too.
    pub segment: Option<usize>,
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
        Ok(Self { table, columns, windows, model: None, segment: None })
    }

    /// The same, counted by the values of this column, too.
    pub fn by_segment(self, name: &str) -> Result<Self, ColumnError> {
        let name = name.to_owned();
        match self.columns.iter().position(|column| column.name == name) {
            None => Err(ColumnError::NoSegment { name }),
            Some(place) if self.columns[place].kind.as_str() == SqlKind::Time.as_str() => {
                Err(ColumnError::TimeSegment { name })
            }
            Some(place) => Ok(Self { segment: Some(place + 1), ..self }),
        }
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
    pub(crate) fn model(&self) -> Option<(usize, &ModelColumns)> {
        Some((self.request.columns.len() + 1, self.request.model.as_ref()?))
    }

    /// The number of the column whose values are segments, and that number to which a column's is added to count it by them.
    pub(crate) fn segment(&self) -> Option<(usize, usize)> {
        Some((self.request.segment?, self.request.columns.len() + 1))
    }

    /// Columns that are counted by segment: all but times.
    pub(crate) fn by_segment(&self) -> impl Iterator<Item = (usize, &ColumnSpec)> {
        let is_counted = self.segment().is_some();
        self.numbered().filter(move |(_, column)| is_counted && column.kind.as_str() != SqlKind::Time.as_str())
    }

    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &ColumnSpec)> {
        self.request.columns.iter().enumerate().map(|(place, column)| (place + 1, column))
    }
}
