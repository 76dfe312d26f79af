//! Contrasts of the shares of ordered bins: level, spread, skew, tails.
//!
//! Neyman's smooth components (1937): polynomials of a bin's mid-rank that are orthonormal under the pooled shares w of the bins,
//!
//! ```text
//! Σ w_b L_d(b) = 0,   Σ w_b L_d(b) L_e(b) = [d = e],   L_1 rises with the values
//! ```
//!
//! so that without a change the mean of L_d over n values has mean 0 and variance 1/n for each d, whatever the distribution. The
//! first sees a shift of the level, the second one of the spread, and so on; four of them see most changes of a smooth distribution
//! and are far fewer than twenty bins. By Gram–Schmidt on the powers of the mid-rank, twice, so that they are orthogonal to 1e-12.

/// The components of bins with these pooled counts, at most `most`: one value for each bin. Fewer where there are no more than that
/// many occupied bins.
///
/// ```
/// let components = driftscope_stats::contrasts::neyman_components(&[1, 1, 1, 1], 2);
/// assert_eq!(components.len(), 2);
/// assert!((components[0][3] - (9.0_f64 / 5.0).sqrt()).abs() < 1e-12);
/// ```
#[must_use]
pub fn neyman_components(pooled: &[u64], most: usize) -> Vec<Vec<f64>> {
    let total: f64 = pooled.iter().map(|&count| count as f64).sum();
    if total == 0.0 {
        return Vec::new();
    }
    let weights: Vec<f64> = pooled.iter().map(|&count| count as f64 / total).collect();
    let mut below = 0.0;
    let ranks: Vec<f64> = weights
        .iter()
        .map(|weight| {
            let rank = 2.0 * (below + 0.5 * weight) - 1.0;
            below += weight;
            rank
        })
        .collect();
    let occupied = pooled.iter().filter(|&&count| count > 0).count();
    let mut components = vec![vec![1.0; pooled.len()]];
    let mut power = vec![1.0; pooled.len()];
    while components.len() < (most + 1).min(occupied) {
        power.iter_mut().zip(&ranks).for_each(|(power, rank)| *power *= rank);
        let mut next = power.clone();
        for _ in 0..2 {
            for component in &components {
                let along = inner(&weights, &next, component);
                next.iter_mut().zip(component).for_each(|(next, component)| *next -= along * component);
            }
        }
        let length = inner(&weights, &next, &next).sqrt();
        if length < 1e-9 {
            break;
        }
        components.push(next.into_iter().map(|value| value / length).collect());
    }
    components.remove(0);
    components
}

fn inner(weights: &[f64], one: &[f64], other: &[f64]) -> f64 {
    weights.iter().zip(one.iter().zip(other)).map(|(weight, (one, other))| weight * one * other).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_are_orthonormal_under_the_pooled_shares() {
        let pooled = [5, 0, 40, 3, 3, 70, 1, 900, 2, 10];
        let total: u64 = pooled.iter().sum();
        let weights: Vec<f64> = pooled.iter().map(|&count| count as f64 / total as f64).collect();
        let components = neyman_components(&pooled, 4);
        assert_eq!(components.len(), 4);
        let ones = vec![1.0; pooled.len()];
        for (place, one) in components.iter().enumerate() {
            assert!(inner(&weights, one, &ones).abs() < 1e-12);
            for (other_place, other) in components.iter().enumerate() {
                let expected = if place == other_place { 1.0 } else { 0.0 };
                assert!((inner(&weights, one, other) - expected).abs() < 1e-12);
            }
        }
        assert!(components[0].windows(2).all(|pair| pair[0] <= pair[1]), "the first rises with the values");
    }

    #[test]
    fn few_bins_have_few_components() {
        assert!(neyman_components(&[], 4).is_empty() && neyman_components(&[0, 0], 4).is_empty());
        assert!(neyman_components(&[7], 4).is_empty());
        assert_eq!(neyman_components(&[7, 0, 9], 4).len(), 1);
    }
}
