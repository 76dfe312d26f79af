//! Boschloo's exact test of a 2 × 2 table: Fisher's, without taking the number of hits as given.
//!
//! ```text
//! p = sup over π of P(T ≤ t | π),   T Fisher's one-sided p-value, t that of the table
//! ```
//!
//! Boschloo (1970, doi 10.1111/j.1467-9574.1970.tb00104.x). Each side's hits are binomial with a common rate π, of which the
//! worst is taken. Fisher's test keeps its level for every number of hits by itself; this one on the whole, so it is never
//! less powerful. Two-sided as SciPy's `boschloo_exact`: twice the smaller one of both sides', at most 1. The test of the
//! verdict is another one, [`crate::unconditional`].
//!
//! Range 0 to 1; 1 where a side is empty, or all are hits, or none. Accuracy: the supremum is found as
//! `common_rate` says, to 1e-9 in practice; SciPy samples the rate and improves the best. Up to 2000 values in the
//! table every rate is tried. Above, the rates that the table refutes at one in a million are left out, and 2e-6 are added
//! (Berger and Boos 1994, doi 10.1080/01621459.1994.10476836). Where the numbers of hits that are likely then are more
//! than 4096, as with thousands of events, twice Fisher's one-sided p-value stands, which is never smaller.

use crate::count_tests::attainable::{Attainable, Tables};
use crate::count_tests::common_rate::{Given, every_rate, not_refuted, supremum};
use crate::count_tests::fisher::{tail_down, tail_up};
use crate::laws::binomial::Stretch;
use crate::laws::hypergeometric::Hypergeometric;

/// The largest table of which every rate is tried.
const SMALL: u64 = 2_000;

/// Above that, the probability with which the set of rates misses.
const MISSED: f64 = 1e-6;

/// The most numbers of hits that are summed over.
const MOST: u64 = 4_096;

/// The largest table for which Fisher's law is summed.
const LARGEST: u128 = 1_000_000_000;

/// Tables less likely than this are left out.
const LEAST: f64 = 1e-25;

/// The two-sided p-value of the table with rows (`a`, `b`) and (`c`, `d`): hits and misses of either side. `None` where the
/// table has more than 1e9 values.
///
/// ```
/// // scipy.stats.boschloo_exact([[7, 1], [3, 12]]).pvalue, the sides in columns
/// let p = driftscope_stats::boschloo::boschloo_exact(7, 3, 1, 12).unwrap();
/// assert!((p / 0.003_246_718_713_598_947_7 - 1.0).abs() < 1e-8, "{p}");
/// ```
#[must_use]
pub fn boschloo_exact(a: u64, b: u64, c: u64, d: u64) -> Option<f64> {
    if [a, b, c, d].into_iter().map(u128::from).sum::<u128>() > LARGEST {
        return None;
    }
    let [n, m, hits, misses] = [a + b, c + d, a + c, b + d];
    if [n, m, hits, misses].contains(&0) {
        return Some(1.0);
    }
    let law = Hypergeometric::new(n + m, hits, m)?;
    let one_sided = [Tables::FewerHits, Tables::MoreHits].map(|tables| {
        let fisher = one_sided_fisher(law, c, tables);
        one_sided(n, m, hits, tables, fisher)
    });
    Some((2.0 * one_sided[0].min(one_sided[1])).min(1.0))
}

fn one_sided(n: u64, m: u64, hits: u64, tables: Tables, fisher: f64) -> f64 {
    let total = n + m;
    let (rates, penalty) =
        if total <= SMALL { (every_rate(total), 0.0) } else { (not_refuted(hits, total, MISSED), MISSED) };
    let (first, last) = (Stretch::new(total, rates[0]).first, Stretch::new(total, rates[1]).last());
    if last - first > MOST {
        return fisher;
    }
    let level = |hits| Attainable::new(total, hits, m, tables, LEAST).level(fisher);
    let levels: Vec<f64> = (first..=last).map(level).collect();
    (supremum(total, rates, first, &levels, Given::Sizes) + penalty).min(1.0)
}

/// The tail on the far side of the middle is what the other one leaves.
fn one_sided_fisher(law: Hypergeometric, x: u64, tables: Tables) -> f64 {
    let down = |x| tail_down(law, x, law.probability(x));
    let up = |x| tail_up(law, x, law.probability(x));
    match tables {
        Tables::FewerHits if x <= law.mode() => down(x),
        Tables::FewerHits => 1.0 - if x < law.last() { up(x + 1) } else { 0.0 },
        _ if x >= law.mode() => up(x),
        _ => 1.0 - if x > law.first() { down(x - 1) } else { 0.0 },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_margins_say_nothing_and_too_much_is_not_tried() {
        for (a, b, c, d) in [(0, 0, 3, 4), (3, 4, 0, 0), (0, 3, 0, 4), (3, 0, 4, 0), (0, 0, 0, 0)] {
            assert_eq!(boschloo_exact(a, b, c, d), Some(1.0));
        }
        assert_eq!(boschloo_exact(u64::MAX, 1, 1, u64::MAX), None);
    }

    #[test]
    fn sides_and_outcomes_may_change_places() {
        let p = boschloo_exact(3, 17, 12, 9).unwrap();
        for other in [boschloo_exact(12, 9, 3, 17), boschloo_exact(17, 3, 9, 12)].into_iter().flatten() {
            assert!((other / p - 1.0).abs() < 1e-8, "{other} {p}");
        }
    }

    #[test]
    fn it_is_never_above_twice_fishers_one_sided_value() {
        // Few events in a small table, in a large one, and enough of them that Fisher's stands.
        for (a, b, c, d) in [(2, 298, 9, 141), (2, 29_998, 9, 14_991), (5_000_000, 5_000_000, 9, 1)] {
            let law = Hypergeometric::new(a + b + c + d, a + c, c + d).unwrap();
            let bound = 2.0 * one_sided_fisher(law, c, Tables::MoreHits);
            let found = boschloo_exact(a, b, c, d).unwrap();
            assert!(found <= bound + 2.0 * MISSED && found > 0.3 * bound, "{found} {bound}");
        }
    }
}
