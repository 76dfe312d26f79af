//! Free text: how long texts are, and which words they have.
//!
//! Texts are compared in two parts. **Length** is a number like any other: Kolmogorov–Smirnov, and the effect on common bins.
//! **Words** are compared by a classifier: it learns from one half of both sides which words speak for production, and
//! gives each text of the other half a score. Those scores are numbers again, and were the two sides alike, they would be
//! alike, whatever was learned. So one test sees any word that rose or fell, and is not wrong more often for there
//! being ten thousand of them.
//!
//! Nothing here depends on the order of the rows: see [`texts`].

mod classifier;
mod texts;
mod unseen;
mod vocabulary;
mod word_changes;

use driftscope_stats::combined_rank::combined_rank;
use driftscope_stats::{bins, sorting};
use driftscope_table::Column;
use driftscope_table::typing::Evidence;

use crate::statistics::part_size::PartSize;
use crate::values::histogram::{Scale, histogram};
use crate::values::numeric::{self, Numbers};
use driftscope_report::{DriftPart, Part, TextDrift, TextSide};
use texts::Texts;
use vocabulary::Vocabulary;

/// A column compared by its texts.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    pub drift: TextDrift,
    /// Both sides hold the same texts equally often, and nothing but texts.
    pub is_identical: bool,
    /// Empty where a side has no text.
    pub parts: Vec<DriftPart>,
}

/// Compares the texts of both sides.
pub(crate) fn compare(sides: [Option<(&Column, &Evidence)>; 2]) -> Compared {
    let texts = sides.map(Texts::of);
    let lengths = texts.each_ref().map(|side| numbers(side.lengths()));
    let mut vocabulary = Vocabulary::default();
    let worded = vocabulary.read_both(&texts);
    let mut parts = Vec::new();
    let classified = classifier::compare(&worded, vocabulary.len());
    let (classifier, words) = classified.unzip();
    parts.extend(words);
    parts.extend(length_part(&lengths));
    let side = |at: usize| {
        let words = numbers(worded[at].iter().flat_map(|text| text.repeated(text.length)).collect());
        TextSide {
            texts: texts[at].len(),
            left_out: sides[at].map_or(0, |(_, evidence)| evidence.present().saturating_sub(texts[at].len())),
            looked_at: words.sorted.len() as u64,
            cut: worded[at].iter().filter(|text| !text.is_whole).map(|text| text.copies()).sum(),
            characters: lengths[at].summary(),
            words: words.summary(),
        }
    };
    let changes = word_changes::compare(&worded, &vocabulary);
    let drift = TextDrift {
        reference: side(0),
        production: side(1),
        lengths: histogram(lengths[0].finite(), lengths[1].finite(), Scale::Whole),
        vocabulary: vocabulary.len() as u64,
        vocabulary_full: vocabulary.is_full(),
        classifier,
        unseen: unseen::compare(&worded, vocabulary.len()),
        compared_words: changes.compared,
        risen: changes.risen,
        fallen: changes.fallen,
    };
    let is_identical = texts[0].holds_the_same(&texts[1]) && drift.reference.left_out + drift.production.left_out == 0;
    Compared { drift, is_identical, parts }
}

fn numbers(mut values: Vec<f64>) -> Numbers {
    sorting::sort_numbers(&mut values);
    Numbers::of_sorted(values, 0)
}

/// The length of texts as a part of the verdict.
pub(crate) fn length_part([reference, production]: &[Numbers; 2]) -> Option<DriftPart> {
    let (reference, production) = (&reference.sorted, &production.sorted);
    let test = combined_rank(reference, production);
    let edges = bins::pooled_quantile_edges(reference, production);
    let counts = [bins::count_between(reference, &edges), bins::count_between(production, &edges)];
    let p_value = numeric::p_value(test.as_ref());
    Some(PartSize::of(&counts[0], &counts[1])?.part(Part::Length, numeric::COMBINED_RANK, p_value))
}
