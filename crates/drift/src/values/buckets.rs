//! Categories where a side has strings of which only a hash is kept.
//!
//! A string may be kept on one side and hashed on the other. Counted as it stands, it would seem to have vanished here
//! and to be new there. So whatever is not known on both sides goes into the bucket of its hash on both: buckets and the
//! categories that are left are a coarser division of the strings, the same for both sides, so that every test of
//! categories holds for it. What differs only within a bucket is not seen.
//!
//! Which categories stay must not depend on how their values happened to fall on the sides, else those that stay would
//! seem to differ where nothing does. A category stays if it is known on both sides and frequent enough on
//! both together for [`ENOUGH`] values to be expected on the smaller: then it almost certainly occurs, and is kept, early
//! on both.

use driftscope_stats::sorting::sort_by;
use std::collections::BTreeMap;

use driftscope_report::{Warning, WarningCode};
use driftscope_table::hashed;
use driftscope_table::typing::Evidence;

use crate::values::label::Label;
use driftscope_present::numbers;

/// Values to be expected on each side of a category of its own.
const ENOUGH: u64 = 50;

/// A category before bucketing: how often it occurs on each side, and where it is kept.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Known {
    pub counts: [u64; 2],
    pub is_kept: [bool; 2],
}

/// Whether strings of a side were hashed.
pub(crate) fn are_needed(sides: [Option<&Evidence>; 2]) -> bool {
    sides.into_iter().flatten().any(|evidence| evidence.hashed > 0)
}

/// Puts into buckets what is not known on both sides, and those strings that were hashed. Ascending by label.
pub(crate) fn fill(categories: BTreeMap<String, Known>, sides: [Option<&Evidence>; 2]) -> Vec<Label> {
    let hashed = sides.map(|side| side.map_or(0, |evidence| evidence.hashed));
    let side_rows = |side: usize| hashed[side] + categories.values().map(|known| known.counts[side]).sum::<u64>();
    let rows = [side_rows(0), side_rows(1)];
    let smaller = u128::from(rows[0].min(rows[1]));
    let stays = |known: &Known| {
        let is_known = |side: usize| known.is_kept[side] || hashed[side] == 0;
        let count = u128::from(known.counts[0] + known.counts[1]);
        is_known(0) && is_known(1) && count * smaller >= u128::from(ENOUGH) * u128::from(rows[0] + rows[1])
    };
    let mut buckets = vec![[0; 2]; hashed::BUCKETS];
    for (side, evidence) in sides.into_iter().enumerate() {
        let counts = evidence.map_or(&[][..], |evidence| &evidence.buckets);
        buckets.iter_mut().zip(counts).for_each(|(bucket, count)| bucket[side] += count);
    }
    let mut labels = Vec::new();
    for (text, known) in categories {
        let [reference, production] = known.counts;
        if stays(&known) {
            labels.push(Label { text, reference, production });
        } else {
            let bucket = &mut buckets[hashed::bucket(hashed::hash_text(&text))];
            *bucket = [bucket[0] + reference, bucket[1] + production];
        }
    }
    let filled = buckets.into_iter().enumerate().filter(|(_, [reference, production])| reference + production > 0);
    labels.extend(filled.map(|(bucket, [reference, production])| Label { text: label(bucket), reference, production }));
    sort_by(&mut labels, &|a, b| a.text.cmp(&b.text));
    labels
}

/// How a bucket is called.
pub(crate) fn label(bucket: usize) -> String {
    format!("{PREFIX}{} of {}", numbers::count(bucket as u64 + 1), numbers::count(hashed::BUCKETS as u64))
}

/// Whether a category is a bucket.
pub(crate) fn is_bucket(label: &Label) -> bool {
    label.text.starts_with(PREFIX)
}

const PREFIX: &str = "hashed strings, bucket ";

/// Says what is not seen of a side with hashed strings.
pub(crate) fn warning(name: &str, evidence: &Evidence) -> Option<Warning> {
    let (values, strings) = (evidence.hashed, evidence.distinct_hashed);
    let buckets = hashed::BUCKETS as u64;
    (values > 0).then(|| Warning::of_values(WarningCode::HashedStrings, values, format!(
            "{} of at least {} came after the limit on distinct strings and {} known by a hash only. As categories they \
             are compared in {} buckets, some {} in each: any two strings share one with a probability of 1 in {}, and \
             what differs only within a bucket is not seen, in column {name}",
            numbers::counted(values, "value", "values"),
            numbers::counted(strings, "different string", "different strings"),
            if values == 1 { "is" } else { "are" },
            numbers::count(buckets),
            numbers::counted(strings.div_ceil(buckets), "string", "strings"),
            numbers::count(buckets),
        )))
}
