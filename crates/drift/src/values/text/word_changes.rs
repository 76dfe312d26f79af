//! The words that are in more or in fewer texts than before.

use driftscope_stats::correction::holm;
use driftscope_stats::naive_bayes::{Document, texts_with};
use driftscope_stats::proportions::two_proportions;
use driftscope_stats::sorting::sort_by;

use super::vocabulary::{Vocabulary, Worded};
use crate::statistics::shares;
use driftscope_report::{DESCRIPTIVE_ALPHA, WordChange};

/// Words of a direction that are listed.
const LISTED: usize = 20;

/// A word is listed only if this many texts of a side have it: rarer ones may reveal who wrote them.
const FEWEST_TEXTS: u64 = 5;
const ONE_TEXT_IN: u64 = 1_000;

/// What changed, and among how many words.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub compared: u64,
    pub risen: Vec<WordChange>,
    pub fallen: Vec<WordChange>,
}

/// Compares the share of texts that have a word, for each that is frequent enough to be named.
pub(super) fn compare(sides: &[Vec<Worded>; 2], vocabulary: &Vocabulary) -> Changes {
    let texts = sides.each_ref().map(|side| side.iter().map(Worded::copies).sum::<u64>());
    let [reference, production] = sides.each_ref().map(|side| {
        let documents: Vec<_> =
            side.iter().map(|text| Document { words: &text.words, copies: text.copies() }).collect();
        texts_with(&documents, vocabulary.len())
    });
    let names = vocabulary.words();
    let fewest = texts.map(|texts| FEWEST_TEXTS.max(texts.div_ceil(ONE_TEXT_IN)));
    let mut compared = Vec::new();
    for (word, (&from, &to)) in names.iter().zip(reference.iter().zip(&production)) {
        if from < fewest[0] && to < fewest[1] {
            continue;
        }
        let Some(z) = two_proportions(to, texts[1], from, texts[0]).map(|test| test.z) else { continue };
        let p_value = shares::test_among_many([from, to], texts).map_or(1.0, |(_, p_value)| p_value);
        let share = |count: u64, side: usize| count as f64 / texts[side] as f64;
        compared.push((
            WordChange {
                word: (*word).to_owned(),
                reference: share(from, 0),
                production: share(to, 1),
                z,
                p_adjusted: 1.0,
            },
            p_value,
        ));
    }
    let p_values: Vec<f64> = compared.iter().map(|(_, p_value)| *p_value).collect();
    let mut changes = Changes { compared: compared.len() as u64, ..Changes::default() };
    for ((change, _), p_adjusted) in compared.into_iter().zip(holm(&p_values)) {
        if p_adjusted < DESCRIPTIVE_ALPHA {
            let list = if change.z > 0.0 { &mut changes.risen } else { &mut changes.fallen };
            list.push(WordChange { p_adjusted, ..change });
        }
    }
    for list in [&mut changes.risen, &mut changes.fallen] {
        sort_by(list, &|a, b| b.z.abs().total_cmp(&a.z.abs()).then_with(|| a.word.cmp(&b.word)));
        list.truncate(LISTED);
    }
    changes
}
