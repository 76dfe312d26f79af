//! A profile as JSON: what `driftscope profile` writes, and anything else may.
//!
//! Its first key is `driftscope_profile`, by which a file is known for one. What is read is held against itself, so that
//! whatever is compared afterwards is a profile that some table could have: buckets ascend, counts add up, sums are possible.

mod forms;
mod leading_zeros;
mod windows;

use std::collections::HashSet;

use driftscope_report::{FileRecord, Warning};
use driftscope_stats::distinct::Distinct;
use driftscope_stats::power_sums::PowerSums;
use driftscope_stats::value_sketch::{Bucket, MOST_BUCKETS, NoSketch, ValueSketch};
use driftscope_table::typing::Evidence;
use driftscope_table::{MOST_WINDOWS, is_gzip, unpack_gzip};
use serde::{Deserialize, Serialize};

use self::forms::WireForms;
use self::leading_zeros::WireLeadingZeros;
use self::windows::WireWindows;
use super::column::ColumnProfile;
use super::numbers::NumberProfile;
use super::texts::{LONGEST, TextProfile};
use super::{MOST_LABELS, Profile};

/// The version of [`Profile`] that this engine writes.
pub const PROFILE_VERSION: u32 = 1;

/// The first key.
const KEY: &str = "\"driftscope_profile\"";

/// More rows than this are no count that JSON keeps to the last digit.
pub(super) const MOST_ROWS: u64 = 1 << 53;

/// Bytes of a file by which a profile is known; packed, the first of them are tables of the packing.
pub const BEGINNING: usize = 4096;

/// Why a text is no profile, or profiles cannot be merged.
#[derive(Debug)]
pub enum ProfileError {
    /// It is no JSON, or not of a profile's shape.
    Malformed(serde_json::Error),
    /// It was written by a later version.
    TooNew {
        /// The version it names.
        version: u32,
    },
    /// A column contradicts itself.
    Contradiction {
        /// The column.
        column: String,
        /// What of it.
        what: Contradiction,
    },
    /// Two columns have one name.
    SameName {
        /// The name.
        column: String,
    },
    /// There are more rows than 2⁵³.
    TooManyRows,
    /// There are more windows than [`MOST_WINDOWS`].
    TooManyWindows,
    /// Its windows do not add up to its rows, or do not begin where such windows do.
    Windows,
    /// It is packed by gzip, and damaged.
    Damaged,
}

/// What of a column contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contradiction {
    /// Lists that go together have not one length.
    Lengths,
    /// The buckets of its numbers or moments.
    Buckets(NoSketch),
    /// The sums of its numbers.
    Sums,
    /// The registers that tell how many values differ, or their absence where they are needed.
    Distinct,
    /// Its labels: too many, too long, twice or without a count.
    Labels,
    /// The counts of its values do not add up, or exceed the rows.
    Counts,
}

impl std::fmt::Display for ProfileError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Malformed(error) => write!(
                formatter,
                "this is no whole Driftscope profile: {error}. Make it again with `driftscope profile`"
            ),
            Self::TooNew { version } => write!(
                formatter,
                "the profile has version {version} and this Driftscope reads up to {PROFILE_VERSION}: use a newer one"
            ),
            Self::Contradiction { column, what } => {
                let what = match what {
                    Contradiction::Lengths => "lists that go together are not of one length",
                    Contradiction::Buckets(NoSketch::TooMany) => "there are more buckets than 4096",
                    Contradiction::Buckets(NoSketch::OutOfOrder { .. }) => "its buckets do not ascend",
                    Contradiction::Buckets(NoSketch::WrongCount { .. }) => "a bucket's count cannot be",
                    Contradiction::Sums => "no numbers have these sums",
                    Contradiction::Distinct => "what tells how many values differ is no such text, or is not there",
                    Contradiction::Labels => "its labels are too many or too long, or one has no count",
                    Contradiction::Counts => "the counts of its values do not add up, or exceed the rows",
                };
                let column = driftscope_present::numbers::name(column, 48);
                write!(
                    formatter,
                    "the profile of column {column} cannot be: {what}. Make it again, or see docs/formats.md"
                )
            }
            Self::SameName { column } => write!(
                formatter,
                "the profile has two columns of the name {}: leave one out",
                driftscope_present::numbers::name(column, 48)
            ),
            Self::TooManyRows => {
                formatter.write_str("the profiles have more than 2⁵³ rows together, which is more than can be counted")
            }
            Self::TooManyWindows => write!(
                formatter,
                "the profiles have more than {MOST_WINDOWS} windows: make them with longer ones"
            ),
            Self::Windows => formatter.write_str(
                "the windows of the profile do not add up to its rows, or do not begin where such windows do: make it again",
            ),
            Self::Damaged => formatter.write_str(
                "this profile is packed by gzip, and damaged or cut off: copy it or make it again",
            ),
        }
    }
}

impl std::error::Error for ProfileError {}

/// Whether a file that begins with these bytes is meant to be a profile, plain or packed by gzip: [`BEGINNING`] are enough.
pub fn is_profile(beginning: &[u8]) -> bool {
    let unpacked: Vec<u8>;
    let mut text = beginning;
    if is_gzip(text) {
        unpacked = unpack_gzip(&text[..text.len().min(BEGINNING)]).0;
        text = &unpacked;
    }
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
    text.strip_prefix(b"{").is_some_and(|text| text.trim_ascii_start().starts_with(KEY.as_bytes()))
}

/// The profile as one line of JSON, without a final newline.
pub fn profile_to_json(profile: &Profile) -> String {
    let wire = Wire {
        driftscope_profile: PROFILE_VERSION,
        engine_version: env!("CARGO_PKG_VERSION").to_owned(),
        rows: profile.rows,
        skipped: profile.skipped,
        files: profile.files.clone(),
        part: profile.part.clone(),
        warnings: profile.warnings.clone(),
        columns: profile.windows.is_none().then(|| profile.columns.iter().map(WireColumn::of).collect()),
        windows: profile.windows.as_ref().map(WireWindows::of),
    };
    // Every field is a plain struct, list, map with string keys, finite number or string, none of which serde_json refuses.
    serde_json::to_string(&wire).unwrap_or_default()
}

/// Reads what [`profile_to_json`] wrote from the bytes of a file, plain or packed by gzip.
pub fn profile_from_bytes(bytes: &[u8]) -> Result<Profile, ProfileError> {
    if !is_gzip(bytes) {
        return profile_from_json(&String::from_utf8_lossy(bytes));
    }
    let (unpacked, is_whole) = unpack_gzip(bytes);
    if is_whole { profile_from_json(&String::from_utf8_lossy(&unpacked)) } else { Err(ProfileError::Damaged) }
}

/// Reads what [`profile_to_json`] wrote, in this version or an earlier one.
pub fn profile_from_json(text: &str) -> Result<Profile, ProfileError> {
    #[derive(Deserialize)]
    struct Version {
        driftscope_profile: u32,
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let wire = driftscope_report::value_from_json::<Wire>(text);
    let version = match &wire {
        Ok(wire) => wire.driftscope_profile,
        Err(_) => driftscope_report::value_from_json::<Version>(text).map_or(0, |found| found.driftscope_profile),
    };
    if version > PROFILE_VERSION {
        return Err(ProfileError::TooNew { version });
    }
    let wire = wire.map_err(ProfileError::Malformed)?;
    if wire.rows > MOST_ROWS {
        return Err(ProfileError::TooManyRows);
    }
    let windows = wire.windows.map(|windows| windows.read(wire.rows)).transpose()?;
    let columns = match (&windows, wire.columns) {
        (Some(windows), None) => windows.whole(),
        (None, Some(columns)) => read_columns(columns, wire.rows)?,
        (Some(_), Some(_)) => return Err(ProfileError::Windows),
        (None, None) => return Err(ProfileError::Malformed(serde::de::Error::missing_field("columns"))),
    };
    Ok(Profile {
        rows: wire.rows,
        skipped: wire.skipped.min(MOST_ROWS),
        files: wire.files,
        part: wire.part,
        warnings: wire.warnings,
        columns,
        windows,
    })
}

fn read_columns(wire: Vec<WireColumn>, rows: u64) -> Result<Vec<ColumnProfile>, ProfileError> {
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

#[derive(Serialize, Deserialize)]
struct Wire {
    driftscope_profile: u32,
    #[serde(default)]
    engine_version: String,
    rows: u64,
    #[serde(default)]
    skipped: u64,
    #[serde(default)]
    files: Vec<FileRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    part: Option<String>,
    #[serde(default)]
    warnings: Vec<Warning>,
    /// Left out where there are windows, whose sum they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    columns: Option<Vec<WireColumn>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    windows: Option<WireWindows>,
}

#[derive(Serialize, Deserialize)]
struct WireColumn {
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
struct WireCounts {
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
    moments: u64,
    #[serde(skip_serializing_if = "is_zero")]
    beyond_bits: u64,
    #[serde(skip_serializing_if = "is_zero")]
    fractions: u64,
    #[serde(skip_serializing_if = "is_zero")]
    sentences: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    leading_zeros: Option<WireLeadingZeros>,
}

#[derive(Default, Serialize, Deserialize)]
struct WireBuckets {
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
struct WireNumbers {
    #[serde(flatten)]
    buckets: WireBuckets,
    sum: String,
    sum_of_squares: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    distinct: Option<String>,
}

#[derive(Default, Serialize, Deserialize)]
struct WireTexts {
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
    fn of(column: &ColumnProfile) -> Self {
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
                moments: column.evidence.moments,
                beyond_bits: column.evidence.beyond_bits,
                fractions: column.evidence.fractions,
                sentences: column.evidence.sentences,
                leading_zeros: WireLeadingZeros::of(&column.evidence.leading_zeros),
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
                    .filter(|_| !texts.tells_forms() || column.evidence.moments > 0)
                    .map(WireForms::of),
            }),
        }
    }

    fn read(self, rows: u64) -> Result<ColumnProfile, Contradiction> {
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
        // Whoever writes a profile by hand may leave out what the buckets tell.
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
            moments: self.values.moments,
            beyond_bits: self.values.beyond_bits.max(beyond_bits),
            fractions: self.values.fractions.max(fractions),
            sentences: self.values.sentences,
            leading_zeros: self.values.leading_zeros.map(WireLeadingZeros::read).unwrap_or_default(),
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
        column.evidence.moments,
        column.evidence.beyond_bits,
        column.evidence.fractions,
        column.evidence.sentences,
        column.evidence.leading_zeros.count,
        column.texts.bound,
    ];
    present <= rows
        && sum(&[numbers, number_texts]) == column.numbers.sketch.size()
        && column.numbers.sums.count().saturating_add(infinite) == column.numbers.sketch.size()
        && column.moments.size() == datetime_texts
        && texts == spelled
        && within.iter().all(|count| *count <= present)
}

impl WireBuckets {
    fn of(sketch: &ValueSketch) -> Self {
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

    fn read(self) -> Result<ValueSketch, Contradiction> {
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
    fn read(self) -> Result<NumberProfile, Contradiction> {
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
    fn read(self) -> Result<TextProfile, Contradiction> {
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

fn is_zero(count: &u64) -> bool {
    *count == 0
}

fn is_zero_u32(count: &u32) -> bool {
    *count == 0
}
