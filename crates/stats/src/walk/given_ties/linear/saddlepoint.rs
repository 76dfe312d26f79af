//! The saddlepoint approximation of a sum of scores drawn without replacement.
//!
//! ```text
//! K(s, t) = Σ l_g (ln(1 − ρ + ρ e^(s + t a_g)) − ρ (s + t a_g)),   ρ = n/N,   Σ l_g a_g = 0
//! K_s(ŝ, t̂) = 0,  K_t(ŝ, t̂) = x
//! w = sgn t̂ √(2 (t̂ x − K(ŝ, t̂))),   u = (2/h) sinh(h t̂/2) √(det K″(ŝ, t̂)/K_ss(0, 0)),   P(X ≥ x) = Φ(−w − ln(u/w)/w)
//! ```
//!
//! Each value is drawn by itself with probability ρ, given that n are drawn in all: the double saddlepoint approximation of Skovgaard (1987, doi
//! 10.2307/3214212), for permutation tests by Robinson (1982, doi 10.1111/j.2517-6161.1982.tb01192.x) and Booth and Butler (1990, doi
//! 10.1093/biomet/77.4.787), in the form of Barndorff-Nielsen (1986, doi 10.1093/biomet/73.2.307). Where the sums are multiples of a step h, x is taken half a
//! step lower (Daniels 1987, doi 10.2307/1403269). Unlike the normal law it keeps the skewness of unequal samples and is good in the tails.
//!
//! Relative accuracy: 1 % from 1 to 1e-6 where the sums lie close together; the better the larger the samples.

use super::Law;
use crate::laws::special::normal_sf;

/// Newton's steps; fewer than ten are taken but at the ends of what is possible.
const MOST_STEPS: u32 = 100;

/// Closer to its mean, in standard deviations, the formula has no digits, and two places beside it are taken.
const NEAR: f64 = 0.05;

/// The probability of a sum in one of the tails. `lost` is the share of the standard deviation that the groups have, where they stand for more
/// and finer ones.
pub(super) fn tails(law: &Law, lost: f64) -> f64 {
    let Some(scores) = Scores::new(law) else { return 1.0 };
    let step = if lost < 1.0 { 0.0 } else { law.step };
    let of = |scores: &Scores, sum: i128| scores.at_least((sum as f64 - 0.5 * step) * lost, step);
    let high = law.tails.high.map_or(0.0, |sum| of(&scores, sum));
    let low = law.tails.low.map_or(0.0, |sum| of(&scores.mirrored(), -sum));
    (low + high).min(1.0)
}

/// The values, with scores in units of the sum's standard deviation.
struct Scores {
    rate: f64,
    groups: Vec<(f64, f64)>,
    unit: f64,
}

/// K with its first and second derivatives.
struct Derivatives {
    value: f64,
    first: [f64; 2],
    second: [f64; 3],
}

impl Scores {
    /// `None` where all scores are equal.
    fn new(law: &Law) -> Option<Self> {
        let unit = law.deviation;
        let groups = law.groups.iter().map(|group| (group.size as f64, group.score as f64 / unit)).collect();
        (unit > 0.0).then_some(Self { rate: law.rate, groups, unit })
    }

    fn mirrored(&self) -> Self {
        let groups = self.groups.iter().map(|(size, score)| (*size, -score)).collect();
        Self { rate: self.rate, groups, unit: self.unit }
    }

    fn at_least(&self, sum: f64, step: f64) -> f64 {
        let (x, step) = (sum / self.unit, step / self.unit);
        let z = if x.abs() < NEAR {
            // A smooth function of x.
            let [below, above] = [self.z(-NEAR, step), self.z(NEAR, step)];
            below + (above - below) * (x + NEAR) / (2.0 * NEAR)
        } else {
            self.z(x, step)
        };
        normal_sf(z)
    }

    /// The place at which the normal law has the tail.
    fn z(&self, x: f64, step: f64) -> f64 {
        let [s, t] = self.saddle_point(x);
        let at = self.derivatives(s, t);
        let square = 2.0 * (t * x - at.value);
        if square.is_nan() || square <= 0.0 {
            return x;
        }
        let w = square.sqrt().copysign(t);
        let total: f64 = self.groups.iter().map(|group| group.0).sum();
        let [ss, st, tt] = at.second;
        let shrunk = ((ss * tt - st * st) / (total * self.rate * (1.0 - self.rate))).sqrt();
        let half = 0.5 * step * t;
        let steps = if half.abs() > 1e-6 { libm::sinh(half) / half } else { 1.0 };
        let ratio = t * steps * shrunk / w;
        if ratio > 0.0 && ratio.is_finite() { w + libm::log(ratio) / w } else { w }
    }

    /// Where K_s = 0 and K_t = x, by Newton's method on a convex function.
    fn saddle_point(&self, x: f64) -> [f64; 2] {
        let mut point = [0.0, 0.0];
        let mut at = self.derivatives(0.0, 0.0);
        for _ in 0..MOST_STEPS {
            let [ss, st, tt] = at.second;
            let determinant = ss * tt - st * st;
            let [to_s, to_t] = [-at.first[0], x - at.first[1]];
            let move_by = [(tt * to_s - st * to_t) / determinant, (ss * to_t - st * to_s) / determinant];
            if !move_by.iter().all(|part| part.is_finite()) {
                break;
            }
            let height = |at: &Derivatives, point: [f64; 2]| at.value - point[1] * x;
            let mut share = 1.0;
            let mut next = [point[0] + move_by[0], point[1] + move_by[1]];
            let mut there = self.derivatives(next[0], next[1]);
            let falls = |there: &Derivatives, next| height(there, next) <= height(&at, point) + 1e-12;
            while !falls(&there, next) && share > 1e-6 {
                share *= 0.5;
                next = [point[0] + share * move_by[0], point[1] + share * move_by[1]];
                there = self.derivatives(next[0], next[1]);
            }
            (point, at) = (next, there);
            let gain = move_by[0] * to_s + move_by[1] * to_t;
            if gain.abs() < 1e-12 || point[1].abs() > 1e8 {
                break;
            }
        }
        point
    }

    fn derivatives(&self, s: f64, t: f64) -> Derivatives {
        let mut sums = Derivatives { value: 0.0, first: [0.0; 2], second: [0.0; 3] };
        let rate = self.rate;
        for &(size, score) in &self.groups {
            let v = s + t * score;
            // ρ e^v/(1 − ρ + ρ e^v) less ρ, and ln(1 − ρ + ρ e^v) less ρ v.
            let (off, value) = if v < 1.0 {
                let rise = libm::expm1(v);
                (rate * (1.0 - rate) * rise / (1.0 + rate * rise), libm::log1p(rate * rise) - rate * v)
            } else {
                let rise = -libm::expm1(-v);
                let left = 1.0 - (1.0 - rate) * rise;
                (rate * (1.0 - rate) * rise / left, libm::log(left) + (1.0 - rate) * v)
            };
            let spread = size * (rate + off) * (1.0 - rate - off);
            sums.value += size * value;
            sums.first[0] += size * off;
            sums.first[1] += size * off * score;
            sums.second[0] += spread;
            sums.second[1] += spread * score;
            sums.second[2] += spread * score * score;
        }
        sums
    }
}
