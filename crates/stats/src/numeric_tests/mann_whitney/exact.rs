//! The exact law of U without ties.
//!
//! ```text
//! Σ_U P(U) q^U = [n + m choose n]_q / C(n + m, n),   [n + m choose n]_q = Π (1 − q^(m + i))/(1 − q^i),  i = 1 … n
//! ```
//!
//! The number of samples with a given U is a coefficient of the Gaussian binomial (Mann and Whitney 1947). Multiplying
//! by 1 − q^(m + i) and dividing by 1 − q^i are one pass each over a table, of which only the part up to U is needed. Every
//! intermediate result is a Gaussian binomial itself, with whole coefficients: exact up to 2⁵³, and at 8 values on the
//! smaller side the relative error of a sum stays below 1e-12.

/// The probability of at most `u` for samples of `few` and `many` values, `u` at most half of `few · many`.
pub(super) fn up_to(u: u64, few: u64, many: u64) -> f64 {
    let length = u as usize + 1;
    let mut counts = vec![0.0; length];
    counts[0] = 1.0;
    let mut all = 1.0;
    for i in 1..=few {
        let (shift, period) = ((many + i) as usize, i as usize);
        for place in (shift..length).rev() {
            counts[place] -= counts[place - shift];
        }
        for place in period..length {
            counts[place] += counts[place - period];
        }
        all *= (many + i) as f64 / i as f64;
    }
    // The smallest first.
    counts.iter().sum::<f64>() / all
}

#[cfg(test)]
mod tests {
    use super::up_to;

    #[test]
    fn every_small_case_is_exact() {
        for (few, many) in [(1_u64, 1_u64), (1, 6), (2, 5), (3, 3), (4, 7), (6, 6)] {
            let us: Vec<u64> = (0_u32..1 << (few + many))
                .filter(|path| u64::from(path.count_ones()) == few)
                .map(|path| {
                    let (mut below, mut u) = (0, 0);
                    for step in 0..few + many {
                        if path >> step & 1 == 1 { u += below } else { below += 1 }
                    }
                    u
                })
                .collect();
            for u in 0..=few * many / 2 {
                let expected = us.iter().filter(|&&other| other <= u).count() as f64 / us.len() as f64;
                assert!((up_to(u, few, many) - expected).abs() < 1e-15, "{few}, {many}, {u}");
            }
        }
    }
}
