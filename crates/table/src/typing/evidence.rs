//! Collects what one side of a column shows about its kind.

use std::collections::BTreeMap;

use super::TextClass;
use super::cell_counts::{CellCounts, Numbers};
use super::classes::{self, Classes, ReadWords};
use super::clocks::ClockCounts;
use super::leading_zeros::{LeadingZeros, padded_digits};
use super::{VectorSketch, tags};
use crate::spelling::conventions::OpenSpelling;
use crate::spelling::date;
use crate::{Column, Spelling};

/// Up to here, 2^53, every whole number is a double. From here on every double is a whole number.
pub const MOST_EXACT: f64 = 9_007_199_254_740_992.0;

/// How most values of a column are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WrittenAs {
    /// There is none.
    Nothing,
    /// `1.5`
    Number,
    /// `true`
    Boolean,
    /// `"1.5"`
    NumberText,
    /// `"2013-03-01"`
    DatetimeText,
    /// `"true"`, `"blue"`
    Text,
}

impl WrittenAs {
    /// The word for a person.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::NumberText => "number in a string",
            Self::DatetimeText => "date-time in a string",
            Self::Text => "string",
        }
    }
}

/// What one side of a column says about its type: counts of what its values are, or would be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Absent, null, NaN, and strings that spell nothing.
    pub missing: u64,
    /// Numbers written as such.
    pub numbers: u64,
    /// Booleans written as such.
    pub booleans: u64,
    /// Strings that spell a number.
    pub number_texts: u64,
    /// Strings that spell true or false.
    pub boolean_texts: u64,
    /// Strings that spell a timestamp.
    pub datetime_texts: u64,
    /// Other strings.
    pub other_texts: u64,
    /// Lists of labels; they count among the other strings, too.
    pub tags: u64,
    /// Vectors; likewise.
    pub vectors: u64,
    /// Times of the day and spans.
    pub clocks: ClockCounts,
    /// Integers past 2^53.
    pub big_integers: u64,
    /// Strings that spell a timestamp and are kept as such; they count among `datetime_texts`, too.
    pub timestamps: u64,
    /// How many of them differ.
    pub distinct_timestamps: u64,
    /// Strings of which only a [hash](crate::hashed) is kept.
    pub hashed: u64,
    /// How many of their hashes differ: at most as many as the strings.
    pub distinct_hashed: u64,
    /// How many of their hashes occur how often.
    pub hash_repetition: BTreeMap<u64, u64>,
    /// How many of them are in each bucket; nothing where there are none.
    pub buckets: Vec<u64>,
    /// Strings that spell a timestamp and name its zone, where the column has a zone whose clock its moments go by.
    pub zoned: u64,
    /// Numbers, in digits or strings, that are neither 0 nor 1.
    pub beyond_bits: u64,
    /// Numbers, in digits or strings, with a fraction, or infinite.
    pub fractions: u64,
    /// The smallest finite number.
    pub smallest: Option<f64>,
    /// The largest finite number.
    pub largest: Option<f64>,
    /// Strings with at least two spaces within: sentences rather than labels.
    pub sentences: u64,
    /// How often each string of the dictionary occurs.
    pub code_counts: Vec<u64>,
    /// What each string of the dictionary reads as.
    pub classes: Vec<TextClass>,
    /// Integers past 2^53, also those in strings: different ones may be one double.
    pub long_integers: u64,
    /// Values written as numbers, spans and timestamps are for the eye: `1,234`, `$5`, `0:00:05`, `3/1/2013`. They count among the strings
    /// that spell a number or a timestamp, too.
    pub written_out: u64,
    /// A string of either side whose meaning is open, since no value of the column tells where the day is, or what a
    /// comma is for.
    pub open_spelling: Option<OpenSpelling>,
    /// Numbers in strings whose last decimal is a zero, and the fewest and the most decimals of those that have any.
    pub trailing_zeros: (u64, Option<(u64, u64)>),
    /// The unit behind the numbers of either side, and whether some of another unit were converted to it.
    pub unit: Option<(&'static str, bool)>,
    /// Whole numbers with zeros before them, `007`. They count among the strings that spell a number, too.
    pub leading_zeros: LeadingZeros,
}

impl Evidence {
    /// Reads the strings of counted cells.
    pub(super) fn of_classes(
        column: &Column,
        counts: CellCounts,
        Classes { classes, written_out, .. }: Classes,
    ) -> Self {
        let [timestamps, distinct_timestamps] = counts.timestamps;
        let mut evidence = Self {
            missing: counts.missing,
            numbers: counts.numbers,
            booleans: counts.booleans,
            datetime_texts: timestamps,
            big_integers: counts.big_integers,
            timestamps,
            distinct_timestamps,
            hashed: counts.hashes.strings,
            distinct_hashed: counts.hashes.distinct,
            hash_repetition: counts.hashes.repetition,
            buckets: counts.hashes.buckets,
            code_counts: counts.codes,
            classes,
            ..Self::default()
        };
        let are_zoned = column.zone.is_some() && column.spelling.is_some_and(Spelling::has_zone);
        evidence.zoned = if are_zoned { evidence.timestamps } else { 0 };
        evidence.see_counted(column, counts.seen, &written_out);
        evidence
    }

    /// That of a column whose strings are counted elsewhere: each string of its dictionary occurs so often, and its cells do not count.
    pub fn of_counted(column: &Column, counts: Vec<u64>) -> Self {
        let read = classes::of_sides([Some(column), None], ReadWords::default());
        let [Classes { classes, written_out, .. }, _] = read.classes;
        let mut evidence = Self { code_counts: counts, classes, open_spelling: read.open_spelling, ..Self::default() };
        evidence.code_counts.resize(evidence.classes.len(), 0);
        evidence.see_counted(column, Numbers::default(), &written_out);
        evidence
    }

    /// Takes in the strings, whose counts are known, beside numbers that were seen.
    fn see_counted(&mut self, column: &Column, mut numbers: Numbers, written_out: &[u32]) {
        self.see_texts(column, &mut numbers);
        self.beyond_bits = numbers.beyond_bits;
        self.fractions = numbers.fractions;
        (self.smallest, self.largest) = numbers.ends();
        let counts = written_out.iter().filter_map(|code| self.code_counts.get(*code as usize));
        self.written_out = counts.sum();
    }

    /// Values that are there.
    pub fn present(&self) -> u64 {
        self.numbers
            + self.booleans
            + self.number_texts
            + self.boolean_texts
            + self.datetime_texts
            + self.other_texts
            + self.hashed
    }

    /// Values that are numbers, however written.
    pub fn number_like(&self) -> u64 {
        self.numbers + self.number_texts
    }

    /// Distinct strings that occur and are not missing.
    pub fn distinct_texts(&self) -> u64 {
        let kept = self.code_counts.iter().zip(&self.classes);
        let kept = kept.filter(|&(&count, class)| count > 0 && *class != TextClass::Null).count() as u64;
        self.distinct_timestamps + self.distinct_hashed + kept
    }

    /// Distinct strings that occur and spell neither nothing nor a number.
    pub fn distinct_other_texts(&self) -> u64 {
        let kept = self.code_counts.iter().zip(&self.classes);
        let other = |class: &TextClass| !matches!(class, TextClass::Null | TextClass::Number(_));
        let kept = kept.filter(|&(&count, class)| count > 0 && other(class)).count() as u64;
        self.distinct_timestamps + self.distinct_hashed + kept
    }

    /// How most values are written; the first of equals in the order of [`WrittenAs`].
    pub fn written_as(&self) -> WrittenAs {
        // Beside numbers that are none, they are digits of a text file that has no quotes.
        let has_bare_zeros = self.numbers > 0 && self.number_texts == self.leading_zeros.count;
        let bare_zeros = if has_bare_zeros { self.leading_zeros.count } else { 0 };
        let counts = [
            (WrittenAs::Number, self.numbers + self.big_integers + bare_zeros),
            (WrittenAs::Boolean, self.booleans),
            (WrittenAs::NumberText, self.number_texts.saturating_sub(self.big_integers + bare_zeros)),
            (WrittenAs::DatetimeText, self.datetime_texts),
            (WrittenAs::Text, self.boolean_texts + self.other_texts + self.hashed),
        ];
        let mut most = (WrittenAs::Nothing, 0);
        for (written, count) in counts {
            if count > most.1 {
                most = (written, count);
            }
        }
        most.0
    }

    /// Turns the counts of strings into counts of what they spell. Digits of an integer past 2^53 lie in the
    /// dictionary too, and count among the strings that spell a number.
    fn see_texts(&mut self, column: &Column, numbers: &mut Numbers) {
        let mut padded = Numbers::default();
        for code in 0..self.code_counts.len() {
            let count = self.code_counts[code];
            if count == 0 {
                continue;
            }
            match self.classes[code] {
                TextClass::Null => self.missing += count,
                TextClass::Number(number) => {
                    self.number_texts += count;
                    match padded_digits(column.dictionary.get(code as u32)) {
                        Some(digits) => {
                            self.leading_zeros.see(digits, count);
                            padded.see(number, count);
                        }
                        None => numbers.see(number, count),
                    }
                    self.see_decimals(column.dictionary.get(code as u32).trim(), count);
                    if is_clock_like(column.dictionary.get(code as u32)) {
                        self.clocks.see(column.dictionary.get(code as u32), count, false);
                    }
                    let digits = || column.dictionary.get(code as u32).trim().trim_start_matches(['-', '+']);
                    if is_long(number) && digits().bytes().all(|byte| byte.is_ascii_digit()) {
                        self.long_integers += count;
                    }
                }
                TextClass::Boolean(_) => self.boolean_texts += count,
                TextClass::Datetime(_) => {
                    self.datetime_texts += count;
                    let is_zoned = || date::names_zone(column.dictionary.get(code as u32));
                    self.zoned += if column.zone.is_some() && is_zoned() { count } else { 0 };
                }
                TextClass::Other => {
                    self.other_texts += count;
                    let text = column.dictionary.get(code as u32);
                    self.clocks.see(text, count, true);
                    self.tags += if text.starts_with('[') && tags(text).is_some() { count } else { 0 };
                    self.vectors += if VectorSketch::read(text).is_some() { count } else { 0 };
                    let spaces = column.dictionary.get(code as u32).trim().matches(' ').take(2).count();
                    self.sentences += if spaces == 2 { count } else { 0 };
                }
            }
        }
        if self.leading_zeros.count > 0 {
            let (low, high) = numbers.ends();
            self.leading_zeros.plain = low.zip(high);
            numbers.merge(&padded);
        }
    }

    /// Counts zeros at the end of decimals, `1.10`.
    fn see_decimals(&mut self, text: &str, count: u64) {
        let Some((_, decimals)) = text.split_once('.') else { return };
        if decimals.is_empty() || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        let places = decimals.len() as u64;
        let (zeros, range) = self.trailing_zeros;
        let range = range.map_or((places, places), |(fewest, most)| (fewest.min(places), most.max(places)));
        self.trailing_zeros = (zeros + if decimals.ends_with('0') { count } else { 0 }, Some(range));
    }
}

/// Whether a text that spells a number can be a span: it has a colon, or is one of ISO 8601.
fn is_clock_like(text: &str) -> bool {
    text.contains([':', 'P'])
}

/// Whether a number is so long that different whole numbers may be this one double.
#[inline]
pub fn is_long(number: f64) -> bool {
    number.is_finite() && number.abs() >= MOST_EXACT
}
