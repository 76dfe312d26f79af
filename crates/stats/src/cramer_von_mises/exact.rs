//! The exact law of the two-sample Cramér–von Mises criterion without ties.
//!
//! ```text
//! ζ = Σ (a v − b u)²   over the steps of a lattice path to (n, m);   a = L/n, b = L/m, L = lcm(n, m)
//! ```
//!
//! All paths are equally likely without drift. How many of them have which ζ is a table for each lattice point, put together from
//! the tables of its two predecessors (Xiao, Gordon and Yakovlev 2006, doi 10.18637/jss.v017.i08). Up to 20 values on
//! a side a table has some thousand entries, and all counts are below C(40, 20) = 1.4e11, so everything is exact.

use core::cmp::Ordering;

/// How many paths have which ζ, in ascending order of ζ.
type Table = Vec<(u64, u64)>;

/// L, the least common multiple of two sizes of 1 to 20.
pub(super) fn common_multiple(n: u64, m: u64) -> u64 {
    n / greatest_common_divisor(n, m) * m
}

/// The share of paths with at least the given ζ, for samples of 1 to 20 values.
pub(super) fn sf(zeta: u64, n: u64, m: u64) -> f64 {
    let common = common_multiple(n, m);
    let (a, b) = (common / n, common / m);
    // tables[v] stands for the point (v, u), u going up.
    let mut tables: Vec<Table> = vec![Table::new(); n as usize + 1];
    tables[0] = vec![(0, 1)];
    for u in 0..=m {
        let mut last = Table::new();
        for (v, table) in (0..).zip(&mut tables) {
            let gap = (a * v).abs_diff(b * u);
            last = both(&last, table, gap * gap);
            table.clone_from(&last);
        }
    }
    let (mut reached, mut all) = (0, 0);
    for &(value, paths) in &tables[n as usize] {
        all += paths;
        if value >= zeta {
            reached += paths;
        }
    }
    reached as f64 / all as f64
}

/// The paths of two tables together, each a step longer that adds `step` to ζ.
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

fn greatest_common_divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ζ of the path in which the set bits are steps of the reference.
    fn zeta(path: u32, n: u64, m: u64) -> u64 {
        let (mut v, mut u, mut zeta) = (0, 0, 0);
        for step in 0..n + m {
            if path >> step & 1 == 1 {
                v += 1
            } else {
                u += 1
            }
            let gap = (common_multiple(n, m) / n * v).abs_diff(common_multiple(n, m) / m * u);
            zeta += gap * gap;
        }
        zeta
    }

    #[test]
    fn every_small_case_is_exact() {
        for (n, m) in [(1_u64, 1_u64), (1, 5), (3, 4), (4, 4), (6, 3), (5, 7)] {
            let paths: Vec<u64> = (0_u32..1 << (n + m))
                .filter(|path| u64::from(path.count_ones()) == n)
                .map(|path| zeta(path, n, m))
                .collect();
            for &seen in &paths {
                let reached = paths.iter().filter(|&&other| other >= seen).count();
                assert_eq!(sf(seen, n, m), reached as f64 / paths.len() as f64, "{n}, {m}, {seen}");
            }
        }
    }

    #[test]
    fn the_largest_case_is_complete() {
        assert_eq!(sf(0, 20, 19), 1.0);
        assert_eq!(sf(0, 20, 20), 1.0);
    }
}
