//! What pandas makes of a column when it reads JSON, on which the choices of the tools above it depend.
//!
//! `pandas.read_json` turns whole numbers into integers, unless one is missing or infinite, which makes them floats; booleans
//! with a missing one become floats, too; strings that all look like numbers become numbers; keys that end in `_at` or `_time`,
//! start with `timestamp` or are `date`, `datetime` or `modified` become dates where their values are some.

use driftscope_table::typing::TextClass;
use driftscope_table::{Cell, CellKind};

use crate::values::side::Side;

/// Whole numbers above this are seconds since 1970 to pandas, under a key that names a date.
const SMALLEST_STAMP: f64 = 31_536_000.0;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dtype {
    /// `int64`
    Integer,
    /// `float64`
    Float,
    /// `bool`
    Boolean,
    /// `object`, with a string first and last.
    Text,
    /// `datetime64`
    Datetime,
    /// `object` of anything else.
    Mixed,
    /// All values are missing.
    Nothing,
}

impl Dtype {
    pub(super) fn of(name: &str, side: &Side<'_>) -> Self {
        let evidence = &side.evidence;
        let present = evidence.present();
        let missing = side.rows.saturating_sub(present);
        let Some(column) = side.column.filter(|_| present > 0) else { return Self::Nothing };
        if evidence.booleans == present {
            return if missing > 0 { Self::Float } else { Self::Boolean };
        }
        // What is written for the eye is a string to pandas.
        if evidence.number_like() + evidence.booleans == present && evidence.written_out == 0 {
            let stamps = evidence.smallest.is_some_and(|smallest| smallest > SMALLEST_STAMP);
            return match (evidence.fractions, missing) {
                _ if names_a_date(name) && stamps => Self::Datetime,
                (0, 0) => Self::Integer,
                _ => Self::Float,
            };
        }
        if evidence.datetime_texts == present && names_a_date(name) {
            return Self::Datetime;
        }
        let are_texts =
            begins_with_text(column.cells.iter(), side) && begins_with_text(column.cells.iter().rev(), side);
        if are_texts { Self::Text } else { Self::Mixed }
    }
}

/// Whether the first value that is there is a string.
fn begins_with_text<'a>(mut cells: impl Iterator<Item = &'a Cell>, side: &Side<'_>) -> bool {
    let present = |cell: &&Cell| match cell.kind() {
        CellKind::Missing | CellKind::NotANumber => false,
        CellKind::Text(code) => side.evidence.classes.get(code as usize) != Some(&TextClass::Null),
        _ => true,
    };
    let is_text = |cell: &Cell| matches!(cell.kind(), CellKind::Text(_) | CellKind::Timestamp(_) | CellKind::Hashed(_));
    cells.find(present).is_some_and(is_text)
}

fn names_a_date(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with("_at")
        || name.ends_with("_time")
        || name.starts_with("timestamp")
        || ["modified", "date", "datetime"].contains(&name.as_str())
}
