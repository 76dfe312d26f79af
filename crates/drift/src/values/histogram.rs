//! Common bins for both sides of a column, fine enough to be merged into coarser ones.
//!
//! The edges are multiples of a round width, computed as whole numbers over a power of ten, so that a value that is
//! printed `0.3` meets the edge 0.3 exactly and falls into the bin that starts there. A few far values must not
//! squeeze all others into one bin: where the extremes lie far outside of what 99 % of either side needs, the first
//! or last bin gathers them and is marked as a tail.

use driftscope_stats::bins::count_between;
use driftscope_stats::ordered::Ordered;

use driftscope_report::Histogram;

/// About as many bins as a large chart can show; merging neighbours gives coarser ones.
const BINS: f64 = 60.0;

/// More than this is never made, whatever the rounding of widths does.
const MOST_BINS: usize = 200;

/// Share of each side's values that may be gathered at each end.
const TAIL: f64 = 0.005;

/// How much longer than its middle a range must be before its ends are gathered.
const STRETCH: f64 = 1.5;

/// What the values are, which decides the widths that look round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// Numbers with fractions.
    Fractional,
    /// Whole numbers: bins start at whole numbers.
    Whole,
    /// Seconds since 1970: bins are seconds, minutes, hours, days.
    Seconds,
}

/// Counts both sides on common edges. The values are finite and sorted. `None` where neither side has any.
pub(crate) fn histogram<S: Ordered + ?Sized>(reference: &S, production: &S, scale: Scale) -> Option<Histogram> {
    let (mut smallest, mut largest) = (f64::INFINITY, f64::NEG_INFINITY);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for side in [reference, production] {
        let Some(last) = side.size().checked_sub(1) else { continue };
        let tail = (side.size() as f64 * TAIL) as u64;
        smallest = side.at(0).map_or(smallest, |value| value.min(smallest));
        largest = side.at(last).map_or(largest, |value| value.max(largest));
        low = side.at(tail).map_or(low, |value| value.min(low));
        high = side.at(last.saturating_sub(tail)).map_or(high, |value| value.max(high));
    }
    if smallest > largest {
        return None;
    }
    if high <= low || largest - smallest <= STRETCH * (high - low) {
        (low, high) = (smallest, largest);
    }
    let stepped = (scale == Scale::Fractional).then(|| stepped_edges(reference, production, low, high)).flatten();
    let mut edges = stepped.or_else(|| round_edges(low, high, scale)).unwrap_or_else(|| vec![smallest, largest]);
    let lower_tail = edges[0] > smallest;
    if lower_tail {
        edges.insert(0, smallest);
    }
    let upper_tail = edges[edges.len() - 1] < largest;
    if upper_tail {
        edges.push(largest);
    }
    Some(Histogram {
        reference: counts(reference, &edges),
        production: counts(production, &edges),
        edges,
        lower_tail,
        upper_tail,
    })
}

/// Edges halfway between values that stand at equal steps, such as knots converted to miles an hour.
///
/// Round edges would put one step into this bin and two into the next, and draw a comb that is not in the data.
fn stepped_edges<S: Ordered + ?Sized>(reference: &S, production: &S, low: f64, high: f64) -> Option<Vec<f64>> {
    const MOST_VALUES: usize = 400;
    /// How far from its step a value may stand, in steps: printed decimals are rounded.
    const SLACK: f64 = 0.06;
    let mut values = Vec::new();
    for side in [reference, production] {
        let (mut place, end) = (side.below(low), side.up_to(high));
        while let Some(value) = side.at(place).filter(|_| place < end) {
            values.push(value);
            if values.len() > 2 * MOST_VALUES {
                return None;
            }
            place = side.up_to(value).max(place + 1);
        }
    }
    values.sort_unstable_by(f64::total_cmp);
    values.dedup();
    if values.len() < 4 || values.len() > MOST_VALUES {
        return None;
    }
    let (first, last) = (values[0], values[values.len() - 1]);
    let narrowest = values.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let steps = libm::round((last - first) / narrowest);
    // Where most steps are empty, the narrowest gap is no step but chance.
    if !(3.0..=4.0 * values.len() as f64).contains(&steps) {
        return None;
    }
    let step = (last - first) / steps;
    let on_step = |value: f64| {
        let place = (value - first) / step;
        (place - libm::round(place)).abs() <= SLACK
    };
    if !values.iter().all(|&value| on_step(value)) {
        return None;
    }
    let width = libm::ceil(steps / BINS);
    let bins = libm::floor(steps / width) + 1.0;
    let edges: Vec<f64> = (0..=bins as usize).map(|bin| first + step * (bin as f64 * width - 0.5)).collect();
    let ascending = edges.windows(2).all(|pair| pair[0] < pair[1]) && edges.iter().all(|edge| edge.is_finite());
    (ascending && edges[0] <= low && edges[edges.len() - 1] >= high).then_some(edges)
}

/// Ascending multiples of a round width that cover `low` to `high`, or `None` where doubles are too coarse for them.
fn round_edges(low: f64, high: f64, scale: Scale) -> Option<Vec<f64>> {
    let width = Width::round((high - low) / BINS, scale)?;
    let first = width.steps_to(low);
    let steps = width.steps_to(high) - first + 1.0;
    if !(1.0..=MOST_BINS as f64).contains(&steps) || first.abs() > 1e15 {
        return None;
    }
    let edges: Vec<f64> = (0..=steps as usize).map(|step| width.times(first + step as f64)).collect();
    let ascending = edges.windows(2).all(|pair| pair[0] < pair[1]) && edges.iter().all(|edge| edge.is_finite());
    (ascending && edges[0] <= low && edges[edges.len() - 1] >= high).then_some(edges)
}

/// A round bin width: a whole number over a power of ten, or times one.
#[derive(Clone, Copy)]
struct Width {
    digits: f64,
    /// Divides `digits`, exact up to 10^22.
    denominator: f64,
    /// Multiplies `digits`.
    factor: f64,
}

impl Width {
    /// The round width at or above `raw`.
    fn round(raw: f64, scale: Scale) -> Option<Self> {
        if !raw.is_finite() || raw < 0.0 {
            return None;
        }
        if scale == Scale::Seconds {
            const DAY: f64 = 86_400.0;
            const SPANS: [f64; 19] = [
                1.0,
                5.0,
                15.0,
                60.0,
                300.0,
                900.0,
                1_800.0,
                3_600.0,
                10_800.0,
                21_600.0,
                43_200.0,
                DAY,
                2.0 * DAY,
                7.0 * DAY,
                14.0 * DAY,
                28.0 * DAY,
                91.0 * DAY,
                182.0 * DAY,
                365.0 * DAY,
            ];
            let years = libm::ceil(raw / (365.0 * DAY)) * 365.0 * DAY;
            return Some(Self::whole(SPANS.into_iter().find(|&span| span >= raw).unwrap_or(years)));
        }
        if scale != Scale::Fractional && raw <= 1.0 {
            return Some(Self::whole(1.0));
        }
        if raw == 0.0 {
            // One value only: a bin of its own magnitude is as good as any.
            return Some(Self::whole(1.0));
        }
        let mut exponent = libm::floor(libm::log10(raw)) as i32;
        let mantissa = raw / libm::pow(10.0, f64::from(exponent));
        let mut digits =
            [10.0, 20.0, 25.0, 50.0, 100.0].into_iter().find(|digits| digits / 10.0 >= mantissa * (1.0 - 1e-9))?;
        exponent -= 1;
        while digits % 10.0 == 0.0 {
            digits /= 10.0;
            exponent += 1;
        }
        if scale == Scale::Whole && exponent < 0 {
            // 2.5 between whole numbers would hold two of them here and three there.
            (digits, exponent) = (5.0, exponent + 1);
        }
        let power = libm::pow(10.0, f64::from(exponent.abs()));
        power.is_finite().then_some(if exponent < 0 {
            Self { digits, denominator: power, factor: 1.0 }
        } else {
            Self { digits, denominator: 1.0, factor: power }
        })
    }

    fn whole(width: f64) -> Self {
        Self { digits: width, denominator: 1.0, factor: 1.0 }
    }

    /// The multiple at or below `value`.
    fn steps_to(self, value: f64) -> f64 {
        let mut steps = libm::floor(value / (self.digits * self.factor / self.denominator));
        // The quotient is rounded: move to the multiple that really encloses the value.
        if self.times(steps) > value {
            steps -= 1.0;
        } else if self.times(steps + 1.0) <= value {
            steps += 1.0;
        }
        steps
    }

    fn times(self, steps: f64) -> f64 {
        steps * self.digits * self.factor / self.denominator
    }
}

/// The values of every bin; the last one reaches up to the last of them.
fn counts<S: Ordered + ?Sized>(sorted: &S, edges: &[f64]) -> Vec<u64> {
    count_between(sorted, edges.get(1..edges.len() - 1).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(reference: &[f64], production: &[f64], scale: Scale) -> Histogram {
        let histogram = histogram(reference, production, scale).unwrap();
        assert_eq!(histogram.reference.iter().sum::<u64>(), reference.len() as u64);
        assert_eq!(histogram.production.iter().sum::<u64>(), production.len() as u64);
        assert_eq!(histogram.reference.len() + 1, histogram.edges.len());
        assert!(histogram.edges.len() <= MOST_BINS + 3);
        histogram
    }

    #[test]
    fn edges_are_round_decimals() {
        let values: Vec<f64> = (0..1000).map(|step| f64::from(step) / 1000.0).collect();
        let histogram = check(&values, &values, Scale::Fractional);
        assert_eq!(histogram.edges[..4], [0.0, 0.02, 0.04, 0.06]);
        assert!(histogram.reference.iter().all(|&count| count == 20), "{:?}", histogram.reference);
    }

    #[test]
    fn values_at_equal_steps_have_a_bin_each() {
        // Knots as miles an hour, printed with two decimals.
        let miles: Vec<f64> = (0..30).map(|knots| (f64::from(knots) * 115.078).round() / 100.0).collect();
        let histogram = check(&miles, &miles[3..20], Scale::Fractional);
        assert_eq!(histogram.reference, [1; 30]);
    }

    #[test]
    fn whole_numbers_have_a_bin_each_while_they_fit() {
        let hours: Vec<f64> = (0..24).map(f64::from).collect();
        let histogram = check(&hours, &hours, Scale::Whole);
        assert_eq!(histogram.reference, [1; 24]);
        assert!(!histogram.lower_tail && !histogram.upper_tail);
    }

    #[test]
    fn one_far_value_gets_a_tail_of_its_own() {
        let reference: Vec<f64> = (0..10_000).map(|step| f64::from(step) / 100.0).collect();
        let mut production = reference.clone();
        production.push(1e9);
        let histogram = check(&reference, &production, Scale::Fractional);
        assert!(histogram.upper_tail && !histogram.lower_tail);
        assert!(histogram.edges.len() > 40 && histogram.edges[histogram.edges.len() - 2] <= 102.0);
        assert_eq!(histogram.production.last(), Some(&1));
    }

    #[test]
    fn extreme_ranges_still_give_bins() {
        check(&[-1.7e308, 1.7e308], &[0.0], Scale::Fractional);
        check(&[5e-324], &[1e-323], Scale::Fractional);
        check(&[1e300], &[1e300], Scale::Fractional);
        check(&[9_007_199_254_740_993.0], &[9_007_199_254_740_994.0], Scale::Whole);
        check(&[7.0; 50], &[], Scale::Whole);
        check(&[-1e-7, 2.5e17], &[3.0], Scale::Fractional);
        assert!(histogram(&[], &[], Scale::Whole).is_none());
    }
}
