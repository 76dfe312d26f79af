//! What is left out of a report, or made neutral in it, before it is sent: the choices, each declared once.
//!
//! The names in `--redact` and in a policy file, the boxes of the page and the table in docs/privacy.md are made from [`REDACTIONS`].
//! `crates/redact` applies them. A report that was redacted says by which choices.

use serde::{Deserialize, Serialize};

/// The count below which cells are hidden where a person names no other.
pub const USUAL_SMALL_COUNT: u64 = 10;

/// The largest such count: rounding to more would leave nothing to look at.
pub const MOST_SMALL_COUNT: u64 = 10_000;

/// What is left out of a report, or made neutral in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Redaction {
    /// Columns are called "column 1", "column 2".
    pub names: bool,
    /// Labels are called "label 1", "label 2"; words of texts, units and everything quoted from the input is left out.
    pub labels: bool,
    /// Counts are rounded to multiples of this number, so that none below it can be told, by differences neither; 0 for exact counts.
    pub small_counts: u64,
    /// Histograms have about a dozen bins, and quantiles, means and edges are rounded.
    pub coarse: bool,
    /// No smallest and largest values, and no quantiles beyond which fewer than five values lie; moments to the day.
    pub extremes: bool,
    /// No forms and lengths of identifiers.
    pub identifiers: bool,
    /// Files are called "reference file 1".
    pub files: bool,
    /// No SHA-256 of the files: anyone who has a file can otherwise prove that it was this one.
    pub fingerprints: bool,
    /// No title, summary, notes on columns and findings, and reasons of what is known.
    pub notes: bool,
    /// No quantiles.
    pub quantiles: bool,
    /// Nothing by window of time.
    pub windows: bool,
    /// Nothing by segment.
    pub segments: bool,
}

/// A choice of [`Redaction`], for people and programs.
#[derive(Debug)]
pub struct RedactionChoice {
    /// Its name in a policy file and after `--redact`.
    pub id: &'static str,
    /// The words beside its box.
    pub title: &'static str,
    /// Whether it is chosen.
    pub get: fn(&Redaction) -> bool,
    /// Chooses it, or does not.
    pub set: fn(&mut Redaction, bool),
}

macro_rules! choices {
    ($($id:ident $title:literal;)*) => {
        /// Every choice, in the order in which they are shown.
        pub static REDACTIONS: &[RedactionChoice] = &[$(RedactionChoice {
            id: stringify!($id),
            title: $title,
            get: |redaction| redaction.$id.is_chosen(),
            set: |redaction, chosen| redaction.$id.choose(chosen),
        }),*];

        impl Redaction {
            /// Whether anything is left out at all.
            pub fn is_any(&self) -> bool {
                // A choice that is not listed above does not compile here.
                let Self { $($id),* } = self;
                [$($id.is_chosen()),*].contains(&true)
            }
        }
    };
}

choices! {
    names "Neutral names for columns";
    labels "Neutral names for labels; no words, units or quotes";
    small_counts "Counts rounded, so that small ones are hidden";
    coarse "Coarser histograms and rounded figures";
    extremes "No smallest and largest values";
    identifiers "No forms of identifiers";
    files "No file names";
    fingerprints "No SHA-256 of the files";
    notes "No notes of yours";
    quantiles "No quantiles";
    windows "Nothing by window of time";
    segments "Nothing by segment";
}

/// A field of [`Redaction`] as a box that is ticked or not.
trait Choice {
    fn is_chosen(&self) -> bool;
    fn choose(&mut self, chosen: bool);
}

impl Choice for bool {
    fn is_chosen(&self) -> bool {
        *self
    }

    fn choose(&mut self, chosen: bool) {
        *self = chosen;
    }
}

impl Choice for u64 {
    fn is_chosen(&self) -> bool {
        *self > 1
    }

    fn choose(&mut self, chosen: bool) {
        *self = if chosen { USUAL_SMALL_COUNT } else { 0 };
    }
}

/// Why words are no redaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RedactionError {
    /// There is no such choice.
    Unknown {
        /// What was written.
        word: String,
    },
    /// The count is not a number from 2 to [`MOST_SMALL_COUNT`].
    Count {
        /// What was written.
        word: String,
    },
}

impl std::fmt::Display for RedactionError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown { word } => {
                let known: Vec<&str> = REDACTIONS.iter().map(|choice| choice.id).collect();
                write!(formatter, "there is nothing to redact called `{word}`: it may be all, {}", known.join(", "))
            }
            Self::Count { word } => {
                write!(formatter, "small_counts is a whole number from 2 to {MOST_SMALL_COUNT}, not `{word}`")
            }
        }
    }
}

impl std::error::Error for RedactionError {}

impl Redaction {
    /// Everything that makes a report neutral, and leaves nothing out that a reader needs to follow the verdicts.
    pub fn all() -> Self {
        let mut all = Self::default();
        let whole = ["quantiles", "windows", "segments", "fingerprints"];
        REDACTIONS.iter().filter(|choice| !whole.contains(&choice.id)).for_each(|choice| (choice.set)(&mut all, true));
        all
    }

    /// The same, with a count that can be used.
    pub fn checked(self) -> Result<Self, RedactionError> {
        if self.small_counts > MOST_SMALL_COUNT {
            return Err(RedactionError::Count { word: self.small_counts.to_string() });
        }
        Ok(self)
    }

    /// These choices and those of an earlier redaction.
    pub fn with(&self, earlier: Option<&Self>) -> Self {
        let mut both = self.clone();
        for choice in REDACTIONS.iter().filter(|choice| earlier.is_some_and(choice.get)) {
            (choice.set)(&mut both, true);
        }
        both.small_counts = self.small_counts.max(earlier.map_or(0, |earlier| earlier.small_counts));
        both
    }

    /// The titles of what was chosen.
    pub fn titles(&self) -> Vec<&'static str> {
        REDACTIONS.iter().filter(|choice| (choice.get)(self)).map(|choice| choice.title).collect()
    }
}

impl std::str::FromStr for Redaction {
    type Err = RedactionError;

    /// `all`, or names of choices with commas between them: `names,labels,small_counts=20`.
    fn from_str(words: &str) -> Result<Self, RedactionError> {
        let mut redaction = Self::default();
        for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let (name, count) = word.split_once('=').map_or((word, None), |(name, count)| (name, Some(count)));
            if name == "all" && count.is_none() {
                for choice in REDACTIONS.iter().filter(|choice| (choice.get)(&Self::all())) {
                    (choice.set)(&mut redaction, true);
                }
                continue;
            }
            let unknown = || RedactionError::Unknown { word: word.to_owned() };
            let choice = REDACTIONS.iter().find(|choice| choice.id == name).ok_or_else(unknown)?;
            (choice.set)(&mut redaction, true);
            if let Some(count) = count {
                let wrong = || RedactionError::Count { word: count.to_owned() };
                let count = count.parse().ok().filter(|count| (2..=MOST_SMALL_COUNT).contains(count));
                if name != "small_counts" {
                    return Err(unknown());
                }
                redaction.small_counts = count.ok_or_else(wrong)?;
            }
        }
        Ok(redaction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_read_by_name() {
        let redaction: Redaction = "names, small_counts=20".parse().unwrap();
        assert_eq!(redaction, Redaction { names: true, small_counts: 20, ..Redaction::default() });
        assert_eq!("all".parse(), Ok(Redaction::all()));
        assert_eq!("small_counts".parse::<Redaction>().unwrap().small_counts, USUAL_SMALL_COUNT);
        for wrong in ["name", "names=3", "small_counts=1", "small_counts=x", "small_counts=99999999"] {
            assert!(wrong.parse::<Redaction>().is_err(), "{wrong}");
        }
        assert!("rows".parse::<Redaction>().unwrap_err().to_string().contains("all, names, labels"));
        assert!(Redaction { small_counts: 99_999, ..Redaction::default() }.checked().is_err());
    }

    #[test]
    fn every_choice_can_be_set_and_is_then_any() {
        assert!(!Redaction::default().is_any());
        for choice in REDACTIONS {
            let mut redaction = Redaction::default();
            (choice.set)(&mut redaction, true);
            assert!(redaction.is_any() && (choice.get)(&redaction), "{}", choice.id);
            assert_eq!(redaction.titles(), [choice.title]);
            assert_eq!(Redaction::default().with(Some(&redaction)), redaction);
            (choice.set)(&mut redaction, false);
            assert_eq!(redaction, Redaction::default());
        }
    }
}
