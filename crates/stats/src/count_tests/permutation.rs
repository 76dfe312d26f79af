//! Pearson's χ² with the p-value from random relabelling instead of the χ² law.
//!
//! ```text
//! p = h/rounds, where h rounds had a statistic at least as large before all were made, else
//! p = (1 + rounds with a statistic at least as large)/(rounds + 1)
//! ```
//!
//! For tables in which expected counts are too small for the law. Margins are fixed, so the statistic is a constant plus
//! a multiple of Σ aⱼ²/tⱼ (a: drawn, t: both sides), which is what is compared. Counting the table itself makes the
//! p-value exact at any number of rounds (Phipson and Smyth 2010, doi 10.2202/1544-6115.1585); its standard error is
//! √(p (1 − p)/rounds). Stopping at h keeps it exact (Besag and Clifford 1991, doi 10.1093/biomet/78.2.301), and few rounds are
//! made where nothing has changed: with h = 400 the standard error is 5 % of p. Where fewer than 20 rounds had such a
//! statistic, p only reflects the number of rounds and not how small it is: there
//! [`crate::relabelling_tail`] takes their place, no farther from them than three of their standard errors.

use crate::count_tests::relabelling::{Drawn, Relabelling};
use crate::count_tests::relabelling_tail::chi_square_tail;
use crate::random::Random;

/// Statistics closer than this, relatively, are taken as equal.
const TIE: f64 = 1e-12;

/// Rounds with a statistic at least as large after which no more are made.
const ENOUGH: u32 = 400;

/// Fewer rounds are not meant to say anything about small p-values.
const FINE: u32 = 1_000;

/// With fewer of them rounds are too coarse.
const COARSE: u32 = 20;

/// The p-value from at most `rounds` relabellings. `None` where a side is empty, no round is asked for, or there are more than
/// 2³² rows.
///
/// The same seed gives the same p-value. Tables so wide that the rounds would take longer than about a second get
/// fewer, at least 99.
///
/// ```
/// use driftscope_stats::permutation::chi_square_permutation;
///
/// let p = chi_square_permutation(&[4, 1, 0, 3], &[0, 5, 3, 1], 2_000, 1).unwrap();
/// assert!((p - 0.0095).abs() < 0.006);
/// assert_eq!(chi_square_permutation(&[4, 1], &[0, 0], 2_000, 1), None);
/// ```
#[must_use]
pub fn chi_square_permutation(reference: &[u64], production: &[u64], rounds: u32, seed: u64) -> Option<f64> {
    let relabelling = Relabelling::new(reference, production)?;
    let rounds = relabelling.affordable(rounds);
    if rounds == 0 {
        return None;
    }
    let limit = statistic(&relabelling.seen(reference, production)) * (1.0 - TIE);
    let (mut random, mut drawn, mut as_large) = (Random::new(seed), Vec::new(), 0_u32);
    for round in 1..=rounds {
        relabelling.draw(&mut random, &mut drawn);
        as_large += u32::from(statistic(&drawn) >= limit);
        if as_large == ENOUGH {
            return Some(f64::from(ENOUGH) / f64::from(round));
        }
    }
    let found = (1.0 + f64::from(as_large)) / (1.0 + f64::from(rounds));
    if as_large >= COARSE || rounds < FINE {
        return Some(found);
    }
    let error = 3.0 * f64::from(as_large).sqrt() / f64::from(rounds);
    let least = (f64::from(as_large) / f64::from(rounds) - error).max(0.0);
    let most = found + error;
    Some(chi_square_tail(reference, production).map_or(found, |tail| tail.clamp(least, most)))
}

/// The part of the statistic that the margins leave free.
fn statistic(drawn: &[Drawn]) -> f64 {
    drawn.iter().map(|&Drawn { count, total, .. }| (count as f64) * (count as f64) / total as f64).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_counts_agree_with_the_law() {
        let (reference, production) = ([300, 280, 120], [250, 330, 140]);
        let law = crate::count_tests::chi_square::homogeneity(&reference, &production).unwrap().p_value;
        let p = chi_square_permutation(&reference, &production, 20_000, 9).unwrap();
        assert!((p - law).abs() < 0.006, "{p} {law}");
    }

    #[test]
    fn equal_sides_are_as_close_as_any() {
        assert_eq!(chi_square_permutation(&[3, 1, 2], &[3, 1, 2], 500, 1), Some(1.0));
    }

    #[test]
    fn the_sides_may_change_places() {
        let (reference, production) = ([9, 1, 4, 0, 2], [1, 7, 3, 2, 9]);
        let p = chi_square_permutation(&reference, &production, 20_000, 3).unwrap();
        let mirrored = chi_square_permutation(&production, &reference, 20_000, 4).unwrap();
        assert!((p - mirrored).abs() < 0.01, "{p} {mirrored}");
    }
}
