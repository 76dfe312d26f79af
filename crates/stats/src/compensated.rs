//! Adds floating-point numbers and keeps what each addition rounds away.
//!
//! Neumaier's variant of Kahan's sum (doi 10.1002/zamm.19740540106): the error is of the order of one rounding of
//! the result plus `n ε²` times the sum of magnitudes, so the length of the sum no longer matters.

/// A running sum with its correction.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    /// Adds one number.
    #[inline]
    pub(crate) fn add(&mut self, value: f64) {
        let sum = self.sum + value;
        // Knuth's two-sum: the exact rounding error without asking which of the two is larger, hence without a branch.
        let share = sum - self.sum;
        self.lost += (self.sum - (sum - share)) + (value - share);
        self.sum = sum;
    }

    /// The sum.
    #[inline]
    pub(crate) fn total(self) -> f64 {
        self.sum + self.lost
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut sum = Self::default();
        for value in values {
            sum.add(value);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn small_parts_survive_a_large_one() {
        let values = [1.0, 1e100, 1.0, -1e100];
        assert_eq!(values.into_iter().collect::<Sum>().total(), 2.0);
        assert_eq!((0..10).map(|_| 0.1).collect::<Sum>().total(), 1.0);
    }
}
