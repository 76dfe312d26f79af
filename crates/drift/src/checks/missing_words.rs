//! Words that count as missing values: `NA`, `None`, `null`. Among labels one may be a label of its own, and so it is reported.

use std::collections::BTreeMap;

use driftscope_present::numbers;
use driftscope_report::{Kind, MissingWord, Reading, ReadingCode};
use driftscope_table::typing::TextClass;

use crate::values::side::Side;

/// Words that no label is: those that programs write for a number that is none, or for a formula that failed.
const NO_LABELS: [&str; 9] = ["nan", "NaN", "-nan", "-NaN", "NaT", "\\N", "(null)", "<null>", "<NA>"];

/// The words of both sides, in alphabetical order.
pub(crate) fn of_rows(sides: &[Side<'_>; 2]) -> Vec<MissingWord> {
    let mut words = BTreeMap::<&str, [u64; 2]>::new();
    for (at, side) in sides.iter().enumerate() {
        let Some(column) = side.column else { continue };
        for (code, (class, count)) in side.evidence.classes.iter().zip(&side.evidence.code_counts).enumerate() {
            let text = column.dictionary.get(code as u32).trim();
            if *class == TextClass::Null && *count > 0 && !text.is_empty() {
                words.entry(text).or_default()[at] += count;
            }
        }
    }
    let word = |(word, [reference, production]): (&str, [u64; 2])| MissingWord {
        word: word.to_owned(),
        reference,
        production,
    };
    words.into_iter().map(word).collect()
}

/// How the words of a column of labels were read, which may be labels as well. `rows` are those of both sides.
pub(crate) fn reading(words: &[MissingWord], kind: Kind, rows: [u64; 2]) -> Option<Reading> {
    let is_doubtful = |word: &&MissingWord| {
        !NO_LABELS.contains(&word.word.as_str()) && !word.word.starts_with(['#', '-']) && !word.word.contains("1.#")
    };
    let doubtful: Vec<&MissingWord> = words.iter().filter(is_doubtful).collect();
    if doubtful.is_empty() || !matches!(kind, Kind::Category | Kind::Constant | Kind::Boolean) {
        return None;
    }
    let share = |count: u64, side: usize| numbers::percent(count as f64 / rows[side].max(1) as f64);
    let listed = doubtful.iter().map(|word| {
        let (of_reference, of_production) = (share(word.reference, 0), share(word.production, 1));
        format!(
            "“{}” in {of_reference} of the reference and {of_production} of production",
            numbers::name(&word.word, 32)
        )
    });
    let listed = listed.collect::<Vec<_>>().join(", ");
    Some(Reading {
        code: ReadingCode::MissingWords,
        sentence: format!("Missing values are written {listed}: set words_are_labels if these are labels"),
        other_kind: None,
    })
}
