//! The exact law of the two-sample Cramér–von Mises criterion.
//!
//! ```text
//! 2ζ = Σ w (a v − b u)²   over the steps of a lattice path to (n, m);   a = L/n, b = L/m, L = lcm(n, m)
//! ```
//!
//! w is 2 without ties. With ties it is the sizes of the groups before and after a point v + u that is between two groups, and 0 within a group.
//! All paths are equally likely without drift. How many of them have which ζ is a table for each lattice point, put together from
//! the tables of its two predecessors (Xiao, Gordon and Yakovlev 2006, doi 10.18637/jss.v017.i08). Up to 20 values on
//! a side a table has some thousand entries, and all counts are below C(40, 20) = 1.4e11, so everything is exact.

use crate::walk::tie_group::Sizes;
use core::cmp::Ordering;

/// How many paths have which 2ζ, in ascending order of it.
type Table = Vec<(u64, u64)>;

/// L, the least common multiple of two sizes of 1 to 20.
pub(super) fn common_multiple(n: u64, m: u64) -> u64 {
    n / Sizes { n, m }.greatest_common_divisor() * m
}

/// The share of paths with at least the given 2ζ, for samples of 1 to 20 values; `weights` has w by v + u.
pub(super) fn sf(twice_zeta: u64, n: u64, m: u64, weights: &[u64]) -> f64 {
    let common = common_multiple(n, m);
    let (a, b) = (common / n, common / m);
    // tables[v] stands for the point (v, u), u going up.
    let mut tables: Vec<Table> = vec![Table::new(); n as usize + 1];
    tables[0] = vec![(0, 1)];
    for u in 0..=m {
        let mut last = Table::new();
        for (v, table) in (0..).zip(&mut tables) {
            let gap = (a * v).abs_diff(b * u);
            let weight = weights.get((u + v) as usize).copied().unwrap_or(0);
            last = both(&last, table, weight * gap * gap);
            table.clone_from(&last);
        }
    }
    let (mut reached, mut all) = (0, 0);
    for &(value, paths) in &tables[n as usize] {
        all += paths;
        if value >= twice_zeta {
            reached += paths;
        }
    }
    reached as f64 / all as f64
}

/// The paths of two tables together, each a step longer that adds `step` to 2ζ.
fn both(one: &[(u64, u64)], other: &[(u64, u64)], step: u64) -> Table {
    let mut table = Table::with_capacity(one.len() + other.len());
    let (mut i, mut j) = (0, 0);
    loop {
        let order = match (one.get(i), other.get(j)) {
            (Some(left), Some(right)) => left.0.cmp(&right.0),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return table,
        };
        let (mut value, mut paths) = (0, 0);
        if order.is_le() {
            value = one[i].0;
            paths += one[i].1;
            i += 1;
        }
        if order.is_ge() {
            value = other[j].0;
            paths += other[j].1;
            j += 1;
        }
        table.push((value + step, paths));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2ζ of the path in which the set bits are steps of the reference.
    fn twice_zeta(path: u32, n: u64, m: u64, weights: &[u64]) -> u64 {
        let (mut v, mut u, mut sum) = (0, 0, 0);
        for step in 0..n + m {
            if path >> step & 1 == 1 {
                v += 1
            } else {
                u += 1
            }
            let gap = (common_multiple(n, m) / n * v).abs_diff(common_multiple(n, m) / m * u);
            sum += weights[(u + v) as usize] * gap * gap;
        }
        sum
    }

    #[test]
    fn every_small_case_is_exact() {
        for (n, m) in [(1_u64, 1_u64), (1, 5), (3, 4), (4, 4), (6, 3), (5, 7)] {
            let without_ties = vec![2; (n + m) as usize + 1];
            let mut in_twos = without_ties.clone();
            in_twos.iter_mut().skip(1).step_by(2).for_each(|weight| *weight = 0);
            in_twos.iter_mut().step_by(2).for_each(|weight| *weight = 4);
            for weights in [without_ties, in_twos] {
                let paths: Vec<u64> = (0_u32..1 << (n + m))
                    .filter(|path| u64::from(path.count_ones()) == n)
                    .map(|path| twice_zeta(path, n, m, &weights))
                    .collect();
                for &seen in &paths {
                    let reached = paths.iter().filter(|&&other| other >= seen).count();
                    let expected = reached as f64 / paths.len() as f64;
                    assert_eq!(sf(seen, n, m, &weights), expected, "{n}, {m}, {seen}");
                }
            }
        }
    }

    #[test]
    fn the_largest_case_is_complete() {
        assert_eq!(sf(0, 20, 19, &[2; 40]), 1.0);
        assert_eq!(sf(0, 20, 20, &[2; 41]), 1.0);
    }
}
