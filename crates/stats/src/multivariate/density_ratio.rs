//! How many times likelier each row of the reference is in production, by a logistic regression on levels of columns.
//!
//! ```text
//! c(x) = P(production | x),  w(x) = (n₁/n₂) c(x)/(1 − c(x)),  with n₁ rows of the reference and n₂ of production
//! ```
//!
//! Rows of the reference with these weights stand for production's rows as far as these columns tell (Shimodaira 2000,
//! doi 10.1016/S0378-3758(00)00115-4; Bickel, Brückner and Scheffer 2009, jmlr.org/papers/v10/bickel09a). Each level of a column has a
//! coefficient, with the penalty ½‖β‖²; the intercept has none. As scikit-learn's `LogisticRegression` with C = 1: 1e-6.
//!
//! Weights cannot stand for rows that the reference does not have. Two figures show that: the mean weight is 1 where both sides overlap and
//! falls to 0 where they do not, and few rows of production lie beyond the reference's.

use crate::sorting::sort_by;
use crate::symmetric::Square;

/// The largest number of coefficients: the work grows with the square of it.
const MOST_LEVELS: usize = 320;

/// The share of the reference's rows with a smaller c(x) than the bound of "outside".
const INSIDE: f64 = 0.999;

/// A column as levels.
#[derive(Clone, Copy, Debug)]
pub struct Levels<'a> {
    /// The level of each row, of the reference and of production.
    pub sides: [&'a [u8]; 2],
    /// How many levels there are.
    pub count: usize,
}

/// The weights of the reference's rows.
#[derive(Clone, Debug, PartialEq)]
pub struct DensityRatio {
    /// For each row of the reference, how many times likelier it is in production.
    pub weights: Vec<f64>,
    /// Their mean: about 1 where the reference covers what production has.
    pub mean: f64,
    /// The share of production's rows that are less like the reference than 999 of its 1000 rows.
    pub outside: f64,
    /// How many rows of equal weight are worth as much: (Σ w)²/Σ w².
    pub effective_rows: f64,
}

/// The density ratio of two sets of rows. `None` without columns or rows, with columns of unequal length, a level beyond the count, or more
/// than 320 levels.
#[must_use]
pub fn density_ratio(columns: &[Levels<'_>]) -> Option<DensityRatio> {
    let rows = columns.first()?.sides.map(<[u8]>::len);
    let fits = |column: &Levels<'_>| {
        let is_known = |level: &u8| usize::from(*level) < column.count;
        column.sides.map(<[u8]>::len) == rows && column.sides.iter().all(|side| side.iter().all(is_known))
    };
    let size = 1 + columns.iter().map(|column| column.count).sum::<usize>();
    if rows.contains(&0) || size > MOST_LEVELS + 1 || !columns.iter().all(fits) {
        return None;
    }
    let design = Design::of(columns, rows);
    let coefficients = design.fitted(size)?;
    let scores = [0, 1].map(|side| design.sides[side].scores(&coefficients));
    let balance = rows[0] as f64 / rows[1] as f64;
    // c/(1 − c) is the exponential of the score.
    let each: Vec<f64> = scores[0].iter().map(|score| balance * libm::exp(*score)).collect();
    let counted = each.iter().zip(&design.sides[0].counts);
    let (sum, squares) = counted.fold((0.0, 0.0), |(sum, squares), (w, n)| (sum + n * w, squares + n * w * w));
    let mut inside: Vec<(f64, f64)> = scores[0].iter().copied().zip(design.sides[0].counts.iter().copied()).collect();
    inside.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
    let mut left = INSIDE * rows[0] as f64;
    let bound = inside.iter().find(|(_, n)| {
        left -= n;
        left <= 0.0
    });
    // Equal sums can differ in their last bits.
    let bound = bound.or(inside.last())?.0 + 1e-9;
    let beyond: f64 =
        scores[1].iter().zip(&design.sides[1].counts).filter(|(score, _)| **score > bound).map(|(_, n)| n).sum();
    Some(DensityRatio {
        mean: sum / rows[0] as f64,
        outside: beyond / rows[1] as f64,
        effective_rows: if squares > 0.0 { sum * sum / squares } else { 0.0 },
        weights: design.sides[0].distinct.iter().map(|row| each[*row as usize]).collect(),
    })
}

/// How well a single column tells both sides apart: the area under the ROC curve of its levels, by the share of production in each.
#[must_use]
pub fn told_apart(column: &Levels<'_>) -> f64 {
    let mut counts = vec![[0.0; 2]; column.count];
    for (side, levels) in column.sides.iter().enumerate() {
        for level in *levels {
            counts.get_mut(usize::from(*level)).into_iter().for_each(|count| count[side] += 1.0);
        }
    }
    let share = |count: &[f64; 2]| count[1] / (count[0] + count[1]).max(1.0);
    sort_by(&mut counts, &|one, other| share(one).total_cmp(&share(other)));
    let (mut below, mut area) = (0.0, 0.0);
    for group in counts.chunk_by(|one, other| share(one) == share(other)) {
        let [reference, production] =
            group.iter().fold([0.0; 2], |sums, count| [sums[0] + count[0], sums[1] + count[1]]);
        area += production * (below + 0.5 * reference);
        below += reference;
    }
    let production: f64 = counts.iter().map(|count| count[1]).sum();
    if below > 0.0 && production > 0.0 { area / below / production } else { 0.5 }
}

/// Both sides by distinct row, in an order that does not depend on that of the rows.
struct Design {
    sides: [Rows; 2],
}

/// The distinct rows of a side.
struct Rows {
    width: usize,
    /// For each distinct row, `width` places of coefficients, the intercept's aside.
    places: Vec<u16>,
    /// How many rows are like it.
    counts: Vec<f64>,
    /// For each row, which distinct one it is.
    distinct: Vec<u32>,
}

impl Rows {
    fn of(columns: &[Levels<'_>], side: usize, rows: usize) -> Self {
        let width = columns.len();
        let mut all = vec![0; rows * width];
        let mut first = 1;
        for (at, column) in columns.iter().enumerate() {
            for (row, level) in column.sides[side].iter().enumerate() {
                all[row * width + at] = (first + usize::from(*level)) as u16;
            }
            first += column.count;
        }
        let row = |row: usize| &all[row * width..][..width];
        let mut order: Vec<usize> = (0..rows).collect();
        crate::samples::sorting::sort_places(&mut order, &|one, other| row(one).cmp(row(other)));
        let (mut places, mut counts, mut distinct) = (Vec::new(), Vec::new(), vec![0; rows]);
        for group in order.chunk_by(|one, other| row(*one) == row(*other)) {
            group.iter().for_each(|row| distinct[*row] = counts.len() as u32);
            places.extend_from_slice(row(group[0]));
            counts.push(group.len() as f64);
        }
        Self { width, places, counts, distinct }
    }

    /// The places of each distinct row, and how many are like it.
    fn groups(&self) -> impl Iterator<Item = (&[u16], f64)> {
        self.places.chunks_exact(self.width).zip(self.counts.iter().copied())
    }

    fn scores(&self, coefficients: &[f64]) -> Vec<f64> {
        let score =
            |row: &[u16]| row.iter().fold(coefficients[0], |sum, place| sum + coefficients[usize::from(*place)]);
        self.places.chunks_exact(self.width).map(score).collect()
    }
}

impl Design {
    fn of(columns: &[Levels<'_>], rows: [usize; 2]) -> Self {
        Self { sides: [0, 1].map(|side| Rows::of(columns, side, rows[side])) }
    }

    /// The coefficients of the largest penalised likelihood, by Newton's method with halved steps.
    fn fitted(&self, size: usize) -> Option<Vec<f64>> {
        const STEPS: u32 = 50;
        const HALVINGS: u32 = 20;
        let mut at = vec![0.0; size];
        let mut slopes = self.slopes(&at);
        for _ in 0..STEPS {
            let step = slopes.information.cholesky().solve(&slopes.gradient);
            let largest = step.iter().fold(0.0_f64, |largest, step| largest.max(step.abs()));
            if largest.is_nan() {
                return None;
            }
            let moved = |size: f64| -> Vec<f64> { at.iter().zip(&step).map(|(at, step)| at + size * step).collect() };
            if largest <= 1e-8 {
                return Some(moved(1.0));
            }
            let room = 1e-12 * slopes.likelihood.abs();
            let mut tried = (0..HALVINGS).map(|halving| {
                let next = moved(1.0 / f64::from(1_u32 << halving));
                (self.slopes(&next), next)
            });
            let (found, next) = tried.find(|(found, _)| found.likelihood >= slopes.likelihood - room)?;
            (slopes, at) = (found, next);
        }
        Some(at)
    }

    fn slopes(&self, at: &[f64]) -> Slopes {
        let mut found = Slopes { likelihood: 0.0, gradient: vec![0.0; at.len()], information: Square::zero(at.len()) };
        for side in [0, 1] {
            for ((row, count), x) in self.sides[side].groups().zip(self.sides[side].scores(at)) {
                let small = libm::exp(-x.abs());
                let share = if x >= 0.0 { 1.0 / (1.0 + small) } else { small / (1.0 + small) };
                // ln(1 + eˣ) without overflow.
                found.likelihood += count * (side as f64 * x - (x.max(0.0) + libm::log1p(small)));
                let (rest, spread) = (count * (side as f64 - share), count * share * (1.0 - share));
                found.gradient[0] += rest;
                found.information.cells[0] += spread;
                // Places rise along a row, so all of these are in the upper triangle.
                for (at, &place) in row.iter().enumerate() {
                    let place = usize::from(place);
                    found.gradient[place] += rest;
                    found.information.cells[place] += spread;
                    let line = &mut found.information.cells[place * found.gradient.len()..][..found.gradient.len()];
                    row[at..].iter().for_each(|other| line[usize::from(*other)] += spread);
                }
            }
        }
        for (place, coefficient) in at.iter().enumerate().skip(1) {
            found.likelihood -= 0.5 * coefficient * coefficient;
            found.gradient[place] -= coefficient;
            found.information.set(place, place, found.information.get(place, place) + 1.0);
        }
        found
    }
}

/// The penalised log likelihood, its gradient and the upper triangle of the information.
struct Slopes {
    likelihood: f64,
    gradient: Vec<f64>,
    information: Square,
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop at a surprise")]
mod tests {
    use super::*;

    #[test]
    fn weights_are_the_ratio_of_the_shares() {
        let reference: Vec<u8> = (0..4000).map(|row| u8::from(row % 4 == 0)).collect();
        let production: Vec<u8> = (0..4000).map(|row| u8::from(row % 4 != 0)).collect();
        let column = Levels { sides: [&reference, &production], count: 2 };
        let found = density_ratio(&[column]).unwrap();
        assert!((found.weights[0] - 3.0).abs() < 0.01 && (found.weights[1] - 1.0 / 3.0).abs() < 0.01);
        assert!((found.mean - 1.0).abs() < 0.01 && found.outside == 0.0);
        assert!((found.effective_rows - 4000.0 / (0.25 * 9.0 + 0.75 / 9.0)).abs() < 20.0);
        assert!((told_apart(&column) - 0.75).abs() < 1e-12);
    }

    #[test]
    fn without_overlap_the_mean_falls_and_all_rows_are_outside() {
        let column = Levels { sides: [&[0; 3000], &[1; 3000]], count: 2 };
        let found = density_ratio(&[column]).unwrap();
        assert!(found.mean < 0.1 && found.outside == 1.0, "{} {}", found.mean, found.outside);
        assert_eq!(told_apart(&column), 1.0);
    }

    #[test]
    fn what_cannot_be_fitted_is_none() {
        assert!(density_ratio(&[]).is_none());
        assert!(density_ratio(&[Levels { sides: [&[], &[0]], count: 1 }]).is_none());
        assert!(density_ratio(&[Levels { sides: [&[0], &[1]], count: 1 }]).is_none());
        let column = Levels { sides: [&[0, 1], &[1]], count: 200 };
        assert!(density_ratio(&[column, column]).is_none());
    }
}
