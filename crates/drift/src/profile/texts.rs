//! The strings of a profiled column: how often each occurs, as long as they are few.
//!
//! Up to [`MOST_LABELS`] distinct strings every one has its count. Beyond, those are kept that occur more often than any that is
//! not; the values of all others are counted together, and the count that none of them exceeds is kept as a bound (Misra and
//! Gries 1982, doi 10.1016/0167-6423(82)90012-0; that such summaries merge: Agarwal and others 2013, doi 10.1145/2500128). So
//! identifiers, each of which occurs once, leave nothing behind but their number once there are more of them than that.

use std::collections::BTreeMap;

use driftscope_stats::distinct::Distinct;
use driftscope_table::Column;
use driftscope_table::typing::{Evidence, TextClass, classify_text, label_form};

use crate::values::identifier::Forms;

/// The most distinct strings of a column that are counted one by one.
pub const MOST_LABELS: usize = 10_000;

/// Bytes of a string that are kept; a longer one keeps its beginning and a number made of all of it.
pub(super) const LONGEST: usize = 160;

/// Bytes at the end of a cut string that depend on its letters.
const MARK: usize = 24;

/// The strings of one side, trimmed, without those that spell nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TextProfile {
    pub counts: BTreeMap<String, u64>,
    /// Values in strings that are not kept.
    pub other: u64,
    /// No string has more values that are not in its own count.
    pub bound: u64,
    /// What tells how many strings that spell no number differ, where not all are kept.
    pub distinct: Option<Distinct>,
}

impl TextProfile {
    /// That of a column.
    pub(crate) fn of(column: &Column, evidence: &Evidence) -> Self {
        let mut profile = Self::default();
        for (code, (&count, class)) in evidence.code_counts.iter().zip(&evidence.classes).enumerate() {
            if count > 0 && *class != TextClass::Null {
                profile.add(&label_form(column.dictionary.get(code as u32)), count);
            }
        }
        if let Some(spelling) = column.spelling {
            for run in column.sorted_timestamps().chunk_by(|one, other| one == other) {
                profile.add(&spelling.write(run[0]), run.len() as u64);
            }
        }
        profile.fit();
        profile
    }

    /// Adds the strings of another part.
    pub(crate) fn merge(&mut self, part: Self) {
        if self.distinct.is_some() || part.distinct.is_some() {
            let mut distinct = self.registers();
            distinct.merge(&part.registers());
            self.distinct = Some(distinct);
        }
        for (text, count) in part.counts {
            let known = self.counts.entry(text).or_default();
            *known = known.saturating_add(count);
        }
        self.other = self.other.saturating_add(part.other);
        self.bound = self.bound.saturating_add(part.bound);
        self.fit();
    }

    /// How many strings differ that spell no number: an estimate where not all are kept.
    pub(crate) fn distinct(&self) -> u64 {
        let kept = || self.counts.keys().filter(|text| !is_number(text)).count() as u64;
        self.distinct.as_ref().map_or_else(kept, |distinct| distinct.estimate().max(kept()))
    }

    /// How many strings of both sides together differ that spell no number; the spellings of a boolean are one, and `booleans`
    /// are those written as such.
    pub(crate) fn pooled_distinct(&self, other: &Self, booleans: [bool; 2]) -> u64 {
        let mut registers = self.registers();
        registers.merge(&other.registers());
        for (text, _) in [("false", booleans[0]), ("true", booleans[1])].into_iter().filter(|(_, is_there)| *is_there) {
            registers.add_text(text);
        }
        if self.distinct.is_some() || other.distinct.is_some() {
            return registers.estimate();
        }
        let mut texts: Vec<&str> =
            self.counts.keys().chain(other.counts.keys()).filter_map(|text| counted(text)).collect();
        texts.extend([("false", booleans[0]), ("true", booleans[1])].iter().filter(|text| text.1).map(|text| text.0));
        texts.sort_unstable();
        texts.dedup();
        texts.len() as u64
    }

    /// All values in strings.
    pub(super) fn size(&self) -> u64 {
        self.counts.values().fold(self.other, |sum, count| sum.saturating_add(*count))
    }

    /// Whether every string is kept whole, so that its form is known.
    pub(super) fn tells_forms(&self) -> bool {
        self.other == 0 && self.counts.keys().all(|text| text.len() < LONGEST - MARK)
    }

    /// The forms of the strings, if every one is kept whole.
    pub(super) fn forms(&self) -> Option<Forms> {
        self.tells_forms().then(|| Forms::of(self.counts.iter().map(|(text, count)| (text.as_str(), *count))))
    }

    fn add(&mut self, text: &str, count: u64) {
        let known = self.counts.entry(shortened(text)).or_default();
        *known = known.saturating_add(count);
    }

    fn fit(&mut self) {
        self.fit_to(MOST_LABELS);
    }

    /// Keeps the most frequent strings, if there are more than this many.
    pub(super) fn fit_to(&mut self, most: usize) {
        if self.counts.len() <= most {
            return;
        }
        self.distinct = Some(self.registers());
        let mut counts: Vec<u64> = self.counts.values().copied().collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let largest_cut = counts[most];
        let mut other = self.other;
        self.counts.retain(|_, count| {
            if *count <= largest_cut {
                other = other.saturating_add(*count);
            }
            *count > largest_cut
        });
        self.other = other;
        self.bound = self.bound.saturating_add(largest_cut);
    }

    fn registers(&self) -> Distinct {
        self.distinct.clone().unwrap_or_else(|| {
            let mut distinct = Distinct::default();
            self.counts.keys().filter_map(|text| counted(text)).for_each(|text| distinct.add_text(text));
            distinct
        })
    }
}

/// The string as which one counts among those that differ; nothing for numbers, which are counted as such.
fn counted(text: &str) -> Option<&str> {
    match classify_text(text) {
        TextClass::Number(_) | TextClass::Null => None,
        TextClass::Boolean(value) => Some(if value { "true" } else { "false" }),
        TextClass::Datetime(_) | TextClass::Other => Some(text),
    }
}

pub(super) fn is_number(text: &str) -> bool {
    matches!(classify_text(text), TextClass::Number(_))
}

/// The string itself, or where it is long its beginning and a number that tells it from others.
fn shortened(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let mark = format!("… {hash:016x}");
    let end = (0..=LONGEST - mark.len()).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    format!("{}{mark}", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(texts: impl IntoIterator<Item = (String, u64)>) -> TextProfile {
        let mut profile = TextProfile::default();
        texts.into_iter().for_each(|(text, count)| profile.add(&text, count));
        profile.fit();
        profile
    }

    #[test]
    fn identifiers_leave_their_number_behind() {
        let ids = profile((0..30_000).map(|number| (format!("id-{number}"), 1)));
        assert_eq!((ids.counts.len(), ids.other, ids.bound), (0, 30_000, 1));
        assert!((28_500..31_500).contains(&ids.distinct()), "{}", ids.distinct());
    }

    #[test]
    fn parts_are_the_whole_within_the_bound() {
        let count = |number: u64| 1 + 40_000 / (1 + number);
        let whole = profile((0..25_000).map(|number| (format!("k{number}"), count(number))));
        let mut parts = TextProfile::default();
        for part in 0..5 {
            // Each part has a fifth of every string, as far as that goes.
            let share = |number: u64| count(number) / 5 + u64::from(count(number) % 5 > part);
            parts.merge(profile(
                (0..25_000).map(|number| (format!("k{number}"), share(number))).filter(|one| one.1 > 0),
            ));
        }
        assert!(parts.bound > 0 && whole.bound > 0);
        for number in 0..25_000 {
            let kept = parts.counts.get(&format!("k{number}")).copied().unwrap_or(0);
            assert!(kept <= count(number) && kept + parts.bound >= count(number), "{number}: {kept}");
        }
        let all = |profile: &TextProfile| profile.counts.values().sum::<u64>() + profile.other;
        assert_eq!(all(&parts), all(&whole));
        assert_eq!(parts.distinct, whole.distinct);
    }

    #[test]
    fn few_strings_are_exact_and_long_ones_are_told_apart() {
        let mut parts = profile([("a".to_owned(), 2), ("True".to_owned(), 1)]);
        parts.merge(profile([("b".to_owned(), 1), ("a".to_owned(), 3), ("7".to_owned(), 1)]));
        assert_eq!(parts.counts["a"], 5);
        assert_eq!((parts.distinct(), parts.other, parts.bound), (3, 0, 0));
        assert_eq!(parts.pooled_distinct(&profile([("true".to_owned(), 1)]), [true, false]), 4);
        let long = profile([("é".repeat(500), 1), ("é".repeat(501), 1)]);
        assert!(long.counts.len() == 2 && long.counts.keys().all(|text| text.len() <= LONGEST), "{long:?}");
    }
}
