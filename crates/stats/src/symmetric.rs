//! Symmetric matrices: sums of products, Cholesky's factor, and eigenvectors by Jacobi's rotations.
//!
//! All three run in a fixed order and use only the four operations and the square root, so they give the same bits on
//! every machine. Golub and Van Loan (2013, ISBN 978-1421407944), sections 4.2 and 8.5.

/// A square matrix, row by row. Each function documents which entries it reads.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Square {
    pub(crate) size: usize,
    pub(crate) cells: Vec<f64>,
}

impl Square {
    pub(crate) fn zero(size: usize) -> Self {
        Self { size, cells: vec![0.0; size * size] }
    }

    pub(crate) fn get(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    pub(crate) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.cells[row * self.size + column] = value;
    }

    /// Adds the products of the columns of `rows`, which lie one after the other, to the upper triangle.
    pub(crate) fn add_products(&mut self, rows: &[f64]) {
        let size = self.size;
        if size == 0 {
            return;
        }
        // Four rows at once: each cell of the sum is then fetched and put back once for four products.
        let mut quads = rows.chunks_exact(4 * size);
        for quad in &mut quads {
            let (first, rest) = quad.split_at(size);
            let (second, rest) = rest.split_at(size);
            let (third, fourth) = rest.split_at(size);
            for i in 0..size {
                let [a, b, c, d] = [first[i], second[i], third[i], fourth[i]];
                let sums = &mut self.cells[i * size + i..(i + 1) * size];
                let columns = first[i..].iter().zip(&second[i..]).zip(&third[i..]).zip(&fourth[i..]);
                for (sum, (((w, x), y), z)) in sums.iter_mut().zip(columns) {
                    *sum += (a * w + b * x) + (c * y + d * z);
                }
            }
        }
        for row in quads.remainder().chunks_exact(size) {
            for i in 0..size {
                let sums = &mut self.cells[i * size + i..(i + 1) * size];
                sums.iter_mut().zip(&row[i..]).for_each(|(sum, other)| *sum += row[i] * other);
            }
        }
    }

    /// Cholesky's factor of a positive definite matrix, of which the upper triangle is read. A row that depends on those
    /// before it is left out of the matrix.
    pub(crate) fn cholesky(&self) -> Cholesky {
        /// Of the diagonal, what is left of an independent row.
        const DEPENDENT: f64 = 1e-9;
        let size = self.size;
        let mut lower = Self::zero(size);
        let mut kept = vec![false; size];
        for i in 0..size {
            for j in 0..=i {
                let (before, own) = (&lower.cells[j * size..j * size + j], &lower.cells[i * size..i * size + j]);
                let sum: f64 = before.iter().zip(own).map(|(a, b)| a * b).sum();
                let rest = self.get(j, i) - sum;
                if i == j {
                    kept[i] = rest > DEPENDENT * self.get(i, i);
                    lower.set(i, i, if kept[i] { rest.sqrt() } else { 0.0 });
                } else if kept[j] {
                    lower.set(i, j, rest / lower.get(j, j));
                }
            }
            if !kept[i] {
                lower.cells[i * size..(i + 1) * size].fill(0.0);
            }
        }
        Cholesky { lower, kept }
    }

    /// The eigenvalues, the largest first, and the eigenvectors, one a row, by cyclic Jacobi rotations. The largest
    /// component of each is positive.
    pub(crate) fn eigen(mut self) -> (Vec<f64>, Vec<Vec<f64>>) {
        /// Sweeps converge quadratically; some seven are enough for any matrix of this size.
        const SWEEPS: usize = 30;
        let size = self.size;
        let mut vectors = Self::zero(size);
        (0..size).for_each(|i| vectors.set(i, i, 1.0));
        let diagonal: f64 = (0..size).map(|i| self.get(i, i) * self.get(i, i)).sum();
        for _ in 0..SWEEPS {
            let off: f64 = (0..size)
                .flat_map(|i| (i + 1..size).map(move |j| (i, j)))
                .map(|(i, j)| self.get(i, j))
                .map(|x| x * x)
                .sum();
            if off <= 1e-30 * diagonal {
                break;
            }
            for i in 0..size {
                for j in i + 1..size {
                    self.rotate(&mut vectors, i, j);
                }
            }
        }
        let mut order: Vec<usize> = (0..size).collect();
        crate::samples::sorting::sort_places(&mut order, &|a, b| self.get(b, b).total_cmp(&self.get(a, a)));
        let vector = |&i: &usize| {
            let row = vectors.cells[i * size..(i + 1) * size].to_vec();
            let largest = row.iter().copied().fold(0.0_f64, |a, b| if b.abs() > a.abs() { b } else { a });
            if largest < 0.0 { row.iter().map(|x| -x).collect() } else { row }
        };
        (order.iter().map(|&i| self.get(i, i)).collect(), order.iter().map(vector).collect())
    }

    /// Turns the cell (i, j) to zero. `vectors` has the eigenvectors as rows.
    fn rotate(&mut self, vectors: &mut Self, i: usize, j: usize) {
        let off = self.get(i, j);
        if off == 0.0 {
            return;
        }
        let slope = (self.get(j, j) - self.get(i, i)) / (2.0 * off);
        let tangent = slope.signum() / (slope.abs() + (slope * slope + 1.0).sqrt());
        let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
        let sine = tangent * cosine;
        let size = self.size;
        for k in 0..size {
            let (a, b) = (self.get(k, i), self.get(k, j));
            self.set(k, i, cosine * a - sine * b);
            self.set(k, j, sine * a + cosine * b);
        }
        for matrix in [self, vectors] {
            for k in 0..size {
                let (a, b) = (matrix.get(i, k), matrix.get(j, k));
                matrix.set(i, k, cosine * a - sine * b);
                matrix.set(j, k, sine * a + cosine * b);
            }
        }
    }
}

/// The factor L of L Lᵀ, and which rows are in it.
#[derive(Clone, Debug)]
pub(crate) struct Cholesky {
    lower: Square,
    kept: Vec<bool>,
}

impl Cholesky {
    /// How many rows are independent.
    pub(crate) fn rank(&self) -> usize {
        self.kept.iter().filter(|kept| **kept).count()
    }

    /// The solution of A x = b; rows that were left out have 0.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let (size, lower) = (self.lower.size, &self.lower);
        let mut x = vec![0.0; size];
        for i in (0..size).filter(|&i| self.kept[i]) {
            let sum: f64 = (0..i).map(|j| lower.get(i, j) * x[j]).sum();
            x[i] = (right[i] - sum) / lower.get(i, i);
        }
        for i in (0..size).rev().filter(|&i| self.kept[i]) {
            let sum: f64 = (i + 1..size).map(|j| lower.get(j, i) * x[j]).sum();
            x[i] = (x[i] - sum) / lower.get(i, i);
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn products(size: usize, rows: usize) -> Square {
        let mut random = Random::new(5);
        let rows: Vec<f64> = (0..rows * size).map(|_| random.unit() - 0.5).collect();
        let mut sums = Square::zero(size);
        sums.add_products(&rows);
        for i in 0..size {
            (0..i).for_each(|j| sums.set(i, j, sums.get(j, i)));
        }
        sums
    }

    #[test]
    fn products_are_added_whatever_the_count_of_rows() {
        let mut sums = Square::zero(2);
        sums.add_products(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0]);
        assert_eq!(sums.cells, [165.0, 190.0, 0.0, 220.0]);
    }

    #[test]
    fn a_solution_solves_and_a_dependent_row_is_left_out() {
        let matrix = products(7, 50);
        let right: Vec<f64> = (0..7).map(f64::from).collect();
        let x = matrix.cholesky().solve(&right);
        for (i, right) in right.iter().enumerate() {
            let sum: f64 = (0..7).map(|j| matrix.get(i, j) * x[j]).sum();
            assert!((sum - right).abs() < 1e-12);
        }
        let mut twice = Square::zero(2);
        twice.add_products(&[1.0, 2.0, 2.0, 4.0, 0.5, 1.0]);
        let factor = twice.cholesky();
        assert_eq!((factor.rank(), factor.solve(&[5.25, 10.5])), (1, vec![1.0, 0.0]));
    }

    #[test]
    fn eigenvectors_are_turned_only_in_length() {
        let matrix = products(9, 40);
        let (values, vectors) = matrix.clone().eigen();
        assert!(values.is_sorted_by(|a, b| a >= b));
        for (value, vector) in values.iter().zip(&vectors) {
            for i in 0..9 {
                let turned: f64 = (0..9).map(|j| matrix.get(i, j) * vector[j]).sum();
                assert!((turned - value * vector[i]).abs() < 1e-12);
            }
        }
    }
}
