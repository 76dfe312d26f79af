//! Arrays: one length makes their values columns, several lengths make the length a column.

use super::column_builder::{ColumnBuilder, Written};
use super::columns::{Columns, LEFT_OUT};
use super::schema::{FieldId, NO_FIELD, NONE, Schema};
use super::source::Source;
use crate::{Cell, WarningCode};

impl Columns {
    /// Adds the length of an array. `false` where its values are not kept.
    pub(super) fn add_array(
        &mut self,
        schema: &mut Schema,
        field: FieldId,
        length: usize,
        source: &mut Source<'_>,
    ) -> bool {
        let id = schema.array_of(field);
        let array = &mut schema.arrays[id as usize];
        let was_ragged = array.ragged;
        let known = *array.length.get_or_insert(length as u32);
        if length > 0 && known == 0 {
            array.length = Some(length as u32);
        }
        array.ragged |= length > self.limits.array_values || (length > 0 && known > 0 && length != known as usize);
        let ragged = array.ragged;
        if array.lengths == NONE {
            let lengths = self.add_column(String::new());
            array.lengths = lengths.unwrap_or(LEFT_OUT);
        }
        match self.columns.get_mut(array.lengths as usize) {
            Some(lengths) => {
                lengths.put(self.at, Cell::number(length as f64), Written::Integer);
            }
            None => {
                source.warn(WarningCode::TooManyColumns, 0, || self.too_many_columns());
            }
        }
        if ragged && !was_ragged {
            self.leave_out_items(schema, id);
            source.warn(WarningCode::LongArray, 0, || {
                let most = self.limits.array_values;
                let message = format!(
                    "Arrays of several lengths, or of more than {most} values, do not become columns; their length does: \
                     {}.length",
                    schema.name(field)
                );
                message
            });
        }
        !ragged
    }

    /// Drops the columns of an array's values.
    fn leave_out_items(&mut self, schema: &mut Schema, array: u32) {
        for field in schema.below_items(array) {
            let nested = schema.fields[field as usize].array;
            let lengths = if nested == NONE { NONE } else { schema.arrays[nested as usize].lengths };
            for column in [schema.fields[field as usize].column, lengths] {
                let Some(builder) = self.columns.get_mut(column as usize).filter(|builder| builder.owners > 0) else {
                    continue;
                };
                builder.owners -= 1;
                if builder.owners == 0 {
                    builder.clear();
                    self.live -= 1;
                }
            }
        }
    }

    /// Drops the columns of objects and arrays that were sometimes null: their values have columns of their own.
    pub(super) fn settle_parents(&mut self, schema: &Schema) {
        for field in &schema.fields {
            let array = schema.arrays.get(field.array as usize);
            let holds_more = field.first != NO_FIELD || array.is_some_and(|array| array.length > Some(0));
            let is_blank = |column: &ColumnBuilder| column.owners > 0 && column.is_blank();
            if holds_more && self.columns.get(field.column as usize).is_some_and(is_blank) {
                self.give_up(field.column);
            }
        }
    }

    /// Names the lengths of arrays that have no one length, and gives up those of arrays that have.
    pub(super) fn settle_arrays(&mut self, schema: &Schema) {
        for array in &schema.arrays {
            let lengths = array.lengths as usize;
            if self.columns.get(lengths).is_none_or(|column| column.owners == 0) {
                continue;
            }
            if !array.ragged {
                self.columns[lengths].clear();
                continue;
            }
            let mut name = schema.name(array.field) + ".length";
            while self.columns.iter().any(|column| column.owners > 0 && column.name == name) {
                name.push_str(".length");
            }
            self.columns[lengths].name = name;
        }
    }
}
