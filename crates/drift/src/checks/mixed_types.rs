//! Columns whose numbers are partly text: a fault of one of two programs that write the data.
//!
//! Numbers of which some are strings, `3` and `"3"`, are read as one type and drift by nothing, but one of two writers has changed.
//! Only strings that a program writes for a number count: no `1,234`, no `007`, and no integer past 2^53, which is kept as its
//! digits.

use driftscope_report::{MixedTypes, MixedWith};
use driftscope_table::Column;
use driftscope_table::typing::{Evidence, TextClass, padded_digits};

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
pub(crate) fn of_counts(name: &str, with: MixedWith, sides: [[u64; 3]; 2]) -> Option<MixedTypes> {
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
