//! The groups of equal values in the pooled order of two sorted samples, and the sizes of the samples.

use crate::samples::ordered::{Ordered, Within};

/// Above this many values on a side, products of two counts no longer fit in 62 bits.
const MOST_VALUES: u64 = 1 << 31;

/// The sizes and ranges of two sorted samples, known before the walk. Neither sample is empty.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Samples {
    pub(crate) reference: Extent,
    pub(crate) production: Extent,
}

impl Samples {
    /// `None` where a sample is empty or has more than 2³¹ values.
    pub(crate) fn of(reference: &(impl Ordered + ?Sized), production: &(impl Ordered + ?Sized)) -> Option<Self> {
        let samples = Self { reference: Extent::of(reference), production: Extent::of(production) };
        let Sizes { n, m } = samples.sizes();
        (n > 0 && m > 0 && n <= MOST_VALUES && m <= MOST_VALUES).then_some(samples)
    }

    /// The number of values in each sample.
    pub(crate) fn sizes(&self) -> Sizes {
        Sizes { n: self.reference.size, m: self.production.size }
    }
}

/// The size and the range of a sorted sample.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    /// All values.
    pub(crate) size: u64,
    /// Values at −∞.
    pub(crate) low: u64,
    /// Finite values.
    pub(crate) finite: u64,
    /// The smallest and the largest finite value.
    pub(crate) ends: Option<(f64, f64)>,
}

impl Extent {
    fn of(sorted: &(impl Ordered + ?Sized)) -> Self {
        let finite = Within::finite(sorted);
        let ends = finite.at(0).zip(finite.size().checked_sub(1).and_then(|last| finite.at(last)));
        Self { size: sorted.size(), low: sorted.up_to(f64::NEG_INFINITY), finite: finite.size(), ends }
    }
}

/// The sizes of the reference (`n`) and production (`m`), at most 2³¹ each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Sizes {
    pub(crate) n: u64,
    pub(crate) m: u64,
}

impl Sizes {
    /// n + m.
    pub(crate) fn total(self) -> u64 {
        self.n + self.m
    }

    /// n · m, the number of pairs.
    pub(crate) fn pairs(self) -> u64 {
        self.n * self.m
    }

    /// nm (F − G) is a multiple of this.
    pub(crate) fn greatest_common_divisor(self) -> u64 {
        let (mut a, mut b) = (self.n, self.m);
        while b > 0 {
            (a, b) = (b, a % b);
        }
        a
    }
}

/// One distinct value, and how often it occurs in each sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TieGroup {
    pub(crate) value: f64,
    /// The number of the reference's values in the group.
    pub(crate) reference: u64,
    /// The number of production's values in the group.
    pub(crate) production: u64,
    /// The number of the reference's values that are smaller.
    pub(crate) reference_below: u64,
    /// The number of production's values that are smaller.
    pub(crate) production_below: u64,
}

impl TieGroup {
    /// The number of values in the group.
    pub(crate) fn size(&self) -> u64 {
        self.reference + self.production
    }

    /// Twice the mean rank of the group's values in the pooled order, counted from 1.
    pub(crate) fn twice_midrank(&self) -> u64 {
        2 * (self.reference_below + self.production_below) + self.size() + 1
    }

    /// nm (F − G) at and above the group's value, up to the next one.
    pub(crate) fn gap(&self, sizes: Sizes) -> i64 {
        let reference = (self.reference_below + self.reference) * sizes.m;
        let production = (self.production_below + self.production) * sizes.n;
        // Both are at most nm ≤ 2⁶².
        reference as i64 - production as i64
    }

    /// nm (F − G) below the group's value, down to the one before.
    pub(crate) fn gap_below(&self, sizes: Sizes) -> i64 {
        (self.reference_below * sizes.m) as i64 - (self.production_below * sizes.n) as i64
    }
}
