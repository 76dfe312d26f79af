//! The forms and lengths of the strings of one side, counted.
//!
//! They add up: those of two parts are those of the whole, whatever the order, so that a profile has the same as the rows. Where
//! the strings have more forms than are kept, all forms become coarser, which does not depend on the order either: they do if and
//! only if the whole has more.

use std::collections::BTreeMap;

use driftscope_table::typing::{Evidence, TextClass};
use driftscope_table::{CellKind, Column};

use super::form::{self, Detail};

/// The most forms that are kept.
pub(crate) const MOST_FORMS: usize = 200;

/// The greatest length that is counted as such.
pub(crate) const LONGEST: u64 = 256;

/// The forms and lengths of strings.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Forms {
    /// How much of the forms is kept.
    pub detail: Detail,
    /// How many strings have each form.
    pub counts: BTreeMap<String, u64>,
    /// How many strings have each number of characters, [`LONGEST`] or more as one.
    pub lengths: BTreeMap<u64, u64>,
    /// The smallest and the largest number in them; infinities where there is no string, and all numbers where one has none.
    pub range: [f64; 2],
}

/// The range of a side that has a string without a number.
pub(crate) const ALL_NUMBERS: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];

impl Default for Forms {
    fn default() -> Self {
        let nothing = [f64::INFINITY, f64::NEG_INFINITY];
        Self { detail: Detail::default(), counts: BTreeMap::new(), lengths: BTreeMap::new(), range: nothing }
    }
}

impl Forms {
    /// Those of the strings of a column. `None` where it has strings of which only a hash is kept.
    pub(crate) fn of_column(column: &Column, evidence: &Evidence) -> Option<Self> {
        let codes = evidence.code_counts.iter().zip(&evidence.classes).enumerate();
        let kept = codes.filter(|(_, (count, class))| **count > 0 && **class != TextClass::Null);
        let mut forms = Self::of(kept.map(|(code, (count, _))| (column.dictionary.get(code as u32).trim(), *count)));
        let moment = column.cells.iter().find_map(|cell| match cell.kind() {
            CellKind::Timestamp(moment) if evidence.timestamps > 0 => {
                column.spelling.map(|spelling| spelling.write(moment))
            }
            _ => None,
        });
        // All moments of a column are written alike.
        if let Some(written) = moment {
            forms.merge(&Self::of([(written.as_str(), evidence.timestamps)].into_iter()));
            forms.widen(ALL_NUMBERS);
        }
        (evidence.hashed == 0).then_some(forms)
    }

    /// Those of strings that occur so often.
    pub(crate) fn of<'a>(texts: impl Iterator<Item = (&'a str, u64)>) -> Self {
        let mut forms = Self::default();
        let mut lengths = [0_u64; LONGEST as usize + 1];
        let (mut form, mut last, mut waiting) = (String::new(), String::new(), 0);
        for (text, count) in texts {
            let is_mixed = form::write(text, &mut form);
            // Most strings of a column have the form of the one before.
            if form != last {
                forms.add(&last, waiting);
                (last, form, waiting) = (form, last, 0);
            }
            waiting += count;
            let length = if text.is_ascii() { text.len() } else { text.chars().count() };
            lengths[length.min(LONGEST as usize)] += count;
            let number = if is_mixed { None } else { form::counter(text) };
            forms.widen(number.map_or(ALL_NUMBERS, |number| [number; 2]));
        }
        forms.add(&last, waiting);
        let lengths = lengths.into_iter().enumerate().filter(|(_, count)| *count > 0);
        forms.lengths = lengths.map(|(length, count)| (length as u64, count)).collect();
        forms
    }

    /// Adds those of a part.
    pub(crate) fn merge(&mut self, part: &Self) {
        self.coarsen(part.detail);
        part.counts.iter().for_each(|(form, count)| self.add(form, *count));
        for (length, count) in &part.lengths {
            let known = self.lengths.entry(*length).or_default();
            *known = known.saturating_add(*count);
        }
        self.widen(part.range);
    }

    /// The same with the numbers that are not strings, as digits. Their length is not counted.
    pub(crate) fn with_numbers_of(mut self, evidence: &Evidence) -> Self {
        self.add("9", evidence.numbers);
        if let (Some(low), Some(high)) = (evidence.smallest, evidence.largest) {
            self.widen([low, high]);
        }
        self
    }

    /// The same without a string that occurs so often.
    pub(super) fn without(mut self, text: &str, count: u64) -> Self {
        let mut one = Self::of([(text, count)].into_iter());
        one.coarsen(self.detail);
        subtract(&mut self.lengths, &one.lengths);
        subtract(&mut self.counts, &one.counts);
        self
    }

    /// How many strings there are.
    pub(crate) fn len(&self) -> u64 {
        self.counts.values().copied().fold(0, u64::saturating_add)
    }

    /// Leaves out detail.
    pub(crate) fn coarsen(&mut self, detail: Detail) {
        if self.detail >= detail {
            return;
        }
        self.detail = detail;
        for (form, count) in std::mem::take(&mut self.counts) {
            self.add(&form, count);
        }
    }

    fn add(&mut self, form: &str, count: u64) {
        if count == 0 {
            return;
        }
        let coarser = (self.detail > Detail::Prefix).then(|| form::coarser(form, self.detail));
        let form = coarser.as_deref().unwrap_or(form);
        match self.counts.get_mut(form) {
            Some(known) => *known = known.saturating_add(count),
            None => _ = self.counts.insert(form.to_owned(), count),
        }
        if self.counts.len() > MOST_FORMS {
            self.coarsen(if self.detail == Detail::Prefix { Detail::Pattern } else { Detail::Kinds });
        }
    }

    fn widen(&mut self, [low, high]: [f64; 2]) {
        self.range = [self.range[0].min(low), self.range[1].max(high)];
    }
}

/// Takes counts away, and what is then left of nothing.
fn subtract<K: Ord>(counts: &mut BTreeMap<K, u64>, other: &BTreeMap<K, u64>) {
    for (key, count) in other {
        counts.get_mut(key).into_iter().for_each(|known| *known = known.saturating_sub(*count));
    }
    counts.retain(|_, count| *count > 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(texts: impl Iterator<Item = String>) -> Forms {
        let texts: Vec<String> = texts.collect();
        Forms::of(texts.iter().map(|text| (text.as_str(), 1)))
    }

    #[test]
    fn parts_are_the_whole_however_coarse() {
        let invoice = |number: u32| format!("INV-{number}");
        let coded = |number: u32| {
            format!("{}{}-{number}", (b'a' + (number % 26) as u8) as char, (b'a' + (number / 26 % 26) as u8) as char)
        };
        let odd = |number: u32| format!("{number:b}").replace('0', "a.").replace('1', "7_");
        for (make, detail) in
            [(&invoice as &dyn Fn(u32) -> String, Detail::Prefix), (&coded, Detail::Pattern), (&odd, Detail::Kinds)]
        {
            let whole = forms((0..3_000).map(make));
            assert_eq!(whole.detail, detail);
            let parts = [0..700, 700..900, 900..3_000].map(|range| forms(range.map(make)));
            for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0]] {
                let mut merged = Forms::default();
                order.into_iter().for_each(|part| merged.merge(&parts[part]));
                assert_eq!(merged, whole);
            }
        }
    }

    #[test]
    fn numbers_give_a_range_where_every_string_has_one() {
        assert_eq!(forms((17..40).map(|number| format!("R-{number}"))).range, [17.0, 39.0]);
        assert_eq!(forms(["R-1".to_owned(), "none".to_owned()].into_iter()).range, ALL_NUMBERS);
        let numbers = Evidence { numbers: 2, smallest: Some(7.0), largest: Some(9.0), ..Evidence::default() };
        let all = forms((0..5).map(|number| format!("C{number}"))).with_numbers_of(&numbers);
        assert_eq!((all.range, all.len(), all.counts["9"]), ([0.0, 9.0], 7, 2));
    }
}
