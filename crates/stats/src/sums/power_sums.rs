//! Exact sums of numbers and of their squares: merged sums of parts have the bits of the whole.
//!
//! ```text
//! n,   Σ x,   Σ x²;   mean = Σ x/n,   sd = √((n Σ x² − (Σ x)²)/(n (n − 1)))
//! ```
//!
//! The textbook formula for the standard deviation is notorious for cancelling (Chan, Golub and LeVeque 1983,
//! doi 10.1080/00031305.1983.10483115). It cannot here: both sums are whole numbers times a power of two
//! (`wide`, after Kulisch), and the difference is taken of whole numbers. So the sums of parts, in whatever order they are
//! added, are those of the whole, bit for bit, and relative accuracy is 4e-16 for the mean and 1e-15 for the standard
//! deviations, whatever the values are.

use crate::sums::moments::Moments;
use crate::sums::wide::{Wide, difference, leading, product};

/// The smallest double is 2^−1074, and its square 2^−2148; the rest fills up limbs of 32 bits.
const SUM_BIAS: usize = 1_088;
const SQUARES_BIAS: usize = 2 * SUM_BIAS;

/// Bits above the point: those of the largest double, and of 2⁶⁴ of them.
const SUM_ABOVE: usize = 1_024 + 64;
const SQUARES_ABOVE: usize = 2 * 1_024 + 64;

/// The exact sums of finite numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct PowerSums {
    count: u64,
    sum: Wide,
    squares: Wide,
}

impl Default for PowerSums {
    fn default() -> Self {
        Self { count: 0, sum: Wide::zero(SUM_BIAS, SUM_ABOVE), squares: Wide::zero(SQUARES_BIAS, SQUARES_ABOVE) }
    }
}

/// A text that is not an exact sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSum;

impl PowerSums {
    /// The sums of all finite values.
    ///
    /// ```
    /// use driftscope_stats::power_sums::PowerSums;
    ///
    /// let moments = PowerSums::of([1e16, 1.0, -1e16]).moments(-1e16, 1e16);
    /// assert_eq!(moments.mean, Some(1.0 / 3.0));
    /// ```
    #[must_use]
    pub fn of(values: impl IntoIterator<Item = f64>) -> Self {
        let mut sums = Self::default();
        values.into_iter().for_each(|value| sums.add(value));
        sums
    }

    /// Adds a value. NaN and infinities do not count.
    pub fn add(&mut self, value: f64) {
        if !value.is_finite() {
            return;
        }
        self.count += 1;
        let bits = value.to_bits();
        let (exponent, fraction) = ((bits >> 52) & 0x7ff, bits & ((1 << 52) - 1));
        let (mantissa, exponent) = match exponent {
            0 => (fraction, -1_074),
            exponent => (fraction | 1 << 52, exponent as i32 - 1_075),
        };
        self.sum.add(mantissa.into(), exponent, value < 0.0);
        self.squares.add(u128::from(mantissa) * u128::from(mantissa), 2 * exponent, false);
    }

    /// Adds a value this many times. NaN and infinities do not count.
    ///
    /// ```
    /// use driftscope_stats::power_sums::PowerSums;
    ///
    /// let mut sums = PowerSums::default();
    /// sums.add_times(0.1, 3);
    /// assert_eq!(sums, PowerSums::of([0.1; 3]));
    /// ```
    pub fn add_times(&mut self, value: f64, times: u64) {
        if value.is_finite() {
            self.add_near(value, times, 0, 0);
        }
    }

    /// Adds as many values of one sign that all lie within a factor of two, given by their distances from the one of them
    /// that is nearest to zero: Σ d and Σ d², where d counts steps of the last bit of `near`. `near` is finite.
    pub fn add_near(&mut self, near: f64, count: u64, distances: u128, squares: u128) {
        let bits = near.to_bits();
        let (exponent, fraction) = ((bits >> 52) & 0x7ff, bits & ((1 << 52) - 1));
        let (mantissa, exponent) = match exponent {
            0 => (u128::from(fraction), -1_074),
            exponent => (u128::from(fraction | 1 << 52), exponent as i32 - 1_075),
        };
        self.count = self.count.saturating_add(count);
        // Σ (m + d) = n m + Σ d, and Σ (m + d)² = n m² + 2 m Σ d + Σ d²; in pieces that 106 bits hold.
        let (sum, square) = (&mut self.sum, &mut self.squares);
        let is_negative = near < 0.0;
        for piece in 0..4 {
            let times = u128::from((count >> (16 * piece)) & 0xffff);
            let shift = 16 * piece;
            sum.add(mantissa * times, exponent + shift, is_negative);
            // m² may have all 106 bits: taken in two halves.
            let whole = mantissa * mantissa;
            square.add((whole & (u128::from(u64::MAX))) * times, 2 * exponent + shift, false);
            square.add((whole >> 64) * times, 2 * exponent + shift + 64, false);
        }
        for piece in 0..4 {
            let (shift, part) = (32 * piece, |value: u128| (value >> (32 * piece)) & 0xffff_ffff);
            sum.add(part(distances), exponent + shift, is_negative);
            square.add(2 * mantissa * part(distances), 2 * exponent + shift, false);
            square.add(part(squares), 2 * exponent + shift, false);
        }
    }

    /// Adds the sums of a part.
    pub fn merge(&mut self, part: &Self) {
        self.count = self.count.saturating_add(part.count);
        self.sum.merge(&part.sum);
        self.squares.merge(&part.squares);
    }

    /// How many values were added.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// The moments, with the smallest and the largest value, which sums do not know.
    #[must_use]
    pub fn moments(&self, min: f64, max: f64) -> Moments {
        if self.count == 0 {
            return Moments::default();
        }
        let n = self.count as f64;
        let (is_negative, words) = self.sum.magnitude();
        let (value, exponent) = leading(&words, SUM_BIAS);
        let mean = libm::scalbn(value / n, exponent);
        // n Σ x² − (Σ x)²; below zero only where someone made the sums up.
        let count = [self.count as u32, (self.count >> 32) as u32];
        let squares = product(&self.squares.magnitude().1, &count);
        let spread = difference(&squares, &product(&words, &words)).unwrap_or_default();
        let (value, exponent) = leading(&spread, SQUARES_BIAS);
        // An even power of two has a root.
        let odd = exponent.rem_euclid(2);
        let value = libm::scalbn(value, odd);
        let root = |divisor: f64| libm::scalbn((value / n / divisor).sqrt(), (exponent - odd) / 2);
        Moments {
            count: self.count,
            infinite: 0,
            mean: Some((if is_negative { -mean } else { mean }).clamp(min.min(max), max.max(min))),
            sd: (self.count > 1).then(|| root(n - 1.0)),
            population_sd: Some(root(n)),
            min: Some(min),
            max: Some(max),
        }
    }

    /// The two sums as exact texts, Σ x and Σ x²: a whole number in hexadecimal digits, `p`, and the power of two that it is
    /// taken times.
    ///
    /// ```
    /// use driftscope_stats::power_sums::PowerSums;
    ///
    /// assert_eq!(PowerSums::of([1.5, -4.0]).to_texts(), ["-5p-1".to_owned(), "49p-2".to_owned()]);
    /// ```
    #[must_use]
    pub fn to_texts(&self) -> [String; 2] {
        [self.sum.to_text(), self.squares.to_text()]
    }

    /// Reads such texts again.
    pub fn of_texts(count: u64, sum: &str, squares: &str) -> Result<Self, NoSum> {
        let mut sums = Self { count, ..Self::default() };
        let read = sums.sum.read(sum) && sums.squares.read(squares) && !squares.starts_with('-');
        let (_, words) = sums.sum.magnitude();
        let squared = product(&sums.squares.magnitude().1, &[count as u32, (count >> 32) as u32]);
        // (Σ x)² is never more than n Σ x².
        (read && difference(&squared, &product(&words, &words)).is_some()).then_some(sums).ok_or(NoSum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::samples::sorting::sorted;

    fn drawn(random: &mut Random, length: u64) -> Vec<f64> {
        (0..length)
            .map(|_| f64::from_bits(random.next_u64()))
            .map(|value| if value.is_finite() { value } else { 0.1 })
            .collect()
    }

    #[test]
    fn parts_in_any_order_are_the_whole() {
        let mut random = Random::new(3);
        for round in 0..60 {
            let values = drawn(&mut random, 1 + round);
            let whole = PowerSums::of(values.iter().copied());
            let cut = random.below(values.len() as u64) as usize;
            let mut parts = PowerSums::of(values[cut..].iter().rev().copied());
            parts.merge(&PowerSums::of(values[..cut].iter().copied()));
            assert_eq!(parts.to_texts(), whole.to_texts());
            let [sum, squares] = whole.to_texts();
            let read = PowerSums::of_texts(whole.count(), &sum, &squares).unwrap();
            assert_eq!(read.to_texts(), [sum, squares]);
            assert_eq!(read.moments(-1.0, 1.0), whole.moments(-1.0, 1.0));
        }
    }

    #[test]
    fn values_near_each_other_are_added_by_their_distances() {
        let mut random = Random::new(9);
        for round in 0..200_u32 {
            let near = f64::from_bits((random.below(0x7fe) << 52) | random.below(1 << 51));
            let near = if round % 2 == 0 { near } else { -near };
            let (mut distances, mut squares, mut values) = (0, 0, Vec::new());
            for _ in 0..random.below(300) {
                let distance = random.below(1 << 51);
                distances += u128::from(distance);
                squares += u128::from(distance) * u128::from(distance);
                values.push(f64::from_bits(near.to_bits() + distance));
            }
            let mut sums = PowerSums::default();
            sums.add_near(near, values.len() as u64, distances, squares);
            assert_eq!(sums, PowerSums::of(values));
        }
        let mut many = PowerSums::default();
        many.add_times(-1.5, (1 << 40) + 3);
        assert_eq!(many.to_texts(), ["-30000000009p-1".to_owned(), "9000000001bp-2".to_owned()]);
    }

    #[test]
    fn moments_are_those_of_the_values() {
        let mut random = Random::new(4);
        for scale in [1.0, 1e-160, 1e150, 1e-300] {
            let values = sorted((0..1000).map(|_| (random.unit() + 1e6) * scale));
            let expected = Moments::of_sorted(&values);
            let found = PowerSums::of(values.iter().copied()).moments(values[0], values[999]);
            let near = |a: Option<f64>, b: Option<f64>| (a.unwrap() / b.unwrap() - 1.0).abs() < 1e-14;
            assert!(near(found.mean, expected.mean) && near(found.population_sd, expected.population_sd), "{scale}");
            assert!(near(found.sd, expected.sd), "{found:?} {expected:?}");
        }
        // numpy.std([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], ddof=1) is √30.
        let far = PowerSums::of([1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0]).moments(1e9, 2e9);
        assert_eq!((far.mean, far.sd), (Some(1e9 + 10.0), Some(30.0_f64.sqrt())));
        assert_eq!(PowerSums::of([0.1; 7]).moments(0.1, 0.1).sd, Some(0.0));
        assert_eq!(PowerSums::default().moments(0.0, 0.0), Moments::default());
        assert_eq!(PowerSums::of([f64::MAX; 5]).moments(f64::MAX, f64::MAX).mean, Some(f64::MAX));
    }

    #[test]
    fn sums_that_cannot_be_are_refused() {
        let read =
            |count, sum: &str, squares: &str| PowerSums::of_texts(count, sum, squares).map(|sums| sums.to_texts());
        assert_eq!(read(2, "-5p-1", "49p-2"), Ok(PowerSums::of([1.5, -4.0]).to_texts()));
        for (count, sum, squares) in
            [(1, "", ""), (1, "1p0", "-1p0"), (1, "5p0", "1p0"), (0, "1p0", "1p0"), (1, "1p9999", "1p0"), (1, "1", "1")]
        {
            assert_eq!(read(count, sum, squares), Err(NoSum), "{sum} {squares}");
        }
    }
}
