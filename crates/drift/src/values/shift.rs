//! What the shift of a numeric column is made of, in figures and in words, and how much of it hangs on its outermost values.

use driftscope_stats::bins::{count_between, pooled_quantile_edges};
use driftscope_stats::jensen_shannon;
use driftscope_stats::ordered::{Ordered, Within};
use driftscope_stats::outermost::wasserstein_share;
use driftscope_stats::quantile_decomposition::{Decomposition, decompose};

use driftscope_report::{Shift, ShiftShares};

/// The share of the values at either end that counts as outermost.
const OUTERMOST: f64 = 0.005;

/// Values on the smaller side without which its outer percentiles are chance.
const ENOUGH_FOR_TAILS: u64 = 500;

/// Describes the shift from one sorted sample of finite values to the other, whose Wasserstein distance is given. `None` where a side has no value, or the
/// reference has no spread to measure in.
pub(crate) fn describe<S: Ordered + ?Sized>(reference: &S, production: &S, distance: Option<f64>) -> Option<Shift> {
    let parts = decompose(reference, production)?;
    let has_tails = reference.size().min(production.size()) >= ENOUGH_FOR_TAILS;
    let parts = if has_tails { parts } else { Decomposition { lower_tail: None, upper_tail: None, ..parts } };
    let [location, scale, shape] = parts.shares;
    let share = distance.and_then(|distance| wasserstein_share(reference, production, distance, OUTERMOST));
    let shift = Shift {
        location: parts.location,
        scale: parts.scale,
        lower_tail: parts.lower_tail,
        upper_tail: parts.upper_tail,
        shares: ShiftShares { location, scale, shape },
        outermost_share: share,
        effect_without_outermost: effect_without(reference, production),
        words: String::new(),
    };
    Some(Shift { words: driftscope_present::shift(&shift), ..shift })
}

/// The effect without the outermost values of each side.
fn effect_without<S: Ordered + ?Sized>(reference: &S, production: &S) -> Option<f64> {
    let cut = |side: &S| (side.size() as f64 * OUTERMOST) as u64;
    let [reference, production] =
        [reference, production].map(|side| Within::places(side, cut(side), side.size() - cut(side)));
    let edges = pooled_quantile_edges(&reference, &production);
    jensen_shannon::effect(&count_between(&reference, &edges), &count_between(&production, &edges))
}

#[cfg(test)]
mod tests {
    use driftscope_stats::special::normal_quantile;
    use driftscope_stats::wasserstein::wasserstein;

    use super::*;

    fn described(reference: &[f64], production: &[f64]) -> Option<Shift> {
        describe(reference, production, wasserstein(reference, production))
    }

    fn normal(size: usize, of: impl Fn(f64) -> f64) -> Vec<f64> {
        (0..size).map(|place| of(normal_quantile((place as f64 + 0.5) / size as f64))).collect()
    }

    fn said(reference: &[f64], production: &[f64]) -> String {
        described(reference, production).unwrap().words.replace('\u{202f}', " ")
    }

    #[test]
    fn level_spread_and_tails_are_said_in_words() {
        let reference = normal(2000, |z| z);
        assert_eq!(said(&reference, &normal(2000, |z| 0.25 + 1.4 * z)), "0.25 sd higher, 40 % wider");
        assert_eq!(said(&reference, &normal(2000, |z| 0.5 * z - 0.3)), "0.3 sd lower, 50 % narrower");
        assert_eq!(said(&reference, &normal(2000, |z| 3.0 * z)), "3 times as wide");
        let skewed = said(&reference, &normal(2000, |z| if z > 0.0 { z * (1.0 + 0.5 * z) } else { z }));
        assert!(skewed.contains("higher") && skewed.contains("heavier upper tail"), "{skewed}");
        assert_eq!(said(&reference, &reference), "about the same level, spread and shape");
    }

    #[test]
    fn a_distance_of_outliers_is_said_to_be_one() {
        let reference = normal(2000, |z| z);
        let mut production = reference.clone();
        production[1999] = 1e6;
        let shift = described(&reference, &production).unwrap();
        assert!(shift.words.starts_with("about the same") && shift.words.contains("outermost"), "{}", shift.words);
        assert!(shift.outermost_share > Some(0.999) && shift.effect_without_outermost == Some(0.0), "{shift:?}");
    }

    #[test]
    fn few_values_have_no_tails() {
        let shift = described(&normal(60, |z| z), &normal(60, libm::exp)).unwrap();
        assert_eq!((shift.lower_tail, shift.upper_tail), (None, None));
        assert_eq!(described(&[2.0; 60], &[2.0; 60]), None);
        assert_eq!(described(&[], &[2.0; 60]), None);
    }
}
