//! How many values of a column differ, on one side and on both together.

use std::borrow::Cow;
use std::collections::HashSet;

use driftscope_stats::distinct_sorted;
use driftscope_table::typing::{Evidence, TextClass, is_long};
use driftscope_table::{Cell, CellKind, Column};

use crate::numeric::Numbers;
use crate::side::Side;

/// Distinct values of one side; of hashed strings at most as many as there are.
pub(crate) fn distinct_on(side: &Side<'_>, numbers: &Numbers) -> u64 {
    distinct_numbers(&[side], [&numbers.sorted, &[]]) + side.evidence.distinct_other_texts()
}

/// Distinct numbers of these sides, which have these sorted numbers. Integers past 2^53 are told apart by their digits, where as doubles several
/// of them are one.
fn distinct_numbers(sides: &[&Side<'_>], [one, other]: [&[f64]; 2]) -> u64 {
    if sides.iter().all(|side| side.evidence.big_integers + side.evidence.long_integers == 0) {
        return distinct_sorted::of_both(one, other);
    }
    let mut long: HashSet<Cow<'_, str>> = HashSet::new();
    for side in sides {
        let Some(column) = side.column else { continue };
        for (code, (class, count)) in side.evidence.classes.iter().zip(&side.evidence.code_counts).enumerate() {
            if *count > 0 && matches!(class, TextClass::Number(number) if is_long(*number)) {
                long.insert(column.dictionary.get(code as u32).trim().into());
            }
        }
        for cell in &column.cells {
            if let CellKind::Number(number) = cell.kind()
                && is_long(number)
            {
                long.insert(format!("{number:.0}").into());
            }
        }
    }
    let short = |sorted: &[f64]| sorted.iter().copied().filter(|number| !is_long(*number)).collect::<Vec<_>>();
    distinct_sorted::of_both(&short(one), &short(other)) + long.len() as u64
}

/// Of a column of nothing but numbers, some of them with fractions, it is only asked whether all are one: 1 or 2. `None` for
/// other columns.
fn distinct_amounts(sides: &[Side<'_>; 2], numbers: &[Numbers; 2]) -> Option<u64> {
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(&side.evidence)).sum::<u64>();
    if sum(Evidence::present) != sum(Evidence::number_like) || sum(|side| side.fractions) == 0 {
        return None;
    }
    let mut ends = numbers.iter().flat_map(|side| [side.sorted.first(), side.sorted.last()]).flatten();
    let first = ends.next()?;
    Some(if ends.all(|other| other == first) { 1 } else { 2 })
}

/// Distinct values of both sides together: numbers, strings, true and false.
///
/// A million different moments are not counted: one string of each side tells that they are many, which is all that
/// is asked of them.
pub(crate) fn distinct(sides: &[Side<'_>; 2], numbers: &[Numbers; 2]) -> u64 {
    if let Some(distinct) = distinct_amounts(sides, numbers) {
        return distinct;
    }
    let distinct = distinct_numbers(&[&sides[0], &sides[1]], [&numbers[0].sorted, &numbers[1].sorted]);
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(&side.evidence)).sum::<u64>();
    if sum(|side| side.other_texts + side.boolean_texts + side.booleans + side.hashed) == 0 {
        let moments = sides.iter().map(|side| side.evidence.distinct_texts()).max().unwrap_or(0);
        return if sum(|side| side.datetime_texts) == 0 { distinct } else { distinct.max(moments) };
    }
    let mut texts: HashSet<Cow<'_, str>> = HashSet::new();
    for side in sides {
        let Some(column) = side.column else { continue };
        for (code, (class, count)) in side.evidence.classes.iter().zip(&side.evidence.code_counts).enumerate() {
            match class {
                _ if *count == 0 => {}
                TextClass::Number(_) | TextClass::Null => {}
                // Spellings of one boolean are one value.
                TextClass::Boolean(value) => _ = texts.insert(boolean_text(*value).into()),
                TextClass::Datetime(_) | TextClass::Other => {
                    _ = texts.insert(column.dictionary.get(code as u32).trim().into())
                }
            }
        }
        if let Some(spelling) = column.spelling {
            let mut moments = column.sorted_moments();
            moments.dedup();
            texts.extend(moments.into_iter().map(|moment| Cow::from(spelling.write(moment))));
        }
        for value in [false, true] {
            if has_boolean(column, value) {
                texts.insert(boolean_text(value).into());
            }
        }
    }
    // Of hashed strings those of both sides may be the same.
    let hashed = sides.iter().map(|side| side.evidence.distinct_hashed).max().unwrap_or(0);
    distinct + texts.len() as u64 + hashed
}

fn boolean_text(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

fn has_boolean(column: &Column, value: bool) -> bool {
    column.tally.booleans > 0 && column.cells.chunks().any(|chunk| chunk.contains(&Cell::boolean(value)))
}
