//! Writes the values of a record to their columns before the record is known to be complete.
//!
//! Nearly every record of a log is whole, of a known layout, and has no string that its column has not seen. Its values
//! can go where they belong at once; should it turn out that the record is another one after all, they are taken back.
//! Nothing new is made on this way, neither columns nor strings, so that nothing of a broken record is left behind.

use super::layout::Layout;
use super::patience::Patience;
use crate::read::assemble::columns::Columns;
use crate::read::assemble::rows::Rows;
use crate::read::assemble::schema::{Field, FieldId, NO_FIELD, ROOT, Schema};
use crate::read::assemble::staged::Values;
use crate::read::lex::value::{Kind, Parsed};

/// Reads the object at the start of the input as the next row. `None` where it has to be read the other way; then
/// nothing has happened.
#[inline]
pub(crate) fn read(input: &[u8], layout: &mut Layout, rows: &mut Rows, patience: &mut Patience) -> Option<Parsed> {
    if !patience.may_try() {
        return None;
    }
    let Rows { schema: Schema { fields, .. }, columns, .. } = rows;
    let found = layout.follow(input, &mut AtOnce { input, fields, columns });
    patience.learn(found.is_some());
    match found {
        Some((parsed, first)) => {
            columns.end_row();
            if first != NO_FIELD {
                fields[ROOT as usize].first = first;
            }
            Some(parsed)
        }
        None => {
            columns.take_back(layout.taken().filter_map(|field| Some(fields.get(field as usize)?.column)));
            None
        }
    }
}

/// The row that comes next.
struct AtOnce<'a> {
    input: &'a [u8],
    fields: &'a [Field],
    columns: &'a mut Columns,
}

impl Values for AtOnce<'_> {
    #[inline]
    fn value(&mut self, field: FieldId, kind: Kind, payload: u64) -> bool {
        let field = self.fields.get(field as usize);
        field.is_some_and(|field| self.columns.put_at_once(field, kind, payload, self.input))
    }

    fn begin_array(&mut self, _: FieldId) -> bool {
        false
    }

    fn end_array(&mut self, _: usize) -> bool {
        false
    }
}
