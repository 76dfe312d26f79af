//! How many values of a column differ, on each side and on both together, and how many both sides have.
//!
//! Strings are distinguished by a hash of 64 bits: of a million, two are taken for one with a probability of 3 in 100 million. So a
//! distinct string takes 17 bytes here, however long it is.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use driftscope_stats::distinct_sorted;
use driftscope_table::hashed::hash_text_64;
use driftscope_table::typing::{self, Evidence, MOST_FAR_APART, TextClass, Variety, is_long, label_form};
use driftscope_table::{CellKind, Column};

use crate::values::numeric::Numbers;
use crate::values::side::Side;

/// Distinct values of one side; of hashed strings at most as many as there are.
pub(crate) fn distinct_on(side: &Side<'_>, numbers: &Numbers) -> u64 {
    of_numbers([Some(side), None], [&numbers.sorted, &[]]).distinct + side.evidence.distinct_other_texts()
}

/// The distinct values of both sides: numbers, strings, true and false.
///
/// A million different moments are not counted: one string of each side tells that they are many, which is all that
/// is asked of them.
pub(crate) fn variety(sides: &[Side<'_>; 2], numbers: [&Numbers; 2]) -> Variety {
    if let Some(distinct) = distinct_amounts(sides, numbers) {
        return Variety { distinct, ..Variety::default() };
    }
    let sorted = numbers.map(|side| side.sorted.as_slice());
    let mut found = of_numbers([Some(&sides[0]), Some(&sides[1])], sorted);
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(&side.evidence)).sum::<u64>();
    if sum(|side| side.other_texts + side.boolean_texts + side.booleans + side.hashed) == 0 {
        let moments = sides.iter().map(|side| side.evidence.distinct_texts()).max().unwrap_or(0);
        let moments = if moments == 1 && differ(sides) { 2 } else { moments };
        found.distinct =
            if sum(|side| side.datetime_texts) == 0 { found.distinct } else { found.distinct.max(moments) };
        return with_repetition(found, sorted, sum(Evidence::present));
    }
    let mut texts = Values::default();
    for (at, side) in sides.iter().enumerate() {
        if let Some(column) = side.column {
            texts.add_texts(at, column, &side.evidence);
        }
    }
    let texts = texts.variety();
    let numbers = distinct_sorted::shared(sorted[0], sorted[1]);
    // Of hashed strings those of both sides may be the same.
    let hashed = sides.each_ref().map(|side| side.evidence.distinct_hashed);
    Variety {
        distinct: found.distinct + texts.distinct + hashed[0].max(hashed[1]),
        of_side: [0, 1].map(|at| found.of_side[at] + texts.of_side[at] + hashed[at]),
        shared: [0, 1].map(|at| numbers[at] + texts.shared[at]),
        most: texts.most,
        far_apart: false,
    }
}

/// Whether the only spelled timestamp of each side is another one.
fn differ(sides: &[Side<'_>; 2]) -> bool {
    let only = |side: &Side<'_>| {
        let kept = side.evidence.classes.iter().zip(&side.evidence.code_counts);
        kept.filter(|(_, count)| **count > 0).find_map(|(class, _)| match class {
            TextClass::Datetime(seconds) => Some(*seconds),
            _ => None,
        })
    };
    matches!(sides.each_ref().map(only), [Some(one), Some(other)] if one != other)
}

/// Adds what distinguishes codes from amounts: how few numbers lie how far apart, and how often they come again.
fn with_repetition(found: Variety, sorted: [&[f64]; 2], present: u64) -> Variety {
    if found.distinct <= MOST_FAR_APART as u64 {
        let mut distinct: Vec<f64> = sorted.iter().flat_map(|side| few_distinct(side)).collect();
        distinct.sort_unstable_by(f64::total_cmp);
        distinct.dedup();
        return Variety { far_apart: typing::are_far_apart(&distinct, present), ..found };
    }
    let shared = distinct_sorted::shared(sorted[0], sorted[1]);
    Variety { shared, most: distinct_sorted::most_shared(sorted[0], sorted[1]), ..found }
}

/// The distinct ones of sorted numbers that are few, without a look at each of them.
fn few_distinct(sorted: &[f64]) -> Vec<f64> {
    let (mut rest, mut distinct) = (sorted, Vec::new());
    while let Some(&first) = rest.first().filter(|_| distinct.len() <= MOST_FAR_APART) {
        distinct.push(first);
        rest = &rest[rest.partition_point(|number| *number <= first).max(1)..];
    }
    distinct
}

/// The distinct numbers of these sides, which have these sorted numbers. Integers past 2^53 are distinguished by their digits, where
/// as doubles several of them are one.
fn of_numbers(sides: [Option<&Side<'_>>; 2], sorted: [&[f64]; 2]) -> Variety {
    let counted = |sorted: [&[f64]; 2]| Variety {
        distinct: distinct_sorted::of_both(sorted[0], sorted[1]),
        of_side: sorted.map(distinct_sorted::of_one),
        ..Variety::default()
    };
    if sides.iter().flatten().all(|side| side.evidence.big_integers + side.evidence.long_integers == 0) {
        return counted(sorted);
    }
    let mut long = Values::default();
    for (at, side) in sides.iter().enumerate().filter_map(|(at, side)| Some((at, (*side)?))) {
        let Some(column) = side.column else { continue };
        for (code, (class, count)) in side.evidence.classes.iter().zip(&side.evidence.code_counts).enumerate() {
            if matches!(class, TextClass::Number(number) if is_long(*number)) {
                long.add(at, column.dictionary.get(code as u32).trim(), *count);
            }
        }
        for cell in &column.cells {
            if let CellKind::Number(number) = cell.kind()
                && is_long(number)
            {
                long.add(at, &format!("{number:.0}"), 1);
            }
        }
    }
    let short = sorted.map(|side| side.iter().copied().filter(|number| !is_long(*number)).collect::<Vec<_>>());
    let (short, long) = (counted([&short[0], &short[1]]), long.variety());
    Variety {
        distinct: short.distinct + long.distinct,
        of_side: [0, 1].map(|at| short.of_side[at] + long.of_side[at]),
        ..Variety::default()
    }
}

/// How often each string occurs on each side, by its hash.
#[derive(Default)]
struct Values(HashMap<u64, [u32; 2], BuildHasherDefault<Hashed>>);

impl Values {
    fn add(&mut self, side: usize, text: &str, count: u64) {
        if count > 0 {
            let known = &mut self.0.entry(hash_text_64(text)).or_default()[side];
            *known = known.saturating_add(count.min(u32::MAX.into()) as u32);
        }
    }

    fn add_texts(&mut self, side: usize, column: &Column, evidence: &Evidence) {
        self.0.reserve(column.dictionary.len());
        for (code, (class, count)) in evidence.classes.iter().zip(&evidence.code_counts).enumerate() {
            match class {
                TextClass::Number(_) | TextClass::Null => {}
                // Spellings of one boolean are one value.
                TextClass::Boolean(value) => self.add(side, boolean_text(*value), *count),
                TextClass::Datetime(_) | TextClass::Other => {
                    self.add(side, &label_form(column.dictionary.get(code as u32)), *count)
                }
            }
        }
        if let Some(spelling) = column.spelling {
            for run in column.sorted_timestamps().chunk_by(|one, other| one == other) {
                self.add(side, &spelling.write(run[0]), run.len() as u64);
            }
        }
        for (value, count) in [false, true].into_iter().zip(column.booleans()) {
            self.add(side, boolean_text(value), count);
        }
    }

    fn variety(&self) -> Variety {
        let mut found = Variety { distinct: self.0.len() as u64, ..Variety::default() };
        for counts in self.0.values() {
            for (side, other) in [(0, 1), (1, 0)] {
                found.of_side[side] += u64::from(counts[side] > 0);
                found.shared[side] += if counts[other] > 0 { u64::from(counts[side]) } else { 0 };
            }
            if !counts.contains(&0) {
                found.most = found.most.max(u64::from(counts[0]) + u64::from(counts[1]));
            }
        }
        found
    }
}

/// What is hashed already is its own hash.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    // The keys are numbers of 64 bits, for which this is not called.
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Of a column of nothing but numbers, some of them with fractions, it is only asked whether all are one: 1 or 2. `None` for
/// other columns.
fn distinct_amounts(sides: &[Side<'_>; 2], numbers: [&Numbers; 2]) -> Option<u64> {
    let sum = |count: fn(&Evidence) -> u64| sides.iter().map(|side| count(&side.evidence)).sum::<u64>();
    if sum(Evidence::present) != sum(Evidence::number_like) || sum(|side| side.fractions) == 0 {
        return None;
    }
    let mut ends = numbers.iter().flat_map(|side| [side.sorted.first(), side.sorted.last()]).flatten();
    let first = ends.next()?;
    Some(if ends.all(|other| other == first) { 1 } else { 2 })
}

fn boolean_text(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}
