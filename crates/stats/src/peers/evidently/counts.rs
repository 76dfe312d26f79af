//! Evidently's scores of two slices of counts.

use crate::count_tests::fisher::fisher_exact;
use crate::count_tests::proportions::two_proportions;
use crate::laws::chi_squared_law;

/// The share put in place of an empty bin.
const SMALLEST_SHARE: f64 = 1e-4;

/// The counts of both sides as numbers, and their sums.
pub(super) struct Counts {
    pub(super) reference: Vec<f64>,
    pub(super) production: Vec<f64>,
    pub(super) n: f64,
    pub(super) m: f64,
}

impl Counts {
    /// Categories that are empty on both sides are left out unless `with_empty`.
    pub(super) fn of(reference: &[u64], production: &[u64], with_empty: bool) -> Self {
        let (reference, production): (Vec<f64>, Vec<f64>) = reference
            .iter()
            .zip(production)
            .filter(|(left, right)| **left + **right > 0 || with_empty)
            .map(|(left, right)| (*left as f64, *right as f64))
            .unzip();
        let (n, m) = (reference.iter().sum::<f64>(), production.iter().sum::<f64>());
        Self { reference, production, n, m }
    }

    fn pairs(&self) -> impl Iterator<Item = (&f64, &f64)> {
        self.reference.iter().zip(&self.production)
    }

    pub(super) fn chi_square(&self) -> Option<f64> {
        let terms = self.pairs().map(|(left, right)| {
            let expected = left * (self.m / self.n);
            (right - expected) * (right - expected) / expected
        });
        tail(terms.sum(), self.reference.len())
    }

    pub(super) fn g(&self) -> Option<f64> {
        let terms = self.pairs().map(|(left, right)| relative_entropy(*right, *left));
        tail(2.0 * terms.sum::<f64>(), self.reference.len())
    }

    pub(super) fn proportions(&self) -> Option<f64> {
        let others = |counts: &[f64]| counts.iter().skip(1).sum::<f64>() as u64;
        let (reference, production) = (others(&self.reference), others(&self.production));
        two_proportions(reference, self.n as u64, production, self.m as u64).map(|test| test.p_value)
    }

    pub(super) fn fisher(&self) -> f64 {
        let at = |counts: &[f64], place: usize| counts.get(place).map_or(0, |count| *count as u64);
        let (reference, production) = (&self.reference, &self.production);
        fisher_exact(at(reference, 0), at(reference, 1), at(production, 0), at(production, 1))
    }

    pub(super) fn psi(&self) -> f64 {
        let (p, q) = self.filled();
        p.iter().zip(&q).map(|(p, q)| (p - q) * libm::log(p / q)).sum()
    }

    pub(super) fn kullback_leibler(&self) -> f64 {
        let (p, q) = self.filled();
        let (of_p, of_q) = (p.iter().sum::<f64>(), q.iter().sum::<f64>());
        p.iter().zip(&q).map(|(p, q)| relative_entropy(p / of_p, q / of_q)).sum()
    }

    pub(super) fn jensen_shannon(&self) -> f64 {
        let terms = self.pairs().map(|(left, right)| {
            let (p, q) = (left / self.n, right / self.m);
            let middle = (p + q) / 2.0;
            relative_entropy(p, middle) + relative_entropy(q, middle)
        });
        (terms.sum::<f64>() / 2.0).max(0.0).sqrt()
    }

    pub(super) fn hellinger(&self) -> f64 {
        let products = self.pairs().map(|(left, right)| ((left / self.n) * (right / self.m)).sqrt());
        (1.0 - products.sum::<f64>().clamp(0.0, 1.0)).sqrt()
    }

    fn filled(&self) -> (Vec<f64>, Vec<f64>) {
        (filled(&self.reference, self.n), filled(&self.production, self.m))
    }
}

/// The p-value of a statistic over a number of categories. With one category there is none; a new category makes the statistic infinite.
fn tail(statistic: f64, categories: usize) -> Option<f64> {
    match categories {
        0 | 1 => None,
        _ if statistic == f64::INFINITY => Some(0.0),
        _ => Some(chi_squared_law::sf(statistic, (categories - 1) as f64)),
    }
}

/// p ln(p/q), 0 where p is.
fn relative_entropy(p: f64, q: f64) -> f64 {
    if p > 0.0 { p * libm::log(p / q) } else { 0.0 }
}

/// Shares, with 0 replaced by 0.0001, or by a millionth of the smallest share if that share is at most 0.0001.
fn filled(counts: &[f64], total: f64) -> Vec<f64> {
    let smallest = counts.iter().filter(|count| **count > 0.0).map(|count| count / total).fold(f64::INFINITY, f64::min);
    let fill = if smallest <= SMALLEST_SHARE { smallest / 1e6 } else { SMALLEST_SHARE };
    counts.iter().map(|&count| if count > 0.0 { count / total } else { fill }).collect()
}
