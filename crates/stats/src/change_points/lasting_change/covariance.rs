//! A covariance matrix as the product of a triangle with itself (Cholesky), to measure vectors by its inverse.

/// The lower triangle L with L Lᵀ = S, row by row.
pub(super) struct Triangle {
    rows: Vec<f64>,
    size: usize,
}

impl Triangle {
    /// The triangle of a symmetric matrix of which only the lower half is read. `None` where it is not positive definite.
    pub(super) fn of(mut matrix: Vec<f64>, size: usize) -> Option<Self> {
        for row in 0..size {
            for column in 0..=row {
                let along: f64 =
                    (0..column).map(|place| matrix[row * size + place] * matrix[column * size + place]).sum();
                let rest = matrix[row * size + column] - along;
                matrix[row * size + column] = if row == column {
                    // Written so that NaN is none.
                    if rest > 0.0 { rest.sqrt() } else { return None }
                } else {
                    rest / matrix[column * size + column]
                };
            }
        }
        Some(Self { rows: matrix, size })
    }

    /// xᵀ S⁻¹ x, by solving L y = x. What is `solved` is overwritten: it is called for every window of every permutation.
    pub(super) fn norm(&self, vector: &[f64], solved: &mut Vec<f64>) -> f64 {
        solved.clear();
        for (row, value) in vector.iter().enumerate() {
            let along: f64 = solved.iter().zip(&self.rows[row * self.size..]).map(|(y, entry)| y * entry).sum();
            solved.push((value - along) / self.rows[row * self.size + row]);
        }
        solved.iter().map(|y| y * y).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_norm_is_that_of_the_inverse() {
        // S = [[4, 2], [2, 5]] has the inverse [[5, −2], [−2, 4]]/16.
        let triangle = Triangle::of(vec![4.0, 0.0, 2.0, 5.0], 2).unwrap();
        assert!((triangle.norm(&[3.0, -1.0], &mut Vec::new()) - (45.0 + 12.0 + 4.0) / 16.0).abs() < 1e-14);
        assert!(Triangle::of(vec![1.0, 0.0, 2.0, 4.0], 2).is_none());
        assert!(Triangle::of(vec![f64::NAN], 1).is_none());
    }
}
