//! How many rows it would take until the interval of an effect no longer spans the limit.
//!
//! The ends of the interval move towards the effect as √(1/n + 1/m) falls. With an effect that stays where it is, the interval
//! has left the limit once its nearer half is shorter than the way from the effect to the limit.
//!
//! ```text
//! r = ((limit − effect)/(high − effect))²       below the limit
//! r = ((effect − limit)/(effect − low))²        above it
//! 1/n′ + 1/m′ = r (1/n + 1/m)
//! ```
//!
//! More rows of production alone help until 1/m′ is nothing, so where that is not enough, both sides have to grow. It is an
//! estimate for planning: the effect itself will not stay quite where it is.

use driftscope_report::{DriftPart, RowsToSettle};

/// An effect that is closer to the limit than this share of it may fall to either side with any number of rows.
const TOO_CLOSE: f64 = 0.1;

/// More rows than this are not asked for.
const MOST_ROWS: f64 = 1e8;

/// How many times as many rows of production are asked for before it is more sensible to ask for both.
const MOST_GROWTH: f64 = 100.0;

/// The rows that would settle it. `None` where the effect is so near the limit that more rows will hardly settle it, or no
/// sensible number would.
pub(crate) fn rows_to_settle(part: &DriftPart, limit: f64) -> Option<RowsToSettle> {
    let [n, m] = part.rows.map(|rows| rows as f64);
    let way = (part.effect - limit).abs();
    let half = if part.effect < limit { part.high? - part.effect } else { part.effect - part.low? };
    if way < TOO_CLOSE * limit || half <= 0.0 || n == 0.0 || m == 0.0 {
        return None;
    }
    let ratio = (way / half) * (way / half);
    if ratio >= 1.0 {
        // The interval has left the limit already: only significance is missing.
        return None;
    }
    let inverses = ratio * (1.0 / n + 1.0 / m);
    let alone = 1.0 / (inverses - 1.0 / n);
    let both = !(alone > 0.0 && alone <= MOST_GROWTH * m);
    let rows = if both { 2.0 / inverses } else { alone };
    // Sides of unequal size: the larger one need not grow.
    (rows <= MOST_ROWS).then(|| RowsToSettle { rows: two_digits(rows), both })
}

fn two_digits(rows: f64) -> u64 {
    let unit = libm::pow(10.0, (libm::floor(libm::log10(rows.max(1.0))) - 1.0).max(0.0));
    (libm::ceil(rows / unit) * unit) as u64
}

#[cfg(test)]
mod tests {
    use driftscope_stats::jensen_shannon;

    use super::*;

    fn part(reference: &[u64], production: &[u64]) -> DriftPart {
        let interval = jensen_shannon::effect_interval(reference, production).unwrap();
        let effect = jensen_shannon::effect(reference, production).unwrap();
        let (low, high) = (Some(interval.low), Some(interval.high));
        let rows = [reference.iter().sum(), production.iter().sum()];
        DriftPart { effect, low, high, rows, ..DriftPart::default() }
    }

    #[test]
    fn the_rows_that_are_asked_for_settle_it() {
        for (reference, production, limit) in
            [([60_u64, 40], [52_u64, 48], 0.15), ([500, 500], [480, 520], 0.05), ([9_000, 1_000], [80, 20], 0.05)]
        {
            let now = part(&reference, &production);
            assert!(now.low < Some(limit) && now.high > Some(limit), "{now:?}");
            let needed = rows_to_settle(&now, limit).unwrap();
            let grown = |counts: [u64; 2], grows: bool| {
                let rows = counts[0] + counts[1];
                // A little more than was asked for, since the bias is corrected for less with more rows.
                let target = if grows { rows.max(needed.rows * 13 / 10) } else { rows };
                counts.map(|count| (count as f64 / rows as f64 * target as f64).round() as u64)
            };

            let after = part(&grown(reference, needed.both), &grown(production, true));
            let way = (now.effect - limit).abs();
            let half =
                if now.effect < limit { after.high.unwrap() - after.effect } else { after.effect - after.low.unwrap() };
            assert!(half <= 1.05 * way, "{now:?} {needed:?} {after:?}");
        }
    }

    #[test]
    fn an_effect_at_the_limit_is_never_settled() {
        let part =
            DriftPart { effect: 0.051, low: Some(0.03), high: Some(0.07), rows: [1_000; 2], ..DriftPart::default() };
        assert_eq!(rows_to_settle(&part, 0.05), None);
    }

    #[test]
    fn rows_have_two_digits_and_are_rounded_up() {
        assert_eq!([7.0, 31.2, 2_811.0, 2_800.0].map(two_digits), [7, 32, 2_900, 2_800]);
    }
}
