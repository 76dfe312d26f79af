//! Arrays: one length makes their values columns, several lengths make them a [list](super::lists), or the length a column.

use super::column_builder::{ColumnBuilder, Written};
use super::columns::{Columns, LEFT_OUT};
use super::schema::{FieldId, ListForm, NO_FIELD, NONE, Schema};
use super::source::Source;
use super::staged::Value;
use crate::{Cell, WarningCode};

impl Columns {
    /// Adds an array with these values: its length, and the list where they do not become columns. `false` where they do not.
    pub(super) fn add_array(
        &mut self,
        schema: &mut Schema,
        field: FieldId,
        length: usize,
        items: &[Value],
        source: &mut Source<'_>,
    ) -> bool {
        let id = schema.array_of(field);
        let array = &mut schema.arrays[id as usize];
        if length > 0 && array.length.unwrap_or(0) == 0 {
            array.length = Some(length as u32);
        }
        let becomes_ragged = !array.ragged && array.has_no_columns(length, self.limits.array_values);
        array.ragged |= becomes_ragged;
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
        if ragged {
            let earlier = if becomes_ragged { self.earlier_lists(schema, id) } else { Default::default() };
            if becomes_ragged {
                self.leave_out_items(schema, id);
            }
            self.add_list(schema, id, (length, items), earlier, source);
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
            // A length says nothing beside the list itself.
            let is_kept = matches!(array.list, ListForm::Tags | ListForm::Vector) && array.other_lists == 0;
            if !array.ragged || is_kept {
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
