//! A sample stored as its distinct values and how often each occurs.
//!
//! Counts are at most 2⁶⁴ − 1 together, so that a sample larger than any memory is a short list. What goes by the order of
//! the values takes it like a sorted slice ([`crate::ordered::Ordered`]); what goes by one walk through both samples takes
//! [`crate::merged::Merged::of_runs`].

use crate::samples::ordered::Ordered;

/// Distinct values in ascending order, each with its count.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Runs {
    values: Vec<f64>,
    /// How many values there are up to each of them, with it.
    ends: Vec<u64>,
}

impl Runs {
    /// Takes values and counts in ascending order. What is not above the value before it counts as that one, NaN does not
    /// count, and counts past 2⁶⁴ − 1 are lost.
    ///
    /// ```
    /// use driftscope_stats::ordered::Ordered;
    /// use driftscope_stats::runs::Runs;
    ///
    /// let sample = Runs::of_ascending([(1.0, 2), (4.0, 3)]);
    /// assert_eq!((sample.size(), sample.at(1), sample.at(2), sample.below(4.0)), (5, Some(1.0), Some(4.0), 2));
    /// ```
    #[must_use]
    pub fn of_ascending(runs: impl IntoIterator<Item = (f64, u64)>) -> Self {
        let mut sample = Self::default();
        for (value, count) in runs {
            if count == 0 || value.is_nan() {
                continue;
            }
            let end = sample.size().saturating_add(count);
            match (sample.values.last(), sample.ends.last_mut()) {
                (Some(last), Some(before)) if *last >= value => *before = end,
                _ => {
                    sample.values.push(value + 0.0);
                    sample.ends.push(end);
                }
            }
        }
        sample
    }

    /// Takes a sorted sample.
    #[must_use]
    pub fn of_sorted(sorted: &[f64]) -> Self {
        Self::of_ascending(sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u64)))
    }

    /// The distinct values, ascending.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// Every value with its count, ascending.
    pub fn runs(&self) -> impl DoubleEndedIterator<Item = (f64, u64)> + '_ {
        let count = |place: usize| self.up_to_place(place + 1) - self.up_to_place(place);
        self.values.iter().enumerate().map(move |(place, &value)| (value, count(place)))
    }

    /// This sample without its infinite values.
    #[must_use]
    pub fn finite(&self) -> Self {
        Self::of_ascending(self.runs().filter(|run| run.0.is_finite()))
    }

    /// At most `most` values that are spread evenly over all of them: every second one, every fourth, and so on. Shares up to
    /// any value are off by less than one of those that are left.
    #[must_use]
    pub fn thinned(&self, most: u64) -> Self {
        let mut bits = 0;
        while bits < 63 && self.size() >> bits > most {
            bits += 1;
        }
        let ends = self.ends.iter().map(|end| end >> bits);
        let starts = std::iter::once(0).chain(ends.clone());
        Self::of_ascending(self.values.iter().zip(ends).zip(starts).map(|((&value, end), start)| (value, end - start)))
    }

    fn up_to_place(&self, place: usize) -> u64 {
        place.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(0)
    }
}

impl Ordered for Runs {
    fn size(&self) -> u64 {
        self.ends.last().copied().unwrap_or(0)
    }

    fn at(&self, place: u64) -> Option<f64> {
        self.values.get(self.ends.partition_point(|&end| end <= place)).copied()
    }

    fn below(&self, value: f64) -> u64 {
        self.up_to_place(self.values.partition_point(|&other| other < value))
    }

    fn up_to(&self, value: f64) -> u64 {
        self.up_to_place(self.values.partition_point(|&other| other <= value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distances::psi::psi_sorted;
    use crate::effects::median_shift::median_shift;
    use crate::effects::outermost::wasserstein_share;
    use crate::effects::quantile_decomposition::decompose;
    use crate::merged::Merged;
    use crate::random::Random;
    use crate::samples::bins::{count_between, pooled_quantile_edges};
    use crate::samples::quantile::quantile_sorted;
    use crate::samples::sorting::sorted;

    fn drawn(random: &mut Random, distinct: u64) -> Vec<f64> {
        let length = 1 + random.below(400);
        let mut values = sorted((0..length).map(|_| random.below(distinct) as f64 * 0.3 - 2.0));
        let infinite = random.below(3) as usize;
        let place = values.len() - infinite.min(values.len());
        values[place..].fill(f64::INFINITY);
        values
    }

    #[test]
    fn counted_values_are_a_sample_like_any_other() {
        let mut random = Random::new(5);
        for round in 0..400 {
            let (left, right) = (drawn(&mut random, 2 + round), drawn(&mut random, 3 + round));
            let (a, b) = (Runs::of_sorted(&left), Runs::of_sorted(&right));
            for probability in [0.0, 0.3, 0.5, 0.99, 1.0] {
                assert_eq!(quantile_sorted(&a, probability), quantile_sorted(&left, probability));
            }
            let edges = pooled_quantile_edges(&left, &right);
            assert_eq!(pooled_quantile_edges(&a, &b), edges);
            assert_eq!(count_between(&a, &edges), count_between(&left, &edges));
            assert_eq!(psi_sorted(&a, &b), psi_sorted(&left, &right));
            assert_eq!(decompose(&a, &b), decompose(&left, &right));
            assert_eq!(median_shift(&a, &b, 0.95), median_shift(&left, &right, 0.95));
            let by_value = Merged::of_sorted(&left, &right).unwrap();
            let by_runs = Merged::of_runs(&a, &b).unwrap();
            assert_eq!(by_runs.kolmogorov_smirnov(), by_value.kolmogorov_smirnov());
            assert_eq!(by_runs.anderson_darling(), by_value.anderson_darling());
            assert_eq!(by_runs.mann_whitney(), by_value.mann_whitney());
            assert_eq!(by_runs.energy(), by_value.energy());
            assert_eq!(by_runs.cliffs_delta(0.95), by_value.cliffs_delta(0.95));
            if let Some(distance) = by_value.wasserstein() {
                assert_eq!(by_runs.wasserstein(), Some(distance));
                let share = wasserstein_share(&left, &right, distance, 0.1);
                assert_eq!(wasserstein_share(&a, &b, distance, 0.1), share);
            }
        }
    }

    #[test]
    fn what_does_not_ascend_or_is_no_number_breaks_nothing() {
        let sample = Runs::of_ascending([(2.0, 1), (1.0, 2), (f64::NAN, 7), (3.0, 0), (5.0, u64::MAX)]);
        assert_eq!((sample.values(), sample.size()), ([2.0, 5.0].as_slice(), u64::MAX));
        assert_eq!(sample.runs().map(|run| run.1).collect::<Vec<_>>(), [3, u64::MAX - 3]);
        assert_eq!(Runs::default().at(0), None);
    }

    #[test]
    fn more_values_than_any_memory_holds_are_compared() {
        let (a, b) = (Runs::of_ascending([(1.0, 1 << 60), (2.0, 1 << 60)]), Runs::of_ascending([(2.0, 1 << 61)]));
        assert_eq!(quantile_sorted(&a, 0.25), Some(1.0));
        assert_eq!(pooled_quantile_edges(&a, &b), [2.0]);
        assert!(Merged::of_runs(&a, &b).is_none());
        let [a, b] = [a, b].map(|sample| sample.thinned(1 << 31));
        assert_eq!(Merged::of_runs(&a, &b).map(|merged| merged.kolmogorov_smirnov().statistic), Some(0.5));
        let few = Runs::of_ascending([(1.0, 3), (2.0, 1)]);
        assert_eq!((few.thinned(4), few.thinned(1).size()), (few, 1));
    }
}
