//! The Epps–Singleton test: the difference of two empirical characteristic functions at two places.
//!
//! ```text
//! g(x) = (cos 0.4u, sin 0.4u, cos 0.8u, sin 0.8u),   u = (x − median)/σ,   σ = half the pooled interquartile range
//! W = nm/N (ḡ_x − ḡ_y)ᵀ S⁺ (ḡ_x − ḡ_y),   S = covariance of g over both samples together, by N − 1
//! ```
//!
//! Epps and Singleton (1986, doi 10.1080/00949658608810963). It needs no continuous column: ties and whole numbers are as good as any. Often
//! it has more power than Kolmogorov–Smirnov, in the middle as in the tails; but beyond a few interquartile ranges all values look alike to it,
//! and a remote second mode can fall on the same phase.
//!
//! **Covariance.** Epps and Singleton take Ω = cov g(x)/n + cov g(y)/m in place of S N/(nm), and so does SciPy. The four functions are nearly
//! dependent where a column is skewed: some combination of them is all but constant except in the tail. The smaller sample may have no value there,
//! its own covariance is then near 0, and W is huge without drift: of 1000 and 100 exponential values it rejects in 20 of 100 cases in place of 5. The covariance
//! of both samples together knows the tail. [`by_own_covariances`] has SciPy's W and its p-value, for rules that reproduce other tools.
//!
//! **Law.** Without drift every assignment of the pooled values to the samples is equally likely. Given them W has the mean r, the rank of S (four, and
//! fewer where the column has few distinct values), and a variance that follows from how much single values weigh:
//!
//! ```text
//! h_i = (g_i − ḡ)ᵀ S⁺ (g_i − ḡ)/(N − 1),   Σ h_i = r,   c = (N − 1) N/(nm),   p_k = n … (n − k + 1)/(N … (N − k + 1))
//! E W² = c² ((p₁ − 7p₂ + 12p₃ − 6p₄) Σ h_i² + (p₂ − 2p₃ + p₄) (r² + 2r))
//! ```
//!
//! by the set partitions of four indices. The p-value is that of a multiple of χ² with this mean and variance.
//!
//! Eigenvalues of S below 1e-12 of the largest count as zero. Taking the median off changes nothing in W but keeps the digits of columns with a large
//! mean. Infinite values are left out. Below five values on a side, and where half of the pooled values are equal (σ = 0), there is no test.
//!
//! Accuracy: against permutations of 109 pairs within 10 % of p from 1 to 1e-2, where there are five distinct values or more; with fewer the law goes
//! in steps and p is off by up to half a step. Of 4000 undrifted pairs each, from 30/30 to 1000/1000 rows, 4.2 to 5.9 % are rejected at 5 %. Of [`by_own_covariances`] relative against SciPy 1.17's `epps_singleton_2samp`: 1e-14 times the
//! ratio of Ω's largest to its smallest eigenvalue, which is below 1e5 but for samples that lie far apart; SciPy loses as much. The phase
//! of a value 10ᵏ σ away is known to 16 − k digits, of one beyond 10¹⁶ σ not at all.

use crate::laws::chi_squared_law;
use crate::samples::pooled::Pooled;
use crate::sums::compensated::Sum;
use crate::sums::moments::finite;
use crate::symmetric::Square;

/// The fewest values of a sample.
const FEWEST: usize = 5;

/// Below this many values on both sides SciPy corrects the statistic.
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
    /// The rank of the covariance: 4, fewer where the column has few distinct values. W is about that without drift.
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
/// assert!(test.p_value < 1e-3);
/// ```
#[must_use]
pub fn epps_singleton(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<EppsSingleton> {
    let samples = Samples::new(reference_sorted, production_sorted)?;
    let [n, m] = samples.sizes();
    let total = n + m;
    let [left, right] = samples.characteristics();
    let difference = difference(&left.mean, &right.mean);
    // The covariance of both together: within the samples and between their means.
    let between = |i: usize, j: usize| n * m / total * difference[i] * difference[j];
    let covariance: Matrix = core::array::from_fn(|i| {
        core::array::from_fn(|j| {
            (n * left.covariance[i][j] + m * right.covariance[i][j] + between(i, j)) / (total - 1.0)
        })
    });
    let inverse = Inverse::new(covariance, SMALLEST_SPREAD);
    let rank = f64::from(inverse.rank());
    let statistic = n * m / total * inverse.form(&difference);
    if rank == 0.0 || !statistic.is_finite() {
        return None;
    }
    let mean: Vector = core::array::from_fn(|place| (n * left.mean[place] + m * right.mean[place]) / total);
    let squares = samples.squared_weights(&inverse, &mean);
    let variance = variance([n, total], rank, squares);
    // A multiple of χ² with ν degrees of freedom has the mean aν and the variance 2a²ν.
    let degrees = if variance > 0.0 { 2.0 * rank * rank / variance } else { rank };
    let p_value = chi_squared_law::sf(statistic * degrees / rank, degrees);
    Some(EppsSingleton { statistic, p_value, degrees_of_freedom: rank })
}

/// The test with each sample's own covariance and the law χ², as SciPy and the tools built on it have it.
///
/// W is corrected by c = 1/(1 + N^−0.45 + 10.1 (n^−1.7 + m^−1.7)) where both samples have fewer than 25 values. The level of this test is not
/// kept where the sizes differ much or the column is skewed. `None` where [`epps_singleton`] has none.
#[must_use]
pub fn by_own_covariances(reference_sorted: &[f64], production_sorted: &[f64]) -> Option<EppsSingleton> {
    let samples = Samples::new(reference_sorted, production_sorted)?;
    let [n, m] = samples.sizes();
    let total = n + m;
    let [left, right] = samples.characteristics();
    let covariance: Matrix = core::array::from_fn(|i| {
        core::array::from_fn(|j| total / n * left.covariance[i][j] + total / m * right.covariance[i][j])
    });
    let inverse = Inverse::new(covariance, SMALLEST_SPREAD * (total / n + total / m));
    let correction = if samples.reference.len().max(samples.production.len()) < SMALL {
        let size = |count: f64| libm::pow(count, -1.7);
        1.0 / (1.0 + libm::pow(total, -0.45) + 10.1 * (size(n) + size(m)))
    } else {
        1.0
    };
    let statistic = total * correction * inverse.form(&difference(&left.mean, &right.mean));
    let degrees_of_freedom = f64::from(inverse.rank());
    if degrees_of_freedom == 0.0 || !statistic.is_finite() {
        return None;
    }
    Some(EppsSingleton { statistic, p_value: chi_squared_law::sf(statistic, degrees_of_freedom), degrees_of_freedom })
}

/// The variance of W over all assignments, from Σ h_i².
fn variance([n, total]: [f64; 2], rank: f64, squares: f64) -> f64 {
    let falling = |count: i32| (0..count).map(|k| (n - f64::from(k)) / (total - f64::from(k))).product::<f64>();
    let [p1, p2, p3, p4] = [1, 2, 3, 4].map(falling);
    let of_pairs = p2 - 2.0 * p3 + p4;
    let scale = (total - 1.0) * total / (n * (total - n));
    // c (p₁ − p₂) = 1: the mean is the rank.
    scale * scale * ((p1 - 7.0 * p2 + 12.0 * p3 - 6.0 * p4) * squares + of_pairs * (rank * rank + 2.0 * rank))
        - rank * rank
}

fn difference(left: &Vector, right: &Vector) -> Vector {
    core::array::from_fn(|place| left[place] - right[place])
}

/// Both samples, with the centre and the scale of their phases.
struct Samples<'a> {
    reference: &'a [f64],
    production: &'a [f64],
    centre: f64,
    scale: f64,
}

impl<'a> Samples<'a> {
    fn new(reference_sorted: &'a [f64], production_sorted: &'a [f64]) -> Option<Self> {
        let (reference, production) = (finite(reference_sorted), finite(production_sorted));
        if reference.len() < FEWEST || production.len() < FEWEST {
            return None;
        }
        let pooled = Pooled { reference, production };
        let (centre, range) = (pooled.quantile(0.5)?, pooled.quantile(0.75)? - pooled.quantile(0.25)?);
        (range > 0.0 && range.is_finite()).then_some(Self { reference, production, centre, scale: 0.5 * range })
    }

    fn sizes(&self) -> [f64; 2] {
        [self.reference.len() as f64, self.production.len() as f64]
    }

    fn characteristics(&self) -> [Characteristic; 2] {
        [self.reference, self.production].map(|values| Characteristic::of(values, self.centre, self.scale))
    }

    /// Σ h_i² over all values.
    fn squared_weights(&self, inverse: &Inverse, mean: &Vector) -> f64 {
        let mut sum = Sum::default();
        for run in self.reference.chunks(RUN).chain(self.production.chunks(RUN)) {
            let mut squares = 0.0;
            for value in run {
                let [c1, s1, c2, s2] = functions((value - self.centre) / self.scale);
                let weight = inverse.form(&[c1 - mean[0], s1 - mean[1], c2 - mean[2], s2 - mean[3]]);
                squares += weight * weight;
            }
            sum.add(squares);
        }
        let [n, m] = self.sizes();
        sum.total() / ((n + m - 1.0) * (n + m - 1.0))
    }
}

/// g of a value.
fn functions(phase: f64) -> Vector {
    let (s1, c1) = libm::sincos(PLACE * phase);
    [c1, s1, (c1 - s1) * (c1 + s1), 2.0 * s1 * c1]
}

/// A⁺ of a symmetric A: the directions with their eigenvalues, but those that count as 0.
struct Inverse {
    directions: Vec<(f64, Vec<f64>)>,
}

impl Inverse {
    fn new(matrix: Matrix, zero: f64) -> Self {
        let (eigenvalues, vectors) = Square { size: matrix.len(), cells: matrix.concat() }.eigen();
        let largest = eigenvalues.first().copied().unwrap_or(0.0);
        let counts = |direction: &(f64, Vec<f64>)| direction.0 > zero && direction.0 > largest * SMALLEST_EIGENVALUE;
        Self { directions: eigenvalues.into_iter().zip(vectors).filter(counts).collect() }
    }

    fn rank(&self) -> u8 {
        self.directions.len() as u8
    }

    /// vᵀ A⁺ v.
    fn form(&self, vector: &Vector) -> f64 {
        let along = |(eigenvalue, direction): &(f64, Vec<f64>)| {
            let component: f64 = direction.iter().zip(vector).map(|(a, b)| a * b).sum();
            component * component / eigenvalue
        };
        self.directions.iter().map(along).sum()
    }
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
        let inverse = Inverse::new(a, 0.0);
        let (form, rank) = (inverse.form(&v), inverse.rank());
        assert!((form - 30.0).abs() < 1e-11 && rank == 4, "{form} {rank}");
        // A direction that the matrix does not know is left out.
        let diagonal = [[4.0, 0.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0], [0.0; 4], [0.0; 4]];
        let inverse = Inverse::new(diagonal, 0.0);
        assert_eq!((inverse.form(&[2.0, 2.0, 0.0, 0.0]), inverse.rank()), (3.0, 2));
    }

    #[test]
    fn where_there_is_no_test() {
        let few = [1.0, 2.0, 3.0, 4.0];
        let many = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
        assert_eq!((epps_singleton(&few, &many), epps_singleton(&many, &few)), (None, None));
        assert_eq!(epps_singleton(&[3.0; 20], &[3.0; 30]), None);
        // Each side is constant, and SciPy has no covariance; both together have one.
        assert_eq!(by_own_covariances(&[3.0; 20], &[4.0; 15]), None);
        assert!(epps_singleton(&[3.0; 20], &[4.0; 15]).unwrap().p_value < 1e-8);
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
