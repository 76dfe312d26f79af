//! The weighted likelihood-ratio rank statistic: the mean over all cuts of how much the samples differ below and above the cut.
//!
//! ```text
//! T = Σ w_c G²_c / Σ w_c
//! ```
//!
//! G²_c is the likelihood-ratio statistic of the 2 × 2 table of side by (below, above) the cut c. Zhang (2002,
//! doi 10.1111/1467-9868.00337; 2006, doi 10.1198/004017006000000147) proposed such averages. With equal weight on every value it
//! is the likelihood-ratio form of Anderson and Darling's statistic; with weights 1/(t(1 − t)), which are equal on the log odds
//! of the share t below the cut, it is his Z_A, which looks into the tails.
//!
//! **Law**, given the ties: that of a weighted sum of squares of a Brownian bridge at the cuts ([`BridgeForm`]), brought to the mean
//! and the variance of T. The mean is exact where few values are expected in a cell.

use super::Look;
use super::cuts::Cut;
use super::two_by_two::Margins;
use crate::laws::bridge_form::BridgeForm;

/// What counts alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Weighting {
    /// Every value.
    Values,
    /// Every step of the log odds.
    LogOdds,
}

impl Weighting {
    /// The weight of a place of [`super::cuts`], whose places lie as densely as (t(1 − t))^−¾.
    fn of_place(self, t: f64) -> f64 {
        let variance = t * (1.0 - t);
        let root = variance.sqrt().sqrt();
        match self {
            Self::Values => root * root * root,
            Self::LogOdds => 1.0 / root,
        }
    }
}

/// What one cut shows, and what it shows without drift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shown {
    /// The share of values below.
    share: f64,
    /// How many places the cut stands for.
    places: f64,
    statistic: f64,
    mean: f64,
    deviation: f64,
    margins: Margins,
}

impl Shown {
    /// This cut by itself, with its exact law.
    pub(super) fn exactly(&self) -> Look {
        Look { statistic: self.statistic, p_value: self.margins.exact_tail(self.statistic) }
    }
}

/// What the cuts show of `size` values, of which `reference` are the reference's.
pub(super) fn shown(cuts: &[Cut], size: u64, reference: u64) -> Vec<Shown> {
    let of_cut = |cut: &Cut| {
        let margins = Margins { size, reference, chosen: cut.below };
        let (mean, variance) = margins.moments();
        Shown {
            share: cut.below as f64 / size as f64,
            places: cut.weight,
            statistic: margins.likelihood_ratio(cut.reference_below),
            mean,
            deviation: variance.sqrt(),
            margins,
        }
    };
    cuts.iter().map(of_cut).collect()
}

/// The weighted mean of what the cuts show. `None` without a cut.
pub(super) fn weighted(cuts: &[Shown], weighting: Weighting) -> Option<Look> {
    let weight_of = |cut: &Shown| cut.places * weighting.of_place(cut.share);
    let total: f64 = cuts.iter().map(weight_of).sum();
    let (mut statistic, mut mean) = (0.0, 0.0);
    // Σ over pairs of cuts of w w' Cov(G², G²'), where the roots of two G² correlate as the bridge does:
    // ρ² = t (1 − t')/(t' (1 − t)).
    let (mut variance, mut below) = (0.0, 0.0);
    let mut law = Vec::with_capacity(cuts.len());
    for cut in cuts {
        let weight = weight_of(cut) / total;
        statistic += weight * cut.statistic;
        mean += weight * cut.mean;
        let odds = cut.share / (1.0 - cut.share);
        let deviation = weight * cut.deviation;
        variance += deviation * (deviation + 2.0 * below / odds);
        below += deviation * odds;
        law.push((cut.share, weight * cut.mean / (cut.share * (1.0 - cut.share))));
    }
    let law = BridgeForm::of_cuts(law)?;
    let scale = if variance > 0.0 { (variance / law.variance()).sqrt() } else { 1.0 };
    Some(Look { statistic, p_value: law.sf(law.mean() + (statistic - mean) / scale) })
}
