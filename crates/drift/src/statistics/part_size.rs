//! How large the change of a part is, from the counts of both sides: the effect, its interval, and what chance alone gives.
//!
//! Every part of every kind of column comes through here, so that the dot, the interval, the band and the verdict are made of
//! the same counts.

use driftscope_report::{DriftPart, Part};
use driftscope_stats::jensen_shannon;

/// The size of a part's change, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct PartSize {
    /// Bias-corrected Jensen–Shannon distance, base 2.
    pub effect: f64,
    /// What the effect stays under in 95 of 100 cases without drift.
    pub null_band: f64,
    /// Lower end of the effect's 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Rows that were counted on each side.
    pub rows: [u64; 2],
}

impl PartSize {
    /// The size of the difference between two sides counted by the same bins or categories. `None` where a side has no value.
    pub(crate) fn of(reference: &[u64], production: &[u64]) -> Option<Self> {
        let interval = jensen_shannon::effect_interval(reference, production)?;
        Some(Self {
            effect: jensen_shannon::effect(reference, production)?,
            null_band: jensen_shannon::null_band_auto(reference, production),
            low: interval.low,
            high: interval.high,
            rows: [reference, production]
                .map(|counts| counts.iter().fold(0, |sum: u64, &count| sum.saturating_add(count))),
        })
    }

    /// The part of a verdict with this size, before any correction.
    pub(crate) fn part(self, part: Part, test: &str, p_value: f64) -> DriftPart {
        DriftPart {
            part,
            test: test.to_owned(),
            p_value,
            p_adjusted: p_value,
            change: None,
            effect: self.effect,
            low: Some(self.low),
            high: Some(self.high),
            null_band: self.null_band,
            rows: self.rows,
        }
    }

    /// The size where a change in this direction is none.
    pub(crate) fn without_effect(self) -> Self {
        Self { effect: 0.0, low: 0.0, ..self }
    }
}
