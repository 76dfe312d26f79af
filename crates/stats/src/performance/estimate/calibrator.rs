//! Calibrators: what a score is worth as a probability, learnt from labelled rows.
//!
//! ```text
//! beta: p = 1/(1 + exp(−(c + a ln s − b ln(1 − s)))),  a, b ≥ 0
//! isotonic: the monotone step function with the least squared error, linear between its steps
//! ```
//!
//! Beta calibration is by Kull, Silva Filho and Flach (2017, proceedings.mlr.press/v54/kull17a); a coefficient that would be negative is left
//! out, as they do. Its three parameters err a little less than the isotonic regression where the rate is about such a curve, and much more where
//! it is not (docs/calibration.md), so that rows which neither learnt from choose. The isotonic regression (pool adjacent violators) is scikit-learn's, with its interpolation: 1e-12.

use crate::symmetric::Square;

/// How near to 0 and 1 a score has logarithms.
const NEAREST: f64 = 1e-6;

/// The sum of the weights of some rows, and of their squares: both are the number of rows where none is weighted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mass {
    /// The sum of the weights.
    pub sum: f64,
    /// The sum of their squares.
    pub squares: f64,
}

impl Mass {
    /// Adds a row.
    pub fn add(&mut self, weight: f64) {
        self.sum += weight;
        self.squares += weight * weight;
    }
}

/// Labelled rows with one score.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Labelled {
    /// The score.
    pub score: f64,
    /// The rows with a positive label.
    pub positive: Mass,
    /// The rows with a negative label.
    pub negative: Mass,
}

impl Labelled {
    fn weight(&self) -> f64 {
        self.positive.sum + self.negative.sum
    }
}

/// How scores are calibrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// By three parameters.
    Beta,
    /// By a monotone step function.
    Isotonic,
}

/// A calibrator.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibrator {
    curve: Curve,
}

#[derive(Clone, Debug, PartialEq)]
enum Curve {
    /// c, a and b.
    Beta([f64; 3]),
    /// Scores, ascending, and the rate at each.
    Isotonic(Vec<(f64, f64)>),
}

impl Calibrator {
    /// Learns from rows by ascending score. `None` without rows; of beta also where the likelihood has no maximum.
    #[must_use]
    pub fn fit(method: Method, rows: &[Labelled]) -> Option<Self> {
        let curve = match method {
            Method::Beta => Curve::Beta(beta(rows)?),
            Method::Isotonic => Curve::Isotonic(isotonic(rows)?),
        };
        Some(Self { curve })
    }

    /// The probability of a positive label at a score.
    #[must_use]
    pub fn rate(&self, score: f64) -> f64 {
        match &self.curve {
            Curve::Beta([c, a, b]) => {
                let [_, first, second] = beta_terms(score);
                logistic(c + a * first + b * second)
            }
            Curve::Isotonic(steps) => interpolated(steps, score),
        }
    }

    /// How scores are calibrated.
    #[must_use]
    pub fn method(&self) -> Method {
        match self.curve {
            Curve::Beta(_) => Method::Beta,
            Curve::Isotonic(_) => Method::Isotonic,
        }
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// 1, ln s and −ln(1 − s).
fn beta_terms(score: f64) -> [f64; 3] {
    let score = score.clamp(NEAREST, 1.0 - NEAREST);
    [1.0, libm::log(score), -libm::log(1.0 - score)]
}

/// c, a and b of the largest likelihood without a negative coefficient.
fn beta(rows: &[Labelled]) -> Option<[f64; 3]> {
    let terms: Vec<[f64; 3]> = rows.iter().map(|row| beta_terms(row.score)).collect();
    let all = maximum(rows, &terms, &[0, 1, 2])?;
    let kept: &[usize] = match (all[1] < 0.0, all[2] < 0.0) {
        (false, false) => return Some(all),
        (true, false) => &[0, 2],
        (false, true) => &[0, 1],
        // A score that falls with the rate: its mean is all that is left.
        (true, true) => &[0],
    };
    let found = maximum(rows, &terms, kept)?;
    if found[1] < 0.0 || found[2] < 0.0 { maximum(rows, &terms, &[0]) } else { Some(found) }
}

/// The maximum of the likelihood over the kept coefficients, by Newton's method with halved steps.
fn maximum(rows: &[Labelled], terms: &[[f64; 3]], kept: &[usize]) -> Option<[f64; 3]> {
    const STEPS: u32 = 60;
    const HALVINGS: u32 = 30;
    let mut at = [0.0; 3];
    let mut slopes = Slopes::of(rows, terms, at);
    for _ in 0..STEPS {
        let mut information = Square::zero(kept.len());
        for (i, &one) in kept.iter().enumerate() {
            for (j, &other) in kept.iter().enumerate().skip(i) {
                information.set(i, j, slopes.information[one][other]);
            }
        }
        let factor = information.cholesky();
        if factor.rank() < kept.len() {
            return None;
        }
        let step = factor.solve(&kept.iter().map(|&term| slopes.gradient[term]).collect::<Vec<f64>>());
        let moved = |size: f64| {
            let mut next = at;
            kept.iter().zip(&step).for_each(|(&term, step)| next[term] += size * step);
            next
        };
        if step.iter().zip(kept).all(|(step, &term)| step.abs() <= 1e-11 * (1.0 + at[term].abs())) {
            return Some(moved(1.0));
        }
        let room = 1e-12 * slopes.likelihood.abs();
        let mut tried = (0..HALVINGS).map(|halving| {
            let next = moved(1.0 / f64::from(1_u32 << halving));
            (next, Slopes::of(rows, terms, next))
        });
        (at, slopes) = tried.find(|(_, next)| next.likelihood >= slopes.likelihood - room)?;
    }
    None
}

/// The log likelihood, its gradient and the upper triangle of the information.
struct Slopes {
    likelihood: f64,
    gradient: [f64; 3],
    information: [[f64; 3]; 3],
}

impl Slopes {
    fn of(rows: &[Labelled], terms: &[[f64; 3]], at: [f64; 3]) -> Self {
        let mut found = Self { likelihood: 0.0, gradient: [0.0; 3], information: [[0.0; 3]; 3] };
        for (row, terms) in rows.iter().zip(terms) {
            let x = at[0] + at[1] * terms[1] + at[2] * terms[2];
            let (positive, weight) = (row.positive.sum, row.weight());
            let small = libm::exp(-x.abs());
            let rate = if x >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) };
            // ln(1 + eˣ) without overflow.
            found.likelihood += positive * x - weight * (x.max(0.0) + libm::log1p(small));
            let (rest, spread) = (positive - weight * rate, weight * rate * (1.0 - rate));
            for i in 0..3 {
                found.gradient[i] += rest * terms[i];
                for j in i..3 {
                    found.information[i][j] += spread * terms[i] * terms[j];
                }
            }
        }
        found
    }
}

/// The steps of the isotonic regression: of equal rates only the first and the last score.
fn isotonic(rows: &[Labelled]) -> Option<Vec<(f64, f64)>> {
    /// Neighbouring rows with one rate: hits, weight, and how many scores.
    type Block = (f64, f64, usize);
    let mut blocks: Vec<Block> = Vec::new();
    let rows: Vec<&Labelled> = rows.iter().filter(|row| row.weight() > 0.0).collect();
    for row in &rows {
        let mut open: Block = (row.positive.sum, row.weight(), 1);
        while let Some(&(hits, weight, scores)) = blocks.last() {
            if hits * open.1 < open.0 * weight {
                break;
            }
            open = (hits + open.0, weight + open.1, scores + open.2);
            blocks.pop();
        }
        blocks.push(open);
    }
    let mut steps = Vec::with_capacity(2 * blocks.len());
    let mut first = 0;
    for (hits, weight, scores) in blocks {
        let (low, high) = (rows[first].score, rows[first + scores - 1].score);
        steps.push((low, hits / weight));
        if scores > 1 {
            steps.push((high, hits / weight));
        }
        first += scores;
    }
    (!steps.is_empty()).then_some(steps)
}

/// Linear between steps, the first or last rate beyond them.
fn interpolated(steps: &[(f64, f64)], score: f64) -> f64 {
    let above = steps.partition_point(|step| step.0 <= score);
    match (above.checked_sub(1).and_then(|before| steps.get(before)), steps.get(above)) {
        (Some(&(low, from)), Some(&(high, to))) => from + (to - from) * ((score - low) / (high - low)),
        (Some(&(_, rate)), None) | (None, Some(&(_, rate))) => rate,
        (None, None) => f64::NAN,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    fn rows(counts: &[(f64, f64, f64)]) -> Vec<Labelled> {
        let mass = |rows| Mass { sum: rows, squares: rows };
        let row = |&(score, positive, negative): &(f64, f64, f64)| Labelled {
            score,
            positive: mass(positive),
            negative: mass(negative),
        };
        counts.iter().map(row).collect()
    }

    #[test]
    fn right_scores_stay_as_they_are() {
        let rows = rows(&[(0.1, 10.0, 90.0), (0.3, 30.0, 70.0), (0.5, 50.0, 50.0), (0.9, 90.0, 10.0)]);
        for method in [Method::Beta, Method::Isotonic] {
            let found = Calibrator::fit(method, &rows).unwrap();
            assert_eq!(found.method(), method);
            for score in [0.1, 0.3, 0.5, 0.9] {
                assert!((found.rate(score) - score).abs() < 1e-9, "{method:?} {score}");
            }
        }
    }

    #[test]
    fn a_violation_is_pooled_and_what_is_between_steps_is_on_a_line() {
        let rows = rows(&[(0.1, 1.0, 9.0), (0.2, 5.0, 5.0), (0.3, 3.0, 7.0), (0.6, 9.0, 1.0)]);
        let found = Calibrator::fit(Method::Isotonic, &rows).unwrap();
        let rates: Vec<f64> = [0.0, 0.1, 0.15, 0.25, 0.45, 0.6, 1.0].map(|score| found.rate(score)).to_vec();
        let expected = [0.1, 0.1, 0.25, 0.4, 0.65, 0.9, 0.9];
        assert!(rates.iter().zip(expected).all(|(rate, expected)| (rate - expected).abs() < 1e-12), "{rates:?}");
    }

    #[test]
    fn a_falling_score_is_worth_the_mean() {
        let rows = rows(&[(0.1, 90.0, 10.0), (0.5, 50.0, 50.0), (0.9, 10.0, 90.0)]);
        let found = Calibrator::fit(Method::Beta, &rows).unwrap();
        assert!([0.01, 0.5, 0.99].iter().all(|score| (found.rate(*score) - 0.5).abs() < 1e-9));
    }

    #[test]
    fn without_a_maximum_there_is_no_beta() {
        assert!(Calibrator::fit(Method::Beta, &rows(&[(0.2, 0.0, 40.0), (0.8, 40.0, 0.0)])).is_none());
        assert!(Calibrator::fit(Method::Beta, &rows(&[(0.4, 3.0, 9.0)])).is_none());
        for method in [Method::Beta, Method::Isotonic] {
            assert!(Calibrator::fit(method, &[]).is_none());
        }
    }
}
