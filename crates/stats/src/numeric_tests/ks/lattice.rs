//! The exact law of the two-sample statistic, by counting lattice paths.
//!
//! Under no drift every order of n reference and m production values is equally likely. An order is a path from
//! (0, 0) to (n, m), and D ≥ d means that it leaves the band |x/n − y/m| < d. Let A(x, y) be the share of paths from
//! the origin to (x, y) that have left it. The last step came from the left with probability x/(x + y), hence
//!
//! ```text
//! A(x, y) = (x A(x − 1, y) + y A(x, y − 1))/(x + y)   inside the band,   A = 1 outside,   p = A(n, m)
//! ```
//!
//! (Hodges 1958, doi 10.1007/BF02589501; Viehmann 2021, arXiv 2102.08037, shows that this form is stable.) All terms
//! are positive, so the relative error stays near (n + m) ε. Cells on one anti-diagonal do not depend on each other,
//! which makes it fast: at n, m near 10 000, fewer than 5·10⁷ cells, since larger bands are cut off by a bound.
//! For n = m there is a sum of binomial ratios.

/// Below e^-745.2 no double but zero is left.
const LN_SMALLEST: f64 = -746.0;

/// P(nm D ≥ `difference`) for samples of n and m values, at most 10 000 each.
pub(super) fn sf(n: u64, m: u64, difference: u64) -> f64 {
    if difference == 0 {
        return 1.0;
    }
    if ln_upper_bound(n, m, difference) < LN_SMALLEST {
        return 0.0;
    }
    let p_value = if n == m { equal_sizes(n, difference / n) } else { band(n, m, difference) };
    p_value.clamp(0.0, 1.0)
}

/// The logarithm of a bound that the p-value cannot exceed.
///
/// After s of N = n + m values, their reference part is hypergeometric, and to leave the band it must be off its mean
/// by t = d nm/N. Serfling (1974, doi 10.1214/aos/1176342611) bounds that by exp(−2t²/(s (1 − (s − 1)/N))), which is
/// largest at s = (N + 1)/2. There are N places and two sides.
fn ln_upper_bound(n: u64, m: u64, difference: u64) -> f64 {
    let size = (n + m) as f64;
    let off = difference as f64 / size;
    libm::log(2.0 * size) - 8.0 * off * off * size / ((size + 1.0) * (size + 1.0))
}

/// For n = m and h = n D: 2 Σ (−1)ⁱ⁺¹ C(2n, n − ih)/C(2n, n), by reflection (Gnedenko and Korolyuk 1951).
fn equal_sizes(n: u64, h: u64) -> f64 {
    // Bracketed as r₁(1 − r₂(1 − r₃(…))), with rᵢ the ratio of neighbouring binomials, nothing cancels before the end.
    let ratio = |fold: u64| {
        let from = (fold - 1) * h;
        (0..h).fold(1.0, |product, j| product * (n - from - j) as f64 / (n + from + j + 1) as f64)
    };
    2.0 * (1..=n / h).rev().fold(0.0, |inner, fold| ratio(fold) * (1.0 - inner))
}

/// The recursion, one anti-diagonal x + y = s after the other.
fn band(n: u64, m: u64, difference: u64) -> f64 {
    let (n, m, difference) = (n as i64, m as i64, difference as i64);
    let total = n + m;
    // |x m − y n| < difference with y = s − x: x runs from `first` to `last`.
    let first = |s: i64| (s - m).max(0).max((s * n - difference).div_euclid(total) + 1);
    let last = |s: i64| s.min(n).min((s * n + difference - 1).div_euclid(total));
    let steps: Vec<f64> = (0..=n).map(|x| x as f64).collect();
    // Place x + 1 holds A(x, s − x). What is outside the band stays 1; at the rectangle's rim its factor is 0.
    let mut before = vec![1.0; n as usize + 3];
    let mut now = before.clone();
    before[1] = 0.0;
    for s in 1..=total {
        let (low, high) = (first(s), last(s));
        if low > high {
            // No cell of this anti-diagonal is inside, so every path has left the band.
            return 1.0;
        }
        let (low, high) = (low as usize, high as usize);
        let (sum, share) = (s as f64, 1.0 / s as f64);
        let left = &before[low..=high];
        let below = &before[low + 1..=high + 1];
        for (((cell, x), left), below) in
            now[low + 1..=high + 1].iter_mut().zip(&steps[low..=high]).zip(left).zip(below)
        {
            *cell = (x * left + (sum - x) * below) * share;
        }
        now[low] = 1.0;
        now[high + 2] = 1.0;
        std::mem::swap(&mut before, &mut now);
    }
    before[n as usize + 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same law by listing every path.
    fn by_listing(n: u64, m: u64, difference: u64) -> f64 {
        let (mut outside, mut all) = (0_u64, 0_u64);
        for path in 0_u32..1 << (n + m) {
            if u64::from(path.count_ones()) != n {
                continue;
            }
            let (mut x, mut y, mut largest) = (0, 0, 0);
            for step in 0..n + m {
                if path >> step & 1 == 1 {
                    x += 1
                } else {
                    y += 1
                }
                largest = largest.max((x * m).abs_diff(y * n));
            }
            all += 1;
            outside += u64::from(largest >= difference);
        }
        outside as f64 / all as f64
    }

    #[test]
    fn every_small_case_is_exact() {
        for (n, m) in [(1, 1), (1, 6), (2, 5), (3, 3), (4, 6), (5, 7), (6, 6), (8, 4)] {
            for difference in 1..=n * m {
                // Only multiples of the greatest common divisor occur; for n = m those are multiples of n.
                if n == m && difference % n != 0 {
                    continue;
                }
                let (found, expected) = (sf(n, m, difference), by_listing(n, m, difference));
                assert!((found - expected).abs() < 1e-14, "{n}, {m}, {difference}: {found}, {expected}");
            }
        }
    }

    #[test]
    fn the_two_methods_agree_where_both_apply() {
        for n in [10, 200, 1_000] {
            for percent in [1, 5, 20, 50] {
                let h = (n * percent / 100).max(1);
                let (sum, recursion) = (equal_sizes(n, h), band(n, n, h * n));
                assert!((sum / recursion - 1.0).abs() < 1e-11, "{n}, {h}: {sum}, {recursion}");
            }
        }
    }

    #[test]
    fn the_bound_is_a_bound() {
        for (n, m) in [(7, 5), (100, 30), (1_000, 999), (400, 50)] {
            for percent in [10, 30, 60, 90, 100] {
                let difference = n * m * percent / 100;
                assert!(libm::log(band(n, m, difference)) <= ln_upper_bound(n, m, difference), "{n}, {m}, {percent}");
            }
        }
    }
}
