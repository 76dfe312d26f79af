//! Counts how many values of profiled columns differ, and how many both sides have.
//!
//! The counterpart for rows is [`crate::values::distinct_values`].

use std::collections::BTreeSet;

use driftscope_stats::value_sketch::Bucket;
use driftscope_table::typing::{self, MOST_FAR_APART, Variety, is_long, is_long_whole};

use super::column::ColumnProfile;
use super::texts;

/// Distinct values of both sides.
pub(super) fn variety([reference, production]: [&ColumnProfile; 2]) -> Variety {
    let sum = |count: fn(&ColumnProfile) -> u64| count(reference).saturating_add(count(production));
    let booleans = [0, 1].map(|value| reference.booleans[value] > 0 || production.booleans[value] > 0);
    let texts = reference.texts.pooled_distinct(&production.texts, booleans);
    let numbers = pooled_numbers([reference, production]);
    let shared = |here: &ColumnProfile, there: &ColumnProfile| {
        let known = there.numbers.sketch.buckets();
        let is_known = |value: f64| known.binary_search_by(|bucket| bucket.low.total_cmp(&value)).is_ok();
        let is_shared = |bucket: &&Bucket| bucket.low == bucket.high && is_known(bucket.low);
        let numbers = here.numbers.sketch.buckets().iter().filter(is_shared).map(|bucket| bucket.count);
        let is_kept = |(text, _): &(&String, &u64)| there.texts.counts.contains_key(*text) && !texts::is_number(text);
        let texts = here.texts.counts.iter().filter(is_kept).map(|(_, count)| *count);
        numbers.chain(texts).fold(0, u64::saturating_add)
    };
    let both = reference.texts.counts.iter().filter_map(|(text, count)| {
        let other = production.texts.counts.get(text).filter(|_| !texts::is_number(text))?;
        Some(count.saturating_add(*other))
    });
    let is_of_numbers = sum(|side| side.evidence.other_texts + side.evidence.boolean_texts + side.evidence.booleans)
        == 0
        && sum(|side| side.evidence.hashed) == 0;
    let most_number = if is_of_numbers { most_shared([reference, production]) } else { 0 };
    Variety {
        distinct: numbers + texts + u64::from(sum(|side| side.evidence.hashed) > 0),
        of_side: [reference, production].map(|side| distinct_numbers(side) + side.texts.distinct()),
        shared: [shared(reference, production), shared(production, reference)],
        most: both.max().unwrap_or(0).max(most_number),
        far_apart: is_of_numbers && are_far_apart([reference, production], sum(|side| side.evidence.present())),
    }
}

/// How often the most frequent number of both sides occurs, of those that have buckets of their own.
fn most_shared([reference, production]: [&ColumnProfile; 2]) -> u64 {
    let known = production.numbers.sketch.buckets();
    let counts = reference.numbers.sketch.buckets().iter().filter(|bucket| bucket.low == bucket.high);
    let counts = counts.filter_map(|bucket| {
        let at = known.binary_search_by(|other| other.low.total_cmp(&bucket.low)).ok()?;
        Some(bucket.count.saturating_add(known[at].count)).filter(|_| known[at].low == known[at].high)
    });
    counts.max().unwrap_or(0)
}

fn are_far_apart(sides: [&ColumnProfile; 2], present: u64) -> bool {
    let buckets = sides.map(|side| side.numbers.sketch.buckets());
    if buckets.iter().any(|side| side.len() > MOST_FAR_APART || side.iter().any(|bucket| bucket.low != bucket.high)) {
        return false;
    }
    let mut distinct: Vec<f64> = buckets.into_iter().flatten().map(|bucket| bucket.low).collect();
    distinct.sort_unstable_by(f64::total_cmp);
    distinct.dedup();
    typing::are_far_apart(&distinct, present)
}

/// The distinct numbers of one side.
pub(super) fn distinct_numbers(side: &ColumnProfile) -> u64 {
    if side.evidence.long_integers == 0 {
        side.numbers.distinct()
    } else {
        with_digits([side, &ColumnProfile::default()])
    }
}

fn pooled_numbers(sides: [&ColumnProfile; 2]) -> u64 {
    let are_long = sides.iter().any(|side| side.evidence.long_integers > 0);
    if are_long { with_digits(sides) } else { sides[0].numbers.pooled_distinct(&sides[1].numbers) }
}

/// Distinct numbers, of which those past 2^53 are distinguished by their digits: as doubles several of them are one.
fn with_digits(sides: [&ColumnProfile; 2]) -> u64 {
    let mut numbers = BTreeSet::new();
    let mut digits: BTreeSet<&str> = BTreeSet::new();
    for side in sides {
        let spelled = side.texts.counts.keys().filter(|text| is_long_whole(text)).map(String::as_str);
        digits.extend(spelled);
        numbers.extend(side.numbers.sketch.buckets().iter().map(|bucket| (bucket.low + 0.0).to_bits()));
    }
    for text in &digits {
        text.parse::<f64>().into_iter().for_each(|number| _ = numbers.remove(&number.to_bits()));
    }
    // Digits that are not kept are as many as their values, at most, and nearly always.
    let cut = sides.iter().filter(|side| side.evidence.long_integers > 0).map(|side| side.texts.other);
    let long = numbers.iter().filter(|bits| is_long(f64::from_bits(**bits))).count() as u64;
    let short = numbers.len() as u64 - long;
    let cut = cut.fold(0, u64::saturating_add);
    short + (digits.len() as u64).saturating_add(if cut > 0 { cut } else { long })
}
