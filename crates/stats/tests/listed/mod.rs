//! The list of all two-sample tests, distances and effect sizes of a report, with the properties that each must have.
//!
//! `every_test.rs` tries the properties, `oracles/coverage.rs` looks for golden values, and `examples/speed.rs` takes the times,
//! all by walking this list. `every_test.rs` also compares it with the modules of the crate.

#![allow(dead_code, reason = "each of the three users needs other fields")]

mod counts;
mod numbers;

pub(crate) use counts::COUNTS;
pub(crate) use numbers::NUMBERS;

use driftscope_stats::sample::Sample;

/// The confidence of every interval.
pub(crate) const LEVEL: f64 = 0.95;

/// The result of one statistic.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) statistic: f64,
    pub(crate) p_value: Option<f64>,
}

impl Found {
    pub(crate) fn test(statistic: f64, p_value: f64) -> Self {
        Self { statistic, p_value: Some(p_value) }
    }

    pub(crate) fn distance(statistic: f64) -> Self {
        Self { statistic, p_value: None }
    }
}

/// A statistic of two samples of numbers.
pub(crate) struct OfNumbers {
    /// Its name in the report and in the golden tables.
    pub(crate) name: &'static str,
    /// Its module in the crate.
    pub(crate) module: &'static str,
    pub(crate) make: MakeOfNumbers,
    /// Its value for a sample and itself.
    pub(crate) of_same: OfSame,
    /// Its value with the sides exchanged; a p-value must stay the same.
    pub(crate) exchanged: Exchanged,
    /// Its value in another unit.
    pub(crate) unit: Unit,
    /// Its value for samples in which every value occurs twice as often.
    pub(crate) doubled: Doubled,
    pub(crate) tail: Tail,
}

/// A statistic of two slices of counts.
pub(crate) struct OfCounts {
    /// Its name in the report and in the golden tables.
    pub(crate) name: &'static str,
    /// Its module in the crate.
    pub(crate) module: &'static str,
    pub(crate) make: MakeOfCounts,
    /// Its value with the sides exchanged; a p-value must stay the same.
    pub(crate) exchanged: Exchanged,
    /// Its value for doubled counts.
    pub(crate) doubled: Doubled,
    /// Whether merging two categories never increases it, and splitting each into halves leaves it alone.
    pub(crate) shrinks: bool,
    pub(crate) tail: Tail,
}

/// How a statistic of numbers is computed.
pub(crate) enum MakeOfNumbers {
    /// From sorted samples.
    Sorted(fn(&[f64], &[f64]) -> Option<Found>),
    /// From samples in any order, with their means and standard deviations.
    AnyOrder(fn(&Sample<'_>, &Sample<'_>) -> Option<Found>),
    /// From rows, in any order or sorted.
    Rows(fn(&[f64], &[f64]) -> Option<Found>),
    /// From rows, with as many random relabellings for a p-value as the third argument.
    Relabelled(fn(&[f64], &[f64], u32) -> Option<Found>),
}

/// How a statistic of counts is computed.
pub(crate) enum MakeOfCounts {
    /// From any number of categories.
    Categories(fn(&[u64], &[u64]) -> Option<Found>),
    /// From two categories.
    Pair(fn([u64; 2], [u64; 2]) -> Option<Found>),
}

impl OfNumbers {
    /// Its value for two sorted samples; without a p-value where that takes relabellings.
    pub(crate) fn of_sorted(&self, reference: &[f64], production: &[f64]) -> Option<Found> {
        match self.make {
            MakeOfNumbers::Sorted(make) | MakeOfNumbers::Rows(make) => make(reference, production),
            MakeOfNumbers::Relabelled(make) => make(reference, production, 0),
            MakeOfNumbers::AnyOrder(make) => make(&Sample::of_sorted(reference), &Sample::of_sorted(production)),
        }
    }
}

impl OfCounts {
    /// Its value for counts of the same categories; `None` also where it takes two categories and there are others.
    pub(crate) fn of_counts(&self, reference: &[u64], production: &[u64]) -> Option<Found> {
        match self.make {
            MakeOfCounts::Categories(make) => make(reference, production),
            MakeOfCounts::Pair(make) => make(reference.try_into().ok()?, production.try_into().ok()?),
        }
    }
}

/// The value for a sample and itself; a p-value must be 1 unless something else is named.
#[derive(Clone, Copy)]
pub(crate) enum OfSame {
    Zero,
    One,
    /// Half of the pairs of values.
    HalfOfPairs,
    /// The statistic is standardised, so it lies below 0 where samples are closer than chance would have them.
    AtMost {
        statistic: f64,
        least_p_value: f64,
    },
}

#[derive(Clone, Copy)]
pub(crate) enum Exchanged {
    Same,
    Negated,
    Reciprocal,
    /// Depends on which sample is the reference, or is counted from the other end.
    Other,
}

#[derive(Clone, Copy)]
pub(crate) enum Unit {
    /// Any rising function of the values leaves it alone, exactly.
    Ranks,
    /// In a unit that is smaller by a factor it is larger by this power of the factor, wherever zero is.
    Power(f64),
    /// A factor that is a power of two leaves it alone, exactly; a new zero may round a bin's edge to the other side of a value.
    Factor,
}

#[derive(Clone, Copy)]
pub(crate) enum Doubled {
    Same,
    Times(f64),
    /// Depends on the number of values in another way.
    Other,
}

/// Whether golden tables have p-values far in the tail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Tail {
    /// Some below 1e-250.
    Deep,
    /// It has no p-value, or one that ends: at a published table's 0.001, or at one in the number of relabellings.
    Ends,
}
