//! The missing part of a column: whether its values are there.

use driftscope_table::typing::{Evidence, TextClass, time_of_day, timestamp};
use driftscope_table::{CellKind, Column};

use crate::statistics::part_size::PartSize;
use crate::statistics::shares;
use driftscope_report::{DriftPart, Kind, Part, Summary};

/// For each row whether it lacks a value of the column's kind, as its share of missing values counts it: date-times, times of the day, and
/// kinds whose values are texts.
pub(crate) fn rows(kind: Kind, column: &Column, evidence: &Evidence) -> Vec<bool> {
    if kind == Kind::Datetime {
        return column.cells.iter().map(|cell| timestamp(cell, column, evidence).is_none()).collect();
    }
    let is_null = |code: usize| evidence.classes.get(code) == Some(&TextClass::Null);
    let texts = column.dictionary.iter().enumerate();
    let are_none = texts.map(|(code, text)| match kind {
        Kind::TimeOfDay => time_of_day(text).is_none(),
        _ => is_null(code),
    });
    let are_none: Vec<bool> = are_none.collect();
    let cells = column.cells.iter().map(|cell| match cell.kind() {
        CellKind::Missing | CellKind::NotANumber => true,
        CellKind::Text(code) => are_none.get(code as usize).copied().unwrap_or(true),
        _ => kind == Kind::TimeOfDay,
    });
    cells.collect()
}

/// Tests the share of missing values. `None` where no value is missing, or all are, or a side has no row.
pub(crate) fn test(reference: &Summary, production: &Summary) -> Option<DriftPart> {
    let missing = [reference.missing, production.missing];
    let present = [reference.count, production.count];
    let rows = [missing[0] + present[0], missing[1] + present[1]];
    let (test, p_value) = shares::test(missing, rows)?;
    let counts = [[missing[0], present[0]], [missing[1], present[1]]];
    Some(PartSize::of(&counts[0], &counts[1])?.part(Part::Missing, test, p_value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(missing: u64, count: u64) -> Summary {
        Summary { missing, count, ..Summary::default() }
    }

    #[test]
    fn a_rise_from_5_to_15_per_cent_is_found() {
        let part = test(&side(500, 9_500), &side(1_500, 8_500)).unwrap();
        assert_eq!(part.test, "z");
        assert!(part.p_value < 1e-100 && part.effect > 0.1, "{part:?}");
    }

    #[test]
    fn few_missing_values_are_tested_exactly() {
        let part = test(&side(0, 30), &side(5, 25)).unwrap();
        assert_eq!(part.test, "unconditional");
        // By listing every table: crates/stats/tests/golden/make_unconditional.py. Fisher's is 0.052.
        assert!((part.p_value - 0.017_484_514).abs() < 1e-8, "{part:?}");
    }

    #[test]
    fn without_a_missing_value_there_is_nothing_to_test() {
        assert_eq!(test(&side(0, 30), &side(0, 100)), None);
        assert_eq!(test(&side(30, 0), &side(100, 0)), None);
        assert_eq!(test(&side(0, 0), &side(100, 1)), None);
    }
}
