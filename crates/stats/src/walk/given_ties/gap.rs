//! The p-values of the largest gap between two distribution functions, and of the largest gaps to both sides together, given the ties.
//!
//! Where it can be had with a bounded number of steps the law is exact ([`super::band`]), else the limit for large samples
//! ([`super::bridge_band`]). Where every group of ties is small, that limit is the one without ties for a gap that is larger by 0.58 times the root of the
//! groups' mean share.
//!
//! The range of the gap, Kuiper's V, takes one band for each height of its upper border. With F the law of staying in the band,
//! P(V < v) = ∫ ∂F(a, v − a)/∂a da is summed over the possible heights where they are few, else over intervals of them, or by Gauss's rule in the limit. It is a difference from 1, so
//! that small p-values have few digits; below a limit it is at most the smaller of two upper bounds, the law without ties and the sum over all pairs of cuts.

use super::band::{self, Walks};
use super::bridge_band::{self, Bridges, OVERSHOOT};
use crate::laws::special::erfc;
use crate::walk::ties::Ties;

/// Parts that all values are cut into for the limit of the largest gap, and of the range.
const PARTS: u64 = 256;
const PARTS_OF_RANGE: u64 = 64;

/// Multiplications for an exact law, about 10 ms: for samples of up to 10 000 values, and for larger ones, whose limit is good.
const MOST_STEPS: f64 = 2e7;
const MOST_STEPS_OF_LARGE: f64 = 1e7;
const LARGE: u64 = 10_000;

/// Multiplications for all bands of a range, and for samples so small that the limit is far off.
const MOST_STEPS_OF_RANGE: f64 = 4e6;
const MOST_STEPS_OF_SMALL_RANGE: f64 = 1.5e7;
const SMALL: u64 = 100;

/// Heights of the upper border that are summed one by one.
const MOST_HEIGHTS: usize = 1_000;

/// Intervals of heights, where they are not; and the bands asked for then.
const INTERVALS: u64 = 12;
const EVALUATIONS: usize = 12 * INTERVALS as usize;

/// The p-values of a range below which they are bounds, for the exact law and the limit.
const LEAST: f64 = 1e-10;
const LEAST_OF_LIMIT: f64 = 1e-4;

/// The probability, without drift, that the largest gap is at least as large: `difference` is nm D.
///
/// `without_ties` is the law without ties of a distance.
pub(crate) fn largest(ties: &Ties, difference: u64, without_ties: impl Fn(f64) -> f64) -> f64 {
    if difference == 0 {
        return 1.0;
    }
    let sizes = ties.sizes;
    if let Some(ends) = ties.every_end() {
        let (walks, band) = (Walks::new(sizes, &ends), band::Band { above: difference, below: difference });
        let most = if sizes.n.max(sizes.m) <= LARGE { MOST_STEPS } else { MOST_STEPS_OF_LARGE };
        if walks.cost(band) <= most {
            return walks.leaves(band);
        }
    }
    let cells = ties.cells(PARTS);
    if cells.iter().all(|cell| cell.groups > 1) {
        return without_ties(difference as f64 / sizes.pairs() as f64 + wider(ties));
    }
    let reach = (difference as f64 - half_a_step(ties)) / unit(ties);
    Bridges::new(&cells, sizes.total()).leaves(bridge_band::Band { above: reach, below: reach })
}

/// The probability, without drift, that the gaps to both sides together are at least as large: `range` is nm V.
pub(crate) fn range(ties: &Ties, range: u64, without_ties: impl Fn(f64) -> f64) -> f64 {
    if range == 0 {
        return 1.0;
    }
    let sizes = ties.sizes;
    let distance = range as f64 / sizes.pairs() as f64;
    // The law without ties is an upper bound.
    let bound = without_ties(distance);
    if bound < LEAST {
        return bound;
    }
    if let Some(p_value) = range_exactly(ties, range) {
        return p_value.max(LEAST);
    }
    let cells = ties.cells(PARTS_OF_RANGE);
    if cells.iter().all(|cell| cell.groups > 1) {
        return without_ties(distance + 2.0 * wider(ties));
    }
    let bridges = Bridges::new(&cells, sizes.total());
    // Enough steps to the range that a height between two of them does not matter.
    const STEPS: u64 = 10_000;
    let step = (range as f64 - half_a_step(ties)) / unit(ties) / STEPS as f64;
    let at = |steps: u64| step * steps as f64;
    let leaves = |above: u64, below: u64| bridges.leaves(bridge_band::Band { above: at(above), below: at(below) });
    let p_value = leaves_by_points(STEPS, leaves);
    if p_value > LEAST_OF_LIMIT {
        return p_value.min(1.0);
    }
    let bound = bound.min(over_all_pairs(ties, range as f64 / unit(ties)));
    if p_value > 1e-6 { p_value.min(bound) } else { bound.min(1e-6) }
}

/// The exact law of the range; `None` where it takes too many steps.
fn range_exactly(ties: &Ties, range: u64) -> Option<f64> {
    let ends = ties.every_end()?;
    let walks = Walks::new(ties.sizes, &ends);
    let half = (range / 2).max(1);
    let most = if ties.sizes.n.min(ties.sizes.m) <= SMALL { MOST_STEPS_OF_SMALL_RANGE } else { MOST_STEPS_OF_RANGE };
    let most = (most / walks.cost(band::Band { above: half, below: half })) as usize;
    let leaves = |above: u64, below: u64| if above == 0 { 1.0 } else { walks.leaves(band::Band { above, below }) };
    if let Some(heights) = heights(ties, &ends, range, MOST_HEIGHTS.min(most / 2)) {
        let next = heights.iter().skip(1).copied().chain([range]);
        let stays = heights.iter().zip(next).map(|(&height, next)| {
            let below = range - height;
            leaves(height, below) - leaves(next, below)
        });
        return Some((1.0 - stays.sum::<f64>()).clamp(0.0, 1.0));
    }
    if most < EVALUATIONS {
        return None;
    }
    // The remaining error is proportional to the square of the intervals' width.
    let [coarse, fine] = [INTERVALS, 2 * INTERVALS].map(|intervals| leaves_by_intervals(intervals, range, leaves));
    Some((fine + (fine - coarse) / 3.0).clamp(0.0, 1.0))
}

/// The heights from 0 to below `range` that the gap can have at a cut, ascending; `None` where there are more than `most`.
fn heights(ties: &Ties, ends: &[u64], range: u64, most: usize) -> Option<Vec<u64>> {
    let (counted, total) = (u128::from(ties.sizes.n.min(ties.sizes.m)), u128::from(ties.sizes.total()));
    let mut heights = vec![0];
    for &end in ends {
        // The first x with xN ≥ Rn, n being the smaller sample's size, and what is left over.
        let middle = u128::from(end) * counted;
        let above = middle.next_multiple_of(total) - middle;
        let mut height = above as u64;
        while height < range {
            heights.push(height);
            height += ties.sizes.total();
        }
        if heights.len() > 16 * (most + 64) {
            heights.sort_unstable();
            heights.dedup();
            if heights.len() > most {
                return None;
            }
        }
    }
    heights.sort_unstable();
    heights.dedup();
    (heights.len() <= most).then_some(heights)
}

/// The probability of leaving a band that reaches from the range below 0 to the range above it, or of a highest gap in some interval and a lowest one
/// that is lower by the range than the interval's middle, for all intervals.
fn leaves_by_intervals(intervals: u64, range: u64, leaves: impl Fn(u64, u64) -> f64) -> f64 {
    // Two intervals begin or end in the middle of a larger one.
    // At the lower end just above 0: with no gap above 0 the lowest must leave by itself.
    let at = |halves: u64| ((u128::from(range) * u128::from(halves) / u128::from(2 * intervals)) as u64).max(1);
    let mut sum = leaves(range, range);
    let mut from_any = leaves(1, range);
    for interval in 0..intervals {
        let (from, below, to) = (at(2 * interval), range - at(2 * interval + 1), at(2 * interval + 2));
        let to_any = leaves(to, range);
        sum += (from_any - to_any) - (leaves(from, below) - leaves(to, below));
        from_any = to_any;
    }
    sum
}

/// Gauss's rule of eight points on the interval from 0 to 1: places and weights.
const POINTS: [(f64, f64); 8] = [
    (0.0198550717512319, 0.0506142681451885),
    (0.1016667612931866, 0.1111905172266872),
    (0.2372337950418355, 0.1568533229389434),
    (0.4082826787521751, 0.1813418916891808),
    (0.5917173212478248, 0.1813418916891808),
    (0.7627662049581645, 0.1568533229389434),
    (0.8983332387068134, 0.1111905172266872),
    (0.9801449282487681, 0.0506142681451885),
];

/// The same for a law that is smooth, from the heights at some points only. The change of that at a height is a difference over some heights around it.
fn leaves_by_points(steps: u64, leaves: impl Fn(u64, u64) -> f64) -> f64 {
    let around = steps / 100;
    let mut sum = leaves(steps, steps);
    for (place, weight) in POINTS {
        let height = (libm::rint(0.5 + place * (steps - 1) as f64) as u64).clamp(1, steps - 1);
        let around = around.min(height - 1).min(steps - height);
        let (from, to, below) = (height - around, height + around + 1, steps - height);
        let change = (leaves(from, steps) - leaves(to, steps)) - (leaves(from, below) - leaves(to, below));
        sum += weight * (steps - 1) as f64 * change / (to - from) as f64;
    }
    sum
}

/// An upper bound: the sum over all pairs of cuts, whose difference is normal with variance d (1 − d) at a distance d.
fn over_all_pairs(ties: &Ties, reach: f64) -> f64 {
    let total = ties.sizes.total() as f64;
    let mut cuts = vec![0.0];
    cuts.extend(ties.cells(PARTS).iter().map(|cell| cell.end as f64 / total));
    cuts.pop();
    let mut sum = 0.0;
    for (place, to) in cuts.iter().enumerate() {
        for from in &cuts[..place] {
            let distance = to - from;
            sum += erfc(reach / (2.0 * distance * (1.0 - distance)).sqrt());
        }
    }
    sum
}

/// The increase of the gap where every group of ties is small, as a distance.
fn wider(ties: &Ties) -> f64 {
    let total = ties.sizes.total() as f64;
    let root: f64 = ties.cells(PARTS).iter().map(|cell| cell.spacing).sum::<f64>() / (total * total.sqrt());
    // The law without ties has the steps of single values in it.
    OVERSHOOT * (root - 1.0 / total.sqrt()).max(0.0) * unit(ties) / ties.sizes.pairs() as f64
}

/// The unit √(nm N), in which the gap nm (F − G) is a bridge.
fn unit(ties: &Ties) -> f64 {
    (ties.sizes.pairs() as f64 * ties.sizes.total() as f64).sqrt()
}

/// The gap goes by whole multiples of the greatest common divisor; the limit does not, and begins half a step below.
fn half_a_step(ties: &Ties) -> f64 {
    0.5 * ties.sizes.greatest_common_divisor() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::walk::ties::tests::of_groups;

    /// Both p-values by listing every assignment.
    fn by_listing(n: u64, groups: &[u64], at_least: u64) -> [f64; 2] {
        let total: u64 = groups.iter().sum();
        let (mut found, mut all) = ([0_u32; 2], 0_u32);
        for path in (0_u32..1 << total).filter(|path| u64::from(path.count_ones()) == n) {
            let (mut end, mut high, mut low) = (0, 0, 0);
            for size in groups {
                end += size;
                let x = i64::from((u64::from(path) & ((1 << end) - 1)).count_ones());
                let gap = x * total as i64 - (end * n) as i64;
                (high, low) = (high.max(gap), low.min(gap));
            }
            all += 1;
            found[0] += u32::from(high.max(-low) >= at_least as i64);
            found[1] += u32::from(high - low >= at_least as i64);
        }
        found.map(|found| f64::from(found) / f64::from(all))
    }

    #[test]
    fn small_samples_are_exact() {
        for (n, groups) in
            [(3, vec![1, 4, 2]), (5, vec![3, 3, 1, 1, 2]), (6, vec![2; 6]), (4, vec![1, 1, 5, 4]), (6, vec![7, 5])]
        {
            let ties = of_groups(n, &groups);
            for multiple in 1..=ties.sizes.pairs() / ties.sizes.greatest_common_divisor() {
                let gap = multiple * ties.sizes.greatest_common_divisor();
                let expected = by_listing(n, &groups, gap);
                let found = [largest(&ties, gap, |_| 1.0), range(&ties, gap, |_| 1.0)];
                for (found, expected) in found.into_iter().zip(expected) {
                    let slack = if expected == 0.0 { LEAST } else { 1e-12 };
                    assert!((found - expected).abs() <= slack, "{n} {groups:?} {gap}: {found} {expected}");
                }
            }
        }
    }

    /// By the exact law of bands and 400 intervals.
    fn by_bands(ties: &Ties, range: u64) -> f64 {
        let ends = ties.every_end().unwrap();
        let walks = Walks::new(ties.sizes, &ends);
        leaves_by_intervals(400, range, |above, below| walks.leaves(band::Band { above, below }))
    }

    fn uneven_groups() -> Vec<u64> {
        (0..60).map(|group| 20 + 7 * (group % 11)).collect()
    }

    #[test]
    fn where_there_are_many_heights_the_range_is_nearly_exact() {
        let ties = of_groups(90, &uneven_groups());
        for reach in [1.2, 1.6, 2.0] {
            let range = (reach * unit(&ties)) as u64;
            let (found, expected) = (range_exactly(&ties, range).unwrap(), by_bands(&ties, range));
            assert!((found / expected - 1.0).abs() < 0.01, "{reach}: {found} {expected}");
        }
    }

    #[test]
    fn the_limit_of_the_range_is_near_the_exact_law() {
        let ties = of_groups(1_603, &uneven_groups());
        let bridges = Bridges::new(&ties.cells(PARTS_OF_RANGE), ties.sizes.total());
        for (reach, slack) in [(1.2, 0.02), (1.6, 0.03), (2.0, 0.08)] {
            let expected = by_bands(&ties, (reach * unit(&ties)) as u64);
            let at = |steps: u64| reach * steps as f64 / 1e4;
            let limit = leaves_by_points(10_000, |above, below| {
                bridges.leaves(bridge_band::Band { above: at(above), below: at(below) })
            });
            assert!((limit / expected - 1.0).abs() < slack, "{reach}: {limit} {expected}");
        }
    }
}
