//! The area under the ROC curve: how often production scores higher than the reference.
//!
//! ```text
//! AUC = P(production > reference) + ½ P(equal)
//! var = s²(V₁)/m + s²(V₀)/n
//! ```
//!
//! V₁ is, for each value of production, the share of the reference's values below it, V₀ the other way around, s² their
//! variance with divisor n − 1: DeLong, DeLong and Clarke-Pearson (1988, doi 10.2307/2531595), by midranks as of
//! Sun and Xu (2014, doi 10.1109/LSP.2014.2337313), in `O(n log n)`. 0.5 tells nothing, 1 tells the sides apart without
//! fault, below 0.5 the score runs backwards. Scores that tell the sides apart without fault have no variance.
//! Accuracy: 1e-12 relative.

use crate::multivariate::normal_scores::midranks;

/// The area, and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RocAuc {
    /// From 0 to 1.
    pub auc: f64,
    /// The variance of the area by DeLong.
    pub variance: f64,
}

/// The area under the curve of two samples of scores.
///
/// `None` where a side has fewer than two scores, or one of them is NaN.
///
/// ```
/// let area = driftscope_stats::roc_auc::roc_auc(&[0.1, 0.4], &[0.35, 0.8]).unwrap();
/// assert_eq!(area.auc, 0.75);
/// ```
#[must_use]
pub fn roc_auc(reference: &[f64], production: &[f64]) -> Option<RocAuc> {
    let (n, m) = (reference.len(), production.len());
    if n < 2 || m < 2 || reference.iter().chain(production).any(|score| score.is_nan()) {
        return None;
    }
    let together: Vec<f64> = reference.iter().chain(production).copied().collect();
    let ranks = midranks(&together);
    let placements = |own: &[f64], ranks: &[f64], others: usize| -> Vec<f64> {
        midranks(own).iter().zip(ranks).map(|(own, rank)| (rank - own) / others as f64).collect()
    };
    let below_reference = placements(reference, &ranks[..n], m);
    let below_production = placements(production, &ranks[n..], n);
    let auc = below_production.iter().sum::<f64>() / m as f64;
    let variance = mean_variance(&below_reference) + mean_variance(&below_production);
    Some(RocAuc { auc, variance })
}

/// The area alone, which takes one sort instead of three.
///
/// `None` where a side has no score, or one of them is NaN.
///
/// ```
/// assert_eq!(driftscope_stats::roc_auc::area(&[0.1, 0.4], &[0.35, 0.8]), Some(0.75));
/// ```
#[must_use]
pub fn area(reference: &[f64], production: &[f64]) -> Option<f64> {
    let (n, m) = (reference.len() as f64, production.len() as f64);
    let together: Vec<f64> = reference.iter().chain(production).copied().collect();
    if reference.is_empty() || production.is_empty() || together.iter().any(|score| score.is_nan()) {
        return None;
    }
    // Sums of midranks are whole or halves, and exact.
    let ranks: f64 = midranks(&together).iter().skip(reference.len()).sum();
    Some((ranks - 0.5 * m * (m + 1.0)) / (n * m))
}

/// The variance of the mean of the values.
fn mean_variance(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (n - 1.0) / n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_and_the_middle() {
        let area = |a: &[f64], b: &[f64]| roc_auc(a, b).map(|area| area.auc);
        assert_eq!(area(&[1.0, 2.0], &[3.0, 4.0]), Some(1.0));
        assert_eq!(area(&[3.0, 4.0], &[1.0, 2.0]), Some(0.0));
        assert_eq!(area(&[5.0; 3], &[5.0; 4]), Some(0.5));
        assert_eq!(super::area(&[5.0, 1.0, 7.0, 9.0], &[5.0, 6.0]), area(&[5.0, 1.0, 7.0, 9.0], &[5.0, 6.0]));
        assert_eq!((super::area(&[], &[1.0]), super::area(&[f64::NAN], &[1.0])), (None, None));
        assert_eq!((area(&[1.0], &[1.0, 2.0]), area(&[1.0, f64::NAN], &[1.0, 2.0])), (None, None));
    }
}
