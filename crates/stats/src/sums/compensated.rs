//! A compensated sum, which keeps what each addition of floating-point numbers rounds away.
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

/// Sums side by side, so that a processor adds several numbers at once.
pub(crate) const LANES: usize = 8;

/// Values whose terms are added without correction: sixteen to a lane, whose error is below 15 roundings.
const BLOCK: usize = 16 * LANES;

/// The sums of the terms that a function makes of every value, compensated block by block.
#[inline]
pub(crate) fn sum_of<const N: usize>(values: &[f64], terms: impl Fn(f64) -> [f64; N]) -> [f64; N] {
    let mut sums = [[Sum::default(); LANES]; N];
    for block in values.chunks(BLOCK) {
        let mut parts = [[0.0; LANES]; N];
        let (chunks, rest) = block.as_chunks::<LANES>();
        for chunk in chunks {
            let terms = chunk.map(&terms);
            for (place, part) in parts.iter_mut().enumerate() {
                for (sum, terms) in part.iter_mut().zip(&terms) {
                    *sum += terms[place];
                }
            }
        }
        for (lane, &value) in rest.iter().enumerate() {
            for (part, term) in parts.iter_mut().zip(terms(value)) {
                part[lane] += term;
            }
        }
        for (sums, part) in sums.iter_mut().zip(parts) {
            for (sum, part) in sums.iter_mut().zip(part) {
                sum.add(part);
            }
        }
    }
    sums.map(|lanes| {
        let mut total = Sum::default();
        for lane in lanes {
            total.add(lane.sum);
            total.lost += lane.lost;
        }
        total.total()
    })
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
    use super::{Sum, sum_of};

    #[test]
    fn small_parts_survive_a_large_one() {
        let values = [1.0, 1e100, 1.0, -1e100];
        assert_eq!(values.into_iter().collect::<Sum>().total(), 2.0);
        assert_eq!((0..10).map(|_| 0.1).collect::<Sum>().total(), 1.0);
    }

    #[test]
    fn sums_side_by_side_are_the_same() {
        for length in [0, 1, 7, 8, 9, 127, 128, 129, 10_000] {
            let values: Vec<f64> = (0..length).map(|place| 0.1 + f64::from(place % 13)).collect();
            let [sum, double] = sum_of(&values, |value| [value, 2.0 * value]);
            let expected = values.iter().copied().collect::<Sum>().total();
            assert!((sum - expected).abs() <= 2e-15 * expected && double == 2.0 * sum, "{length}: {sum} {expected}");
        }
        // A large part of another block costs nothing.
        let values: Vec<f64> = (0..300)
            .map(|place| {
                if place == 4 {
                    1e100
                } else if place == 290 {
                    -1e100
                } else {
                    1.0
                }
            })
            .collect();
        let [sum] = sum_of(&values, |value| [value]);
        assert!((sum - 298.0).abs() <= 32.0, "{sum}");
    }
}
