//! Cohen's h: the difference of two shares on a scale on which equal steps are equally hard to see.
//!
//! ```text
//! h = 2 asin √p_y − 2 asin √p_x,   h ± z √(1/n + 1/m)
//! ```
//!
//! Cohen (1988, doi 10.4324/9780203771587, chapter 6): 0.2 is small, 0.5 medium, 0.8 large. From −π to π, positive where
//! *production* has the larger share. From 1 to 2 % is about the same step (0.083) as from 30 to 34 %. The angle's variance is 1/n
//! whatever the share, which gives the interval; it is rough where a share times its sample's size is below 5. The
//! interval is cut at −π and π. Relative accuracy: 1e-14.

use core::f64::consts::PI;

use crate::interval::Interval;

/// h with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CohensH {
    /// h, positive where production has the larger share.
    pub statistic: f64,
    /// The confidence interval.
    pub interval: Interval,
}

/// The effect size of `hits` of `n` in the reference against `production_hits` of `m`, at a level such as 0.95.
///
/// `None` where a sample is empty or has more hits than values, or the level is not between 0 and 1.
///
/// ```
/// let h = driftscope_stats::cohens_h::cohens_h(100, 10_000, 200, 10_000, 0.95).unwrap();
/// assert!((h.statistic - 0.083_459_266_885_208_3).abs() < 1e-15);
/// ```
#[must_use]
pub fn cohens_h(hits: u64, n: u64, production_hits: u64, m: u64, level: f64) -> Option<CohensH> {
    let z = Interval::normal_quantile(level)?;
    if n == 0 || m == 0 || hits > n || production_hits > m {
        return None;
    }
    let (size, production_size) = (n as f64, m as f64);
    let share = |hits: u64, of: f64| hits as f64 / of;
    let (p_x, rest_x) = (share(hits, size), share(n - hits, size));
    let (p_y, rest_y) = (share(production_hits, production_size), share(m - production_hits, production_size));
    // The angle between the two, from its sine and cosine; the sine's numerator as an exact difference of products.
    let products = [u128::from(production_hits) * u128::from(n), u128::from(hits) * u128::from(m)];
    let difference = products[0].abs_diff(products[1]) as f64 / (size * production_size);
    let below = (p_y * rest_x).sqrt() + (p_x * rest_y).sqrt();
    let angle =
        if below > 0.0 { libm::atan2(difference / below, (rest_x * rest_y).sqrt() + (p_x * p_y).sqrt()) } else { 0.0 };
    let statistic = if products[0] < products[1] { -2.0 * angle } else { 2.0 * angle };
    let reach = z * (1.0 / size + 1.0 / production_size).sqrt();
    let interval = Interval { low: (statistic - reach).max(-PI), high: (statistic + reach).min(PI) };
    Some(CohensH { statistic, interval })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_reached() {
        assert_eq!(cohens_h(0, 5, 7, 7, 0.95).unwrap().statistic, PI);
        assert_eq!(cohens_h(5, 5, 0, 7, 0.95).unwrap().statistic, -PI);
        for (x, n, y, m) in [(0, 5, 0, 7), (5, 5, 7, 7), (2, 4, 50, 100)] {
            assert_eq!(cohens_h(x, n, y, m, 0.95).unwrap().statistic, 0.0);
        }
    }

    #[test]
    fn what_is_not_defined_is_none() {
        assert_eq!(
            (cohens_h(0, 0, 1, 2, 0.95), cohens_h(3, 2, 1, 2, 0.95), cohens_h(1, 2, 1, 2, 1.0)),
            (None, None, None)
        );
        assert!(cohens_h(u64::MAX, u64::MAX, 1, u64::MAX, 0.95).unwrap().statistic < 0.0);
    }
}
