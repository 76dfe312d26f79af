//! The moments and the times of the day of a profiled column.

use std::collections::BTreeMap;

use driftscope_stats::calendar::DAY;
use driftscope_stats::value_sketch::{Bucket, ValueSketch};
use driftscope_table::typing::{TextClass, classify_text, on_the_clock, time_of_day, timestamp_of};

use super::column::ColumnProfile;

/// The moments of a column in seconds since 1970, from texts and from numbers in any of the usual units.
pub(super) fn seconds(column: &ColumnProfile) -> ValueSketch {
    let numbers = column.numbers.sketch.finite().mapped(|number| timestamp_of(number, column.evidence.largest));
    match (numbers.size(), column.moments.size()) {
        (0, _) => column.moments.clone(),
        (_, 0) => numbers,
        _ => {
            let mut all = column.moments.clone();
            all.merge(&numbers);
            all
        }
    }
}

/// The times of the day of a column in seconds since midnight, from texts, moments and numbers of seconds.
pub(super) fn times_of_day(column: &ColumnProfile) -> ValueSketch {
    let mut counts = BTreeMap::<u64, u64>::new();
    let mut add = |seconds: f64, count: u64| {
        // No time is below 0, so that their bits are in the order of their values.
        let known = counts.entry(on_the_clock(seconds).to_bits()).or_default();
        *known = known.saturating_add(count);
    };
    let (within, beyond): (Vec<Bucket>, Vec<Bucket>) =
        column.numbers.sketch.buckets().iter().partition(|bucket| bucket.low >= 0.0 && bucket.high < DAY);
    beyond.iter().chain(column.moments.buckets()).for_each(|bucket| add(bucket.low, bucket.count));
    for (text, count) in &column.texts.counts {
        if let (TextClass::Other, Some(seconds)) = (classify_text(text), time_of_day(text)) {
            add(seconds, *count);
        }
    }
    let ascending: Vec<(f64, u64)> = counts.into_iter().map(|(bits, count)| (f64::from_bits(bits), count)).collect();
    // Buckets within the day stay as wide as they are.
    let mut times = ValueSketch::of_buckets(column.numbers.sketch.dropped(), within, [0, 0]).unwrap_or_default();
    times.merge(&ValueSketch::of_counted(&ascending));
    times
}
