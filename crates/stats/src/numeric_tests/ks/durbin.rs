//! The exact law of Dₙ by Durbin's matrix.
//!
//! With d = (k − h)/n, k whole and 0 ≤ h < 1, P(Dₙ < d) is n!/nⁿ times the middle entry of the n-th power of a matrix
//! of 2k − 1 rows (Durbin 1973; Marsaglia, Tsang and Wang 2003, doi 10.18637/jss.v008.i18). All its entries are
//! positive, so nothing cancels. The power takes about log₂ n products of matrices, at most 120 rows where it is used;
//! the numbers are kept in range by powers of two.

/// P(Dₙ ≤ d) for 1/n < d.
pub(super) fn cdf(n: f64, d: f64) -> f64 {
    let t = n * d;
    let k = libm::ceil(t);
    let rows = 2 * k as usize - 1;
    let base = Scaled { entries: one_step(rows, k - t), exponent: 0 };
    let mut power = base.clone();
    // From the highest bit downwards: square, and for a set bit multiply by the base.
    let times = n as u64;
    for bit in (0..times.ilog2()).rev() {
        power = power.product(&power, rows);
        if times >> bit & 1 == 1 {
            power = power.product(&base, rows);
        }
    }
    let middle = power.entries[(rows / 2) * rows + rows / 2];
    // n!/nⁿ, brought back into range on the way.
    let (mut result, mut exponent) = (middle, power.exponent);
    for i in 1..=times {
        result *= i as f64 / n;
        if result < 1e-140 {
            result *= TWO_512;
            exponent -= 512;
        }
    }
    libm::ldexp(result, exponent.clamp(-10_000, 10_000) as i32).clamp(0.0, 1.0)
}

/// 2⁵¹².
const TWO_512: f64 = f64::from_bits((1023 + 512) << 52);

/// A square matrix, row after row, to be multiplied by 2 to the exponent.
#[derive(Clone)]
struct Scaled {
    entries: Vec<f64>,
    exponent: i64,
}

impl Scaled {
    fn product(&self, other: &Self, rows: usize) -> Self {
        let mut entries = vec![0.0; rows * rows];
        for (row, left) in entries.chunks_exact_mut(rows).zip(self.entries.chunks_exact(rows)) {
            for (factor, right) in left.iter().zip(other.entries.chunks_exact(rows)) {
                for (entry, value) in row.iter_mut().zip(right) {
                    *entry += factor * value;
                }
            }
        }
        let mut product = Self { entries, exponent: self.exponent + other.exponent };
        if product.entries[(rows / 2) * rows + rows / 2] > 1e140 {
            product.entries.iter_mut().for_each(|entry| *entry /= TWO_512);
            product.exponent += 512;
        }
        product
    }
}

/// Durbin's matrix: 1/(i − j + 1)! on and below the first upper diagonal, with corrections by h in the first column and
/// the last row.
fn one_step(rows: usize, h: f64) -> Vec<f64> {
    let mut inverse_factorials = vec![1.0; rows + 1];
    for i in 1..=rows {
        inverse_factorials[i] = inverse_factorials[i - 1] / i as f64;
    }
    let mut powers = vec![1.0; rows + 1];
    for i in 1..=rows {
        powers[i] = powers[i - 1] * h;
    }
    // (1 − hⁱ)/i!, and in the corner where column and row meet (1 − 2hᵐ + max(0, 2h − 1)ᵐ)/m!.
    let mut corrected: Vec<f64> = (1..=rows).map(|i| (1.0 - powers[i]) * inverse_factorials[i]).collect();
    let beyond = (0..rows).fold(1.0, |product, _| product * (2.0 * h - 1.0).max(0.0));
    corrected[rows - 1] = (1.0 - 2.0 * powers[rows] + beyond) * inverse_factorials[rows];
    let mut entries = vec![0.0; rows * rows];
    for row in 0..rows {
        for column in 0..rows.min(row + 2) {
            entries[row * rows + column] = if column == 0 {
                corrected[row]
            } else if row == rows - 1 {
                corrected[rows - 1 - column]
            } else {
                inverse_factorials[row + 1 - column]
            };
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::cdf;

    #[test]
    fn the_authors_own_example_is_met() {
        // Marsaglia, Tsang and Wang 2003: P(D₁₀ < 0.274).
        assert!((cdf(10.0, 0.274) - 0.628_479_615_456_504_3).abs() < 1e-14);
    }

    #[test]
    fn two_values_follow_the_formula_done_by_hand() {
        // For n = 2 and 1/2 ≤ d ≤ 1: 1 − 2(1 − d)².
        for d in [0.55, 0.7, 0.95] {
            assert!((cdf(2.0, d) - (1.0 - 2.0 * (1.0 - d) * (1.0 - d))).abs() < 1e-15, "{d}");
        }
    }
}
