//! A profile value by value of one column: for each value what the other columns hold in its rows, counted.
//!
//! Rows of values that have no segment of their own, since there are too many or their rows are few, are a part without a value; which
//! values these are is kept. So two profiles, whether they are merged or compared, agree on what a segment is: a value is one if both
//! have it, or if the one that has not is known to have no row of it.

mod compared;
mod count;
mod error;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use driftscope_report::{Warning, WarningCode};
use driftscope_stats::value_sketch::ValueSketch;

use super::model::{ClassValue, fit_sketches};
use super::texts::TextProfile;
use super::{Profile, ProfileError};

pub(crate) use self::compared::by_segment;
pub(super) use self::count::{hour_label, of_text};
pub use self::error::SegmentError;

/// Values that have a segment of their own once a profile is written: as many labels as the report from rows lists.
pub const MOST_SEGMENTS: usize = 24;

/// Rows below which a value has no segment of its own once a profile is written.
pub const FEWEST_OF_SEGMENT: u64 = 10;

/// Values that have one while profiles are merged.
pub(super) const MOST_HELD: usize = 100;

/// Names of values without a segment that are kept.
pub(super) const MOST_FOLDED: usize = 1_000;

/// Most buckets of a column's numbers, of all segments together.
pub(super) const MOST_NUMBERS: usize = 16_384;

/// Distinct strings of a column that are counted one by one.
pub(super) const MOST_STRINGS: usize = 1_000;

/// The segments of a profile.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Segments {
    /// The column whose values they are.
    pub column: String,
    /// By value, ascending; without one the rows of values that have no segment of their own.
    pub parts: Vec<(Option<ClassValue>, SegmentPart)>,
    /// These values, ascending; `None` where not all of them are known.
    pub folded: Option<Vec<ClassValue>>,
    /// Columns that some rows have written as numbers, ascending.
    pub written: Vec<String>,
    /// Columns that are not counted, ascending: names of rows, times, texts.
    pub left_out: Vec<String>,
}

/// The rows of a segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SegmentPart {
    pub rows: u64,
    /// The values of the columns that have some there, by name, ascending.
    pub columns: Vec<(String, Values)>,
}

/// What stands under a key in an ascending list; an empty value where nothing did.
pub(super) fn under<K: Ord, V: Default>(list: &mut Vec<(K, V)>, key: K) -> &mut V {
    let place = list.partition_point(|(known, _)| *known < key);
    if list.get(place).is_none_or(|(known, _)| *known != key) {
        list.insert(place, (key, V::default()));
    }
    &mut list[place].1
}

/// Adds what is not there to an ascending list.
pub(super) fn put<K: Ord>(list: &mut Vec<K>, key: K) {
    let place = list.partition_point(|known| *known < key);
    if list.get(place).is_none_or(|known| *known != key) {
        list.insert(place, key);
    }
}

fn found<'a, K: Ord, V>(list: &'a [(K, V)], key: &K) -> Option<&'a V> {
    let place = list.partition_point(|(known, _)| known < key);
    list.get(place).filter(|(known, _)| known == key).map(|(_, value)| value)
}

/// The values of a column in a segment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Values {
    /// All numbers, written as such or spelled.
    pub numbers: ValueSketch,
    /// Values written as false and as true.
    pub booleans: [u64; 2],
    /// Strings, numbers among them.
    pub texts: BTreeMap<String, u64>,
    /// Values in strings that are not kept.
    pub other: u64,
}

impl Values {
    fn merge(&mut self, part: Self) {
        self.numbers.merge(&part.numbers);
        self.booleans = [0, 1].map(|value| self.booleans[value].saturating_add(part.booleans[value]));
        for (text, count) in part.texts {
            add(self.texts.entry(text).or_default(), count);
        }
        add(&mut self.other, part.other);
    }

    /// All values in strings.
    pub(super) fn strings(&self) -> u64 {
        self.texts.values().fold(self.other, |sum, count| sum.saturating_add(*count))
    }
}

impl SegmentPart {
    fn merge(&mut self, part: Self) {
        add(&mut self.rows, part.rows);
        for (name, values) in part.columns {
            under(&mut self.columns, name).merge(values);
        }
    }

    /// The values of a column; nothing where it has none here.
    pub(super) fn column(&self, name: &String) -> Option<&Values> {
        found(&self.columns, name)
    }
}

fn add(sum: &mut u64, count: u64) {
    *sum = sum.saturating_add(count);
}

impl Profile {
    /// The column by whose values its rows are counted, too.
    pub fn segment_column(&self) -> Option<&str> {
        self.segments.as_ref().map(|segments| segments.column.as_str())
    }

    /// How many values have a segment, how many rows have none, and the columns that are not counted by segment.
    pub fn segment_sizes(&self) -> Option<(usize, u64, Vec<&str>)> {
        let segments = self.segments.as_ref()?;
        let loose = found(&segments.parts, &None).map_or(0, |part| part.rows);
        let left_out = segments.left_out.iter().map(String::as_str).collect();
        Some((segments.values().count(), loose, left_out))
    }

    /// Takes the values of fewer rows than this, and those beyond [`MOST_SEGMENTS`], into the part without a value, and gives how many
    /// these were. Where that part has too few rows itself, it takes up the smallest segment beside.
    pub fn without_small_segments(&mut self, fewest: u64) -> usize {
        let Some(segments) = &mut self.segments else { return 0 };
        let before = segments.values().count();
        loop {
            let loose = found(&segments.parts, &None).map(|part| part.rows);
            let Some((rows, value)) = segments.smallest() else { break };
            let are_many = segments.values().count() > MOST_SEGMENTS;
            if !are_many && rows >= fewest && loose.is_none_or(|loose| loose >= fewest) {
                break;
            }
            segments.fold(&value);
        }
        let left = segments.values().count();
        if left == 0 {
            self.segments = None;
        }
        before - left
    }

    /// The segments of both parts as one. None, and a warning, where a part that has rows has others, or none.
    pub(super) fn merge_segments(&mut self, part: &mut Self) {
        let (one, other) = (self.segments.take(), part.segments.take());
        self.segments = match (self.rows, part.rows) {
            (0, _) => other,
            (_, 0) => one,
            _ if one.is_none() && other.is_none() => None,
            _ => {
                let merged = one.zip(other).and_then(|(one, other)| one.merged(*other)).map(Box::new);
                if merged.is_none() {
                    let message = "Profiles with segments by different columns, or with segments and without, were merged: the \
                                   whole has none";
                    self.warnings.push(Warning::of_values(WarningCode::Segments, 1, message.to_owned()));
                }
                merged
            }
        };
    }
}

impl Segments {
    /// The values that have a segment.
    pub(super) fn values(&self) -> impl Iterator<Item = &ClassValue> {
        self.parts.iter().filter_map(|(value, _)| value.as_ref())
    }

    /// Whether every row of a value is in its segment: it has one, or no rows.
    pub(super) fn knows(&self, value: &ClassValue) -> bool {
        self.values().any(|known| known == value) || self.folded.as_ref().is_some_and(|folded| !folded.contains(value))
    }

    /// The value with the fewest rows; of several the last.
    fn smallest(&self) -> Option<(u64, ClassValue)> {
        let parts = self.parts.iter().filter_map(|(value, part)| Some((part.rows, Reverse(value.as_ref()?))));
        parts.min().map(|(rows, value)| (rows, value.0.clone()))
    }

    /// Takes the segment of a value into the part without one.
    fn fold(&mut self, value: &ClassValue) {
        let place = self.parts.iter().position(|(known, _)| known.as_ref() == Some(value));
        if let Some(place) = place {
            let (_, part) = self.parts.remove(place);
            under(&mut self.parts, None).merge(part);
        }
        if let Some(folded) = &mut self.folded {
            put(folded, value.clone());
        }
        self.folded.take_if(|folded| folded.len() > MOST_FOLDED);
    }

    /// Both as one: what is a segment in both, or in one where the other has no row of it. `None` where they are of different columns.
    fn merged(mut self, mut other: Self) -> Option<Self> {
        if self.column != other.column {
            return None;
        }
        let unknown = |here: &Self, there: &Self| -> Vec<ClassValue> {
            here.values().filter(|value| !there.knows(value)).cloned().collect()
        };
        let folded = [unknown(&self, &other), unknown(&other, &self)];
        folded[0].iter().for_each(|value| self.fold(value));
        folded[1].iter().for_each(|value| other.fold(value));
        for (value, part) in other.parts {
            under(&mut self.parts, value).merge(part);
        }
        self.folded = self.folded.zip(other.folded).map(|(mut one, other)| {
            other.into_iter().for_each(|value| put(&mut one, value));
            one
        });
        self.folded.take_if(|folded| folded.len() > MOST_FOLDED);
        other.written.into_iter().for_each(|name| put(&mut self.written, name));
        other.left_out.into_iter().for_each(|name| put(&mut self.left_out, name));
        self.hold();
        self.fit();
        Some(self)
    }

    /// Takes the smallest segments into the part without a value, if there are too many.
    pub(super) fn hold(&mut self) {
        while self.values().count() > MOST_HELD {
            let Some((_, value)) = self.smallest() else { break };
            self.fold(&value);
        }
    }

    /// Leaves out what is not counted, drops as few bits of each column's numbers as make their buckets fit, and keeps its most frequent
    /// strings.
    pub(super) fn fit(&mut self) {
        let mut names = Vec::new();
        for (_, part) in &mut self.parts {
            part.columns.retain(|(name, _)| !self.left_out.contains(name));
            part.columns.iter().for_each(|(name, _)| put(&mut names, name.clone()));
        }
        for name in &names {
            let mut columns: Vec<&mut Values> = Vec::new();
            for (_, part) in &mut self.parts {
                let place = part.columns.partition_point(|(known, _)| known < name);
                columns
                    .extend(part.columns.get_mut(place).filter(|(known, _)| known == name).map(|(_, values)| values));
            }
            fit_strings(&mut columns);
            fit_sketches(&mut columns.into_iter().map(|values| &mut values.numbers).collect::<Vec<_>>(), MOST_NUMBERS);
        }
    }
}

fn fit_strings(columns: &mut [&mut Values]) {
    let mut all = TextProfile::default();
    for (text, count) in columns.iter().flat_map(|values| &values.texts) {
        add(all.counts.entry(text.clone()).or_default(), *count);
    }
    if all.counts.len() <= MOST_STRINGS {
        return;
    }
    all.fit_to(MOST_STRINGS);
    for values in columns {
        for (text, count) in std::mem::take(&mut values.texts) {
            if all.counts.contains_key(&text) {
                values.texts.insert(text, count);
            } else {
                add(&mut values.other, count);
            }
        }
    }
}

/// Whether the columns of a profile hold what its segments do, of this many rows. Columns that are not here are not looked at.
pub(super) fn are_of(segments: &Segments, columns: &[super::ColumnProfile], rows: u64) -> Result<(), ProfileError> {
    let sum = segments.parts.iter().fold(0_u64, |sum, (_, part)| sum.saturating_add(part.rows));
    let fit = columns.iter().all(|column| is_of(segments, column));
    if sum == rows && fit && segments.values().count() > 0 { Ok(()) } else { Err(ProfileError::Segments) }
}

fn is_of(segments: &Segments, column: &super::ColumnProfile) -> bool {
    if segments.left_out.contains(&column.name) {
        return segments.parts.iter().all(|(_, part)| part.column(&column.name).is_none());
    }
    let mut all = Values::default();
    for (_, part) in &segments.parts {
        let Some(values) = part.column(&column.name) else { continue };
        let booleans = values.booleans[0].saturating_add(values.booleans[1]);
        if values.numbers.size() > part.rows || values.strings().saturating_add(booleans) > part.rows {
            return false;
        }
        all.merge(values.clone());
    }
    let mut numbers = column.numbers.sketch.clone();
    let dropped = numbers.dropped().max(all.numbers.dropped());
    numbers.coarsen(dropped);
    all.numbers.coarsen(dropped);
    let most = |text: &str| column.texts.counts.get(text).map_or(0, |count| *count);
    // A string that the column does not keep may have as many values as its bound.
    // Times of the day are counted by the hour.
    let fits = |(text, count): (&String, &u64)| {
        *count <= most(text).saturating_add(column.texts.bound) || crate::segments::hour(text).is_some()
    };
    numbers == all.numbers
        && segments.written.contains(&column.name) == (column.evidence.numbers > 0)
        && all.booleans == column.booleans
        && all.strings() == column.texts.size().saturating_add(column.evidence.hashed)
        && all.texts.iter().all(fits)
}
