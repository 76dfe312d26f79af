//! Collects the columns of a data set while it is read: complete records only.

use super::column_builder::{ColumnBuilder, Written};
use super::extended::Wrapper;
use super::index::{Index, hash};
use super::schema::{Field, FieldId, NONE, Schema};
use super::source::Source;
use super::staged::Staged;
use crate::read::lex::value::{Kind, unpair};
use crate::read::limits::Limits;
use crate::{Cell, Column};

/// The column of a field whose values are not kept.
pub(crate) const LEFT_OUT: u32 = NONE - 1;

/// All columns of a data set as they are read.
#[derive(Debug)]
pub(crate) struct Columns {
    pub limits: Limits,
    pub columns: Vec<ColumnBuilder>,
    pub names: Index,
    pub name_bytes: usize,
    pub text_bytes: usize,
    /// Whether it is noted which strings came in a way on which it is not looked whether strings are timestamps.
    pub notes_unchecked: bool,
    /// Bytes of texts that were held, and are no longer.
    pub freed_bytes: usize,
    /// Columns that still count: an array that turns out to have no one length gives some up.
    pub live: usize,
    pub rows: usize,
    /// The row that values go to: the one after the last, unless columns come one after the other.
    pub(super) at: usize,
    pub(super) scratch: Vec<u8>,
}

impl Columns {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            columns: Vec::new(),
            names: Index::default(),
            name_bytes: 0,
            text_bytes: 0,
            notes_unchecked: false,
            freed_bytes: 0,
            live: 0,
            rows: 0,
            at: 0,
            scratch: Vec::new(),
        }
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    pub(crate) fn live(&self) -> usize {
        self.live
    }

    /// Whether another row would pass a limit.
    pub(crate) fn is_full(&self) -> bool {
        self.rows >= self.limits.rows || (self.rows + 1).saturating_mul(self.live) > self.limits.cells
    }

    /// Whether `rows` rows of these columns fit.
    pub(crate) fn fit(&self, rows: usize) -> bool {
        rows <= self.limits.rows && rows.saturating_mul(self.live) <= self.limits.cells
    }

    /// Adds a row: the values of a whole record.
    pub(crate) fn add_row(&mut self, schema: &mut Schema, staged: &Staged, source: &mut Source<'_>) {
        self.at = self.rows;
        self.add_values(schema, staged, source);
        self.rows += 1;
    }

    /// Adds values to any row, for inputs in which one column comes after the other. `false` where no row that far
    /// fits.
    pub(crate) fn add_to_row(
        &mut self,
        row: usize,
        schema: &mut Schema,
        staged: &Staged,
        source: &mut Source<'_>,
    ) -> bool {
        if row >= self.limits.rows || (row + 1).saturating_mul(self.live) > self.limits.cells {
            return false;
        }
        self.at = row;
        self.add_values(schema, staged, source);
        self.rows = self.rows.max(row + 1);
        true
    }

    /// Puts a value of the next row where it belongs before the record is known to be whole. `false` where that needs
    /// more than a place, or something to be said.
    #[inline]
    pub(crate) fn put_at_once(&mut self, field: &Field, kind: Kind, payload: u64, input: &[u8]) -> bool {
        let Some(column) = self.columns.get_mut(field.column as usize) else { return false };
        let (cell, written) = match kind {
            Kind::Integer => (Cell::number(f64::from_bits(payload)), Written::Integer),
            Kind::Decimal => (Cell::number(f64::from_bits(payload)), Written::Decimal),
            Kind::Text => {
                let (start, length) = unpair(payload);
                let Ok(cell) = column.find(input.get(start..start + length).unwrap_or_default()) else {
                    return false;
                };
                (cell, Written::Text)
            }
            Kind::Boolean => (Cell::boolean(payload != 0), Written::Boolean),
            Kind::Missing => (Cell::MISSING, Written::Missing),
            Kind::NotANumber => (Cell::NOT_A_NUMBER, Written::NotANumber),
            Kind::EscapedText | Kind::BigInteger | Kind::Array | Kind::Items => return false,
        };
        field.wrapper == Wrapper::None && column.put_first(self.rows, cell, written)
    }

    /// The row that was put there at once is whole.
    #[inline]
    pub(crate) fn end_row(&mut self) {
        self.rows += 1;
    }

    /// The row that was put there at once shall not be: takes back the values of these columns.
    pub(crate) fn take_back(&mut self, columns: impl Iterator<Item = u32>) {
        for column in columns {
            if let Some(column) = self.columns.get_mut(column as usize) {
                column.take_back();
            }
        }
    }

    /// The column of a field, made if need be; [`LEFT_OUT`] where there are too many.
    #[cold]
    pub(super) fn column_of(&mut self, schema: &mut Schema, field: FieldId) -> u32 {
        // Nothing is named before it is known to fit: a hostile input can make names that are long and many.
        let fits = self.name_bytes + schema.name_len(field) <= self.limits.name_bytes;
        let column = fits.then(|| schema.name(field)).and_then(|name| {
            let hash = hash(name.as_bytes(), 0);
            let known = self.names.find(hash, |id| self.columns[id as usize].name == name);
            if let Some(known) = known {
                let builder = &mut self.columns[known as usize];
                self.live += usize::from(builder.owners == 0);
                builder.owners += 1;
                return Some(known);
            }
            if !self.has_room() || !self.names.insert(hash, self.columns.len() as u32) {
                return None;
            }
            self.name_bytes += name.len();
            self.add_column(name)
        });
        let column = column.unwrap_or(LEFT_OUT);
        schema.fields[field as usize].column = column;
        column
    }

    /// Makes the column of a field, in the place that comes next.
    pub(crate) fn reserve(&mut self, schema: &mut Schema, field: FieldId) {
        if schema.fields.get(field as usize).is_some_and(|field| field.column == NONE) {
            self.column_of(schema, field);
        }
    }

    /// The rows up to the last that has a value of a field.
    pub(crate) fn filled(&self, schema: &Schema, field: FieldId) -> usize {
        let column = schema.fields.get(field as usize).and_then(|field| self.columns.get(field.column as usize));
        column.map_or(0, ColumnBuilder::filled)
    }

    /// Whether the cells of a column from the row `base` on are 0, 1, 2 and so on.
    pub(crate) fn is_count(&self, column: u32, base: usize) -> bool {
        let Some(column) = self.columns.get(column as usize) else { return true };
        let cells = column.cells().skip(base);
        cells.enumerate().all(|(row, cell)| cell == Cell::number(row as f64))
    }

    /// Takes a column back.
    pub(crate) fn give_up(&mut self, column: u32) {
        if let Some(builder) = self.columns.get_mut(column as usize).filter(|builder| builder.owners > 0) {
            builder.clear();
            self.live -= 1;
        }
    }

    pub(super) fn has_room(&self) -> bool {
        self.live < self.limits.columns && (self.rows + 1).saturating_mul(self.live + 1) <= self.limits.cells
    }

    pub(super) fn add_column(&mut self, name: String) -> Option<u32> {
        self.has_room().then(|| {
            self.live += 1;
            self.columns.push(ColumnBuilder::new(name, self.at));
            self.columns.len() as u32 - 1
        })
    }

    pub(super) fn too_many_columns(&self) -> String {
        format!(
            "There are more columns than can be kept ({}, or {} cells in all); fields past them are left out. Are \
             values written as keys?",
            self.limits.columns, self.limits.cells
        )
    }

    /// The columns in the order of their first appearance.
    pub(crate) fn finish(mut self, schema: &Schema) -> Vec<Column> {
        self.settle_arrays(schema);
        self.settle_parents(schema);
        let rows = self.rows;
        self.columns.into_iter().filter(|column| column.owners > 0).map(|column| column.finish(rows)).collect()
    }
}
