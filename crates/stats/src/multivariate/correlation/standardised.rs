//! Pearson's coefficient of a column with many others, and its variance by the jackknife.
//!
//! ```text
//! x, y: the values less their mean, over the root of the sum of their squares
//! r = Σ x y,   r₋ᵢ = (r − a xᵢ yᵢ)/√((1 − a xᵢ²)(1 − a yᵢ²)),   a = n/(n − 1)
//! variance of r = (n − 1)/n Σ (r₋ᵢ − mean)²,   of artanh r that over (1 − r²)²
//! ```
//!
//! r₋ᵢ is the coefficient without row i, so the jackknife needs two passes over the rows and no more. Where one row alone
//! makes the column vary nothing is left without it, and there is no estimate.

use super::Estimate;
use crate::sums::lanes::{product, sum};

/// A share of the variance that a single row may leave to the others at least.
const LEFT: f64 = 1e-9;

/// A coefficient nearer to ±1 has no variance that rounding leaves anything of; the law's stands for it.
const PERFECT: f64 = 1e-12;

/// A column on its own scale, kept for coefficients with many others. Infinite values count as missing.
#[derive(Clone, Debug)]
pub struct Standardised {
    /// Less their mean, over the root of the sum of their squares; NaN where the value is missing. Empty where the column
    /// does not vary.
    scaled: Vec<f64>,
    has_gaps: bool,
}

impl Standardised {
    /// Scales a column.
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        let mut scaled: Vec<f64> =
            values.iter().map(|&value| if value.is_finite() { value } else { f64::NAN }).collect();
        let has_gaps = scaled.iter().any(|value| value.is_nan());
        if !scale(&mut scaled) {
            scaled.clear();
        }
        Self { scaled, has_gaps }
    }

    /// Pearson's coefficient with another column of the same rows, over the rows that have both.
    ///
    /// `None` where there are fewer than four, one of the columns does not vary in them, or does so by a single row.
    ///
    /// ```
    /// use driftscope_stats::correlation::Standardised;
    ///
    /// let [x, y] = [[1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 3.0, 2.0, 5.0, 4.0]].map(|column| Standardised::of(&column));
    /// let found = x.pearson(&y).unwrap();
    /// assert!((found.coefficient - 0.8).abs() < 1e-15 && found.rows == 5);
    /// ```
    #[must_use]
    pub fn pearson(&self, other: &Self) -> Option<Estimate> {
        if self.scaled.len() != other.scaled.len() {
            return None;
        }
        if !self.has_gaps && !other.has_gaps {
            return estimate(&self.scaled, &other.scaled);
        }
        let both = self.scaled.iter().zip(&other.scaled).filter(|(x, y)| !x.is_nan() && !y.is_nan());
        let (mut x, mut y): (Vec<f64>, Vec<f64>) = both.unzip();
        (scale(&mut x) && scale(&mut y)).then(|| estimate(&x, &y)).flatten()
    }
}

/// Scales the values that are there. `false` where they do not vary.
fn scale(values: &mut [f64]) -> bool {
    let count = values.iter().filter(|value| !value.is_nan()).count() as f64;
    let share = 1.0 / count;
    let mean = sum(values, |value| if value.is_nan() { 0.0 } else { value * share });
    let squares = sum(values, |value| if value.is_nan() { 0.0 } else { (value - mean) * (value - mean) });
    let length = squares.sqrt();
    // Written so that NaN does not.
    let varies = count >= 2.0 && length > 1e-14 * mean.abs() * count && length.is_finite();
    if varies {
        values.iter_mut().for_each(|value| *value = (*value - mean) / length);
    }
    varies
}

/// Of two columns on their scales, without gaps.
fn estimate(x: &[f64], y: &[f64]) -> Option<Estimate> {
    let rows = x.len() as f64;
    let r = product(x, y).clamp(-1.0, 1.0);
    let rest = 1.0 - r * r;
    if rest < PERFECT {
        return Estimate::with_variance(r, x.len() as u64, 1.0 / (rows - 3.0));
    }
    let share = rows / (rows - 1.0);
    // Sums of what leaving a row out changes, of its square, and the least that any row leaves, four rows beside each other.
    let [mut sums, mut squares, mut least] = [[0.0; 4], [0.0; 4], [1.0_f64; 4]];
    let mut add = |lane: usize, x: f64, y: f64| {
        let (of_x, of_y) = (1.0 - share * x * x, 1.0 - share * y * y);
        let moved = (r - share * x * y) / (of_x * of_y).sqrt() - r;
        let left = if of_x < of_y { of_x } else { of_y };
        sums[lane] += moved;
        squares[lane] += moved * moved;
        least[lane] = if left < least[lane] { left } else { least[lane] };
    };
    let (x_quads, y_quads) = (x.chunks_exact(4), y.chunks_exact(4));
    let remainder = x_quads.remainder().iter().zip(y_quads.remainder());
    for (x, y) in x_quads.zip(y_quads) {
        (0..4).for_each(|lane| add(lane, x[lane], y[lane]));
    }
    remainder.for_each(|(&x, &y)| add(0, x, y));
    let total = |lanes: [f64; 4]| (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
    if least.into_iter().fold(1.0, f64::min) < LEFT {
        return None;
    }
    let spread = (total(squares) - total(sums) * total(sums) / rows).max(0.0);
    let variance = (rows - 1.0) / rows * spread / (rest * rest);
    Estimate::with_variance(r, x.len() as u64, variance).filter(|_| variance > 0.0)
}

#[cfg(test)]
mod tests {
    use super::super::{change_between, pearson};
    use super::*;
    use crate::random::Random;

    fn column(rows: usize, gaps: u64, seed: u64) -> Vec<f64> {
        let mut random = Random::new(seed);
        let mut value = || if random.below(10) < gaps { f64::NAN } else { 1e3 + random.unit() };
        (0..rows).map(|_| value()).collect()
    }

    /// The definition: the coefficient without each row in turn.
    fn jackknife(x: &[f64], y: &[f64]) -> f64 {
        let without = |row: usize| {
            let rest = |column: &[f64]| [&column[..row], &column[row + 1..]].concat();
            pearson(&rest(x), &rest(y)).unwrap().0
        };
        let left: Vec<f64> = (0..x.len()).map(without).collect();
        let (rows, mean) = (x.len() as f64, left.iter().sum::<f64>() / x.len() as f64);
        let r = pearson(x, y).unwrap().0;
        let spread: f64 = left.iter().map(|left| (left - mean) * (left - mean)).sum();
        (rows - 1.0) / rows * spread / ((1.0 - r * r) * (1.0 - r * r))
    }

    #[test]
    fn the_variance_is_that_of_leaving_each_row_out() {
        for rows in [5, 17, 60] {
            let (x, y) = (column(rows, 0, 1), column(rows, 0, 2));
            let found = Standardised::of(&x).pearson(&Standardised::of(&y)).unwrap();
            assert!((found.coefficient - pearson(&x, &y).unwrap().0).abs() < 1e-12);
            assert!((found.variance / jackknife(&x, &y) - 1.0).abs() < 1e-8, "{rows}");
        }
    }

    #[test]
    fn rows_with_a_gap_are_left_out() {
        let (mut x, y) = (column(90, 2, 3), column(90, 3, 4));
        x[7] = f64::INFINITY;
        let both: Vec<usize> = (0..90).filter(|&row| x[row].is_finite() && y[row].is_finite()).collect();
        let [full_x, full_y] = [&x, &y].map(|column| both.iter().map(|&row| column[row]).collect::<Vec<f64>>());
        let found = Standardised::of(&x).pearson(&Standardised::of(&y)).unwrap();
        let plain = Standardised::of(&full_x).pearson(&Standardised::of(&full_y)).unwrap();
        assert!((found.coefficient - plain.coefficient).abs() < 1e-12 && found.rows == both.len() as u64);
        assert!((found.variance / plain.variance - 1.0).abs() < 1e-8);
    }

    #[test]
    fn one_far_row_is_no_estimate_or_no_change() {
        let pearson_of = |x: &[f64], y: &[f64]| Standardised::of(x).pearson(&Standardised::of(y));
        let mut alone = vec![0.0; 50];
        alone[3] = 1.0;
        assert_eq!(pearson_of(&alone, &column(50, 0, 5)), None);
        assert_eq!(pearson_of(&[2.0; 50], &column(50, 0, 5)), None);
        assert_eq!(pearson_of(&[1.0, 2.0, 3.0], &[1.0, 3.0, 2.0]), None);
        let (mut x, mut y) = (column(500, 0, 6), column(500, 0, 7));
        let before = pearson_of(&x, &y).unwrap();
        (x[9], y[9]) = (1e4, 1e4);
        let after = pearson_of(&x, &y).unwrap();
        let test = change_between(&before, &after, 0.95).unwrap();
        assert!(after.coefficient > 0.99 && test.p_value > 0.05, "{after:?} {test:?}");
    }

    #[test]
    fn perfect_coefficients_are_estimates() {
        let x = column(40, 0, 8);
        let y: Vec<f64> = x.iter().map(|x| 3.0 - 2.0 * x).collect();
        let found = Standardised::of(&x).pearson(&Standardised::of(&y)).unwrap();
        assert!(found.coefficient < -1.0 + 1e-9);
        let test = change_between(&found, &found, 0.95).unwrap();
        assert_eq!((test.difference, test.p_value), (0.0, 1.0));
    }
}
