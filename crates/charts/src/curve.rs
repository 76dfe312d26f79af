//! Makes a cumulative curve of one side from its quantiles.

use driftscope_report::Quantiles;

use crate::axis::part_of_range;

/// A value and the share of a side's values up to it, both never falling from one point to the next.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Curve {
    points: Vec<(f64, f64)>,
}

/// Share of each side that may lie beyond either end of an axis when it is far away from the rest.
const TAIL: f64 = 0.0101;

/// How much longer than its middle a range must be before its ends are left out.
const STRETCH: f64 = 1.5;

impl Curve {
    /// `None` where a side has no values, or its numbers do not fit together, as in a damaged file.
    pub(crate) fn of(probabilities: &[f64], values: &[f64]) -> Option<Self> {
        let points: Vec<(f64, f64)> = values.iter().copied().zip(probabilities.iter().copied()).collect();
        let sound = |&(value, share): &(f64, f64)| value.is_finite() && (0.0..=1.0).contains(&share);
        let rises = points.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1);
        let fits = !points.is_empty() && values.len() == probabilities.len();
        (fits && rises && points.iter().all(sound)).then_some(Self { points })
    }

    /// The same curve, led through a point that is known exactly.
    pub(crate) fn through(mut self, value: f64, share: f64) -> Self {
        if !(value.is_finite() && (0.0..=1.0).contains(&share)) {
            return self;
        }
        let place = self.points.partition_point(|point| point.1 < share);
        for point in &mut self.points[..place] {
            point.0 = point.0.min(value);
        }
        for point in &mut self.points[place..] {
            point.0 = point.0.max(value);
        }
        self.points.insert(place, (value, share));
        self
    }

    /// The share of values up to this one.
    pub(crate) fn share(&self, value: f64) -> f64 {
        let place = self.points.partition_point(|point| point.0 <= value);
        match (place.checked_sub(1).and_then(|before| self.points.get(before)), self.points.get(place)) {
            (None, _) => 0.0,
            (_, None) => 1.0,
            (Some(before), Some(after)) => before.1 + (after.1 - before.1) * part_of_range(value, (before.0, after.0)),
        }
    }

    /// The part of the curve between two values.
    pub(crate) fn within(&self, low: f64, high: f64) -> Vec<(f64, f64)> {
        let mut inside = Vec::with_capacity(self.points.len() + 2);
        for (place, &(value, share)) in self.points.iter().enumerate() {
            let before = place.checked_sub(1).map(|previous| self.points[previous]);
            if let Some(before) = before {
                let ends = [low, high].into_iter().filter(|&end| before.0 < end && end < value);
                inside.extend(ends.map(|end| (end, self.share(end))));
            }
            if (low..=high).contains(&value) {
                inside.push((value, share));
            }
        }
        inside
    }
}

/// The values at the ends of an axis: those that are asked for, if an axis can have them, or else those that both sides should span.
pub(crate) fn axis_range(asked: Option<(f64, f64)>, quantiles: &Quantiles) -> Option<(f64, f64)> {
    asked.filter(|(low, high)| low < high && (high - low).is_finite()).or_else(|| common_range(quantiles))
}

/// The values that an axis for both sides should span: all of them, or without far ends. `None` where there are none.
fn common_range(quantiles: &Quantiles) -> Option<(f64, f64)> {
    let (mut all, mut middle) = ((f64::INFINITY, f64::NEG_INFINITY), (f64::INFINITY, f64::NEG_INFINITY));
    for side in [&quantiles.reference, &quantiles.production] {
        for (&value, &probability) in side.iter().zip(&quantiles.probabilities) {
            if !value.is_finite() {
                continue;
            }
            all = (all.0.min(value), all.1.max(value));
            if (TAIL..=1.0 - TAIL).contains(&probability) {
                middle = (middle.0.min(value), middle.1.max(value));
            }
        }
    }
    if all.0 > all.1 {
        return None;
    }
    let (low, high) = if middle.1 > middle.0 && all.1 - all.0 > STRETCH * (middle.1 - middle.0) { middle } else { all };
    // A single value has no width at all.
    let padding = if high > low { 0.0 } else { (low.abs() * 1e-6).max(0.5) };
    Some((low - padding, high + padding))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_passes_through_a_known_point_and_still_rises() {
        let curve = Curve::of(&[0.0, 0.25, 0.5, 0.75, 1.0], &[0.0, 1.0, 2.0, 3.0, 4.0]).unwrap();
        for (value, share) in [(1.7, 0.5), (3.9, 0.3), (-1.0, 0.9), (9.0, 0.0), (2.0, 1.0)] {
            let through = curve.clone().through(value, share);
            assert!(through.points.contains(&(value, share)));
            assert!(
                through.points.windows(2).all(|pair| pair[0].0 <= pair[1].0 && pair[0].1 <= pair[1].1),
                "{through:?}"
            );
        }
    }

    #[test]
    fn a_part_begins_and_ends_on_the_curve() {
        let curve = Curve::of(&[0.0, 0.5, 1.0], &[0.0, 10.0, 20.0]).unwrap();
        assert_eq!(curve.within(5.0, 18.0), [(5.0, 0.25), (10.0, 0.5), (18.0, 0.9)]);
        assert_eq!(curve.within(2.0, 4.0), [(2.0, 0.1), (4.0, 0.2)]);
        assert!(curve.within(21.0, 22.0).is_empty());
    }

    #[test]
    fn the_share_up_to_a_value_is_that_of_the_curve() {
        let curve = Curve::of(&[0.0, 0.25, 0.75, 1.0], &[0.0, 10.0, 10.0, 20.0]).unwrap();
        for (value, share) in
            [(-1.0, 0.0), (0.0, 0.0), (4.0, 0.1), (10.0, 0.75), (18.0, 0.95), (20.0, 1.0), (99.0, 1.0)]
        {
            assert!((curve.share(value) - share).abs() < 1e-12, "{value}");
        }
    }

    #[test]
    fn damaged_numbers_give_no_curve() {
        for (shares, values) in
            [(vec![], vec![]), (vec![0.0], vec![1.0, 2.0]), (vec![0.0, 1.0], vec![2.0, 1.0]), (vec![2.0], vec![0.0])]
        {
            assert!(Curve::of(&shares, &values).is_none());
        }
        assert!(Curve::of(&[0.0, 1.0], &[f64::NAN, 1.0]).is_none());
    }

    #[test]
    fn one_far_value_does_not_stretch_the_axis() {
        let probabilities: Vec<f64> = (0..=100).map(|percent| f64::from(percent) / 100.0).collect();
        let mut reference: Vec<f64> = (0..=100).map(f64::from).collect();
        let quantiles = Quantiles { probabilities, production: reference.clone(), reference: reference.clone() };
        assert_eq!(common_range(&quantiles), Some((0.0, 100.0)));
        reference[100] = 1e9;
        assert_eq!(common_range(&Quantiles { reference, ..quantiles }), Some((2.0, 98.0)));
        assert_eq!(common_range(&Quantiles::default()), None);
    }
}
