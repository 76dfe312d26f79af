//! Fisher's exact test of a 2 × 2 table.
//!
//! ```text
//! p = Σ P(x) over every x with P(x) ≤ P(a),   P hypergeometric with the margins of the table
//! ```
//!
//! Fisher (1922, doi 10.2307/2340521); two-sided by summing what is at most as likely as the table seen, as SciPy and R
//! do. Two probabilities count as equal within 1e-12, wide enough for rounding and narrow enough that different tables
//! of practical size are distinguished; SciPy uses 1e-14. Relative accuracy: 1e-11 for tables of up to 1e6 values.
//!
//! Work is bounded by the width of the law: at most about 10⁵ steps. Above 10⁹ values in the table, where the exact law
//! and Pearson's agree to many digits, Pearson's is used.

use crate::count_tests::chi_square;
use crate::laws::hypergeometric::Hypergeometric;

/// Probabilities closer than this, relatively, are taken as equal.
const TIE: f64 = 1e-12;

/// The largest table for which the law is summed.
const LARGEST_EXACT: u128 = 1_000_000_000;

/// The two-sided p-value of the table with rows (`a`, `b`) and (`c`, `d`); 1 where a row or a column is empty.
///
/// ```
/// let p = driftscope_stats::fisher::fisher_exact(8, 2, 1, 5);
/// assert!((p - 0.034_965_034_965_034_96).abs() < 1e-15);
/// ```
#[must_use]
pub fn fisher_exact(a: u64, b: u64, c: u64, d: u64) -> f64 {
    let total: u128 = [a, b, c, d].into_iter().map(u128::from).sum();
    if total > LARGEST_EXACT {
        return chi_square::homogeneity(&[a, b], &[c, d]).map_or(1.0, |test| test.p_value);
    }
    if a + b == 0 || c + d == 0 || a + c == 0 || b + d == 0 {
        return 1.0;
    }
    let Some(law) = Hypergeometric::new(a + b + c + d, a + c, a + b) else {
        return 1.0;
    };
    let mode = law.mode();
    let seen = law.probability(a);
    let limit = seen * (1.0 + TIE);
    if law.probability(mode) <= limit {
        return 1.0;
    }
    let p_value = if a < mode {
        let other = first_where(mode, law.last(), |x| law.probability(x) <= limit);
        tail_down(law, a, seen) + other.map_or(0.0, |x| tail_up(law, x, law.probability(x)))
    } else {
        // Counted from the mode downwards.
        let other = first_where(0, mode - law.first(), |steps| law.probability(mode - steps) <= limit);
        tail_up(law, a, seen) + other.map_or(0.0, |steps| tail_down(law, mode - steps, law.probability(mode - steps)))
    };
    p_value.min(1.0)
}

/// The first number from `low` to `high` that meets a condition which holds from some place on.
fn first_where(mut low: u64, high: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    if !holds(high) {
        return None;
    }
    let mut high = high;
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(high)
}

/// P(x) + P(x + 1) + …
pub(crate) fn tail_up(law: Hypergeometric, x: u64, probability: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for x in x..law.last() {
        term *= law.ratio_up(x);
        sum += term;
        if term < sum * 1e-18 {
            break;
        }
    }
    probability * sum
}

/// P(x) + P(x − 1) + …
pub(crate) fn tail_down(law: Hypergeometric, x: u64, probability: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for x in (law.first() + 1..=x).rev() {
        term *= law.ratio_down(x);
        sum += term;
        if term < sum * 1e-18 {
            break;
        }
    }
    probability * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_margins_say_nothing() {
        for (a, b, c, d) in [(0, 0, 3, 4), (3, 4, 0, 0), (0, 3, 0, 4), (3, 0, 4, 0), (0, 0, 0, 0)] {
            assert_eq!(fisher_exact(a, b, c, d), 1.0);
        }
    }

    #[test]
    fn rows_and_columns_may_change_places() {
        let p = fisher_exact(3, 17, 12, 9);
        for other in [fisher_exact(12, 9, 3, 17), fisher_exact(17, 3, 9, 12), fisher_exact(3, 12, 17, 9)] {
            assert!((other / p - 1.0).abs() < 1e-12, "{other} {p}");
        }
    }

    #[test]
    fn equal_margins_count_both_tails() {
        // The two tails are mirror images, so p is twice one of them: 2 (1 + 25)/252.
        assert!((fisher_exact(1, 4, 4, 1) - 52.0 / 252.0).abs() < 1e-15);
    }

    #[test]
    fn the_largest_counts_end_in_time() {
        assert!(fisher_exact(u64::MAX, u64::MAX, u64::MAX, 1) < 1e-300);
        let large = fisher_exact(250_000_000, 249_990_000, 250_000_000, 249_999_000);
        let pearson = chi_square::homogeneity(&[250_000_000, 249_990_000], &[250_000_000, 249_999_000]).unwrap();
        assert!((large / pearson.p_value - 1.0).abs() < 1e-3, "{large} {}", pearson.p_value);
    }
}
