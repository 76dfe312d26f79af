//! What a report holds of a free-text column: how long its texts are and which words they have, and no text.

use serde::{Deserialize, Serialize};

use super::{Histogram, Summary};

/// How the texts of a column changed. All figures on words look at up to 20 000 texts of each side, drawn with a seed that
/// is made from the texts themselves, and at the beginning of very long ones.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextDrift {
    /// The reference's texts.
    pub reference: TextSide,
    /// Production's texts.
    pub production: TextSide,
    /// Both sides by length in characters, on common edges.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lengths: Option<Histogram>,
    /// Distinct words of the texts that were looked at, on both sides together.
    pub vocabulary: u64,
    /// Whether there were more distinct words than are kept; the last ones are then missing.
    #[serde(default)]
    pub vocabulary_full: bool,
    /// How well their words distinguish held-out texts of the two sides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classifier: Option<DomainClassifier>,
    /// How many of production's words the reference does not have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unseen: Option<UnseenWords>,
    /// The words whose shares were compared: those frequent enough to be listed. The adjusted p-values are corrected for as
    /// many (Holm).
    #[serde(default)]
    pub compared_words: u64,
    /// Words in a larger share of production's texts than of the reference's, the surest first; at most 20, and only those
    /// whose adjusted p-value is below α.
    #[serde(default)]
    pub risen: Vec<WordChange>,
    /// Words in a smaller share, likewise.
    #[serde(default)]
    pub fallen: Vec<WordChange>,
}

/// The texts of one side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextSide {
    /// Texts that are there.
    pub texts: u64,
    /// Values that are there without their text: no strings, or strings past the limit of what is kept.
    #[serde(default)]
    pub left_out: u64,
    /// Texts whose words were looked at: all, or a sample.
    pub looked_at: u64,
    /// Of these, the ones of which only the beginning was looked at.
    #[serde(default)]
    pub cut: u64,
    /// Their length in characters, of all texts.
    pub characters: Summary,
    /// Their length in words, of those looked at.
    pub words: Summary,
}

/// A classifier that tells the two sides apart by the words of a text, trained on one half and judged on the other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DomainClassifier {
    /// The probability that a held-out text of production looks more like production than one of the reference does: 0.5
    /// if they cannot be distinguished, 1 if they always can.
    pub auc: f64,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end of its 95 % interval.
    pub high: Option<f64>,
    /// Held-out texts of the reference.
    pub reference: u64,
    /// Held-out texts of production.
    pub production: u64,
    /// The words it goes by.
    pub words: u64,
}

/// Words that the reference's training half does not have.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UnseenWords {
    /// Their share of the words of the reference's other half: what is expected without drift.
    pub expected: f64,
    /// Their share of the words of half of production.
    pub found: f64,
    /// The Mann–Whitney test of the shares of single texts, two-sided.
    pub p_value: Option<f64>,
}

/// A word that is in another share of the texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WordChange {
    /// The word.
    pub word: String,
    /// The share of the reference's texts that have it.
    pub reference: f64,
    /// The share of production's texts that have it.
    pub production: f64,
    /// The standardised difference of the shares, positive where the word has risen.
    pub z: f64,
    /// The p-value of the difference, corrected for all words that were compared (Holm).
    pub p_adjusted: f64,
}
