//! The two-sample Kolmogorov–Smirnov test: the largest distance between two empirical distribution functions.
//!
//! ```text
//! D = sup |Fₙ(x) − Gₘ(x)|
//! ```
//!
//! The p-value is two-sided, with the sizes at which SciPy's `ks_2samp(method="auto")` changes its law: up to 10 000
//! values on each side the exact one (`lattice`, Hodges 1958, doi 10.1007/BF02589501), above it the exact law of
//! the *one*-sample statistic at the effective size nm/(n + m), rounded half to even (`one_sample`, Simard and
//! L'Ecuyer 2011, doi 10.18637/jss.v039.i11). Kolmogorov's own limit would be wrong in the third digit.
//!
//! With ties both laws are conservative: the true p-value is at most the one given. Relative accuracy of the p-value
//! against SciPy 1.17: 1e-9 down to 1e-300.

use core::cmp::Ordering;

mod durbin;
mod lattice;
mod one_sample;
mod pelz_good;
mod smirnov;

/// The largest sample for which SciPy computes the exact law.
const LARGEST_EXACT: u64 = 10_000;

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KolmogorovSmirnov {
    /// The largest distance, from 0 to 1.
    pub statistic: f64,
    /// The two-sided p-value, from 0 to 1.
    pub p_value: f64,
    /// The value at which the distance is reached; the smallest where there are several.
    pub location: f64,
    /// The share of the reference at or below it.
    pub reference_share: f64,
    /// The share of production at or below it.
    pub production_share: f64,
}

/// Compares two sorted samples. Infinite values take part. `None` where a sample is empty.
///
/// Takes one pass over both and, for samples of up to 10 000, at most 10⁸ elementary steps for the law.
///
/// ```
/// let test = driftscope_stats::ks::kolmogorov_smirnov(&[1.0, 2.0, 3.0], &[2.5, 3.5, 4.5]).unwrap();
/// assert_eq!((test.statistic, test.location), (2.0 / 3.0, 2.0));
/// assert!((test.p_value - 0.6).abs() < 1e-15);
/// ```
#[must_use]
pub fn kolmogorov_smirnov(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<KolmogorovSmirnov> {
    let (n, m) = (reference_sorted.len(), production_sorted.len());
    if n == 0 || m == 0 {
        return None;
    }
    let largest = largest_difference(reference_sorted, production_sorted);
    let statistic = largest.difference as f64 / (n as u128 * m as u128) as f64;
    Some(KolmogorovSmirnov {
        statistic,
        p_value: p_value(statistic, n as u64, m as u64),
        location: largest.location,
        reference_share: largest.reference as f64 / n as f64,
        production_share: largest.production as f64 / m as f64,
    })
}

/// The probability that samples of `n` and `m` values from one law are at least `statistic` apart, from 0 to 1.
///
/// Up to 10 000 values on each side, the nearest distance that these sizes can have is taken. NaN where a sample is empty
/// or the statistic is not a number.
///
/// ```
/// assert!((driftscope_stats::ks::p_value(0.5, 4, 4) - 0.771_428_571_428_571_4).abs() < 1e-15);
/// ```
#[must_use]
pub fn p_value(statistic: f64, n: u64, m: u64) -> f64 {
    if n == 0 || m == 0 || statistic.is_nan() {
        return f64::NAN;
    }
    let product = n as f64 * m as f64;
    if n.max(m) <= LARGEST_EXACT {
        // Back to whole numbers: nm D is a multiple of the greatest common divisor, at most 10⁸.
        let divisor = greatest_common_divisor(n, m);
        let multiple = libm::rint(statistic.clamp(0.0, 1.0) * product / divisor as f64) as u64;
        lattice::sf(n, m, multiple * divisor)
    } else {
        one_sample::sf(libm::rint(product / (n as f64 + m as f64)), statistic)
    }
}

/// Where the two empirical distribution functions differ most.
struct Largest {
    /// nm D, a whole number.
    difference: u128,
    location: f64,
    /// Values at or below the location.
    reference: usize,
    production: usize,
}

/// Walks through the pooled order. Whole numbers, so that equal differences are seen as equal.
fn largest_difference(reference: &[f64], production: &[f64]) -> Largest {
    let (n, m) = (reference.len(), production.len());
    let mut largest = Largest { difference: 0, location: reference[0].min(production[0]), reference: 0, production: 0 };
    (largest.reference, largest.production) =
        (count_up_to(reference, largest.location), count_up_to(production, largest.location));
    let (mut i, mut j) = (0, 0);
    // After the end of either sample the difference only shrinks.
    while i < n && j < m {
        let (left, right) = (reference[i], production[j]);
        // A NaN, which should not be here, counts as production's turn, so that the walk goes on.
        let (takes_left, takes_right) = (left <= right, left.partial_cmp(&right) != Some(Ordering::Less));
        let value = if takes_left { left } else { right };
        if takes_left {
            i += 1;
            while i < n && reference[i] == value {
                i += 1;
            }
        }
        if takes_right {
            j += 1;
            while j < m && production[j] == value {
                j += 1;
            }
        }
        let difference = (i as u128 * m as u128).abs_diff(j as u128 * n as u128);
        if difference > largest.difference {
            largest = Largest { difference, location: value, reference: i, production: j };
        }
    }
    largest
}

fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b > 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn count_up_to(sorted: &[f64], value: f64) -> usize {
    sorted.partition_point(|&other| other <= value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identical_samples_have_no_distance() {
        let sample = [1.0, 1.0, 2.0, 5.0];
        let test = kolmogorov_smirnov(&sample, &sample).unwrap();
        assert_eq!((test.statistic, test.p_value, test.location), (0.0, 1.0, 1.0));
        assert_eq!((test.reference_share, test.production_share), (0.5, 0.5));
    }

    #[test]
    fn infinities_take_part() {
        let test =
            kolmogorov_smirnov(&[f64::NEG_INFINITY, 1.0, f64::INFINITY], &[1.0, f64::INFINITY, f64::INFINITY]).unwrap();
        assert_eq!((test.statistic, test.location), (1.0 / 3.0, f64::NEG_INFINITY));
    }

    #[test]
    fn an_empty_sample_has_no_test() {
        assert_eq!(kolmogorov_smirnov(&[], &[1.0]), None);
        assert_eq!(kolmogorov_smirnov(&[1.0], &[]), None);
    }

    #[test]
    fn any_distance_has_a_probability() {
        for n in [1, 2, 6, 10_000, 10_001, 1 << 40, u64::MAX] {
            for m in [1, 4, 10_000, u64::MAX] {
                for statistic in [f64::NEG_INFINITY, -1.0, 0.0, 1e-300, 0.3, 0.5, 1.0, 2.0, f64::INFINITY] {
                    let p = p_value(statistic, n, m);
                    assert!((0.0..=1.0).contains(&p), "{statistic}, {n}, {m}: {p}");
                }
            }
        }
        assert!(p_value(0.5, 0, 1).is_nan() && p_value(f64::NAN, 1, 1).is_nan());
    }

    #[test]
    fn not_a_number_ends_the_walk() {
        assert!(kolmogorov_smirnov(&[1.0, f64::NAN], &[1.0, f64::NAN]).is_some());
    }
}
