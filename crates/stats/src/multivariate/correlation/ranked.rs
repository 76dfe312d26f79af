//! Spearman's coefficient of a column with many others, whose ranks are found once.

use super::pearson;
use crate::multivariate::normal_scores::midranks;
use crate::sums::lanes::product;

/// The midranks of a column, kept for coefficients with many others.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// Less their mean; NaN where the value is missing.
    centred: Vec<f64>,
    /// The sum of their squares, where no value is missing.
    squares: Option<f64>,
}

impl Ranked {
    /// Ranks a column. NaN is a missing value.
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        let mut centred = midranks(values);
        let present = values.iter().filter(|value| !value.is_nan()).count();
        // The ranks of k values have this mean, whatever the ties.
        let mean = 0.5 * (present as f64 + 1.0);
        centred.iter_mut().for_each(|rank| *rank -= mean);
        let squares = (present == values.len()).then(|| product(&centred, &centred));
        Self { centred, squares }
    }

    /// Spearman's coefficient with another column of the same rows, and of how many rows it is. Where values are missing,
    /// the ranks are those among all values of each column, and the rows are those that have both.
    ///
    /// ```
    /// use driftscope_stats::correlation::Ranked;
    ///
    /// let [x, y] = [[1.0, 2.0, 3.0, 4.0], [10.0, 5.0, 30.0, 40.0]].map(|column| Ranked::of(&column));
    /// let (r, rows) = x.spearman(&y).unwrap();
    /// assert!((r - 0.8).abs() < 1e-15 && rows == 4);
    /// ```
    #[must_use]
    pub fn spearman(&self, other: &Self) -> Option<(f64, u64)> {
        let (Some(own), Some(others)) = (self.squares, other.squares) else {
            return pearson(&self.centred, &other.centred);
        };
        let rows = self.centred.len();
        let below = own.sqrt() * others.sqrt();
        (rows >= 2 && rows == other.centred.len() && below > 0.0)
            .then(|| ((product(&self.centred, &other.centred) / below).clamp(-1.0, 1.0), rows as u64))
    }
}
