//! The interval of a share by Wilson, and of the difference of two shares by Newcombe, at any level.
//!
//! ```text
//! share:       (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
//! difference:  d − √((p₂ − l₂)² + (u₁ − p₁)²)  to  d + √((u₂ − p₂)² + (p₁ − l₁)²),   d = p₂ − p₁
//! ```
//!
//! Wilson (1927, doi 10.1080/01621459.1927.10502953); Newcombe (1998, doi
//! 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I), method 10. Agree with statsmodels. The same combination of
//! two intervals holds for other figures than shares (Zou and Donner 2008, doi 10.1002/sim.3095).

use crate::interval::Interval;

/// The interval of a share. `None` without cases, with more hits than cases, or where the level is not between 0 and 1.
///
/// ```
/// let found = driftscope_stats::newcombe::share_interval(8, 10, 0.95).unwrap();
/// assert!((found.low - 0.4902).abs() < 1e-4 && (found.high - 0.9433).abs() < 1e-4);
/// ```
#[must_use]
pub fn share_interval(hits: u64, cases: u64, level: f64) -> Option<Interval> {
    let z = Interval::normal_quantile(level)?;
    if cases == 0 || hits > cases {
        return None;
    }
    Some(wilson(hits as f64 / cases as f64, cases as f64, z))
}

/// Wilson's interval of a share of `n` cases, `z` standard deviations wide to either side; from 0 to 1 without cases.
pub(crate) fn wilson(share: f64, n: f64, z: f64) -> Interval {
    if n <= 0.0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let square = z * z / n;
    let middle = share + 0.5 * square;
    let reach = z * (share * (1.0 - share) / n + 0.25 * square / n).max(0.0).sqrt();
    Interval {
        low: if share <= 0.0 { 0.0 } else { ((middle - reach) / (1.0 + square)).max(0.0) },
        high: if share >= 1.0 { 1.0 } else { ((middle + reach) / (1.0 + square)).min(1.0) },
    }
}

/// The difference of two shares, the second less the first, with its interval.
///
/// ```
/// use driftscope_stats::newcombe::share_difference;
///
/// let (difference, interval) = share_difference([56, 48], [70, 80], 0.95).unwrap();
/// assert!((difference + 0.2).abs() < 1e-12 && (interval.low + 0.3339).abs() < 1e-4 && (interval.high + 0.0524).abs() < 1e-4);
/// ```
#[must_use]
pub fn share_difference(hits: [u64; 2], cases: [u64; 2], level: f64) -> Option<(f64, Interval)> {
    let intervals = [share_interval(hits[0], cases[0], level)?, share_interval(hits[1], cases[1], level)?];
    let values = [0, 1].map(|side| hits[side] as f64 / cases[side] as f64);
    Some((values[1] - values[0], difference_of(values, intervals)))
}

/// The interval of the second value less the first from the interval of each. An infinite end makes an infinite end.
#[must_use]
pub fn difference_of(values: [f64; 2], [first, second]: [Interval; 2]) -> Interval {
    let difference = values[1] - values[0];
    Interval {
        low: difference - libm::hypot(values[1] - second.low, first.high - values[0]),
        high: difference + libm::hypot(second.high - values[1], values[0] - first.low),
    }
}
