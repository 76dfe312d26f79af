//! One column of a profile: what its values say of its type, its numbers, its moments and its texts.
//!
//! The kind of a column is decided over both sides, and a profile is made where only one of them is known. So it keeps what
//! either kind would need: numbers as numbers however they were written, moments as seconds, and texts as they stand.

use std::collections::BTreeMap;

use driftscope_stats::value_sketch::ValueSketch;
use driftscope_table::typing::{Evidence, TextClass, merged_leading_zeros, spelled};
use driftscope_table::{Cell, CellKind, Column};

use super::numbers::NumberProfile;
use super::texts::TextProfile;
use crate::values::identifier::{Forms, IdentifierValues, Repetition};
use crate::values::numeric;

/// One column without its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ColumnProfile {
    pub name: String,
    /// The counts alone: without texts and their classes.
    pub evidence: Evidence,
    /// All numbers, written as such or spelled.
    pub numbers: NumberProfile,
    /// Moments that are spelled, in seconds since 1970.
    pub moments: ValueSketch,
    /// Values written as false and as true.
    pub booleans: [u64; 2],
    /// All strings that are there, numbers and moments among them.
    pub texts: TextProfile,
    /// The forms and lengths of all strings; nothing where only a hash of some is kept, or the profile does not tell.
    pub forms: Option<Forms>,
}

impl ColumnProfile {
    /// The profile of a column.
    pub(crate) fn of(column: &Column) -> Self {
        let evidence = Evidence::of(column);
        let numbers = numeric::numbers(column, &evidence);
        Self {
            name: column.name.clone(),
            numbers: NumberProfile::of_sorted(&numbers.sorted),
            moments: ValueSketch::of_sorted(&spelled_moments(column, &evidence)),
            booleans: column.booleans(),
            texts: TextProfile::of(column, &evidence),
            forms: Forms::of_column(column, &evidence),
            evidence: counts_of(&evidence),
        }
    }

    /// Adds the values of another part.
    pub(crate) fn merge(&mut self, part: Self) {
        self.evidence = merged(&self.evidence, &part.evidence);
        self.numbers.merge(&part.numbers);
        self.moments.merge(&part.moments);
        self.booleans = [0, 1].map(|value| self.booleans[value].saturating_add(part.booleans[value]));
        self.texts.merge(part.texts);
        self.forms = self.forms.take().zip(part.forms).map(|(mut forms, part)| {
            forms.merge(&part);
            forms
        });
    }

    /// What is compared of an identifier.
    pub(crate) fn identifiers(&self) -> IdentifierValues {
        let forms = self.forms.clone().map(|forms| forms.with_numbers_of(&self.evidence));
        // Of a string that is not kept it is known how often it occurs if that is once. Numbers in strings are kept twice.
        let sketch = &self.numbers.sketch;
        let are_told = self.texts.bound <= 1 && self.evidence.hashed == 0;
        let are_counted = self.evidence.numbers == 0 || self.evidence.number_texts == 0 && sketch.is_exact();
        if !are_told || !are_counted {
            return IdentifierValues { repetition: None, forms };
        }
        let mut repetition = Repetition::default();
        repetition.add(1, self.texts.other);
        self.texts.counts.iter().for_each(|(text, count)| repetition.add_text(text, *count));
        if self.evidence.numbers > 0 {
            sketch.buckets().iter().for_each(|bucket| repetition.add(bucket.count, 1));
            sketch.infinite().into_iter().for_each(|count| repetition.add(count, 1));
        }
        self.booleans.into_iter().for_each(|count| repetition.add(count, 1));
        IdentifierValues { repetition: Some(repetition), forms }
    }
}

/// The moments of texts, sorted.
fn spelled_moments(column: &Column, evidence: &Evidence) -> Vec<f64> {
    if evidence.datetime_texts == 0 {
        return Vec::new();
    }
    let seconds = |cell: &Cell| match cell.kind() {
        CellKind::Text(code) => match evidence.classes.get(code as usize) {
            Some(TextClass::Datetime(seconds)) => Some(*seconds),
            _ => None,
        },
        CellKind::Timestamp(moment) => spelled(moment, column),
        _ => None,
    };
    let mut moments: Vec<f64> = column.cells.iter().filter_map(seconds).filter(|moment| moment.is_finite()).collect();
    driftscope_stats::sorting::sort_numbers(&mut moments);
    moments
}

/// The same without what is kept for each text.
pub(super) fn counts_of(evidence: &Evidence) -> Evidence {
    // Missing values are what the counts leave of the rows, and distinct moments are counted with the texts.
    Evidence {
        code_counts: Vec::new(),
        classes: Vec::new(),
        buckets: Vec::new(),
        distinct_hashed: 0,
        hash_repetition: BTreeMap::new(),
        missing: 0,
        distinct_timestamps: 0,
        written_out: 0,
        open_spelling: None,
        unit: None,
        trailing_zeros: (0, None),
        ..evidence.clone()
    }
}

fn merged(one: &Evidence, other: &Evidence) -> Evidence {
    let sum = |count: fn(&Evidence) -> u64| count(one).saturating_add(count(other));
    let end = |of: fn(&Evidence) -> Option<f64>, choose: fn(f64, f64) -> f64| {
        of(one).into_iter().chain(of(other)).reduce(choose)
    };
    Evidence {
        numbers: sum(|side| side.numbers),
        booleans: sum(|side| side.booleans),
        number_texts: sum(|side| side.number_texts),
        boolean_texts: sum(|side| side.boolean_texts),
        datetime_texts: sum(|side| side.datetime_texts),
        other_texts: sum(|side| side.other_texts),
        tags: sum(|side| side.tags),
        vectors: sum(|side| side.vectors),
        clocks: one.clocks.and(other.clocks),
        big_integers: sum(|side| side.big_integers),
        long_integers: sum(|side| side.long_integers),
        timestamps: sum(|side| side.timestamps),
        hashed: sum(|side| side.hashed),
        beyond_bits: sum(|side| side.beyond_bits),
        fractions: sum(|side| side.fractions),
        sentences: sum(|side| side.sentences),
        smallest: end(|side| side.smallest, f64::min),
        largest: end(|side| side.largest, f64::max),
        leading_zeros: merged_leading_zeros([one, other]),
        ..Evidence::default()
    }
}
