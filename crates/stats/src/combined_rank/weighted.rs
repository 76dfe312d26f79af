//! The weighted likelihood-ratio rank statistic: how unlike the samples are below and above each cut, on average over the cuts.
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
//! **Law**, given the ties: that of a weighted sum of squares of a Brownian bridge at the cuts ([`super::law`]), brought to the mean
//! and the variance of T. The mean is exact where few values are expected in a cell. With one cut it is that of the 2 × 2 table.

use super::Look;
use super::cuts::Cut;
use super::law::Law;
use super::two_by_two::Margins;

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

/// Compares what lies below and above each cut, of `size` values of which `reference` are the reference's. `None` without a cut.
pub(super) fn weighted(cuts: &[Cut], size: u64, reference: u64, weighting: Weighting) -> Option<Look> {
    let weight_of = |cut: &Cut| cut.weight * weighting.of_place(cut.below as f64 / size as f64);
    if let [cut] = cuts {
        let margins = Margins { size, reference, chosen: cut.below };
        let statistic = margins.likelihood_ratio(cut.reference_below);
        return Some(Look { statistic, p_value: margins.tail(statistic) });
    }
    let total: f64 = cuts.iter().map(weight_of).sum();
    let (mut statistic, mut mean) = (0.0, 0.0);
    // Σ over pairs of cuts of w w' Cov(G², G²'), where the roots of two G² correlate as the bridge does:
    // ρ² = t (1 − t')/(t' (1 − t)).
    let (mut variance, mut below) = (0.0, 0.0);
    let mut places = Vec::with_capacity(cuts.len());
    for cut in cuts {
        let margins = Margins { size, reference, chosen: cut.below };
        let weight = weight_of(cut) / total;
        let (of_cut, spread) = margins.moments();
        statistic += weight * margins.likelihood_ratio(cut.reference_below);
        mean += weight * of_cut;
        let t = cut.below as f64 / size as f64;
        let odds = t / (1.0 - t);
        let deviation = weight * spread.sqrt();
        variance += deviation * (deviation + 2.0 * below / odds);
        below += deviation * odds;
        places.push((t, weight * of_cut / (t * (1.0 - t))));
    }
    let law = Law::new(&places)?;
    let scale = if variance > 0.0 { (variance / law.variance()).sqrt() } else { 1.0 };
    let p_value = law.sf(law.mean() + (statistic - mean) / scale);
    Some(Look { statistic, p_value })
}
