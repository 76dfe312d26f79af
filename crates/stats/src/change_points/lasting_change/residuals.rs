//! What windows differ by from the reference's windows of their stratum, and the scan for a change.

use super::covariance::Triangle;
use super::{FEWEST_AFTER, NoAnswer, Windows};

/// A thousandth of the pooled variances, which is added to the reference's.
const RIDGE: f64 = 1e-3;

/// What does not change when windows are permuted.
pub(super) struct Residuals {
    /// How many of the places are the reference's.
    reference: usize,
    /// The stratum of each place as a small number, and how many there are.
    strata: Vec<usize>,
    count: usize,
    /// The variance of each component over all windows, about the means of the strata.
    pooled: Vec<f64>,
    /// Of each window and component the sum of its values, and the root of their number: they are asked for in every permutation.
    sums: Vec<f64>,
    roots: Vec<f64>,
}

impl Residuals {
    /// For windows in these places.
    pub(super) fn new(windows: &Windows<'_>, positions: &[usize]) -> Result<Self, NoAnswer> {
        let reference = positions.iter().filter(|&&window| window < windows.reference).count();
        let mut seen: Vec<u32> = positions.iter().map(|&window| windows.strata[window]).collect();
        let numbered = |seen: &[u32], window: usize| seen.binary_search(&windows.strata[window]).unwrap_or(0);
        seen.sort_unstable();
        seen.dedup();
        let strata: Vec<usize> = positions.iter().map(|&window| numbered(&seen, window)).collect();
        let mut found = Self {
            reference,
            strata,
            count: seen.len(),
            pooled: vec![0.0; windows.components],
            sums: windows.sizes.iter().zip(windows.means).map(|(size, mean)| size * mean).collect(),
            roots: windows.sizes.iter().map(|size| size.sqrt()).collect(),
        };
        let free = reference.saturating_sub(found.count);
        if free < windows.components + 2 || positions.len() < reference + FEWEST_AFTER {
            return Err(NoAnswer::TooFewWindows);
        }
        let all = found.of(windows, positions, positions.len());
        for residual in all.chunks_exact(windows.components) {
            found.pooled.iter_mut().zip(residual).for_each(|(sum, value)| *sum += value * value);
        }
        let free = (positions.len() - found.count) as f64;
        found.pooled.iter_mut().for_each(|sum| *sum /= free);
        if found.pooled.iter().all(|variance| *variance <= 0.0) {
            return Err(NoAnswer::Constant);
        }
        // A component that never varies must not make the covariance singular.
        found.pooled.iter_mut().filter(|variance| **variance <= 0.0).for_each(|variance| *variance = 1.0);
        Ok(found)
    }

    /// The residuals of windows in these places, about the means of the first `base` places.
    fn of(&self, windows: &Windows<'_>, permuted: &[usize], base: usize) -> Vec<f64> {
        let components = windows.components;
        let mut sums = vec![(0.0, 0.0); self.count * components];
        for (place, &window) in permuted.iter().enumerate().take(base) {
            for component in 0..components {
                let at = window * components + component;
                let (sum, size) = &mut sums[self.strata[place] * components + component];
                *sum += self.sums[at];
                *size += windows.sizes[at];
            }
        }
        let centers: Vec<Option<f64>> = sums.into_iter().map(|(sum, size)| (size > 0.0).then(|| sum / size)).collect();
        let mut residuals = Vec::with_capacity(permuted.len() * components);
        for (place, &window) in permuted.iter().enumerate() {
            for component in 0..components {
                let at = window * components + component;
                let center = centers[self.strata[place] * components + component];
                let center = center.filter(|_| windows.sizes[at] > 0.0);
                residuals.push(center.map_or(0.0, |center| self.roots[at] * (windows.means[at] - center)));
            }
        }
        residuals
    }

    /// The covariance of the reference's residuals.
    fn covariance(&self, residuals: &[f64], components: usize) -> Vec<f64> {
        let free = (self.reference - self.count) as f64;
        let mut covariance = vec![0.0; components * components];
        for residual in residuals.chunks_exact(components).take(self.reference) {
            for row in 0..components {
                for column in 0..=row {
                    covariance[row * components + column] += residual[row] * residual[column];
                }
            }
        }
        covariance.iter_mut().for_each(|sum| *sum /= free);
        for component in 0..components {
            covariance[component * components + component] += RIDGE * self.pooled[component];
        }
        covariance
    }

    /// g of every place of production that has enough windows behind it.
    pub(super) fn scan(&self, windows: &Windows<'_>, permuted: &[usize]) -> Vec<f64> {
        let components = windows.components;
        let residuals = self.of(windows, permuted, self.reference);
        let Some(triangle) = Triangle::of(self.covariance(&residuals, components), components) else {
            return Vec::new();
        };
        let production = permuted.len() - self.reference;
        let (mut sum, mut solved) = (vec![0.0; components], Vec::with_capacity(components));
        let mut scan = vec![0.0; production + 1 - FEWEST_AFTER];
        for place in (0..production).rev() {
            let from = (self.reference + place) * components;
            let residual = &residuals[from..from + components];
            sum.iter_mut().zip(residual).for_each(|(sum, value)| *sum += value);
            if let Some(g) = scan.get_mut(place) {
                let behind = (production - place) as f64;
                *g = triangle.norm(&sum, &mut solved) / (behind * (1.0 + behind / self.reference as f64));
            }
        }
        scan
    }

    /// The correlation of neighbouring windows of the reference, and its standard error if there is none. Components count by their
    /// variance, since those that differ most from day to day show it.
    pub(super) fn lag_one(&self, windows: &Windows<'_>, positions: &[usize]) -> (f64, f64) {
        let components = windows.components;
        let residuals = self.of(windows, positions, self.reference);
        let of = |place: usize, component: usize| residuals[place * components + component];
        let (mut products, mut squares, mut fourths) = (0.0, 0.0, 0.0);
        for component in 0..components {
            let square: f64 = (0..self.reference).map(|place| of(place, component) * of(place, component)).sum();
            products += (1..self.reference).map(|place| of(place, component) * of(place - 1, component)).sum::<f64>();
            squares += square;
            fourths += square * square;
        }
        if squares > 0.0 {
            (products / squares, fourths.sqrt() / squares / (self.reference as f64).sqrt())
        } else {
            (0.0, 0.0)
        }
    }
}
