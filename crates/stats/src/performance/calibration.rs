//! How far scores of two classes are probabilities: the reliability curve, and the recalibration that would mend them.
//!
//! Bins hold about a tenth of the rows each, of neighbouring scores, never less than 50 rows and 5 positive labels; the rate of positives of
//! a bin has Wilson's interval. Of bins b with rate ȳ and mean score p̄ the squared error is freed of what chance adds to it (Kumar, Liang
//! and Ma 2019, arXiv 1909.10155), so that its mean is about 0 where scores are probabilities, and it can be negative:
//!
//! ```text
//! Σ n_b/n [(ȳ − p̄)² − ȳ(1 − ȳ)/(n_b − 1)]
//! ```
//!
//! Slope and intercept are those of a logistic regression of labels on ln(p/(1 − p)) (Cox 1958, doi 10.1093/biomet/45.3-4.562): the slope
//! is below 1 where scores are too extreme; the intercept is that at slope 1, below 0 where scores are too high. Both have the interval of
//! the information matrix. Scores nearer to 0 or 1 than 1e-6 count as that far. Spiegelhalter's z (1986, doi 10.1002/sim.4780050506):
//!
//! ```text
//! z = Σ (y − p)(1 − 2p) / √Σ (1 − 2p)² p(1 − p)
//! ```
//!
//! As statsmodels' logit and scikit-learn's calibration curve of equal counts: 1e-9 relative.

use super::measured::{Estimated, Measured, Scale, share, two_sided_normal};
use super::scores::Scores;

/// Bins of the curve.
const MOST_BINS: u64 = 10;

/// Rows that a bin has at least.
const FEWEST_ROWS: u64 = 50;

/// Positive labels that a bin has at least, and labels of each class that a curve needs.
const FEWEST_EVENTS: u64 = 5;

/// How near to 0 and 1 a score has a logit.
const NEAREST: f64 = 1e-6;

/// The calibration of scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// The rows.
    pub n: u64,
    /// The mean score.
    pub mean_score: f64,
    /// The share of positive labels.
    pub rate: Measured,
    /// The bins, by ascending score.
    pub bins: Vec<ReliabilityBin>,
    /// The mean squared distance of rates from scores, without what chance adds.
    pub squared_error: f64,
    /// What would have to be added to the logits of the scores.
    pub intercept: Option<Measured>,
    /// What the logits would have to be multiplied by. `None` where scores are all alike, or part the classes.
    pub slope: Option<Measured>,
    /// Spiegelhalter's z and its two-sided p-value, of the hypothesis that scores are probabilities.
    pub spiegelhalter: Option<(f64, f64)>,
}

/// Rows of neighbouring scores.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReliabilityBin {
    /// Their mean score.
    pub score: f64,
    /// Their share of positive labels.
    pub rate: Measured,
}

/// The calibration of scores from 0 to 1. `None` with fewer than 50 rows, fewer than 5 labels of a class, or a score beyond 0 and 1.
#[must_use]
pub fn calibration(table: &Scores) -> Option<Calibration> {
    let [positives, negatives] = table.rows();
    let n = positives + negatives;
    let groups = table.groups();
    let are_shares = groups.iter().all(|(score, _, _)| (0.0..=1.0).contains(score));
    if !are_shares || n < FEWEST_ROWS || positives < FEWEST_EVENTS || negatives < FEWEST_EVENTS {
        return None;
    }
    let bins = binned(groups, n);
    let of_bin = |bin: &Bin| ReliabilityBin { score: bin.sum / bin.rows as f64, rate: share(bin.positives, bin.rows) };
    let bins: Vec<ReliabilityBin> = bins.iter().map(of_bin).collect();
    let sum: f64 = groups.iter().map(|&(score, positive, negative)| score * (positive + negative) as f64).sum();
    Some(Calibration {
        n,
        mean_score: sum / n as f64,
        rate: share(positives, n),
        squared_error: squared_error(&bins, n as f64),
        bins,
        intercept: recalibrated(groups, n, false),
        slope: recalibrated(groups, n, true),
        spiegelhalter: spiegelhalter(groups),
    })
}

#[derive(Clone, Copy, Default)]
struct Bin {
    rows: u64,
    positives: u64,
    sum: f64,
}

/// Bins of about equally many rows; what is left at the end joins the last one.
fn binned(groups: &[(f64, u64, u64)], n: u64) -> Vec<Bin> {
    let wanted = n.div_ceil(MOST_BINS).max(FEWEST_ROWS);
    let (mut bins, mut open): (Vec<Bin>, Bin) = (Vec::new(), Bin::default());
    for &(score, positive, negative) in groups {
        open.rows += positive + negative;
        open.positives += positive;
        open.sum += score * (positive + negative) as f64;
        if open.rows >= wanted && open.positives >= FEWEST_EVENTS {
            bins.push(std::mem::take(&mut open));
        }
    }
    match bins.last_mut() {
        Some(last) if open.rows < FEWEST_ROWS || open.positives < FEWEST_EVENTS => {
            last.rows += open.rows;
            last.positives += open.positives;
            last.sum += open.sum;
        }
        _ => bins.push(open),
    }
    bins
}

fn squared_error(bins: &[ReliabilityBin], n: f64) -> f64 {
    let of_bin = |bin: &ReliabilityBin| {
        let (rate, rows) = (bin.rate.value, bin.rate.n as f64);
        let distance = rate - bin.score;
        rows / n * (distance * distance - rate * (1.0 - rate) / (rows - 1.0))
    };
    bins.iter().map(of_bin).sum()
}

fn spiegelhalter(groups: &[(f64, u64, u64)]) -> Option<(f64, f64)> {
    let (mut sum, mut variance) = (0.0, 0.0);
    for &(score, positive, negative) in groups {
        let (positive, rows, tilt) = (positive as f64, (positive + negative) as f64, 1.0 - 2.0 * score);
        sum += (positive - rows * score) * tilt;
        variance += rows * tilt * tilt * score * (1.0 - score);
    }
    let z = sum / variance.sqrt();
    (variance > 0.0).then(|| (z, two_sided_normal(z)))
}

/// The slope of the recalibration, or its intercept at slope 1. `None` where the likelihood has no maximum.
fn recalibrated(groups: &[(f64, u64, u64)], n: u64, is_slope: bool) -> Option<Measured> {
    const STEPS: u32 = 60;
    const HALVINGS: u32 = 30;
    let mut at = [0.0, 1.0];
    let mut slopes = Slopes::of(groups, at);
    for _ in 0..STEPS {
        let [[a, b], [_, c]] = slopes.information;
        let [first, second] = slopes.gradient;
        let determinant = if is_slope { a * c - b * b } else { a };
        if determinant.is_nan() || determinant <= 1e-12 * a * if is_slope { c } else { 1.0 } {
            return None;
        }
        let step = if is_slope {
            [(c * first - b * second) / determinant, (a * second - b * first) / determinant]
        } else {
            [first / a, 0.0]
        };
        if step.iter().zip(at).all(|(step, at)| step.abs() <= 1e-11 * (1.0 + at.abs())) {
            let value = at[usize::from(is_slope)];
            let variance = if is_slope { a / determinant } else { 1.0 / a };
            return Some(Estimated { value, variance, n }.measured(Scale::Plain));
        }
        // Newton's whole step can overshoot far from the maximum.
        let tried = (0..HALVINGS).map(|halving| {
            let size = 1.0 / f64::from(1_u32 << halving);
            let next = [at[0] + size * step[0], at[1] + size * step[1]];
            (next, Slopes::of(groups, next))
        });
        let room = 1e-12 * slopes.likelihood.abs();
        (at, slopes) = tried.into_iter().find(|(_, next)| next.likelihood >= slopes.likelihood - room)?;
    }
    None
}

/// The log likelihood of a recalibration, its gradient and information.
struct Slopes {
    likelihood: f64,
    gradient: [f64; 2],
    information: [[f64; 2]; 2],
}

impl Slopes {
    fn of(groups: &[(f64, u64, u64)], [intercept, slope]: [f64; 2]) -> Self {
        let (mut likelihood, mut gradient, mut sums) = (0.0, [0.0; 2], [0.0; 3]);
        for &(score, positive, negative) in groups {
            let score = score.clamp(NEAREST, 1.0 - NEAREST);
            let logit = libm::log(score / (1.0 - score));
            let x = intercept + slope * logit;
            let (positive, rows) = (positive as f64, (positive + negative) as f64);
            let rate = 1.0 / (1.0 + libm::exp(-x));
            // ln(1 + eˣ) without overflow.
            likelihood += positive * x - rows * (x.max(0.0) + libm::log1p(libm::exp(-x.abs())));
            let (rest, weight) = (positive - rows * rate, rows * rate * (1.0 - rate));
            gradient = [gradient[0] + rest, gradient[1] + rest * logit];
            sums = [sums[0] + weight, sums[1] + weight * logit, sums[2] + weight * logit * logit];
        }
        Self { likelihood, gradient, information: [[sums[0], sums[1]], [sums[1], sums[2]]] }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    /// 100 rows at each score, of which these are positive.
    fn table(counts: &[(f64, usize)]) -> Scores {
        let rows = counts.iter().flat_map(|&(score, hits)| (0..100).map(move |row| (score, row < hits)));
        Scores::of(&rows.collect::<Vec<(f64, bool)>>())
    }

    #[test]
    fn right_scores_need_no_recalibration() {
        let found = calibration(&table(&[(0.1, 10), (0.3, 30), (0.5, 50), (0.9, 90)])).unwrap();
        let (slope, intercept) = (found.slope.unwrap(), found.intercept.unwrap());
        assert!((slope.value - 1.0).abs() < 1e-9 && intercept.value.abs() < 1e-9);
        assert!(found.squared_error < 0.0 && found.spiegelhalter.unwrap().0.abs() < 1e-9);
        assert_eq!(found.bins.iter().map(|bin| bin.rate.n).collect::<Vec<u64>>(), [100; 4]);
        assert!((found.mean_score - 0.45).abs() < 1e-15);
    }

    #[test]
    fn extreme_scores_have_a_slope_below_1_and_high_ones_an_intercept_below_0() {
        let extreme = calibration(&table(&[(0.05, 20), (0.2, 30), (0.8, 70), (0.95, 80)])).unwrap();
        assert!(extreme.slope.unwrap().high < 1.0);
        let high = calibration(&table(&[(0.4, 10), (0.5, 20), (0.8, 50)])).unwrap();
        assert!(high.intercept.unwrap().high < 0.0 && high.spiegelhalter.is_some());
    }

    #[test]
    fn bins_with_few_rows_or_labels_are_joined() {
        let few = calibration(&table(&[(0.01, 1), (0.02, 2), (0.03, 3), (0.5, 60), (0.99, 99)])).unwrap();
        assert!(few.bins.iter().all(|bin| bin.rate.n >= FEWEST_ROWS && bin.rate.value * bin.rate.n as f64 > 4.99));
        assert_eq!(few.bins.iter().map(|bin| bin.rate.n).sum::<u64>(), 500);
        let last = calibration(&table(&[(0.2, 20), (0.9, 2)])).unwrap();
        assert_eq!(last.bins.len(), 1);
    }

    #[test]
    fn what_has_no_maximum_has_no_value() {
        let apart = calibration(&table(&[(0.0, 0), (1.0, 100)])).unwrap();
        assert!(apart.slope.is_none() && apart.spiegelhalter.is_none());
        let constant = calibration(&table(&[(0.3, 40)])).unwrap();
        assert!(constant.slope.is_none() && (constant.intercept.unwrap().value - 0.441_832_752_279_039).abs() < 1e-9);
        for nothing in [&[][..], &[(0.5, 3)], &[(0.5, 100)], &[(2.0, 50)], &[(f64::INFINITY, 50)]] {
            assert!(calibration(&table(nothing)).is_none(), "{nothing:?}");
        }
    }
}
