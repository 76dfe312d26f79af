//! The eigenvalues and eigenvectors of a symmetric matrix of four rows, by Jacobi's rotations.

use super::{Matrix, Vector};

/// Rounds through all pairs; the entries beside the diagonal vanish quadratically.
const ROUNDS: u32 = 12;

const PAIRS: [(usize, usize); 6] = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];

/// Each eigenvalue with its eigenvector.
pub(super) fn eigen(mut a: Matrix) -> [(f64, Vector); 4] {
    // The columns are the eigenvectors in the end.
    let mut vectors: Matrix = core::array::from_fn(|row| core::array::from_fn(|column| f64::from(row == column)));
    for (p, q) in (0..ROUNDS).flat_map(|_| PAIRS) {
        if a[p][q] == 0.0 {
            continue;
        }
        // The smaller of the two angles that make the entry zero.
        let ratio = 0.5 * (a[q][q] - a[p][p]) / a[p][q];
        let tangent = ratio.signum() / (ratio.abs() + (1.0 + ratio * ratio).sqrt());
        let cosine = 1.0 / (1.0 + tangent * tangent).sqrt();
        let sine = tangent * cosine;
        for row in a.iter_mut().chain(&mut vectors) {
            (row[p], row[q]) = (cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]);
        }
        let (upper, lower) = (a[p], a[q]);
        a[p] = core::array::from_fn(|column| cosine * upper[column] - sine * lower[column]);
        a[q] = core::array::from_fn(|column| sine * upper[column] + cosine * lower[column]);
    }
    core::array::from_fn(|place| (a[place][place], vectors.map(|row| row[place])))
}
