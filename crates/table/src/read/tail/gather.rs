//! Makes a [`Tail`] of the rows that were read from the middle of a file on.

use super::{ArrayOutline, ColumnOutline, FieldOutline, Outline, Tail};
use crate::read::assemble::rows::Rows;
use crate::read::assemble::schema::{Array, Field};
use crate::read::json::framing::Findings;
use crate::spelling::windows_1252;

impl Tail {
    /// The tail with these rows, read from `bytes` bytes of a file.
    pub(crate) fn of(rows: Rows, findings: Findings, bytes: u64) -> Self {
        let (seen, skipped) = (rows.seen(), rows.skipped);
        let Rows { schema, columns, problems, .. } = rows;
        let outline = Outline {
            rows: columns.rows(),
            seen,
            skipped,
            bytes,
            findings,
            warnings: problems.into_warnings(),
            fields: schema.fields.iter().map(field).collect(),
            arrays: schema.arrays.into_iter().map(array).collect(),
            columns: columns
                .columns
                .iter()
                .map(|column| ColumnOutline {
                    settled_in_vain: column.settled_in_vain,
                    unchecked: column.unchecked.clone(),
                    is_full: column.texts.is_full(),
                })
                .collect(),
            text_bytes: columns.text_bytes + columns.freed_bytes,
        };
        let rows = outline.rows;
        Self { columns: columns.columns.into_iter().map(|column| column.finish(rows)).collect(), outline }
    }
}

fn field(field: &Field) -> FieldOutline {
    FieldOutline {
        parent: field.parent,
        first: field.first,
        // Keys come as text.
        key: windows_1252::decode(field.key()).into_owned(),
        column: field.column,
        array: field.array,
    }
}

fn array(array: Array) -> ArrayOutline {
    let Array { length, ragged, lengths, items, list, other_lists, .. } = array;
    ArrayOutline { length, ragged, lengths, items, list, other_lists }
}
