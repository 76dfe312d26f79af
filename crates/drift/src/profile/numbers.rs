//! The numbers of a profiled column: buckets, exact sums, and how many differ.

use driftscope_stats::distinct::Distinct;
use driftscope_stats::moments::Moments;
use driftscope_stats::power_sums::PowerSums;
use driftscope_stats::value_sketch::ValueSketch;

/// The numbers of one side.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct NumberProfile {
    pub sketch: ValueSketch,
    pub sums: PowerSums,
    /// What tells how many finite numbers differ, where the buckets do not.
    pub distinct: Option<Distinct>,
}

impl NumberProfile {
    /// That of sorted numbers.
    pub(crate) fn of_sorted(sorted: &[f64]) -> Self {
        let sketch = ValueSketch::of_sorted(sorted);
        let distinct = (!sketch.is_exact()).then(|| {
            let mut distinct = Distinct::default();
            let finite = sorted.chunk_by(|a, b| a == b).map(|run| run[0]).filter(|value| value.is_finite());
            finite.for_each(|value| distinct.add_number(value));
            distinct
        });
        Self { sketch, sums: PowerSums::of(sorted.iter().copied()), distinct }
    }

    /// That of numbers in any order, each with its count.
    pub(crate) fn of_counted(mut numbers: Vec<(f64, u64)>) -> Self {
        numbers.retain(|(number, count)| *count > 0 && !number.is_nan());
        numbers.sort_unstable_by(|one, other| one.0.total_cmp(&other.0));
        let sketch = ValueSketch::of_counted(&numbers);
        let mut sums = PowerSums::default();
        numbers.iter().for_each(|(number, count)| sums.add_times(*number, *count));
        let distinct = (!sketch.is_exact()).then(|| {
            let mut distinct = Distinct::default();
            numbers
                .iter()
                .filter(|(number, _)| number.is_finite())
                .for_each(|(number, _)| distinct.add_number(*number));
            distinct
        });
        Self { sketch, sums, distinct }
    }

    /// Adds the numbers of another part.
    pub(crate) fn merge(&mut self, part: &Self) {
        let mut sketch = self.sketch.clone();
        sketch.merge(&part.sketch);
        self.distinct = (!sketch.is_exact()).then(|| {
            let mut distinct = self.registers();
            distinct.merge(&part.registers());
            distinct
        });
        self.sketch = sketch;
        self.sums.merge(&part.sums);
    }

    /// How many numbers differ, infinite ones among them: an estimate where the buckets hold several.
    pub(crate) fn distinct(&self) -> u64 {
        let finite = match &self.distinct {
            Some(distinct) => distinct.estimate().max(self.sketch.buckets().len() as u64),
            None => self.sketch.buckets().len() as u64,
        };
        finite + self.infinities()
    }

    /// How many numbers of both sides together differ.
    pub(crate) fn pooled_distinct(&self, other: &Self) -> u64 {
        let mut both = self.clone();
        both.merge(other);
        both.distinct()
    }

    pub(crate) fn moments(&self) -> Moments {
        let infinite = self.sketch.infinite().into_iter().fold(0, u64::saturating_add);
        let (min, max) = self.sketch.ends().unwrap_or_default();
        Moments { infinite, ..self.sums.moments(min, max) }
    }

    fn infinities(&self) -> u64 {
        self.sketch.infinite().into_iter().filter(|count| *count > 0).count() as u64
    }

    /// The distinct finite numbers; the buckets tell them where they are single values.
    fn registers(&self) -> Distinct {
        self.distinct.clone().unwrap_or_else(|| {
            let mut distinct = Distinct::default();
            self.sketch.buckets().iter().for_each(|bucket| distinct.add_number(bucket.low));
            distinct
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(numbers: std::ops::Range<u32>) -> NumberProfile {
        let sorted: Vec<f64> = numbers.map(|number| f64::from(number) * 0.7).collect();
        NumberProfile::of_sorted(&sorted)
    }

    #[test]
    fn parts_are_the_whole_whether_they_are_exact_or_not() {
        let mut parts = profile(0..3_000);
        parts.merge(&profile(3_000..20_000));
        assert_eq!(parts, profile(0..20_000));
        let mut few = profile(0..500);
        few.merge(&profile(500..1_000));
        assert_eq!(few, profile(0..1_000));
        assert_eq!((few.distinct(), few.distinct.is_none()), (1_000, true));
    }

    #[test]
    fn counted_numbers_are_those_that_are_repeated() {
        let values: Vec<f64> = (0..30_000).map(|number| f64::from(number % 9_001) * 0.3 - 40.0).collect();
        let mut sorted = values.clone();
        sorted.extend([f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY]);
        sorted.sort_unstable_by(f64::total_cmp);
        let counted: Vec<(f64, u64)> = sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u64)).collect();
        let backwards = counted.iter().rev().copied().collect();
        assert_eq!(NumberProfile::of_counted(backwards), NumberProfile::of_sorted(&sorted));
    }

    #[test]
    fn distinct_numbers_of_both_sides_are_counted_once() {
        assert_eq!(profile(0..1_000).pooled_distinct(&profile(500..1_500)), 1_500);
        let many = profile(0..20_000).pooled_distinct(&profile(10_000..30_000));
        assert!((28_500..31_500).contains(&many), "{many}");
        let infinite = NumberProfile::of_sorted(&[f64::NEG_INFINITY, 1.0, f64::INFINITY, f64::INFINITY]);
        assert_eq!((infinite.distinct(), infinite.moments().infinite), (3, 3));
    }
}
