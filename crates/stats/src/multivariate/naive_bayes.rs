//! The multinomial naive Bayes classifier, which tells two bodies of text apart by their words.
//!
//! ```text
//! θ(w, side) = (d(w, side) + 1)/(Σ d(·, side) + v)
//! score      = Σ over the telling words of a text of  ln θ(w, production) − ln θ(w, reference)
//! ```
//!
//! d is the number of the side's training texts that have the word, v the number of words that are known. A score above 0
//! speaks for production. Each word of a text counts once, however often it is repeated, which is the *binarised* form
//! (Manning, Raghavan and Schütze 2008, Introduction to Information Retrieval, chapter 13); the 1 is Laplace's. Words in
//! fewer than [`FEWEST`] training texts of both sides together are not known: there are very many of them, and they say
//! nothing that holds for other texts. Both sides count as equally likely beforehand, since the scores are compared with each
//! other only.
//!
//! **Telling words** are those whose shares of the training texts differ by three standard errors at least
//! ([`crate::proportions`]). Of thousands of words most have not changed, and the sum of their chance differences drowns
//! the one word that has: with a new word in 1 % of 10 000 texts the plain classifier finds nothing, and this one does.
//! The price is a topic that moves by a little in every word, which half of the texts may be too few to see.
//!
//! **A two-sample test.** Scores of texts that the model was *not* trained on differ between the sides only if the texts
//! do, for any model (Lopez-Paz and Oquab 2017, arXiv 1610.06545). So a test of held-out scores is valid
//! under no drift, and it sees any change of the words that half of the texts are enough to learn.
//!
//! Scores agree with scikit-learn's `MultinomialNB(alpha=1, fit_prior=False)` to 1e-12.

use crate::count_tests::proportions::two_proportions;

/// Training texts that must have a word.
pub const FEWEST: u64 = 3;

/// Standard errors by which the shares of a telling word differ at least.
const STANDARD_ERRORS: f64 = 3.0;

/// A text: the numbers of its distinct words, and how often it occurs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Document<'a> {
    /// The words, each once.
    pub words: &'a [u32],
    /// How many texts are this one.
    pub copies: u64,
}

/// The weight of each word.
#[derive(Clone, Debug, PartialEq)]
pub struct NaiveBayes {
    /// ln θ(w, production) − ln θ(w, reference), 0 for a word that does not tell.
    weights: Vec<f64>,
    telling: u64,
}

impl NaiveBayes {
    /// Learns from both sides. Words are numbered from 0 to `vocabulary` − 1; others are left out. `None` where a side has no
    /// text, or no word is known.
    ///
    /// ```
    /// use driftscope_stats::naive_bayes::{Document, NaiveBayes};
    ///
    /// let text = |words| Document { words, copies: 50 };
    /// let model = NaiveBayes::train(&[text(&[0, 1])], &[text(&[0, 2])], 3).unwrap();
    /// assert_eq!(model.score(&[0]), 0.0);
    /// assert!(model.score(&[2]) > 0.0 && model.score(&[0, 1]) < 0.0);
    /// ```
    #[must_use]
    pub fn train(reference: &[Document<'_>], production: &[Document<'_>], vocabulary: usize) -> Option<Self> {
        let counts = [reference, production].map(|side| texts_with(side, vocabulary));
        let texts = [reference, production]
            .map(|side| side.iter().fold(0, |texts: u64, document| texts.saturating_add(document.copies)));
        let is_known = |word: usize| counts[0][word].saturating_add(counts[1][word]) >= FEWEST;
        let known = (0..vocabulary).filter(|&word| is_known(word)).count();
        if known == 0 || texts.contains(&0) {
            return None;
        }
        let totals = [0, 1].map(|side: usize| {
            let sum: u128 =
                (0..vocabulary).filter(|&word| is_known(word)).map(|word| u128::from(counts[side][word])).sum();
            sum as f64 + known as f64
        });
        let log_share = |side: usize, word: usize| libm::log((counts[side][word] as f64 + 1.0) / totals[side]);
        let tells = |word: usize| {
            let test = two_proportions(counts[1][word], texts[1], counts[0][word], texts[0]);
            is_known(word) && test.is_some_and(|test| test.z.abs() >= STANDARD_ERRORS)
        };
        let weight = |word: usize| tells(word).then(|| log_share(1, word) - log_share(0, word));
        let weights: Vec<Option<f64>> = (0..vocabulary).map(weight).collect();
        let telling = weights.iter().flatten().count() as u64;
        Some(Self { weights: weights.into_iter().map(Option::unwrap_or_default).collect(), telling })
    }

    /// The score of a text: the larger, the more like production. 0 for a text without a telling word.
    #[must_use]
    pub fn score(&self, words: &[u32]) -> f64 {
        let weights = words.iter().filter_map(|&word| self.weights.get(word as usize));
        // Adding zero turns −0 into 0.
        weights.copied().collect::<crate::sums::compensated::Sum>().total() + 0.0
    }

    /// How many words tell.
    #[must_use]
    pub fn telling(&self) -> u64 {
        self.telling
    }
}

/// In how many texts each word occurs.
#[must_use]
pub fn texts_with(documents: &[Document<'_>], vocabulary: usize) -> Vec<u64> {
    let mut counts = vec![0_u64; vocabulary];
    for document in documents {
        for &word in document.words {
            if let Some(count) = counts.get_mut(word as usize) {
                *count = count.saturating_add(document.copies);
            }
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(words: &[u32], copies: u64) -> Document<'_> {
        Document { words, copies }
    }

    #[test]
    fn scores_follow_the_formula() {
        // Word 3 is in two texts only and not known, word 0 in nearly all. v = 3, Σ d = 80 and 70.
        let reference = [document(&[0, 1], 30), document(&[0, 3], 2), document(&[0], 18)];
        let production = [document(&[2], 10), document(&[0, 2], 10), document(&[0], 40)];
        let model = NaiveBayes::train(&reference, &production, 4).unwrap();
        assert_eq!(model.telling(), 3);
        let weight = |here: f64, there: f64| libm::log(here / 73.0) - libm::log(there / 83.0);
        for (word, expected) in [(0, weight(51.0, 51.0)), (1, weight(1.0, 31.0)), (2, weight(21.0, 1.0)), (3, 0.0)] {
            assert!((model.score(&[word]) - expected).abs() < 1e-15, "{word}");
        }
        assert!((model.score(&[1, 2, 3, 9]) - weight(1.0, 31.0) - weight(21.0, 1.0)).abs() < 1e-15);
    }

    #[test]
    fn a_word_that_changed_by_chance_tells_nothing() {
        let model =
            NaiveBayes::train(&[document(&[0], 20), document(&[], 80)], &[document(&[0], 28), document(&[], 72)], 1);
        let model = model.unwrap();
        assert_eq!((model.telling(), model.score(&[0])), (0, 0.0));
    }

    #[test]
    fn equal_sides_teach_nothing() {
        let side = [document(&[0, 1, 2], 4), document(&[1], 7)];
        let model = NaiveBayes::train(&side, &side, 3).unwrap();
        assert!([0, 1, 2].iter().all(|&word| model.score(&[word]) == 0.0));
    }

    #[test]
    fn without_texts_or_words_there_is_no_model() {
        let side = [document(&[0], 9)];
        assert_eq!(NaiveBayes::train(&side, &[], 1), None);
        assert_eq!(NaiveBayes::train(&[document(&[0], 0)], &side, 1), None);
        assert_eq!(NaiveBayes::train(&[document(&[], 9)], &[document(&[u32::MAX], 9)], 5), None);
        assert_eq!(NaiveBayes::train(&[document(&[0], 1)], &[document(&[0], 1)], 1), None);
        assert!(NaiveBayes::train(&[document(&[0], u64::MAX)], &[document(&[0], u64::MAX)], 1).is_some());
    }
}
