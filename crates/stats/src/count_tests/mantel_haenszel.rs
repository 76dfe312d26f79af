//! The Mantel–Haenszel risk difference: how much a share differs between two groups within the same strata.
//!
//! ```text
//! d = Σ (aⱼ mⱼ − bⱼ nⱼ)/Nⱼ / Σ nⱼ mⱼ/Nⱼ      a of n hits in the second group, b of m in the first, N = n + m
//! var = (d Σ Pⱼ + Σ Qⱼ) / (Σ nⱼ mⱼ/Nⱼ)²
//! Pⱼ = (nⱼ² bⱼ − mⱼ² aⱼ + nⱼ mⱼ (mⱼ − nⱼ)/2)/Nⱼ²,   Qⱼ = (aⱼ (mⱼ − bⱼ) + bⱼ (nⱼ − aⱼ))/(2 Nⱼ)
//! ```
//!
//! Greenland and Robins (1985, doi 10.2307/2530643), with the variance of Sato (1989, doi 10.2307/2531521), which holds for few large
//! strata and for many small ones. A stratum with one group alone has no weight.

use crate::interval::Interval;

/// The counts of one stratum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stratum {
    /// The hits of the first and of the second group.
    pub hits: [u64; 2],
    /// The cases of each.
    pub cases: [u64; 2],
}

/// The share of the second group less that of the first within strata, with its interval. `None` where no stratum has both groups, or a
/// group has more hits than cases.
///
/// ```
/// use driftscope_stats::mantel_haenszel::{Stratum, risk_difference};
///
/// let one = Stratum { hits: [10, 20], cases: [100, 100] };
/// let (difference, interval) = risk_difference(&[one, one], 0.95).unwrap();
/// assert!((difference - 0.1).abs() < 1e-15 && interval.low > 0.0 && interval.high < 0.2);
/// ```
#[must_use]
pub fn risk_difference(strata: &[Stratum], level: f64) -> Option<(f64, Interval)> {
    let z = Interval::normal_quantile(level)?;
    let (mut above, mut weight, mut p, mut q) = (0.0, 0.0, 0.0, 0.0);
    for Stratum { hits, cases } in strata {
        if hits.iter().zip(cases).any(|(hits, cases)| hits > cases) {
            return None;
        }
        let [b, a] = hits.map(|hits| hits as f64);
        let [m, n] = cases.map(|cases| cases as f64);
        let all = n + m;
        if n == 0.0 || m == 0.0 {
            continue;
        }
        above += (a * m - b * n) / all;
        weight += n * m / all;
        p += (n * n * b - m * m * a + n * m * (m - n) / 2.0) / (all * all);
        q += (a * (m - b) + b * (n - a)) / (2.0 * all);
    }
    if weight <= 0.0 {
        return None;
    }
    let difference = above / weight;
    let reach = z * ((difference * p + q) / (weight * weight)).max(0.0).sqrt();
    Some((difference, Interval { low: difference - reach, high: difference + reach }))
}
