//! The p-values of quadratic rank statistics given the ties: weighted sums of squares of the gap at the cuts.
//!
//! The limit for large samples is a sum of squares of a bridge ([`crate::bridge_form`]). For samples of any size it is brought to the exact
//! mean and variance that the statistic has given the ties, as Anderson (1962, doi 10.1214/aoms/1177704477) does without ties. Written
//! as Σ a_ij δ_i δ_j, δ_i = 1 for the reference's values, with rows that add up to 0, a statistic has under drawing without replacement
//!
//! ```text
//! E Q   = (p₁ − p₂) Σ a_ii,   p_k = n (n − 1) … (n − k + 1)/(N (N − 1) … (N − k + 1))
//! E Q²  = (p₁ − 7p₂ + 12p₃ − 6p₄) Σ a_ii² + (p₂ − 2p₃ + p₄) ((Σ a_ii)² + 2 Σ a_ij²)
//! ```
//!
//! from the set partitions of four indices; Σ a_ii and Σ a_ij² are the bridge form's mean and variance, Σ a_ii² is one sum over the groups.
//! Where there are so few ways that they can be counted out, or tabulated, that is done ([`super::ways`]).
//!
//! Accuracy of the limit: within 3 % of p, from 1 to 1e-3, for 30 values and more on each side, against permutations; less far in the tail of small samples.

use super::ways;
use crate::laws::bridge_form::{BridgeForm, Group};
use crate::walk::tie_group::Sizes;
use crate::walk::ties::Ties;

/// Parts that all values are cut into at most for the limit.
const PARTS: u64 = 500;

/// A statistic as what each group adds to it.
pub(crate) trait Quadratic {
    /// The weights of a group from `start` to `end` of all values in the limit: of the mean of the bridge at both ends, and of the bridge at
    /// its end. `next` is the size of the group after it, 0 for the last.
    fn weights(&self, total: u64, start: u64, end: u64, next: u64) -> [f64; 2];
}

/// The probability, without drift, of a statistic at least as large; `None` where it is always 0.
pub(crate) fn sf(ties: &Ties, statistic: f64, of: &impl Quadratic) -> Option<f64> {
    let limit = limit(ties, statistic, of)?;
    let counted = ties
        .every_end()
        .and_then(|ends| ways::sf(ties.sizes, &ends, &groups(ties.sizes.total(), &ends, of), statistic, limit));
    Some(counted.unwrap_or(limit))
}

fn limit(ties: &Ties, statistic: f64, of: &impl Quadratic) -> Option<f64> {
    let ends: Vec<u64> = ties.cells(PARTS).iter().map(|cell| cell.end).collect();
    let form = BridgeForm::of_groups(groups(ties.sizes.total(), &ends, of))?;
    let variance = exact_variance(ties.sizes, &ends, &form, of);
    let ratio = if variance > 0.0 { (form.variance() / variance).sqrt() } else { 1.0 };
    Some(form.sf(form.mean() + (statistic - form.mean()) * ratio))
}

fn groups(total: u64, ends: &[u64], of: &impl Quadratic) -> Vec<Group> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let nexts = ends.iter().copied().skip(1).chain([total]);
    let size = total as f64;
    starts
        .zip(ends)
        .zip(nexts)
        .map(|((start, &end), next)| {
            let [middle, after] = of.weights(total, start, end, next - end);
            Group { gap: (end - start) as f64 / size, middle, end: if end < total { after } else { 0.0 } }
        })
        .collect()
}

/// The variance of the statistic given the ties. Its mean is that of the form.
fn exact_variance(sizes: Sizes, ends: &[u64], form: &BridgeForm, of: &impl Quadratic) -> f64 {
    let (n, total) = (sizes.n as f64, sizes.total() as f64);
    let groups = groups(sizes.total(), ends, of);
    // The bridge is √((N − 1)/(nm)) times the gap of counts.
    let scale = (total - 1.0) / sizes.pairs() as f64;
    let trace = scale * total * form.mean();
    let squares = scale * scale * total * total * 0.5 * form.variance();
    let diagonal = scale * scale * squares_on_diagonal(total, &groups);
    let falling = |count: i32| (0..count).map(|k| (n - f64::from(k)) / (total - f64::from(k))).product::<f64>();
    let [p1, p2, p3, p4] = [1, 2, 3, 4].map(falling);
    let of_pairs = p2 - 2.0 * p3 + p4;
    // (p₂ − 2p₃ + p₄) − (p₁ − p₂)², times trace², is small beside its terms, but not beside their last digits.
    (p1 - 7.0 * p2 + 12.0 * p3 - 6.0 * p4) * diagonal
        + 2.0 * of_pairs * squares
        + (of_pairs - (p1 - p2) * (p1 - p2)) * trace * trace
}

/// Σ a_ii² over all values, but for the scale.
fn squares_on_diagonal(total: f64, groups: &[Group]) -> f64 {
    // The contribution of a value of a group to the squares at every place: (1 − t)² above it, t² below it, (½ − t)² at the middle of its own group.
    let mut above: f64 = 0.0;
    let mut place = 0.0;
    let places: Vec<[f64; 2]> = groups
        .iter()
        .map(|group| {
            let middle = place + 0.5 * group.gap;
            place += group.gap;
            above += group.middle * (1.0 - middle) * (1.0 - middle) + group.end * (1.0 - place) * (1.0 - place);
            [middle, place]
        })
        .collect();
    let (mut below, mut sum) = (0.0, 0.0);
    for (group, [middle, place]) in groups.iter().zip(places) {
        above -= group.middle * (1.0 - middle) * (1.0 - middle);
        let here = above.max(0.0) + group.middle * (0.5 - middle) * (0.5 - middle) + below;
        sum += total * group.gap * here * here;
        above -= group.end * (1.0 - place) * (1.0 - place);
        below += group.middle * middle * middle + group.end * place * place;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::ties::tests::of_groups;

    /// Weights of every kind.
    struct Any;

    impl Quadratic for Any {
        fn weights(&self, total: u64, start: u64, end: u64, next: u64) -> [f64; 2] {
            let place = (start + end) as f64 / total as f64;
            [(end - start) as f64 * (0.3 + place), 0.2 + next as f64]
        }
    }

    /// The statistic of every assignment.
    fn all_statistics(n: u64, groups_of: &[u64]) -> Vec<f64> {
        let total: u64 = groups_of.iter().sum();
        let ends: Vec<u64> = groups_of
            .iter()
            .scan(0, |end, size| {
                *end += size;
                Some(*end)
            })
            .collect();
        let forms = groups(total, &ends, &Any);
        let scale = (total - 1) as f64 / (n * (total - n)) as f64;
        let ways = (0_u64..1 << total).filter(|path| u64::from(path.count_ones()) == n);
        ways.map(|path| {
            let off =
                |end: u64| f64::from((path & ((1 << end) - 1)).count_ones()) - end as f64 * n as f64 / total as f64;
            let mut start = 0;
            let mut sum = 0.0;
            for (&end, form) in ends.iter().zip(&forms) {
                let middle = 0.5 * (off(start) + off(end));
                sum += scale * (form.middle * middle * middle + form.end * off(end) * off(end));
                start = end;
            }
            sum
        })
        .collect()
    }

    #[test]
    fn mean_and_variance_are_those_of_all_assignments() {
        for (n, sizes) in
            [(3, vec![1, 4, 2]), (5, vec![3, 3, 1, 1, 2]), (6, vec![2; 6]), (10, vec![1, 1, 5, 4, 1]), (4, vec![7, 5])]
        {
            let all = all_statistics(n, &sizes);
            let mean = all.iter().sum::<f64>() / all.len() as f64;
            let variance = all.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / all.len() as f64;
            let ties = of_groups(n, &sizes);
            let ends = ties.every_end().unwrap();
            let form = BridgeForm::of_groups(groups(ties.sizes.total(), &ends, &Any)).unwrap();
            assert!((form.mean() / mean - 1.0).abs() < 1e-12, "{sizes:?}: {} {mean}", form.mean());
            let found = exact_variance(ties.sizes, &ends, &form, &Any);
            assert!((found / variance - 1.0).abs() < 1e-10, "{sizes:?}: {found} {variance}");
        }
    }

    #[test]
    fn few_ways_are_counted_out() {
        for (n, sizes) in [(3, vec![1, 4, 2]), (5, vec![3, 3, 1, 1, 2]), (10, vec![1, 1, 5, 4, 1]), (4, vec![7, 5])] {
            let all = all_statistics(n, &sizes);
            let ties = of_groups(n, &sizes);
            for seen in all.iter().step_by(7) {
                let as_far = all.iter().filter(|one| **one >= seen * (1.0 - 1e-9)).count() as f64 / all.len() as f64;
                let found = sf(&ties, *seen, &Any).unwrap();
                assert!((found - as_far).abs() < 1e-12, "{sizes:?} {seen}: {found} {as_far}");
            }
        }
    }
}
