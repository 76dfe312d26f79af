//! Columns without a value on a side, and columns whose numbers are partly text: faults of what writes the data.
//!
//! A column that became 100 % missing has drifted by its missing share, and one that is missing on both sides is constant. Both are
//! faults that a person wants to see first, whatever the verdict. Numbers of which some are strings, `3` and `"3"`, are read as
//! one type and drift by nothing, but one of two writers has changed. Only strings that a program writes for a number count: no
//! `1,234`, no `007`, and no integer past 2^53, which is kept as its digits.

use std::collections::BTreeMap;

use driftscope_table::Column;
use driftscope_table::typing::{Evidence, TextClass, padded_digits};

use crate::column::Described;
use crate::labels_awaited;
use driftscope_report::{AllMissing, MixedTypes, MixedWith, Presence};

/// Of the values of a side, the share of strings among numbers, and of numbers among strings, from which on it is named.
const LEAST_SHARE: f64 = 0.01;

/// That of a column with numbers and strings that look like one, if there are enough of both on a side. The strings of each side
/// are counted only where a side may have both.
pub(crate) fn mixed_types(
    name: &str,
    evidence: [&Evidence; 2],
    texts: impl FnOnce() -> [u64; 2],
) -> Option<MixedTypes> {
    if !evidence.iter().any(|side| side.numbers > 0 && side.number_texts > 0) {
        return None;
    }
    let texts = texts();
    let sides = [0, 1].map(|side| [texts[side], evidence[side].numbers, evidence[side].present()]);
    of_counts(name, MixedWith::NumberText, sides)
}

/// Of each side the values of one type, those of the other, and all values.
fn of_counts(name: &str, with: MixedWith, sides: [[u64; 3]; 2]) -> Option<MixedTypes> {
    let share = |count: u64, all: u64| count as f64 / all.max(1) as f64;
    let is_mixed = |[one, other, all]: [u64; 3]| share(one.min(other), all) >= LEAST_SHARE;
    let [reference, production] = sides.map(|[one, _, all]| share(one, all));
    sides.into_iter().any(is_mixed).then(|| MixedTypes { name: name.to_owned(), with, reference, production })
}

/// The strings of a column that look like numbers.
pub(crate) fn number_texts(column: &Column, evidence: &Evidence) -> u64 {
    let codes = evidence.classes.iter().zip(&evidence.code_counts).enumerate();
    let numbers = codes.filter(|(_, (class, count))| **count > 0 && matches!(class, TextClass::Number(_)));
    let texts = numbers.map(|(code, (_, count))| (column.dictionary.get(code as u32), *count));
    plain(texts).saturating_sub(evidence.big_integers)
}

/// How many of these strings are written as programs write numbers.
pub(crate) fn plain<'a>(texts: impl Iterator<Item = (&'a str, u64)>) -> u64 {
    let is_plain = |text: &str| text.trim().parse::<f64>().is_ok_and(f64::is_finite) && padded_digits(text).is_none();
    texts.filter(|(text, _)| is_plain(text)).fold(0, |sum, (_, count)| sum.saturating_add(count))
}

/// The columns of which a side has single values in some rows and objects or lists in others, which are columns of their own under
/// its name. That they are of the same column shows where no more rows have either than there are.
pub(crate) fn partly_nested(columns: &[Described]) -> Vec<MixedTypes> {
    let mut places: BTreeMap<&str, (usize, [u64; 2])> = BTreeMap::new();
    places.extend(columns.iter().enumerate().map(|(place, column)| (column.report.name.as_str(), (place, [0, 0]))));
    for column in columns {
        for (end, _) in column.report.name.match_indices('.') {
            if let Some((_, nested)) = places.get_mut(&column.report.name[..end]) {
                *nested = [0, 1].map(|side| nested[side].max(column.summaries()[side].count));
            }
        }
    }
    let mut found: Vec<(usize, [u64; 2])> = places.into_values().filter(|(_, nested)| *nested != [0, 0]).collect();
    found.sort_unstable();
    let of = |(place, nested): (usize, [u64; 2])| {
        let column = &columns[place];
        let sides = [0, 1].map(|side| {
            let (single, missing) = (column.summaries()[side].count, column.summaries()[side].missing);
            let nested = if nested[side] <= missing { nested[side] } else { 0 };
            [nested, single, nested + single]
        });
        of_counts(&column.report.name, MixedWith::Nested, sides)
    };
    found.into_iter().filter_map(of).collect()
}

/// The columns of both sides that have no value on a side that has rows.
pub(crate) fn all_missing(columns: &[Described], rows: [u64; 2]) -> Vec<AllMissing> {
    let found = columns.iter().filter(|column| {
        column.report.presence == Presence::Both
            && column.is_empty != [false, false]
            && !labels_awaited::are_awaited(column)
    });
    let of = |column: &Described| {
        let [reference, production] = [0, 1].map(|side| column.is_empty[side] && rows[side] > 0);
        (reference || production).then(|| AllMissing { name: column.report.name.clone(), reference, production })
    };
    found.filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_strings_that_programs_write_for_numbers_count() {
        let texts = [("3", 2), ("-4.5e3", 1), ("1,234", 9), ("007", 9), ("nan", 9), ("", 9), ("inf", 9)];
        assert_eq!(plain(texts.into_iter()), 3);
    }

    #[test]
    fn a_few_strings_are_no_habit() {
        let side = |numbers, number_texts| Evidence { numbers, number_texts, ..Evidence::default() };
        let of = |texts: [u64; 2]| {
            let sides = texts.map(|texts| side(300 - texts, texts));
            mixed_types("x", [&sides[0], &sides[1]], || texts).map(|mixed| [mixed.reference, mixed.production])
        };
        assert_eq!(of([0, 100]), Some([0.0, 1.0 / 3.0]));
        assert_eq!(of([30, 60]), Some([0.1, 0.2]));
        assert_eq!(of([0, 2]), None);
        assert_eq!(of([0, 300]), None, "another type altogether");
    }
}
