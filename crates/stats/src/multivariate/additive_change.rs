//! How much of a change of a mean each column carries, by an additive model on levels of columns.
//!
//! ```text
//! y = α + δ [production] + Σ_j β_j(level of column j) + error,   penalty ½ Σ β²
//! mean y of production − mean y of the reference = δ + Σ_j Σ_l β_j(l) (share of l in production − share in the reference)
//! ```
//!
//! The coefficients are those within the sides, so that what no column carries stays in δ: the decomposition of Oaxaca (1973, doi 10.2307/2525981)
//! and Blinder, with pooled coefficients and a group indicator (Jann 2008, Stata Journal 8, 453). It adds up exactly. Standard errors hold the
//! coefficients' chance and that of the shares. Columns that go together share what they carry in a way that the penalty decides.

use super::density_ratio::Levels;
use crate::symmetric::Square;

/// The largest number of coefficients: the work grows with the square of it.
const MOST_LEVELS: usize = 320;

/// Rows for each coefficient at least.
const ROWS_PER_LEVEL: usize = 5;

/// A part of a change.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ChangePart {
    /// The part, in the unit of y.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// A change of a mean and what carries it.
#[derive(Clone, Debug, PartialEq)]
pub struct AdditiveChange {
    /// What each column carries.
    pub columns: Vec<ChangePart>,
    /// What no column carries.
    pub rest: ChangePart,
    /// For each column, the variance over the reference's rows of what its levels add.
    pub variances: Vec<f64>,
    /// The share of the variance of y within the sides that the model explains, less what as many coefficients would by chance; from 0 to 1.
    pub explained: f64,
}

/// The parts of the change of the mean of `y`, whose rows are those of the columns. `None` without columns, with fewer than five rows for each
/// level, with unequal lengths, a number that is not finite, or more than 320 levels.
#[must_use]
pub fn additive_change(columns: &[Levels<'_>], y: [&[f64]; 2]) -> Option<AdditiveChange> {
    let rows = y.map(<[f64]>::len);
    let levels: usize = columns.iter().map(|column| column.count).sum();
    let fits = |column: &Levels<'_>| {
        let is_known = |level: &u8| usize::from(*level) < column.count;
        column.sides.map(<[u8]>::len) == rows && column.sides.iter().all(|side| side.iter().all(is_known))
    };
    let is_finite = y.iter().all(|side| side.iter().all(|value| value.is_finite()));
    let are_few = rows[0].min(rows[1]) < ROWS_PER_LEVEL * (levels + 2);
    if columns.is_empty() || levels > MOST_LEVELS || are_few || !is_finite || !columns.iter().all(fits) {
        return None;
    }
    let fitted = Fitted::of(columns, y)?;
    Some(fitted.decomposed(columns, rows))
}

struct Fitted {
    /// Intercept, side, then the levels of each column.
    coefficients: Vec<f64>,
    factor: crate::symmetric::Cholesky,
    /// The variance of the errors.
    variance: f64,
    explained: f64,
    /// For each side and coefficient, the share of rows that have it.
    shares: [Vec<f64>; 2],
}

impl Fitted {
    fn of(columns: &[Levels<'_>], y: [&[f64]; 2]) -> Option<Self> {
        let size = 2 + columns.iter().map(|column| column.count).sum::<usize>();
        let (mut products, mut sums) = (Square::zero(size), vec![0.0; size]);
        let mut shares = [vec![0.0; size], vec![0.0; size]];
        let (mut squares, mut uncentred) = ([0.0; 2], 0.0);
        for (side, values) in y.into_iter().enumerate() {
            let order = ordered(values);
            let mean = mean_of(values, &order);
            uncentred += values.len() as f64 * mean * mean;
            let mut places = vec![0; columns.len() + 1 + side];
            for row in order {
                places[side] = side;
                let mut first = 2;
                for (at, column) in columns.iter().enumerate() {
                    places[side + 1 + at] = first + usize::from(column.sides[side][row]);
                    first += column.count;
                }
                let value = values[row];
                squares[side] += (value - mean) * (value - mean);
                for (at, &place) in places.iter().enumerate() {
                    sums[place] += value;
                    shares[side][place] += 1.0;
                    places[at..].iter().for_each(|&other| products.cells[place * size + other] += 1.0);
                }
            }
            shares[side].iter_mut().for_each(|share| *share /= values.len() as f64);
        }
        uncentred += squares[0] + squares[1];
        for place in 2..size {
            products.set(place, place, products.get(place, place) + 1.0);
        }
        let factor = products.cholesky();
        let coefficients = factor.solve(&sums);
        // Σ (y − ŷ)² + Σ β² = Σ y² − βᵀX'y at the minimum.
        let penalty: f64 = coefficients.iter().skip(2).map(|coefficient| coefficient * coefficient).sum();
        let fitted: f64 = coefficients.iter().zip(&sums).map(|(coefficient, sum)| coefficient * sum).sum();
        let errors = (uncentred - fitted - penalty).max(0.0);
        let within = squares[0] + squares[1];
        let rows = (y[0].len() + y[1].len()) as f64;
        // Each column has a level too many.
        let free = rows - (size - columns.len()) as f64;
        let is_known = free > 0.0 && coefficients.iter().all(|coefficient| coefficient.is_finite());
        let explained = if within > 0.0 { 1.0 - errors / within * ((rows - 2.0) / free) } else { 0.0 };
        is_known.then(|| Self {
            coefficients,
            factor,
            variance: errors / free,
            explained: explained.clamp(0.0, 1.0),
            shares,
        })
    }

    fn decomposed(&self, columns: &[Levels<'_>], rows: [usize; 2]) -> AdditiveChange {
        let mut first = 2;
        let (mut parts, mut variances) = (Vec::with_capacity(columns.len()), Vec::with_capacity(columns.len()));
        for column in columns {
            let own = first..first + column.count;
            first = own.end;
            let mut moved = vec![0.0; self.coefficients.len()];
            own.clone().for_each(|place| moved[place] = self.shares[1][place] - self.shares[0][place]);
            let value = own.clone().map(|place| moved[place] * self.coefficients[place]).sum();
            let spread = [0, 1].map(|side| self.spread(side, own.clone()));
            let of_shares: f64 = spread.iter().zip(rows).map(|(spread, rows)| spread / rows as f64).sum();
            let variance = self.of_coefficients(&moved) + of_shares;
            parts.push(ChangePart { value, standard_error: variance.max(0.0).sqrt() });
            variances.push(spread[0]);
        }
        let mut side = vec![0.0; self.coefficients.len()];
        side[1] = 1.0;
        let of_side = self.of_coefficients(&side).max(0.0).sqrt();
        let rest = ChangePart { value: self.coefficients[1], standard_error: of_side };
        AdditiveChange { columns: parts, rest, variances, explained: self.explained }
    }

    /// The variance of a sum of coefficients.
    fn of_coefficients(&self, times: &[f64]) -> f64 {
        let solved = self.factor.solve(times);
        self.variance * times.iter().zip(&solved).map(|(one, other)| one * other).sum::<f64>()
    }

    /// The variance over the rows of a side of what the levels of a column add.
    fn spread(&self, side: usize, own: std::ops::Range<usize>) -> f64 {
        let terms = || own.clone().map(|place| (self.shares[side][place], self.coefficients[place]));
        let mean: f64 = terms().map(|(share, coefficient)| share * coefficient).sum();
        terms().map(|(share, coefficient)| share * (coefficient - mean) * (coefficient - mean)).sum()
    }
}

/// The rows of a side by y, so that sums of y are the same for any order of rows; counts are whole numbers, whose sums are exact.
fn ordered(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    crate::samples::sorting::sort_places(&mut order, &|one, other| values[one].total_cmp(&values[other]));
    order
}

/// The mean of ordered values.
fn mean_of(values: &[f64], order: &[usize]) -> f64 {
    order.iter().map(|row| values[*row]).sum::<f64>() / values.len() as f64
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    /// y = 2 a + b of two columns with two levels each.
    fn side(rows: usize, a: usize, b: usize) -> ([Vec<u8>; 2], Vec<f64>) {
        let first: Vec<u8> = (0..rows).map(|row| u8::from(row % 10 < a)).collect();
        let second: Vec<u8> = (0..rows).map(|row| u8::from((row / 10) % 10 < b)).collect();
        let y = first.iter().zip(&second).map(|(a, b)| 2.0 * f64::from(*a) + f64::from(*b)).collect();
        ([first, second], y)
    }

    #[test]
    fn the_parts_are_those_of_the_columns_and_add_up() {
        let ([a, b], y) = side(20_000, 2, 5);
        let ([c, d], z) = side(10_000, 7, 6);
        let columns = [Levels { sides: [&a, &c], count: 2 }, Levels { sides: [&b, &d], count: 2 }];
        let moved: Vec<f64> = z.iter().map(|z| z + 0.3).collect();
        let found = additive_change(&columns, [&y, &moved]).unwrap();
        let parts = [found.columns[0].value, found.columns[1].value, found.rest.value];
        for (part, expected) in parts.iter().zip([1.0, 0.1, 0.3]) {
            assert!((part - expected).abs() < 2e-3, "{parts:?}");
        }
        let change = moved.iter().sum::<f64>() / 10_000.0 - y.iter().sum::<f64>() / 20_000.0;
        assert!((parts.iter().sum::<f64>() - change).abs() < 1e-9);
        assert!(found.explained > 0.999 && found.variances[0] > 3.0 * found.variances[1] * 0.64);
    }

    #[test]
    fn what_cannot_be_fitted_is_none() {
        let levels = [0_u8, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 1, 0];
        let y = levels.map(f64::from);
        let column = Levels { sides: [&levels, &levels], count: 2 };
        assert!(additive_change(&[column], [&y, &y]).is_some());
        assert!(additive_change(&[], [&y, &y]).is_none());
        assert!(additive_change(&[column], [&y[1..], &y]).is_none());
        assert!(additive_change(&[Levels { count: 9, ..column }], [&y, &y]).is_none());
        let mut broken = y;
        broken[3] = f64::NAN;
        assert!(additive_change(&[column], [&broken, &y]).is_none());
    }
}
