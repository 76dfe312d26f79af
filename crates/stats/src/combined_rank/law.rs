//! The law of a weighted sum of squares of a Brownian bridge seen at given places.
//!
//! ```text
//! Q = Σ ω_c B(t_c)²,   0 < t₁ < … < t_C < 1
//! ```
//!
//! Q is a weighted sum of independent χ² variables. Their weights are the eigenvalues of a matrix, but none is needed: with
//! B(t) = (1 − t) W(τ), τ = t/(1 − t), the bridge is a Brownian motion W, and its Markov property gives the moment generating
//! function in one pass backwards over the places:
//!
//! ```text
//! β_C = z a_C,   β_c = z a_c + β_{c+1}/f_{c+1},   f_c = 1 − 2 β_c (τ_c − τ_{c−1}),   a_c = ω_c (1 − t_c)²
//! E exp(z Q) = Π f_c^{−½}
//! ```
//!
//! The tail P(Q ≥ x) is the integral of E exp(z (Q − x))/(2πi z) along a parabola that crosses the real axis near the saddle
//! point and bends away from the singularities. There the trapezoidal rule converges exponentially, and far tails have the same
//! relative accuracy as near ones: 1e-6, and 1e-3 for probabilities near 1.

use std::f64::consts::PI;

/// The law of one weighted sum.
pub(super) struct Law {
    /// From the last place to the first: the weight on W(τ)², and the time since the place before.
    steps: Vec<(f64, f64)>,
    mean: f64,
    variance: f64,
    /// Below it E exp(z Q) exists.
    bound: f64,
}

impl Law {
    /// The law for places `t` (ascending, between 0 and 1) and their weights ω ≥ 0. `None` where no weight is positive.
    pub(super) fn new(places: &[(f64, f64)]) -> Option<Self> {
        let mut steps = Vec::with_capacity(places.len());
        let (mut time, mut mean) = (0.0, 0.0);
        // Σ over pairs of ω ω' Cov(B², B'²), with Cov(B, B') = t (1 − t').
        let (mut squares, mut pairs, mut below) = (0.0, 0.0, 0.0);
        for &(t, weight) in places {
            let rest = 1.0 - t;
            let now = t / rest;
            steps.push((weight * rest * rest, now - time));
            time = now;
            mean += weight * t * rest;
            squares += weight * weight * t * t * rest * rest;
            pairs += weight * rest * rest * below;
            below += weight * t * t;
        }
        steps.reverse();
        let mut law = Self { steps, mean, variance: 2.0 * squares + 4.0 * pairs, bound: 0.0 };
        if !(law.mean > 0.0 && law.variance > 0.0) {
            return None;
        }
        // The largest eigenvalue lies between variance/(2 mean) and the mean.
        let (mut low, mut high) = (0.5 / law.mean, law.mean / law.variance);
        while high > low * 1.02 {
            let middle = 0.5 * (low + high);
            if law.exists(middle) { low = middle } else { high = middle }
        }
        law.bound = low;
        Some(law)
    }

    pub(super) fn mean(&self) -> f64 {
        self.mean
    }

    pub(super) fn variance(&self) -> f64 {
        self.variance
    }

    /// P(Q ≥ x).
    pub(super) fn sf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 1.0;
        }
        // The exponent is convex between 0 and the bound; its smallest value there, roughly.
        let exponent = |z: f64| self.ln_moment(z) - z * x;
        let (mut low, mut high) = (0.2 * self.bound, 0.995 * self.bound);
        for _ in 0..10 {
            let (left, right) = (low + 0.382 * (high - low), low + 0.618 * (high - low));
            if exponent(left) <= exponent(right) { high = right } else { low = left }
        }
        let crossing = 0.5 * (low + high);
        let height = exponent(crossing);
        // The parabola bends as much as it can without coming nearer to the cut than it is where it crosses. A sum well below
        // its mean needs many nodes, and nobody needs many digits of a probability near 1.
        let bend = 0.25 / (self.bound - crossing);
        let is_likely = x < 0.5 * self.mean;
        let (density, negligible) = if is_likely { (0.7, 1e-7) } else { (0.35, 1e-12) };
        let step = density * crossing.min(self.bound - crossing);
        let (mut sum, mut place) = (0.5 / crossing, 0.0);
        for _ in 0..MOST_NODES {
            place += step;
            let (re, im) = (crossing + bend * place * place, place);
            let (ln_modulus, angle) = self.ln_moment_at(re, im);
            let size = libm::exp(ln_modulus - re * x - height);
            // exp(…)/z dz/(2πi), with dz = (2 bend θ + i) dθ: the other half of the path is the conjugate.
            let angle = angle - im * x;
            let (cos, sin) = (libm::cos(angle), libm::sin(angle));
            let (along, across) = (2.0 * bend * place, 1.0);
            // (along + i across)/(re + i im)
            let modulus = re * re + im * im;
            let (factor_re, factor_im) = ((along * re + across * im) / modulus, (across * re - along * im) / modulus);
            sum += size * (cos * factor_im + sin * factor_re);
            if size < negligible {
                break;
            }
        }
        (sum * step / PI * libm::exp(height)).clamp(0.0, 1.0)
    }

    fn exists(&self, z: f64) -> bool {
        let mut beta = 0.0;
        self.steps.iter().all(|&(weight, time)| {
            beta += z * weight;
            let factor = 1.0 - 2.0 * beta * time;
            beta /= factor;
            factor > 0.0
        })
    }

    /// ln E exp(z Q) for a real z below the bound.
    fn ln_moment(&self, z: f64) -> f64 {
        let (mut beta, mut product, mut logarithm) = (0.0, 1.0, 0.0);
        for chunk in self.steps.chunks(CHUNK) {
            for &(weight, time) in chunk {
                beta += z * weight;
                let factor = 1.0 - 2.0 * beta * time;
                beta /= factor;
                product *= factor;
            }
            logarithm += libm::log(product);
            product = 1.0;
        }
        -0.5 * logarithm
    }

    /// The real and the imaginary part of ln E exp(z Q), for a z above the real axis.
    fn ln_moment_at(&self, re: f64, im: f64) -> (f64, f64) {
        let (mut beta_re, mut beta_im) = (0.0, 0.0);
        let (mut product_re, mut product_im) = (1.0_f64, 0.0_f64);
        let (mut logarithm, mut turns) = (0.0, 0.0);
        for chunk in self.steps.chunks(CHUNK) {
            for &(weight, time) in chunk {
                beta_re += re * weight;
                beta_im += im * weight;
                let (factor_re, factor_im) = (1.0 - 2.0 * beta_re * time, -2.0 * beta_im * time);
                let inverse = 1.0 / (factor_re * factor_re + factor_im * factor_im);
                let (quotient_re, quotient_im) = (
                    (beta_re * factor_re + beta_im * factor_im) * inverse,
                    (beta_im * factor_re - beta_re * factor_im) * inverse,
                );
                (beta_re, beta_im) = (quotient_re, quotient_im);
                let before = product_im;
                (product_re, product_im) = (
                    product_re * factor_re - product_im * factor_im,
                    product_re * factor_im + product_im * factor_re,
                );
                // Each factor turns the product clockwise by less than half a turn.
                if before < 0.0 && product_im >= 0.0 {
                    turns += 1.0;
                }
            }
            let modulus = libm::sqrt(product_re * product_re + product_im * product_im);
            logarithm += libm::log(modulus);
            product_re /= modulus;
            product_im /= modulus;
        }
        let angle = libm::atan2(product_im, product_re) - 2.0 * PI * turns;
        (-0.5 * logarithm, -0.5 * angle)
    }
}

/// Factors multiplied before their product is brought back to modulus 1.
const CHUNK: usize = 16;

/// Bounds the work whatever the weights.
const MOST_NODES: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_is_a_chi_square() {
        let law = Law::new(&[(0.3, 1.0 / 0.21)]).unwrap();
        for (x, accuracy) in [(0.01_f64, 1e-3), (0.3, 1e-3), (0.6, 1e-6), (3.841_458_820_694_124, 1e-6), (30.0, 1e-6), (400.0, 1e-6)] {
            let expected = libm::erfc((0.5 * x).sqrt());
            let found = law.sf(x);
            assert!((found / expected - 1.0).abs() < accuracy, "{x}: {found} {expected}");
        }
    }

    #[test]
    fn many_places_are_anderson_and_darlings_law() {
        // Percentage points of the limiting law by Marsaglia and Marsaglia (2004, doi 10.18637/jss.v009.i02).
        let cells = 4_000;
        let places: Vec<(f64, f64)> = (1..cells)
            .map(|c| f64::from(c) / f64::from(cells))
            .map(|t| (t, 1.0 / (f64::from(cells) * t * (1.0 - t))))
            .collect();
        let law = Law::new(&places).unwrap();
        assert!((law.mean() - 1.0).abs() < 1e-3);
        assert!((law.variance() - (2.0 * PI * PI / 3.0 - 6.0)).abs() < 2e-3, "{}", law.variance());
        for (x, expected) in [(2.492_367_16, 0.05), (3.878_125_02, 0.01), (1.933_0, 0.1)] {
            let found = law.sf(x);
            assert!((found / expected - 1.0).abs() < 3e-3, "{x}: {found}");
        }
    }
}
