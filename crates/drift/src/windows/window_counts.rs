//! The values of one window counted by bin.

use driftscope_stats::jensen_shannon;

/// The values of some rows by bin, and how many rows have none.
pub(crate) struct Counts {
    pub(crate) bins: Vec<u64>,
    pub(crate) missing: u64,
}

impl Counts {
    pub(crate) fn none(bins: usize) -> Self {
        Self { bins: vec![0; bins], missing: 0 }
    }

    pub(crate) fn with(self, other: &Self) -> Self {
        let bins = self.bins.iter().zip(&other.bins).map(|(one, other)| one + other).collect();
        Self { bins, missing: self.missing + other.missing }
    }

    pub(crate) fn without(&self, part: &Self) -> Self {
        let bins = self.bins.iter().zip(&part.bins).map(|(all, part)| all - part).collect();
        Self { bins, missing: self.missing - part.missing }
    }

    pub(crate) fn present(&self) -> u64 {
        self.bins.iter().sum()
    }

    /// The effect of a window against these, to three decimals.
    pub(crate) fn effect(&self, window: &Self) -> Option<f64> {
        let values = jensen_shannon::effect(&self.bins, &window.bins);
        let there = jensen_shannon::effect(&[self.present(), self.missing], &[window.present(), window.missing]);
        let larger = values.into_iter().chain(there).reduce(f64::max)?;
        Some((larger * 1000.0).round() / 1000.0)
    }
}
