//! Labels that differ only in how they are written: in capitals, in a final dot, or by an encoding that was misread.
//!
//! Labels in other Unicode forms, or with other blanks, are one label ([`label_form`]), since both look the same. Capitals may mean
//! something, so these labels stay two, and so do labels of which one was damaged on its way; but the column says what they are.

use std::collections::BTreeMap;

use driftscope_present::numbers;
use driftscope_report::{Reading, ReadingCode};
use driftscope_table::typing::{TextClass, label_form, misread};

use crate::values::label::Label;
use crate::values::side::Side;

/// Labels that are looked at.
const MOST: usize = 10_000;

/// Letters of a label in a sentence.
const SHOWN: usize = 32;

/// Whether any label was written in another form than the usual one.
pub(crate) fn are_formed(sides: &[Side<'_>; 2]) -> bool {
    sides.iter().any(|side| {
        let Some(column) = side.column else { return false };
        let kept = column.dictionary.iter().zip(&side.evidence.classes).zip(&side.evidence.code_counts);
        let mut others = kept.filter(|((_, class), count)| **class == TextClass::Other && **count > 0);
        others.any(|((text, _), _)| label_form(text) != text.trim())
    })
}

/// What there is to say of the labels of a column.
pub(crate) fn readings(labels: &[Label], are_formed: bool) -> Vec<Reading> {
    let formed = are_formed.then(|| {
        let sentence =
            "Labels in another Unicode form, or with other blanks, count as one with those in the usual form";
        reading(ReadingCode::LabelForms, sentence.to_owned())
    });
    if labels.len() > MOST {
        return formed.into_iter().collect();
    }
    let only_in = |side: usize| labels.iter().filter(move |label| has(label, side) && !has(label, 1 - side));
    let bare = |text: &str| text.trim_end_matches('.').to_lowercase();
    let capitals = pairs(only_in(0), only_in(1), |text| Some(bare(text)), bare);
    let damaged_there =
        pairs(only_in(0), only_in(1), |text| Some(text.to_owned()), |text| misread(text).unwrap_or_default());
    let damaged_here = pairs(only_in(0), only_in(1), misread, str::to_owned);
    let name = |text: &str| numbers::name(text, SHOWN);
    let more = |count: usize| if count > 1 { format!(", and {} more", count - 1) } else { String::new() };
    let capitals = capitals.first().map(|(one, other)| {
        let sentence = format!(
            "Labels are the same on both sides but for capitals or a final dot: “{}” in the reference is “{}” in production{}",
            name(one),
            name(other),
            more(capitals.len())
        );
        reading(ReadingCode::Capitals, sentence)
    });
    let damaged = |found: &[(&str, &str)], side: &str, is_reference: bool| {
        let (one, other) = *found.first()?;
        let (damaged, meant) = if is_reference { (one, other) } else { (other, one) };
        let sentence = format!(
            "Labels of {side} are UTF-8 that was read as Windows-1252 on its way: “{}” is “{}”{}. Export them as UTF-8",
            name(damaged),
            name(meant),
            more(found.len())
        );
        Some(reading(ReadingCode::Encoding, sentence))
    };
    let damaged = [damaged(&damaged_here, "the reference", true), damaged(&damaged_there, "production", false)];
    formed.into_iter().chain(capitals).chain(damaged.into_iter().flatten()).collect()
}

fn reading(code: ReadingCode, sentence: String) -> Reading {
    Reading { code, sentence, other_kind: None }
}

fn has(label: &Label, side: usize) -> bool {
    [label.reference, label.production][side] > 0
}

/// The labels of one side and of the other that have the same key.
fn pairs<'a>(
    here: impl Iterator<Item = &'a Label>,
    there: impl Iterator<Item = &'a Label>,
    key_here: impl Fn(&str) -> Option<String>,
    key_there: impl Fn(&str) -> String,
) -> Vec<(&'a str, &'a str)> {
    let known: BTreeMap<String, &str> = here
        .filter_map(|label| Some((key_here(&label.text).filter(|key| !key.is_empty())?, label.text.as_str())))
        .collect();
    there.filter_map(|label| Some((*known.get(&key_there(&label.text))?, label.text.as_str()))).collect()
}
