//! A sorted sample beside its moments, so that several statistics share one computation of them.

use crate::moments::{Moments, finite};

/// The finite values of a sample and their moments.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample<'a> {
    finite: &'a [f64],
    moments: Moments,
}

impl<'a> Sample<'a> {
    /// Takes a sorted sample. Two passes for its moments.
    ///
    /// ```
    /// use driftscope_stats::sample::Sample;
    ///
    /// let sample = Sample::of_sorted(&[1.0, 2.0, 3.0, f64::INFINITY]);
    /// assert_eq!(sample.finite(), [1.0, 2.0, 3.0]);
    /// assert_eq!(sample.moments().mean, Some(2.0));
    /// ```
    #[must_use]
    pub fn of_sorted(sorted: &'a [f64]) -> Self {
        Self { finite: finite(sorted), moments: Moments::of_sorted(sorted) }
    }

    /// The finite values, sorted.
    #[must_use]
    pub fn finite(&self) -> &'a [f64] {
        self.finite
    }

    /// Their moments.
    #[must_use]
    pub fn moments(&self) -> &Moments {
        &self.moments
    }
}
