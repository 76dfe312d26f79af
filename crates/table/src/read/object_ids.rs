//! Reads when records were made from MongoDB's ObjectIds, where nothing else says so.
//!
//! A driver that inserts a record without an identifier gives it an ObjectId: 12 bytes, of which the first four are the seconds since
//! 1970. A collection into which a service writes its predictions often has no other time.
//!
//! Source: MongoDB manual, BSON types, ObjectId.

use super::limits::Limits;
use crate::select::split::time_columns;
use crate::{Cell, CellKind, Cells, Column, Dictionary, Table};

/// The field that holds the identifier of a record.
const FIELD: &str = "_id";

/// The column of the times.
const TIME: &str = "_id.time";

/// Of the identifiers, the share that must be ObjectIds.
const LEAST_SHARE: f64 = 0.9;

/// The seconds of 1990 and of 2100, between which a time must lie.
const YEARS: std::ops::Range<u32> = 631_152_000..4_102_444_800;

/// The table with a column of the times in its ObjectIds, if no other column holds times.
pub(crate) fn with_time(mut table: Table, limits: &Limits) -> Table {
    if !limits.have_room(&table) {
        return table;
    }
    let Some(cells) = table.column(FIELD).and_then(times) else { return table };
    if table.column(TIME).is_some() || !time_columns(&table).is_empty() {
        return table;
    }
    for file in &mut table.files {
        file.read_as.push_str(", times from the ObjectIds in _id");
    }
    table.columns.push(Column::of_cells(TIME.to_owned(), cells, Dictionary::default(), None));
    table
}

/// The seconds since 1970 of each row; `None` if these are no ObjectIds.
fn times(column: &Column) -> Option<Cells> {
    let (mut cells, mut found) = (Cells::default(), 0_u64);
    for cell in &column.cells {
        let seconds = match cell.kind() {
            CellKind::Text(code) => seconds(column.dictionary.get(code)),
            _ => None,
        };
        found += u64::from(seconds.is_some());
        cells.push(seconds.map_or(Cell::MISSING, |seconds| Cell::number(f64::from(seconds))));
    }
    (found > 0 && found as f64 >= LEAST_SHARE * column.tally.present() as f64).then_some(cells)
}

/// The seconds in an ObjectId, as `65a1…` or as mongoexport writes it into CSV, `ObjectId(65a1…)`.
fn seconds(text: &str) -> Option<u32> {
    let bare = text.strip_prefix("ObjectId(").and_then(|rest| rest.strip_suffix(')')).unwrap_or(text);
    let digits = bare.trim_matches(['"', '\'']);
    let is_id = digits.len() == 24 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let seconds = u32::from_str_radix(digits.get(..8).filter(|_| is_id)?, 16).ok()?;
    YEARS.contains(&seconds).then_some(seconds)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;
    use crate::read::table_of as table;
    use crate::timestamps;

    /// The identifier of MongoDB's manual, made at 2012-10-17T20:46:22Z by `ObjectId("507f1f77…").getTimestamp()`; the first eight digits
    /// are 1 350 508 407 seconds.
    #[test]
    fn identifiers_say_when_records_were_made_in_every_spelling() {
        for text in [
            "{\"_id\":{\"$oid\":\"507f1f77bcf86cd799439011\"},\"x\":1}\n{\"_id\":{\"$oid\":\"507f1f78bcf86cd799439011\"},\"x\":2}\n",
            "{\"_id\":\"507f1f77bcf86cd799439011\",\"x\":1}\n{\"_id\":\"507F1F78BCF86CD799439011\",\"x\":2}\n",
            "_id,x\nObjectId(507f1f77bcf86cd799439011),1\nObjectId(507f1f78bcf86cd799439011),2\n",
        ] {
            let table = table(text);
            let time = table.column(TIME).unwrap();
            assert_eq!(timestamps(time), [Some(1_350_508_407.0), Some(1_350_508_408.0)]);
            assert_eq!(time_columns(&table).len(), 1);
            assert!(table.files[0].read_as.ends_with(", times from the ObjectIds in _id"), "{:?}", table.files);
        }
    }

    #[test]
    fn a_time_of_the_record_and_other_identifiers_leave_the_table_as_it_is() {
        for text in [
            "{\"_id\":\"507f1f77bcf86cd799439011\",\"at\":\"2026-01-02T03:04:05Z\"}\n",
            "{\"_id\":\"507f1f77bcf86cd79943901\",\"x\":1}\n",
            "{\"_id\":\"007f1f77bcf86cd799439011\",\"x\":1}\n",
            "{\"_id\":\"507f1f77bcf86cd79943901z\",\"x\":1}\n",
            "{\"key\":\"507f1f77bcf86cd799439011\",\"x\":1}\n",
            "{\"_id\":17,\"x\":1}\n",
        ] {
            assert!(table(text).column(TIME).is_none(), "{text}");
        }
    }
}
