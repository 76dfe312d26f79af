//! Timestamps in spellings that are not known, and numbers that only rise: what follows the rows and says nothing else.
//!
//! Production always has later ones than the reference, so compared as values they drift every day. A column is such a sequence
//! where three things come together: no value is on both sides, and those of one side come after those of the other; texts look
//! alike but for their digits; and nearly every row has a larger value than the one before. Of texts a few rows may have the same
//! value, of numbers hardly any. Numbers must be whole and have equally many digits, nine at least, as timestamps and the numbers of
//! events have, or lie in our time as seconds since 1970 or as Julian days: a meter that rises with the rows is a measurement, and its
//! drift is to be found.

use std::cmp::Ordering;

use driftscope_table::typing::{OUR_TIME, TextClass};
use driftscope_table::{CellKind, Column};

use crate::values::side::Side;

/// Values of a side without which chance may put them in order.
const FEWEST: usize = 20;

/// Distinct texts of a side without which they are labels of versions or batches.
const FEWEST_DISTINCT: usize = 5;

/// Numbers of fewer digits are a meter that runs, whose drift is to be found.
const LEAST_STAMP: f64 = 1e8;

/// One step in this many may go down, or be none.
const MOST_FALLS: usize = 20;

/// 1990-01-01 and 2100-01-01 as seconds since 1970, which many programs write with a fraction, and as Julian days.
const MOMENTS: [(f64, f64); 2] = [OUR_TIME, (2_447_892.5, 2_488_069.5)];

/// Why the values of a sequence are not tested.
pub(crate) const REASON: &str =
    "Not tested: its values rise with the rows and no two sides share one, as those of timestamps and counters";

/// Whether the texts of both sides are a sequence.
pub(crate) fn of_texts(sides: &[Side<'_>; 2]) -> bool {
    let [Some(reference), Some(production)] = sides.each_ref().map(texts) else { return false };
    let (Some(one), Some(other)) = (ends(&reference), ends(&production)) else { return false };
    let form = form_of(reference[0]);
    let apart = compare(one.1, other.0) == Ordering::Less || compare(other.1, one.0) == Ordering::Less;
    apart && [&reference, &production].iter().all(|side| rise(side) && look_alike(side, &form))
}

/// Whether numbers in the order of their rows are a sequence.
pub(crate) fn of_numbers(sides: &[Side<'_>; 2], sorted: [&[f64]; 2]) -> bool {
    let [Some(low), Some(other_low)] = sorted.map(|side| side.first()) else { return false };
    let [Some(high), Some(other_high)] = sorted.map(|side| side.last()) else { return false };
    let is_plain = sides.iter().all(|side| side.evidence.written_out == 0);
    let is_whole = sides.iter().all(|side| side.evidence.fractions == 0);
    let apart = high < other_low || other_high < low;
    let [least, most] = [low.min(*other_low), high.max(*other_high)];
    let is_stamp = is_whole && least >= LEAST_STAMP && format!("{least:.0}").len() == format!("{most:.0}").len();
    let are_moments = MOMENTS.iter().any(|(from, to)| *from <= least && most <= *to);
    is_plain
        && apart
        && (is_stamp || are_moments)
        && sorted.iter().all(|side| side.len() >= FEWEST)
        && sides.iter().all(|side| super::running_number::rises(side.numbers_by_row()))
}

/// The texts of a side in the order of its rows; `None` where there are other values, or too few.
fn texts<'a>(side: &Side<'a>) -> Option<Vec<&'a str>> {
    let column: &'a Column = side.column?;
    let evidence = &side.evidence;
    let is_all_text = evidence.other_texts == evidence.present() && evidence.present() >= FEWEST as u64;
    let is_other = |code: u32| evidence.classes.get(code as usize) == Some(&TextClass::Other);
    is_all_text.then(|| {
        let cells = column.cells.iter().filter_map(|cell| match cell.kind() {
            CellKind::Text(code) if is_other(code) => Some(column.dictionary.get(code).trim()),
            _ => None,
        });
        cells.collect()
    })
}

fn ends<'a>(texts: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let first = texts.iter().copied().min_by(|one, other| compare(one, other))?;
    let last = texts.iter().copied().max_by(|one, other| compare(one, other))?;
    Some((first, last))
}

fn rise(texts: &[&str]) -> bool {
    let falls = texts.windows(2).filter(|pair| compare(pair[0], pair[1]) == Ordering::Greater).count();
    let changes = texts.windows(2).filter(|pair| pair[0] != pair[1]).count();
    falls <= texts.len() / MOST_FALLS && changes + 1 >= FEWEST_DISTINCT
}

fn look_alike(texts: &[&str], form: &str) -> bool {
    let others = texts.iter().filter(|text| form_of(text) != form).count();
    others <= texts.len() / MOST_FALLS
}

/// A text with one sign for each run of digits; those without digits are labels.
fn form_of(text: &str) -> String {
    let mut form = String::new();
    for letter in text.chars() {
        let letter = if letter.is_ascii_digit() { '9' } else { letter };
        if letter != '9' || !form.ends_with('9') {
            form.push(letter);
        }
    }
    form
}

/// Compares two texts by their runs of digits as numbers.
fn compare(one: &str, other: &str) -> Ordering {
    numbers(one).cmp(numbers(other))
}

/// The runs of digits of a text, without zeros before them, each after its length: a longer one is a larger number.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let runs = text.split(|letter: char| !letter.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.trim_start_matches('0')).map(|run| (run.len(), run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_compare_as_numbers() {
        assert_eq!(compare("run-9", "run-10"), Ordering::Less);
        assert_eq!(compare("2026/007.5", "2026/7.10"), Ordering::Less);
        assert_eq!(compare("b-1", "a-1"), Ordering::Equal);
        assert_eq!(form_of("run-2026_10"), "run-9_9");
        assert!(
            rise(&["1", "1", "2", "3", "4", "5"]) && !rise(&["1", "1", "1", "2"]) && !rise(&["5", "4", "3", "2", "1"])
        );
    }
}
