//! A sketch of a column of numbers in a few thousand buckets; merged sketches of parts equal the sketch of the whole.
//!
//! ```text
//! key(x) = the 64 bits of x, so that keys ascend as numbers do;   bucket(x) = key(x) without its last s bits
//! ```
//!
//! Every distinct value has a bucket of its own (s = 0) as long as there are no more than [`MOST_BUCKETS`]. When there are, s
//! rises until they fit, and neighbours become one bucket, at most 2^(s − 52) of a value's magnitude wide. So s is the smallest
//! at which the distinct values of *all* parts fit. A part never needs a larger one than the whole, and buckets at s are found
//! from those at a smaller one; hence the sketch of the whole has the same bits whatever the parts and their order are. A
//! sketch by quantiles (Greenwald and Khanna 2001; Dunning and Ertl 2019, arXiv:1902.04023) is smaller, and has not this.
//!
//! A bucket keeps the smallest and the largest of its values, so that one that is a single value is known to be one. What is
//! read off two sketches beside each other is exact but for the order of values within buckets that both sides share: see
//! [`crate::side_by_side`]. Infinities have counts of their own; −0 is 0.

use crate::samples::sorting::key;

/// The most buckets.
pub const MOST_BUCKETS: usize = 4_096;

/// Values whose keys agree but for their last bits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    /// The smallest of them.
    pub low: f64,
    /// The largest of them.
    pub high: f64,
    /// How many they are, at least one.
    pub count: u64,
}

impl Bucket {
    /// What stands for its values: the value itself where there is one.
    #[must_use]
    pub fn middle(&self) -> f64 {
        if self.low == self.high { self.low } else { self.low / 2.0 + self.high / 2.0 }
    }
}

/// The buckets of a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValueSketch {
    /// Bits of the keys that are left out, from 0, every value by itself, to 63.
    dropped: u32,
    buckets: Vec<Bucket>,
    /// Values at −∞ and at ∞.
    infinite: [u64; 2],
}

/// Why buckets are not a sketch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSketch {
    /// There are more than [`MOST_BUCKETS`], or more bits are left out than there are.
    TooMany,
    /// A bound is not a finite number, lies in another bucket than the other bound, or the buckets do not ascend.
    OutOfOrder {
        /// The first bucket of which it is true, from 0.
        bucket: usize,
    },
    /// A bucket has no value, one value and two bounds, or all have more than 2⁶³.
    WrongCount {
        /// The first bucket of which it is true.
        bucket: usize,
    },
}

impl ValueSketch {
    /// The sketch of a sorted sample.
    ///
    /// ```
    /// use driftscope_stats::value_sketch::ValueSketch;
    ///
    /// let sketch = ValueSketch::of_sorted(&[1.0, 2.0, 2.0, f64::INFINITY]);
    /// assert_eq!((sketch.size(), sketch.buckets().len(), sketch.is_exact()), (4, 2, true));
    /// ```
    #[must_use]
    pub fn of_sorted(sorted: &[f64]) -> Self {
        let low = sorted.partition_point(|&value| value == f64::NEG_INFINITY);
        let high = sorted.partition_point(|&value| value < f64::INFINITY).max(low);
        let runs = sorted[low..high].chunk_by(|a, b| a == b);
        let buckets = runs.map(|run| Bucket { low: run[0] + 0.0, high: run[0] + 0.0, count: run.len() as u64 });
        let infinite = [low as u64, (sorted.len() - high) as u64];
        let mut sketch = Self { dropped: 0, buckets: buckets.collect(), infinite };
        sketch.fit();
        sketch
    }

    /// The sketch of values in ascending order, each with how often it occurs.
    #[must_use]
    pub fn of_counted(ascending: &[(f64, u64)]) -> Self {
        let mut sketch = Self::default();
        for &(value, count) in ascending.iter().filter(|(_, count)| *count > 0) {
            let value = value + 0.0;
            let last = sketch.buckets.last_mut().filter(|last| last.low == value);
            match last {
                _ if value.is_infinite() => {
                    let side = usize::from(value > 0.0);
                    sketch.infinite[side] = sketch.infinite[side].saturating_add(count);
                }
                Some(last) => last.count = last.count.saturating_add(count),
                None => sketch.buckets.push(Bucket { low: value, high: value, count }),
            }
        }
        sketch.fit();
        sketch
    }

    /// The sketch of buckets that were written down.
    pub fn of_buckets(dropped: u32, buckets: Vec<Bucket>, infinite: [u64; 2]) -> Result<Self, NoSketch> {
        if buckets.len() > MOST_BUCKETS || dropped > 63 {
            return Err(NoSketch::TooMany);
        }
        let mut size = infinite[0].saturating_add(infinite[1]);
        for (at, bucket) in buckets.iter().enumerate() {
            let (low, high) = (bucket.low, bucket.high);
            let ascends = at == 0 || key(buckets[at - 1].high) >> dropped < key(low) >> dropped;
            let is_number = low.is_finite() && high.is_finite() && low <= high;
            // −0 would be a second zero.
            let is_plain = low.to_bits() != 1 << 63 && high.to_bits() != 1 << 63;
            if !ascends || !is_number || !is_plain || key(low) >> dropped != key(high) >> dropped {
                return Err(NoSketch::OutOfOrder { bucket: at });
            }
            size = size.saturating_add(bucket.count);
            if bucket.count == 0 || bucket.count == 1 && low < high || size > 1 << 63 {
                return Err(NoSketch::WrongCount { bucket: at });
            }
        }
        if size > 1 << 63 {
            return Err(NoSketch::WrongCount { bucket: 0 });
        }
        Ok(Self { dropped, buckets, infinite })
    }

    /// Adds the values of a part.
    pub fn merge(&mut self, part: &Self) {
        let dropped = self.dropped.max(part.dropped);
        let (left, right) = (self.coarsened(dropped), part.coarsened(dropped));
        let mut merged = Vec::with_capacity(left.len() + right.len());
        for pair in Pairs::of(&left, &right, dropped) {
            let one = |bucket: Bucket, other: Bucket| Bucket {
                low: bucket.low.min(other.low),
                high: bucket.high.max(other.high),
                count: bucket.count.saturating_add(other.count),
            };
            merged.extend(pair.into_iter().flatten().reduce(one));
        }
        let infinite = [0, 1].map(|side| self.infinite[side].saturating_add(part.infinite[side]));
        *self = Self { dropped, buckets: merged, infinite };
        self.fit();
    }

    /// The buckets, ascending.
    #[must_use]
    pub fn buckets(&self) -> &[Bucket] {
        &self.buckets
    }

    /// The bits of the keys that are left out.
    #[must_use]
    pub fn dropped(&self) -> u32 {
        self.dropped
    }

    /// Values at −∞ and at ∞.
    #[must_use]
    pub fn infinite(&self) -> [u64; 2] {
        self.infinite
    }

    /// All values, infinite ones among them.
    #[must_use]
    pub fn size(&self) -> u64 {
        let all = self.buckets.iter().map(|bucket| bucket.count).chain(self.infinite);
        all.fold(0, u64::saturating_add)
    }

    /// Whether every bucket is a single value.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.buckets.iter().all(|bucket| bucket.low == bucket.high)
    }

    /// How wide a bucket is at most, as a share of the magnitude of its values; 0 where every value is exact.
    #[must_use]
    pub fn relative_width(&self) -> f64 {
        if self.is_exact() { 0.0 } else { libm::scalbn(1.0, self.dropped as i32 - 52) }
    }

    /// The smallest and the largest finite value.
    #[must_use]
    pub fn ends(&self) -> Option<(f64, f64)> {
        Some((self.buckets.first()?.low, self.buckets.last()?.high))
    }

    /// This sketch without its infinite values.
    #[must_use]
    pub fn finite(&self) -> Self {
        Self { infinite: [0, 0], ..self.clone() }
    }

    /// The finite values in ascending order, as often as they occur, if at least 19 of 20 occur once; `None` otherwise, and
    /// where a bucket holds several.
    #[must_use]
    pub fn mostly_single(&self) -> Option<Vec<f64>> {
        let singles = self.buckets.iter().filter(|bucket| bucket.count == 1).count() as u64;
        let is_known = self.is_exact() && singles.saturating_mul(20) >= self.size().saturating_mul(19);
        let times = |bucket: &Bucket| std::iter::repeat_n(bucket.low, bucket.count as usize);
        is_known.then(|| self.buckets.iter().flat_map(times).collect())
    }

    /// This sketch with every value replaced, such as seconds for milliseconds: to look at, since the
    /// buckets of what it is now lie elsewhere. A larger value must not become a smaller one.
    #[must_use]
    pub fn mapped(&self, to: impl Fn(f64) -> f64) -> Self {
        let of = |bucket: &Bucket| Bucket { low: to(bucket.low), high: to(bucket.high), ..*bucket };
        Self { dropped: self.dropped, buckets: self.buckets.iter().map(of).collect(), infinite: self.infinite }
    }

    /// Leaves out as few more bits as make the buckets fit.
    fn fit(&mut self) {
        // A bucket and the one before it are one as soon as all bits in which they differ are left out.
        let mut parted_by = [0_usize; 65];
        for pair in self.buckets.windows(2) {
            let differing = key(pair[0].low) ^ key(pair[1].low);
            parted_by[64 - differing.leading_zeros() as usize] += 1;
        }
        let mut buckets = 1 + parted_by.iter().sum::<usize>();
        let mut dropped = 0;
        while buckets > MOST_BUCKETS && dropped < 63 {
            dropped += 1;
            buckets -= parted_by[dropped as usize];
        }
        if dropped > self.dropped {
            self.buckets = self.coarsened(dropped);
            self.dropped = dropped;
        }
    }

    /// Leaves out at least this many bits.
    pub fn coarsen(&mut self, dropped: u32) {
        if dropped > self.dropped {
            self.buckets = self.coarsened(dropped.min(63));
            self.dropped = dropped.min(63);
        }
    }

    /// How many buckets there would be with this many bits left out.
    #[must_use]
    pub fn buckets_at(&self, dropped: u32) -> usize {
        self.runs(dropped).count()
    }

    /// The buckets that are one with this many bits left out.
    fn runs(&self, dropped: u32) -> impl Iterator<Item = &[Bucket]> {
        self.buckets.chunk_by(move |a, b| key(a.low) >> dropped == key(b.low) >> dropped)
    }

    /// The buckets with more bits left out.
    pub(crate) fn coarsened(&self, dropped: u32) -> Vec<Bucket> {
        let one = |run: &[Bucket]| Bucket {
            low: run[0].low,
            high: run[run.len() - 1].high,
            count: run.iter().fold(0, |sum, bucket| sum.saturating_add(bucket.count)),
        };
        self.runs(dropped).map(one).collect()
    }
}

/// The buckets of two lists, those of one key together.
pub(crate) struct Pairs<'a> {
    left: &'a [Bucket],
    right: &'a [Bucket],
    dropped: u32,
}

impl<'a> Pairs<'a> {
    pub(crate) fn of(left: &'a [Bucket], right: &'a [Bucket], dropped: u32) -> Self {
        Self { left, right, dropped }
    }
}

impl Iterator for Pairs<'_> {
    type Item = [Option<Bucket>; 2];

    fn next(&mut self) -> Option<Self::Item> {
        let bucket = |side: &[Bucket]| side.first().map(|bucket| key(bucket.low) >> self.dropped);
        let (left, right) = (bucket(self.left), bucket(self.right));
        let next = left.into_iter().chain(right).min()?;
        let take = |side: &mut &[Bucket], bucket: Option<u64>| {
            let (first, rest) = side.split_first().filter(|_| bucket == Some(next))?;
            let first = *first;
            *side = rest;
            Some(first)
        };
        Some([take(&mut self.left, left), take(&mut self.right, right)])
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::random::Random;
    use crate::samples::sorting::sorted;

    pub(crate) fn values(random: &mut Random, law: u64, length: u64) -> Vec<f64> {
        let mut draw = || match law % 4 {
            0 => f64::from_bits(random.next_u64()),
            1 => (0..12).map(|_| random.unit()).sum::<f64>() - 6.0,
            2 => random.below(3000) as f64,
            _ => libm::exp(20.0 * random.unit()) * if random.below(5) == 0 { 0.0 } else { 1.0 },
        };
        sorted((0..length).map(|_| draw()).map(|value| if value.is_nan() { -0.0 } else { value }))
    }

    #[test]
    fn parts_in_any_order_are_the_whole() {
        let mut random = Random::new(8);
        for round in 0..80 {
            let length = 1 + random.below(20_000);
            let all = values(&mut random, round, length);
            let whole = ValueSketch::of_sorted(&all);
            assert!(whole.buckets().len() <= MOST_BUCKETS && whole.size() == length);
            let parts = 1 + random.below(6);
            let mut lists = vec![Vec::new(); parts as usize];
            all.iter().for_each(|value| lists[random.below(parts) as usize].push(*value));
            let mut sketches: Vec<ValueSketch> = lists.iter().map(|list| ValueSketch::of_sorted(list)).collect();
            while sketches.len() > 1 {
                let part = sketches.swap_remove(random.below(sketches.len() as u64) as usize);
                let at = random.below(sketches.len() as u64) as usize;
                sketches[at].merge(&part);
            }
            assert_eq!(sketches[0], whole, "round {round}");
            let read = ValueSketch::of_buckets(whole.dropped(), whole.buckets().to_vec(), whole.infinite());
            assert_eq!(read, Ok(whole));
        }
    }

    #[test]
    fn buckets_that_cannot_be_are_refused() {
        let bucket = |low: f64, high: f64, count| Bucket { low, high, count };
        let refused = |dropped, buckets: &[Bucket]| ValueSketch::of_buckets(dropped, buckets.to_vec(), [0, 0]).err();
        assert_eq!(refused(0, &[bucket(1.0, 1.0, 2), bucket(2.0, 2.0, 1)]), None);
        let out_of_order = |bucket| Some(NoSketch::OutOfOrder { bucket });
        assert_eq!(refused(0, &[bucket(2.0, 2.0, 2), bucket(1.0, 1.0, 1)]), out_of_order(1));
        assert_eq!(refused(0, &[bucket(1.0, 2.0, 2)]), out_of_order(0));
        assert_eq!(refused(50, &[bucket(1.0, 1.1, 2), bucket(1.2, 1.2, 1)]), out_of_order(1));
        for value in [f64::NAN, f64::INFINITY, -0.0] {
            assert_eq!(refused(0, &[bucket(value, value, 1)]), out_of_order(0));
        }
        let wrong_count = |bucket| Some(NoSketch::WrongCount { bucket });
        assert_eq!(refused(0, &[bucket(1.0, 1.0, 0)]), wrong_count(0));
        assert_eq!(refused(50, &[bucket(1.0, 1.1, 1)]), wrong_count(0));
        assert_eq!(refused(0, &[bucket(1.0, 1.0, 1), bucket(2.0, 2.0, u64::MAX)]), wrong_count(1));
        assert_eq!(refused(64, &[]), Some(NoSketch::TooMany));
        let many: Vec<Bucket> = (0..5000).map(|at| bucket(f64::from(at), f64::from(at), 1)).collect();
        assert_eq!(refused(0, &many), Some(NoSketch::TooMany));
    }
}
