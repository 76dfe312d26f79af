//! How the values of a column were read, where they could have been read otherwise.

use serde::{Deserialize, Serialize};

use crate::Kind;

/// Which choice was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadingCode {
    /// Whole numbers with more digits than a number holds are labels.
    LongDigits,
    /// Numbers in strings that would lose zeros after the point are labels.
    TrailingZeros,
    /// Whole numbers under the name of a code are labels.
    CodeName,
    /// Numbers have a unit, and are converted to it where some have another.
    Unit,
    /// Values such as `14:30:05` are times of the day, durations or labels.
    Clock,
    /// Labels in another Unicode form or with other blanks count as the usual ones.
    LabelForms,
    /// Labels of the two sides differ only in capitals or a final dot.
    Capitals,
    /// Labels of one side were read in another encoding than they were written in.
    Encoding,
    /// A word among labels counts as a missing value.
    MissingWords,
    /// Few whole numbers that lie far apart are labels.
    #[default]
    FarApart,
}

/// A word that counts as a missing value, such as `NA`, and how often each side has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingWord {
    /// The word as it was written.
    pub word: String,
    /// Values of the reference.
    pub reference: u64,
    /// Values of production.
    pub production: u64,
}

/// A choice that was made in reading the values of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Which choice.
    pub code: ReadingCode,
    /// In a sentence.
    pub sentence: String,
    /// The kind that the column has if the guess is wrong; a person sets it. `None` where there is no doubt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other_kind: Option<Kind>,
}
