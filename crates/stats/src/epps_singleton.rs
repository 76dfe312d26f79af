//! The Epps–Singleton test: the difference of two empirical characteristic functions at two places.
//!
//! ```text
//! g(x) = (cos 0.4u, sin 0.4u, cos 0.8u, sin 0.8u),   u = (x − median)/σ,   σ = half the pooled interquartile range
//! W = N c (ḡ_x − ḡ_y)ᵀ Ω⁺ (ḡ_x − ḡ_y),   Ω = N/n cov g(x) + N/m cov g(y)
//! ```
//!
//! Epps and Singleton (1986, doi 10.1080/00949658608810963), whose c = 1/(1 + N^−0.45 + 10.1 (n^−1.7 + m^−1.7)) applies
//! where both samples have fewer than 25 values and is 1 otherwise. It needs no continuous column: ties and whole
//! numbers are as good as any. Often it has more power than Kolmogorov–Smirnov, in the middle as in the tails; but beyond a
//! few interquartile ranges all values look alike to it, and a remote second mode can fall on the same phase.
//!
//! W has a χ² law whose degrees of freedom are the rank of Ω: four, and fewer where the column has few distinct values;
//! eigenvalues below 1e-12 of the largest count as zero. Taking the median off changes nothing in W but keeps the
//! digits of columns with a large mean. Infinite values are left out. Below five values on a side, and where half of the pooled
//! values are equal (σ = 0), or both sides are constant next to their distance, there is no test.
//!
//! Relative accuracy against SciPy 1.17's `epps_singleton_2samp`: 1e-14 times the ratio of Ω's largest to its smallest
//! eigenvalue, which is below 1e5 but for samples that lie far apart; SciPy loses as much. The phase of a value 10ᵏ σ
//! away is known to 16 − k digits, of one beyond 10¹⁶ σ not at all.

use crate::chi_squared_law;
use crate::compensated::Sum;
use crate::moments::finite;
use crate::pooled::Pooled;

/// The fewest values of a sample.
const FEWEST: usize = 5;

/// Below this many values on both sides the statistic is corrected.
const SMALL: usize = 25;

/// The first place; the second is twice as far.
const PLACE: f64 = 0.4;

/// Eigenvalues below this share of the largest are rounding.
const SMALLEST_EIGENVALUE: f64 = 1e-12;

/// Where no eigenvalue reaches this share of the largest that is possible, both sides are constant.
const SMALLEST_SPREAD: f64 = 1e-12;

/// Values whose functions are added up before the sum is compensated.
const RUN: usize = 512;

/// A value's four functions, their mean, or a direction among them.
type Vector = [f64; 4];
type Matrix = [Vector; 4];

/// The outcome of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EppsSingleton {
    /// W, from 0.
    pub statistic: f64,
    /// The probability of a W at least as large without drift.
    pub p_value: f64,
    /// Of the χ² law: 4, fewer where the column has few distinct values.
    pub degrees_of_freedom: f64,
}

/// Compares two sorted samples.
///
/// `None` where a sample has fewer than five finite values, or the pooled interquartile range is 0 or not a double.
///
/// ```
/// use driftscope_stats::epps_singleton::epps_singleton;
///
/// let reference: Vec<f64> = (0..40).map(f64::from).collect();
/// let production: Vec<f64> = (0..40).map(|step| 10.0 + 0.5 * f64::from(step)).collect();
/// let test = epps_singleton(&reference, &production).unwrap();
/// assert_eq!(test.degrees_of_freedom, 4.0);
/// assert!(test.p_value < 1e-4);
/// ```
#[must_use]
pub fn epps_singleton(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<EppsSingleton> {
    let (reference, production) = (finite(reference_sorted), finite(production_sorted));
    if reference.len() < FEWEST || production.len() < FEWEST {
        return None;
    }
    let pooled = Pooled { reference, production };
    let (centre, range) = (pooled.quantile(0.5)?, pooled.quantile(0.75)? - pooled.quantile(0.25)?);
    if range <= 0.0 || !range.is_finite() {
        return None;
    }
    let (n, m) = (reference.len() as f64, production.len() as f64);
    let total = n + m;
    let left = Characteristic::of(reference, centre, 0.5 * range);
    let right = Characteristic::of(production, centre, 0.5 * range);
    let mut covariance = [[0.0; 4]; 4];
    for (row, (of_left, of_right)) in covariance.iter_mut().zip(left.covariance.iter().zip(&right.covariance)) {
        for (entry, (a, b)) in row.iter_mut().zip(of_left.iter().zip(of_right)) {
            *entry = total / n * a + total / m * b;
        }
    }
    let mut difference = [0.0; 4];
    for (entry, (a, b)) in difference.iter_mut().zip(left.mean.iter().zip(&right.mean)) {
        *entry = a - b;
    }
    let (form, rank) = inverse_form(covariance, difference, SMALLEST_SPREAD * (total / n + total / m));
    let small = reference.len().max(production.len()) < SMALL;
    let correction = if small {
        let size = |count: f64| libm::pow(count, -1.7);
        1.0 / (1.0 + libm::pow(total, -0.45) + 10.1 * (size(n) + size(m)))
    } else {
        1.0
    };
    let statistic = total * correction * form;
    if rank == 0 || !statistic.is_finite() {
        return None;
    }
    let degrees_of_freedom = f64::from(rank);
    Some(EppsSingleton { statistic, p_value: chi_squared_law::sf(statistic, degrees_of_freedom), degrees_of_freedom })
}

/// The mean and the covariance of g over a sample.
struct Characteristic {
    mean: Vector,
    covariance: Matrix,
}

impl Characteristic {
    /// Products of sines and cosines are sums of those of one, two, three and four times the angle, so eight sums hold
    /// all of it. Only one sine and cosine is computed of a value, the rest follow.
    fn of(values: &[f64], centre: f64, scale: f64) -> Self {
        let mut sums = [Sum::default(); 8];
        for run in values.chunks(RUN) {
            let mut cosines: Vector = [0.0; 4];
            let mut sines: Vector = [0.0; 4];
            for value in run {
                let (s1, c1) = libm::sincos(PLACE * ((value - centre) / scale));
                let (s2, c2) = (2.0 * s1 * c1, (c1 - s1) * (c1 + s1));
                let (s3, c3) = (s2 * c1 + c2 * s1, c2 * c1 - s2 * s1);
                let (s4, c4) = (2.0 * s2 * c2, (c2 - s2) * (c2 + s2));
                for (sum, term) in cosines.iter_mut().zip([c1, c2, c3, c4]) {
                    *sum += term;
                }
                for (sum, term) in sines.iter_mut().zip([s1, s2, s3, s4]) {
                    *sum += term;
                }
            }
            for (sum, run) in sums.iter_mut().zip(cosines.into_iter().chain(sines)) {
                sum.add(run);
            }
        }
        let size = values.len() as f64;
        let [c1, c2, c3, c4, s1, s2, s3, s4] = sums.map(|sum| sum.total() / size);
        let mean = [c1, s1, c2, s2];
        let products = [
            [0.5 * (1.0 + c2), 0.5 * s2, 0.5 * (c3 + c1), 0.5 * (s3 + s1)],
            [0.5 * s2, 0.5 * (1.0 - c2), 0.5 * (s3 - s1), 0.5 * (c1 - c3)],
            [0.5 * (c3 + c1), 0.5 * (s3 - s1), 0.5 * (1.0 + c4), 0.5 * s4],
            [0.5 * (s3 + s1), 0.5 * (c1 - c3), 0.5 * s4, 0.5 * (1.0 - c4)],
        ];
        let mut covariance = products;
        for (row, a) in covariance.iter_mut().zip(mean) {
            for (entry, b) in row.iter_mut().zip(mean) {
                *entry -= a * b;
            }
        }
        Self { mean, covariance }
    }
}

/// vᵀ A⁺ v for a symmetric A, and A's rank, from its eigenvalues by Jacobi's rotations; those up to `zero` count as 0.
fn inverse_form(mut a: Matrix, vector: Vector, zero: f64) -> (f64, u8) {
    // The vector is turned along with the matrix, so the eigenvectors themselves are not needed.
    let mut turned = vector;
    for _ in 0..12 {
        for (p, q) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
            if a[p][q] == 0.0 {
                continue;
            }
            // The smaller of the two angles that make the entry zero.
            let ratio = 0.5 * (a[q][q] - a[p][p]) / a[p][q];
            let tangent = ratio.signum() / (ratio.abs() + (1.0 + ratio * ratio).sqrt());
            let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
            let sine = tangent * cosine;
            for row in &mut a {
                (row[p], row[q]) = (cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]);
            }
            let (upper, lower) = (a[p], a[q]);
            a[p] = core::array::from_fn(|column| cosine * upper[column] - sine * lower[column]);
            a[q] = core::array::from_fn(|column| sine * upper[column] + cosine * lower[column]);
            (turned[p], turned[q]) = (cosine * turned[p] - sine * turned[q], sine * turned[p] + cosine * turned[q]);
        }
    }
    let largest = (0..4).map(|place| a[place][place]).fold(0.0, f64::max);
    let (mut form, mut rank) = (0.0, 0);
    for (place, component) in turned.into_iter().enumerate() {
        let eigenvalue = a[place][place];
        if eigenvalue > zero && eigenvalue > largest * SMALLEST_EIGENVALUE {
            form += component * component / eigenvalue;
            rank += 1;
        }
    }
    (form, rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_form_is_that_of_the_inverse() {
        // A = B Bᵀ and v = B e give vᵀ A⁻¹ v = e · e.
        let b = [[2.0, 0.0, 0.0, 0.0], [1.0, 3.0, 0.0, 0.0], [-1.0, 0.5, 1.0, 0.0], [0.25, 2.0, 1.0, 0.5]];
        let mut a = [[0.0; 4]; 4];
        let mut v = [0.0; 4];
        for i in 0..4 {
            for j in 0..4 {
                a[i][j] = (0..4).map(|k| b[i][k] * b[j][k]).sum();
            }
            v[i] = (0..4).map(|k| b[i][k] * (k as f64 + 1.0)).sum();
        }
        let (form, rank) = inverse_form(a, v, 0.0);
        assert!((form - 30.0).abs() < 1e-11 && rank == 4, "{form} {rank}");
        // A direction that the matrix does not know is left out.
        let diagonal = [[4.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0], [0.0; 4], [0.0; 4]];
        assert_eq!(inverse_form(diagonal, [2.0, 2.0, 0.0, 0.0], 0.0), (3.0, 2));
    }

    #[test]
    fn where_there_is_no_test() {
        let few = [1.0, 2.0, 3.0, 4.0];
        let many = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!((epps_singleton(&few, &many), epps_singleton(&many, &few)), (None, None));
        assert_eq!(epps_singleton(&[3.0; 20], &[3.0; 30]), None);
        assert_eq!(epps_singleton(&[3.0; 20], &[4.0; 15]), None);
        assert_eq!(epps_singleton(&[-1.7e308; 6], &[1.7e308; 6]), None);
    }

    #[test]
    fn identical_samples_do_not_differ() {
        let sample: Vec<f64> = (0..60).map(|step| f64::from(step) * core::f64::consts::SQRT_2).collect();
        let same = epps_singleton(&sample, &sample).unwrap();
        assert_eq!((same.statistic, same.p_value), (0.0, 1.0));
    }

    #[test]
    fn a_large_mean_changes_nothing() {
        let (left, right) = ([1.0, 2.0, 4.0, 8.0, 9.0, 11.0], [2.0, 3.0, 5.0, 6.0, 7.0, 20.0]);
        let (plain, far) =
            (epps_singleton(&left, &right), epps_singleton(&left.map(|v| v + 1e9), &right.map(|v| v + 1e9)));
        assert!((plain.unwrap().statistic / far.unwrap().statistic - 1.0).abs() < 1e-12);
    }
}
