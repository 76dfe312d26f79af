//! A column of a profile from the rows of a result.
//!
//! Numbers and timestamps come as the buckets of a profile. Strings come with their counts and are read here as strings of a file
//! are, so that `007`, `1.234,5` and `NA` mean what they mean there; those that are not kept count as plain strings.

use driftscope_report::calendar::format_datetime;
use driftscope_sql::result::MOST_BITS_SUMMED;
use driftscope_stats::power_sums::PowerSums;
use driftscope_stats::sorting::sort_by_key;
use driftscope_stats::value_sketch::{Bucket, MOST_BUCKETS, NoSketch, ValueSketch};
use driftscope_table::typing::{Evidence, TextClass};
use driftscope_table::{Column, Dictionary};

use super::gathered::{Gathered, SummedBucket};
use crate::profile::column::{ColumnProfile, counts_of};
use crate::profile::error::Contradiction;
use crate::profile::json::checked;
use crate::profile::numbers::NumberProfile;
use crate::profile::texts::TextProfile;
use crate::values::identifier::Forms;

/// What a column is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Numbers,
    Times,
    Booleans,
    Texts,
}

/// The column, of this many rows.
pub(super) fn column(
    name: &str,
    counted: Counted,
    mut gathered: Gathered,
    rows: u64,
) -> Result<ColumnProfile, Contradiction> {
    sort_by_key(&mut gathered.buckets, &|bucket| bucket.key);
    let column = match counted {
        Counted::Numbers => of_numbers(&gathered)?,
        Counted::Times => of_times(&gathered)?,
        Counted::Booleans => of_booleans(&gathered),
        Counted::Texts => of_texts(gathered),
    };
    checked(&ColumnProfile { name: name.to_owned(), ..column }, rows)
}

fn of_numbers(gathered: &Gathered) -> Result<ColumnProfile, Contradiction> {
    let sketch = sketch(gathered, gathered.infinite)?;
    let infinite = gathered.infinite.into_iter().fold(0, u64::saturating_add);
    let ends = sketch.ends();
    let evidence = Evidence {
        numbers: sketch.size(),
        fractions: gathered.fractions.saturating_add(infinite),
        beyond_bits: gathered.beyond_bits.saturating_add(infinite),
        smallest: ends.map(|ends| ends.0),
        largest: ends.map(|ends| ends.1),
        ..Evidence::default()
    };
    let sums = sums(gathered);
    let distinct = gathered.distinct.clone().filter(|_| !sketch.is_exact());
    Ok(ColumnProfile { evidence, numbers: NumberProfile { sketch, sums, distinct }, ..ColumnProfile::default() })
}

/// The sketch of the buckets, which may be more than one holds where they are as wide as those of another profile.
pub(super) fn sketch(gathered: &Gathered, infinite: [u64; 2]) -> Result<ValueSketch, Contradiction> {
    let buckets: Vec<Bucket> = gathered.buckets.iter().map(|bucket| bucket.bucket).collect();
    let mut whole = ValueSketch::of_buckets(gathered.dropped, Vec::new(), infinite).map_err(Contradiction::Buckets)?;
    let mut last = None;
    for part in buckets.chunks(MOST_BUCKETS) {
        let sketch =
            ValueSketch::of_buckets(gathered.dropped, part.to_vec(), [0, 0]).map_err(Contradiction::Buckets)?;
        // Each part ascends; so must the parts.
        if last.is_some_and(|last| part.first().is_some_and(|first| first.low <= last)) {
            return Err(Contradiction::Buckets(NoSketch::OutOfOrder { bucket: 0 }));
        }
        last = part.last().map(|bucket| bucket.high);
        whole.merge(&sketch);
    }
    Ok(whole)
}

/// The exact sums; where the engine did not compute them, those of the middles of the buckets.
fn sums(gathered: &Gathered) -> PowerSums {
    let mut sums = PowerSums::default();
    for SummedBucket { bucket, rests, squares, .. } in &gathered.buckets {
        if bucket.low == bucket.high {
            sums.add_times(bucket.low, bucket.count);
        } else if gathered.dropped > MOST_BITS_SUMMED {
            sums.add_times(bucket.middle(), bucket.count);
        } else {
            let beginning = bucket.low.to_bits() >> gathered.dropped << gathered.dropped;
            sums.add_near(f64::from_bits(beginning), bucket.count, *rests, *squares);
        }
    }
    sums
}

fn of_times(gathered: &Gathered) -> Result<ColumnProfile, Contradiction> {
    let moments = sketch(gathered, [0, 0])?;
    let mut texts = TextProfile::default();
    if moments.is_exact() {
        for bucket in moments.buckets() {
            let label = format_datetime(bucket.low).unwrap_or_else(|| bucket.low.to_string());
            let known = texts.counts.entry(label).or_default();
            *known = known.saturating_add(bucket.count);
        }
    } else {
        texts.other = moments.size();
        texts.bound = moments.buckets().iter().map(|bucket| bucket.count).max().unwrap_or(0);
        texts.distinct = gathered.distinct.clone();
    }
    // PostgreSQL has timestamps at infinity.
    let [early, late] = gathered.infinite;
    for (label, count) in [("-infinity", early), ("infinity", late)].into_iter().filter(|(_, count)| *count > 0) {
        texts.counts.insert(label.to_owned(), count);
    }
    let evidence =
        Evidence { datetime_texts: moments.size(), other_texts: early.saturating_add(late), ..Evidence::default() };
    Ok(ColumnProfile { evidence, moments, texts, ..ColumnProfile::default() })
}

fn of_booleans(gathered: &Gathered) -> ColumnProfile {
    let booleans = gathered.booleans;
    let evidence = Evidence { booleans: booleans[0].saturating_add(booleans[1]), ..Evidence::default() };
    ColumnProfile { evidence, booleans, ..ColumnProfile::default() }
}

pub(super) fn of_texts(gathered: Gathered) -> ColumnProfile {
    let (mut text, mut ends, mut counts) = (String::new(), Vec::new(), Vec::new());
    for (label, count) in &gathered.labels {
        text.push_str(label);
        ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        counts.push(*count);
    }
    let column = Column { dictionary: Dictionary::from_parts(text, ends), ..Column::default() };
    let mut evidence = Evidence::of_counted(&column, counts);
    let mut texts = TextProfile::of(&column, &evidence);
    let forms = Forms::of_column(&column, &evidence).filter(|_| gathered.other[0] == 0);
    let (mut numbers, mut moments) = (Vec::new(), Vec::new());
    for (class, count) in evidence.classes.iter().zip(&evidence.code_counts).filter(|(_, count)| **count > 0) {
        match class {
            TextClass::Number(number) => numbers.push((*number, *count)),
            TextClass::Datetime(seconds) if seconds.is_finite() => moments.push((*seconds, *count)),
            _ => {}
        }
    }
    evidence = counts_of(&evidence);
    if let Some(distinct) = gathered.distinct.filter(|_| gathered.other[0] > 0) {
        texts.distinct = Some(distinct);
        texts.other = texts.other.saturating_add(gathered.other[0]);
        texts.bound = texts.bound.saturating_add(gathered.bound);
        evidence.other_texts = evidence.other_texts.saturating_add(gathered.other[0]);
        evidence.sentences = evidence.sentences.saturating_add(gathered.other[1]);
    }
    let numbers = NumberProfile::of_counted(numbers);
    ColumnProfile { evidence, numbers, moments: sketch_of_counted(moments), texts, forms, ..ColumnProfile::default() }
}

fn sketch_of_counted(moments: Vec<(f64, u64)>) -> ValueSketch {
    NumberProfile::of_counted(moments).sketch
}
