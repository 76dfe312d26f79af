//! A column of a profile as JSON. Its parts are checked against each other: buckets ascend, counts add up, sums are possible.

use std::collections::HashSet;

use driftscope_stats::distinct::Distinct;
use driftscope_stats::power_sums::PowerSums;
use driftscope_stats::value_sketch::{Bucket, MOST_BUCKETS, NoSketch, ValueSketch};
use driftscope_table::typing::{ClockCounts, Evidence};
use serde::{Deserialize, Serialize};

use super::super::MOST_LABELS;
use super::super::column::ColumnProfile;
use super::super::error::{Contradiction, ProfileError};
use super::super::numbers::NumberProfile;
use super::super::texts::{LONGEST, TextProfile};
use super::forms::WireForms;
use super::leading_zeros::WireLeadingZeros;

pub(super) fn read_columns(wire: Vec<WireColumn>, rows: u64) -> Result<Vec<ColumnProfile>, ProfileError> {
    let mut names = HashSet::new();
    let mut columns = Vec::new();
    for column in wire {
        if !names.insert(column.name.clone()) {
            return Err(ProfileError::SameName { column: column.name });
        }
        let name = column.name.clone();
        let read = column.read(rows);
        columns.push(read.map_err(|what| ProfileError::Contradiction { column: name, what })?);
    }
    Ok(columns)
}

/// A column of this many rows, made from what somebody else wrote, if its parts go together.
pub(in crate::profile) fn checked(column: &ColumnProfile, rows: u64) -> Result<ColumnProfile, Contradiction> {
    WireColumn::of(column).read(rows)
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireColumn {
    name: String,
    values: WireCounts,
    #[serde(default, rename = "false", skip_serializing_if = "is_zero")]
    no: u64,
    #[serde(default, rename = "true", skip_serializing_if = "is_zero")]
    yes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    numbers: Option<WireNumbers>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moments: Option<WireBuckets>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    texts: Option<WireTexts>,
}

/// What the values are, or would be: see [`Evidence`].
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct WireCounts {
    #[serde(skip_serializing_if = "is_zero")]
    numbers: u64,
    #[serde(skip_serializing_if = "is_zero")]
    number_texts: u64,
    #[serde(skip_serializing_if = "is_zero")]
    boolean_texts: u64,
    #[serde(skip_serializing_if = "is_zero")]
    datetime_texts: u64,
    #[serde(skip_serializing_if = "is_zero")]
    other_texts: u64,
    #[serde(skip_serializing_if = "is_zero")]
    unkept: u64,
    #[serde(skip_serializing_if = "is_zero")]
    big_integers: u64,
    #[serde(skip_serializing_if = "is_zero")]
    long_integers: u64,
    #[serde(skip_serializing_if = "is_zero")]
    moments: u64,
    #[serde(skip_serializing_if = "is_zero")]
    beyond_bits: u64,
    #[serde(skip_serializing_if = "is_zero")]
    fractions: u64,
    #[serde(skip_serializing_if = "is_zero")]
    sentences: u64,
    #[serde(skip_serializing_if = "is_zero")]
    tags: u64,
    #[serde(skip_serializing_if = "is_zero")]
    vectors: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    leading_zeros: Option<WireLeadingZeros>,
    #[serde(skip_serializing_if = "is_none_like_a_clock")]
    clocks: ClockCounts,
}

#[derive(Default, Serialize, Deserialize)]
pub(super) struct WireBuckets {
    #[serde(default, skip_serializing_if = "is_zero_u32")]
    dropped_bits: u32,
    low: Vec<f64>,
    /// Left out where every bucket is a single value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    high: Option<Vec<f64>>,
    count: Vec<u64>,
    #[serde(default, skip_serializing_if = "is_zero")]
    minus_infinity: u64,
    #[serde(default, skip_serializing_if = "is_zero")]
    plus_infinity: u64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct WireNumbers {
    #[serde(flatten)]
    buckets: WireBuckets,
    sum: String,
    sum_of_squares: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distinct: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
pub(super) struct WireTexts {
    label: Vec<String>,
    count: Vec<u64>,
    #[serde(default, skip_serializing_if = "is_zero")]
    other: u64,
    #[serde(default, skip_serializing_if = "is_zero")]
    bound: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distinct: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    forms: Option<WireForms>,
}

impl WireColumn {
    pub(super) fn of(column: &ColumnProfile) -> Self {
        let Evidence { number_texts, boolean_texts, datetime_texts, other_texts, .. } = column.evidence;
        let NumberProfile { sketch, sums, distinct } = &column.numbers;
        let [sum, sum_of_squares] = sums.to_texts();
        let numbers = || WireNumbers {
            buckets: WireBuckets::of(sketch),
            sum,
            sum_of_squares,
            distinct: distinct.as_ref().map(Distinct::to_text),
        };
        let texts = &column.texts;
        let has_texts = !texts.counts.is_empty() || texts.other > 0 || texts.distinct.is_some();
        Self {
            name: column.name.clone(),
            values: WireCounts {
                numbers: column.evidence.numbers,
                number_texts,
                boolean_texts,
                datetime_texts,
                other_texts,
                unkept: column.evidence.hashed,
                big_integers: column.evidence.big_integers,
                long_integers: column.evidence.long_integers,
                moments: column.evidence.timestamps,
                beyond_bits: column.evidence.beyond_bits,
                fractions: column.evidence.fractions,
                sentences: column.evidence.sentences,
                tags: column.evidence.tags,
                vectors: column.evidence.vectors,
                leading_zeros: WireLeadingZeros::of(&column.evidence.leading_zeros),
                clocks: column.evidence.clocks,
            },
            no: column.booleans[0],
            yes: column.booleans[1],
            numbers: (sketch.size() > 0).then(numbers),
            moments: (column.moments.size() > 0).then(|| WireBuckets::of(&column.moments)),
            texts: has_texts.then(|| WireTexts {
                label: texts.counts.keys().cloned().collect(),
                count: texts.counts.values().copied().collect(),
                other: texts.other,
                bound: texts.bound,
                distinct: texts.distinct.as_ref().map(Distinct::to_text),
                forms: column
                    .forms
                    .as_ref()
                    .filter(|_| !texts.tells_forms() || column.evidence.timestamps > 0)
                    .map(WireForms::of),
            }),
        }
    }

    pub(super) fn read(self, rows: u64) -> Result<ColumnProfile, Contradiction> {
        let numbers = self.numbers.map_or_else(|| Ok(NumberProfile::default()), WireNumbers::read)?;
        let moments = self.moments.map_or_else(|| Ok(ValueSketch::default()), WireBuckets::read)?;
        let mut texts = self.texts.unwrap_or_default();
        let forms = texts.forms.take();
        let texts = texts.read()?;
        let forms = match forms {
            Some(forms) => Some(forms.read(texts.size())?),
            // Those of strings that are all kept are not written.
            None => (self.values.unkept + self.values.moments == 0).then(|| texts.forms()).flatten(),
        };
        let booleans = [self.no, self.yes];
        let ends = numbers.sketch.ends();
        // A profile written by hand may leave out what follows from the buckets.
        let beyond_bits = at_least(&numbers.sketch, |value| value != 0.0 && value != 1.0);
        let fractions = at_least(&numbers.sketch, |value| value != value.trunc() || value.is_infinite());
        let evidence = Evidence {
            numbers: self.values.numbers,
            booleans: self.no.saturating_add(self.yes),
            number_texts: self.values.number_texts,
            boolean_texts: self.values.boolean_texts,
            datetime_texts: self.values.datetime_texts,
            other_texts: self.values.other_texts,
            hashed: self.values.unkept,
            big_integers: self.values.big_integers,
            long_integers: self.values.long_integers,
            timestamps: self.values.moments,
            beyond_bits: self.values.beyond_bits.max(beyond_bits),
            fractions: self.values.fractions.max(fractions),
            sentences: self.values.sentences,
            tags: self.values.tags,
            vectors: self.values.vectors,
            leading_zeros: self.values.leading_zeros.map(WireLeadingZeros::read).unwrap_or_default(),
            clocks: self.values.clocks,
            smallest: ends.map(|ends| ends.0),
            largest: ends.map(|ends| ends.1),
            ..Evidence::default()
        };
        let column = ColumnProfile { name: self.name, evidence, numbers, moments, booleans, texts, forms };
        adds_up(&column, rows).then_some(column).ok_or(Contradiction::Counts)
    }
}

/// How many numbers are known to be such.
fn at_least(sketch: &ValueSketch, is_such: fn(f64) -> bool) -> u64 {
    let [low, high] = sketch.infinite();
    let infinite = [(f64::NEG_INFINITY, low), (f64::INFINITY, high)];
    let values = sketch.buckets().iter().filter(|bucket| bucket.low == bucket.high);
    let values = values.map(|bucket| (bucket.low, bucket.count)).chain(infinite);
    values.filter(|(value, _)| is_such(*value)).fold(0, |sum, (_, count)| sum.saturating_add(count))
}

/// Whether the counts of a column go together, so that no sum of them overflows later.
fn adds_up(column: &ColumnProfile, rows: u64) -> bool {
    let Evidence { numbers, booleans, number_texts, boolean_texts, datetime_texts, other_texts, hashed, .. } =
        column.evidence;
    let sum = |counts: &[u64]| counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
    let present = sum(&[numbers, booleans, number_texts, boolean_texts, datetime_texts, other_texts, hashed]);
    let spelled = sum(&[number_texts, boolean_texts, datetime_texts, other_texts]);
    let texts = column.texts.counts.values().fold(column.texts.other, |sum, count| sum.saturating_add(*count));
    let infinite = sum(&column.numbers.sketch.infinite());
    let within = [
        column.evidence.big_integers,
        column.evidence.long_integers,
        column.evidence.timestamps,
        column.evidence.beyond_bits,
        column.evidence.fractions,
        column.evidence.sentences,
        column.evidence.tags,
        column.evidence.vectors,
        column.evidence.leading_zeros.count,
        column.texts.bound,
        column.evidence.clocks.times(),
        column.evidence.clocks.past_noon,
        column.evidence.clocks.spans,
    ];
    present <= rows
        && sum(&[numbers, number_texts]) == column.numbers.sketch.size()
        && column.numbers.sums.count().saturating_add(infinite) == column.numbers.sketch.size()
        && column.moments.size() == datetime_texts
        && texts == spelled
        && within.iter().all(|count| *count <= present)
}

impl WireBuckets {
    pub(super) fn of(sketch: &ValueSketch) -> Self {
        let each = |value: fn(&Bucket) -> f64| sketch.buckets().iter().map(value).collect();
        let [minus_infinity, plus_infinity] = sketch.infinite();
        Self {
            dropped_bits: sketch.dropped(),
            low: each(|bucket| bucket.low),
            high: (!sketch.is_exact()).then(|| each(|bucket| bucket.high)),
            count: sketch.buckets().iter().map(|bucket| bucket.count).collect(),
            minus_infinity,
            plus_infinity,
        }
    }

    pub(super) fn read(self) -> Result<ValueSketch, Contradiction> {
        let high = self.high.unwrap_or_else(|| self.low.clone());
        if self.low.len() > MOST_BUCKETS {
            return Err(Contradiction::Buckets(NoSketch::TooMany));
        }
        if self.low.len() != high.len() || self.low.len() != self.count.len() {
            return Err(Contradiction::Lengths);
        }
        let buckets =
            self.low.into_iter().zip(high).zip(self.count).map(|((low, high), count)| Bucket { low, high, count });
        let infinite = [self.minus_infinity, self.plus_infinity];
        ValueSketch::of_buckets(self.dropped_bits, buckets.collect(), infinite).map_err(Contradiction::Buckets)
    }
}

impl WireNumbers {
    pub(super) fn read(self) -> Result<NumberProfile, Contradiction> {
        let sketch = self.buckets.read()?;
        let infinite = sketch.infinite().into_iter().fold(0, u64::saturating_add);
        let sums = PowerSums::of_texts(sketch.size() - infinite.min(sketch.size()), &self.sum, &self.sum_of_squares)
            .map_err(|_| Contradiction::Sums)?;
        let distinct = registers(self.distinct)?;
        if distinct.is_none() && !sketch.is_exact() {
            return Err(Contradiction::Distinct);
        }
        // Where every bucket is a single value they say it better.
        let distinct = distinct.filter(|_| !sketch.is_exact());
        Ok(NumberProfile { sketch, sums, distinct })
    }
}

impl WireTexts {
    pub(super) fn read(self) -> Result<TextProfile, Contradiction> {
        if self.label.len() != self.count.len() {
            return Err(Contradiction::Lengths);
        }
        let fit = self.label.len() <= MOST_LABELS && self.label.iter().all(|label| label.len() <= LONGEST);
        let labels = self.label.len();
        let distinct = registers(self.distinct)?;
        if self.other > 0 && distinct.is_none() {
            return Err(Contradiction::Distinct);
        }
        let mut counts = std::collections::BTreeMap::new();
        counts.extend(self.label.into_iter().zip(self.count));
        let is_plain = counts.len() == labels && counts.values().all(|count| *count > 0);
        let bound = if self.other > 0 { self.bound.max(1) } else { self.bound };
        (fit && is_plain)
            .then_some(TextProfile { counts, other: self.other, bound, distinct })
            .ok_or(Contradiction::Labels)
    }
}

fn registers(text: Option<String>) -> Result<Option<Distinct>, Contradiction> {
    text.map(|text| Distinct::of_text(&text).map_err(|_| Contradiction::Distinct)).transpose()
}

pub(super) fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn is_zero_u32(count: &u32) -> bool {
    *count == 0
}

fn is_none_like_a_clock(counts: &ClockCounts) -> bool {
    *counts == ClockCounts::default()
}
